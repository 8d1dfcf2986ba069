"""What the Settings page asks of the actions: one place that turns a decision of a dialog into the action for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from keywork_desktop.domain.regime_colours import RegimeColour
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import PolicySet, Rule
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.dialogs.group_flag import FlagOff, FlagOn
from keywork_desktop.ui.dialogs.group_off import GroupOff
from keywork_desktop.ui.dialogs.group_on import GroupOn
from keywork_desktop.ui.dialogs.policy_copy import PolicyCopy
from keywork_desktop.ui.dialogs.policy_edit import PolicyEdit
from keywork_desktop.ui.dialogs.policy_use import PolicyUse
from keywork_desktop.ui.dialogs.regime_colours import ColoursChosen
from keywork_desktop.ui.models.settings_policies import PolicyLine, where_used
from keywork_desktop.ui.settings.regime_editor import RegimeChoice

if TYPE_CHECKING:
    from keywork_desktop.actions.desk import Desk
    from keywork_desktop.actions.rules import ListedPolicy
    from keywork_desktop.domain.changes import ChangeSet
    from keywork_desktop.domain.forecast import RegimeForecast

SHIPPED = "Ships with the program"


@dataclass(frozen=True)
class KnownPolicy:
    """A policy set as it reads today; `note` says whose it is."""

    policy: PolicySet
    shipped: bool
    note: str


@dataclass(frozen=True)
class SettingsFacts:
    """What the page needs besides the view.

    `entered` says who wrote an entry of the regime calendar, and when, by unit and first day; `flagged` the same of a
    flag, by prison number, group and first day.
    """

    sets: tuple[KnownPolicy, ...]
    colours: Mapping[RegimeColour, int]
    entered: Mapping[tuple[str | None, date], str]
    flagged: Mapping[tuple[str, str, date], str] = field(default_factory=dict)

    def policy_lines(self, book: RuleBook, today: date) -> list[PolicyLine]:
        """A line for each set: in force first, then those that will be, then the others as they come."""
        lines = []
        for known in self.sets:
            where, now = where_used(book, known.policy.id, today)
            level = next((level for level, policy in book.levels.items() if policy.id == known.policy.id), None)
            note = known.note if level is None else f"{known.note}, for days of level {level}"
            lines.append(PolicyLine(known.policy, known.shipped, note, where, now))
        return sorted(lines, key=lambda line: (not line.in_force, not line.where))


def read_facts(desk: Desk) -> SettingsFacts:
    """Every policy set, the levels of the RMP's colours, and who wrote the regime calendar."""
    from keywork_desktop.actions.groups import list_flags
    from keywork_desktop.actions.regime import list_colours, list_regime
    from keywork_desktop.actions.rules import list_policies

    listed = list_policies(desk)
    names = {each.policy.id: each.policy.name for each in listed}
    entered = {
        (each.entry.unit, each.entry.from_date): f"entered by {each.entered.by} on {long_date(each.entered.at.date())}"
        + (", after it began" if each.known_since else "")
        for each in list_regime(desk)
    }
    return SettingsFacts(
        tuple(KnownPolicy(each.policy, each.shipped, _whose(each, names)) for each in listed),
        list_colours(desk),
        entered,
        {
            (each.prison_number, each.flag.group, each.flag.from_date): (
                f"entered by {each.entered.by} on {long_date(each.entered.at.date())}"
            )
            for each in list_flags(desk)
        },
    )


def _whose(listed: ListedPolicy, names: Mapping[str, str]) -> str:
    if listed.shipped:
        return SHIPPED
    last = listed.readings[-1]
    origin = names.get(listed.copied_from, listed.copied_from)
    changed = f"last changed by {last.entered.by} on {long_date(last.entered.at.date())}"
    return f"Own copy of {origin}, {changed}" if origin else f"Our own, {changed}"


def forecast(desk: Desk, choice: RegimeChoice) -> RegimeForecast:
    """What a level will ask for; `RequestError` if it cannot be set like this."""
    from keywork_desktop.actions.regime import regime_forecast

    if choice.level is None:
        raise ValueError("no level asks for nothing")
    return regime_forecast(desk, choice.level, choice.first, choice.last, choice.unit)


def do_decided(desk: Desk, decision: object) -> ChangeSet:
    """Does what was decided."""
    for kind, act in _ACTS.items():
        if isinstance(decision, kind):
            return act(desk, decision)
    raise TypeError(f"there is no action for a {type(decision).__name__}")


def _use(desk: Desk, decision: PolicyUse) -> ChangeSet:
    from keywork_desktop.actions.rules import use_policy

    return use_policy(desk, decision.policy_id, decision.first, decision.last, decision.unit)


def _copy(desk: Desk, decision: PolicyCopy) -> ChangeSet:
    from keywork_desktop.actions.rules import copy_policy

    return copy_policy(desk, decision.policy_id, decision.name)


def _edit(desk: Desk, decision: PolicyEdit) -> ChangeSet:
    from keywork_desktop.actions.rules import edit_policy

    changes = changes_between(decision.before, decision.policy)
    return edit_policy(desk, decision.before.id, changes, decision.first)


def _regime(desk: Desk, decision: RegimeChoice) -> ChangeSet:
    from keywork_desktop.actions.regime import clear_regime, set_regime

    if decision.level is None:
        return clear_regime(desk, decision.first, decision.last, decision.unit)
    return set_regime(desk, decision.level, decision.first, decision.last, decision.unit)


def _rule_changes(rule_id: str, before: Rule | None, after: Rule | None) -> dict[str, Any]:
    if after is None:
        return {rule_id: None} if before is not None else {}
    fields = ("sessions", "window_days", "minutes", "first_within")
    return {
        f"{rule_id}.{field}": getattr(after, field)
        for field in fields
        if getattr(after, field) is not None and (before is None or getattr(after, field) != getattr(before, field))
    }


def changes_between(before: PolicySet, after: PolicySet) -> dict[str, Any]:
    """What `edit_policy` is to change: fields such as `baseline.sessions`; None for a rule that is left out."""
    changes: dict[str, Any] = {
        field: getattr(after, field)
        for field in ("name", "arrival_days")
        if getattr(after, field) != getattr(before, field)
    }
    changes |= _rule_changes("baseline", before.baseline, after.baseline)
    was, now = ({rule.id: rule for rule in policy.groups} for policy in (before, after))
    for group in (*was, *(group for group in now if group not in was)):
        changes |= _rule_changes(group, was.get(group), now.get(group))
    return changes | _rule_changes("weekend", before.weekend, after.weekend)


def _colours(desk: Desk, decision: ColoursChosen) -> ChangeSet:
    """Each colour is a change of its own, by name; what comes back is the last one."""
    from keywork_desktop.actions.regime import set_colour

    done = [set_colour(desk, colour, level) for colour, level in decision.levels.items()]
    return done[-1]


def _group_on(desk: Desk, decision: GroupOn) -> ChangeSet:
    from keywork_desktop.actions.groups import group_on

    return group_on(
        desk,
        decision.group,
        decision.approved_by,
        decision.first,
        to_date=decision.last,
        unit=decision.unit,
        approved_on=decision.approved_on,
        sessions=decision.sessions,
        window_days=decision.window_days,
        minutes=decision.minutes,
        first_within=decision.first_within,
        under_age=decision.under_age,
        landings=decision.landings,
        new=decision.new,
    )


def _group_off(desk: Desk, decision: GroupOff) -> ChangeSet:
    from keywork_desktop.actions.groups import group_off

    return group_off(desk, decision.group, decision.first_without, decision.unit)


def _flag(desk: Desk, decision: FlagOn) -> ChangeSet:
    from keywork_desktop.actions.groups import flag

    return flag(
        desk,
        decision.group,
        decision.prison_number,
        decision.first,
        decision.by,
        review_on=decision.review,
        to_date=decision.end,
        reason=decision.reason,
        days_before_release=decision.days_before_release,
        months_before_release=decision.months_before_release,
    )


def _unflag(desk: Desk, decision: FlagOff) -> ChangeSet:
    from keywork_desktop.actions.groups import unflag

    return unflag(desk, decision.group, decision.prison_number, decision.end)


_ACTS: dict[type, Callable[..., ChangeSet]] = {
    PolicyUse: _use,
    PolicyCopy: _copy,
    PolicyEdit: _edit,
    RegimeChoice: _regime,
    ColoursChosen: _colours,
    GroupOn: _group_on,
    GroupOff: _group_off,
    FlagOn: _flag,
    FlagOff: _unflag,
}
