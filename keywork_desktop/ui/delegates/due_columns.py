"""Where the columns of the ranked list are: from the font and the width, shared by its heading line and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from keywork_desktop.ui.theme import SMALLEST_TARGET, scaled

PAD = 12
GAP = 12

TITLES = ("Status", "Prisoner", "Cell", "Key worker", "Last session", "Why")


@dataclass(frozen=True)
class DueColumns:
    """The left edge and width of each column in pixels, in the order of `TITLES`; width 0: no room for it."""

    places: tuple[tuple[int, int], ...]

    def rect(self, column: int, row: QRect) -> QRect:
        """The column's part of a row."""
        left, width = self.places[column]
        return QRect(row.left() + left, row.top(), width, row.height())


@lru_cache(maxsize=32)
def columns_for(width: int, character: int) -> DueColumns:
    """The columns for a list of this width; `character` is the font's average width.

    Where there is little room the last session goes first: the reason names it as well.
    """
    wanted = [17, 27, 10, 23, 13]
    least_why = 30
    room = width - 2 * PAD
    if sum(wanted) * character + 5 * GAP + least_why * character > room:
        wanted[4] = 0
    if sum(wanted) * character + 4 * GAP + least_why * character > room:
        wanted[1:4] = [23, 9, 19]
    left = PAD
    places = []
    for characters in wanted:
        column = characters * character
        places.append((left, column))
        left += column + (GAP if column else 0)
    places.append((left, max(0, width - PAD - left)))
    return DueColumns(tuple(places))


@dataclass(frozen=True)
class DueFonts:
    """The fonts of a row with their metrics, and the heights that follow from them."""

    plain: QFont
    bold: QFont
    badge: QFont

    @classmethod
    def of(cls, font: QFont) -> DueFonts:
        return cls(font, scaled(font, 1.0, bold=True), scaled(font, 0.84, bold=True))

    @property
    def row_height(self) -> int:
        """Two lines of text with room around them."""
        return 2 * QFontMetrics(self.plain).height() + 14

    @property
    def heading_height(self) -> int:
        return max(SMALLEST_TARGET, QFontMetrics(self.plain).height() + 14)


def two_lines(text: str, width: int, metrics: QFontMetrics) -> tuple[str, str]:
    """`text` broken into two lines that fit `width`; the second ends in an ellipsis where it must."""
    if width <= 0:
        return "", ""
    if metrics.horizontalAdvance(text) <= width:
        return text, ""
    words = text.split(" ")
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    return first, metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
