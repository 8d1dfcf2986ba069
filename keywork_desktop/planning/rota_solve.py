"""Wants in order of weight, each made as small as it can be without giving up what the ones before it reached.

First as linear programs, one after the other on the face that the one before leaves: a column or row whose price is
not zero stays where it is. Parts of the model whose answer is in fractions are then solved alone in whole numbers.
The model of a rota is nearly always whole already, so that this is fast and the result is proven.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from keywork_desktop.planning.rota_face import TRIED_WHOLE
from keywork_desktop.planning.rota_limits import Limits, OutOfTime
from keywork_desktop.planning.rota_matrix import Matrix, Want, part_of
from keywork_desktop.planning.rota_solver import SMALL, Face, costs_of, fractions, run_solver, solver_of, stay_on_face

GROUP = 1500
ROOM = 0.01
"""By how much a want may be off what was reached: room for rounding. Costs are whole numbers, nothing lies between.

More would be taken by the fractions from which the solver starts, and it would take longer to prove the next want.
"""

Heard = Callable[[Sequence[int], Mapping[str, float]], None]
"""Told of columns that are solved, and of the least each want is for them."""


@dataclass(slots=True)
class Solved:
    """The columns' values and what is proven of each want.

    `unsolved` are the columns for which time ran out; their values mean nothing. `best` is the least each want can be,
    its constant included: proven also where time ran out, but then it may be less than what can be had. `face` are the
    columns and rows narrowed to what is as good as this; not so in the `mended` parts, which were solved in whole
    numbers. In the parts of `open_alone` what one want could be by itself is known in fractions only.
    """

    values: list[float]
    unsolved: frozenset[int]
    best: dict[str, float]
    face: Face
    mended: list[Mended]
    open_alone: list[Open]


@dataclass(slots=True)
class Open:
    """A part in which a want is known in fractions only, and what it is there."""

    columns: list[int]
    rows: list[int]
    value: float


@dataclass(slots=True)
class Mended:
    """A part solved in whole numbers, and what each want reaches in it."""

    columns: list[int]
    rows: list[int]
    reached: list[int]


@dataclass(slots=True)
class _Found:
    """A group solved: its values, what is proven of each want, the face, and the parts that were mended."""

    values: list[float]
    best: dict[str, float]
    face: Face
    mended: list[Mended]
    open_alone: list[Open]


class Solving:
    """Solves a model that grows or is made again, within the same limits; what is as it was is not solved again."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._known: dict[tuple[object, ...], _Found] = {}

    def in_order(
        self,
        matrix: Matrix,
        alone: Want,
        wants: Sequence[Want],
        share: tuple[float, float] = (0.0, 1.0),
        heard: Heard | None = None,
    ) -> Solved:
        """The best values for `wants` in their order; and for `alone` the best it could be if it were the only one.

        The latter in fractions: `by_itself` says it in whole numbers, which is only needed in the end.
        `share` says which part of all the work this is. `heard` is told of each group of columns that is solved.
        Raises what `limits.told` raises. If time runs out, what is known by then is in the result.
        """
        every = (alone, *wants)
        best = {want.name: want.constant for want in every}
        values, unsolved = [0.0] * matrix.columns, set[int]()
        face, mended, open_alone = Face.of(matrix), list[Mended](), list[Open]()
        groups = _groups(matrix)
        for n, (columns, rows) in enumerate(groups):
            width = (share[1] - share[0]) / len(groups)
            self._limits.between(share[0] + n * width, share[0] + (n + 1) * width)
            found: dict[str, float] = {}
            try:
                group = self._group(matrix, columns, rows, every, found)
            except OutOfTime:
                self._limits.stopped = None
                unsolved.update(columns)
            else:
                if heard is not None:
                    heard(columns, group.best)
                for column, value in zip(columns, group.values, strict=True):
                    values[column] = value
                face.put(columns, rows, group.face)
                mended += [
                    Mended([columns[c] for c in part.columns], [rows[r] for r in part.rows], part.reached)
                    for part in group.mended
                ]
                open_alone += [
                    Open([columns[c] for c in part.columns], [rows[r] for r in part.rows], part.value)
                    for part in group.open_alone
                ]
            for want in every:
                best[want.name] += found[want.name] if want.name in found else _least(want, columns, matrix)
        return Solved(values, frozenset(unsolved), best, face, mended, open_alone)

    def by_itself(self, matrix: Matrix, alone: Want, solved: Solved) -> float:
        """The best that `alone` could be if it were the only want; if time runs out, a little better than it can be."""
        value = solved.best[alone.name]
        for part in solved.open_alone:
            try:
                exact = _whole(part_of(matrix, part.columns, part.rows), [_part(alone, part.columns)], self._limits)
            except OutOfTime:
                self._limits.stopped = None
                break
            assert exact is not None, "a rota without any session must be possible"
            value += exact[1][0] - part.value
        return float(math.ceil(value - SMALL))

    def _group(
        self,
        matrix: Matrix,
        columns: Sequence[int],
        rows: Sequence[int],
        wants: Sequence[Want],
        best: dict[str, float],
    ) -> _Found:
        """One group solved; `best` is filled on the way."""
        part, (alone, *rest) = part_of(matrix, columns, rows), [_part(want, columns) for want in wants]
        key = (part.content, *(tuple(want.costs.items()) for want in (alone, *rest)))
        if key not in self._known:
            found: dict[str, float] = {}
            try:
                self._known[key] = _solve(part, alone, rest, self._limits, found)
            finally:
                best.update(found)
        best.update(self._known[key].best)
        return self._known[key]


def _least(want: Want, columns: Sequence[int], matrix: Matrix) -> float:
    """The want could not be less than this, whatever is chosen."""
    return sum(matrix.high[c] * min(0.0, want.costs.get(c, 0.0)) for c in columns)


def _groups(matrix: Matrix) -> list[tuple[list[int], list[int]]]:
    """The parts of the model, small ones together: solving is faster for each than for all, but each costs a start."""
    groups: list[tuple[list[int], list[int]]] = []
    for columns, rows in matrix.parts():
        if not groups or len(groups[-1][0]) >= GROUP or len(columns) >= GROUP:
            groups.append(([], []))
        groups[-1][0].extend(columns)
        groups[-1][1].extend(rows)
    return groups


def _solve(matrix: Matrix, alone: Want, wants: Sequence[Want], limits: Limits, best: dict[str, float]) -> _Found:
    import numpy as np

    solver = solver_of(matrix, limits)
    every = np.arange(matrix.columns, dtype=np.int32)
    costs = [costs_of(want, matrix.columns) for want in (alone, *wants)]
    faces: list[Face] = []
    points: list[Any] = []
    face, mended, open_alone = Face.of(matrix), list[Mended](), list[Open]()
    for n, cost in enumerate(costs):
        limits.at(0.9 * n / len(costs))
        solver.changeColsCost(len(every), every, cost)
        if n == 1:
            solver.setOptionValue("simplex_strategy", 4)
        if not run_solver(solver, limits):
            raise RuntimeError("a rota without any session must be possible")
        solution = solver.getSolution()
        point = np.array(solution.col_value)
        points.append(point)
        want = (alone, *wants)[n]
        best[want.name] = float(np.ceil(float(cost @ point) - SMALL)) if n else float(cost @ point)
        if n:
            stay_on_face(solver, solution, point, face)
        faces.append(face.copy())
    limits.at(0.9)
    whole = np.array(matrix.whole, dtype=bool)
    broken = fractions(points[-1], whole)
    alone_broken = fractions(points[0], whole)
    answer = points[-1].copy()
    if broken.any() or alone_broken.any():
        change = dict.fromkeys(best, 0.0)
        for columns, rows in matrix.parts():
            limits.check()
            here = np.array(columns)
            if alone_broken[here].any():
                open_alone.append(Open(columns, rows, float(costs[0][here] @ points[0][here])))
            if broken[here].any():
                now = [float(cost[here] @ point[here]) for cost, point in zip(costs[1:], points[1:], strict=True)]
                answer[here], reached = _mended(matrix, columns, rows, faces, wants, now, limits)
                for want, before, after in zip(wants, now, reached, strict=True):
                    change[want.name] += after - before
                mended.append(Mended(columns, rows, reached))
        for want, cost, point in zip(wants, costs[1:], points[1:], strict=True):
            best[want.name] = float(round(float(cost @ point) + change[want.name]))
    return _Found([float(value) for value in answer], best, face, mended, open_alone)


def _part(want: Want, columns: Sequence[int]) -> Want:
    costs = {n: want.costs[c] for n, c in enumerate(columns) if c in want.costs}
    return Want(want.name, costs, exact=want.exact)


def _mended(
    matrix: Matrix,
    columns: Sequence[int],
    rows: Sequence[int],
    faces: Sequence[Face],
    wants: Sequence[Want],
    now: Sequence[float],
    limits: Limits,
) -> tuple[Any, list[int]]:
    """Whole numbers for one part, and what each want reaches in it.

    On the last face if it holds any, else want by want from the last face that does. `now` are the values in fractions.
    """
    part = part_of(matrix, columns, rows)
    # Where a want has a value in fractions, there is no whole number on its face nor on later ones.
    first_broken = next((n for n, value in enumerate(now) if abs(value - round(value)) > SMALL), len(wants))
    for last in range(first_broken, -1, -1):
        face = faces[last] if last else Face.of(matrix)
        part.low, part.high = face.low[columns].tolist(), face.high[columns].tolist()
        part.row_low, part.row_high = face.row_low[rows].tolist(), face.row_high[rows].tolist()
        found = _whole(part, [_part(want, columns) for want in wants[last:]] or [Want("any")], limits)
        if found is not None:
            return found[0], [*(round(value) for value in now[:last]), *found[1][: len(wants) - last]]
    raise RuntimeError("a rota without any session must be possible")


def _whole(part: Matrix, wants: Sequence[Want], limits: Limits) -> tuple[Any, list[int]] | None:
    """The best whole numbers for `wants` in their order and what each want reaches; None if there are none."""
    import highspy
    import numpy as np

    solver = solver_of(part, limits)
    every = np.arange(part.columns, dtype=np.int32)
    integer, continuous = int(highspy.HighsVarType.kInteger), int(highspy.HighsVarType.kContinuous)
    kinds = np.array([integer if whole else continuous for whole in part.whole], dtype=np.uint8)
    solver.changeColsIntegrality(part.columns, every, kinds)
    point, values = None, []
    for n, want in enumerate(wants):
        if point is not None and not want.costs:
            values.append(0)
            continue
        cost = costs_of(want, part.columns)
        solver.changeColsCost(part.columns, every, cost)
        if point is not None and not want.exact and part.columns > TRIED_WHOLE:
            _near(solver, part, point, kinds, limits)
        if not run_solver(solver, limits):
            return None
        point = np.array(solver.getSolution().col_value)
        values.append(round(float(cost @ point)))
        if n + 1 < len(wants) and want.costs:
            terms = sorted(want.costs.items())
            solver.addRow(
                -highspy.kHighsInf,
                values[-1] + ROOM,
                len(terms),
                np.array([c for c, _ in terms], dtype=np.int32),
                np.array([v for _, v in terms]),
            )
    whole = np.array(part.whole, dtype=bool)
    assert point is not None
    return np.where(whole, np.round(point), point), values


def _near(solver: Any, part: Matrix, point: Any, kinds: Any, limits: Limits) -> None:
    """Fix what the best fractions and the whole numbers of `point` have in common, so that little is left to try."""
    import highspy
    import numpy as np

    every = np.arange(part.columns, dtype=np.int32)
    solver.changeColsIntegrality(part.columns, every, np.full_like(kinds, int(highspy.HighsVarType.kContinuous)))
    if run_solver(solver, limits):
        best = np.array(solver.getSolution().col_value)
        same = np.nonzero(np.array(part.whole, dtype=bool) & (np.abs(best - point) < SMALL))[0]
        fixed = np.round(point[same])
        solver.changeColsBounds(len(same), same.astype(np.int32), fixed, fixed)
    solver.changeColsIntegrality(part.columns, every, kinds)
    known = highspy.HighsSolution()
    known.col_value = list(point)
    solver.setSolution(known)
