"""The picture that follows the mouse in a drag: the card, and how many it stands for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from keywork_desktop.ui.delegates.card_delegate import CardDelegate
from keywork_desktop.ui.models.board_card import Card
from keywork_desktop.ui.theme import RADIUS, tokens

_BEHIND = 4
"""Pixels by which the cards behind stick out."""


def drag_picture(card: Card, count: int, delegate: CardDelegate, widget: QWidget) -> QPixmap:
    """The first card with up to two more behind it and, for several, their number in a badge."""
    look = tokens(widget)
    measures = delegate.metrics
    behind = min(count, 3) - 1
    width, height = measures.column_width - 16, measures.card_height
    extra = behind * _BEHIND
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round((width + extra + 4) * ratio), round((height + extra + 4) * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.shadow)
    painter.drawRoundedRect(QRectF(extra + 2, extra + 3, width, height), RADIUS, RADIUS)
    for place in range(behind, 0, -1):
        painter.setPen(look.accent)
        painter.setBrush(look.surface)
        offset = place * _BEHIND
        painter.drawRoundedRect(QRectF(offset, offset, width, height), RADIUS, RADIUS)
    delegate.paint_card(painter, QRectF(0, 0, width, height), card, look, chosen=True, held=False)
    if count > 1:
        _paint_count(painter, QRectF(0, 0, width, height), f"{count} cards", delegate, widget)
    painter.end()
    return picture


def _paint_count(painter: QPainter, card: QRectF, text: str, delegate: CardDelegate, widget: QWidget) -> None:
    look, measures = tokens(widget), delegate.metrics
    width = measures.badge_metrics.horizontalAdvance(text) + 14
    height = measures.badge_height + 4
    badge = QRectF(card.right() - width - 6, card.bottom() - height - 4, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.accent)
    painter.drawRoundedRect(badge, height / 2, height / 2)
    painter.setFont(measures.badge)
    painter.setPen(look.on_accent)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
