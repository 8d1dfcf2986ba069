"""How the regime looks: hatched where it is cut, steps for its level, shaded where the core day is closed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from keywork_desktop.ui.delegates.calendar_look import GAP, elided, fonts_of, shape_side, width_of
from keywork_desktop.ui.models.calendar_regime import RegimeOfDay
from keywork_desktop.ui.theme import Tokens

STRIPE = 7
"""Pixels between two lines of the hatch."""

STEPS = 4
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def draw_hatch(painter: QPainter, rect: QRectF, look: Tokens) -> None:
    """Slanting lines: told from a plain ground in greyscale too. They meet from cell to cell."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.hatch, 1.3))
    height = rect.height()
    begin = (rect.left() + rect.bottom()) // STRIPE * STRIPE - rect.bottom()
    x = begin
    while x < rect.right() + height:
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + height, rect.top()))
        x += STRIPE
    x = begin - STRIPE
    while x > rect.left() - height - STRIPE:
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + height, rect.top()))
        x -= STRIPE
    painter.restore()


def level_width(regime: RegimeOfDay, font_key: str, words: str) -> int:
    """Pixels that the steps and these words beside them take."""
    return _steps_width(font_key) + 3 + width_of(words, font_key, 2) if regime.level else 0


def _steps_width(font_key: str) -> int:
    return shape_side(fonts_of(font_key)[0]) + 3


def draw_level(painter: QPainter, rect: QRectF, regime: RegimeOfDay, words: str, look: Tokens, font_key: str) -> None:
    """Four rising steps, as many filled as the level says, and the words: level 4 is the most severe."""
    if not regime.level:
        return
    width = _steps_width(font_key)
    side = float(shape_side(fonts_of(font_key)[0]))
    colour = look.overdue if regime.level == STEPS else look.due if regime.level == STEPS - 1 else look.week
    box = QRectF(rect.left(), rect.center().y() - side / 2, width, side)
    draw_steps(painter, box, regime.level, colour, look.hatch)
    painter.setFont(fonts_of(font_key)[2])
    painter.setPen(colour)
    painter.drawText(
        rect.adjusted(width + 3, 0, 0, 0), _LEFT, elided(words, font_key, 2, int(rect.width()) - width - 3)
    )


def draw_steps(painter: QPainter, box: QRectF, level: int, colour: QColor, empty: QColor) -> None:
    """The steps alone."""
    pitch = box.width() / STEPS
    for step in range(1, STEPS + 1):
        height = box.height() * (0.25 + 0.75 * step / STEPS)
        bar = QRectF(round(box.left() + (step - 1) * pitch), box.bottom() - height, max(2.0, pitch - 1.2), height)
        painter.fillRect(bar, colour if step <= level else empty)


def cut_text(regime: RegimeOfDay, font_key: str, room: int) -> str:
    """What is cut, in as many words as `room` pixels hold."""
    for words in (regime.cut_line, regime.short_cut):
        if width_of(words, font_key, 2) <= room:
            return words
    return elided(regime.short_cut, font_key, 2, room)


def draw_cut(painter: QPainter, rect: QRectF, regime: RegimeOfDay, ground: QColor, look: Tokens, font: QFont) -> None:
    """The words about the cut, on a ground of their own so that the hatch does not run through the letters."""
    key = font.toString()
    words = cut_text(regime, key, int(rect.width()) - 2 * GAP)
    painter.fillRect(QRectF(rect.left(), rect.top(), width_of(words, key, 2) + 2 * GAP, rect.height()), ground)
    painter.setFont(fonts_of(key)[2])
    painter.setPen(look.text)
    painter.drawText(rect.adjusted(GAP, 0, 0, 0), _LEFT, words)


def draw_closed(painter: QPainter, rect: QRectF, look: Tokens) -> None:
    """Hours outside the core day: a quiet shade."""
    painter.fillRect(rect, look.weekend)
