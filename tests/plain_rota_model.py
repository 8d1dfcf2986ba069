"""A plain model of a rota without cover, straight from DOMAIN 5: what the planning has to reach in wants 1, 2 and 3.

Written apart from the planning and sharing no code with it beyond the facts and the targets: one binary for each
prisoner, day and start. Sessions of one length only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import highspy
import numpy as np

from keywork_desktop.domain.obligations import obligations_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.targets import Target, targets_of

DAY = timedelta(days=1)
When = tuple[date, int]
"""A day, and the start in minutes after midnight."""


@dataclass(frozen=True)
class Reached:
    """Priority targets met on time, people seen weighted by days since, all targets met on time."""

    priority: int
    weighted: int
    on_time: int


def without_cover(snapshot: Snapshot) -> Snapshot:
    """The same facts with nobody there who could cover: no officer belongs to a houseblock."""
    return replace(snapshot, key_workers={n: replace(k, unit=None) for n, k in snapshot.key_workers.items()})


def reached_by(snapshot: Snapshot, planned: Iterable[PlannedSession]) -> Reached:
    """What these sessions reach, counted apart from the planning."""
    assert snapshot.period is not None
    days: dict[str, set[date]] = defaultdict(set)
    for session in planned:
        days[session.prison_number].add(session.on)
    priority = weighted = on_time = 0
    for man, targets in _people(snapshot):
        met = [t for t in targets if any(t.after < day <= t.by for day in days[man.prison_number])]
        priority += sum(t.priority for t in met)
        on_time += len(met)
        weighted += _weight(snapshot, man) if days[man.prison_number] else 0
    return Reached(priority, weighted, on_time)


def best_without_cover(snapshot: Snapshot, minutes: int = 45) -> Reached:
    """The best that wants 1, 2 and 3 can be, in that order; nobody is covered, nothing is on the rota yet."""
    built = _built(snapshot, minutes)
    priority = {met: 1.0 for target, met in built.met.items() if target.priority}
    weighted = {seen: float(_weight(snapshot, snapshot.prisoners[number])) for number, seen in built.seen.items()}
    return Reached(*built.model.most_in_order((priority, weighted, dict.fromkeys(built.met.values(), 1.0))))


def least_changes_without_cover(
    snapshot: Snapshot, held: Sequence[PlannedSession], counted: Collection[Target], minutes: int = 45
) -> tuple[int, int]:
    """How many of the `counted` priority targets can still be met, and how few sessions `held` must then change.

    `snapshot` has the losses in it. Everybody may be moved, so that nothing less could be changed anywhere.
    """
    built = _built(snapshot, minutes)
    priority = {met: 1.0 for target, met in built.met.items() if target.priority and target in counted}
    places = [(s.prison_number, s.staff_id, s.on, s.start.hour * 60 + s.start.minute) for s in held]
    staying = {built.at[place]: 1.0 for place in places if place in built.at}
    met, stayed = built.model.most_in_order((priority, staying))
    return met, len(places) - stayed


@dataclass
class _Built:
    """The model, and its columns: of each target met, each man seen, and each session by whom and when."""

    model: _Plain
    met: dict[Target, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    at: dict[tuple[str, str, date, int], int] = field(default_factory=dict)


def _built(snapshot: Snapshot, minutes: int) -> _Built:
    built = _Built(model := _Plain())
    taken: dict[tuple[str, date], list[tuple[int, int]]] = defaultdict(list)
    for man, targets in _people(snapshot):
        chosen: dict[date, list[int]] = defaultdict(list)
        for day, start, officers in _possible(snapshot, man, targets, minutes):
            column = model.binary()
            chosen[day].append(column)
            built.at[(man.prison_number, officers[0], day, start)] = column
            for staff_id in officers:
                taken[(staff_id, day)].append((start, column))
        _people_musts(snapshot, man, model, chosen)
        for target in targets:
            inside = [c for day, columns in chosen.items() if target.after < day <= target.by for c in columns]
            built.met[target] = model.at_most_any_of(inside)
        built.seen[man.prison_number] = model.at_most_any_of([c for columns in chosen.values() for c in columns])
    for uses in taken.values():
        for moment, _ in uses:
            model.at_most_one([column for start, column in uses if start <= moment < start + minutes])
    return built


def _people(snapshot: Snapshot) -> Iterable[tuple[Prisoner, tuple[Target, ...]]]:
    """Who has a target, with his targets."""
    assert snapshot.period is not None
    for number in sorted(snapshot.prisoners):
        man = snapshot.prisoners[number]
        targets = targets_of(man, snapshot.policies, snapshot.period)
        if targets:
            yield man, targets


def _weight(snapshot: Snapshot, man: Prisoner) -> int:
    """Days from his last session, or his reception, to the first day of the plan; at least one."""
    assert snapshot.period is not None
    first = snapshot.period.first
    held = [record.on for record in man.records if record.counts and record.on < first]
    return max(1, (first - max([man.reception, *(day for day in held if day >= man.reception)])).days)


def _possible(
    snapshot: Snapshot, man: Prisoner, targets: Sequence[Target], minutes: int
) -> Iterable[tuple[date, int, tuple[str, ...]]]:
    """Every day and start at which his own key worker could see him, and whose time that takes."""
    assert snapshot.period is not None
    own = snapshot.allocations.get(man.prison_number)
    if own is None or own.staff_id not in snapshot.key_workers:
        return
    officers: tuple[str, ...] = (own.staff_id,)
    if any(a.code == "RNO121" and a.active_on(snapshot.on) for a in man.alerts):
        if own.second_staff_id is None:
            return
        officers = (own.staff_id, own.second_staff_id)
    day = snapshot.period.first
    while day <= snapshot.period.last:
        gone = man.release_date is not None and snapshot.on <= man.release_date < day
        if not gone and _for_something(targets, day) and not _too_soon(snapshot, man, day):
            starts = set(_starts(snapshot, officers[0], day, minutes))
            for other in officers[1:]:
                starts &= set(_starts(snapshot, other, day, minutes))
            yield from ((day, at, officers) for at in sorted(starts) if not _elsewhere(snapshot, man, day, at, minutes))
        day += DAY


def _for_something(targets: Sequence[Target], day: date) -> bool:
    """A session that day meets a target of his, on time or late."""
    return any(t.after < day and (day <= t.by or t.kind is PlannedKind.SESSION) for t in targets)


def _spacing(snapshot: Snapshot, man: Prisoner) -> int:
    rules = [o.rule.spacing for o in obligations_of(man, snapshot.policies, snapshot.on)]
    return max(1, min(rules, default=1))


def _too_soon(snapshot: Snapshot, man: Prisoner, day: date) -> bool:
    """Too shortly after his last held session."""
    held = [record.on for record in man.records if record.counts and man.reception <= record.on]
    return bool(held) and (day - max(held)).days < _spacing(snapshot, man)


def _starts(snapshot: Snapshot, staff_id: str, day: date, minutes: int) -> Iterable[int]:
    """Key work time is divided into slots of the session's minutes; none for an officer who is away."""
    officer, shift = snapshot.key_workers.get(staff_id), snapshot.shifts.get((staff_id, day))
    if officer is None or officer.away_on(day) or shift is None:
        return
    for span in shift.key_work:
        at, end = span.start.hour * 60 + span.start.minute, span.end.hour * 60 + span.end.minute
        while at + minutes <= end:
            yield at
            at += minutes


def _elsewhere(snapshot: Snapshot, man: Prisoner, day: date, at: int, minutes: int) -> bool:
    spans = [a.span for a in snapshot.appointments_in_the_way(man.prison_number, day)]
    return any(s.start.hour * 60 + s.start.minute < at + minutes and at < s.end.hour * 60 + s.end.minute for s in spans)


def _people_musts(snapshot: Snapshot, man: Prisoner, model: _Plain, chosen: Mapping[date, Sequence[int]]) -> None:
    """One session a day, and planned dates at least the smallest spacing of his rules apart."""
    spacing = _spacing(snapshot, man)
    for first in chosen:
        near = [c for day, columns in chosen.items() if 0 <= (day - first).days < spacing for c in columns]
        model.at_most_one(near)


@dataclass
class _Plain:
    """Binaries and rows; everything is made as large as it can be."""

    columns: int = 0
    rows: list[tuple[list[int], list[float], float, float]] = field(default_factory=list)

    def binary(self) -> int:
        self.columns += 1
        return self.columns - 1

    def at_most_one(self, columns: Sequence[int]) -> None:
        self.rows.append((list(columns), [1.0] * len(columns), -highspy.kHighsInf, 1.0))

    def at_most_any_of(self, columns: Sequence[int]) -> int:
        """A binary that can only be one if one of `columns` is."""
        made = self.binary()
        self.rows.append(([made, *columns], [1.0, *[-1.0] * len(columns)], -highspy.kHighsInf, 0.0))
        return made

    def most_in_order(self, wants: Sequence[Mapping[int, float]]) -> list[int]:
        """The most each want can be when the ones before it are kept."""
        if not self.columns:
            return [0] * len(wants)
        reached: list[int] = []
        for want in wants:
            solver = highspy.Highs()
            solver.setOptionValue("output_flag", False)
            solver.setOptionValue("mip_rel_gap", 0.0)
            solver.passModel(self._model(want, list(zip(wants, reached, strict=False))))
            solver.run()
            assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            reached.append(round(solver.getInfo().objective_function_value))
        return reached

    def _model(self, want: Mapping[int, float], kept: Sequence[tuple[Mapping[int, float], int]]) -> highspy.HighsLp:
        rows = list(self.rows)
        rows += [(list(w), list(w.values()), value - 0.5, highspy.kHighsInf) for w, value in kept if w]
        model = highspy.HighsLp()
        model.sense_ = highspy.ObjSense.kMaximize
        model.num_col_, model.num_row_ = self.columns, len(rows)
        model.col_cost_ = np.array([want.get(c, 0.0) for c in range(self.columns)])
        model.col_lower_, model.col_upper_ = np.zeros(self.columns), np.ones(self.columns)
        model.integrality_ = [highspy.HighsVarType.kInteger] * self.columns
        model.row_lower_, model.row_upper_ = np.array([r[2] for r in rows]), np.array([r[3] for r in rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array([0, *np.cumsum([len(r[0]) for r in rows])], dtype=np.int32)
        model.a_matrix_.index_ = np.array([c for r in rows for c in r[0]], dtype=np.int32)
        model.a_matrix_.value_ = np.array([v for r in rows for v in r[1]])
        return model
