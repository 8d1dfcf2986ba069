"""Priority groups: local ones switched on and off, and prisoners put into a group by hand (DOMAIN 3, EDM)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import present_prisoner
from keywork_desktop.actions.refusing import days_given, known_unit, mistakes_named, when, where
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.group_rules import runs_of
from keywork_desktop.domain.groups import EXTREMISM_MONTHS, ROSH_DAYS
from keywork_desktop.domain.people import GroupFlag, checked_prison_number
from keywork_desktop.domain.rulebook import GroupSwitch
from keywork_desktop.domain.rules import (
    LOCAL_GROUPS,
    NEURODIVERSE_LANDING,
    PRIORITY_GROUPS,
    PolicyMistake,
    Rule,
    group_order,
)
from keywork_desktop.domain.wording import GROUP_NAMES, RULE_NAMES

if TYPE_CHECKING:
    from keywork_desktop.store import Entered

ALWAYS_ON = frozenset({"acct_open", "acct_post_closure", "rosh_pre_release", "extremism_pre_release"})
"""Groups that the policy sets themselves keep on; a prison changes them in a copy of its set."""

REVIEW_AFTER = timedelta(days=28)
"""Where no review date is given: each membership has one, because the EDM wants groups kept under review."""

_LANDING = re.compile(r"^[0-9A-Z]{1,4}-[0-9A-Z]{1,2}$")
_SOURCES = {
    NEURODIVERSE_LANDING: "Key Work Delivery Strategy: additional key work on the neurodiverse landing",
}
_SOURCE = "EDM, priority groups: local groups, with the agreement of the prison group director"


@dataclass(frozen=True)
class ListedGroup:
    """A group, whether the policy sets keep it on (`always_on`), its switches, and how many are in it today.

    `on` says that its rule applies somewhere today.
    """

    group: str
    name: str
    always_on: bool
    on: bool
    members: int
    switches: tuple[tuple[GroupSwitch, Entered], ...]


@dataclass(frozen=True)
class ListedFlag:
    """A prisoner put into a group by hand; `review_passed` where somebody should have looked at it again."""

    prison_number: str
    flag: GroupFlag
    entered: Entered
    review_passed: bool


def list_groups(desk: Desk) -> tuple[ListedGroup, ...]:
    """Every group that is known or was ever switched on, in the order of the table."""
    snapshot = desk.store.snapshot(desk.today)
    book, switches = snapshot.policies, desk.store.rules_in_time().switches
    members: Counter[str] = Counter()
    for prisoner in snapshot.prisoners.values():
        members.update({rule.id for rule, run in runs_of(prisoner, book, desk.today) if desk.today in run})
    today = [book.rules_on(desk.today, unit) for unit in (None, *book.units)]
    applying = {group for rules in today if rules is not None for group in rules.group_rules}
    return tuple(
        ListedGroup(
            group,
            group_name(group),
            group in ALWAYS_ON,
            group in applying,
            members[group],
            tuple(each for each in switches if each[0].group == group),
        )
        for group in _known(desk)
    )


def list_flags(desk: Desk) -> tuple[ListedFlag, ...]:
    """Every flag, oldest first, those that have ended too."""
    return tuple(
        ListedFlag(number, flag, entered, _open(flag, desk.today) and (flag.review_on or date.max) < desk.today)
        for number, flag, entered in desk.store.rules_in_time().flags
    )


def _open(flag: GroupFlag, day: date) -> bool:
    return flag.from_date <= day and (flag.to_date is None or flag.to_date > day)


def group_name(group: str) -> str:
    """What the group is called: `Young adult`."""
    return RULE_NAMES.get(group) or group.replace("_", " ").capitalize()


def _known(desk: Desk) -> tuple[str, ...]:
    switched = {switch.group for switch, _ in desk.store.rules_in_time().switches}
    return tuple(sorted({*PRIORITY_GROUPS, *LOCAL_GROUPS, NEURODIVERSE_LANDING, *switched}, key=group_order))


def group_named(desk: Desk, name: str, *, new: bool = False) -> str:
    """The id of the group with this id or name; with `new`, of one that this prison names itself.

    Raises `RequestError` (`unknown_group`) naming those there are.
    """
    known = _known(desk)
    wanted = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    for group in known:
        if wanted in (group, re.sub(r"[^a-z0-9]+", "_", group_name(group).casefold()).strip("_")):
            return group
    if new and wanted:
        return wanted
    message = f"There is no group {name!r}. Known are {', '.join(known)}. "
    message += "A group that only this prison has must be switched on as a new one; its members are flagged by hand."
    raise RequestError(message, code="unknown_group", details={"field": "name", "known": list(known)})


def group_on(
    desk: Desk,
    name: str,
    approved_by: str,
    from_date: date,
    *,
    to_date: date | None = None,
    unit: str | None = None,
    approved_on: date | None = None,
    sessions: int = 1,
    window_days: int = 7,
    minutes: int = 45,
    first_within: int = 7,
    under_age: int | None = None,
    landings: Sequence[str] = (),
    new: bool = False,
) -> ChangeSet:
    """Switch a local group on from a day, with who approved it and when (today, if nobody says so).

    `under_age` is for young adults, `landings` (such as `2-3`) for the neurodiverse. Raises `RequestError`:
    `unknown_group`, `always_on`, `unknown_unit`, `policy_mistake` and `overlaps` with the field named.
    """
    group = group_named(desk, name, new=new)
    if group in ALWAYS_ON:
        message = f"{group_name(group)} is on in every policy set. Copy the set in force and change the copy instead."
        raise RequestError(message, code="always_on", details={"field": "name"})
    unit = known_unit(desk, unit)
    with mistakes_named():
        days = days_given(from_date, to_date)
        named = tuple(dict.fromkeys(landing.strip().upper() for landing in landings))
        _check_settings(group, under_age, named)
        if first_within < 0:
            raise PolicyMistake(f"{group}: first_within is {first_within}; it must be at least 0")
        rule = Rule(group, sessions, window_days, minutes, first_within, _SOURCES.get(group, _SOURCE), True)
        switch = GroupSwitch(
            group,
            rule,
            from_date,
            " ".join(approved_by.split()),
            to_date,
            unit,
            under_age,
            named,
            approved_on or desk.today,
        )
        said = f"{group_name(group)} on {when(days)}{where(unit)}, approved by {switch.approved_by}"
        with desk.work("group", said) as work:
            laid = work.lay_switch(switch)
            ended = "; the switch before it ends" if laid.cut else ""
            return desk.settle(work, summary=said + ended)


def _check_settings(group: str, under_age: int | None, landings: tuple[str, ...]) -> None:
    if under_age is not None and group != "young_adult":
        raise PolicyMistake(f"age: only young adults have one, not {group_name(group).lower()}")
    if under_age is not None and not 18 <= under_age <= 40:
        raise PolicyMistake(f"age: {under_age} is no age that ends being a young adult; give 18 to 40")
    if landings and group not in (NEURODIVERSE_LANDING, "neurodiverse"):
        raise PolicyMistake(f"landing: only the neurodiverse have one, not {group_name(group).lower()}")
    if group == NEURODIVERSE_LANDING and not landings:
        raise PolicyMistake("landing: name the neurodiverse landing, such as 2-3")
    for landing in landings:
        if not _LANDING.match(landing):
            raise PolicyMistake(f"landing: {landing!r} is not a landing such as 2-3")


def group_off(desk: Desk, name: str, from_date: date, unit: str | None = None) -> ChangeSet:
    """Switch a local group off from a day on; who was overdue in it stays so until he is seen (DOMAIN 3.1).

    Raises `RequestError`: `always_on`, `unknown_group`, `not_on`.
    """
    group = group_named(desk, name)
    if group in ALWAYS_ON:
        message = (
            f"{group_name(group)} is part of every policy set. Copy the set in force and leave it out of the copy."
        )
        raise RequestError(message, code="always_on", details={"field": "name"})
    unit = known_unit(desk, unit)
    with mistakes_named():
        days = days_given(from_date, None)
        said = f"{group_name(group)} off {when(days)}{where(unit)}"
        with desk.work("group", said) as work:
            if not work.end_switch(group, days, unit):
                message = f"{group_name(group)} is not on {when(days)}{where(unit)}. See `group list`."
                raise RequestError(message, code="not_on", details={"field": "name"})
            return desk.settle(work)


def flag(
    desk: Desk,
    name: str,
    prison_number: str,
    from_date: date,
    by: str,
    *,
    review_on: date | None = None,
    to_date: date | None = None,
    reason: str = "",
    days_before_release: int | None = None,
    months_before_release: int | None = None,
) -> ChangeSet:
    """Put a prisoner into a group by hand, up to and without `to_date`; reviewed after 28 days unless said otherwise.

    For high risk of serious harm it lengthens the window to `days_before_release`, for extremism it is the Pathfinder
    committee's flag and may lengthen the window to `months_before_release`. Raises `RequestError`: `unknown_group`,
    `not_on_the_roll`, `policy_mistake` and `overlaps` with the field named.
    """
    group = group_named(desk, name)
    snapshot = desk.store.snapshot(desk.today)
    prisoner = present_prisoner(snapshot, prison_number)
    with mistakes_named():
        if to_date is not None and to_date <= from_date:
            raise PolicyMistake(f"to: {to_date:%d/%m/%Y} is not after {from_date:%d/%m/%Y}, from which it is to apply")
        days = days_given(from_date, None if to_date is None else to_date - timedelta(days=1))
        _check_window(group, days_before_release, months_before_release)
        review = review_on or from_date + REVIEW_AFTER
        if review < from_date:
            raise PolicyMistake(f"review: {review:%d/%m/%Y} is before {from_date:%d/%m/%Y}, from which it is to apply")
        if not by.strip():
            raise PolicyMistake("by: say who decided it")
        made = GroupFlag(
            group,
            from_date,
            " ".join(by.split()),
            to_date,
            review,
            " ".join(reason.split()),
            days_before_release,
            months_before_release,
        )
        said = f"{prisoner.name}: {group_name(group)} {when(days)}, by {made.by}, review by {review:%d/%m/%Y}"
        off = group not in snapshot.policies.group_lines(prisoner.unit)
        warning = f"{group_name(group)} is off: the flag asks for nothing until the group is switched on."
        with desk.work("group", said) as work:
            work.lay_flag(prisoner.prison_number, made)
            return desk.settle(work, (warning,) if off else ())


def _check_window(group: str, days: int | None, months: int | None) -> None:
    """The IRMM may lengthen the window of ROSH by days, the Pathfinder committee that of extremism by months."""
    if days is not None and group != "rosh_pre_release":
        raise PolicyMistake(f"days: only {GROUP_NAMES['rosh_pre_release'].lower()} has a window in days")
    if months is not None and group != "extremism_pre_release":
        raise PolicyMistake("months: only extremism has a window in months")
    if group == "rosh_pre_release" and days is None:
        raise PolicyMistake(f"days: say for how many days before release, more than the usual {ROSH_DAYS}")
    if days is not None and not ROSH_DAYS < days <= 366:
        raise PolicyMistake(f"days: {days} does not lengthen the usual {ROSH_DAYS} days; give up to 366")
    if months is not None and not EXTREMISM_MONTHS < months <= 24:
        raise PolicyMistake(f"months: {months} does not lengthen the usual {EXTREMISM_MONTHS} months; give up to 24")


def unflag(desk: Desk, name: str, prison_number: str, from_date: date) -> ChangeSet:
    """Take a prisoner's flag off from a day on; raises `RequestError`: `unknown_group`, `not_flagged`."""
    group = group_named(desk, name)
    try:
        number = checked_prison_number(prison_number)
    except ValueError as mistake:
        raise RequestError(f"{mistake}. Check the number.", code="not_a_prison_number") from mistake
    with mistakes_named():
        days = days_given(from_date, None)
        with desk.work("group", f"{number}: no longer {group_name(group)} {when(days)}") as work:
            if not work.end_flag(number, group, days):
                message = f"{number} is not flagged as {group_name(group)} {when(days)}. See `group list`."
                raise RequestError(message, code="not_flagged", details={"prison_number": number})
            return desk.settle(work)
