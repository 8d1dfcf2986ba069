"""The policy sets there are, shipped ones and copies of this prison, and the rules inside one."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import PolicySet, Rule
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.settings_table import KeyedTableModel
from keywork_desktop.ui.models.settings_words import place, rule_name, rule_words, span_words

LOCAL_READING = "Local reading"
READING_COLUMN, SOURCE_COLUMN = 5, 6


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy set. `note` says whose it is; `where` where it applies today or later, empty if nowhere."""

    policy: PolicySet
    shipped: bool
    note: str
    where: str = ""
    in_force: bool = False

    @property
    def spoken(self) -> str:
        state = (
            f"in force, {self.where}" if self.in_force else f"will apply, {self.where}" if self.where else "not used"
        )
        return f"{self.policy.name}, {self.note}, {state}"


def where_used(book: RuleBook, policy_id: str, today: date) -> tuple[str, bool]:
    """Where and since when a set applies today or later, in words, and whether it does today somewhere.

    The sets of the regime levels apply on days of the regime calendar.
    """
    level = next((level for level, policy in book.levels.items() if policy.id == policy_id), None)
    regime = [e for e in book.regime if e.level == level and (e.to_date is None or e.to_date >= today)]
    if level is not None and regime:
        now = any(entry.from_date <= today for entry in regime)
        return f"Regime calendar: {counted(len(regime), 'entry', 'entries')} now or later", now
    entries = [
        entry
        for entry in book.in_force
        if entry.policy.id == policy_id and (entry.to_date is None or entry.to_date >= today)
    ]
    said = [
        f"{place(entry.unit)} {span_words(entry.from_date, entry.to_date, today)}"
        for entry in sorted(entries, key=lambda entry: (entry.from_date, entry.unit or ""))
    ]
    return "; ".join(said), any(entry.from_date <= today for entry in entries)


class PoliciesModel(KeyedListModel[PolicyLine]):
    """Lines by the id of the set."""

    def key_of(self, item: PolicyLine) -> Hashable:
        return item.policy.id

    def text_of(self, item: PolicyLine) -> str:
        return item.policy.name

    def spoken_of(self, item: PolicyLine) -> str:
        return item.spoken

    def tip_of(self, item: PolicyLine) -> str:
        return f"{item.policy.name}\n{item.policy.source}"


def rules_of(policy: PolicySet) -> tuple[Rule, ...]:
    """All rules of a set in the order of the table: everyone, the groups, the weekend."""
    return tuple(rule for rule in (policy.baseline, *policy.groups, policy.weekend) if rule is not None)


class RulesModel(KeyedTableModel[Rule]):
    """The rules of one policy set, one a row."""

    headings = ("For whom", "Sessions", "In days", "Minutes", "First within", "Reading", "Where it stands")

    def key_of(self, row: Rule) -> Hashable:
        return row.id

    def cells_of(self, row: Rule) -> tuple[str, ...]:
        return (
            rule_name(row.id),
            str(row.sessions),
            str(row.window_days),
            str(row.minutes),
            "" if row.first_within is None else counted(row.first_within, "day"),
            LOCAL_READING if row.local_reading else "",
            row.source,
        )

    def spoken_of(self, row: Rule) -> str:
        reading = f", {LOCAL_READING.lower()}" if row.local_reading else ""
        return f"{rule_name(row.id)}: {rule_words(row)}{reading}. {row.source}"
