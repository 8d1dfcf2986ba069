"""What if: the best rota with an officer away, more key work time or another level. Changes nothing (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker
from keywork_desktop.actions.planning_rota import NEAR, weeks_from
from keywork_desktop.domain.detail import SHIFT_CODES, Shift, TimeSpan, minutes_of, time_of
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import Plan, Progress, plan_rota
from keywork_desktop.planning.rota_capacity import Capacity, capacity_of

Where = tuple[str, date]


@dataclass(frozen=True)
class WhatIf:
    """What would be different: officers `away` on days; `more_minutes` of key work time a day for everyone who has
    some that day, or for the officer `more_for` alone; a regime `level` for the whole period, in the unit planned for.
    """

    away: frozenset[Where] = frozenset()
    more_minutes: int = 0
    more_for: str | None = None
    level: int | None = None


@dataclass(frozen=True)
class Explored:
    """The best rota as things are, and as they would be, with the hours behind each."""

    now: Plan
    then: Plan
    hours_now: Capacity
    hours_then: Capacity


def explored(
    desk: Desk,
    first: date,
    weeks: int,
    unit: str | None,
    what_if: WhatIf,
    *,
    now: Plan | None = None,
    progress: Progress | None = None,
) -> Explored:
    """Both plans for `weeks` from `first`; `now` is the first of them where it is known already.

    Raises `RequestError`: `not_weeks`, `unknown_key_worker`; and what `progress` raises, which cancels.
    """
    period = weeks_from(first, weeks)
    around = desk.store.snapshot(desk.today, Period(period.first - NEAR, period.last + NEAR))
    present = replace(around, period=period)
    for staff_id in sorted({who for who, _ in what_if.away} | ({what_if.more_for} if what_if.more_for else set())):
        known_key_worker(present, staff_id)
    imagined = replace(
        present,
        shifts=with_more_time(present, what_if, unit),
        policies=with_level(present.policies, what_if.level, period, unit),
    )
    if now is None:
        now = plan_rota(present, unit=unit, progress=_half(progress, 0.0))
    then = plan_rota(imagined, unit=unit, without=what_if.away, progress=_half(progress, 0.5))
    return Explored(now, then, _hours(present, now, unit), _hours(imagined, then, unit, what_if.away))


def _half(progress: Progress | None, start: float) -> Progress | None:
    if progress is None:
        return None
    told = progress

    def half(fraction: float) -> None:
        told(start + fraction / 2)

    return half


def _hours(snapshot: Snapshot, plan: Plan, unit: str | None, away: frozenset[Where] = frozenset()) -> Capacity:
    found = {capacity.unit: capacity for capacity in capacity_of(snapshot, plan, away)}
    return found.get(unit) or Capacity(unit, 0, 0, 0)


def with_more_time(snapshot: Snapshot, what_if: WhatIf, unit: str | None) -> Mapping[Where, Shift]:
    """The shifts with `more_minutes` after the key work time of each day, or before it where the shift ends there."""
    period = snapshot.period
    if not what_if.more_minutes or period is None:
        return snapshot.shifts

    def gains(shift: Shift) -> bool:
        if what_if.more_for is not None:
            return shift.staff_id == what_if.more_for
        officer = snapshot.key_workers.get(shift.staff_id)
        return officer is not None and (unit is None or officer.unit == unit)

    return {
        place: _longer(shift, what_if.more_minutes) if shift.on in period and gains(shift) else shift
        for place, shift in snapshot.shifts.items()
    }


def _longer(shift: Shift, minutes: int) -> Shift:
    """As much more as the shift has room for, without laying key work time over other key work time."""
    code = SHIFT_CODES.get(shift.code)
    if not shift.key_work or code is None or not code.works or code.start is None or code.end is None:
        return shift
    spans = sorted(shift.key_work)
    last = spans[-1]
    after = min(minutes, minutes_of(code.end) - minutes_of(last.end))
    spans[-1] = TimeSpan(last.start, time_of(minutes_of(last.end) + max(0, after)))
    before = min(minutes - max(0, after), minutes_of(spans[0].start) - minutes_of(code.start))
    spans[0] = TimeSpan(time_of(minutes_of(spans[0].start) - max(0, before)), spans[0].end)
    return replace(shift, key_work=tuple(spans))


def with_level(book: RuleBook, level: int | None, period: Period, unit: str | None) -> RuleBook:
    """The rules with this regime level throughout the period, in one unit or (None) in all; None: as they are."""
    if level is None:
        return book
    entry = RegimeEntry(level, period.first, period.last, unit)
    return replace(book, regime=(*_outside(book.regime, period, unit), entry))


def _outside(entries: Iterable[RegimeEntry], period: Period, unit: str | None) -> Iterable[RegimeEntry]:
    """Entries that would beat the imagined one in the period: a houseblock's own where all are meant, end before it."""
    for entry in entries:
        beats = entry.unit == unit or unit is None
        if not beats or entry.from_date > period.last or (entry.to_date and entry.to_date < period.first):
            yield entry
            continue
        if entry.from_date < period.first:
            yield replace(entry, to_date=date.fromordinal(period.first.toordinal() - 1))
        if entry.to_date is None or entry.to_date > period.last:
            yield replace(entry, from_date=date.fromordinal(period.last.toordinal() + 1))
