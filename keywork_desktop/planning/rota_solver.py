"""The solver: a model handed over, one run, and the face of the best points it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from keywork_desktop.planning.rota_limits import Limits
from keywork_desktop.planning.rota_matrix import Matrix, Want

SMALL = 1e-6
PRICE = 1e-5


@dataclass(slots=True)
class Face:
    """Bounds of columns and rows, as arrays."""

    low: Any
    high: Any
    row_low: Any
    row_high: Any

    @classmethod
    def of(cls, matrix: Matrix) -> Face:
        import numpy as np

        return cls(np.array(matrix.low), np.array(matrix.high), np.array(matrix.row_low), np.array(matrix.row_high))

    def copy(self) -> Face:
        return Face(self.low.copy(), self.high.copy(), self.row_low.copy(), self.row_high.copy())

    def part(self, columns: Sequence[int], rows: Sequence[int]) -> Face:
        """The bounds of a part."""
        return Face(self.low[columns], self.high[columns], self.row_low[rows], self.row_high[rows])

    def put(self, columns: Sequence[int], rows: Sequence[int], part: Face) -> None:
        """Take over the bounds of a part."""
        self.low[columns], self.high[columns] = part.low, part.high
        self.row_low[rows], self.row_high[rows] = part.row_low, part.row_high


def solver_of(matrix: Matrix, limits: Limits) -> Any:
    """A solver with the model in it, as a linear program without costs; it stops when `limits` says so."""
    import highspy
    import numpy as np

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # the library's constructor has no types
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)
    if limits.may_stop:
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


def run_solver(solver: Any, limits: Limits) -> bool:
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


def costs_of(want: Want, columns: int) -> Any:
    """The costs of all columns, as an array."""
    import numpy as np

    cost = np.zeros(columns)
    for column, value in want.costs.items():
        cost[column] = value
    return cost


def fractions(point: Any, whole: Any) -> Any:
    """Which columns are not whole numbers though they have to be, as an array."""
    import numpy as np

    return whole & (np.abs(point - np.round(point)) > SMALL)


def stay_on_face(solver: Any, solution: Any, point: Any, face: Face) -> None:
    """Narrow the model to the points that are as good as this one: what has a price stays where it is."""
    import numpy as np

    low, high, row_low, row_high = face.low, face.high, face.row_low, face.row_high
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
