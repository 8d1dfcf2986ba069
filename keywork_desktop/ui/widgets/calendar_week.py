"""The week: officers down, seven days across. Sessions go to another day or officer by drag or by keyboard."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.delegates.calendar_entries_layout import EntriesLayout
from keywork_desktop.ui.delegates.calendar_look import width_of
from keywork_desktop.ui.delegates.calendar_week_cell import CalendarWeekDelegate, entries_room, height_for
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_modes import monday_of
from keywork_desktop.ui.models.calendar_placing import Place, Placing
from keywork_desktop.ui.models.calendar_week_facts import WEEK_DAYS, week_facts
from keywork_desktop.ui.models.calendar_week_model import CalendarWeekModel
from keywork_desktop.ui.models.rota_table_model import ROW_ROLE
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.calendar_entry_table import EntryTable
from keywork_desktop.ui.widgets.calendar_week_header import CalendarWeekHeader
from keywork_desktop.ui.widgets.day_grid import Where
from keywork_desktop.ui.widgets.rota_headers import OfficersHeader

WEEKEND_SHARE = 0.75
"""Width of a day of the weekend against a weekday: few sessions are held then."""

NAMES_PAD = 8
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}


class CalendarWeek(EntryTable):
    """Shows a `CalendarWeekModel`. The officers at the left and the days above stay in sight while one scrolls."""

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        self.painter_of_cells = CalendarWeekDelegate()
        super().__init__(carrier, self.painter_of_cells, parent)
        self.week = CalendarWeekModel(self)
        self._places: dict[Where, Place | None] = {}
        self.setModel(self.week)
        self.setAccessibleName("Calendar, one week, officers and days")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalHeader(OfficersHeader(self))
        self.setHorizontalHeader(CalendarWeekHeader(self))
        self.horizontalHeader().sectionClicked.connect(self._open_day)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_week(self, facts: CalendarFacts, day: date) -> None:
        """Show the week of this day; the focus stays with officer and weekday where they still are."""
        index = self.currentIndex()
        focus = self.where(index)
        weekday = focus[1].weekday() if focus else day.weekday()
        self.week.show(week_facts(facts, monday_of(day)))
        self.painter_of_cells.hours = self.week.hours
        self._share_space()
        if not self.currentIndex().isValid() and self.week.rowCount():
            again = self.week.index_of(focus[0], self.week.days[weekday].on) if focus else QModelIndex()
            row = max(0, min(index.row(), self.week.rowCount() - 1))
            self.go(again if again.isValid() else self.week.index(row, weekday))
        self.tidy_focus()

    @property
    def staff_id(self) -> str:
        """The officer in focus; empty for those who have none."""
        where = self.where(self.currentIndex())
        return where[0] if where else ""

    def choose(self, day: date, key: str = "") -> None:
        """Put the focus on a day, with the officer who has it."""
        row = max(0, self.currentIndex().row())
        column = (day - self.week.days[0].on).days if self.week.days else -1
        index = self.week.index(row, column) if 0 <= column < WEEK_DAYS else QModelIndex()
        if index.isValid():
            self.go(index, key)

    def choose_prisoner(self, prison_number: str, day: date) -> None:
        """Put the focus on what that day holds for this prisoner, whoever sees him."""
        staff_id = self.week.row_of(prison_number, day)
        if staff_id is not None:
            self.choose_prisoner_at(self.week.index_of(staff_id, day), prison_number)

    def _open_day(self, column: int) -> None:
        day = self.week.day(column)
        if day is not None:
            self.day_opened.emit(day.on)

    def where(self, index: QModelIndex) -> Where | None:
        cell = self.week.cell(index)
        return (cell.staff_id, cell.on) if cell else None

    def entries_at(self, index: QModelIndex) -> tuple[Entry, ...]:
        cell = self.week.cell(index)
        return cell.entries if cell else ()

    def layout_of(self, index: QModelIndex) -> EntriesLayout | None:
        cell = self.week.cell(index)
        if cell is None:
            return None
        return EntriesLayout.of(cell.entries, entries_room(self.visualRect(index), self.font()), self.font())

    def beside(self, index: QModelIndex, key: Qt.Key) -> QModelIndex:
        down, across = _STEPS[key]
        return self.week.index(index.row() + down, index.column() + across)

    # -- carrying -----------------------------------------------------------------------------------------------------

    def carry_from(self, placing: Placing) -> None:
        """Begin to choose a place at his key worker on the first day that fits, for whoever was lifted elsewhere."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        first, staff_id = placing.first_fit(), placing.staff_id or ""
        shown = [day.on for day in self.week.days]
        index = self.week.index_of(staff_id, first if first in shown else shown[0])
        if index.isValid():
            self.scrollTo(index)
            self.go(index)
        self._carried_changed()

    def _place_of(self, staff_id: str, day: date) -> Place | None:
        """The answer of a cell, worked out when it comes into sight."""
        where = (staff_id, day)
        if where not in self._places:
            self._places[where] = self.carrier.place(day, staff_id or None)
        return self._places[where]

    def _carried_changed(self) -> None:
        self._places.clear()
        self.painter_of_cells.place_of = self._place_of if self.carrier.placing else None
        super()._carried_changed()

    def show_target(self, where: Where | None) -> None:
        self.painter_of_cells.target = where
        self.viewport().update()

    def answer_words(self, where: Where) -> str:
        place = self._place_of(*where) if self.carrier.placing else None
        row = self.currentIndex().row()
        name = self.week.headerData(row, Qt.Orientation.Vertical)
        return f"{name}, {long_date(where[1])}: {place.words}" if place else ""

    # -- space --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._share_space()

    @property
    def _names_width(self) -> int:
        """As wide as what is said about the officers, up to a quarter of the week."""
        key, usual = self.font().toString(), self.verticalHeader().sizeHint().width()
        heads = (self.week.headerData(row, Qt.Orientation.Vertical, ROW_ROLE) for row in range(self.week.rowCount()))
        widest = max((width_of(head.below, key, 2) for head in heads), default=0) + 2 * NAMES_PAD
        return min(max(usual, widest), self.width() // 4)

    def _share_space(self) -> None:
        names, days = self.verticalHeader(), self.horizontalHeader()
        names.setFixedWidth(self._names_width)
        days.setFixedHeight(days.sizeHint().height())
        names.setMinimumSectionSize(1)
        for row in range(self.week.rowCount()):
            height = height_for(max(len(cell.entries) for cell in self.week.cells(row)), self.font())
            if names.sectionSize(row) != height:
                names.resizeSection(row, height)
        room = self.viewport().width()
        weekday = int(room / (5 + 2 * WEEKEND_SHARE))
        weekend = (room - 5 * weekday) // 2
        for column in range(WEEK_DAYS):
            rest = room - 5 * weekday - weekend
            days.resizeSection(column, weekday if column < 5 else weekend if column == 5 else rest)

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 280)
