"""Correcting a record that was entered here by mistake: what it is, and why it is taken back (DOMAIN 3.3)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from keywork_desktop.actions.correcting import correct_record
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.session_ledger import LedgerLine
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet

LONGEST_REASON = 200


class CorrectDialog(QDialog):
    """Opened with `open()`; corrects through the office and is freed when it closes."""

    def __init__(self, office: Office, prisoner: Prisoner, line: LedgerLine, owner: QWidget) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Correct a record")
        self._office, self._prisoner, self._line = office, prisoner, line
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(ToneLabel(prisoner.name, self, size=1.15, bold=True))
        self.told = ToneLabel(f"{line.words}, {long_date(line.record.on)}", self, wrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.told)
        column.addWidget(
            quiet(
                "It was recorded here and is taken back: it no longer counts. A session that was planned goes back on "
                "the rota if its place is free. The log keeps both with your reason, and Undo brings the record back.",
                self,
                wrap=True,
            )
        )
        label = QLabel("&Why it was wrong", self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText("For example: entered against the wrong man")
        label.setBuddy(self.reason)
        column.addWidget(label)
        column.addWidget(self.reason)
        buttons = QDialogButtonBox(self)
        self.correct_button = buttons.addButton("Take it back", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        column.addWidget(buttons)
        buttons.accepted.connect(self._correct)
        buttons.rejected.connect(self.reject)
        self.reason.textChanged.connect(self._fit)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        self._fit()

    def _fit(self) -> None:
        self.correct_button.setEnabled(bool(self.reason.text().strip()))

    def _correct(self) -> None:
        self._office.act(
            partial(
                correct_record,
                prison_number=self._prisoner.prison_number,
                record=self._line.record,
                reason=self.reason.text(),
            )
        )
        self.accept()
