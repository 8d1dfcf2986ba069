"""Looking at the calendar: which days, in which of its views, and going from one to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from keywork_desktop.actions.looking import detail_around
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_holidays import bank_holidays
from keywork_desktop.ui.models.calendar_modes import Mode, title_of
from keywork_desktop.ui.office import CALENDAR_DAYS, Office
from keywork_desktop.ui.page import PatientPage
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.calendar_header import CalendarHeader
from keywork_desktop.ui.widgets.calendar_notice import Notice
from keywork_desktop.ui.widgets.calendar_views import CalendarViews
from keywork_desktop.ui.widgets.empty_state import EmptyState

NOBODY = "Nobody is on the roll yet"
IMPORT_FIRST = "Import the Alpha list, the staff list and the detail: Data, Ctrl+7."
NO_DETAIL = "No detail is known for these four weeks, so there is no key work time. Import it: Data, Ctrl+7."


class CalendarLooking(PatientPage):
    """The part of the page that changes nothing in the store. A subclass lays out `body` and says what can be done."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.facts: CalendarFacts | None = None
        self._holidays: dict[date, str] = {}
        self._years: frozenset[int] = frozenset()
        self._day: date | None = None
        self._go_to: date | None = None
        self._before = Mode.WEEKS
        self._ahead: tuple[PlannedSession, ...] = ()
        self._asked_for: View | None = None
        self._recalled: date | None = None
        self._remembered: Remembered | None = None
        self.carrier = Carrier(self)
        self.header = CalendarHeader(self)
        self.notice, self.state = Notice(self), Notice(self)
        self.views = CalendarViews(self.carrier, self)
        self.grid, self.day_view = self.views.grid, self.views.day_view
        self.week, self.agenda = self.views.week, self.views.agenda
        self.empty = EmptyState(self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self.empty.wanted.connect(partial(self.place_wanted.emit, "data"))
        self.header.turned.connect(self._turn)
        self.header.today.clicked.connect(self.go_to_today)
        self.header.mode_chosen.connect(self.show_mode)
        self.views.day_opened.connect(self.show_day)
        self.views.turned.connect(self._turn)
        self.views.left.connect(self.leave_day)
        self.add_command("Today in the calendar", ("T",), self.go_to_today)
        for mode in Mode:
            self.add_command(f"Calendar: {mode.words.lower()}", mode.keys, partial(self.show_mode, mode))
        self.header.show_mode(self.views.mode)
        self.setFocusProxy(self.views.shown)

    def lay_out(self, body: QWidget) -> None:
        """Head, notices, and below them `body` or what is missing."""
        self._stack.addWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE + 2, SPACE + 4, 2 * SPACE + 2, SPACE - 2)
        whole.setSpacing(SPACE)
        for widget in (self.header, self.notice, self.state):
            whole.addWidget(widget)
        whole.addLayout(self._stack, 1)

    def add_command(self, words: str, keys: tuple[str, ...], does: Callable[[], None]) -> None:
        """These keys do that anywhere on the page, but in a field they are typed; `words` find it with Ctrl+K."""
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(partial(_run, does))
        self.addAction(action)

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def can_act(self) -> bool:
        """Sessions are moved from today's point of view only."""
        return self.view is not None and self.view.snapshot.on == self.view.today

    def take_in(self, view: View) -> None:
        if view.snapshot.period is None:
            return
        period = view.snapshot.period
        years = frozenset({period.first.year, period.last.year})
        if not years <= self._years:
            self._years |= years
            self.office.spawn(self._read_holidays(years))
        self.facts = CalendarFacts(view, self._holidays, self.facts, self._ahead)
        self.carrier.show(self.facts)
        self._say_state(view)
        for made in (self.header.plan, self.header.export):
            made.setEnabled(bool(view.items))
        if not view.items:
            self.say_missing(NOBODY, IMPORT_FIRST)
            return
        self._stack.setCurrentIndex(1)
        arrived = self._go_to if self._go_to in self.facts.days else None
        self._day = arrived or self._day
        self._go_to = None
        self.fill()
        if arrived is not None:
            self.views.choose(arrived)
        self.shown_anew()
        self._recall()
        self._look_ahead(view)

    def shown_anew(self) -> None:
        """Fresh facts are on screen: a subclass brings what is chosen up to date."""

    def fill(self) -> None:
        """Give the view that is shown the present facts, around the day that is looked at."""
        facts = self.facts
        assert facts is not None, "there is nothing to show before there are facts"
        day = self._day
        if day not in facts.cells:
            day = facts.view.today if facts.view.today in facts.cells else facts.period.first
        self._day = day
        assert day is not None
        self.views.show_facts(facts, day)
        self.header.title.setText(title_of(self.views.mode, day, facts))
        self._remember()

    def _look_ahead(self, view: View) -> None:
        """Later weeks need what is planned before them: else everybody who is seen until then seems to be left out."""
        period = view.snapshot.period
        if view is self._asked_for or period is None or period.first <= view.snapshot.on:
            return
        self._asked_for = view
        self.office.spawn(self._read_ahead(view, (period.first - view.snapshot.on).days - 1))

    async def _read_ahead(self, view: View, days: int) -> None:
        found = await self.office.ask(partial(detail_around, day=view.snapshot.on, days_ahead=days))
        if self.view is view and found.planned != self._ahead:
            self._ahead = found.planned
            self.take_in_again()

    async def _read_holidays(self, years: frozenset[int]) -> None:
        """Off the window's thread: the library takes a tenth of a second to load."""
        found = await self.office.on_worker(bank_holidays, date(min(years), 1, 1), date(max(years), 12, 31))
        self._holidays = {**self._holidays, **found}
        if self.view is not None:
            self.show_view(self.view)

    def _say_state(self, view: View) -> None:
        assert self.facts is not None
        hit = [entry.shut for entries in self.facts.entries.values() for entry in entries if entry.shut]
        if not self.can_act:
            word = "As it was on" if view.snapshot.on < view.today else "As planned for"
            said = f"{word} {long_date(view.snapshot.on)}. Go back to today, in the top band, to move sessions."
            self.state.say(said, warns=True, lasting=True)
        elif view.items and not any(shift.key_work for shift in view.snapshot.shifts.values()):
            self.state.say(NO_DETAIL, warns=True, lasting=True)
        elif hit:
            verb = "lies" if len(hit) == 1 else "lie"
            said = f"{counted(len(hit), 'planned session')} {verb} {' or '.join(sorted(set(hit), reverse=True))}."
            self.state.say(said, {"Find other times…": self.repair}, warns=True, lasting=True)
        else:
            self.state.hide()

    def repair(self) -> None:
        """Find other times for the sessions that lie where the regime is cut: the subclass knows how."""

    def say_missing(self, title: str, what_to_do: str) -> None:
        """Show what is missing, and what to do first."""
        self.empty.show_state(title, what_to_do, "Go to Data")
        self.empty.button.setVisible(bool(what_to_do))
        self._stack.setCurrentIndex(0)

    # -- the views ----------------------------------------------------------------------------------------------------

    @property
    def is_day_shown(self) -> bool:
        """One day is shown."""
        return self.views.mode is Mode.DAY

    @property
    def day(self) -> date | None:
        """The day in focus."""
        return self.views.day or self._day

    def show_mode(self, mode: Mode, day: date | None = None) -> None:
        """Look at the calendar in this way; at this day, else at the one in focus."""
        facts = self.facts
        staff_id = self.views.staff_id
        if mode is not self.views.mode:
            self.carrier.put_back()
            self._before = self.views.mode
        wanted = day or self.day
        self.views.show_mode(mode)
        self.header.show_mode(mode)
        self.setFocusProxy(self.views.shown)
        if facts is None or not facts.view.items:
            return
        if wanted in facts.cells:
            self._day = wanted
        self.fill()
        if wanted in facts.cells:
            self.views.choose(wanted)
        if mode is Mode.DAY and staff_id:
            self.day_view.choose_officer(staff_id)
        self.views.shown.setFocus()
        self.shown_anew()

    def show_day(self, day: date) -> None:
        """Show one day."""
        if self.facts is not None and day in self.facts.cells:
            self.show_mode(Mode.DAY, day)

    def leave_day(self) -> None:
        """From a day back to the view from which it was opened."""
        self.show_mode(self._before)

    def show_weeks(self) -> None:
        """Show four weeks."""
        self.show_mode(Mode.WEEKS)

    # -- going to other days ------------------------------------------------------------------------------------------

    def _turn(self, step: int) -> None:
        """One page back or on; what is carried stays in the hand."""
        if self.facts is not None and self._go_to is None and self.day is not None:
            days = self.agenda.days if self.views.mode is Mode.AGENDA else self.views.mode.days
            start = self._day if self.views.mode is Mode.AGENDA and self._day else self.day
            self.go_to(start + timedelta(days=step * days))

    def go_to_today(self) -> None:
        """Go to today, in the view that is shown."""
        if self.facts is not None:
            self.go_to(self.facts.view.today)

    def go_to(self, day: date) -> None:
        """Put the focus on `day`; other weeks are read first. Whole four weeks stay together while turning pages."""
        assert self.facts is not None, "there is nowhere to go before there are facts"
        if day in self.facts.cells:
            self._day = day
            self.fill()
            self.views.choose(day)
            self.views.shown.setFocus()
            return
        self._go_to = day
        monday = self.facts.period.first
        while not monday <= day < monday + timedelta(days=CALENDAR_DAYS):
            monday += timedelta(days=CALENDAR_DAYS if day > monday else -CALENDAR_DAYS)
        self.office.look_from(day if day == self.facts.view.today else monday)

    # -- what is remembered -------------------------------------------------------------------------------------------

    def remember_in(self, remembered: Remembered) -> None:
        mode, self._recalled = remembered.calendar
        if mode in {each.value for each in Mode}:
            self.show_mode(Mode(mode))
        self._remembered = remembered

    def _recall(self) -> None:
        """Go where the calendar was left, unless that day has passed."""
        day, self._recalled = self._recalled, None
        if day is not None and self.facts is not None and day > self.facts.view.today:
            self.go_to(day)

    def _remember(self) -> None:
        if self._remembered is not None and self._day is not None:
            self._remembered.calendar = (self.views.mode.value, self._day)


def _run(does: Callable[[], None], *_checked: bool) -> None:
    """An action says whether it is checked; nobody asks here."""
    does()
