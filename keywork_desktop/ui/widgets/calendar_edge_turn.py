"""Turns the page while something is dragged onto the left or right edge of a view, after a pause, again and again."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from keywork_desktop.ui.theme import tokens

EDGE = 28
"""Pixels from the left or right edge of a view that count as its edge."""

PAUSE_MS = 800
"""How long one has to stay there: who only passes by, or drops there, turns nothing."""

AGAIN_MS = 1600
"""How long until the next page, so that nobody flies past his own."""


class EdgeStrip(QWidget):
    """The edge, shown while the drag rests on it: an arrow to where the page will turn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = 1
        # The drop is for the view below.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.accent_pale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.accent, 3))
        middle, reach = QPointF(self.rect().center()), 6.0 * self.step
        painter.drawPolyline(
            [middle + QPointF(-reach / 2, -10), middle + QPointF(reach / 2, 0), middle + QPointF(-reach / 2, 10)]
        )
        painter.end()


class EdgeTurn(QObject):
    """Tell it where the drag is. `turned` carries -1 or 1."""

    turned = Signal(int)

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.strip = EdgeStrip(area)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def at(self, point: QPoint) -> None:
        """The drag is at this point of the viewport."""
        width = self._area.viewport().width()
        step = -1 if point.x() < EDGE else 1 if point.x() >= width - EDGE else 0
        if not step:
            self.stop()
        elif step != self.strip.step or not self._timer.isActive():
            self._show(step)

    def _show(self, step: int) -> None:
        view = self._area.viewport()
        self.strip.step = step
        corner = view.mapTo(self._area, QPoint(0 if step < 0 else view.width() - EDGE, 0))
        self.strip.setGeometry(QRect(corner.x(), corner.y(), EDGE, view.height()))
        self.strip.show()
        self.strip.raise_()
        self.strip.update()
        self._timer.start(PAUSE_MS)

    def stop(self) -> None:
        """The drag has left the edge, or is over."""
        self._timer.stop()
        self.strip.hide()

    def _turn(self) -> None:
        self._timer.start(AGAIN_MS)
        self.turned.emit(self.strip.step)
