"""A panel: a rounded piece of surface with a fine line around it, on the ground of the window."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from keywork_desktop.ui.style import draw_panel
from keywork_desktop.ui.theme import tokens


class Panel(QFrame):
    """Holds what belongs together, one under the other; add to `column`."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 12, spacing: int = 6) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin - 2, margin, margin - 2)
        self.column.setSpacing(spacing)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        draw_panel(painter, self.rect(), look.surface, look.line)
        painter.end()


class Rule(QFrame):
    """A fine line between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens(self).line)
        painter.end()
