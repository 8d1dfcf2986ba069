"""The regime calendar: a row for the establishment and each unit, a column for each day, with the level in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.models.keyed_list import AnyIndex
from keywork_desktop.ui.models.settings_words import level_words, place

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
DAY_ROLE = int(Qt.ItemDataRole.UserRole) + 2
DAYS = 28


@dataclass(frozen=True, slots=True)
class RegimeCell:
    """What applies in one place on one day. `own`: by an entry of that place; else it follows the establishment.

    `words` name the level or the set; `run` is how many days from `first` on the same applies, inside the calendar,
    and `run_at` the place of this day in it: a long run bears its name once.
    """

    unit: str | None
    day: date
    level: int | None
    words: str
    own: bool
    past: bool
    run: int = 1
    run_at: int = 0

    @property
    def spoken(self) -> str:
        what = f"level {level_words(self.level)}" if self.level else (self.words or "nothing in force")
        follows = ", as the whole establishment" if not self.own and self.unit is not None else ""
        return f"{place(self.unit)}, {long_date(self.day)}: {what}{follows}{', past, read only' if self.past else ''}"


def level_entry(book: RuleBook, day: date, unit: str | None) -> RegimeEntry | None:
    """The entry of the regime calendar that gives the unit's level on `day`: its own before the establishment's."""
    found = [entry for entry in book.regime if entry.applies(day, unit)]
    return max(found, key=lambda entry: (entry.unit is not None, entry.from_date), default=None)


def regime_row(book: RuleBook, unit: str | None, first: date, days: int, today: date) -> list[RegimeCell]:
    """The cells of one place."""
    cells: list[RegimeCell] = []
    for day in (first + timedelta(days=n) for n in range(days)):
        rules = book.rules_on(day, unit)
        entry = level_entry(book, day, unit)
        if entry is not None and rules is not None and rules.level is not None:
            cells.append(RegimeCell(unit, day, rules.level, level_words(rules.level), entry.unit == unit, day < today))
        else:
            own = any(one.unit == unit and one.applies(day, unit) for one in book.in_force)
            cells.append(RegimeCell(unit, day, None, rules.source if rules else "", own, day < today))
    return _with_runs(cells)


def _with_runs(cells: list[RegimeCell]) -> list[RegimeCell]:
    found: list[RegimeCell] = []
    start = 0
    while start < len(cells):
        end = start
        while end < len(cells) and _alike(cells[start], cells[end]):
            end += 1
        for at in range(start, end):
            cell = cells[at]
            found.append(
                RegimeCell(cell.unit, cell.day, cell.level, cell.words, cell.own, cell.past, end - start, at - start)
            )
        start = end
    return found


def _alike(one: RegimeCell, other: RegimeCell) -> bool:
    return (one.level, one.words, one.own) == (other.level, other.words, other.own)


class RegimeModel(QAbstractTableModel):
    """Days across, places down. `show` resets only when the days or the places change; else cells change in place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = date.min
        self.units: tuple[str | None, ...] = (None,)
        self.today = date.min
        self._rows: list[list[RegimeCell]] = []

    def show(self, book: RuleBook, units: Sequence[str], first: date, today: date) -> None:
        """Show four weeks from `first` for the establishment and these units."""
        rows = [regime_row(book, unit, first, DAYS, today) for unit in (None, *units)]
        other = (first, (None, *units), today) != (self.first, self.units, self.today) or not self._rows
        if other:
            self.beginResetModel()
            self.first, self.units, self.today, self._rows = first, (None, *units), today, rows
            self.endResetModel()
            return
        for row, cells in enumerate(rows):
            if cells != self._rows[row]:
                self._rows[row] = cells
                self.dataChanged.emit(self.index(row, 0), self.index(row, DAYS - 1))

    def cell(self, index: AnyIndex) -> RegimeCell | None:
        """The cell at `index`, None for an invalid one."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()][index.column()]

    def index_of(self, unit: str | None, day: date) -> QModelIndex:
        """The cell of a place and day; invalid where it is not shown."""
        column = (day - self.first).days if self._rows else -1
        if unit not in self.units or not 0 <= column < DAYS:
            return QModelIndex()
        return self.index(self.units.index(unit), column)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() or not self._rows else DAYS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if not self._rows:
            return None
        if orientation is Qt.Orientation.Vertical:
            return place(self.units[section]) if role == Qt.ItemDataRole.DisplayRole else None
        day = self.first + timedelta(days=section)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return long_date(day)
        return day if role == DAY_ROLE else None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.level) if cell.level else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.spoken
        return cell if role == CELL_ROLE else None
