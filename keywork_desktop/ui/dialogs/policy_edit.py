"""Changes the numbers of a prison's own policy set, from a day on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from keywork_desktop.domain.rules import BASELINE, PRIORITY_GROUPS, WEEKEND, PolicySet
from keywork_desktop.ui.dialogs.policy_rules import RulesGrid
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate


@dataclass(frozen=True, slots=True)
class PolicyEdit:
    """Let the set, which reads as `before`, read like `policy` from `first` on."""

    before: PolicySet
    policy: PolicySet
    first: date


class PolicyEditDialog(SettingsForm):
    """`decided` carries a `PolicyEdit`."""

    def __init__(self, policy: PolicySet, names: Collection[str], today: date, parent: QWidget | None = None) -> None:
        super().__init__("Change a policy set", f"Change {policy.name}", "Save", parent, width=96)
        self._policy = policy
        self._names = {name.casefold() for name in names} - {policy.name.casefold()}
        self.name = QLineEdit(policy.name, self)
        self.name.setMaxLength(80)
        self.first = day_field("From", self)
        self.first.setMinimumDate(qdate(today))
        self.first.setDate(qdate(today + timedelta(days=1)))
        self.arrival = QSpinBox(self)
        self.arrival.setRange(0, 60)
        self.arrival.setSuffix(" days after reception")
        self.arrival.setValue(policy.arrival_days)
        self.rules = RulesGrid(policy, self)
        self.ask("name", "Name", self.name)
        self.ask("from", "From", self.first, "Due dates of days before it stay what they were.")
        self.ask("arrival_days", "New arrivals", self.arrival)
        self.column.insertWidget(2, self.rules)
        self.column.insertSpacing(2, SPACE // 2)
        self.note.setText(
            "A rule that is changed counts as decided here, no longer by its source. Untick a rule to leave it out."
        )
        self.name.textChanged.connect(self.check)
        self.rules.altered.connect(self.check)
        self.check()
        self.rules.focus(BASELINE)

    def mistakes(self) -> dict[str, str]:
        wrong = dict(self.rules.mistakes())
        name = " ".join(self.name.text().split())
        if not name:
            wrong["name"] = "Give it a name."
        elif name.casefold() in self._names:
            wrong["name"] = "There is a set of this name already."
        return wrong

    def check(self) -> None:
        self.rules.show_mistakes(self.rules.mistakes())
        super().check()

    def decide(self) -> None:
        wrong = self.rules.mistakes()
        super().decide()
        if wrong:
            self.rules.focus(next(iter(wrong)))

    def decision(self) -> PolicyEdit:
        groups = (self.rules.rule(group) for group in PRIORITY_GROUPS)
        weekend = self.rules.rule(WEEKEND)
        policy = replace(
            self._policy,
            name=" ".join(self.name.text().split()),
            baseline=self.rules.rule(BASELINE),
            groups=tuple(rule for rule in groups if rule is not None),
            weekend=weekend,
            weekend_units=self._policy.weekend_units if weekend is not None else (),
            arrival_days=self.arrival.value(),
        )
        return PolicyEdit(self._policy, policy, day_of(self.first))
