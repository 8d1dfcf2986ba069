"""Small factories: people in a period, for tests of measures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from keywork_desktop.domain.groups import Run
from keywork_desktop.domain.people import Allocation, KeyWorker, Prisoner
from keywork_desktop.domain.period_facts import PeriodFacts, PersonInPeriod, StayInPeriod
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.snapshot import Period
from tests.factories import TODAY, a_prisoner, a_snapshot

DAY = timedelta(days=1)
FOUR_WEEKS = Period(TODAY - 27 * DAY, TODAY)


def number(n: int) -> str:
    return f"A{n:04d}BC"


def numbers(count: int) -> list[str]:
    return [number(n) for n in range(count)]


def a_record(on: date, kind: RecordKind, **facts: Any) -> KeyWorkRecord:
    """Something recorded here by OFF01A."""
    return KeyWorkRecord(on, kind, facts.pop("staff_id", "OFF01A"), source=RecordSource.HERE, **facts)


def a_stay(prisoner: Prisoner, period: Period = FOUR_WEEKS, until: date | None = None, **facts: Any) -> StayInPeriod:
    """From the start of the period, or his reception, to its end or the day he was gone."""
    first = max(prisoner.reception, period.first)
    return StayInPeriod(prisoner, Run(first, min(until or date.max, period.last + DAY)), **facts)


def in_period(
    prisoner: Prisoner,
    *allocations: Allocation,
    period: Period = FOUR_WEEKS,
    until: date | None = None,
    planned: dict[date, int] | None = None,
) -> PersonInPeriod:
    """He with his own records of the period."""
    records = tuple(record for record in prisoner.records if record.on in period)
    return PersonInPeriod((a_stay(prisoner, period, until),), records, allocations, planned or {})


def facts_of(
    people: Iterable[Prisoner | PersonInPeriod],
    *,
    period: Period = FOUR_WEEKS,
    key_workers: Iterable[KeyWorker] = (),
    allocations: Iterable[Allocation] = (),
    policies: RuleBook | None = None,
) -> PeriodFacts:
    """These people in the period; those still there on its last day are in the snapshot at its end."""
    bound = list(allocations)
    found = [
        one
        if isinstance(one, PersonInPeriod)
        else in_period(one, *(a for a in bound if a.prison_number == one.prison_number), period=period)
        for one in people
    ]
    there = [one.prisoner for one in found if one.last_day == period.last]
    snapshot = a_snapshot(there, key_workers, bound, on=period.last, policies=policies)
    return PeriodFacts(period, snapshot, tuple(found))


def some_men(count: int, sessions: int = 0, period: Period = FOUR_WEEKS, **facts: Any) -> list[Prisoner]:
    """So many men, who had so many sessions together in the period, spread over men first and then over days."""
    days = (period.last - period.first).days + 1
    seen: list[list[date]] = [[] for _ in range(count)]
    for n in range(sessions):
        assert n // count < days
        seen[n % count].append(period.last - (n // count) * DAY)
    return [a_prisoner(number(n), seen=of_him, **facts) for n, of_him in enumerate(seen)]
