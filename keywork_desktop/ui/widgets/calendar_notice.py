"""A calm strip inside a page: something to know, with buttons for what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.style import draw_panel
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.widgets.buttons import button, icon_button
from keywork_desktop.ui.widgets.labels import ToneLabel


class Notice(QWidget):
    """Hidden until it has something to say. `warns` gives it the colours of a warning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "fits"
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 4, 6, 4)
        self._row.setSpacing(8)
        self.words = ToneLabel("", self, wrap=True)
        self._row.addWidget(self.words, 1)
        self._buttons: list[QPushButton] = []
        self._close = icon_button("ph.x", "Dismiss", self)
        self._close.clicked.connect(self.hide)
        self._row.addWidget(self._close)
        self.hide()

    def say(
        self,
        text: str,
        buttons: dict[str, Callable[[], None]] | None = None,
        *,
        warns: bool = False,
        lasting: bool = False,
    ) -> None:
        """Show `text` and a button for each name; a `lasting` notice cannot be dismissed."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.deleteLater()
        self._buttons = []
        for place, (name, action) in enumerate((buttons or {}).items()):
            made = button(name, self)
            made.clicked.connect(action)
            self._row.insertWidget(1 + place, made)
            self._buttons.append(made)
        self._tone = "warns" if warns else "fits"
        self.words.set_tone(self._tone)
        said_before = self.isVisible() and self.words.text() == text
        self.words.setText(text)
        self._close.setVisible(not lasting)
        self.show()
        self.update()
        if not said_before:
            announce(self, text)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        draw_panel(painter, self.rect(), getattr(look, f"{self._tone}_pale"), look.line)
        painter.end()
