"""One week as a table: officers down, seven days across."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from keywork_desktop.domain.wording import short_date, weekday
from keywork_desktop.ui.models.calendar_entries import DayCell
from keywork_desktop.ui.models.calendar_grid_model import CELL_ROLE, entry_text
from keywork_desktop.ui.models.calendar_week_facts import WEEK_DAYS, OfficerDay, WeekFacts, WeekHours
from keywork_desktop.ui.models.keyed_list import AnyIndex
from keywork_desktop.ui.models.rota_cells import RotaRow
from keywork_desktop.ui.models.rota_table_model import ROW_ROLE

_Row = tuple[RotaRow, tuple[OfficerDay, ...]]


class CalendarWeekModel(QAbstractTableModel):
    """`show` removes and inserts the officers that differ, and changes the cells that do; it never resets."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self.days: tuple[DayCell, ...] = ()
        self.hours = WeekHours()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else WEEK_DAYS

    def cell(self, index: AnyIndex) -> OfficerDay | None:
        """What stands at `index`, None for an invalid one."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()][1][index.column()]

    def cells(self, row: int) -> tuple[OfficerDay, ...]:
        """The cells of an officer."""
        return self._rows[row][1]

    def day(self, column: int) -> DayCell | None:
        """The day above a column; None before there are days."""
        return self.days[column] if 0 <= column < len(self.days) else None

    def index_of(self, staff_id: str, day: date) -> QModelIndex:
        """The cell of an officer and a day; invalid where it is not shown."""
        column = (day - self.days[0].on).days if self.days else -1
        row = next((n for n, (_, cells) in enumerate(self._rows) if cells[0].staff_id == staff_id), -1)
        return self.index(row, column) if row >= 0 and 0 <= column < WEEK_DAYS else QModelIndex()

    def row_of(self, prison_number: str, day: date) -> str | None:
        """The staff ID in whose row this prisoner stands that day; None if in none."""
        for _, cells in self._rows:
            for cell in cells:
                if cell.on == day and any(entry.prison_number == prison_number for entry in cell.entries):
                    return cell.staff_id
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == CELL_ROLE:
            return cell
        head = self._rows[index.row()][0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "; ".join((f"{head.title}, {cell.spoken}", *(entry.spoken for entry in cell.entries)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{head.title}, {cell.spoken}"
        if role == Qt.ItemDataRole.DisplayRole:
            first = " ".join(part for part in (cell.shift, cell.time_words) if part)
            return "\n".join((first, *(entry_text(entry) for entry in cell.entries)))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self._head_of_row(section, role)
        day = self.day(section)
        if day is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{weekday(day.on)} {short_date(day.on)}"
        return day.spoken if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) else None

    def _head_of_row(self, section: int, role: int) -> Any:
        if not 0 <= section < len(self._rows):
            return None
        head = self._rows[section][0]
        if role == ROW_ROLE:
            return head
        if role == Qt.ItemDataRole.DisplayRole:
            return head.title
        return head.spoken if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole) else None

    def show(self, week: WeekFacts) -> None:
        """Make the rows those of `week`, with the fewest signals that say so."""
        other_days = [d.on for d in self.days] != [d.on for d in week.days] or self.hours != week.hours
        self.days, self.hours = week.days, week.hours
        wanted = [head.key for head, _ in week.rows]
        self._remove_all_but(set(wanted))
        if [head.key for head, _ in self._rows] != [key for key in wanted if key in self._keys()]:
            # Officers stand in another order: their names or houseblocks have changed.
            self._remove_all_but(set())
        for place, row in enumerate(week.rows):
            if place >= len(self._rows) or self._rows[place][0].key != row[0].key:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, row)
                self.endInsertRows()
            else:
                self._change(place, row, all_cells=other_days)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, WEEK_DAYS - 1)

    def _keys(self) -> set[str]:
        return {head.key for head, _ in self._rows}

    def _remove_all_but(self, wanted: set[str]) -> None:
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place][0].key not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()

    def _change(self, place: int, row: _Row, *, all_cells: bool) -> None:
        old = self._rows[place]
        if old == row and not all_cells:
            return
        self._rows[place] = row
        if old[0] != row[0]:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, place, place)
        for column in range(WEEK_DAYS):
            if all_cells or old[1][column] != row[1][column]:
                self.dataChanged.emit(self.index(place, column), self.index(place, column))

    @property
    def last(self) -> date | None:
        """The last day shown."""
        return self.days[0].on + timedelta(days=WEEK_DAYS - 1) if self.days else None
