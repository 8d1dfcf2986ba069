"""Two other ways to the best allocation, for comparing: trying everything, and a linear program for each level.

Both work from `judge` alone, one pair at a time, and share nothing with the program's own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import highspy
import numpy as np

from keywork_desktop.domain.allocation import judge
from keywork_desktop.domain.due_list import due_item
from keywork_desktop.domain.snapshot import Snapshot

Objective = tuple[int, int, int, int, int, Fraction]
"""Priority placed, placed, continuity, same houseblock, specialist, −Σ allocated² ÷ capacity: more is better."""


@dataclass(frozen=True)
class Pair:
    """One allowed allocation and what speaks for it."""

    prison_number: str
    staff_id: str
    codes: frozenset[str]


def allowed_pairs(snapshot: Snapshot) -> tuple[Pair, ...]:
    """Every pair of somebody without a key worker and somebody with a place whom no never keeps from him."""
    return tuple(_pairs(snapshot))


def _pairs(snapshot: Snapshot) -> Iterator[Pair]:
    for number in sorted(snapshot.prisoners):
        if number in snapshot.allocations:
            continue
        for staff_id, officer in sorted(snapshot.key_workers.items()):
            judged = judge(
                snapshot.prisoners[number],
                officer,
                snapshot.on,
                caseload=len(snapshot.caseloads.get(staff_id, ())),
                last_key_worker=snapshot.last_key_worker.get(number),
                keep_apart=snapshot.keep_apart,
            )
            if not judged.broken and not officer.away_on(snapshot.on):
                yield Pair(number, staff_id, frozenset(reason.code for reason in judged.reasons))


def objective(snapshot: Snapshot, chosen: Iterable[Pair]) -> Objective:
    """What these allocations come to, together with those there are."""
    chosen = tuple(chosen)
    counts = {staff_id: len(snapshot.caseloads.get(staff_id, ())) for staff_id in snapshot.key_workers}
    for pair in chosen:
        counts[pair.staff_id] += 1
    priority = (bool(due_item(snapshot.prisoners[pair.prison_number], snapshot).priority_groups) for pair in chosen)
    load = sum(
        Fraction(count**2, snapshot.key_workers[staff_id].capacity)
        for staff_id, count in counts.items()
        if snapshot.key_workers[staff_id].capacity
    )
    return (
        sum(priority),
        len(chosen),
        sum("continuity" in pair.codes for pair in chosen),
        sum("same_houseblock" in pair.codes for pair in chosen),
        sum("specialist" in pair.codes for pair in chosen),
        -Fraction(load),
    )


def best_by_trying_everything(snapshot: Snapshot) -> Objective:
    """The best objective of all allocations there are; for a handful of people only."""
    pairs = allowed_pairs(snapshot)
    waiting = sorted({pair.prison_number for pair in pairs})
    ways: list[list[Pair | None]] = [[None, *(p for p in pairs if p.prison_number == number)] for number in waiting]
    found = []
    for choice in product(*ways):
        chosen = [pair for pair in choice if pair is not None]
        room = {
            staff_id: officer.capacity - len(snapshot.caseloads.get(staff_id, ()))
            for staff_id, officer in snapshot.key_workers.items()
        }
        for pair in chosen:
            room[pair.staff_id] -= 1
        if all(room[pair.staff_id] >= 0 for pair in chosen):
            found.append(objective(snapshot, chosen))
    return max(found)


def best_by_linear_programs(snapshot: Snapshot) -> Objective:
    """The best objective by HiGHS: one linear program a level, each holding the levels above it where they are.

    A place of a key worker is a column of its own, so that the convex load is linear; the matrix is totally unimodular
    without the levels held, and the answers are rounded and checked against the bound.
    """
    pairs = allowed_pairs(snapshot)
    if not pairs:
        return objective(snapshot, ())
    urgent = {n for n, man in snapshot.prisoners.items() if due_item(man, snapshot).priority_groups}
    levels = [
        [float(pair.prison_number in urgent) for pair in pairs],
        [1.0 for _ in pairs],
        *([float(code in pair.codes) for pair in pairs] for code in ("continuity", "same_houseblock", "specialist")),
    ]
    program = _Program(snapshot, pairs)
    reached = [program.most(level) for level in levels]
    load = program.least_load()
    before = -objective(snapshot, ())[5]
    common = program.common
    return (*(round(value) for value in reached), -(before + Fraction(round(load), common)))  # type: ignore[return-value]  # five counts and a load


class _Program:
    def __init__(self, snapshot: Snapshot, pairs: Sequence[Pair]) -> None:
        self.common = int(np.lcm.reduce([max(1, officer.capacity) for officer in snapshot.key_workers.values()]))
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        places = [
            (staff_id, (2 * count + 1) * self.common // officer.capacity)
            for staff_id, officer in sorted(snapshot.key_workers.items())
            for count in range(len(snapshot.caseloads.get(staff_id, ())), officer.capacity)
        ]
        self._pairs, self._places = len(pairs), len(places)
        self._costs = [0.0] * len(pairs) + [float(cost) for _, cost in places]
        people = {number: row for row, number in enumerate(sorted({pair.prison_number for pair in pairs}))}
        officers = {staff_id: len(people) + row for row, staff_id in enumerate(sorted(snapshot.key_workers))}
        rows = [[people[pair.prison_number], officers[pair.staff_id]] for pair in pairs]
        rows += [[officers[staff_id]] for staff_id, _ in places]
        values = [[1.0, 1.0] for _ in pairs] + [[-1.0] for _ in places]
        infinite = highspy.kHighsInf
        for _ in people:
            self._highs.addRow(-infinite, 1.0, 0, np.array([], dtype=np.int32), np.array([], dtype=np.float64))
        for _ in officers:
            self._highs.addRow(0.0, 0.0, 0, np.array([], dtype=np.int32), np.array([], dtype=np.float64))
        count = len(rows)
        self._highs.addCols(
            count,
            np.zeros(count),
            np.zeros(count),
            np.ones(count),
            sum(map(len, rows)),
            np.cumsum([0, *map(len, rows)])[:-1].astype(np.int32),
            np.concatenate(rows).astype(np.int32),
            np.concatenate(values),
        )

    def _solve(self, costs: Sequence[float], sense: highspy.ObjSense) -> float:
        count = self._pairs + self._places
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), np.array(costs))
        self._highs.changeObjectiveSense(sense)
        self._highs.run()
        assert self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return float(self._highs.getObjectiveValue())

    def most(self, worth: Sequence[float]) -> float:
        """The most of this level; held from now on."""
        costs = [*worth, *[0.0] * self._places]
        value = round(self._solve(costs, highspy.ObjSense.kMaximize))
        held = np.array([column for column, cost in enumerate(costs) if cost], dtype=np.int32)
        self._highs.addRow(float(value), highspy.kHighsInf, len(held), held, np.ones(len(held)))
        return value

    def least_load(self) -> float:
        return self._solve(self._costs, highspy.ObjSense.kMinimize)
