"""Tables of a sheet: what each column is called, how wide it is and what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from openpyxl.utils import get_column_letter

from keywork_desktop.exporting.looks import ALARM, HEADING, ON_HEADING, PALE_ALARM, TEXT, Look
from keywork_desktop.exporting.pages import Page, Value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: `width` in characters, `value` what it says of a row, `format` a number format of `looks`."""

    heading: str
    width: float
    value: Callable[[T], Value]
    format: str = TEXT
    across: str = "left"

    @property
    def indent(self) -> int:
        return 1 if self.across == "left" else 0


class Table(Generic[T]):
    """Columns on a page, written row by row; each row as high as its longest text."""

    def __init__(self, page: Page, columns: Sequence[Column[T]], size: float = 10, least: float = 15) -> None:
        self.page, self.columns, self.size, self.least = page, tuple(columns), size, least
        for place, column in enumerate(self.columns, start=1):
            page.width(place, column.width)
        self._looks = {alarmed: self._row_looks(alarmed) for alarmed in (False, True)}

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

    def _row_looks(self, alarmed: bool) -> list[Look]:
        last = len(self.columns) - 1
        looks = []
        for place, column in enumerate(self.columns):
            border = "hair"
            if alarmed:
                border = {0: "alarm_first", last: "alarm_last"}.get(place, "alarm_row")
            looks.append(
                Look(
                    self.size,
                    bold=alarmed,
                    colour=ALARM if alarmed and column.heading == "Status" else Look().colour,
                    fill=PALE_ALARM if alarmed else None,
                    border=border,
                    format=column.format,
                    across=column.across,
                    indent=column.indent,
                )
            )
        return looks
