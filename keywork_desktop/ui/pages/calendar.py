"""Calendar: four weeks or one day of what is due and what is planned. Every move is the command line's action."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.wording import long_date, short_date, weekday
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.dialogs.planning import Planning
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_holidays import bank_holidays
from keywork_desktop.ui.models.calendar_placing import Carried, Placing
from keywork_desktop.ui.office import CALENDAR_DAYS, Office
from keywork_desktop.ui.page import PatientPage
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.calendar_actions import enable_for, entry_menu, session_actions
from keywork_desktop.ui.widgets.calendar_acts import CalendarActs
from keywork_desktop.ui.widgets.calendar_body import CalendarBody
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.calendar_chosen import ChosenPanel
from keywork_desktop.ui.widgets.calendar_day_view import CalendarDayView
from keywork_desktop.ui.widgets.calendar_export import RotaExport
from keywork_desktop.ui.widgets.calendar_grid import CalendarGrid
from keywork_desktop.ui.widgets.calendar_header import CalendarHeader
from keywork_desktop.ui.widgets.calendar_notice import Notice
from keywork_desktop.ui.widgets.calendar_tray import CalendarTray
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class CalendarPage(PatientPage):
    """Grid or day in the middle; beside it who waits, and what is chosen with everything one can do to it."""

    title = "Calendar"
    icon = "ph.calendar-blank"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.facts: CalendarFacts | None = None
        self._holidays: dict[date, str] = {}
        self._years: frozenset[int] = frozenset()
        self._day: date | None = None
        self._follow: tuple[str, date] | None = None
        self._go_to: date | None = None
        self.chosen: Entry | None = None
        self.carrier = Carrier(self)
        self.planning = Planning(office, self)
        self.header = CalendarHeader(self)
        self.notice = Notice(self)
        self.export = RotaExport(office, self.notice, self)
        self.state = Notice(self)
        self.grid = CalendarGrid(self.carrier, self)
        self.day_view = CalendarDayView(self.carrier, self)
        self.tray = CalendarTray(self.carrier, self)
        self.acts = CalendarActs(office, self)
        self.commands = session_actions(self, {"open": self._open_chosen, **self.acts.by_name()})
        self.panel = ChosenPanel(self.commands, self)
        self._lay_out()
        self._connect()
        self._say("Reading the facts…", "")
        self._choose(None)
        if office.view is not None:
            self.show_view(office.view)

    def _lay_out(self) -> None:
        self.body = CalendarBody(self.grid, self.day_view, self.tray, self.panel, self)
        self.views = self.body.views
        message = QWidget(self)
        lines = QVBoxLayout(message)
        self._message_head, self._message = ToneLabel("", self, size=1.2, bold=True), quiet("", self, wrap=True)
        lines.addStretch(1)
        for label in (self._message_head, self._message):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            lines.addWidget(label)
        lines.addStretch(2)
        self._stack = QStackedLayout()
        self._stack.addWidget(message)
        self._stack.addWidget(self.body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE + 2, SPACE + 4, 2 * SPACE + 2, SPACE - 2)
        whole.setSpacing(SPACE)
        whole.addWidget(self.header)
        whole.addWidget(self.notice)
        whole.addWidget(self.state)
        whole.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.header.turned.connect(self._turn)
        self.header.today.clicked.connect(self.go_to_today)
        self.header.mode_chosen.connect(self._mode_chosen)
        self.header.plan.clicked.connect(self._plan)
        self.header.export.clicked.connect(self._export)
        self.planning.accepted.connect(self._plan_accepted)
        for view in (self.grid, self.day_view, self.tray):
            view.entry_chosen.connect(self._choose)
            view.entry_opened.connect(self.open_entry)
            view.menu_wanted.connect(self._menu)
        self.grid.day_opened.connect(self.show_day)
        self.grid.weeks_turned.connect(self._turn)
        self.day_view.turned.connect(self._turn)
        self.day_view.left.connect(self.show_weeks)
        self.carrier.changed.connect(self._carrying)
        self.carrier.picked_up.connect(self._picked_up)
        self.carrier.dropped.connect(self._dropped)
        self.carrier.refused.connect(self.acts.refuse)
        for key, does in (
            (QKeySequence(Qt.Key.Key_T), self.go_to_today),
            (QKeySequence("Ctrl+E"), self._export),
        ):
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)

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
        self.facts = CalendarFacts(view, self._holidays, self.facts)
        self.carrier.show(self.facts)
        self._say_state(view)
        for made in (self.header.plan, self.header.export):
            made.setEnabled(bool(view.items))
        if not view.items:
            self._say(
                "Nobody is on the roll yet", "Import the Alpha list, the staff list and the detail: Data, Ctrl+7."
            )
            return
        self._stack.setCurrentIndex(1)
        if self._go_to in self.facts.days:
            self._day = self._go_to
        self.grid.show_facts(self.facts)
        if self.is_day_shown and self._day in self.facts.days:
            self.day_view.show_day(self.facts, self._day)
        self.tray.show_facts(self.facts, self._day if self.is_day_shown else None)
        if self._go_to in self.facts.days:
            self.grid.choose(self._go_to)
        self._go_to = None
        self._show_title()
        self._follow_moved()
        self._choose_again()

    async def _read_holidays(self, years: frozenset[int]) -> None:
        """Off the window's thread: the library takes a tenth of a second to load."""
        found = await self.office.on_worker(bank_holidays, date(min(years), 1, 1), date(max(years), 12, 31))
        self._holidays = {**self._holidays, **found}
        if self.view is not None:
            self.show_view(self.view)

    def _say_state(self, view: View) -> None:
        if not self.can_act:
            word = "As it was on" if view.snapshot.on < view.today else "As planned for"
            said = f"{word} {long_date(view.snapshot.on)}. Go back to today, in the top band, to move sessions."
            self.state.say(said, warns=True, lasting=True)
        elif view.items and not any(shift.key_work for shift in view.snapshot.shifts.values()):
            said = "No detail is known for these four weeks, so there is no key work time. Import it: Data, Ctrl+7."
            self.state.say(said, warns=True, lasting=True)
        else:
            self.state.hide()

    def _say(self, title: str, what_to_do: str) -> None:
        self._message_head.setText(title)
        self._message.setText(what_to_do)
        self._stack.setCurrentIndex(0)

    def _show_title(self) -> None:
        assert self.facts is not None, "there is no title before there are facts"
        period = self.facts.period
        if self.is_day_shown and self._day:
            holiday = self.facts.holidays.get(self._day)
            self.header.title.setText(f"{long_date(self._day)}{f' · {holiday}' if holiday else ''}")
        else:
            first = f"{weekday(period.first)} {short_date(period.first, period.last)}"
            self.header.title.setText(f"{first} – {long_date(period.last)}")

    @property
    def is_day_shown(self) -> bool:
        """One day is shown, not four weeks."""
        return self.views.currentWidget() is self.day_view

    def show_day(self, day: date) -> None:
        """Show one day."""
        if self.facts is None or day not in self.facts.days:
            return
        self._day = day
        self.carrier.put_back()
        self.views.setCurrentWidget(self.day_view)
        self.header.show_mode(day=True)
        self.day_view.show_day(self.facts, day)
        self.tray.show_facts(self.facts, day)
        self._show_title()
        self.day_view.setFocus()

    def show_weeks(self) -> None:
        """Show four weeks."""
        self.carrier.put_back()
        self.views.setCurrentWidget(self.grid)
        self.header.show_mode(day=False)
        if self.facts is None:
            return
        self.tray.show_facts(self.facts)
        if self._day:
            self.grid.choose(self._day)
        self._show_title()
        self.grid.setFocus()

    def _mode_chosen(self, day: bool) -> None:
        if day and self.facts:
            today = self.facts.view.today
            self.show_day(self.grid.day or (today if today in self.facts.days else self.facts.period.first))
        else:
            self.show_weeks()

    # -- going to other days ------------------------------------------------------------------------------------------

    def _turn(self, step: int) -> None:
        if self.facts is None:
            return
        if self.is_day_shown and self._day:
            self.go_to(self._day + timedelta(days=step))
        else:
            day = self.grid.day or self.facts.period.first
            self.go_to(day + timedelta(days=step * CALENDAR_DAYS))

    def go_to_today(self) -> None:
        """Go to today, by day or by weeks as shown."""
        if self.facts is not None:
            self.go_to(self.facts.view.today)

    def go_to(self, day: date) -> None:
        """Put the focus on `day`; other weeks are read first. Whole four weeks stay together while turning pages."""
        assert self.facts is not None, "there is nowhere to go before there are facts"
        if day in self.facts.days:
            if self.is_day_shown:
                self.show_day(day)
            else:
                self.grid.choose(day)
                self.grid.setFocus()
            return
        self._go_to = day
        monday = self.facts.period.first
        while not monday <= day < monday + timedelta(days=CALENDAR_DAYS):
            monday += timedelta(days=CALENDAR_DAYS if day > monday else -CALENDAR_DAYS)
        self.office.look_from(day if day == self.facts.view.today else monday)

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # as in Page
        """Go to this prisoner's next session or due date, or to him among those who wait."""
        self.catch_up()
        if self.facts is None:
            return
        self.show_weeks()
        for day in self.facts.days:
            if day >= self.facts.view.today and any(e.prison_number == prison_number for e in self.facts.entries[day]):
                self.grid.choose_prisoner(prison_number, day)
                return
        if self.tray.choose_prisoner(prison_number):
            self.tray.setFocus()

    # -- what is chosen -----------------------------------------------------------------------------------------------

    def _choose(self, entry: Entry | None) -> None:
        if self.carrier.placing is not None:
            return
        self.chosen = entry
        self.acts.session = self.facts.sessions.get(entry.session_id) if self.can_act and self.facts and entry else None
        enable_for(self.commands, entry, self.facts, can_act=self.can_act)
        self.panel.show_entry(entry, self.facts)

    def _carrying(self) -> None:
        """While something is carried, the panel stays with it and nothing else can be done to it."""
        if self.carrier.placing is None:
            self._choose_again()
        else:
            self.acts.session = None
            enable_for(self.commands, self.chosen, self.facts, can_act=False)

    def _choose_again(self) -> None:
        self._choose(self.tray.entry if self.tray.hasFocus() else self._shown_view.entry)

    @property
    def _shown_view(self) -> CalendarGrid | CalendarDayView:
        return self.day_view if self.is_day_shown else self.grid

    def _follow_moved(self) -> None:
        """The focus stays on what was moved."""
        if self._follow is None:
            return
        number, day = self._follow
        self._follow = None
        if self.is_day_shown:
            self.day_view.choose_prisoner(number)
        else:
            self.grid.choose_prisoner(number, day)
        self._shown_view.setFocus()

    def open_entry(self, entry: Entry) -> None:
        """Open the session, or what is due, with the days it can go to."""
        if self.facts is None:
            return
        from keywork_desktop.ui.dialogs.session import SessionDialog

        carried = Carried(entry.prison_number, entry.session_id)
        dialog = SessionDialog(entry, Placing(self.facts, carried), self.commands, self)
        dialog.placed.connect(partial(self._dropped, carried))
        dialog.open()

    def _open_chosen(self) -> None:
        if self.chosen:
            self.open_entry(self.chosen)

    def _menu(self, point: QPoint) -> None:
        if self.chosen:
            entry_menu(self.commands, self).popup(point)

    # -- acting -------------------------------------------------------------------------------------------------------

    def _picked_up(self, carried: Carried) -> None:
        if not self.can_act:
            self.carrier.put_back()
            return
        placing = self.carrier.placing
        if placing is None or not self.carrier.by_keyboard:
            return
        if self.tray.hasFocus():
            if self.is_day_shown:
                self.day_view.carry_from(placing.staff_id)
            else:
                self.grid.carry_from(placing.first_fit() or placing.facts.view.today)
        name = self.chosen.name if self.chosen else carried.prison_number
        announce(self, f"Lifted {name}. Arrows choose where, Enter puts down, Escape puts back.")

    def _dropped(self, carried: Carried, day: date, staff_id: str | None, start: time | None) -> None:
        self._follow = (carried.prison_number, day)
        self.acts.put(carried, day, staff_id, start)

    # -- planning and exporting ---------------------------------------------------------------------------------------

    def _plan(self) -> None:
        if self.view is not None:
            self.planning.begin(self.view)

    def _plan_accepted(self, plan: object) -> None:
        first = getattr(plan, "period").first  # noqa: B009 - a Plan, which the signal carries as an object
        if self.facts and first not in self.facts.days:
            self._go_to = first
            self.office.look_from(first)

    def _export(self) -> None:
        view = self.view
        if view is None or view.snapshot.period is None:
            return
        units = view.units
        unit = next(iter(units)) if units is not None and len(units) == 1 else None
        self.export.ask(view.snapshot.period.first, 4, unit, view.snapshot.establishment.name)
