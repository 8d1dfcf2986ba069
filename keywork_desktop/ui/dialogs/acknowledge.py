"""Somebody takes on an overdue priority prisoner: what happens next, and who was told."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keywork_desktop.actions.acknowledging import LONGEST, acknowledge, withdraw_acknowledgement
from keywork_desktop.domain.acknowledging import GRADES, Acknowledgement, acknowledgement_of
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.wording import status_text, why
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class AcknowledgeDialog(QDialog):
    """Writes through the office, one step to undo; what was said before stands in the fields."""

    def __init__(self, office: Office, item: DueItem, known: Mapping[str, Acknowledgement], parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._item = office, item
        before = acknowledgement_of(item, known)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("What happens next")
        self.next_step = QLineEdit(before.next_step if before else "", self)
        self.next_step.setMaxLength(LONGEST)
        self.next_step.setAccessibleName("What happens next")
        self.next_step.setPlaceholderText("when he will be seen, and by whom")
        self.grade = QComboBox(self)
        self.grade.setEditable(True)
        self.grade.setAccessibleName("Escalated to")
        told = QLineEdit(self.grade)
        told.setFrame(False)
        told.setMaxLength(80)
        told.setPlaceholderText("nobody")
        self.grade.setLineEdit(told)
        self.grade.addItems(["", *GRADES])
        self.grade.setCurrentText(before.escalated_to if before else "")
        self.save = button("Acknowledge", self, kind="primary")
        self.withdraw = button("Take back", self, tip="He waits again for somebody who says what happens next")
        self.withdraw.setVisible(before is not None)
        self.cancel = button("Cancel", self)
        self._lay_out()
        self.save.clicked.connect(self._acknowledge)
        self.withdraw.clicked.connect(self._withdraw)
        self.cancel.clicked.connect(self.reject)
        self.next_step.textChanged.connect(self._fit)
        self._fit()
        self.next_step.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        name = f"{self._item.prisoner.name} · {status_text(self._item)}"
        column.addWidget(ToneLabel(name, self, tone="overdue", size=1.15, bold=True, wrap=True))
        column.addWidget(quiet(why(self._item), self, wrap=True))
        form = QFormLayout()
        form.setVerticalSpacing(SPACE)
        form.addRow("What happens next", self.next_step)
        form.addRow("Escalated to", self.grade)
        column.addLayout(form)
        said = "He stays overdue until he is seen; this stands with your name until then. Nothing from case notes here."
        column.addWidget(quiet(said, self, wrap=True))
        buttons = QHBoxLayout()
        buttons.addWidget(self.withdraw)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)

    def _fit(self) -> None:
        ready = bool(self.next_step.text().strip())
        self.save.setEnabled(ready)
        self.save.setDefault(ready)

    def _acknowledge(self) -> None:
        number = self._item.prisoner.prison_number
        step, grade = self.next_step.text(), self.grade.currentText()
        self._office.act(partial(acknowledge, prison_number=number, next_step=step, escalated_to=grade))
        self.accept()

    def _withdraw(self) -> None:
        self._office.act(partial(withdraw_acknowledgement, prison_number=self._item.prisoner.prison_number))
        self.accept()
