"""Tables of a sheet: what each column is called, how wide it is and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from openpyxl.utils import get_column_letter

from keywork_desktop.exporting.looks import ALARM, HEADING, INK, ON_HEADING, PALE_ALARM, TEXT, WEEKEND, WIDEST, Look
from keywork_desktop.exporting.measuring import INDENT, characters_for, text_width
from keywork_desktop.exporting.pages import Page, Value

T = TypeVar("T")

WIDEST_NUMBER, WIDEST_CELL, WIDEST_STAFF_ID, LONG_SURNAME = "M0000MM", "CSU-0-000", "MMM00M", "WOLSTENHOLME,"
"""What takes most room among prison numbers, cells, staff IDs and all but the rarest surnames."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: `width` in characters, `value` what it says of a row, `format` a number format of `looks`.

    `unbroken` is the widest text that must stay on one line.
    """

    heading: str
    width: float
    value: Callable[[T], Value]
    format: str = TEXT
    across: str = "left"
    unbroken: str = ""
    filled_in: bool = False
    """Left empty, to be filled in by hand: the one kind of cell that a protected sheet leaves open."""

    @property
    def indent(self) -> int:
        return 1 if self.across == "left" else 0


class Table(Generic[T]):
    """Columns on a page, written row by row; each row as high as its longest text.

    Whole rows stand out, or only the column `stands_out` where the row is not about one prisoner.
    """

    def __init__(
        self,
        page: Page,
        columns: Sequence[Column[T]],
        size: float = 10,
        least: float = 15,
        stands_out: str | None = None,
    ) -> None:
        self.page, self.columns, self.size, self.least = page, tuple(columns), size, least
        for place, column in enumerate(self.columns, start=1):
            page.width(place, max(column.width, self._least_width(column)))
        self._looks = {alarmed: self._row_looks(alarmed, stands_out) for alarmed in (False, True)}

    @property
    def last_letter(self) -> str:
        return get_column_letter(len(self.columns))

    def write_headings(self, row: int) -> None:
        """The headings, high enough for the longest."""
        most = 1
        for place, column in enumerate(self.columns, start=1):
            look = Look(self.size, True, ON_HEADING, HEADING, across=column.across, indent=column.indent)
            self.page.put(row, place, column.heading, look)
            # The arrow of the filter covers some of the heading.
            most = max(
                most, self.page.lines_in(place, f"{column.heading} ▾", self.size, bold=True, indent=column.indent)
            )
        self.page.height(row, most, self.size, self.least + 3)

    def write_row(self, row: int, item: T, *, overdue_priority: bool) -> None:
        """One row; fill, bold and heavy lines for somebody overdue in a priority group."""
        most = 1
        looks = self._looks[overdue_priority]
        for place, (column, look) in enumerate(zip(self.columns, looks, strict=True), start=1):
            value = column.value(item)
            self.page.put(row, place, value, look)
            if isinstance(value, str) and len(value) > 5:
                most = max(most, self.page.lines_in(place, value, self.size, bold=look.bold, indent=look.indent))
        self.page.height(row, most, self.size, self.least)

    def _least_width(self, column: Column[T]) -> float:
        """Characters that a date, time or number needs, since it cannot be wrapped, or what is not to be broken."""
        widest = text_width(WIDEST.get(column.format) or column.unbroken, self.size, bold=True)
        return characters_for(widest + column.indent * INDENT)

    def _row_looks(self, alarmed: bool, stands_out: str | None) -> list[Look]:
        headings = [column.heading for column in self.columns]
        looks = []
        form = any(column.filled_in for column in self.columns)
        for column in self.columns:
            look = Look(
                self.size,
                format=column.format,
                across=column.across,
                indent=column.indent,
                unlocked=column.filled_in,
                fill=WEEKEND if form and not column.filled_in else None,
            )
            if alarmed and stands_out is None:
                border = {headings[0]: "alarm_first", headings[-1]: "alarm_last"}.get(column.heading, "alarm_row")
                colour = ALARM if column.heading == "Status" else INK
                look = replace(look, bold=True, fill=PALE_ALARM, border=border, colour=colour)
            elif alarmed and column.heading == stands_out:
                look = replace(look, bold=True, fill=PALE_ALARM, border="alarm", colour=ALARM)
            looks.append(look)
        return looks
