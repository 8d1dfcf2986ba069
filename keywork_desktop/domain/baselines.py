"""The baseline through changes of policy, level and unit: never hidden, never overdue overnight (DOMAIN 3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.people import EarlierStay, Prisoner
from keywork_desktop.domain.rulebook import DayRules, RuleBook
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.seen import due_on, newest_sessions

DAY = timedelta(days=1)
OUT_AND_BACK = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the baseline asks on a day; `rule` is None during a spell without one.

    `start` is the first day since reception on which any baseline applied. `carried_from` is the day of the change on
    which the due date still rests. In a spell, `due_on` is the date it would have, moved by the spell so far, and
    `was_overdue_since` the due date that had passed when the spell began, on `on_hold_since`.
    """

    rule: Rule | None
    start: date | None
    due_on: date | None
    began_with_arrival: bool = False
    carried_from: date | None = None
    was_overdue_since: date | None = None
    on_hold_since: date | None = None
    counted: tuple[date, ...] = ()
    """The newest session days, newest first, at most as many as the rule wants."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """From `first` on this baseline applies (None: none does), until the next segment begins."""

    first: date
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class _Carry:
    """The due date under the rule replaced on day `since`, and whether it had passed by then."""

    old: date
    overdue: bool
    since: date


def stretches_of(prisoner: Prisoner | EarlierStay, book: RuleBook, day: date) -> Iterator[tuple[date, DayRules | None]]:
    """The rules that applied where he was, from reception up to `day`: the first day of each stretch and its rules."""
    for first, end, unit in stays(prisoner, book, day):
        line = book.stretches(unit)
        for place, stretch in enumerate(line):
            following = line[place + 1].first if place + 1 < len(line) else date.max
            if following > first and stretch.first < end:
                yield max(stretch.first, first), stretch.rules


def stays(prisoner: Prisoner | EarlierStay, book: RuleBook, day: date) -> Iterator[tuple[date, date, str | None]]:
    """Where he was from reception up to `day`, oldest first: first day, end (exclusive), unit."""
    seen = prisoner.whereabouts
    if not book.units or not seen:
        unit = prisoner.unit if isinstance(prisoner, Prisoner) else None
        yield prisoner.reception, day + DAY, unit
        return
    for place in range(len(seen) - 1, -1, -1):
        begins = prisoner.reception if place == len(seen) - 1 else max(seen[place].from_date, prisoner.reception)
        ends = seen[place - 1].from_date if place else day + DAY
        ends = min(ends, day + DAY)
        if begins < ends:
            yield begins, ends, seen[place].location.unit


def _segments(prisoner: Prisoner | EarlierStay, book: RuleBook, day: date) -> tuple[list[_Segment], int]:
    """The baseline's segments from reception to `day`, those with the same N and W joined; and the arrival days."""
    if not book.units:
        newest = book.stretches(None)[-1]
        if newest.first <= prisoner.reception and newest.rules is not None:  # nothing has changed since he came
            return [_Segment(prisoner.reception, newest.rules.baseline)], newest.rules.arrival_days
    found: list[_Segment] = []
    arrival_days = 3
    for first, rules in stretches_of(prisoner, book, day):
        if rules is not None and first <= prisoner.reception:
            arrival_days = rules.arrival_days
        rule = rules.baseline if rules else None
        if found and _same(found[-1].rule, rule):
            found[-1] = _Segment(found[-1].first, rule)
        else:
            found.append(_Segment(first, rule))
    return found, arrival_days


def _same(one: Rule | None, other: Rule | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.sessions, one.window_days) == (other.sessions, other.window_days)


def baseline_of(prisoner: Prisoner, book: RuleBook, day: date) -> Baseline:
    """What the baseline asks for the prisoner on `day`."""
    return _baseline(prisoner, book, day, _opening(prisoner, book))


def _opening(prisoner: Prisoner, book: RuleBook) -> date | None:
    """Out and back within 28 days: the date that was asked for when he left, which still holds if it is sooner."""
    earlier = prisoner.earlier
    if earlier is None or prisoner.reception > earlier.left_on + OUT_AND_BACK:
        return None
    return _baseline(earlier, book, earlier.left_on - DAY, None).due_on


def _baseline(prisoner: Prisoner | EarlierStay, book: RuleBook, day: date, opening: date | None) -> Baseline:
    segments, arrival_days = _segments(prisoner, book, day)
    only = segments[0] if len(segments) == 1 else None
    if only is not None and only.rule is not None and opening is None:  # nothing has changed, as nearly always
        seen = newest_sessions(prisoner, day, only.rule.sessions)
        arrived = only.first == prisoner.reception
        asked = due_on(only.rule, seen, only.first, arrival_days if arrived else only.rule.step)
        return Baseline(only.rule, only.first, asked, arrived, counted=seen)
    start = next((segment.first for segment in segments if segment.rule), None)
    if start is None:
        return Baseline(None, None, None)
    arrived = start == prisoner.reception
    most = max(segment.rule.sessions for segment in segments if segment.rule)
    seen = newest_sessions(prisoner, day, most)

    def formula(rule: Rule, sessions: Sequence[date]) -> date:
        if arrived:
            first_due = start + timedelta(days=arrival_days)
            if opening is not None:
                first_due = min(first_due, opening)
            return due_on(rule, sessions, start, (first_due - start).days)
        return due_on(rule, sessions, start, rule.step)

    at = _segment_of(segments, seen[0]) if seen else 0
    due: date | None = None
    carry: _Carry | None = None
    last_rule: Rule | None = _last_rule(segments, at)
    overdue_since: date | None = None
    for place in range(at, len(segments)):
        segment = segments[place]
        last = segments[place + 1].first - DAY if place + 1 < len(segments) else day
        if segment.rule is None:
            if last_rule is None:
                continue
            if seen and seen[0] >= segment.first:
                due, overdue_since, moved = formula(last_rule, seen), None, (last - seen[0]).days
            else:
                assert due is not None
                overdue_since = due if due < segment.first - DAY else None
                moved = (last - segment.first).days + 1
            due += timedelta(days=moved)
        else:
            by_formula = due = formula(segment.rule, seen)
            overdue_since = None
            if carry is not None and not (seen and seen[0] >= carry.since):
                soonest = min(carry.old, carry.since + timedelta(days=segment.rule.step))
                due = carry.old if carry.overdue else max(by_formula, soonest)
            carry = carry if due != by_formula else None
            last_rule = segment.rule
        if place + 1 < len(segments):
            carry = _Carry(due, due < last, last + DAY)
    rule = segments[-1].rule
    resting = carry.since if carry is not None else None
    if rule is None:
        return Baseline(None, start, due, arrived, None, overdue_since, segments[-1].first)
    return Baseline(rule, start, due, arrived, resting, counted=seen[: rule.sessions])


def _segment_of(segments: Sequence[_Segment], day: date) -> int:
    return max((place for place, segment in enumerate(segments) if segment.first <= day), default=0)


def _last_rule(segments: Sequence[_Segment], at: int) -> Rule | None:
    """The baseline that applied last before the segment at `at`."""
    return next((segments[place].rule for place in range(at - 1, -1, -1) if segments[place].rule), None)
