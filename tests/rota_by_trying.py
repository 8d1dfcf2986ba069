"""Every rota of a tiny prison, tried one by one: what the planning must not fall behind, and cannot get ahead of.

Written apart from the planning: of the product it uses the targets and the facts, nothing of how a rota is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from keywork_desktop.domain.obligations import obligations_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.planned import PlannedKind
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.targets import Target, targets_of
from tests.drawn_core_days import unlocked

DAY = timedelta(days=1)
Visit = tuple[date, str]
"""A session without its time: the day and the officer."""


@dataclass(frozen=True)
class Reached:
    """What a rota reaches of wants 1 to 4, each the smaller the better; `people` is how many are seen."""

    priority: int
    weighted: int
    on_time: int
    late: int
    people: int

    @property
    def wants(self) -> tuple[int, int, int, int]:
        return (self.priority, self.weighted, self.on_time, self.late)


@dataclass(frozen=True)
class Best:
    """The best rota by wants 1 to 4, and the most that priority and people could be."""

    reached: Reached
    priority: int
    people: int


def best_by_trying(snapshot: Snapshot) -> Best:
    """Tries every rota. Only for a handful of prisoners and sessions."""
    assert snapshot.period is not None
    trial = _Trial(snapshot)
    found = [trial.worth(visits) for visits in trial.rotas()]
    return Best(
        min(found, key=lambda reached: reached.wants),
        -min(reached.priority for reached in found),
        -min(reached.people for reached in found),
    )


class _Trial:
    def __init__(self, snapshot: Snapshot) -> None:
        assert snapshot.period is not None
        self.snapshot, self.period = snapshot, snapshot.period
        self.men = [snapshot.prisoners[number] for number in sorted(snapshot.prisoners)]
        self.targets = [targets_of(man, snapshot.policies, self.period) for man in self.men]
        count = (self.period.last - self.period.first).days + 1
        self.days = [self.period.first + n * DAY for n in range(count)]
        self.positions: dict[tuple[str, date], list[tuple[int, int]]] = {}

    # -- all rotas ----------------------------------------------------------------------------------------------------

    def rotas(self) -> Iterator[tuple[tuple[Visit, ...], ...]]:
        each = [list(self._visits(man, targets)) for man, targets in zip(self.men, self.targets, strict=True)]
        for visits in product(*each):
            if self._fits(visits) and self._cover_is_needed(visits):
                yield visits

    def _visits(self, man: Prisoner, targets: Sequence[Target]) -> Iterator[tuple[Visit, ...]]:
        own = self.snapshot.allocations.get(man.prison_number)
        there = []
        for day in self.days if targets else ():
            if man.release_date and day > man.release_date:
                continue
            wanted = any(t.after < day <= t.by for t in targets)
            late = any(t.by < day and t.kind is PlannedKind.SESSION for t in targets)
            for staff_id, officer in sorted(self.snapshot.key_workers.items()):
                if not self._positions(staff_id, day):
                    continue
                if own and own.staff_id == staff_id:
                    if wanted or late:
                        there.append((day, staff_id))
                elif officer.unit == man.unit and _priority(targets, day):
                    there.append((day, staff_id))
        rules = [o.rule.spacing for o in obligations_of(man, self.snapshot.policies, self.snapshot.on)]
        spacing = max(1, min(rules, default=1))
        held = [record.on for record in man.records if record.counts]
        for visits in _apart([v for v in there if all((v[0] - h).days >= spacing for h in held)], spacing):
            if all(_answers(targets, day, [before for before, _ in visits if before < day]) for day, _ in visits):
                yield visits

    def _positions(self, staff_id: str, day: date) -> list[tuple[int, int]]:
        """Where sessions may begin, each with the end of the time it lies in; lengths are 45 minutes.

        Key work time stops and begins anew where nobody whom the officer may see is unlocked.
        """
        if (staff_id, day) not in self.positions:
            shift = self.snapshot.shifts.get((staff_id, day))
            found = []
            for span in shift.key_work if shift else ():
                at, end = span.start.hour * 60 + span.start.minute, span.end.hour * 60 + span.end.minute
                begun = at
                for minute in range(at, end + 1):
                    if minute == end or not self._anybody_unlocked(staff_id, day, minute):
                        found += [(start, minute) for start in range(begun, minute - 44, 45)]
                        begun = minute + 1
            self.positions[(staff_id, day)] = found
        return self.positions[(staff_id, day)]

    def _anybody_unlocked(self, staff_id: str, day: date, minute: int) -> bool:
        his = {n for n, a in self.snapshot.allocations.items() if staff_id in (a.staff_id, a.second_staff_id)}
        units = {man.unit for man in self.men if man.prison_number in his} | {self.snapshot.key_workers[staff_id].unit}
        return any(unlocked(self.snapshot.core_days, unit, day, minute) for unit in units)

    def _fits(self, visits: Sequence[tuple[Visit, ...]]) -> bool:
        """The sessions of each officer's day can all be given a time."""
        at: dict[Visit, list[Prisoner]] = {}
        for man, his in zip(self.men, visits, strict=True):
            for visit in his:
                at.setdefault(visit, []).append(man)
        return all(self._seated(men, day, staff_id, set()) for (day, staff_id), men in at.items())

    def _seated(self, men: Sequence[Prisoner], day: date, staff_id: str, taken: set[int]) -> bool:
        if not men:
            return True
        for at, _ in self._positions(staff_id, day):
            if not self._unlocked(men[0], day, at):
                continue
            busy = [
                a
                for a in self.snapshot.appointments.get(men[0].prison_number, ())
                if a.on == day
                and a.span.start.hour * 60 + a.span.start.minute < at + 45
                and at < a.span.end.hour * 60 + a.span.end.minute
            ]
            if at not in taken and not busy and self._seated(men[1:], day, staff_id, taken | {at}):
                return True
        return False

    def _unlocked(self, man: Prisoner, day: date, at: int) -> bool:
        return all(unlocked(self.snapshot.core_days, man.unit, day, minute) for minute in range(at, at + 45))

    def _cover_is_needed(self, visits: Sequence[tuple[Visit, ...]]) -> bool:
        used = [visit for his in visits for visit in his]
        for man, targets, his in zip(self.men, self.targets, visits, strict=True):
            own = self.snapshot.allocations.get(man.prison_number)
            for day, staff_id in his:
                if own is None or own.staff_id == staff_id:
                    continue
                target = _priority(targets, day)
                assert target is not None
                window = [d for d in self.days if target.after < d <= target.by]
                if any(used.count((d, own.staff_id)) < len(self._positions(own.staff_id, d)) for d in window):
                    return False
        return True

    # -- what it is worth ---------------------------------------------------------------------------------------------

    def worth(self, visits: Sequence[tuple[Visit, ...]]) -> Reached:
        priority = weighted = on_time = late = people = 0
        for man, targets, his in zip(self.men, self.targets, visits, strict=True):
            days = sorted(day for day, _ in his)
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
        return Reached(priority, weighted, on_time, late, people)


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
        for rest in _apart([v for v in there[n + 1 :] if (v[0] - first[0]).days >= spacing], spacing):
            yield (first, *rest)
