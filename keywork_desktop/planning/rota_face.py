"""Going on from what a model has reached: its face narrowed for one part, and one more want made small on a face."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from keywork_desktop.planning.rota_limits import Limits
from keywork_desktop.planning.rota_matrix import Matrix, Want
from keywork_desktop.planning.rota_solver import (
    SMALL,
    Face,
    costs_of,
    fractions,
    run_solver,
    solver_of,
    stay_on_face,
)

TRIED_WHOLE, MOST_NODES = 400, 20
"""Models of so many columns are solved to the end in whole numbers; of larger ones so many nodes are tried."""


def narrowed(part: Matrix, wants: Sequence[Want], reached: Sequence[int], limits: Limits) -> Face | None:
    """The face of `part` on which all `wants` are at what was `reached`; None if in fractions they get further."""
    import numpy as np

    solver, face = solver_of(part, limits), Face.of(part)
    every = np.arange(part.columns, dtype=np.int32)
    for want, value in zip(wants, reached, strict=True):
        cost = costs_of(want, part.columns)
        solver.changeColsCost(len(every), every, cost)
        if not run_solver(solver, limits):
            return None
        solution = solver.getSolution()
        point = np.array(solution.col_value)
        further = value - float(cost @ point)
        if abs(further) > SMALL * max(1, abs(value)) and (want.exact or further < 0):
            return None
        stay_on_face(solver, solution, point, face)
    return face


def on_face(matrix: Matrix, face: Face, want: Want, known: Sequence[float], limits: Limits) -> list[float] | None:
    """Whole numbers on the face (of the first columns and rows of `matrix`) that make `want` as small as can be.

    `known` are such whole numbers for the first columns. None where those are not found.
    """
    import numpy as np

    part = Matrix(list(matrix.low), list(matrix.high), matrix.whole, list(matrix.row_low), list(matrix.row_high))
    part.row_start, part.row_columns, part.row_values = matrix.row_start, matrix.row_columns, matrix.row_values
    part.low[: len(face.low)], part.high[: len(face.low)] = face.low.tolist(), face.high.tolist()
    part.row_low[: len(face.row_low)], part.row_high[: len(face.row_low)] = (
        face.row_low.tolist(),
        face.row_high.tolist(),
    )
    solver = solver_of(part, limits)
    every, cost = np.arange(part.columns, dtype=np.int32), costs_of(want, part.columns)
    solver.changeColsCost(part.columns, every, cost)
    if not run_solver(solver, limits):
        return None
    point = np.array(solver.getSolution().col_value)
    whole = np.array(part.whole, dtype=bool)
    if fractions(point, whole).any():
        settled = np.abs(point[: len(known)] - np.array(known)) < SMALL
        found = _some_whole(solver, part, settled if part.columns > TRIED_WHOLE else settled & False, point, limits)
        if found is None:
            return None
        point = found
    return [float(value) for value in np.where(whole, np.round(point), point)]


def _some_whole(solver: Any, part: Matrix, settled: Any, point: Any, limits: Limits) -> Any | None:
    """Whole numbers for what is in the solver, where some columns stay at `point`; None if none are found soon."""
    import highspy
    import numpy as np

    columns = np.nonzero(settled & np.array(part.whole[: len(settled)], dtype=bool))[0]
    fixed = np.round(point[columns])
    solver.changeColsBounds(len(columns), columns.astype(np.int32), fixed, fixed)
    integer, continuous = int(highspy.HighsVarType.kInteger), int(highspy.HighsVarType.kContinuous)
    kinds = np.array([integer if whole else continuous for whole in part.whole], dtype=np.uint8)
    solver.changeColsIntegrality(part.columns, np.arange(part.columns, dtype=np.int32), kinds)
    if part.columns > TRIED_WHOLE:
        solver.setOptionValue("mip_max_nodes", MOST_NODES)
    limits.check()
    solver.run()
    if limits.stopped is not None:
        raise limits.stopped
    found = solver.getInfo().primal_solution_status == 2
    return np.array(solver.getSolution().col_value) if found else None
