"""Which policy is in force for the units shown, and one click from it, what it asks and where that stands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.rules import PolicySet, Rule, policy_for
from keywork_desktop.domain.wording import RULE_NAMES, counted, how_often, long_date
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import ElidedButton
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.popup import Popup


def policies_shown(view: View) -> tuple[PolicySet, ...]:
    """The policy sets in force on the day looked at for the units shown; usually one."""
    snapshot = view.snapshot
    units: Iterable[str | None] = snapshot.units if view.units is None else view.units
    found: dict[str, PolicySet] = {}
    for unit in units or (None,):
        policy = policy_for(snapshot.policies, snapshot.on, unit)
        if policy is not None:
            found.setdefault(policy.id, policy)
    if not found:
        policy = policy_for(snapshot.policies, snapshot.on, None)
        return (policy,) if policy else ()
    return tuple(found.values())


def rule_in_words(rule: Rule) -> str:
    """`ACCT open: once a week, 45 minutes; the first within 1 day`."""
    first = ""
    if rule.first_within is not None:
        first = f"; the first within {counted(rule.first_within, 'day')}"
    return f"{RULE_NAMES.get(rule.id, rule.id)}: {how_often(rule)}, {rule.minutes} minutes{first}"


def _rules(policy: PolicySet) -> tuple[Rule, ...]:
    return tuple(rule for rule in (policy.baseline, *policy.groups, policy.weekend) if rule is not None)


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
        names = " · ".join(policy.name for policy in policies_shown(view)) or "No policy in force"
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
            popup.column.addWidget(ToneLabel(policy.name, popup, size=1.1, bold=True, wrap=True))
            since = [e.from_date for e in self._view.snapshot.policies if e.policy.id == policy.id]
            when = f"In force since {long_date(max(since))}. " if since else ""
            popup.column.addWidget(quiet(f"{when}{policy.source}", popup, wrap=True))
            for rule in _rules(policy):
                popup.column.addWidget(ToneLabel(f"• {rule_in_words(rule)}", popup, wrap=True))
                reading = " (local reading)" if rule.local_reading else ""
                popup.column.addWidget(quiet(f"   {rule.source}{reading}", popup, wrap=True))
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
