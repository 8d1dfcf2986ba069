"""A small window under a button that explains something and goes at the next click or Esc."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from keywork_desktop.ui.style import draw_panel
from keywork_desktop.ui.theme import tokens


class Popup(QFrame):
    """Add to `column`, then `show_under` a widget. It is freed when it closes."""

    def __init__(self, owner: QWidget, width_in_characters: int = 56) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * width_in_characters + 32)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(6)

    def show_under(self, widget: QWidget) -> None:
        """Open it under `widget`, inside the screen."""
        height = self.column.heightForWidth(self.width())
        self.resize(self.width(), height if height > 0 else self.sizeHint().height())
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        room = widget.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        draw_panel(painter, self.rect(), look.surface, look.field_line, 0)
        painter.end()
