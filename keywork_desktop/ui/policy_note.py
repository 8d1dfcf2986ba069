"""Which policy is in force for the units shown, and one click from it, what it asks and where that stands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.rulebook import DayRules
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.wording import RULE_NAMES, counted, how_often, long_date
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import ElidedButton
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.popup import Popup


def policies_shown(view: View) -> tuple[DayRules, ...]:
    """The rules that apply on the day looked at for the units shown: of a policy set or a regime level; usually one."""
    snapshot = view.snapshot
    units: Iterable[str | None] = snapshot.units if view.units is None else view.units
    found: dict[str, DayRules] = {}
    for unit in tuple(units) or (None,):
        rules = snapshot.policies.rules_on(snapshot.on, unit)
        if rules is not None:
            found.setdefault(rules.source, rules)
    return tuple(found.values())


def rule_in_words(rule: Rule) -> str:
    """`ACCT open: once a week, 45 minutes; the first within 1 day`."""
    first = ""
    if rule.first_within is not None:
        first = f"; the first within {counted(rule.first_within, 'day')}"
    return f"{RULE_NAMES.get(rule.id, rule.id)}: {how_often(rule)}, {rule.minutes} minutes{first}"


def _rules(rules: DayRules) -> tuple[Rule, ...]:
    return tuple(rule for rule in (rules.baseline, *rules.group_rules.values(), rules.weekend) if rule is not None)


def since(view: View, rules: DayRules) -> str:
    """`In force since Tue 1 Apr 2025. `: the first day of the stretch in which these rules apply."""
    line = view.snapshot.policies.stretches(None)
    first = [stretch.first for stretch in line if stretch.rules == rules and stretch.first <= view.snapshot.on]
    return f"In force since {long_date(first[-1])}. " if first else ""


class PolicyNote(ElidedButton):
    """A button with the name of the policy in force; it opens the rules with their sources."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self._view: View | None = None
        self.clicked.connect(self._explain)
        self.hide()

    def show_view(self, view: View) -> None:
        """Name the policy in force on the day looked at."""
        self._view = view
        names = " · ".join(policy.source for policy in policies_shown(view)) or "No policy in force"
        self.setText(names)
        self.setAccessibleName(f"Policy in force: {names}. Why?")
        self.setToolTip(f"{names}\nWhat it asks, and where that stands")
        self.show()

    def _explain(self) -> None:
        if self._view is None:
            return
        popup = Popup(self)
        shown = policies_shown(self._view)
        for policy in shown:
            popup.column.addWidget(ToneLabel(policy.source, popup, size=1.1, bold=True, wrap=True))
            popup.column.addWidget(quiet(f"{since(self._view, policy)}{policy.cited}", popup, wrap=True))
            for rule in _rules(policy):
                popup.column.addWidget(ToneLabel(rule_in_words(rule), popup, wrap=True))
                reading = " (local reading)" if rule.local_reading else ""
                source = quiet(f"{rule.source}{reading}", popup, wrap=True)
                source.setContentsMargins(14, 0, 0, 4)
                popup.column.addWidget(source)
            popup.column.addWidget(
                quiet(
                    f"A new arrival's first session is due {policy.arrival_days} days after reception.",
                    popup,
                    wrap=True,
                )
            )
        if not shown:
            popup.column.addWidget(ToneLabel("No rule asks for a session on this day.", popup, wrap=True))
        popup.show_under(self)
