"""What the delegates of the calendar's tables have in common: the entries of a cell, and which of them is in focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate

from keywork_desktop.ui.delegates.calendar_entries_layout import MORE, EntriesLayout
from keywork_desktop.ui.delegates.calendar_look import draw_entry, fonts_of, width_of
from keywork_desktop.ui.theme import Tokens

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class EntryPainter(QStyledItemDelegate):
    """The view sets `current_key` and `carried_key` before it repaints."""

    def __init__(self) -> None:
        super().__init__()
        self.current_key = ""
        self.carried_key = ""

    def draw_entries(
        self,
        painter: QPainter,
        layout: EntriesLayout,
        look: Tokens,
        font: QFont,
        *,
        chosen: bool,
        focus: bool,
        lowest: int,
    ) -> None:
        """The entries that end above `lowest`; `chosen`: the cell is the one in focus, or was before the focus left."""
        for box, entry in layout.entries:
            if box.bottom() > lowest:
                return
            current, dim = chosen and entry.key == self.current_key, entry.key == self.carried_key
            draw_entry(painter, QRectF(box), entry, look, font, current=current, focus=focus, dim=dim)
        if layout.hidden and layout.more.bottom() <= lowest:
            draw_more(painter, layout, look, font, current=focus and chosen and self.current_key == MORE)


def draw_more(painter: QPainter, layout: EntriesLayout, look: Tokens, font: QFont, *, current: bool) -> None:
    """`+3 more`, or `+3` where that is too wide."""
    key = font.toString()
    painter.setFont(fonts_of(key)[0])
    painter.setPen(look.accent)
    box = layout.more.adjusted(3, 0, 0, 0)
    words = f"+{layout.hidden} more"
    fits = width_of(words, key, 0) <= box.width()
    painter.drawText(box, _LEFT, words if fits else f"+{layout.hidden}")
    if current:
        painter.setPen(QPen(look.accent, 2))
        painter.drawRoundedRect(QRectF(layout.more).adjusted(1, 1, -1, -1), 4, 4)
