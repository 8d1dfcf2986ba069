"""Rota: officers and days for four weeks; a plan is a proposal beside it until it is accepted (DOMAIN 5)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.rota_changes import ChangeLine
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.planning.rota import Plan
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.calendar_holidays import bank_holidays
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.models.rota_left_out import LeftOutLine
from keywork_desktop.ui.office import CALENDAR_DAYS, Office
from keywork_desktop.ui.page import PatientPage
from keywork_desktop.ui.pages.rota_detail import RotaDetailMenu
from keywork_desktop.ui.pages.rota_proposals import RotaProposals, only_unit
from keywork_desktop.ui.pages.rota_sessions import RotaSessions
from keywork_desktop.ui.pages.rota_versions import RotaVersions
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.calendar_export import RotaExport
from keywork_desktop.ui.widgets.calendar_notice import Notice
from keywork_desktop.ui.widgets.empty_state import EmptyState
from keywork_desktop.ui.widgets.rota_body import RotaBody
from keywork_desktop.ui.widgets.rota_detail_edits import RotaDetailEdits
from keywork_desktop.ui.widgets.rota_forecast import RotaLookingAhead
from keywork_desktop.ui.widgets.rota_header import RotaHeader

EDITING = "Type shifts like L KW 1400-1530. Paste from Excel, Ctrl+R fills right, Ctrl+D down, Esc ends editing."


class RotaPage(PatientPage):
    """The table in the middle; beside it the day in focus and, with a proposal, who is left out."""

    title = "Rota"
    icon = "ph.table"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.facts: RotaFacts | None = None
        self._holidays: dict[date, str] = {}
        self._years: frozenset[int] = frozenset()
        self._go_to: tuple[str, date, str] | None = None
        self._stays = False
        self.carrier = Carrier(self)
        self.sessions = RotaSessions(office, self.carrier, self)
        self.header, self.notice, self.state = RotaHeader(self), Notice(self), Notice(self)
        self.versions = RotaVersions(office, self)
        self.body = RotaBody(self.carrier, self.sessions.commands, self)
        self.table, self.panel = self.body.table, self.body.panel
        self.proposals = RotaProposals(office, self)
        self.ahead = RotaLookingAhead(office, self.body.forecast, self)
        self.planning = self.proposals.planning
        self.edits = RotaDetailEdits(office, self.table)
        self.detail_menu = RotaDetailMenu(office, self.table, self.header.detail)
        self.addActions(self.detail_menu.actions)
        self.export = RotaExport(office, self.notice, self)
        self.empty = EmptyState(self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self._say("Reading the facts…", "")
        if office.view is not None:
            self.show_view(office.view)

    def _lay_out(self) -> None:
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE + 2, SPACE + 4, 2 * SPACE + 2, SPACE - 2)
        whole.setSpacing(SPACE)
        for widget in (self.header, self.versions.strip, self.notice, self.state):
            whole.addWidget(widget)
        whole.addLayout(self._stack, 1)

    def _connect(self) -> None:
        header, table = self.header, self.table
        header.turned.connect(self._turn)
        header.today.clicked.connect(self.go_to_today)
        header.plan.clicked.connect(self.propose)
        header.accept.clicked.connect(self.accept)
        header.discard.clicked.connect(self.discard)
        header.export.clicked.connect(self._export)
        header.edit.toggled.connect(self._edit)
        header.what_if.clicked.connect(self.ask_what_if)
        table.weeks_turned.connect(self._turn)
        table.answered.connect(self.header.state.setText)
        self.sessions.connect_to(self.body, self.edits)
        self.sessions.went.connect(self._follow_to)
        self.sessions.refused.connect(self._refuse_moving)
        self.body.left_out.jumped.connect(self.jump_to)
        self.body.forecast.jumped.connect(self.jump_to)
        self.planning.found.connect(self.show_plan)
        self.proposals.changed.connect(self.take_in_again)
        self.proposals.came.connect(self._tell_proposal)
        self.proposals.settled.connect(self._settled)
        self.proposals.weeks_wanted.connect(self.office.look_from)
        self.versions.marked.connect(self.take_in_again)
        self.versions.jumped.connect(self.go_to)
        self.body.changes.jumped.connect(self._go_to_change)
        for jumping in (self.body.changes.list, self.body.left_out.list):
            jumping.activated.connect(self._enter_table)
        self.empty.wanted.connect(partial(self.place_wanted.emit, "data"))
        self._letters = [self._shortcut(Qt.Key.Key_T, self.go_to_today), self._shortcut(Qt.Key.Key_E, self._begin_edit)]
        self._shortcut("Ctrl+E", self._export)
        self._escape = self._shortcut(Qt.Key.Key_Escape, self._leave)
        self._escape.setEnabled(False)

    def _shortcut(self, key: Qt.Key | str, does: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(does)
        return shortcut

    # -- what is shown ------------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan | None:
        """What is proposed; None without a proposal."""
        return self.proposals.plan

    @property
    def can_act(self) -> bool:
        """Sessions are moved from today's point of view, and not while a proposal lies over them."""
        return self.view is not None and self.view.snapshot.on == self.view.today and self.plan is None

    def take_in(self, view: View) -> None:
        if view.snapshot.period is None:
            return
        period = view.snapshot.period
        years = frozenset({period.first.year, period.last.year})
        if not years <= self._years:
            self._years |= years
            self.office.spawn(self._read_holidays(years))
        self.facts = RotaFacts(view, self._holidays, self.plan, marked=self.versions.are_marked)
        if self.proposals.is_over(view, self.facts):
            self.facts = RotaFacts(view, self._holidays, marked=self.versions.are_marked)
        self.versions.show_view(view, proposed=self.plan is not None, edits=self.table.edits)
        self.carrier.show(self.facts.calendar)
        if not self.facts.officers:
            self._say("There are no officers yet", "Import the staff list, and the detail for their shifts: Data.")
            return
        if not self.facts.has_detail and not any(view.snapshot.planned) and not self.table.edits:
            self._say_no_detail()
            return
        self._stack.setCurrentIndex(1)
        self.table.show_facts(self.facts)
        self._show_head()
        self._say_state(view)
        self._follow()
        self.sessions.show(self.facts, may_act=self.can_act, proposed=self.plan is not None)

    async def _read_holidays(self, years: frozenset[int]) -> None:
        """Off the window's thread: the library takes a tenth of a second to load."""
        found = await self.office.on_worker(bank_holidays, date(min(years), 1, 1), date(max(years), 12, 31))
        self._holidays = {**self._holidays, **found}
        if self.view is not None:
            self.show_view(self.view)

    def _say(self, title: str, what_to_do: str) -> None:
        self.empty.show_state(title, what_to_do, "Go to Data")
        self.empty.button.setVisible(bool(what_to_do))
        for made in (self.header.plan, self.header.edit, self.header.export, self.header.what_if):
            made.setEnabled(False)
        self._stack.setCurrentIndex(0)

    def _say_no_detail(self) -> None:
        assert self.facts is not None, "there are no weeks before there are facts"
        words = f"Nobody's shifts are known for {self.facts.period_words}, so there is no key work time to plan. "
        words += "Import the detail, or press E to type it here."
        self._say("No detail for these four weeks", words)
        self._show_head()
        self.header.edit.setEnabled(True)
        self.header.plan.setEnabled(False)
        self.state.hide()

    def _say_state(self, view: View) -> None:
        if view.snapshot.on != view.today:
            word = "As it was on" if view.snapshot.on < view.today else "As planned for"
            said = f"{word} {long_date(view.snapshot.on)}. Go back to today, in the top band, to change the rota."
            self.state.say(said, warns=True, lasting=True)
        elif self.table.edits:
            self.state.say(EDITING, lasting=True)
        elif self.plan is None and self.facts is not None and self.facts.stranded:
            said = f"{counted(self.facts.lost, 'planned session')} on days that have lost key work time."
            self.state.say(said, {"Find other times": self.mend}, warns=True, lasting=True)
        else:
            self.state.hide()

    def _show_head(self) -> None:
        facts = self.facts
        assert facts is not None, "there are no numbers before there are facts"
        header, proposal = self.header, facts.proposal
        header.title.setText(f"Rota · {facts.period_words}")
        header.show_proposal(shown=self.plan is not None)
        now = facts.view.snapshot.on == facts.view.today
        for made in (header.plan, header.what_if):
            made.setEnabled(now and not self.planning.is_looking)
        for made in (header.edit, header.export):
            made.setEnabled(True)
        looking = "Looking for the best rota…" if self.planning.is_looking else ""
        header.state.setText(f"Proposal: {proposal.words}" if proposal else looking)
        self.ahead.look(facts.view, shown=self.plan is None)
        self._escape.setEnabled(self.plan is not None or self.table.edits or self.planning.is_looking)
        if self.plan is None:
            self.body.show_standing(facts)
        elif self.proposals.repair is not None:
            header.accept.setEnabled(now)
            self.body.show_repair(self.proposals.repair, facts)
        else:
            header.accept.setEnabled(now and proposal is not None and not proposal.changes_nothing)
            unit = self.planning.wanted.unit if self.planning.wanted else None
            self.body.show_plan(self.plan, facts, unit, still_looking=self.planning.is_looking)

    # -- going to other days ------------------------------------------------------------------------------------------

    def _turn(self, step: int) -> None:
        if self.facts is not None:
            self.office.look_from(self.facts.period.first + timedelta(days=step * CALENDAR_DAYS))

    def go_to_today(self) -> None:
        """Go to today, for the officer in focus."""
        if self.facts is None:
            return
        today, staff_id = self.facts.view.today, self.table.cell.staff_id if self.table.cell else ""
        if today in self.facts.days:
            self.table.choose(staff_id, today)
            self.table.setFocus()
            return
        self._go_to = (staff_id, today, "")
        self.office.look_from(today)

    def go_to(self, staff_id: str, day: date, prison_number: str = "", *, stay: bool = False) -> None:
        """Choose an officer's day, in whichever weeks it lies; the focus goes there, or may `stay` where it is."""
        self._go_to, self._stays = (staff_id, day, prison_number), stay
        if self.facts is not None and day in self.facts.days:
            self._follow()
        else:
            self.office.look_from(day)

    def _enter_table(self, index: QModelIndex) -> None:
        """Enter in a list that jumps goes on to the cell."""
        self.table.setFocus()

    def _go_to_change(self, line: ChangeLine) -> None:
        """The change is looked at; the focus stays in the list, from which one goes on."""
        self.go_to(line.at.staff_id, line.at.on, line.prison_number, stay=True)

    def _follow_to(self, place: tuple[str, date, str]) -> None:
        self._go_to = place

    def _follow(self) -> None:
        """The focus stays on what was moved, or goes where somebody wanted to look."""
        if self._go_to is not None and self.facts is not None and self._go_to[1] in self.facts.days:
            staff_id, day, number = self._go_to
            self._go_to = None
            if self.table.choose(staff_id, day, number) and not self._stays:
                self.table.setFocus()
            self._stays = False

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # as in Page
        """Go to this prisoner's next session in these weeks, else to his key worker."""
        self.catch_up()
        if self.facts is None:
            return
        place = self.facts.place_of(prison_number)
        if place is not None:
            self.table.choose(*place, prison_number)
        self.table.setFocus()

    def jump_to(self, line: LeftOutLine) -> None:
        """Show the officer and day that somebody left out is about."""
        if self.facts is None:
            return
        days = self.facts.days
        day = min(max(line.look_at, days[0]), days[-1])
        if not line.staff_id or not self.table.choose(line.staff_id, day, line.prison_number):
            # Nobody of the officers shown is his key worker: the day at least is looked at.
            self.table.choose(self.table.cell.staff_id if self.table.cell else "", day)

    # -- planning -----------------------------------------------------------------------------------------------------

    def propose(self) -> None:
        """Look for the best rota of four weeks, from the Monday shown or the next one to come."""
        view = self.view
        if view is None:
            return
        self.header.edit.setChecked(False)
        self.table.setFocus()
        self.proposals.begin(view)
        if self.facts is not None:
            self._show_head()

    @property
    def unit(self) -> str | None:
        """The one unit that is selected; None for all or several."""
        return only_unit(self.view)

    def show_plan(self, plan: Plan) -> None:
        """Show a proposal beside the rota; its weeks are turned to first."""
        self.proposals.take(plan, self.facts)

    def mend(self) -> None:
        """Find other times for sessions that have lost theirs, with the fewest changes."""
        if self.facts is not None and not self.proposals.mend(self.facts.stranded):
            self.propose()

    def _tell_proposal(self) -> None:
        announce(self, f"Proposal: {self.body.numbers.text}")

    def _settled(self) -> None:
        if self.facts is not None:
            self._show_head()

    def _refuse_moving(self) -> None:
        self.notice.say("Accept or discard the proposal first; then sessions can be moved.", warns=True)

    def accept(self) -> None:
        """Put the proposal on the rota."""
        self.proposals.accept()

    def discard(self) -> None:
        """Leave the rota as it is."""
        self.notice.hide()
        self.proposals.discard()

    def ask_what_if(self) -> None:
        """Try something out beside the rota."""
        self.proposals.ask_what_if(self.view)

    # -- editing and exporting ----------------------------------------------------------------------------------------

    def _begin_edit(self) -> None:
        if self.header.edit.isEnabled() and not self.header.edit.isHidden():
            self.header.edit.setChecked(True)

    def _leave(self) -> None:
        if self.table.edits:
            self.header.edit.setChecked(False)
        elif self.carrier.placing is not None:
            self.carrier.put_back()
        elif self.plan is not None or self.planning.is_looking:
            self.discard()

    def _edit(self, edits: bool) -> None:
        self.carrier.put_back()
        self.table.set_edits(edits)
        self.edits.enable(edits=edits)
        for letter in self._letters:
            letter.setEnabled(not edits)
        if self.view is not None:
            self.take_in_again()
        self.table.setFocus()

    def _export(self) -> None:
        view = self.view
        if view is None or view.snapshot.period is None:
            return
        self.export.ask(view.snapshot.period.first, 4, self.unit, view.snapshot.establishment.name)
