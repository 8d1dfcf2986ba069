"""A sheet and its paper: cells put in their place, and how it prints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from keywork_desktop.exporting.looks import FONT, Look, Looks
from keywork_desktop.exporting.measuring import INDENT, column_points, row_height, wrapped_lines
from keywork_desktop.exporting.text import lines, looks_like_a_formula, one_line

Value = str | int | date | datetime | time | None

A3, A4 = 8, 9
"""Excel's numbers for the paper sizes."""

_LONGEST_LINE = 80
"""Characters of one part of a header or footer: Excel takes 255 for its three parts and their codes together."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands above and below every printed page."""

    marking: str
    left: str
    made: str


class Page:
    """One sheet while it is written. Rows and columns are counted from 1."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet = sheet
        self._looks = looks
        self._widths: dict[int, float] = {}

    def put(self, row: int, column: int, value: Value, look: Look) -> None:
        """Write one value. Text is never taken for a formula, whatever it begins with."""
        cell = self.sheet.cell(row, column)
        if isinstance(value, str):
            text = lines(value) if "\n" in value else one_line(value)
            self._looks.dress(cell, replace(look, quoted=True) if looks_like_a_formula(text) else look)
            cell.value = text
            cell.data_type = "s"
        else:
            self._looks.dress(cell, look)
            if value is not None:
                cell.value = value

    def put_runs(self, row: int, column: int, runs: CellRichText, look: Look) -> None:
        """Write text whose stretches look different."""
        cell = self.sheet.cell(row, column)
        self._looks.dress(cell, replace(look, quoted=True) if looks_like_a_formula(str(runs)) else look)
        cell.value = runs

    def band(self, row: int, columns: int, look: Look) -> None:
        """Dress a whole row of empty cells."""
        for column in range(1, columns + 1):
            self._looks.dress(self.sheet.cell(row, column), look)

    def width(self, column: int, characters: float) -> None:
        """Set a column's width in characters."""
        self._widths[column] = characters
        self.sheet.column_dimensions[get_column_letter(column)].width = characters

    def points(self, column: int) -> float:
        return column_points(self._widths[column])

    def lines_in(self, column: int, text: str, size: float, *, bold: bool = False, indent: int = 0) -> int:
        """How many lines `text` takes in that column."""
        return wrapped_lines(text, size, self.points(column) - indent * INDENT, bold=bold)

    def height(self, row: int, lines: int, size: float, least: float = 0.0) -> None:
        """Make a row high enough for `lines` lines."""
        self.sheet.row_dimensions[row].height = min(409.0, row_height(lines, size, least=least))

    def break_before(self, row: int) -> None:
        """Begin a new page with this row."""
        self.sheet.row_breaks.append(Break(id=row - 1))

    def set_paper(self, imprint: Imprint, *, paper: int, titles: str, area: str, columns: str | None = None) -> None:
        """Landscape, as wide as the paper, the marking above and below, `titles` (rows) and `columns` on every page."""
        sheet = self.sheet
        sheet.page_setup.paperSize = paper
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.3
        margins.top, margins.bottom = 0.62, 0.58
        margins.header = margins.footer = 0.24
        sheet.print_title_rows = titles
        if columns:
            sheet.print_title_cols = columns
        sheet.print_area = area
        for place in (sheet.oddHeader, sheet.oddFooter):
            _say(place.center, imprint.marking, 11, bold=True)
        _say(sheet.oddHeader.left, imprint.left, 8)
        _say(sheet.oddHeader.right, sheet.title, 8, bold=True)
        _say(sheet.oddFooter.left, imprint.made, 8)
        sheet.oddFooter.right.text = "Page &P of &N"
        sheet.oddFooter.right.font, sheet.oddFooter.right.size = f"{FONT},Regular", 8


def _say(part: Any, text: str, size: int, *, bold: bool = False) -> None:
    # An ampersand begins a code in headers and footers; two of them are one.
    part.text = one_line(text)[:_LONGEST_LINE].replace("&", "&&")
    part.font, part.size = f"{FONT},{'Bold' if bold else 'Regular'}", size
