"""Calendar: day, week, four weeks or agenda of what is due and planned. Every move is the command line's action."""

from __future__ import annotations

from datetime import date, time
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.dialogs.planning import Planning
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.models.calendar_placing import Carried, Placing
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.pages.calendar_looking import CalendarLooking
from keywork_desktop.ui.pages.calendar_regime_acts import RegimeActs
from keywork_desktop.ui.widgets.calendar_actions import enable_for, entry_menu, session_actions
from keywork_desktop.ui.widgets.calendar_acts import CalendarActs
from keywork_desktop.ui.widgets.calendar_body import CalendarBody
from keywork_desktop.ui.widgets.calendar_chosen import ChosenPanel
from keywork_desktop.ui.widgets.calendar_day_panel import DayPanel
from keywork_desktop.ui.widgets.calendar_export import RotaExport
from keywork_desktop.ui.widgets.calendar_tray import CalendarTray


class CalendarPage(CalendarLooking):
    """One of four views in the middle; beside it who waits, and what is chosen with everything one can do to it."""

    title = "Calendar"
    icon = "ph.calendar-blank"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._follow: tuple[str, date] | None = None
        self.chosen: Entry | None = None
        self.planning = Planning(office, self)
        self.export = RotaExport(office, self.notice, self)
        self.tray = CalendarTray(self.carrier, self)
        self.acts, self.regime_acts = CalendarActs(office, self), RegimeActs(office, self)
        self.commands = session_actions(self, {"open": self._open_chosen, **self.acts.by_name()})
        self.panel, self.day_panel = ChosenPanel(self.commands, self), DayPanel(self)
        self.body = CalendarBody(self.views, self.tray, self.panel, self.day_panel, self)
        self.lay_out(self.body)
        self._connect()
        self.say_missing("Reading the facts…", "")
        self._choose(None)
        if office.view is not None:
            self.show_view(office.view)

    def _connect(self) -> None:
        self.header.plan.clicked.connect(self._plan)
        self.header.export.clicked.connect(self._export)
        self.planning.accepted.connect(self._plan_accepted)
        for view in (self.views, self.tray):
            view.entry_chosen.connect(self._choose)
            view.entry_opened.connect(self.open_entry)
            view.menu_wanted.connect(self._menu)
        self.day_panel.cut_wanted.connect(self.cut_regime)
        self.day_panel.taken_back.connect(self.regime_acts.take_back)
        self.carrier.changed.connect(self._carrying)
        self.carrier.picked_up.connect(self._picked_up)
        self.carrier.dropped.connect(self._dropped)
        self.carrier.refused.connect(self.acts.refuse)
        self.add_command("Cut the regime…", ("R",), self.cut_regime)
        self.add_command("Export rota…", ("Ctrl+E",), self._export)

    def fill(self) -> None:
        super().fill()
        assert self.facts is not None
        self.tray.show_facts(self.facts, self._day if self.is_day_shown else None)
        self.body.show_tray(shown=self.views.mode is not Mode.AGENDA)

    def shown_anew(self) -> None:
        self._follow_moved()
        self._choose_again()

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # as in Page
        """Go to this prisoner's next session or due date, or to him among those who wait."""
        self.catch_up()
        facts = self.facts
        if facts is None:
            return
        if self.views.mode is Mode.AGENDA and self.agenda.choose_prisoner(prison_number):
            self.agenda.setFocus()
            return
        for day in facts.days:
            if day >= facts.view.today and any(e.prison_number == prison_number for e in facts.entries[day]):
                self.show_mode(Mode.WEEK if self.views.mode is Mode.WEEK else Mode.WEEKS, day)
                self.views.choose_prisoner(prison_number, day)
                return
        self.show_weeks()
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
        self.panel.setVisible(entry is not None)
        self.day_panel.setVisible(entry is None)
        if entry is None:
            self.day_panel.show_day(self.facts, self.day, can_act=self.can_act)

    def _carrying(self) -> None:
        """While something is carried, the panel stays with it and nothing else can be done to it."""
        if self.carrier.placing is None:
            self._choose_again()
        else:
            self.acts.session = None
            enable_for(self.commands, self.chosen, self.facts, can_act=False)

    def _choose_again(self) -> None:
        self._choose(self.tray.entry if self.tray.hasFocus() else self.views.entry)

    def _follow_moved(self) -> None:
        """The focus stays on what was moved."""
        if self._follow is None:
            return
        number, day = self._follow
        self._follow = None
        self.views.choose_prisoner(number, day)
        self.views.shown.setFocus()

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
        """What can be done to the session in focus, and to the regime of its day."""
        menu = entry_menu(self.commands, self) if self.chosen else QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        day, facts = self.day, self.facts
        if day is not None and facts is not None and day in facts.cells and not self.tray.hasFocus():
            if not self.chosen and not self.is_day_shown:
                menu.addAction("Open the day\tEnter", partial(self.show_day, day))
            if self.can_act:
                self.regime_acts.add_to(menu, facts, day, self.cut_regime)
        menu.popup(point)

    # -- acting -------------------------------------------------------------------------------------------------------

    def _picked_up(self, carried: Carried) -> None:
        if not self.can_act:
            self.carrier.put_back()
            return
        placing = self.carrier.placing
        if placing is None or not self.carrier.by_keyboard:
            return
        if self.tray.hasFocus():
            self.views.carry_from(placing)
        name = self.chosen.name if self.chosen else carried.prison_number
        announce(self, f"Lifted {name}. Arrows choose where, Enter puts down, Escape puts back.")

    def _dropped(self, carried: Carried, day: date, staff_id: str | None, start: time | None) -> None:
        self._follow = (carried.prison_number, day)
        self.acts.put(carried, day, staff_id, start)

    # -- the regime ---------------------------------------------------------------------------------------------------

    def cut_regime(self) -> None:
        """Ask from when to when the regime is cut, beginning with the day in focus."""
        day = self.day
        if self.facts is not None and day is not None and self.can_act and self.carrier.placing is None:
            self.regime_acts.cut(self.facts, max(day, self.facts.view.today))

    def repair(self) -> None:
        if self.facts is not None:
            self.regime_acts.repair(self.facts)

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
