"""The hatch of a regime that is cut short: slanting lines, told from a plain ground in greyscale too."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from keywork_desktop.ui.theme import Tokens

STRIPE = 7
"""Pixels between two lines."""


def draw_hatch(painter: QPainter, rect: QRectF, look: Tokens) -> None:
    """Hatch `rect`. The lines go through fixed points of the view, so that they meet from cell to cell."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.hatch == look.text:
        # High contrast has no paler colour, and words may stand on the hatch.
        painter.setOpacity(painter.opacity() * 0.4)
    painter.setPen(QPen(look.hatch, 1.3))
    height = rect.height()
    # On each line x + y is the same multiple of the stripe.
    total = (rect.left() + rect.top()) // STRIPE * STRIPE
    while total < rect.right() + rect.bottom() + STRIPE:
        x = total - rect.bottom()
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + height, rect.top()))
        total += STRIPE
    painter.restore()
