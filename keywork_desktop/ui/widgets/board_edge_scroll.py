"""Scrolls the board sideways while cards are dragged near its edges."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea

EDGE = 56
"""Pixels from the edge within which the board scrolls, faster the nearer."""

_EVERY_MS = 16
_FASTEST = 26


class EdgeScroll(QObject):
    """Tell it where the drag is; it scrolls until told otherwise."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._scroll)

    @property
    def scrolling(self) -> bool:
        return self._timer.isActive()

    def at(self, x: int) -> None:
        """The drag is at `x` of the scrolled area's visible part (negative: left of it, over what does not scroll)."""
        width = self._area.viewport().width()
        if 0 <= x < EDGE:
            self._step = -max(2, _FASTEST * (EDGE - x) // EDGE)
        elif width - EDGE < x:
            self._step = max(2, _FASTEST * min(EDGE, x - width + EDGE) // EDGE)
        else:
            self.stop()
            return
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        self._step = 0
        self._timer.stop()

    def _scroll(self) -> None:
        bar = self._area.horizontalScrollBar()
        bar.setValue(bar.value() + self._step)
