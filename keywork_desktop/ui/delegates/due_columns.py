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
    """The left edge and width of each column in pixels, in the order of `TITLES`; width 0: no room for it.

    `stacked`: the reason has no column but a third line of its own, as in large text or a narrow window.
    """

    places: tuple[tuple[int, int], ...]
    stacked: bool = False

    def rect(self, column: int, row: QRect) -> QRect:
        """The column's part of a row."""
        left, width = self.places[column]
        return QRect(row.left() + left, row.top(), width, row.height())

    def under(self, row: QRect, line: int) -> QRect:
        """Where the reason goes when stacked: a line at the foot of the row, from the prisoner's column on."""
        left = row.left() + self.places[1][0]
        return QRect(left, row.bottom() - line - 6, row.right() - PAD - left, line)


_WIDTHS = (17, 27, 10, 23, 13)
_LEAST_WHY = 30


@lru_cache(maxsize=32)
def columns_for(width: int, character: int) -> DueColumns:
    """The columns for a list of this width; `character` is the font's average width.

    Where there is little room the last session goes first, for the reason names it as well; then the reason gets a line
    of its own.
    """
    room = width - 2 * PAD
    for wanted, reason in (
        (_WIDTHS, _LEAST_WHY),
        ((*_WIDTHS[:4], 0), _LEAST_WHY),
        (_WIDTHS, 0),
        ((*_WIDTHS[:4], 0), 0),
    ):
        columns = [*wanted, reason] if reason else list(wanted)
        if sum(columns) * character + (len([c for c in columns if c]) - 1) * GAP <= room:
            break
    left = PAD
    places = []
    for characters in wanted:
        column = characters * character
        places.append((left, column))
        left += column + (GAP if column else 0)
    places.append((left, max(0, width - PAD - left) if reason else 0))
    return DueColumns(tuple(places), stacked=not reason)


@dataclass(frozen=True)
class DueFonts:
    """The fonts of a row with their metrics, and the heights that follow from them."""

    plain: QFont
    bold: QFont
    badge: QFont

    @classmethod
    def of(cls, font: QFont) -> DueFonts:
        return cls(font, scaled(font, 1.0, bold=True), scaled(font, 0.84, bold=True))

    def row_height(self, *, stacked: bool) -> int:
        """Two lines of text with room around them, and a third where the reason goes under them."""
        return (3 if stacked else 2) * QFontMetrics(self.plain).height() + 14

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
