"""Rows as they stand in a file, before anybody knows what report it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from keywork_desktop.importing.cells import Cell, is_blank


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row with the number that a spreadsheet program shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int | None) -> Cell:
        """The cell in that column; None where the row is shorter or there is no such column."""
        return self.cells[index] if index is not None and index < len(self.cells) else None

    @property
    def blank(self) -> bool:
        return all(is_blank(cell) for cell in self.cells)


@dataclass(frozen=True)
class RawTable:
    """A sheet of a workbook, or the table of a text file (`name` is then empty). Its rows are read once, on demand."""

    name: str
    rows: Iterable[RawRow]

    def __iter__(self) -> Iterator[RawRow]:
        return iter(self.rows)
