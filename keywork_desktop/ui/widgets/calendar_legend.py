"""What the shapes of the calendar mean, in one quiet line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from keywork_desktop.ui.delegates.calendar_look import draw_pin, fonts_of, shape_side, tone_colours, width_of
from keywork_desktop.ui.delegates.calendar_regime_look import draw_steps
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_entries import Tone
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import tokens

MEANINGS = (
    (Tone.PRIORITY, "overdue, priority group"),
    (Tone.DUE, "due, not planned"),
    (Tone.PLANNED, "planned"),
    (Tone.LATE, "planned only later"),
    (Tone.LOST, "lost"),
)
PIN, CUT, LEVEL = "locked", "regime cut", "regime level"
GAP = 16


class CalendarLegend(QWidget):
    """Painted, not widgets: it is one line, and it may be cut where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Shapes: " + ", ".join(f"{tone.shape} {words}" for tone, words in MEANINGS))

    def sizeHint(self) -> QSize:
        return QSize(400, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, key = tokens(self), self.font().toString()
        painter = QPainter(self)
        painter.setFont(fonts_of(key)[2])
        x, height, side = 2, self.height(), shape_side(self.font())
        for tone, words in (*MEANINGS, (None, PIN), (None, CUT), (None, LEVEL)):
            width = side + 5 + width_of(words, key, 2) + GAP
            if x + width - GAP > self.width():
                break
            box = QRectF(x, (height - side) / 2, side, side)
            if words == PIN:
                draw_pin(painter, box, look.quiet_text)
            elif words == CUT:
                draw_hatch(painter, box.adjusted(-2, -2, 2, 2), look)
            elif words == LEVEL:
                draw_steps(painter, box, 3, look.quiet_text, look.hatch)
            elif tone is not None:
                draw_shape(painter, box, tone.shape, tone_colours(look, tone)[0])
            painter.setPen(look.quiet_text)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(x + side + 5, 0, width, height), flags, words)
            x += width
        painter.end()
