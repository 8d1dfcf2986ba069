"""The first start: begin with this prison, or look at the demo prison."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.domain.people import Establishment
from keywork_desktop.ui.opening import Protection
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, heading, quiet
from keywork_desktop.ui.widgets.panel import Panel

SHORTEST_PASSPHRASE = 8
SIDE_BY_SIDE_CHARACTERS = 110
"""The width in characters from which the two ways to begin stand side by side."""


class FirstStart(QScrollArea):
    """Asks for what a new store needs. Says beside the field what is missing; never a dialog.

    `begin_wanted` carries code, name, protection and passphrase; the others nothing.
    """

    begin_wanted = Signal(str, str, object, str)
    demo_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, store: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget(self)
        self.setWidget(inside)
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(12)
        outer.addLayout(column, 6)
        outer.addStretch(1)
        column.addStretch(1)
        column.addWidget(heading("Welcome to Keywork Desktop", inside))
        promise = "Who must be seen, by whom, and when. It works without a network and keeps its data on this PC."
        column.addWidget(quiet(promise, inside, wrap=True))
        self._ways_in = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ways_in.setSpacing(16)
        self._ways_in.addWidget(self._begin_panel(store), 3)
        self._ways_in.addWidget(self._demo_panel(), 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._ways_in)
        column.addStretch(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= SIDE_BY_SIDE_CHARACTERS * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction
        self._ways_in.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def _begin_panel(self, store: Path) -> Panel:
        panel = Panel(self, margin=18, spacing=10)
        panel.column.addWidget(ToneLabel("Start with this prison", panel, size=1.12, bold=True))
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.code = self._field("three letters, such as EYI", "Establishment code")
        self.code.setMaxLength(3)
        self.name = self._field("such as HMP Elmley", "Name of the prison")
        form.addRow("Code", self.code)
        form.addRow("Name", self.name)
        panel.column.addLayout(form)
        panel.column.addWidget(ToneLabel("How the data is kept from strangers", panel, bold=True))
        self._ways = QButtonGroup(self)
        self.by_passphrase = self._way("Encrypted, with a passphrase. It opens on any PC that has the file.", panel)
        self.by_pc = self._way("Encrypted, with a key that this PC's credential store keeps. Nothing to type.", panel)
        self.not_at_all = self._way("Not encrypted. Anybody who gets the file can read every name in it.", panel)
        self.by_passphrase.setChecked(True)
        self.passphrase = self._field("at least 8 characters; several words are best", "Passphrase")
        self.again = self._field("the same again", "Passphrase again")
        for secret in (self.passphrase, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        panel.column.insertWidget(panel.column.indexOf(self.by_passphrase) + 1, self.passphrase)
        panel.column.insertWidget(panel.column.indexOf(self.passphrase) + 1, self.again)
        self._ways.buttonClicked.connect(self._show_fields)
        self.problem = ToneLabel("", panel, tone="no", wrap=True)
        self.problem.hide()
        panel.column.addWidget(self.problem)
        last = QHBoxLayout()
        self.begin_button = button("Start", panel, kind="primary")
        last.addWidget(self.begin_button)
        last.addWidget(quiet(f"The file: {store}", panel, wrap=True), 1)
        panel.column.addLayout(last)
        self.begin_button.clicked.connect(self._begin)
        for field in (self.code, self.name, self.passphrase, self.again):
            field.returnPressed.connect(self._begin)
        return panel

    def _demo_panel(self) -> Panel:
        panel = Panel(self, margin=18, spacing=10)
        panel.column.addWidget(ToneLabel("Look around first", panel, size=1.12, bold=True))
        text = "An invented prison of about 1,000 people with its reports, allocations and a four-week rota."
        panel.column.addWidget(quiet(f"{text} Nobody in it exists; do with it what you like.", panel, wrap=True))
        self.demo_button = button("Look at the demo prison", panel)
        panel.column.addWidget(self.demo_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.demo_button.clicked.connect(self.demo_wanted)
        panel.column.addSpacing(8)
        panel.column.addWidget(ToneLabel("You have a store already?", panel, bold=True))
        self.open_button = button("Open a store…", panel)
        panel.column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.open_button.clicked.connect(self.open_wanted)
        self.restore_button = button("Restore a backup…", panel)
        panel.column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.restore_button.clicked.connect(self.restore_wanted)
        return panel

    def _field(self, hint: str, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        return field

    def _way(self, text: str, panel: Panel) -> QRadioButton:
        way = QRadioButton(text, panel)
        self._ways.addButton(way)
        panel.column.addWidget(way)
        return way

    def _show_fields(self) -> None:
        for field in (self.passphrase, self.again):
            field.setVisible(self.by_passphrase.isChecked())
        self.problem.hide()

    def refuse(self, why: str, field: QLineEdit | None = None) -> None:
        """Say what is wrong and go to where it can be mended."""
        self.problem.setText(why)
        self.problem.show()
        self.begin_button.setEnabled(True)
        if field is not None:
            field.setFocus()
            field.selectAll()

    def _begin(self) -> None:
        code, name = self.code.text().strip().upper(), " ".join(self.name.text().split())
        if len(code) != 3 or not code.isascii() or not code.isalpha():
            self.refuse("The code is three letters, such as EYI.", self.code)
            return
        if not name:
            self.refuse("Give the prison its name.", self.name)
            return
        Establishment(code, name)
        if self.by_pc.isChecked():
            self._start(code, name, Protection.CREDENTIAL_STORE, "")
        elif self.not_at_all.isChecked():
            self._start(code, name, Protection.NONE, "")
        elif len(self.passphrase.text()) < SHORTEST_PASSPHRASE:
            self.refuse(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters.", self.passphrase)
        elif self.passphrase.text() != self.again.text():
            self.refuse("The two passphrases differ. Type the second one again.", self.again)
        else:
            self._start(code, name, Protection.PASSPHRASE, self.passphrase.text())

    def _start(self, code: str, name: str, protection: Protection, passphrase: str) -> None:
        self.problem.hide()
        self.begin_button.setEnabled(False)
        self.begin_wanted.emit(code, name, protection, passphrase)
