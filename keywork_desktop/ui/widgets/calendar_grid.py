"""The four-week grid: arrows move through entries and days, Space lifts, Enter opens, a drop puts on a day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.delegates.calendar_day import CalendarDayDelegate, entries_room, head_height
from keywork_desktop.ui.delegates.calendar_entries_layout import EntriesLayout
from keywork_desktop.ui.delegates.calendar_look import entry_height, width_of
from keywork_desktop.ui.models.calendar_entries import DayCell, Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_grid_model import DAYS, WEEK_COLUMN, CalendarGridModel
from keywork_desktop.ui.models.calendar_placing import Placing
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.calendar_entry_table import EntryTable
from keywork_desktop.ui.widgets.day_grid import Where

FEWEST_LINES = 3
"""A day is never lower than this many entries; the grid scrolls instead."""

WEEKEND_SHARE = 0.9
"""Width of a day of the weekend against a weekday: few sessions are held then."""

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}


class CalendarGrid(EntryTable):
    """Shows a `CalendarGridModel`: a week a row, a day a cell."""

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        self.painter_of_days = CalendarDayDelegate()
        super().__init__(carrier, self.painter_of_days, parent)
        self.days = CalendarGridModel(self)
        self.setModel(self.days)
        self.setAccessibleName("Calendar, four weeks")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFont(self.font())

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_facts(self, facts: CalendarFacts) -> None:
        """Show these four weeks; the focus stays on its entry where that still is, else in its day."""
        place = (self.currentIndex().row(), self.currentIndex().column())
        first = not self.days.rowCount()
        self.days.show(facts)
        if first:
            self._share_space()
        if not self.currentIndex().isValid() or first:
            start = self.days.index_of(facts.view.today)
            self.go(start if start.isValid() else self.days.index(max(place[0], 0), max(place[1], 1)))
        self.tidy_focus()

    def choose(self, day: date, key: str = "") -> None:
        """Put the focus on a day, and in it on an entry if it is in sight."""
        index = self.days.index_of(day)
        if index.isValid():
            self.go(index, key)

    def choose_prisoner(self, prison_number: str, day: date) -> None:
        """Put the focus on what that day holds for this prisoner."""
        self.choose_prisoner_at(self.days.index_of(day), prison_number)

    def _cell(self, index: QModelIndex) -> DayCell | None:
        found = self.days.cell(index)
        return found if isinstance(found, DayCell) else None

    def where(self, index: QModelIndex) -> Where | None:
        cell = self._cell(index)
        return ("", cell.on) if cell else None

    def entries_at(self, index: QModelIndex) -> tuple[Entry, ...]:
        cell = self._cell(index)
        return cell.entries if cell else ()

    def layout_of(self, index: QModelIndex) -> EntriesLayout | None:
        cell = self._cell(index)
        if cell is None:
            return None
        return EntriesLayout.of(cell.entries, entries_room(cell, self.visualRect(index), self.font()), self.font())

    def beside(self, index: QModelIndex, key: Qt.Key) -> QModelIndex:
        cell = self._cell(index)
        return self.days.index_of(cell.on + timedelta(_ARROWS[key])) if cell else QModelIndex()

    # -- carrying -----------------------------------------------------------------------------------------------------

    def carry_from(self, placing: Placing) -> None:
        """Begin to choose the day at the first that fits, for somebody who was lifted elsewhere."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.choose(placing.first_fit() or placing.facts.view.today)
        self._carried_changed()

    def _carried_changed(self) -> None:
        placing = self.carrier.placing
        self.painter_of_days.places = dict(placing.days) if placing else {}
        super()._carried_changed()

    def show_target(self, where: Where | None) -> None:
        self.painter_of_days.target = where[1] if where else None
        self.viewport().update()

    def answer_words(self, where: Where) -> str:
        place = self.carrier.place(where[1])
        return f"{long_date(where[1])}: {place.words}" if place else ""

    # -- space --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._share_space()

    def _share_space(self) -> None:
        if not self.days.rowCount():
            return
        key = self.font().toString()
        self.horizontalHeader().setFixedHeight(self.fontMetrics().height() + 8)
        week = max(width_of("of 888 h 88", key, 0), width_of("88 h 88", key, 1), width_of("Week 4", key, 0)) + 12
        rows = self.days.rowCount()
        least = head_height(self.font()) + FEWEST_LINES * entry_height(self.font()) + 4
        height = max(least, self.viewport().height() // rows)
        self.verticalHeader().setMinimumSectionSize(1)
        for row in range(rows):
            rest = self.viewport().height() - rows * height if row == rows - 1 else 0
            self.setRowHeight(row, height + max(0, rest))
        room = self.viewport().width() - week
        weekday = int(room / (5 + 2 * WEEKEND_SHARE))
        self.setColumnWidth(WEEK_COLUMN, week)
        for column in range(1, 6):
            self.setColumnWidth(column, weekday)
        weekend = (room - 5 * weekday) // 2
        self.setColumnWidth(6, weekend)
        self.setColumnWidth(7, room - 5 * weekday - weekend)

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 280)
