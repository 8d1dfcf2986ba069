"""A linear model in the making: columns, rows and several objectives; and the parts into which it falls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Terms = Sequence[tuple[int, float]]


@dataclass(slots=True)
class Matrix:
    """Columns with bounds, rows `low ≤ Σ coefficient × column ≤ high`; everything is minimised.

    `whole` says of each column whether it must be a whole number.
    """

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    row_start: list[int] = field(default_factory=lambda: [0])
    row_columns: list[int] = field(default_factory=list)
    row_values: list[float] = field(default_factory=list)
    _leader: list[int] = field(default_factory=list)
    _joined: int = 0

    @property
    def columns(self) -> int:
        return len(self.low)

    @property
    def rows(self) -> int:
        return len(self.row_low)

    @property
    def content(self) -> tuple[object, ...]:
        """The same for models of the same columns and rows, and for no others."""
        bounds = (*self.low, None, *self.high, None, *self.row_low, None, *self.row_high)
        return bounds, tuple(self.whole), tuple(self.row_start), tuple(self.row_columns), tuple(self.row_values)

    def column(self, high: float = 1.0, *, whole: bool = False) -> int:
        """A new column from 0 to `high`; its number."""
        self.low.append(0.0)
        self.high.append(high)
        self.whole.append(whole)
        return len(self.low) - 1

    def row(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        columns, values = zip(*terms, strict=True) if (terms := list(terms)) else ((), ())
        self.row_columns.extend(columns)
        self.row_values.extend(values)
        self.row_start.append(len(self.row_columns))
        self.row_low.append(low)
        self.row_high.append(high)

    def parts(self) -> list[tuple[list[int], list[int]]]:
        """Columns and rows of each part that has nothing in common with the others, in order of the first column."""
        self._join()
        leader = self._leader
        found: dict[int, tuple[list[int], list[int]]] = {}
        for column in range(self.columns):
            # A leader comes before those it leads, so that its own leader is known by now.
            first = leader[column] = leader[leader[column]]
            found.setdefault(first, ([], []))[0].append(column)
        for row in range(self.rows):
            begin = self.row_start[row]
            if begin < self.row_start[row + 1]:
                found[leader[self.row_columns[begin]]][1].append(row)
        return list(found.values())

    def _join(self) -> None:
        """Columns that share a row get the same leader; only what is new since the last time is looked at."""
        leader = self._leader
        leader.extend(range(len(leader), self.columns))
        for row in range(self._joined, self.rows):
            first = -1
            for column in self.row_columns[self.row_start[row] : self.row_start[row + 1]]:
                while leader[column] != column:
                    leader[column] = leader[leader[column]]
                    column = leader[column]
                if first < 0 or column == first:
                    first = column
                else:
                    leader[max(first, column)] = first = min(first, column)
        self._joined = self.rows


def part_of(matrix: Matrix, columns: Sequence[int], rows: Sequence[int]) -> Matrix:
    """One part as a model of its own, its columns in the order given."""
    place = {column: n for n, column in enumerate(columns)}
    part = Matrix(
        [matrix.low[c] for c in columns], [matrix.high[c] for c in columns], [matrix.whole[c] for c in columns]
    )
    for row in rows:
        span = slice(matrix.row_start[row], matrix.row_start[row + 1])
        part.row_columns.extend([place[column] for column in matrix.row_columns[span]])
        part.row_values.extend(matrix.row_values[span])
        part.row_start.append(len(part.row_columns))
        part.row_low.append(matrix.row_low[row])
        part.row_high.append(matrix.row_high[row])
    return part


@dataclass(slots=True)
class Want:
    """Something to be made as small as possible: a cost for some columns. Costs are whole numbers.

    `constant` is what is settled before anything is chosen. `exact` says whether nearly as small will not do.
    """

    name: str
    costs: dict[int, float] = field(default_factory=dict)
    constant: float = 0.0
    exact: bool = True

    def add(self, column: int, cost: float) -> None:
        self.costs[column] = self.costs.get(column, 0.0) + cost
