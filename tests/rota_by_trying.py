"""Every rota of a tiny prison, tried one by one: what the planning must not fall behind, and cannot get ahead of.

Written apart from the planning: of the product it uses the targets and the facts, nothing of how a rota is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from keywork_desktop.domain.obligations import obligations_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.targets import Target, targets_of
from tests.drawn_core_days import unlocked

DAY = timedelta(days=1)
Span = tuple[int, int]
Where = tuple[str, str, date, time]
"""Whom, by whom, when."""


@dataclass(frozen=True)
class Visit:
    """One session: the day, the officers, from and to in minutes after midnight."""

    day: date
    staff_id: str
    start: int
    end: int
    second: str | None = None

    @property
    def officers(self) -> tuple[str, ...]:
        return (self.staff_id, self.second) if self.second else (self.staff_id,)

    def clashes(self, other: Visit) -> bool:
        same = self.day == other.day and set(self.officers) & set(other.officers)
        return bool(same) and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Reached:
    """What a rota reaches, each the smaller the better.

    Wants 1 to 4; want 5 as sessions to stay that do not; then cover, sessions, and want 6 (each houseblock's sessions
    of a day squared, then each officer's). `people` is how many are seen.
    """

    priority: int
    weighted: int
    on_time: int
    late: int
    moved: int
    cover: int
    sessions: int
    by_unit: int
    by_officer: int
    people: int

    @property
    def wants(self) -> tuple[int, int, int, int]:
        """Wants 1 to 4."""
        return (self.priority, self.weighted, self.on_time, self.late)

    @property
    def all_wants(self) -> tuple[int, ...]:
        """Wants 1 to 6, in their order."""
        return (*self.wants, self.moved, self.cover, self.sessions, self.by_unit, self.by_officer)


@dataclass(frozen=True)
class Best:
    """The best rota, and the most that priority and people could be."""

    reached: Reached
    priority: int
    people: int


def best_by_trying(snapshot: Snapshot, staying: Sequence[Where] = ()) -> Best:
    """Tries every rota. Only for a handful of prisoners and sessions. `staying` are the places of want 5."""
    trial = _Trial(snapshot, staying)
    found = [trial.worth(visits) for visits in trial.rotas()]
    return Best(
        min(found, key=lambda reached: reached.all_wants),
        -min(reached.priority for reached in found),
        -min(reached.people for reached in found),
    )


def least_changes(snapshot: Snapshot, held: Sequence[PlannedSession], counted: Sequence[Target]) -> tuple[int, int]:
    """How many of `counted` priority targets can be met, and how few of the sessions `held` must then change."""
    trial = _Trial(snapshot, [(s.prison_number, s.staff_id, s.on, s.start) for s in held])

    def worth(visits: Sequence[tuple[Visit, ...]]) -> tuple[int, int]:
        met = sum(
            target.priority and target in counted and any(target.after < visit.day <= target.by for visit in his)
            for targets, his in zip(trial.targets, visits, strict=True)
            for target in targets
        )
        return -met, trial.worth(visits).moved

    met, moved = min(worth(visits) for visits in trial.rotas())
    return -met, moved


def reached_by(snapshot: Snapshot, planned: Sequence[PlannedSession], staying: Sequence[Where] = ()) -> Reached:
    """What the sessions of a plan reach, by the same measure."""
    trial = _Trial(snapshot, staying)
    visits = []
    for man in trial.men:
        his = [s for s in planned if s.prison_number == man.prison_number and not s.locked]
        visits.append(
            tuple(Visit(s.on, s.staff_id, _at(s.start), _at(s.start) + s.minutes, s.second_staff_id) for s in his)
        )
    return trial.worth(visits)


def _at(moment: time) -> int:
    return moment.hour * 60 + moment.minute


class _Trial:
    def __init__(self, snapshot: Snapshot, staying: Sequence[Where]) -> None:
        assert snapshot.period is not None
        self.snapshot, self.period, self.staying = snapshot, snapshot.period, list(staying)
        self.men = [snapshot.prisoners[number] for number in sorted(snapshot.prisoners)]
        self.targets = [targets_of(man, snapshot.policies, self.period) for man in self.men]
        count = (self.period.last - self.period.first).days + 1
        self.days = [self.period.first + n * DAY for n in range(count)]
        self.locked: dict[str, list[Visit]] = {man.prison_number: [] for man in self.men}
        for s in snapshot.planned:
            if s.locked:
                visit = Visit(s.on, s.staff_id, _at(s.start), _at(s.start) + s.minutes, s.second_staff_id)
                self.locked[s.prison_number].append(visit)
        self.spans: dict[tuple[str, date], list[Span]] = {}
        self.positions = self._all_positions()

    # -- where sessions may begin -------------------------------------------------------------------------------------

    def _free(self, staff_id: str, day: date) -> list[Span]:
        """The officer's key work time without the sessions that are locked.

        It stops and begins anew where nobody whom he may see is unlocked.
        """
        if (staff_id, day) not in self.spans:
            self.spans[(staff_id, day)] = self._found_free(staff_id, day)
        return self.spans[(staff_id, day)]

    def _found_free(self, staff_id: str, day: date) -> list[Span]:
        shift = self.snapshot.shifts.get((staff_id, day))
        free: list[Span] = []
        for span in shift.key_work if shift else ():
            begun = _at(span.start)
            for minute in range(begun, _at(span.end) + 1):
                if minute == _at(span.end) or not self._anybody_unlocked(staff_id, day, minute):
                    free += [(begun, minute)] if begun < minute else []
                    begun = minute + 1
        for visit in (v for his in self.locked.values() for v in his if v.day == day and staff_id in v.officers):
            free = [
                piece
                for begin, end in free
                for piece in ((begin, min(end, visit.start)), (max(begin, visit.end), end))
                if piece[0] < piece[1]
            ]
        return free

    def _anybody_unlocked(self, staff_id: str, day: date, minute: int) -> bool:
        his = {n for n, a in self.snapshot.allocations.items() if staff_id in (a.staff_id, a.second_staff_id)}
        units = {man.unit for man in self.men if man.prison_number in his} | {self.snapshot.key_workers[staff_id].unit}
        return any(unlocked(self.snapshot.core_days, unit, day, minute) for unit in units)

    def _all_positions(self) -> dict[tuple[str, date], set[int]]:
        """Back to back from the beginning of each stretch, in every order of the lengths that meet there."""
        asks: list[tuple[tuple[str, ...], date, int]] = []
        for man, targets in zip(self.men, self.targets, strict=True):
            for day in self.days:
                minutes = self._minutes(man, targets, day)
                if minutes:
                    asks += [(officers, day, minutes) for officers in self._officers(man, targets, day)]
        found = {(s, d): {begin for begin, _ in self._free(s, d)} for s in self.snapshot.key_workers for d in self.days}
        while True:
            before = sum(map(len, found.values()))
            for officers, day, minutes in asks:
                moments = set().union(*(found[(staff_id, day)] for staff_id in officers))
                for at in moments:
                    if all(self._inside(staff_id, day, at, minutes) for staff_id in officers):
                        for staff_id in officers:
                            found[(staff_id, day)].add(at + minutes)
            if sum(map(len, found.values())) == before:
                return found

    def _inside(self, staff_id: str, day: date, at: int, minutes: int) -> bool:
        return any(begin <= at and at + minutes <= end for begin, end in self._free(staff_id, day))

    # -- one man ------------------------------------------------------------------------------------------------------

    def _minutes(self, man: Prisoner, targets: Sequence[Target], day: date) -> int:
        """How long a session would be that day: as the targets ask that it meets; 0 where it would be for nothing."""
        now = [t.rule.minutes for t in targets if t.after < day <= t.by]
        late = [t.rule.minutes for t in targets if t.by < day and t.kind is PlannedKind.SESSION]
        return max(now) if now else late[-1] if late else 0

    def _officers(self, man: Prisoner, targets: Sequence[Target], day: date) -> Iterator[tuple[str, ...]]:
        """Who may see him that day: his own key worker, or another of his houseblock for a priority target."""
        own = self.snapshot.allocations.get(man.prison_number)
        two = "RNO121" in man.active_alert_codes(self.snapshot.on)
        second = own.second_staff_id if own and two else None
        if two and second is None:
            return
        for staff_id, officer in sorted(self.snapshot.key_workers.items()):
            his = own is not None and own.staff_id == staff_id
            if his or (officer.unit == man.unit and _priority(targets, day)):
                if second is None:
                    yield (staff_id,)
                elif second != staff_id:
                    yield (staff_id, second)

    def _possible(self, man: Prisoner, targets: Sequence[Target]) -> Iterator[Visit]:
        for day in self.days:
            minutes = self._minutes(man, targets, day)
            if not minutes or (man.release_date and day > man.release_date):
                continue
            for officers in self._officers(man, targets, day):
                moments = set().union(*(self.positions[(staff_id, day)] for staff_id in officers))
                for at in sorted(moments):
                    there = all(self._inside(staff_id, day, at, minutes) for staff_id in officers)
                    if there and not self._elsewhere(man, day, at, at + minutes):
                        yield Visit(day, officers[0], at, at + minutes, officers[1] if len(officers) > 1 else None)

    def _elsewhere(self, man: Prisoner, day: date, start: int, end: int) -> bool:
        his = self.snapshot.appointments.get(man.prison_number, ())
        if not all(unlocked(self.snapshot.core_days, man.unit, day, minute) for minute in range(start, end)):
            return True
        return any(a.on == day and _at(a.span.start) < end and start < _at(a.span.end) for a in his)

    def _visits(self, man: Prisoner, targets: Sequence[Target]) -> Iterator[tuple[Visit, ...]]:
        rules = [o.rule.spacing for o in obligations_of(man, self.snapshot.policies, self.snapshot.on)]
        spacing = max(1, min(rules, default=1))
        kept = [visit.day for visit in self.locked[man.prison_number]]
        held = [record.on for record in man.records if record.counts] + kept
        there = [v for v in self._possible(man, targets) if all(abs((v.day - h).days) >= spacing for h in held)]
        for visits in _apart(there, spacing):
            days = [visit.day for visit in visits] + kept
            if all(_answers(targets, v.day, [before for before in days if before < v.day]) for v in visits):
                yield visits

    # -- all rotas ----------------------------------------------------------------------------------------------------

    def rotas(self) -> Iterator[tuple[tuple[Visit, ...], ...]]:
        each = [list(self._visits(man, targets)) for man, targets in zip(self.men, self.targets, strict=True)]
        for visits in self._together(each, []):
            if self._cover_is_needed(visits):
                yield visits

    def _together(
        self, each: Sequence[Sequence[tuple[Visit, ...]]], so_far: list[tuple[Visit, ...]]
    ) -> Iterator[tuple[tuple[Visit, ...], ...]]:
        if len(so_far) == len(each):
            yield tuple(so_far)
            return
        for his in each[len(so_far)]:
            if not any(visit.clashes(other) for visit in his for others in so_far for other in others):
                yield from self._together(each, [*so_far, his])

    def _cover_is_needed(self, visits: Sequence[tuple[Visit, ...]]) -> bool:
        for man, targets, his in zip(self.men, self.targets, visits, strict=True):
            own = self.snapshot.allocations.get(man.prison_number)
            for visit in his:
                if own is None or own.staff_id == visit.staff_id:
                    continue
                target = _priority(targets, visit.day)
                assert target is not None
                if any(self._has_time(own.staff_id, day, target, visits) for day in self.days):
                    return False
        return True

    def _has_time(self, staff_id: str, day: date, target: Target, visits: Sequence[tuple[Visit, ...]]) -> bool:
        """Room for one more session of that length on a day of the target's window."""
        if not target.after < day <= target.by:
            return False
        minutes = target.rule.minutes
        used = [v for his in visits for v in his if v.day == day and staff_id in v.officers]
        for begin, end in self._free(staff_id, day):
            at = begin
            while at + minutes <= end:
                clash = [v.end for v in used if v.start < at + minutes and at < v.end]
                if not clash:
                    return True
                at = max(clash)
        return False

    # -- what it is worth ---------------------------------------------------------------------------------------------

    def worth(self, visits: Sequence[tuple[Visit, ...]]) -> Reached:
        priority = weighted = on_time = late = people = cover = 0
        units, officers, places = Counter[object](), Counter[object](), set[Where]()
        for man, targets, chosen in zip(self.men, self.targets, visits, strict=True):
            own = self.snapshot.allocations.get(man.prison_number)
            every = (*chosen, *self.locked[man.prison_number])
            cover += sum(own is None or own.staff_id != visit.staff_id for visit in chosen)
            units.update((man.unit, visit.day) for visit in every)
            officers.update((officer, visit.day) for visit in every for officer in visit.officers)
            places.update((man.prison_number, v.staff_id, v.day, time(v.start // 60, v.start % 60)) for v in every)
            days = sorted(visit.day for visit in every)
            if days and targets:
                people -= 1
                held = [record.on for record in man.records if record.counts]
                weighted -= (self.period.first - max(held, default=man.reception)).days
            for target in targets:
                if any(target.after < day <= target.by for day in days):
                    on_time -= 1
                    priority -= target.priority
                    continue
                after = [d for d in days if d > target.by and target.kind is PlannedKind.SESSION]
                late += (min(after, default=self.period.last) - target.by).days
        return Reached(
            priority,
            weighted,
            on_time,
            late,
            sum(place not in places for place in self.staying),
            cover,
            sum(map(len, visits)),
            sum(n * n for n in units.values()),
            sum(n * n for n in officers.values()),
            people,
        )


def _priority(targets: Sequence[Target], day: date) -> Target | None:
    return next((t for t in targets if t.priority and t.after < day <= t.by), None)


def _answers(targets: Sequence[Target], day: date, before: Sequence[date]) -> bool:
    """A session on `day` is for something that those `before` have not met: nobody is seen to fill the time."""
    on_time = [t for t in targets if t.after < day <= t.by and not any(t.after < b <= t.by for b in before)]
    late = [t for t in targets if t.by < day and t.kind is PlannedKind.SESSION and not any(t.after < b for b in before)]
    return bool(on_time or late)


def _apart(there: Sequence[Visit], spacing: int) -> Iterator[tuple[Visit, ...]]:
    yield ()
    for n, first in enumerate(there):
        for rest in _apart([v for v in there[n + 1 :] if (v.day - first.day).days >= spacing], spacing):
            yield (first, *rest)
