"""Wants in order of weight, each made as small as it can be without giving up what the ones before it reached.

First as linear programs, one after the other on the face that the one before leaves: a column or row whose price is
not zero stays where it is. Parts of the model whose answer is in fractions are then solved alone in whole numbers.
The model of a rota is nearly always whole already, so that this is fast and the result is proven.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from keywork_desktop.planning.rota_limits import Limits, OutOfTime
from keywork_desktop.planning.rota_matrix import Matrix, Want, part_of

SMALL = 1e-6
PRICE = 1e-5
GROUP = 1500


@dataclass(slots=True)
class Solved:
    """The columns' values and what is proven of each want.

    `unsolved` are the columns for which time ran out; their values mean nothing. `best` is the least each want can be,
    its constant included: proven also where time ran out, but then it may be less than what can be had.
    """

    values: list[float]
    unsolved: frozenset[int]
    best: dict[str, float]


def _solver(matrix: Matrix, limits: Limits) -> Any:
    import highspy
    import numpy as np

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # the library's constructor has no types
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)
    solver.cbSimplexInterrupt.subscribe(limits.interrupts)
    solver.cbMipInterrupt.subscribe(limits.interrupts)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = matrix.columns, matrix.rows
    model.col_cost_ = np.zeros(matrix.columns)
    model.col_lower_, model.col_upper_ = np.array(matrix.low), np.array(matrix.high)
    model.row_lower_, model.row_upper_ = np.array(matrix.row_low), np.array(matrix.row_high)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(matrix.row_start, dtype=np.int32)
    model.a_matrix_.index_ = np.array(matrix.row_columns, dtype=np.int32)
    model.a_matrix_.value_ = np.array(matrix.row_values, dtype=float)
    solver.passModel(model)
    return solver


def _run(solver: Any, limits: Limits) -> bool:
    """Solve what is in the solver; False if there is no solution. Raises what `limits` raises."""
    import highspy

    limits.check()
    solver.run()
    if limits.stopped is not None:
        raise limits.stopped
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty):
        return True
    if status == highspy.HighsModelStatus.kInfeasible:
        return False
    raise RuntimeError(f"the solver ended with {solver.modelStatusToString(status)}")


class Solving:
    """Solves a model that grows, within the same limits; a part that has not changed is not solved again."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._known: dict[tuple[object, ...], tuple[list[float], dict[str, float]]] = {}
        self._matrices: list[Matrix] = []

    def in_order(self, matrix: Matrix, alone: Want, wants: Sequence[Want]) -> Solved:
        """The best values for `wants` in their order; and for `alone` the best it could be if it were the only one.

        Raises what `limits.told` raises. If time runs out, what is known by then is in the result.
        """
        self._matrices.append(matrix)  # kept, so that no other gets its identity
        every = (alone, *wants)
        best = {want.name: want.constant for want in every}
        values, unsolved = [0.0] * matrix.columns, set[int]()
        groups = _groups(matrix)
        for n, (columns, rows) in enumerate(groups):
            self._limits.between(n / len(groups), (n + 1) / len(groups))
            found: dict[str, float] = {}
            try:
                point = self._group(matrix, columns, rows, every, found)
            except OutOfTime:
                self._limits.stopped = None
                unsolved.update(columns)
            else:
                for column, value in zip(columns, point, strict=True):
                    values[column] = value
            for want in every:
                best[want.name] += found[want.name] if want.name in found else _least(want, columns, matrix)
        return Solved(values, frozenset(unsolved), best)

    def _group(
        self,
        matrix: Matrix,
        columns: Sequence[int],
        rows: Sequence[int],
        wants: Sequence[Want],
        best: dict[str, float],
    ) -> list[float]:
        """The values of one group's columns; `best` is filled on the way."""
        # Rows are only ever added to a model: the same columns and rows are the same part.
        key = (id(matrix), tuple(columns), tuple(rows))
        if key not in self._known:
            found: dict[str, float] = {}
            part, (alone, *rest) = part_of(matrix, columns, rows), [_part(want, columns) for want in wants]
            try:
                self._known[key] = (_solve(part, alone, rest, self._limits, found), found)
            finally:
                best.update(found)
        point, found = self._known[key]
        best.update(found)
        return point


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


def _solve(matrix: Matrix, alone: Want, wants: Sequence[Want], limits: Limits, best: dict[str, float]) -> list[float]:
    import numpy as np

    solver = _solver(matrix, limits)
    every = np.arange(matrix.columns, dtype=np.int32)
    costs = [_costs(want, matrix.columns) for want in (alone, *wants)]
    faces: list[tuple[Any, Any, Any, Any]] = []
    points: list[Any] = []
    low, high = np.array(matrix.low), np.array(matrix.high)
    row_low, row_high = np.array(matrix.row_low), np.array(matrix.row_high)
    for n, cost in enumerate(costs):
        limits.at(0.9 * n / len(costs))
        solver.changeColsCost(len(every), every, cost)
        if n == 1:
            solver.setOptionValue("simplex_strategy", 4)
        if not _run(solver, limits):
            raise RuntimeError("a rota without any session must be possible")
        solution = solver.getSolution()
        point = np.array(solution.col_value)
        points.append(point)
        want = (alone, *wants)[n]
        best[want.name] = float(np.ceil(float(cost @ point) - SMALL))
        if n:
            _stay(solver, solution, point, low, high, row_low, row_high)
        faces.append((low.copy(), high.copy(), row_low.copy(), row_high.copy()))
    limits.at(0.9)
    whole = np.array(matrix.whole)
    broken = _fractions(points[-1], whole)
    alone_broken = _fractions(points[0], whole)
    answer = points[-1].copy()
    if broken.any() or alone_broken.any():
        change = dict.fromkeys(best, 0.0)
        for columns, rows in matrix.parts():
            limits.check()
            here = np.array(columns)
            if alone_broken[here].any():
                exact = _whole(part_of(matrix, columns, rows), [_part(alone, columns)], limits)
                assert exact is not None
                change[alone.name] += exact[1][0] - float(costs[0][here] @ points[0][here])
            if broken[here].any():
                now = [float(cost[here] @ point[here]) for cost, point in zip(costs[1:], points[1:], strict=True)]
                answer[here], reached = _mended(matrix, columns, rows, faces, wants, now, limits)
                for want, before, after in zip(wants, now, reached, strict=True):
                    change[want.name] += after - before
        for want, cost, point in zip((alone, *wants), costs, points, strict=True):
            best[want.name] = float(round(float(cost @ point) + change[want.name]))
    return [float(value) for value in answer]


def _costs(want: Want, columns: int) -> Any:
    import numpy as np

    cost = np.zeros(columns)
    for column, value in want.costs.items():
        cost[column] = value
    return cost


def _fractions(point: Any, whole: Any) -> Any:
    import numpy as np

    return whole & (np.abs(point - np.round(point)) > SMALL)


def _stay(solver: Any, solution: Any, point: Any, low: Any, high: Any, row_low: Any, row_high: Any) -> None:
    """Narrow the model to the points that are as good as this one: what has a price stays where it is."""
    import numpy as np

    price = np.abs(np.array(solution.col_dual))
    columns = np.nonzero((price > PRICE) & (low < high))[0]
    at_high = np.abs(point[columns] - high[columns]) < np.abs(point[columns] - low[columns])
    low[columns] = high[columns] = np.where(at_high, high[columns], low[columns])
    if len(columns):
        solver.changeColsBounds(len(columns), columns.astype(np.int32), low[columns], high[columns])
    dual, level = np.abs(np.array(solution.row_dual)), np.array(solution.row_value)
    rows = np.nonzero((dual > PRICE) & (row_low < row_high))[0]
    row_at_high = np.abs(level[rows] - row_high[rows]) < np.abs(level[rows] - row_low[rows])
    row_low[rows] = row_high[rows] = np.where(row_at_high, row_high[rows], row_low[rows])
    if len(rows):
        solver.changeRowsBounds(len(rows), rows.astype(np.int32), row_low[rows], row_high[rows])


def _part(want: Want, columns: Sequence[int]) -> Want:
    costs = {n: want.costs[c] for n, c in enumerate(columns) if c in want.costs}
    return Want(want.name, costs, exact=want.exact)


def _mended(
    matrix: Matrix,
    columns: Sequence[int],
    rows: Sequence[int],
    faces: Sequence[tuple[Any, Any, Any, Any]],
    wants: Sequence[Want],
    now: Sequence[float],
    limits: Limits,
) -> tuple[Any, list[int]]:
    """Whole numbers for one part, and what each want reaches in it.

    On the last face if it holds any, else want by want from the last face that does. `now` are the values in fractions.
    """
    part = part_of(matrix, columns, rows)
    for last in range(len(wants), -1, -1):
        low, high, row_low, row_high = (
            faces[last] if last else (matrix.low, matrix.high, matrix.row_low, matrix.row_high)
        )
        part.low, part.high = [float(low[c]) for c in columns], [float(high[c]) for c in columns]
        part.row_low, part.row_high = [float(row_low[r]) for r in rows], [float(row_high[r]) for r in rows]
        found = _whole(part, [_part(want, columns) for want in wants[last:]] or [Want("any")], limits)
        if found is not None:
            return found[0], [*(round(value) for value in now[:last]), *found[1][: len(wants) - last]]
    raise RuntimeError("a rota without any session must be possible")


def _whole(part: Matrix, wants: Sequence[Want], limits: Limits) -> tuple[Any, list[int]] | None:
    """The best whole numbers for `wants` in their order and what each want reaches; None if there are none."""
    import highspy
    import numpy as np

    solver = _solver(part, limits)
    every = np.arange(part.columns, dtype=np.int32)
    integer, continuous = int(highspy.HighsVarType.kInteger), int(highspy.HighsVarType.kContinuous)
    kinds = np.array([integer if whole else continuous for whole in part.whole], dtype=np.uint8)
    solver.changeColsIntegrality(part.columns, every, kinds)
    point, values = None, []
    for n, want in enumerate(wants):
        if point is not None:
            if not want.costs:
                values.append(0)
                continue
            known = highspy.HighsSolution()
            known.col_value = list(point)
            solver.setSolution(known)
        cost = _costs(want, part.columns)
        solver.changeColsCost(part.columns, every, cost)
        if point is not None and not want.exact:
            _near(solver, part, point, kinds, limits)
        if not _run(solver, limits):
            return None
        point = np.array(solver.getSolution().col_value)
        values.append(round(float(cost @ point)))
        if n + 1 < len(wants) and want.costs:
            terms = sorted(want.costs.items())
            solver.addRow(
                -highspy.kHighsInf,
                values[-1] + 0.5,  # costs are whole numbers: nothing lies between, and the solver gets room
                len(terms),
                np.array([c for c, _ in terms], dtype=np.int32),
                np.array([v for _, v in terms]),
            )
    whole = np.array(part.whole)
    assert point is not None
    return np.where(whole, np.round(point), point), values


def _near(solver: Any, part: Matrix, point: Any, kinds: Any, limits: Limits) -> None:
    """Fix what the best fractions and the whole numbers of `point` have in common, so that little is left to try."""
    import highspy
    import numpy as np

    every = np.arange(part.columns, dtype=np.int32)
    solver.changeColsIntegrality(part.columns, every, np.full_like(kinds, int(highspy.HighsVarType.kContinuous)))
    if _run(solver, limits):
        best = np.array(solver.getSolution().col_value)
        same = np.nonzero(np.array(part.whole) & (np.abs(best - point) < SMALL))[0]
        fixed = np.round(point[same])
        solver.changeColsBounds(len(same), same.astype(np.int32), fixed, fixed)
    solver.changeColsIntegrality(part.columns, every, kinds)
    known = highspy.HighsSolution()
    known.col_value = list(point)
    solver.setSolution(known)
