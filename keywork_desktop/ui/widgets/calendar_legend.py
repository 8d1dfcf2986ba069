"""What the shapes of the calendar mean, in one quiet line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from keywork_desktop.ui.delegates.calendar_look import draw_pin, tone_colours
from keywork_desktop.ui.delegates.calendar_regime_look import draw_steps
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_entries import Tone
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import Tokens
from keywork_desktop.ui.widgets.painted_legend import PaintedLegend, Sign

MEANINGS = (
    (Tone.PRIORITY, "overdue, priority group"),
    (Tone.DUE, "due, not planned"),
    (Tone.PLANNED, "planned"),
    (Tone.LATE, "planned only later"),
    (Tone.LOST, "lost"),
)


def _tone(tone: Tone, painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_shape(painter, box, tone.shape, tone_colours(look, tone)[0])


def _pin(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_pin(painter, box, look.quiet_text)


def _cut(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_hatch(painter, box.adjusted(-2, -2, 2, 2), look)


def _level(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_steps(painter, box, 3, look.quiet_text, look.hatch)


SIGNS = (
    *(Sign(words, partial(_tone, tone), spoken=tone.shape) for tone, words in MEANINGS),
    Sign("locked", _pin, spoken="pin"),
    Sign("regime cut", _cut, spoken="hatched"),
    Sign("regime level", _level, spoken="steps"),
)


class CalendarLegend(PaintedLegend):
    """The signs of every view of the calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SIGNS, parent)
