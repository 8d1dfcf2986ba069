"""Four weeks as a table: a column for the week's sums, then Monday to Sunday."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.wording import short_date, weekday
from keywork_desktop.ui.models.calendar_entries import DayCell, Entry, WeekCell
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.keyed_list import AnyIndex

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""A `DayCell`, or in the first column a `WeekCell`."""

WEEK_COLUMN = 0
DAYS = 7
_MONDAY = date(2024, 1, 1)


def entry_text(entry: Entry) -> str:
    """`● 09:15 ABBOTT O`: an entry as text."""
    pin = " pinned" if entry.locked else ""
    return f"{entry.tone.shape} {entry.lead} {entry.surname} {entry.initials}".rstrip() + pin


class CalendarGridModel(QAbstractTableModel):
    """Four rows of eight cells. `show` changes only the cells that differ, also when the weeks are turned."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[WeekCell | DayCell, ...]] = []

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else DAYS + 1

    def cell(self, index: AnyIndex) -> WeekCell | DayCell | None:
        """What stands at `index`, None for an invalid one."""
        return self._rows[index.row()][index.column()] if index.isValid() else None

    def index_of(self, day: date) -> QModelIndex:
        """The cell of `day`; invalid if it is not shown."""
        for row, cells in enumerate(self._rows):
            week = cells[WEEK_COLUMN]
            assert isinstance(week, WeekCell)
            if week.first <= day < week.first + timedelta(DAYS):
                return self.index(row, (day - week.first).days + 1)
        return QModelIndex()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if index.column() == WEEK_COLUMN:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(cell, WeekCell):
                return cell.spoken
            return "; ".join((cell.spoken, *(entry.spoken for entry in cell.entries)))
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.spoken
        return None

    @staticmethod
    def _text(cell: WeekCell | DayCell) -> str:
        time = f"{hours_and_minutes(cell.used)} of {hours_and_minutes(cell.available)}"
        if isinstance(cell, WeekCell):
            return f"Week {cell.number}\n{time}"
        lines = [short_date(cell.on)] + [cell.holiday] * bool(cell.holiday) + [time] * bool(cell.available)
        lines += [words for words in (cell.regime.level_words, *map(cell.regime.cut_words, cell.regime.cuts)) if words]
        return "\n".join((*lines, *(entry_text(entry) for entry in cell.entries)))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return "Week" if section == WEEK_COLUMN else weekday(_MONDAY + timedelta(section - 1))

    def show(self, facts: CalendarFacts) -> None:
        """Make the cells those of `facts`."""
        cells = [facts.cells[day] for day in facts.days]
        rows: list[tuple[WeekCell | DayCell, ...]] = [
            (week, *cells[n * DAYS : (n + 1) * DAYS]) for n, week in enumerate(facts.weeks)
        ]
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for row, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
            self._rows[row] = new
            for column in (n for n in range(DAYS + 1) if old[n] != new[n]):
                self.dataChanged.emit(self.index(row, column), self.index(row, column))
