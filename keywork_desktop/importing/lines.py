"""One row of a report after reading: what it says, or why it is refused; and which rows are no rows at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from keywork_desktop.importing.cells import Cell, is_blank, prison_number, words
from keywork_desktop.importing.dates import DateStyle, day_of, style_of
from keywork_desktop.importing.headings import Sheet, plain
from keywork_desktop.importing.problems import Problem, Severity
from keywork_desktop.importing.tables import RawRow

Said = TypeVar("Said")

_TOTAL = re.compile(
    r"^(?:grand |sub ?|unit |wing |house ?block )?"
    r"(?:totals?|count|roll count|end of report|page \d+|official|printed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line(Generic[Said]):
    """A row of a report. `said` is None where the row is refused; the problems then say why.

    `about` is the prison number, where it can be read: a man whose row is refused is still on the list.
    """

    sheet: str
    row: int
    said: Said | None
    problems: tuple[Problem, ...] = ()
    about: str = ""


def data_rows(sheet: Sheet, key: str) -> Iterator[RawRow]:
    """The rows that speak of somebody: not headings repeated inside the data, totals, sub-headings and page footers.

    `key` is the column that such rows leave empty.
    """
    headings = [plain(text) for text in sheet.headings]
    for row in sheet.rows:
        if _repeats_headings(row, headings):
            continue
        subject = sheet.cell(row, key)
        if prison_number(subject) is None and _is_no_row(row, words(subject)):
            continue
        yield row


def _is_no_row(row: RawRow, subject: str) -> bool:
    """True for totals, page footers and sub-headings: they speak of nobody, so they are no rows of the report."""
    filled = [words(cell) for cell in row.cells if not is_blank(cell)]
    if not subject and len(filled) <= 1:
        return True
    speaks_of_nobody = not subject or bool(_TOTAL.match(subject)) or len(filled) <= 3
    return speaks_of_nobody and any(_TOTAL.match(text) for text in filled[:2])


def _repeats_headings(row: RawRow, headings: list[str]) -> bool:
    same = other = 0
    for index, cell in enumerate(row.cells):
        if is_blank(cell):
            continue
        if index < len(headings) and isinstance(cell, str) and plain(cell) == headings[index]:
            same += 1
        else:
            other += 1
    return same >= 2 and same > other


@dataclass
class RowReader:
    """Reads the cells of one row and gathers the problems met on the way."""

    sheet: Sheet
    row: RawRow
    problems: list[Problem] = field(default_factory=list)

    def cell(self, column: str) -> Cell:
        return self.sheet.cell(self.row, column)

    def words(self, column: str) -> str:
        return words(self.cell(column))

    @property
    def refused(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def problem(
        self, severity: Severity, column: str, message: str, *, value: str | None = None, suggestion: str | None = None
    ) -> None:
        shown = self.words(column) if value is None else value
        self.problems.append(
            Problem(
                self.row.number,
                self.sheet.heading(column),
                shown[:80],
                severity,
                message,
                suggestion,
                sheet=self.sheet.name,
            )
        )

    def error(self, column: str, message: str, *, value: str | None = None) -> None:
        """The row is refused, because of this cell."""
        self.problem(Severity.ERROR, column, message, value=value)

    def note(self, column: str, message: str, *, value: str | None = None) -> None:
        """The row is taken; somebody should know about this cell."""
        self.problem(Severity.NOTE, column, message, value=value)

    def prison_number(self, *, shown: str | None = None) -> str | None:
        """The prison number; without a sound one the row is refused. `shown` stands in for the value in the problem."""
        found = prison_number(self.cell("prison_number"))
        if found is None:
            blank = is_blank(self.cell("prison_number"))
            self.error(
                "prison_number",
                "The row has no prison number. Write it in, like A1234BC, and import the file again."
                if blank
                else "This is not a prison number like A1234BC. Correct it at its source and import the file again.",
                value=shown,
            )
        return found

    def day(
        self, column: str, style: DateStyle, *, needed: bool = False, tolerant: bool = False, shown: str | None = None
    ) -> date | None:
        """The day in a column. A bad one refuses the row, or is only left out and noted where `tolerant`."""
        read = day_of(self.cell(column), style)
        if read.refused:
            if tolerant:
                self.note(
                    column, f"The date {read.refused}. It was left out; the rest of the row is taken.", value=shown
                )
            else:
                self.error(column, f"The date {read.refused}, then import the file again.", value=shown)
        elif read.on is None and needed:
            self.error(column, "The date is missing. Write it in as dd/MM/yyyy and import the file again.", value="")
        return read.on


def styles_of(sheet: Sheet, *columns: str) -> dict[str, DateStyle]:
    """How each of these columns writes its dates."""
    return {column: style_of(sheet.column_cells(column)) for column in columns}
