"""The head of a page: one row of controls where there is room, two where there is not (large text, narrow window)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

_GAP = 8


class WrappingRow(QWidget):
    """Add controls to `first` (left) and `last` (right); `last` goes under `first` where both do not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._halves = (QWidget(self), QWidget(self))
        self.first, self.last = QHBoxLayout(self._halves[0]), QHBoxLayout(self._halves[1])
        for half in (self.first, self.last):
            half.setContentsMargins(0, 0, 0, 0)
            half.setSpacing(_GAP)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setColumnStretch(0, 1)
        self._two_rows = False
        self._place()

    @property
    def is_wrapped(self) -> bool:
        """Whether there are two rows just now."""
        return self._two_rows

    def _place(self) -> None:
        where = (1, 0) if self._two_rows else (0, 1)
        self._grid.addWidget(self._halves[0], 0, 0)
        self._grid.addWidget(self._halves[1], *where, Qt.AlignmentFlag.AlignRight)

    def minimumSizeHint(self) -> QSize:
        hints = [half.minimumSizeHint() for half in self._halves]
        return QSize(max(hint.width() for hint in hints), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            # A title or a button has become longer or shorter.
            self._fit()
        return done

    def _fit(self) -> None:
        wanted = sum(half.minimumSizeHint().width() for half in self._halves) + _GAP
        if (wanted > self.width()) != self._two_rows:
            self._two_rows = not self._two_rows
            self._place()
            self.updateGeometry()
