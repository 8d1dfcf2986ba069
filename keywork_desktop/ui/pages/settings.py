"""Settings: the rules. Policy sets, the regime calendar, priority groups and locations, each with its history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.rules import NEURODIVERSE_LANDING
from keywork_desktop.ui.dialogs.deciding import open_form
from keywork_desktop.ui.dialogs.group_flag import FlagDialog, FlagEndDialog
from keywork_desktop.ui.dialogs.group_off import GroupOffDialog
from keywork_desktop.ui.dialogs.group_on import GroupOnDialog
from keywork_desktop.ui.dialogs.policy_copy import PolicyCopyDialog
from keywork_desktop.ui.dialogs.policy_edit import PolicyEditDialog
from keywork_desktop.ui.dialogs.policy_use import PolicyUseDialog
from keywork_desktop.ui.dialogs.regime_colours import RegimeColoursDialog
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_flags import FlagRow
from keywork_desktop.ui.models.settings_forecast import forecast_words
from keywork_desktop.ui.models.settings_groups import GroupLine, switches_of
from keywork_desktop.ui.models.settings_landings import LandingRow, landings_of
from keywork_desktop.ui.models.settings_policies import PolicyLine
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.page import PatientPage
from keywork_desktop.ui.settings.acts import SettingsFacts, do_decided, forecast, read_facts
from keywork_desktop.ui.settings.detail import DetailPart
from keywork_desktop.ui.settings.groups import GroupsPart
from keywork_desktop.ui.settings.locations import LocationsPart
from keywork_desktop.ui.settings.policies import PoliciesPart
from keywork_desktop.ui.settings.regime import RegimePart
from keywork_desktop.ui.settings.regime_editor import RegimeChoice
from keywork_desktop.ui.settings.working_day import WorkingDayPart
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import Chip
from keywork_desktop.ui.widgets.labels import heading, quiet
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    pass

PARTS = ("Policies", "Regime calendar", "Groups", "Locations", "Detail", "Working day")


class SettingsPage(PatientPage):
    """Its parts, one shown at a time. Every change is one step that Undo takes back by name."""

    title = "Settings"
    icon = "ph.gear"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self.facts: SettingsFacts | None = None
        self._asked = 0
        self.policies, self.regime = PoliciesPart(self), RegimePart(self)
        self.groups, self.locations = GroupsPart(self), LocationsPart(self)
        self.detail = DetailPart(office, self)
        self.working_day = WorkingDayPart(office, self)
        rules = (self.policies, self.regime, self.groups, self.locations)
        self.parts: tuple[QWidget, ...] = (*rules, self.detail, self.working_day)
        self.chips = [Chip(words, self) for words in PARTS]
        self._choice = QButtonGroup(self)
        self._stack = QStackedWidget(self)
        self.loading = quiet("Reading the rules…", self)
        self._lay_out()
        self._connect()
        self._add_commands()
        self.show_part(0)
        if office.view is not None:
            self.show_view(office.view)

    def _lay_out(self) -> None:
        head = WrappingRow(self)
        head.first.addWidget(heading("Settings", self))
        head.first.addSpacing(SPACE)
        for place, chip in enumerate(self.chips):
            self._choice.addButton(chip, place)
            head.first.addWidget(chip)
        head.first.addStretch(1)
        head.last.addWidget(self.loading)
        for part in self.parts:
            scrolled = QScrollArea(self)
            scrolled.setWidgetResizable(True)
            scrolled.setFrameShape(QScrollArea.Shape.NoFrame)
            scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scrolled.setWidget(part)
            scrolled.viewport().setAutoFillBackground(False)
            part.setAutoFillBackground(False)
            self._stack.addWidget(scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE + 2, 2 * SPACE, 2 * SPACE + 2, 2 * SPACE)
        column.setSpacing(SPACE + 2)
        column.addWidget(head)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._choice.idClicked.connect(self.show_part)
        self.policies.copy_wanted.connect(self._copy_policy)
        self.policies.edit_wanted.connect(self._edit_policy)
        self.policies.use_wanted.connect(self._use_policy)
        self.regime.weighed.connect(self._weigh)
        self.regime.saved.connect(self._set_regime)
        self.regime.colours_wanted.connect(self._choose_colours)
        self.groups.on_wanted.connect(self._switch_on)
        self.groups.off_wanted.connect(self._switch_off)
        self.groups.group_wanted.connect(self._switch_on_another)
        self.groups.flag_wanted.connect(self._flag)
        self.groups.flag_end_wanted.connect(self._end_flag)
        self.locations.landing_wanted.connect(self._name_landing)
        self.locations.unnamed.connect(self._unname_landing)
        self.locations.induction_wanted.connect(self._set_induction)
        self.locations.data_wanted.connect(self._go_to_data)

    def _add_commands(self) -> None:
        """Find lists them while this page is shown."""
        for place, words in enumerate(PARTS):
            action = QAction(f"Settings: {words}", self)
            action.triggered.connect(partial(self._go_to_part, place))
            self.addAction(action)

    def show_part(self, place: int) -> None:
        """Show one of the parts."""
        self.chips[place].setChecked(True)
        self.setFocusProxy(self.chips[place])
        self._stack.setCurrentIndex(place)

    def _go_to_part(self, place: int) -> None:
        self.show_part(place)
        self.setFocus()

    @property
    def part(self) -> QWidget:
        """The part that is shown."""
        return self.parts[self._stack.currentIndex()]

    # --------------------------------------------------------------------------------------------------- what is shown
    def take_in(self, view: View) -> None:
        self.policies.show_view(view)
        self.regime.show_view(view)
        self.groups.show_view(view)
        self.locations.show_view(view)
        self.detail.show_view(view)
        self.working_day.show_view(view)
        self.office.spawn(self._read())

    async def _read(self) -> None:
        try:
            self.facts = await self.office.ask(read_facts)
        except BaseException:
            self.loading.setText("The policy sets could not be read.")
            self.loading.show()
            raise
        self.loading.hide()
        if self.view is not None:
            self.policies.show_policies(self.facts.policy_lines(self.view.snapshot.policies, self.view.today))
        self.regime.show_facts(self.facts.colours, self.facts.entered)
        self.groups.show_facts(self.facts.flagged)

    # ------------------------------------------------------------------------------------------------- what it does
    def _open(self, dialog: SettingsForm) -> None:
        open_form(self.office, dialog, do_decided)

    def _names(self) -> list[str]:
        return [line.policy.name for line in self.policies.policies.items]

    def _copy_policy(self, line: PolicyLine) -> None:
        self._open(PolicyCopyDialog(line.policy, self._names(), self))

    def _edit_policy(self, line: PolicyLine) -> None:
        if self.view is not None:
            self._open(PolicyEditDialog(line.policy, self._names(), self.view.today, self))

    def _use_policy(self, line: PolicyLine) -> None:
        view = self.view
        if view is not None:
            book, units = view.snapshot.policies, view.snapshot.units
            self._open(PolicyUseDialog(line.policy, book, units, view.today, self))

    def _weigh(self, choice: RegimeChoice | None) -> None:
        self._asked += 1
        if choice is not None and choice.level is not None:
            self.office.spawn(self._weighed(choice, self._asked))

    async def _weighed(self, choice: RegimeChoice, asked: int) -> None:
        try:
            found = await self.office.ask(partial(forecast, choice=choice))
        except RequestError as error:
            if asked == self._asked:
                self.regime.editor.refuse(error.message)
            return
        if asked == self._asked and self.view is not None:
            self.regime.show_forecast(forecast_words(found, self.view.today))

    def _set_regime(self, choice: RegimeChoice) -> None:
        self._asked += 1
        self.regime.editor.forget_level()
        self.office.act(partial(do_decided, decision=choice))

    def _choose_colours(self) -> None:
        if self.facts is not None:
            self._open(RegimeColoursDialog(self.facts.colours, self))

    def _group_dialog(self, group: str | None, ticked: tuple[str, ...] = ()) -> None:
        view = self.view
        if view is not None:
            snapshot = view.snapshot
            self._open(GroupOnDialog(group, snapshot.units, landings_of(snapshot), view.today, self, ticked))

    def _switch_on(self, line: GroupLine) -> None:
        self._group_dialog(line.group)

    def _switch_on_another(self) -> None:
        self._group_dialog(None)

    def _switch_off(self, line: GroupLine) -> None:
        if self.view is not None:
            self._open(GroupOffDialog(line.switches, self.view.today, self))

    def _name_landing(self, row: LandingRow) -> None:
        self._group_dialog(NEURODIVERSE_LANDING, (row.landing,))

    def _unname_landing(self, row: LandingRow) -> None:
        view = self.view
        if view is not None:
            book = view.snapshot.policies
            groups = (NEURODIVERSE_LANDING, "neurodiverse")
            found = [s for group in groups for s in switches_of(book, group, view.today) if row.landing in s.landings]
            if found:
                self._open(GroupOffDialog(found, view.today, self))

    def _set_induction(self, landings: tuple[str, ...]) -> None:
        from keywork_desktop.actions.induction import set_induction

        self.office.act(partial(set_induction, landings=landings))

    def _flag(self, line: GroupLine) -> None:
        if self.view is not None:
            self._open(FlagDialog(line.group, self.view.snapshot, self.view.today, self))

    def _end_flag(self, row: FlagRow) -> None:
        if self.view is not None:
            self._open(FlagEndDialog(row, self.view.today, self))

    def _go_to_data(self) -> None:
        self.place_wanted.emit("data")

    def find(self, prison_number: str) -> None:  # type: ignore[override]  # as in Page
        """Show the flags of a prisoner: the first group he is flagged for."""
        view = self.view
        person = view.snapshot.prisoners.get(prison_number) if view is not None else None
        if person is not None and person.flags:
            self.show_part(2)
            self.groups.choose(person.flags[0].group)
