"""A rota: obligations put into key work time, earliest due first (DOMAIN 5).

Each key worker's slots are filled in the order of time; each goes to the one of his caseload who has been due longest,
priority groups before the others. The plan keeps every must of DOMAIN 5; it does not claim to be the best there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from time import perf_counter

from keywork_desktop.domain.allocation import TWO_STAFF
from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.placing import Diary, first_free_start, free_starts, slots, smallest_spacing
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.seen import newest_sessions
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.targets import Target, TargetOutcome, outcomes, targets_of
from keywork_desktop.domain.wording import long_date

Progress = Callable[[float], None]
"""Told how much of the work is done, from 0 to 1; may raise to cancel."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A target that is not met on time: which rule of DOMAIN 5 stopped it, said in words, and what would mend it."""

    outcome: TargetOutcome
    reason_code: str
    why: str
    needs: str


@dataclass(frozen=True)
class Plan:
    """A proposed rota and how it answers its targets. Nothing is stored until it is applied.

    `people` are the prisoners planned for, `kept` the locked sessions that stay, also among `planned`. `proven_best`
    stays false and `bound` empty for a plan that was not proven; `slots_*` count sessions of the length of the longest
    target.
    """

    period: Period
    planned: tuple[PlannedSession, ...]
    outcomes: tuple[TargetOutcome, ...]
    left_out: tuple[LeftOut, ...]
    slots_total: int
    slots_used: int
    seconds: float
    people: frozenset[str] = frozenset()
    kept: tuple[PlannedSession, ...] = ()
    moved_from_published: int = 0
    bound: Mapping[str, int] = field(default_factory=dict)
    proven_best: bool = False

    @property
    def targets(self) -> int:
        return len(self.outcomes)

    @property
    def met_on_time(self) -> int:
        return sum(outcome.on_time for outcome in self.outcomes)

    @property
    def priority_targets(self) -> int:
        return sum(outcome.target.priority for outcome in self.outcomes)

    @property
    def priority_met_on_time(self) -> int:
        return sum(outcome.target.priority and outcome.on_time for outcome in self.outcomes)

    @property
    def people_due(self) -> int:
        """Prisoners with at least one target."""
        return len({outcome.target.prison_number for outcome in self.outcomes})

    @property
    def people_seen(self) -> int:
        """Prisoners with a target who get at least one session."""
        seen = {session.prison_number for session in self.planned}
        return len({outcome.target.prison_number for outcome in self.outcomes} & seen)

    @property
    def lateness_days(self) -> int:
        return sum(outcome.lateness(self.period.last) for outcome in self.outcomes)


def plan_rota(
    snapshot: Snapshot,
    *,
    unit: str | None = None,
    without: Set[tuple[str, date]] = frozenset(),
    progress: Progress | None = None,
) -> Plan:
    """A rota for the snapshot's period, for everyone or for the prisoners of one unit.

    `without` names officers who are not there on a day. Locked sessions stay where they are; sessions of prisoners
    outside `unit` keep their time. The same facts give the same plan.
    """
    assert snapshot.period is not None, "a rota needs a snapshot with a period"
    began, period = perf_counter(), snapshot.period
    snapshot = _with_absences(snapshot, without)
    people = {number: p for number, p in snapshot.prisoners.items() if unit is None or p.unit == unit}
    kept = tuple(s for s in snapshot.planned if s.on in period and (s.locked or s.prison_number not in people))
    diary = Diary(snapshot, kept)
    wanted = {number: targets_of(person, snapshot.policies, period) for number, person in sorted(people.items())}
    caseloads: dict[str, list[_Wish]] = {}
    for number, targets in wanted.items():
        allocation = snapshot.allocations.get(number)
        if allocation and targets:
            wish = _Wish.of(people[number], targets, snapshot, allocation.second_staff_id)
            caseloads.setdefault(allocation.staff_id, []).append(wish)
    days = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
    for done, day in enumerate(days):
        if progress:
            progress(done / len(days))
        for staff_id in sorted(caseloads):
            _fill_day(diary, staff_id, caseloads[staff_id], day)
    answered = outcomes((t for targets in wanted.values() for t in targets), diary.planned)
    usual = 45 if not answered else max(o.target.rule.minutes for o in answered)
    officers = {k.staff_id for k in snapshot.key_workers.values() if unit is None or k.unit == unit}
    times = [diary.key_work_time(s, day) for s, day in snapshot.shifts if day in period and s in officers]
    return Plan(
        period=period,
        planned=tuple(sorted((s for s in diary.planned if s.prison_number in people), key=_in_order)),
        outcomes=answered,
        left_out=tuple(_left_out(snapshot, diary, outcome) for outcome in answered if not outcome.on_time),
        slots_total=sum(slots(time, usual) for time in times),
        slots_used=sum(session.staff_id in officers for session in diary.planned),
        seconds=round(perf_counter() - began, 3),
        people=frozenset(people),
        kept=tuple(s for s in kept if s.prison_number in people),
        moved_from_published=0,
    )


def _in_order(session: PlannedSession) -> tuple[object, ...]:
    return (session.on, session.start, session.staff_id, session.prison_number)


def _with_absences(snapshot: Snapshot, without: Set[tuple[str, date]]) -> Snapshot:
    if not without:
        return snapshot
    shifts = {k: Shift(v.staff_id, v.on, v.code) if k in without else v for k, v in snapshot.shifts.items()}
    return replace(snapshot, shifts=shifts)


@dataclass(slots=True)
class _Wish:
    """One prisoner while the plan is made: what he is still waiting for, and when he was or will be seen."""

    prisoner: Prisoner
    targets: Sequence[Target]
    spacing: int
    last_held: date | None
    two_staff: bool
    second_staff_id: str | None

    @classmethod
    def of(cls, prisoner: Prisoner, targets: Sequence[Target], snapshot: Snapshot, second: str | None) -> _Wish:
        held = newest_sessions(prisoner, snapshot.on, 1)
        two_staff = TWO_STAFF in prisoner.active_alert_codes(snapshot.on)
        spacing = smallest_spacing(prisoner, snapshot)
        return cls(prisoner, targets, spacing, held[0] if held else None, two_staff, second)

    def open_target(self, day: date, planned: Sequence[date]) -> tuple[date, Target] | None:
        """The target that a session on `day` would meet, with the oldest due date he waits for; None without one."""
        if any(abs((day - other).days) < self.spacing for other in planned):
            return None
        if self.last_held and abs((day - self.last_held).days) < self.spacing:
            return None
        answering = [t for t in self.targets if t.met_on_time_by(day) and not _met(t, planned)]
        if not answering:
            return None
        target = min(answering, key=lambda t: (not t.priority, t.by))
        passed = [t for t in self.targets if t.by < day and t.kind is PlannedKind.SESSION]
        unmet = [t for t in passed if not _met_late(t, planned)]
        return min(t.due_on for t in (target, *unmet)), target


def _met(target: Target, planned: Iterable[date]) -> bool:
    return any(target.met_on_time_by(day) for day in planned)


def _met_late(target: Target, planned: Iterable[date]) -> bool:
    return any(target.after < day for day in planned)


def _fill_day(diary: Diary, staff_id: str, caseload: Sequence[_Wish], day: date) -> None:
    """Give the officer's free key work time on `day` to those who have waited longest for it."""
    if not diary.key_work_time(staff_id, day):
        return
    waiting = []
    for wish in caseload:
        if found := wish.open_target(day, diary.days_of(wish.prisoner.prison_number)):
            oldest, target = found
            waiting.append((not target.priority, oldest, target.by, wish.prisoner.prison_number, wish, target))
    for *_, wish, target in sorted(waiting, key=lambda entry: entry[:4]):
        if wish.two_staff and not wish.second_staff_id:
            continue
        second = wish.second_staff_id if wish.two_staff else None
        start = first_free_start(diary, wish.prisoner.prison_number, staff_id, day, target.rule.minutes, second)
        if start is None:
            continue
        diary.add(
            PlannedSession(
                prison_number=wish.prisoner.prison_number,
                staff_id=staff_id,
                on=day,
                start=start,
                minutes=target.rule.minutes,
                kind=target.kind,
                rule=target.rule.id,
                target=target.by,
                due_on=target.due_on,
                priority=target.priority,
                second_staff_id=second,
            )
        )


def _left_out(snapshot: Snapshot, diary: Diary, outcome: TargetOutcome) -> LeftOut:
    """Why the target is not met on time, and what would mend it (DOMAIN 5)."""
    target = outcome.target
    number, minutes, by = target.prison_number, target.rule.minutes, long_date(target.by)
    allocation = snapshot.allocations.get(number)
    key_worker = snapshot.key_worker_of(number)
    if allocation is None or key_worker is None:
        return LeftOut(outcome, "no_key_worker", "He has no key worker.", "A key worker: allocate him.")
    name = key_worker.name
    two_staff = TWO_STAFF in snapshot.prisoners[number].active_alert_codes(snapshot.on)
    if two_staff and not allocation.second_staff_id:
        why = "No one-to-one, and no second officer is named."
        return LeftOut(outcome, "needs_second_officer", why, "A second officer: name one with the allocation.")
    days = [target.after + timedelta(days=n) for n in range(1, (target.by - target.after).days + 1)]
    with_time = [day for day in days if slots(diary.key_work_time(key_worker.staff_id, day), minutes)]
    if not with_time:
        why = f"{name} has no key work time by {by}."
        return LeftOut(outcome, "no_key_work_time", why, f"{minutes} minutes of key work time for {name} by {by}.")
    free = [d for d in with_time if _has_room(diary, key_worker.staff_id, d, minutes)]
    if not free:
        why = f"All key work time of {name} by {by} went to people who have waited longer."
        return LeftOut(outcome, "slots_taken", why, f"{minutes} more minutes of key work time for {name} by {by}.")
    if two_staff:
        why = "The second officer has no key work time at the same hour."
        return LeftOut(outcome, "needs_second_officer", why, f"Key work time for both officers at one hour by {by}.")
    why = f"He is elsewhere, or was seen too shortly before, whenever {name} has time by {by}."
    return LeftOut(outcome, "prisoner_unavailable", why, f"{minutes} minutes for {name} at another hour by {by}.")


def _has_room(diary: Diary, staff_id: str, day: date, minutes: int) -> bool:
    return next(free_starts(diary.key_work_time(staff_id, day), diary.taken(staff_id, day), minutes), None) is not None
