"""How cells look: fonts, fills, borders and number formats, each made once for a workbook.

The colours are chosen to stay apart in greyscale; whoever is overdue in a priority group has fill, bold, a heavy border
*and* the words, so that a black-and-white printer keeps at least three of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.styleable import StyleableObject

FONT = "Arial"
"""On every Windows; LibreOffice brings Liberation Sans, which is exactly as wide."""

INK = "FF1F2933"
QUIET = "FF667085"
ALARM = "FF8E1B16"
PALE_ALARM = "FFF9D9D6"
HEADING = "FF24405F"
ON_HEADING = "FFFFFFFF"
BAND = "FFE3EAF2"
WEEKEND = "FFECEEF1"
HAIRLINE = "FFC3C9D1"
WEEK_LINE = "FF5F6B7A"

DATE = "[$-809]ddd d mmm yyyy"
PLAIN_DATE = "[$-809]d mmm yyyy"
SHORT_DATE = "[$-809]ddd d mmm"
DAY_NAME = "[$-809]ddd"
DAY_AND_MONTH = "[$-809]d mmm"
TIME = "hh:mm"
MOMENT = "[$-809]ddd d mmm yyyy hh:mm"
TEXT = "General"
NUMBER = "0"
TWO_PLACES = "0.00"

WIDEST = {DATE: "Wed 26 Nov 2026", PLAIN_DATE: "26 Nov 2026", SHORT_DATE: "Wed 26 Nov", TIME: "00:00", NUMBER: "0000"}
"""What takes most room in each format: a date in too narrow a column is shown as `###`."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way a cell can look. `border` is one of `_BORDERS`: `alarm` is heavy all round, `week` at the left."""

    size: float = 10
    bold: bool = False
    colour: str = INK
    fill: str | None = None
    border: str = "hair"
    format: str = TEXT
    across: str = "left"
    down: str = "center"
    wrap: bool = True
    indent: int = 0
    quoted: bool = False
    unlocked: bool = False
    """On a sheet that is protected, this cell may be filled in."""


_HAIR = Side(style="thin", color=HAIRLINE)
_WEEK = Side(style="medium", color=WEEK_LINE)
_ALARM = Side(style="medium", color=ALARM)
_BORDERS = {
    "none": Border(),
    "hair": Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR),
    "week": Border(left=_WEEK, right=_HAIR, top=_HAIR, bottom=_HAIR),
    "week_heading": Border(left=Side(style="medium", color=ON_HEADING)),
    "alarm": Border(left=_ALARM, right=_ALARM, top=_ALARM, bottom=_ALARM),
    "alarm_row": Border(left=_HAIR, right=_HAIR, top=_ALARM, bottom=_ALARM),
    "alarm_first": Border(left=_ALARM, right=_HAIR, top=_ALARM, bottom=_ALARM),
    "alarm_last": Border(left=_HAIR, right=_ALARM, top=_ALARM, bottom=_ALARM),
}


class Looks:
    """The looks of one workbook. Each is registered once: giving every cell its own would take most of the time."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet = workbook.active
        self._known: dict[Look, Any] = {}
        for named in workbook._named_styles:
            named.font = Font(name=FONT, size=10, color=INK)

    def dress(self, cell: Any, look: Look) -> None:
        """Give `cell` this look."""
        style = self._known.get(look)
        if style is None:
            style = self._known[look] = self._made(look)
        # openpyxl's own way in, without looking six things up for each of some ten thousand cells.
        cell._style = style

    def _made(self, look: Look) -> Any:
        pattern = StyleableObject(self._sheet)
        pattern.font = Font(name=FONT, size=look.size, bold=look.bold, color=look.colour)
        if look.fill:
            pattern.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
        pattern.border = _BORDERS[look.border]
        pattern.alignment = Alignment(
            horizontal=look.across,
            vertical=look.down,
            wrap_text=look.wrap,
            indent=look.indent,
        )
        pattern.number_format = look.format
        pattern.quotePrefix = look.quoted
        if look.unlocked:
            pattern.protection = Protection(locked=False)
        return pattern._style


def run(size: float, *, bold: bool = False, colour: str = INK) -> InlineFont:
    """The font of a stretch of text inside a cell."""
    return InlineFont(rFont=FONT, sz=size, b=bold, color=colour)
