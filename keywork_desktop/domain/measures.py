"""The measures of a period for a set of people: how much was delivered, to whom, and who went without (DOMAIN 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median

from keywork_desktop.domain.delivered import Delivered
from keywork_desktop.domain.delivery import eligible, percent, projected, rounded
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.records import LostReason
from keywork_desktop.domain.rules import group_order
from keywork_desktop.domain.withholding import too_few

MINUTES_A_WEEK = 45
"""What the national model gives each prisoner a week, as an average (seed 001)."""


@dataclass(frozen=True, slots=True)
class Waited:
    """Days from reception: the median over receptions in the period, and how many still wait or left without."""

    median: float | None
    open: int
    receptions: int


@dataclass(frozen=True, slots=True)
class OverdueGroup:
    """How many of one priority group are overdue on the last day, and by how many days at most."""

    group: str
    people: int
    most_days: int


@dataclass(frozen=True, slots=True)
class CaseloadSpread:
    """The smallest, the middle and the greatest caseload on the last day, over key workers who have one."""

    least: int
    middle: float
    most: int


@dataclass(frozen=True)
class Measures:
    """All measures of DOMAIN 6. Rates are percentages to two decimals; None where there is nothing to compare with.

    `every_weeks` is None where no baseline is in force and none was given: then nothing is projected. Everything from
    `longest_gap_days` on that speaks of a standing is of the last day, over those present. `withheld_groups` are
    priority groups with too few people to be shown (DOMAIN 6).
    """

    days: int
    every_weeks: Fraction | None
    people: int
    eligible: int
    sessions: int
    entries: int
    projected: int
    delivery_rate: Decimal | None
    coverage: Decimal | None
    covered: int
    coverable: int
    longest_gap_days: int | None
    never_met: int
    with_key_worker: int
    met_by_own_key_worker: int
    overdue_priority: int
    overdue_by_group: tuple[OverdueGroup, ...]
    withheld_groups: tuple[str, ...]
    minutes_per_prisoner_week: Decimal | None
    minutes_estimated: int
    sessions_estimated: int
    lost: Mapping[LostReason, int]
    cancelled: int
    to_allocation: Waited
    to_first_session: Waited
    caseloads: CaseloadSpread | None


def measure(people: Sequence[Delivered], days: int, every_weeks: Fraction | None) -> Measures:
    """The measures of these people over a period of `days`; a session is asked for every `every_weeks` weeks."""
    prisoner_days = sum(one.days_present for one in people)
    count = eligible(prisoner_days, days)
    sessions = sum(one.sessions for one in people)
    wanted = projected(count, days, every_weeks) if every_weeks is not None else 0
    coverable = [one for one in people if one.asked]
    covered = sum(one.covered for one in coverable)
    standing = [one.at_the_end for one in people if one.at_the_end is not None]
    allocated = [item for item in standing if item.key_worker is not None]
    overdue, withheld = _overdue_by_group(standing)
    return Measures(
        days=days,
        every_weeks=every_weeks,
        people=len(people),
        eligible=count,
        sessions=sessions,
        entries=sum(one.entries for one in people),
        projected=wanted,
        delivery_rate=percent(sessions, wanted),
        coverage=percent(covered, len(coverable)),
        covered=covered,
        coverable=len(coverable),
        longest_gap_days=max(map(gap_days, standing), default=None),
        never_met=sum(item.never_met for item in standing),
        with_key_worker=len(allocated),
        met_by_own_key_worker=sum(item.never_met_by_key_worker is False for item in allocated),
        overdue_priority=sum(item.overdue_priority for item in standing),
        overdue_by_group=overdue,
        withheld_groups=withheld,
        minutes_per_prisoner_week=minutes_a_week(sum(one.minutes for one in people), prisoner_days),
        minutes_estimated=sum(one.minutes_estimated for one in people),
        sessions_estimated=sum(one.sessions_estimated for one in people),
        lost=_lost(people),
        cancelled=sum(one.cancelled for one in people),
        to_allocation=_waited(arrival.to_allocation for one in people for arrival in one.arrivals),
        to_first_session=_waited(arrival.to_first_session for one in people for arrival in one.arrivals),
        caseloads=_spread(allocated),
    )


def gap_days(item: DueItem) -> int:
    """Days since his last session, or since reception if he has had none."""
    since: date = item.last_session or item.prisoner.reception
    return (item.day - since).days


def minutes_a_week(minutes: int, prisoner_days: int) -> Decimal | None:
    """Minutes per prisoner per week, two decimals; None if nobody was there."""
    return rounded(Fraction(7 * minutes, prisoner_days)) if prisoner_days else None


def _lost(people: Iterable[Delivered]) -> dict[LostReason, int]:
    total: Counter[LostReason] = Counter()
    for one in people:
        total.update(one.lost)
    return {reason: total[reason] for reason in LostReason if total[reason]}


def _waited(days: Iterable[int | None]) -> Waited:
    found = list(days)
    closed = [waited for waited in found if waited is not None]
    return Waited(float(median(closed)) if closed else None, len(found) - len(closed), len(found))


def _spread(allocated: Iterable[DueItem]) -> CaseloadSpread | None:
    loads = Counter(item.key_worker.staff_id for item in allocated if item.key_worker)
    if not loads:
        return None
    return CaseloadSpread(min(loads.values()), float(median(loads.values())), max(loads.values()))


def _overdue_by_group(standing: Sequence[DueItem]) -> tuple[tuple[OverdueGroup, ...], tuple[str, ...]]:
    """Priority groups with members, in the order of the table; those with too few people only by name.

    Where it is one group that is not shown, the smallest of the others is not either: all who are overdue in a priority
    group, less those shown, would be that one group's.
    """
    members: dict[str, list[DueItem]] = {}
    for item in standing:
        for group in item.priority_groups:
            members.setdefault(group, []).append(item)
    groups = sorted(members, key=group_order)
    withheld = [group for group in groups if too_few(len(members[group]), len(standing))]
    if len(withheld) == 1 and len(groups) > 1:
        withheld.append(
            min((group for group in groups if group not in withheld), key=lambda group: len(members[group]))
        )
    shown: list[OverdueGroup] = []
    for group in groups:
        if group not in withheld:
            days = [item.days_overdue for item in members[group] if item.overdue_priority]
            shown.append(OverdueGroup(group, len(days), max(days, default=0)))
    return tuple(shown), tuple(sorted(withheld, key=group_order))
