"""What each rule asks for each prisoner, and by when: the due date of DOMAIN 3.1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from keywork_desktop.domain.groups import membership
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.domain.rules import PolicyInForce, PolicySet, Rule, policy_for

SATURDAY, SUNDAY = 5, 6


class Status(Enum):
    """How urgent it is to see someone (DOMAIN 3.1); the values are those of the command line."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_THIS_WEEK = "due_this_week"
    ON_TRACK = "on_track"
    NO_OBLIGATION = "no_obligation"


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one rule asks for one prisoner: a counted session by `due_on`.

    `start` is the day from which the rule applies to him, `counted` the distinct session days that it looked at,
    newest first, `k` how many of them lie on or after `start`, `prior` the day up to which the last N sessions satisfy
    the rule.
    """

    rule: Rule
    start: date
    due_on: date
    counted: tuple[date, ...] = ()
    k: int = 0
    prior: date | None = None
    began_with_arrival: bool = False
    after_release_date: bool = False
    carried_from: date | None = None


def session_days(records: Iterable[KeyWorkRecord], day: date, since: date) -> tuple[date, ...]:
    """Distinct days up to `day`, not before `since`, on which a session counted; newest first (S of DOMAIN 3.1).

    The same note twice, or two notes on one day, is one session; entries and wellbeing checks never count.
    """
    return tuple(sorted({r.on for r in records if r.counts and since <= r.on <= day}, reverse=True))


def due_on(rule: Rule, seen: Sequence[date], start: date, first: int) -> date:
    """The day by which `rule` wants the prisoner seen next (DOMAIN 3.1).

    `seen` are the distinct days of counted sessions, newest first; `start` is the day the rule began to apply and
    `first` the days within which the first session falls due after it. Nobody is overdue on the day a rule begins.
    """
    n, window = rule.sessions, timedelta(days=rule.window_days)
    k = sum(day >= start for day in seen)
    candidates = [seen[n - 1] + window] if len(seen) >= n else []
    if k == 0:
        candidates.append(start + timedelta(days=first))
    else:
        candidates.append(seen[0] + timedelta(days=rule.spacing))
        if k < n:
            pace = start + timedelta(days=-(-rule.window_days * (k + 1) // n))
            candidates.append(min(pace, seen[0] + timedelta(days=rule.step)))
    return max(candidates)


def baseline_start(prisoner: Prisoner, policies: Sequence[PolicyInForce]) -> date | None:
    """The first day since reception on which any baseline applied; a change of policy or unit never restarts it."""
    begins = [
        max(prisoner.reception, entry.from_date)
        for entry in policies
        if entry.policy.baseline is not None
        and entry.unit in (None, prisoner.unit)
        and (entry.to_date is None or entry.to_date >= prisoner.reception)
    ]
    return min(begins, default=None)


def _obligation(
    rule: Rule, seen: tuple[date, ...], start: date, first: int, *, arrived: bool = False, past_release: bool = False
) -> Obligation:
    enough = len(seen) >= rule.sessions
    return Obligation(
        rule=rule,
        start=start,
        due_on=due_on(rule, seen, start, first),
        counted=seen,
        k=sum(day >= start for day in seen),
        prior=seen[rule.sessions - 1] + timedelta(days=rule.window_days) if enough else None,
        began_with_arrival=arrived,
        after_release_date=past_release,
    )


def weekend_due(seen: Sequence[date], day: date) -> date:
    """The Sunday by which a prisoner in CSU or IPD is to be seen: this weekend's, or the next if he was seen in it."""
    sunday = day + timedelta(days=SUNDAY - day.weekday())
    if day.weekday() >= SATURDAY and any(sunday - timedelta(days=1) <= seen_on <= sunday for seen_on in seen):
        return sunday + timedelta(days=7)
    return sunday


def _baseline(
    prisoner: Prisoner, policy: PolicySet, policies: Sequence[PolicyInForce], seen: tuple[date, ...]
) -> Obligation:
    assert policy.baseline is not None
    start = baseline_start(prisoner, policies) or prisoner.reception
    arrived = start == prisoner.reception
    first = policy.arrival_days if arrived else policy.baseline.step
    return _obligation(policy.baseline, seen, start, first, arrived=arrived)


def obligations_of(prisoner: Prisoner, policies: tuple[PolicyInForce, ...], day: date) -> tuple[Obligation, ...]:
    """Everything that is asked for `prisoner` on `day`, earliest due date first.

    On equal dates a group rule is named before the baseline, in the order of the table (DOMAIN 3.1).
    """
    policy = policy_for(policies, day, prisoner.unit)
    if policy is None:
        return ()
    seen = session_days(prisoner.records, day, prisoner.reception)
    found: list[Obligation] = []
    for rule in policy.groups:
        if member := membership(rule.id, prisoner, day):
            answering = tuple(d for d in seen if d >= member.start) if rule.id == "acct_open" else seen
            first = rule.first_within if rule.first_within is not None else rule.step
            found.append(_obligation(rule, answering, member.start, first, past_release=member.after_release_date))
    if policy.weekend is not None and prisoner.unit in policy.weekend_units:
        start = max([prisoner.reception, *(w.from_date for w in prisoner.whereabouts[:1])])
        found.append(Obligation(policy.weekend, start, weekend_due(seen, day), seen, len(seen)))
    if policy.baseline is not None:
        found.append(_baseline(prisoner, policy, policies, seen))
    return tuple(sorted(found, key=lambda obligation: obligation.due_on))


def missed_weekends(prisoner: Prisoner, policies: tuple[PolicyInForce, ...], day: date) -> tuple[date, ...]:
    """The Sundays before `day` of weekends that passed without a session though he was in CSU or IPD on both days.

    Such a weekend is missed, not overdue, and counted as such (DOMAIN 3). Counts since reception, newest first, as far
    back as whereabouts and records reach.
    """
    sessions = set(session_days(prisoner.records, day, prisoner.reception))
    missed = []
    sunday = day - timedelta(days=day.weekday() + 1)
    while sunday - timedelta(days=1) >= prisoner.reception and prisoner.whereabouts:
        weekend = (sunday - timedelta(days=1), sunday)
        if weekend[0] < prisoner.whereabouts[-1].from_date:
            break
        if all(_asked_at_weekend(prisoner, policies, d) for d in weekend) and not sessions.intersection(weekend):
            missed.append(sunday)
        sunday -= timedelta(days=7)
    return tuple(missed)


def _asked_at_weekend(prisoner: Prisoner, policies: tuple[PolicyInForce, ...], day: date) -> bool:
    unit = next((w.location.unit for w in prisoner.whereabouts if w.from_date <= day), None)
    policy = policy_for(policies, day, unit)
    return policy is not None and policy.weekend is not None and unit in policy.weekend_units


def status_of(due: date | None, day: date) -> Status:
    """Overdue after the due date; due this week up to seven days ahead (DOMAIN 3.1)."""
    if due is None:
        return Status.NO_OBLIGATION
    ahead = (due - day).days
    if ahead < 0:
        return Status.OVERDUE
    if ahead == 0:
        return Status.DUE_TODAY
    return Status.DUE_THIS_WEEK if ahead <= 7 else Status.ON_TRACK
