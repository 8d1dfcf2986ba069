"""What a page shows when there is nothing: why, and what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class EmptyState(QWidget):
    """A title, a sentence and one button."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        self.title = ToneLabel("", self, size=1.15, bold=True)
        self.words = quiet("", self, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = button("", self, kind="primary")
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.button.clicked.connect(self.wanted)
        self.setFocusProxy(self.button)

    def show_state(self, title: str, words: str, step: str) -> None:
        """Say what is missing and what the button does."""
        self.title.setText(title)
        self.words.setText(words)
        self.button.setText(step)
