"""Sizes of cards and columns from the font, so that nothing is clipped when the text is larger."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

from keywork_desktop.ui.theme import scaled

PAD = 8
"""Pixels between a card's edge and its text."""
GAP = 6
"""Pixels between cards."""
STRIPE = 4
"""Width of the status stripe at a card's left edge, in pixels."""
LEADING = 2
"""Pixels between lines."""

_WIDEST_NAME = "CUNNINGHAM, Devon"
_WIDEST_SURNAME = "JOHNSTON A"
_SMALL = 0.92
_BADGE = 0.82


@dataclass(frozen=True)
class CardMetrics:
    """Fonts and heights for one base font; all cards and all columns are alike, so it is made once a font."""

    name: QFont
    small: QFont
    strong: QFont
    badge: QFont
    name_metrics: QFontMetrics
    small_metrics: QFontMetrics
    strong_metrics: QFontMetrics
    badge_metrics: QFontMetrics
    narrow: bool = False
    """Cards with name and status only, in columns as wide as a surname, so that more of them are in sight."""

    @classmethod
    def of(cls, font: QFont, *, narrow: bool = False) -> CardMetrics:
        """The measures that belong to this font."""
        name = scaled(font, 1.0, bold=True)
        small = scaled(font, _SMALL)
        strong = scaled(font, _SMALL, bold=True)
        badge = scaled(font, _BADGE, bold=True)
        fonts = (name, small, strong, badge)
        name_metrics, small_metrics, strong_metrics, badge_metrics = (QFontMetrics(one) for one in fonts)
        return cls(*fonts, name_metrics, small_metrics, strong_metrics, badge_metrics, narrow)

    @property
    def card_height(self) -> int:
        """Height of a card without the gap below it."""
        lines = 1 if self.narrow else 2
        return 2 * PAD - 2 + self.name_metrics.height() + lines * (self.small_metrics.height() + LEADING)

    @property
    def row_height(self) -> int:
        return self.card_height + GAP

    @property
    def column_width(self) -> int:
        """Wide enough for a long name beside a badge's worth of room; six columns and more at 1366 pixels."""
        if self.narrow:
            return self.name_metrics.horizontalAdvance(_WIDEST_SURNAME) + STRIPE + PAD + 2 * GAP
        text = self.name_metrics.horizontalAdvance(_WIDEST_NAME)
        return max(160, text + STRIPE + 2 * PAD + 2 * GAP + 16)

    @property
    def badge_height(self) -> int:
        return self.badge_metrics.height() + 2

    @property
    def head_height(self) -> int:
        """Name, standing, notes and the bar, with room around them."""
        return 3 * PAD + self.name_metrics.height() + 2 * (self.small_metrics.height() + LEADING) + 4
