"""Where files may be dropped, and the button for those who rather choose them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.ui.icons import draw_icon
from keywork_desktop.ui.theme import RADIUS, SPACE, tokens
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class _Picture(QWidget):
    """A sheet with an arrow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(40, 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, QRect(2, 2, 36, 36), "ph.file-arrow-down", tokens(self).accent)
        painter.end()


_ROOMY = 46
"""The width in letters from which both lines are said."""


class DropZone(QWidget):
    """`files_dropped` carries paths; `choosing` asks for the file dialog."""

    files_dropped = Signal(list)
    choosing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(_Picture(self))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ToneLabel("Drop report files anywhere in the window", self, size=1.1, bold=True, wrap=True))
        said = (
            "CSV or Excel, as NOMIS gives them, several at once and in any order. Nothing is written before you accept."
        )
        self._said = quiet(said, self, wrap=True)
        words.addWidget(self._said)
        row.addLayout(words, 1)
        self.choose = button("Choose files…", self, kind="primary", tip="Choose report files (Ctrl+O)")
        self.choose.clicked.connect(self.choosing)
        row.addWidget(self.choose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room (large text) the first line says enough; the help says the rest.
        self._said.setVisible(self.width() >= _ROOMY * self.fontMetrics().averageCharWidth())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._light(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light(over=False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.accept()
            self.files_dropped.emit(files)

    def _light(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.accent_pale if self._over else look.surface)
        pen = QPen(look.accent if self._over else look.field_line, 2 if self._over else 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
