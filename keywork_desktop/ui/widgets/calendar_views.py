"""The four ways of looking at the calendar, one of which is shown; the page talks to this, not to each of them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.models.calendar_placing import Placing
from keywork_desktop.ui.widgets.calendar_agenda import CalendarAgenda
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.calendar_day_view import CalendarDayView
from keywork_desktop.ui.widgets.calendar_grid import CalendarGrid
from keywork_desktop.ui.widgets.calendar_week import CalendarWeek


class CalendarViews(QStackedWidget):
    """Only the view that is shown takes facts in; another one does when it comes to the front."""

    entry_chosen = Signal(object)
    entry_opened = Signal(object)
    day_opened = Signal(object)
    menu_wanted = Signal(QPoint)
    turned = Signal(int)
    """The page before (-1) or after (1) is wanted."""
    left = Signal()

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.carrier = carrier
        self.grid, self.week = CalendarGrid(carrier, self), CalendarWeek(carrier, self)
        self.day_view, self.agenda = CalendarDayView(carrier, self), CalendarAgenda(self)
        self.mode = Mode.WEEKS
        for view in (self.grid, self.week, self.day_view, self.agenda):
            self.addWidget(view)
            view.entry_chosen.connect(self.entry_chosen)
            view.entry_opened.connect(self.entry_opened)
            view.menu_wanted.connect(self.menu_wanted)
        for table in (self.grid, self.week):
            table.day_opened.connect(self.day_opened)
            table.weeks_turned.connect(self.turned)
        self.day_view.turned.connect(self.turned)
        self.day_view.left.connect(self.left)
        self.agenda.turned.connect(self.turned)

    @property
    def shown(self) -> CalendarGrid | CalendarWeek | CalendarDayView | CalendarAgenda:
        """The view in front."""
        views = {Mode.DAY: self.day_view, Mode.WEEK: self.week, Mode.WEEKS: self.grid, Mode.AGENDA: self.agenda}
        view = views[self.mode]
        assert isinstance(view, CalendarGrid | CalendarWeek | CalendarDayView | CalendarAgenda)
        return view

    def show_mode(self, mode: Mode) -> None:
        """Bring this view to the front."""
        self.mode = mode
        self.setCurrentWidget(self.shown)

    def show_facts(self, facts: CalendarFacts, day: date) -> None:
        """Show these facts, and of them the day, the week of the day, the four weeks, or the days from it on."""
        if self.mode is Mode.DAY:
            self.day_view.show_day(facts, day)
        elif self.mode is Mode.WEEK:
            self.week.show_week(facts, day)
        elif self.mode is Mode.AGENDA:
            self.agenda.show_from(facts, day)
        else:
            self.grid.show_facts(facts)

    @property
    def day(self) -> date | None:
        """The day in focus."""
        return self.shown.day

    @property
    def entry(self) -> Entry | None:
        """What is in focus."""
        return self.shown.entry

    @property
    def staff_id(self) -> str:
        """The officer in focus, where officers are shown."""
        if self.mode is Mode.WEEK:
            return self.week.staff_id
        block = self.day_view.block
        return block.staff_id if self.mode is Mode.DAY and block else ""

    def choose(self, day: date) -> None:
        """Put the focus on a day that is shown."""
        if isinstance(self.shown, CalendarGrid | CalendarWeek):
            self.shown.choose(day)

    def choose_prisoner(self, prison_number: str, day: date) -> None:
        """Put the focus on what a day that is shown holds for this prisoner."""
        if isinstance(self.shown, CalendarGrid | CalendarWeek):
            self.shown.choose_prisoner(prison_number, day)
        else:
            self.shown.choose_prisoner(prison_number)

    def carry_from(self, placing: Placing) -> None:
        """Begin to choose a place for somebody who was lifted elsewhere."""
        if not isinstance(self.shown, CalendarAgenda):
            self.shown.carry_from(placing)
