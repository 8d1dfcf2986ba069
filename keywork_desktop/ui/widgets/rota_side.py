"""The panels beside the rota, one under the other; where large text leaves no room for all of them, they scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from keywork_desktop.ui.theme import SPACE

_LEAST_HEIGHT = 120


class RotaSide(QScrollArea):
    """Add to `column`. It scrolls only below the least height of what is in it, so that lists shrink first."""

    fitted = Signal(int)
    """So many pixels are in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inside = QWidget(self)
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.inside)
        for ground in (self.inside, self.viewport()):
            ground.setAutoFillBackground(False)
        self.inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.fitted.emit(self.height())

    def _fit(self) -> None:
        room = self.viewport().size()
        least = self.column.heightForWidth(room.width())
        self.inside.resize(room.width(), max(room.height(), least))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.inside.minimumSizeHint().width(), _LEAST_HEIGHT)
