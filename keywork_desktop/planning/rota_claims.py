"""What each prisoner brings into the planning of a rota: his targets, and when he can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from keywork_desktop.domain.allocation import TWO_STAFF
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import Shift, TimeSpan, minutes_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.placing import Diary, smallest_spacing
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.seen import newest_sessions
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.targets import Target, targets_of
from keywork_desktop.planning.rota_plan import Units, chosen_units

DAY = timedelta(days=1)

Minutes = tuple[int, int]
"""A stretch of one day: from and to, in minutes after midnight."""


@dataclass(frozen=True)
class Claim:
    """One prisoner with at least one target.

    `minutes` maps each day on which he could be seen to the length that a session has then; days too near to a session
    already held or kept are not in it. `kept` are the days of sessions that stay. `weight` is the days since his last
    session or reception (want 2 of DOMAIN 5).
    """

    prisoner: Prisoner
    targets: tuple[Target, ...]
    weekends: tuple[Target, ...]
    staff_id: str | None
    second_staff_id: str | None
    two_staff: bool
    spacing: int
    weight: int
    minutes: Mapping[date, int]
    kept: tuple[date, ...]

    @property
    def number(self) -> str:
        return self.prisoner.prison_number

    @property
    def all_targets(self) -> tuple[Target, ...]:
        return (*self.targets, *self.weekends)

    def priority_target_on(self, day: date) -> Target | None:
        """The priority target that a session on `day` would meet on time, for which cover may be given."""
        return next((t for t in self.targets if t.priority and t.met_on_time_by(day)), None)


@dataclass(frozen=True)
class Ground:
    """The facts a rota is planned on: everything that is settled before anybody is put anywhere.

    `kept` are the sessions in the period that stay as they are; `diary` holds them and the key work time. `lost` are
    locked sessions that cannot be held: their officer is not there, or nobody is unlocked then. `snapshot` has the
    absences taken out, `absent` are these.
    """

    snapshot: Snapshot
    period: Period
    people: Mapping[str, Prisoner]
    kept: tuple[PlannedSession, ...]
    lost: tuple[PlannedSession, ...]
    present: tuple[PlannedSession, ...]
    diary: Diary
    targets: Mapping[str, tuple[Target, ...]]
    claims: tuple[Claim, ...]
    curtailed: tuple[Curtailment, ...] = ()
    units: frozenset[str | None] | None = None
    published: RotaVersion | None = None
    absent: frozenset[tuple[str, date]] = frozenset()

    @property
    def all_targets(self) -> tuple[Target, ...]:
        return tuple(target for number in sorted(self.targets) for target in self.targets[number])

    @property
    def days(self) -> list[date]:
        return days_of(self.period)

    def elsewhere(self, number: str, day: date) -> list[Minutes]:
        """When he cannot be seen that day: the unlock list, hours for which the regime is cut, and the core day.

        Of the core day only what is not taken out of the officers' key work time already.
        """
        spans = [appointment.span for appointment in self.snapshot.appointments_in_the_way(number, day)]
        if self.curtailed:
            unit = self.snapshot.prisoners[number].unit
            spans += [cut.span for cut in self.curtailed if cut.closes(unit, day)]
        if self.snapshot.core_days:
            spans += self._locked_up(number, day)
        return [(minutes_of(span.start), minutes_of(span.end)) for span in spans]

    def _locked_up(self, number: str, day: date) -> set[TimeSpan]:
        """Hours outside the core day of his unit in which an officer who may see him has key work time.

        Officers who see people of several units have it, where another unit is unlocked then.
        """
        unit = self.snapshot.prisoners[number].unit
        found = set(self._left_open.of_unit(unit, day))
        allocation = self.snapshot.allocations.get(number)
        if allocation is not None:
            for staff_id in filter(None, (allocation.staff_id, allocation.second_staff_id)):
                found.update(self._left_open.of_officer(unit, staff_id, day))
        return found

    @cached_property
    def _left_open(self) -> LeftOpen:
        return LeftOpen(self.diary)

    def free_time(self, staff_id: str, day: date) -> list[Minutes]:
        """The officer's key work time that day, less the sessions that are kept; in order."""
        spans = [(minutes_of(s.start), minutes_of(s.end)) for s in self.diary.key_work_time(staff_id, day)]
        taken = sorted((minutes_of(s.start), minutes_of(s.end)) for s in self.diary.taken(staff_id, day))
        return free_of(sorted(spans), taken)


class LeftOpen:
    """Key work time that lies outside the core day of a unit, kept once it was looked for."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary
        self._officers: dict[tuple[str | None, str, date], tuple[TimeSpan, ...]] = {}
        self._units: dict[tuple[str | None, date], frozenset[TimeSpan]] = {}

    def of_officer(self, unit: str | None, staff_id: str, day: date) -> tuple[TimeSpan, ...]:
        """Closed hours of the unit that the officer's key work time reaches into."""
        key = (unit, staff_id, day)
        if key not in self._officers:
            closed = self._diary.snapshot.core_hours.closed_on(unit, day)
            times = self._diary.key_work_time(staff_id, day) if closed else ()
            self._officers[key] = tuple(span for span in closed if any(span.overlaps(time) for time in times))
        return self._officers[key]

    def of_unit(self, unit: str | None, day: date) -> frozenset[TimeSpan]:
        """The same of all officers of the unit, who might cover."""
        key = (unit, day)
        if key not in self._units:
            here = (k.staff_id for k in self._diary.snapshot.key_workers.values() if k.unit == unit)
            self._units[key] = frozenset(span for staff_id in here for span in self.of_officer(unit, staff_id, day))
        return self._units[key]


def days_of(period: Period) -> list[date]:
    """Every day of the period, in order."""
    return [period.first + n * DAY for n in range((period.last - period.first).days + 1)]


def free_of(spans: Iterable[Minutes], taken: Sequence[Minutes]) -> list[Minutes]:
    """What is left of `spans` (in order) without what is `taken` (in order)."""
    free: list[Minutes] = []
    for start, end in spans:
        for busy, until in taken:
            if until <= start or busy >= end:
                continue
            if busy > start:
                free.append((start, busy))
            start = until
        if start < end:
            free.append((start, end))
    return free


def ground(
    snapshot: Snapshot,
    unit: Units,
    without: Iterable[tuple[str, date]],
    curtailed: Iterable[Curtailment] = (),
    only: Set[str] | None = None,
    published: RotaVersion | None = None,
) -> Ground:
    """Fix the targets, and what stays: locked sessions, and those of prisoners not of `unit` (or not among `only`).

    A session that would stay but cannot be held is in `lost`: its officer is away, the regime is cut, or it is outside
    the core day.
    """
    assert snapshot.period is not None, "a rota needs a snapshot with a period"
    period, absent, cuts = snapshot.period, set(without), all_curtailments(snapshot, curtailed)
    snapshot, units = _with_absences(snapshot, absent), chosen_units(unit)
    people = {
        number: prisoner
        for number, prisoner in sorted(snapshot.prisoners.items())
        if (units is None or prisoner.unit in units) and (only is None or number in only)
    }
    present = tuple(s for s in snapshot.planned if s.on in period)
    fixed = [s for s in present if s.locked or s.prison_number not in people]
    staying = [s for s in fixed if not cannot_be_held(s, snapshot, absent, cuts)]
    held = set(staying)
    lost = tuple(s for s in fixed if s not in held)
    diary = Diary(snapshot, staying)
    targets = {n: targets_of(p, snapshot.policies, period) for n, p in people.items() if not _gone(p, snapshot)}
    kept, gone = tuple(staying), frozenset(absent)
    made = Ground(snapshot, period, people, kept, lost, present, diary, targets, (), cuts, units, published, gone)
    outside: dict[str, list[date]] = {}
    for session in snapshot.planned:
        if session.on not in period and session.on >= snapshot.on:
            outside.setdefault(session.prison_number, []).append(session.on)
    claims = (_claim(made, number, wanted, outside.get(number, [])) for number, wanted in targets.items() if wanted)
    return replace(made, claims=tuple(claims))


def all_curtailments(snapshot: Snapshot, imagined: Iterable[Curtailment] = ()) -> tuple[Curtailment, ...]:
    """Those that are entered, and those that are only imagined so far."""
    return tuple(dict.fromkeys((*snapshot.curtailments, *imagined)))


def cannot_be_held(
    session: PlannedSession, snapshot: Snapshot, absent: Set[tuple[str, date]], cuts: Iterable[Curtailment]
) -> bool:
    """One of its officers is away that day, or his unit is not unlocked at that hour: cut, or outside the core day."""
    for staff_id in filter(None, (session.staff_id, session.second_staff_id)):
        officer = snapshot.key_workers.get(staff_id)
        if (staff_id, session.on) in absent or (officer is not None and officer.away_on(session.on)):
            return True
    prisoner = snapshot.prisoners.get(session.prison_number)
    if prisoner is not None and snapshot.core_hours.closes(prisoner.unit, session.on, session.span):
        return True
    return hit_by_a_cut(session, snapshot, cuts)


def hit_by_a_cut(session: PlannedSession, snapshot: Snapshot, cuts: Iterable[Curtailment]) -> bool:
    """The regime is cut for his unit at that hour."""
    prisoner = snapshot.prisoners.get(session.prison_number)
    return prisoner is not None and any(
        cut.closes(prisoner.unit, session.on) and cut.span.overlaps(session.span) for cut in cuts
    )


def _gone(prisoner: Prisoner, snapshot: Snapshot) -> bool:
    """Released before the plan begins; who is still there after his release date stays (DOMAIN 3)."""
    assert snapshot.period is not None
    release = prisoner.release_date
    return release is not None and snapshot.on <= release < snapshot.period.first


def _with_absences(snapshot: Snapshot, without: set[tuple[str, date]]) -> Snapshot:
    if not without:
        return snapshot
    shifts = {k: Shift(v.staff_id, v.on, v.code) if k in without else v for k, v in snapshot.shifts.items()}
    return replace(snapshot, shifts=shifts)


def _claim(made: Ground, number: str, wanted: Sequence[Target], outside: Sequence[date]) -> Claim:
    snapshot, period = made.snapshot, made.period
    prisoner = made.people[number]
    allocation = snapshot.allocations.get(number)
    staff_id = allocation.staff_id if allocation and allocation.staff_id in snapshot.key_workers else None
    held = newest_sessions(prisoner, snapshot.on, 1)
    kept = tuple(sorted(on for on in made.diary.days_of(number)))
    spacing = smallest_spacing(prisoner, snapshot)
    near = (*held, *kept, *outside)
    last = period.last
    if prisoner.release_date is not None and prisoner.release_date >= snapshot.on:
        last = min(last, prisoner.release_date)
    minutes: dict[date, int] = {}
    for n in range((last - period.first).days + 1):
        day = period.first + n * DAY
        if any(abs((day - other).days) < spacing for other in near):
            continue
        if asked := _minutes_on(wanted, day):
            minutes[day] = asked
    eve = period.first - DAY
    before = newest_sessions(prisoner, eve, 1)
    return Claim(
        prisoner=prisoner,
        targets=tuple(t for t in wanted if t.kind is PlannedKind.SESSION),
        weekends=tuple(t for t in wanted if t.kind is PlannedKind.WEEKEND),
        staff_id=staff_id,
        second_staff_id=allocation.second_staff_id if allocation else None,
        two_staff=TWO_STAFF in prisoner.active_alert_codes(snapshot.on),
        spacing=spacing,
        weight=max(1, (period.first - (before[0] if before else prisoner.reception)).days),
        minutes=minutes,
        kept=kept,
    )


def _minutes_on(targets: Sequence[Target], day: date) -> int:
    """How long a session that day would be: the longest that it would meet on time, else what it would meet late."""
    on_time = [t.rule.minutes for t in targets if t.met_on_time_by(day)]
    if on_time:
        return max(on_time)
    late = [t for t in targets if t.by < day and t.kind is PlannedKind.SESSION]
    return late[-1].rule.minutes if late else 0
