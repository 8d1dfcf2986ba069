"""What if: each thing that would be different, said in words, and the facts as they would be with it (DOMAIN 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import groupby
from typing import TypeVar

from keywork_desktop.domain.curtailments import WHOLE_DAY, Curtailment
from keywork_desktop.domain.detail import Shift, ShiftCode, TimeSpan, hours_and_minutes, minutes_of, time_of
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import DEFAULT_CAPACITY, Allocation, KeyWorker
from keywork_desktop.domain.rulebook import LEVEL_NAMES, RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicySet
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import number, short_date, weekday

Where = tuple[str, date]
DAY = timedelta(days=1)
USUAL_START = time(14, 0)
"""When an extra officer has key work time in a unit whose detail shows none."""
EXTRA = "EXTRA"
"""The staff ID of an imagined officer begins so."""


@dataclass(frozen=True, slots=True)
class OtherLevel:
    """A regime level throughout the period, in one unit or (None) in all."""

    level: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class OtherPolicy:
    """A policy set in force throughout the period, in one unit or (None) in all; it sets regime levels aside."""

    policy: PolicySet
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Officers who are not there from `first` to `last`, both included."""

    staff_ids: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class OtherTime:
    """So many minutes of key work time more (or, below 0, less) on each day that has some.

    For one officer, for those of a unit, or for everyone.
    """

    minutes: int
    staff_id: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class RegimeCut:
    """The regime curtailed for days, or hours of them."""

    cut: Curtailment


@dataclass(frozen=True, slots=True)
class ExtraOfficer:
    """An officer more in a unit, with `minutes` of key work time from Monday to Friday.

    He is key worker of those in the unit who have none, as far as his places go, and covers for priority groups.
    """

    unit: str
    minutes: int


If = OtherLevel | OtherPolicy | Away | OtherTime | RegimeCut | ExtraOfficer


@dataclass(frozen=True)
class Imagined:
    """The facts as they would be, and the officers who are away on days."""

    snapshot: Snapshot
    away: frozenset[Where]


def imagined(snapshot: Snapshot, ifs: Iterable[If]) -> Imagined:
    """The facts of `snapshot` with everything in `ifs` in place, in its period; of two alike the later one holds.

    Nothing else is different: planning them is what planning would give if all of it were entered.
    """
    period = snapshot.period
    assert period is not None, "what if needs a snapshot with a period"
    away: set[Where] = set()
    for one in sorted(ifs, key=_before_others):
        match one:
            case OtherLevel(level, unit):
                snapshot = replace(snapshot, policies=with_level(snapshot.policies, level, period, unit))
            case OtherPolicy(policy, unit):
                snapshot = replace(
                    snapshot, policies=with_policy(snapshot.policies, policy, period, unit, snapshot.units)
                )
            case Away(staff_ids, first, last):
                away |= {(staff_id, day) for staff_id in staff_ids for day in _days(first, last)}
            case OtherTime():
                snapshot = replace(snapshot, shifts=with_other_time(snapshot, one))
            case RegimeCut(cut):
                snapshot = replace(snapshot, curtailments=(*snapshot.curtailments, cut))
            case ExtraOfficer():
                snapshot = with_extra_officer(snapshot, one)
    return Imagined(snapshot, frozenset(away))


def _before_others(one: If) -> int:
    """Who gets more time includes an extra officer, and a level is set over a policy, whatever was thought of first."""
    return next((place for place, kind in enumerate((ExtraOfficer, OtherPolicy)) if isinstance(one, kind)), 2)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


# -- rules -------------------------------------------------------------------------------------------------------------


def with_level(book: RuleBook, level: int, period: Period, unit: str | None) -> RuleBook:
    """The rules with this regime level throughout the period, in one unit or (None) in all."""
    entry = RegimeEntry(level, period.first, period.last, unit)
    return replace(book, regime=(*_outside(book.regime, period, unit), entry))


def with_policy(book: RuleBook, policy: PolicySet, period: Period, unit: str | None, units: Iterable[str]) -> RuleBook:
    """The rules with this set in force throughout the period, in one unit or (None) in all, where no level is then set.

    A level of the whole establishment is kept for the other `units`.
    """
    entry = PolicyInForce(policy, period.first, period.last, unit)
    in_force = (*_outside(book.in_force, period, unit), entry)
    regime = tuple(_outside(book.regime, period, unit))
    if any(each.unit is None and _touches(each, period) for each in regime):
        others = sorted({*units, *book.units} - {unit})
        kept = (level for other in others for level in _levels(book, period, other))
        regime = (*_outside(book.regime, period, None), *kept)
    return replace(book, in_force=in_force, regime=regime)


def _touches(entry: RegimeEntry, period: Period) -> bool:
    return entry.from_date <= period.last and (entry.to_date is None or entry.to_date >= period.first)


def _levels(book: RuleBook, period: Period, unit: str) -> Iterator[RegimeEntry]:
    """The levels of the unit in the period, as entries of its own."""
    for level, days in groupby(_days(period.first, period.last), key=lambda day: book.level_on(day, unit)):
        of_level = list(days)
        if level is not None:
            yield RegimeEntry(level, of_level[0], of_level[-1], unit)


_Entry = TypeVar("_Entry", PolicyInForce, RegimeEntry)


def _outside(entries: Iterable[_Entry], period: Period, unit: str | None) -> Iterator[_Entry]:
    """Entries that would beat the imagined one, as they are outside the period: a unit's own, where all are meant."""
    # Cut off on the same day, of two entries the later one is to stay the stronger: it comes first.
    for entry in sorted(entries, key=lambda entry: entry.from_date, reverse=True):
        beats = entry.unit == unit or unit is None
        if not beats or entry.from_date > period.last or (entry.to_date and entry.to_date < period.first):
            yield entry
            continue
        if entry.from_date < period.first:
            yield replace(entry, to_date=period.first - DAY)
        if entry.to_date is None or entry.to_date > period.last:
            yield replace(entry, from_date=period.last + DAY)


# -- time --------------------------------------------------------------------------------------------------------------


def with_other_time(snapshot: Snapshot, wish: OtherTime) -> Mapping[Where, Shift]:
    """The shifts of the period with more or less key work time on each day that has some.

    More goes after what there is, or before it where the shift ends there; less is taken from the end.
    """
    period = snapshot.period

    def meant(shift: Shift) -> bool:
        officer = snapshot.key_workers.get(shift.staff_id)
        if period is None or shift.on not in period or officer is None:
            return False
        return shift.staff_id == wish.staff_id if wish.staff_id else wish.unit in (None, officer.unit)

    def changed(shift: Shift) -> Shift:
        if wish.minutes < 0:
            return _shorter(shift, -wish.minutes)
        return _longer(shift, wish.minutes, snapshot.shift_codes.get(shift.code))

    return {place: changed(shift) if meant(shift) else shift for place, shift in snapshot.shifts.items()}


def _longer(shift: Shift, minutes: int, code: ShiftCode | None) -> Shift:
    """As much more as the shift has room for, without laying key work time over other key work time."""
    if not shift.key_work or code is None or not code.works or code.start is None or code.end is None:
        return shift
    spans = sorted(shift.key_work)
    last = spans[-1]
    after = min(minutes, minutes_of(code.end) - minutes_of(last.end))
    spans[-1] = TimeSpan(last.start, time_of(minutes_of(last.end) + max(0, after)))
    before = min(minutes - max(0, after), minutes_of(spans[0].start) - minutes_of(code.start))
    spans[0] = TimeSpan(time_of(minutes_of(spans[0].start) - max(0, before)), spans[0].end)
    return replace(shift, key_work=tuple(spans))


def _shorter(shift: Shift, minutes: int) -> Shift:
    kept: list[TimeSpan] = []
    for span in sorted(shift.key_work, reverse=True):
        gone = min(minutes, span.minutes)
        minutes -= gone
        if gone < span.minutes:
            kept.append(TimeSpan(span.start, time_of(minutes_of(span.end) - gone)))
    return replace(shift, key_work=tuple(sorted(kept)))


def with_extra_officer(snapshot: Snapshot, wish: ExtraOfficer) -> Snapshot:
    """The facts with one officer more: on shift from Monday to Friday when the unit's others have key work time."""
    period = snapshot.period
    assert period is not None
    ordinal = sum(staff_id.startswith(EXTRA) for staff_id in snapshot.key_workers) + 1
    officer = KeyWorker(f"{EXTRA}{ordinal}", "Extra officer", number(ordinal), wish.unit)
    start = _usual_start(snapshot, wish)
    span = TimeSpan(start, time_of(minutes_of(start) + wish.minutes))
    days = (day for day in _days(period.first, period.last) if day.weekday() < 5)
    shifts = {(officer.staff_id, day): Shift(officer.staff_id, day, "M", (span,)) for day in days}
    alone = [n for n, man in sorted(snapshot.prisoners.items()) if man.unit == wish.unit]
    alone = [n for n in alone if n not in snapshot.allocations][:DEFAULT_CAPACITY]
    return replace(
        snapshot,
        key_workers={**snapshot.key_workers, officer.staff_id: officer},
        shifts={**snapshot.shifts, **shifts},
        allocations={**snapshot.allocations, **{n: Allocation(n, officer.staff_id, snapshot.on) for n in alone}},
    )


def _usual_start(snapshot: Snapshot, wish: ExtraOfficer) -> time:
    """The commonest start of key work time in the unit from which the minutes fit into the day; the later of equals."""
    starts: Counter[time] = Counter()
    for shift in snapshot.shifts.values():
        officer = snapshot.key_workers.get(shift.staff_id)
        if officer is not None and officer.unit == wish.unit:
            starts.update(span.start for span in shift.key_work)
    latest = 24 * 60 - 1 - wish.minutes
    fitting = {start: count for start, count in starts.items() if minutes_of(start) <= latest}
    return max(fitting, key=lambda start: (fitting[start], start), default=USUAL_START)


# -- words -------------------------------------------------------------------------------------------------------------


def if_words(one: If, snapshot: Snapshot) -> str:
    """`KHAN, Omar away from Mon 23 Nov to Fri 27 Nov`: what would be different, as a manager says it."""
    match one:
        case OtherLevel(level, unit):
            return f"Level {level}, {LEVEL_NAMES[level]}, throughout{_in(unit)}"
        case OtherPolicy(policy, unit):
            return f"“{policy.name}” in force throughout{_in(unit)}, no regime level"
        case Away(staff_ids, first, last):
            return f"{'; '.join(_name(snapshot, each) for each in staff_ids)} away {_when(first, last)}"
        case OtherTime(minutes, staff_id, unit):
            of = f" for {_name(snapshot, staff_id)}" if staff_id else f" for everyone{_in(unit)}"
            word = "more" if minutes > 0 else "less"
            return f"{hours_and_minutes(abs(minutes))} {word} key work time a day{of}"
        case RegimeCut(cut):
            hours = "" if cut.span == WHOLE_DAY else f", {cut.hours}"
            return f"Regime curtailed {_when(cut.first, cut.last)}{hours}{_in(cut.unit)}"
        case ExtraOfficer(unit, minutes):
            return f"One officer more{_in(unit)}, {hours_and_minutes(minutes)} of key work time Monday to Friday"


def _in(unit: str | None) -> str:
    return f" in {unit_name(unit)}" if unit else ""


def _when(first: date, last: date) -> str:
    days = [f"{weekday(day)} {short_date(day)}" for day in (first, last)]
    return f"on {days[0]}" if first == last else f"from {days[0]} to {days[1]}"


def _name(snapshot: Snapshot, staff_id: str) -> str:
    officer = snapshot.key_workers.get(staff_id)
    return officer.name if officer else staff_id
