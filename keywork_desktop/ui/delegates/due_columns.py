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

    `reason_lines`: 0 where the reason has a column; else how many lines of its own it gets under the others, as in
    large text or a narrow window; one of three is the key worker's, who has no column then.
    """

    places: tuple[tuple[int, int], ...]
    reason_lines: int = 0

    def rect(self, column: int, row: QRect) -> QRect:
        """The column's part of a row."""
        left, width = self.places[column]
        return QRect(row.left() + left, row.top(), width, row.height())

    def under(self, row: QRect, line: int) -> QRect:
        """Where the reason goes when it has no column: at the foot of the row, from the prisoner's column on."""
        left = row.left() + self.places[1][0]
        height = self.reason_lines * line
        return QRect(left, row.bottom() - height - 6, row.right() - PAD - left, height)


_WIDTHS = (17, 27, 10, 23, 13)
_LEAST_WHY = 30
_SQUEEZED = 0.9
_ONE_LINE_OF_REASON = 74
"""Characters in which the longest usual reason fits."""


@lru_cache(maxsize=32)
def columns_for(width: int, character: int, *, under: bool = False) -> DueColumns:
    """The columns for a list of this width; `character` is the font's average width.

    Where there is little room the last session goes first, for the reason names it as well; then the reason gets a line
    of its own, and last of all the key worker goes there too. `under` gives the reason its line at once, as where a
    watch list says more than fits a column.
    """
    room = width - 2 * PAD
    for wanted, reason in (
        (_WIDTHS, _LEAST_WHY),
        ((*_WIDTHS[:4], 0), _LEAST_WHY),
        (_WIDTHS, 0),
        ((*_WIDTHS[:4], 0), 0),
        ((*_WIDTHS[:3], 0, 0), 0),
    ):
        if under and reason:
            continue
        columns = [*wanted, reason] if reason else list(wanted)
        # Four columns may be a little narrower before the key worker goes to the line below.
        enough = _SQUEEZED if wanted[3] and not wanted[4] and not reason else 1.0
        if sum(columns) * character * enough + (len([c for c in columns if c]) - 1) * GAP <= room:
            break
    gaps = (len([c for c in wanted if c]) - 1) * GAP
    squeezed = min(1.0, max(0, room - gaps) / (sum(wanted) * character)) if not reason else 1.0
    left = PAD
    places = []
    for characters in wanted:
        column = int(characters * character * squeezed)
        places.append((left, column))
        left += column + (GAP if column else 0)
    places.append((left, max(0, width - PAD - left) if reason else 0))
    if reason:
        return DueColumns(tuple(places))
    beneath = width - PAD - places[1][0]
    if not places[3][1]:
        return DueColumns(tuple(places), 3)
    return DueColumns(tuple(places), 1 if beneath >= _ONE_LINE_OF_REASON * character else 2)


@dataclass(frozen=True)
class DueFonts:
    """The fonts of a row with their metrics, and the heights that follow from them."""

    plain: QFont
    bold: QFont
    badge: QFont

    @classmethod
    def of(cls, font: QFont) -> DueFonts:
        # A copy: the font of a style option dies with the option.
        return cls(QFont(font), scaled(font, 1.0, bold=True), scaled(font, 0.84, bold=True))

    def row_height(self, reason_lines: int) -> int:
        """Two lines of text with room around them, and those of the reason where it goes under them."""
        return (2 + reason_lines) * QFontMetrics(self.plain).height() + 14

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
