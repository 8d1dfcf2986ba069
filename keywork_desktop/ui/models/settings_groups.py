"""The priority groups: which are on by default, which local ones somebody switched on, and how many are in each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.groups import EXTREMISM_MONTHS, ROSH_DAYS, YOUNG_ADULT_AGE
from keywork_desktop.domain.rulebook import GroupSwitch, RuleBook
from keywork_desktop.domain.rules import LOCAL_GROUPS, NEURODIVERSE_LANDING, PRIORITY_GROUPS, Rule, badge, group_order
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.settings_words import place, rule_name, span_words

FIRST_WITHIN = 7
"""Days within which the first session of a local group falls due, unless the prison sets another (DOMAIN 3)."""

MEANING = {
    "acct_open": "Alert HA, ACCT open, is active.",
    "acct_post_closure": "Alert HA1, ACCT post-closure, is active.",
    "rosh_pre_release": (
        f"Alert ROH or ROV, high or very high risk of serious harm, and release at most {ROSH_DAYS} days ahead. "
        "The IRMM may lengthen it for one prisoner with a flag."
    ),
    "extremism_pre_release": (
        f"Alert XTACT, or flagged by the Pathfinder committee, in the last {EXTREMISM_MONTHS} months before release. "
        "The committee may lengthen it for one prisoner."
    ),
    "shielding": "Flagged by hand. Off until a policy set has it, or somebody switches it on.",
    "csip": "Alert CSIP is active.",
    "young_adult": f"Under {YOUNG_ADULT_AGE} (local reading); the age can be set when it is switched on.",
    "neurodiverse": "Alert HID, hidden disability, or located on a landing that is named for it.",
    "care_experienced": "Alert LCE, care experienced, is active.",
    "debt_victim": "Alert XCDV, victim of custodial debt, is active.",
    "basic_regime": "Flagged by hand.",
    "ipp": "Serving an indeterminate sentence for public protection, by the roll.",
    NEURODIVERSE_LANDING: "Everybody located on the landing that is named. Once a week; not a priority group.",
}
BY_HAND = "Flagged by hand, each with a review date."


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group. `switches` are those that apply today or later; `rule` what it asks today, where it is on."""

    group: str
    default: bool
    rule: Rule | None
    switches: tuple[GroupSwitch, ...] = ()
    state: str = ""
    on: bool = False
    members: int = 0
    flags: int = 0
    to_review: int = 0

    @property
    def name(self) -> str:
        return rule_name(self.group)

    @property
    def meaning(self) -> str:
        return MEANING.get(self.group, BY_HAND)

    @property
    def spoken(self) -> str:
        review = f", {counted(self.to_review, 'flag')} to review" if self.to_review else ""
        people = f", {counted(self.members, 'prisoner')}" if self.on else ""
        return f"{self.name}, {badge(self.group)}, {self.state}{people}{review}"


def group_lines(snapshot: Snapshot, items: Iterable[DueItem], today: date) -> list[GroupLine]:
    """Every group of the table, the local ones, and any other that this prison has named."""
    book = snapshot.policies
    members: dict[str, int] = {}
    for item in items:
        asked = {obligation.rule.id for obligation in item.obligations if not obligation.ended}
        for group in asked:
            members[group] = members.get(group, 0) + 1
    flags = [flag for person in snapshot.prisoners.values() for flag in person.flags]
    live = [flag for flag in flags if flag.to_date is None or flag.to_date > today]
    known = {*PRIORITY_GROUPS, *LOCAL_GROUPS, *(s.group for s in book.switches), *(flag.group for flag in flags)}
    return [
        _line(
            book,
            group,
            today,
            members.get(group, 0),
            sum(flag.group == group for flag in live),
            sum(flag.group == group and flag.review_on is not None and flag.review_on < today for flag in live),
        )
        for group in sorted(known - {NEURODIVERSE_LANDING}, key=group_order)
    ]


def switches_of(book: RuleBook, group: str, today: date) -> tuple[GroupSwitch, ...]:
    """The switches of a group that apply today or later."""
    found = (s for s in book.switches if s.group == group and (s.to_date is None or s.to_date >= today))
    return tuple(sorted(found, key=lambda switch: (switch.from_date, switch.unit or "")))


def _line(book: RuleBook, group: str, today: date, members: int, flags: int, to_review: int) -> GroupLine:
    switches = switches_of(book, group, today)
    shipped = _default_rule(book, group, today)
    now = [switch for switch in switches if switch.from_date <= today]
    rule = shipped or (now[0].rule if now else None)
    if shipped is not None:
        state = "on by default"
    elif switches:
        state = "; ".join(f"{place(s.unit)} {span_words(s.from_date, s.to_date, today)}" for s in switches)
    else:
        state = "off"
    return GroupLine(group, shipped is not None, rule, switches, state, rule is not None, members, flags, to_review)


def _default_rule(book: RuleBook, group: str, today: date) -> Rule | None:
    """The rule that the set or level in force gives the group somewhere today, the establishment's first."""
    for unit in (None, *sorted(book.units)):
        rules = book.rules_on(today, unit)
        for rule in rules.groups if rules else ():
            if rule.id == group:
                return rule
    return None


class GroupsModel(KeyedListModel[GroupLine]):
    """Lines by group."""

    def key_of(self, item: GroupLine) -> Hashable:
        return item.group

    def text_of(self, item: GroupLine) -> str:
        return item.name

    def spoken_of(self, item: GroupLine) -> str:
        return item.spoken

    def tip_of(self, item: GroupLine) -> str:
        return item.meaning


def groups_on(lines: Sequence[GroupLine]) -> int:
    """How many of them are on today."""
    return sum(line.on for line in lines)
