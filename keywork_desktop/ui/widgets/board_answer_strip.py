"""The strip at the foot of a column that says fits, warns or no while cards are held."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from keywork_desktop.ui.models.board_answers import Answer
from keywork_desktop.ui.shapes import draw_shape, fit_colours
from keywork_desktop.ui.theme import RADIUS, scaled, tokens

_PAD = 9
_MOST_LINES = 5
_BESIDE_A_NUMBER = re.compile(r"(?<=\d) (?!·)|(?<!·) (?=\d)")
_NO_BREAK = "\u00a0"


class AnswerStrip(QWidget):
    """Lies over the end of the list without moving anything, and lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = parent
        self._answer: Answer | None = None
        self._words = ""

    @property
    def answer(self) -> Answer | None:
        return self._answer

    def say(self, answer: Answer) -> None:
        """Show this answer along the foot of the parent."""
        self._answer = answer
        self._words = _BESIDE_A_NUMBER.sub(_NO_BREAK, answer.text)
        self.setAccessibleName(answer.text)
        column = self._column
        metrics = QFontMetrics(self._font())
        room = column.width() - 2 * _PAD - self._indent(metrics) - 2
        text = metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAPPED, self._words)
        height = min(text.height(), metrics.lineSpacing() * _MOST_LINES) + 2 * _PAD
        self.setGeometry(1, column.height() - height - 1, column.width() - 2, height)
        self.update()
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._answer is None:
            return
        look = tokens(self)
        colour, pale = (look.quiet_text, look.week_pale) if self._answer.here else fit_colours(look, self._answer.fit)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.surface)
        painter.drawRect(rect.adjusted(0, 0, 0, -RADIUS))
        painter.setBrush(pale)
        painter.drawRoundedRect(rect.adjusted(0, -RADIUS, 0, 0), RADIUS - 1, RADIUS - 1)
        painter.setPen(QPen(look.line))
        painter.drawLine(rect.topLeft(), rect.topRight())
        font = self._font()
        metrics = QFontMetrics(font)
        left = float(_PAD)
        if not self._answer.here:
            side = metrics.ascent() * 0.8
            draw_shape(
                painter, QRectF(_PAD, _PAD + (metrics.height() - side) / 2, side, side), self._answer.fit.shape, colour
            )
            left += self._indent(metrics)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(
            QRectF(left, _PAD, rect.width() - left - _PAD, rect.height() - 2 * _PAD), _WRAPPED, self._words
        )

    def _font(self) -> QFont:
        return scaled(self.font(), 0.92, bold=True)

    def _indent(self, metrics: QFontMetrics) -> int:
        return round(metrics.ascent() * 0.8) + 5


_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
