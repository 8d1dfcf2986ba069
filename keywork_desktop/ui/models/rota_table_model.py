"""The rota as a table: a row for each houseblock and officer, a column for each day; a cell can be written on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from keywork_desktop.domain.wording import long_date, weekday
from keywork_desktop.ui.models.keyed_list import AnyIndex
from keywork_desktop.ui.models.rota_cells import RotaCell, RotaRow, UnitDay
from keywork_desktop.ui.models.rota_facts import RotaFacts

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""A `RotaCell`, or a `UnitDay` in a houseblock's row."""

ROW_ROLE = CELL_ROLE + 1
"""The `RotaRow` of a row's head."""

_Cells = Sequence[RotaCell] | Sequence[UnitDay]


class RotaTableModel(QAbstractTableModel):
    """`show` changes only the cells that differ; rows come and go one by one. What is typed goes out as `written`."""

    written = Signal(object)
    """`{(staff ID, day): text}`: somebody has typed a shift."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[RotaRow, _Cells]] = []
        self._days: tuple[date, ...] = ()
        self._holidays: dict[date, str] = {}
        self.today: date | None = None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._days)

    @property
    def days(self) -> tuple[date, ...]:
        return self._days

    def holiday(self, column: int) -> str:
        """The bank holiday of a column's day, empty on others."""
        return self._holidays.get(self._days[column], "")

    def row(self, number: int) -> RotaRow:
        """The head of a row."""
        return self._rows[number][0]

    def cell(self, index: AnyIndex) -> RotaCell | None:
        """The officer's day at `index`; None for a houseblock's row and for an invalid index."""
        found = self._rows[index.row()][1][index.column()] if index.isValid() else None
        return found if isinstance(found, RotaCell) else None

    def index_of(self, staff_id: str, day: date) -> QModelIndex:
        """The cell of an officer and a day; invalid if it is not shown."""
        if day not in self._days:
            return QModelIndex()
        for number, (row, _) in enumerate(self._rows):
            if row.staff_id == staff_id and not row.is_unit:
                return self.index(number, self._days.index(day))
        return QModelIndex()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.cell(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEditable
            | Qt.ItemFlag.ItemIsDropEnabled
        )

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        found = self._rows[index.row()][1][index.column()]
        if role == CELL_ROLE:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self._rows[index.row()][0]
            return f"{row.title}, {found.spoken}" if isinstance(found, UnitDay) else found.spoken
        if role == Qt.ItemDataRole.EditRole and isinstance(found, RotaCell):
            return found.typed
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for what was typed to be written; the cell changes when that has been done."""
        cell = self.cell(index)
        if cell is None or role != Qt.ItemDataRole.EditRole or not isinstance(value, str):
            return False
        if " ".join(value.split()) != cell.typed:
            self.written.emit({(cell.staff_id, cell.on): value})
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if not 0 <= section < len(self._rows):
                return None
            row = self._rows[section][0]
            by_role = {ROW_ROLE: row, int(Qt.ItemDataRole.DisplayRole): row.title}
            by_role[int(Qt.ItemDataRole.AccessibleTextRole)] = row.spoken
            by_role[int(Qt.ItemDataRole.ToolTipRole)] = row.spoken
            return by_role.get(int(role))
        if not 0 <= section < len(self._days):
            return None
        day = self._days[section]
        spoken = ", ".join(
            (long_date(day), *["today"] * (day == self.today), *[self.holiday(section)] * bool(self.holiday(section)))
        )
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{weekday(day)}\n{day.day}"
        return spoken if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) else None

    # -- showing ------------------------------------------------------------------------------------------------------

    def show(self, facts: RotaFacts) -> None:
        """Make rows and cells those of `facts`; other weeks change the days in place."""
        if len(facts.days) != len(self._days):
            self.beginResetModel()
            self._days, self._rows = facts.days, list(facts.rows)
            self._holidays, self.today = facts.holidays, facts.view.today
            self.endResetModel()
            return
        turned = facts.days != self._days or facts.holidays != self._holidays or facts.view.today != self.today
        self._days, self._holidays, self.today = facts.days, facts.holidays, facts.view.today
        if turned:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._days) - 1)
        self._show_rows(facts.rows)

    def _show_rows(self, rows: Sequence[tuple[RotaRow, _Cells]]) -> None:
        wanted = {row.key for row, _ in rows}
        for number in reversed(range(len(self._rows))):
            if self._rows[number][0].key not in wanted:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()
        for number, (row, cells) in enumerate(rows):
            at = next((n for n in range(number, len(self._rows)) if self._rows[n][0].key == row.key), None)
            if at is None:
                self.beginInsertRows(QModelIndex(), number, number)
                self._rows.insert(number, (row, cells))
                self.endInsertRows()
                continue
            if at != number:
                self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), number)
                self._rows.insert(number, self._rows.pop(at))
                self.endMoveRows()
            self._change(number, row, cells)

    def _change(self, number: int, row: RotaRow, cells: _Cells) -> None:
        old_row, old = self._rows[number]
        self._rows[number] = (row, cells)
        if old_row != row:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, number, number)
        differing = [column for column in range(len(cells)) if old[column] != cells[column]]
        if differing:
            self.dataChanged.emit(self.index(number, differing[0]), self.index(number, differing[-1]))
