"""What the signs of a page mean, in one quiet painted line; calendar and rota share it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from keywork_desktop.ui.delegates.calendar_look import fonts_of, shape_side, width_of
from keywork_desktop.ui.theme import Tokens, tokens

GAP = 16
_AFTER = 5

Painted = Callable[[QPainter, QRectF, Tokens, QFont], None]
"""Paints a sign into a box as high as the line's shapes."""


@dataclass(frozen=True)
class Sign:
    """A sign and its words. `wide` is its width in heights of a shape; `spoken` names it where there is no picture."""

    words: str
    paint: Painted
    wide: float = 1.0
    spoken: str = ""


class PaintedLegend(QWidget):
    """Painted, not widgets: one line that may be cut where there is no room; its tool tip then says all of it."""

    def __init__(self, signs: Sequence[Sign] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._signs: tuple[Sign, ...] = ()
        self.show_signs(signs)

    def show_signs(self, signs: Sequence[Sign]) -> None:
        """Explain these signs from now on."""
        if tuple(signs) != self._signs:
            self._signs = tuple(signs)
            self.setAccessibleName(f"Signs: {self.text}" if signs else "Signs")
            self.update()

    @property
    def text(self) -> str:
        """All signs in words."""
        return ", ".join(f"{sign.spoken} {sign.words}".strip() for sign in self._signs)

    def sizeHint(self) -> QSize:
        return QSize(400, self.fontMetrics().height() + 4)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, key = tokens(self), self.font().toString()
        painter = QPainter(self)
        x, height, side = 2.0, self.height(), shape_side(self.font())
        for sign in self._signs:
            width = side * sign.wide
            whole = width + _AFTER + width_of(sign.words, key, 2)
            if x + whole > self.width():
                break
            painter.save()
            sign.paint(painter, QRectF(x, (height - side) / 2, width, side), look, self.font())
            painter.restore()
            painter.setFont(fonts_of(key)[2])
            painter.setPen(look.quiet_text)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(x + width + _AFTER, 0, whole, height), flags, sign.words)
            x += whole + GAP
        painter.end()
