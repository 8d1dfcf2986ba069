"""How the regime looks beside the hatch: steps for its level, words for a cut, a shade where the day is closed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from keywork_desktop.ui.delegates.calendar_look import GAP, elided, fonts_of, shape_side, width_of
from keywork_desktop.ui.models.calendar_regime import RegimeOfDay
from keywork_desktop.ui.theme import Tokens

STEPS = 4
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def level_width(regime: RegimeOfDay, font_key: str, words: str) -> int:
    """Pixels that the steps and these words beside them take."""
    return _steps_width(font_key) + 5 + width_of(words, font_key, 2) if regime.level else 0


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


def cut_lines(regime: RegimeOfDay, font_key: str, room: int) -> tuple[str, ...]:
    """What is cut, on one line of `room` pixels if that holds it, else on two: first the hours, then the reason."""
    if not regime.cuts:
        return ()
    if width_of(regime.cut_line, font_key, 2) <= room:
        return (regime.cut_line,)
    if width_of(regime.short_cut, font_key, 2) > room:
        what, _, hours = regime.short_cut.partition("ut ")
        return (elided(f"{what}ut", font_key, 2, room), elided(hours, font_key, 2, room))
    rest = (elided(regime.reason, font_key, 2, room),) if regime.reason else ()
    return (regime.short_cut, *rest)


def draw_words(painter: QPainter, rect: QRectF, words: str, ground: QColor, colour: QColor, font: QFont) -> None:
    """Words on a ground of their own, so that the hatch does not run through the letters."""
    key = font.toString()
    painter.fillRect(QRectF(rect.left(), rect.top(), width_of(words, key, 2) + 2 * GAP, rect.height()), ground)
    painter.setFont(fonts_of(key)[2])
    painter.setPen(colour)
    painter.drawText(rect.adjusted(GAP, 0, 0, 0), _LEFT, words)


def draw_closed(painter: QPainter, rect: QRectF, look: Tokens) -> None:
    """Hours outside the core day: a quiet shade."""
    painter.fillRect(rect, look.weekend)
