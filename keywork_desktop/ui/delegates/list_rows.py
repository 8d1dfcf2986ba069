"""What painted rows of lists share: the ground with the ring of the chosen one, and text cut where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from keywork_desktop.ui.theme import Tokens

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, look: Tokens, *, resting: int = 0) -> None:
    """A fine line below the row; under the chosen one a pale ground, with a ring as wide as `resting` without focus."""
    rect = QRectF(option.rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if option.state & QStyle.StateFlag.State_Selected:
        ring = 2 if option.state & QStyle.StateFlag.State_HasFocus else resting
        painter.setBrush(look.accent_pale)
        painter.setPen(QPen(look.accent, ring) if ring else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect.adjusted(2, 1.5, -2, -1.5), 4, 4)
    painter.setPen(look.line)
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def draw_elided(painter: QPainter, box: QRectF, text: str) -> None:
    """Text that ends in an ellipsis where there is no room."""
    metrics = QFontMetrics(painter.font())
    painter.drawText(box, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width())))
