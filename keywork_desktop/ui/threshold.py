"""What stands before the pages while there is no open store: waiting, the passphrase, or what keeps it shut."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, heading, quiet
from keywork_desktop.ui.widgets.panel import Panel


class Waiting(QWidget):
    """The page before the first rows are there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 18)
        self.words = quiet("Opening the store …", self)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignTop)


class Threshold(QWidget):
    """Asks for the passphrase of an encrypted store, or says why it cannot be opened and offers the next step."""

    passphrase_given = Signal(str)
    try_again_wanted = Signal()
    other_store_wanted = Signal()
    demo_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        middle = QVBoxLayout()
        outer.addStretch(1)
        outer.addLayout(middle, 3)
        outer.addStretch(1)
        panel = Panel(self, margin=20, spacing=10)
        middle.addStretch(2)
        middle.addWidget(panel)
        middle.addStretch(3)
        column = panel.column
        self.title = heading("", self)
        self.words = quiet("", self, wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem = ToneLabel("", self, tone="no", wrap=True)
        for part in (self.title, self.words, self.problem):
            column.addWidget(part)
        ways_on, ways_out = QHBoxLayout(), QHBoxLayout()
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName("Passphrase")
        self.passphrase.setPlaceholderText("Passphrase")
        self.open_button = button("Open", self, kind="primary")
        self.again_button = button("Try again", self, kind="primary")
        self.other_button = button("Open another store…", self)
        self.restore_button = button("Restore a backup…", self, tip="The store that is there now is kept aside")
        self.demo_button = button("Look at the demo prison", self)
        column.addWidget(self.passphrase)
        for row, ways in (
            (ways_on, (self.open_button, self.again_button, self.other_button)),
            (ways_out, (self.restore_button, self.demo_button)),
        ):
            for way in ways:
                row.addWidget(way)
            row.addStretch(1)
            column.addLayout(row)
        self.passphrase.returnPressed.connect(self._give)
        self.open_button.clicked.connect(self._give)
        self.again_button.clicked.connect(self.try_again_wanted)
        self.other_button.clicked.connect(self.other_store_wanted)
        self.demo_button.clicked.connect(self.demo_wanted)
        self.restore_button.clicked.connect(self.restore_wanted)

    def ask_passphrase(self, store: str, problem: str = "", *, backup: bool = False) -> None:
        """Ask for the passphrase of `store` (a backup's, or its own); `problem`: why the last one did not open it."""
        self.title.setText(f"This {'backup' if backup else 'store'} is encrypted")
        self.words.setText(f"Type the passphrase of {store}.")
        self._show(problem, asks=True)
        self.passphrase.clear()
        self.passphrase.setFocus()

    def explain(self, problem: str) -> None:
        """Say why the store cannot be opened; the message says what to do."""
        self.title.setText("The store could not be opened")
        self.words.setText(problem)
        self._show("", asks=False)
        self.again_button.setFocus()

    def _show(self, problem: str, *, asks: bool) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        for part in (self.passphrase, self.open_button):
            part.setVisible(asks)
            part.setEnabled(True)
        for part in (self.again_button, self.demo_button):
            part.setVisible(not asks)

    def _give(self) -> None:
        if self.passphrase.text():
            self.open_button.setEnabled(False)
            self.passphrase_given.emit(self.passphrase.text())
