"""A strip over the ranked list that says what it shows: an entry of the watch list, or a day as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from keywork_desktop.ui.style import draw_panel
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel


class TodayStrip(QFrame):
    """A sentence with what can be done about it; hidden while there is nothing to say."""

    acted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget, *, leave: str = "") -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(8)
        self.text = ToneLabel("", self, wrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.act_button = button("", self)
        self.leave_button = button(leave, self, kind="quiet")
        row.addWidget(self.text, 1)
        row.addWidget(self.act_button)
        row.addWidget(self.leave_button)
        self.leave_button.setVisible(bool(leave))
        self.act_button.clicked.connect(self.acted)
        self.leave_button.clicked.connect(self.left)
        self.setMinimumHeight(self.act_button.sizeHint().height() + 8)
        self.tell("")

    def tell(self, text: str, act: str = "") -> None:
        """Say `text`, with a button `act` if it is given; nothing hides the strip."""
        self.text.setText(text)
        self.act_button.setText(act)
        self.act_button.setVisible(bool(act))
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        draw_panel(painter, self.rect(), look.accent_pale, look.line, 4)
        painter.end()
