"""What is shown instead of the pages: the privacy curtain, and the lock after idle minutes."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keywork_desktop.ui.icons import draw_icon
from keywork_desktop.ui.marking import MARKING
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, heading, quiet


class _Picture(QWidget):
    """The icon of the curtain or of the lock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(48, 48)
        self.icon = "ph.eye-slash"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, QRect(0, 0, 48, 48), self.icon, tokens(self).quiet_text)
        painter.end()


class Curtain(QWidget):
    """Hides every name. Drawn by hand it opens with one key or click; locked it may ask for the passphrase.

    `lift_wanted` carries what was typed: the passphrase, or nothing.
    """

    lift_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Privacy curtain")
        self.is_locked = self.asks_passphrase = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addStretch(2)
        self._picture = _Picture(self)
        self.title = heading("", self)
        self.words = quiet("", self, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText("Passphrase")
        self.passphrase.setAccessibleName("Passphrase")
        self.passphrase.setMinimumWidth(self.fontMetrics().averageCharWidth() * 40)
        self.problem = ToneLabel("", self, tone="no", wrap=True)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open_button = button("", self, kind="primary")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.passphrase)
        row.addWidget(self.open_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addStretch(3)
        column.addWidget(ToneLabel(MARKING, self, bold=True), 0, Qt.AlignmentFlag.AlignHCenter)
        self.open_button.clicked.connect(self._ask)
        self.passphrase.returnPressed.connect(self._ask)

    def draw(self, *, locked: bool, passphrase: bool) -> None:
        """Get ready to be shown: by hand, or `locked`; with a `passphrase` to be asked for."""
        self.is_locked, self.asks_passphrase = locked, passphrase
        self._picture.icon = "ph.lock-simple" if locked else "ph.eye-slash"
        self.title.setText("Locked" if locked else "Names are hidden")
        if passphrase:
            text = "Nobody used Keywork Desktop for a while. Type the passphrase of this store to go on."
        elif locked:
            text = "Nobody used Keywork Desktop for a while. Nothing was lost."
        else:
            text = "The privacy curtain is drawn. Press Ctrl+L or Esc to go on where you were."
        self.words.setText(text)
        self.open_button.setText("Unlock" if locked else "Show names")
        self.passphrase.setVisible(passphrase)
        self.passphrase.clear()
        self.problem.clear()
        (self.passphrase if passphrase else self.open_button).setFocus()

    def refuse(self, why: str) -> None:
        """Say why it stays closed."""
        self.problem.setText(why)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _ask(self) -> None:
        self.lift_wanted.emit(self.passphrase.text() if self.asks_passphrase else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.is_locked:
            self._ask()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens(self).window)
        painter.end()
