"""How wide text is and how many lines it takes, so that every row is as high as its text needs.

Spreadsheets do not grow rows of files they did not write themselves, and LibreOffice and Excel would grow them
differently. Widths are those of Arial (Liberation Sans has the same), in thousandths of the font size.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import ceil

_WIDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft·’‘",
    333: "()-`r“”",
    355: '"',
    389: "*",
    500: "Jckszvxy",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "▲◆◇●—…",
    1015: "@",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 780
_WIDE = 1040

LINE = 1.28
"""Height of a line, as a multiple of the font size."""

PADDING = 4.0
"""Points of a cell's width that text cannot use."""

INDENT = 7.0
"""Points by which one step of indent moves text."""

_BOLD = 1.08
_HINTED = 1.03
"""On the screen letters are set to whole pixels, which makes small type a little wider."""


@lru_cache(maxsize=4096)
def _ems(text: str) -> int:
    return sum(_WIDTH_OF.get(letter) or _width_of_other(letter) for letter in text)


def _width_of_other(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTH_OF.get(plain, _UNKNOWN)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text in points."""
    return _ems(text) * size / 1000 * _HINTED * (_BOLD if bold else 1)


def column_points(characters: float) -> float:
    """Width in points of a column that is `characters` wide (a character is 7 pixels, and 5 pixels are padding)."""
    return (int(characters * 7) + 5) * 0.75


def characters_for(points: float) -> float:
    """The width in characters of a column in which text of `points` has room."""
    return ceil((points + PADDING) / 0.75 - 5) / 7


def wrapped_lines(text: str, size: float, points: float, *, bold: bool = False) -> int:
    """How many lines `text` takes in a cell `points` wide; a word that is too long is broken."""
    room = points - PADDING
    return sum(_lines_of(line, size, room, bold=bold) for line in text.split("\n"))


def _lines_of(line: str, size: float, room: float, *, bold: bool) -> int:
    if text_width(line, size, bold=bold) <= room:
        return 1
    blank = text_width(" ", size, bold=bold)
    lead = len(line) - len(line.lstrip(" "))
    found, used = 1, lead * blank
    for place, word in enumerate(line.lstrip(" ").split(" ")):
        width = text_width(word, size, bold=bold)
        space = blank if place else 0.0
        if used + space + width <= room:
            used += space + width
            continue
        if place:
            found, used = found + 1, 0.0
        # A word that is too long for a line is broken where the line ends.
        broken = ceil((used + width) / room)
        found += broken - 1
        used = used + width - (broken - 1) * room
    return found


def row_height(lines: int, size: float, *, least: float = 0.0) -> float:
    """Height in points of a row with `lines` lines of text."""
    return max(least, round(lines * size * LINE + 3.5, 1))
