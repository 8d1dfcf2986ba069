"""Asks why somebody is taken off his key worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.dialogs.decision import MoveDecision
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class TakeOffDialog(QDialog):
    """`decided` carries a `MoveDecision` for those of them who have a key worker."""

    decided = Signal(object)

    def __init__(self, snapshot: Snapshot, prison_numbers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = tuple(number for number in prison_numbers if snapshot.key_worker_of(number))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Take off the caseload?")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)
        key_workers = {snapshot.allocations[number].staff_id for number in self._numbers}
        name = counted(len(self._numbers), "prisoner")
        if len(self._numbers) == 1:
            name = snapshot.prisoners[self._numbers[0]].name
        owner = snapshot.key_workers[key_workers.pop()].name if len(key_workers) == 1 else "their key workers"
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setAccessibleName("Reason")
        self.take_off = button("Take off", self, kind="primary")
        self.leave = button("Leave as it is", self)
        form = QFormLayout()
        form.addRow("Reason", self.reason)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.take_off)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE + 4)
        column.addWidget(ToneLabel(f"Take {name} off {owner}?", self, size=1.15, bold=True, wrap=True))
        column.addLayout(form)
        column.addWidget(quiet("Nobody is responsible for him until he is allocated again.", self, wrap=True))
        column.addLayout(buttons)
        self.reason.textChanged.connect(self._typed)
        self.take_off.clicked.connect(self._decide)
        self.leave.clicked.connect(self.reject)
        self._typed()
        self.reason.setFocus()

    def _typed(self) -> None:
        ready = bool(self.reason.text().strip())
        self.take_off.setEnabled(ready)
        self.take_off.setDefault(ready)

    def _decide(self) -> None:
        self.decided.emit(MoveDecision(self._numbers, None, self.reason.text().strip()))
        self.accept()
