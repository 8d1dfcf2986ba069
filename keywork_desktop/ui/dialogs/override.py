"""Asks before a rule is broken: what stands against the move, a second officer if needed, and why all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.candidates import Verdict, judge_several
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.dialogs.decision import MoveDecision
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.board_reasons import ReasonList
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet

_WIDTH_IN_CHARACTERS = 74


class OverrideDialog(QDialog):
    """For a drop on a column that says no to some or all of the cards. `decided` carries a `MoveDecision`."""

    decided = Signal(object)

    def __init__(self, snapshot: Snapshot, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot = snapshot
        self._numbers = tuple(number for number, _ in verdict.judgements)
        self._staff_id = verdict.key_worker.staff_id
        self._verdict = verdict
        name = verdict.key_worker.name
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Move to {name}?")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDTH_IN_CHARACTERS)
        self._question = ToneLabel(self._asking(), self, size=1.15, bold=True, wrap=True)
        self.reasons = ReasonList(self, lines=6)
        self.reasons.setAccessibleName("What stands against it")
        self.second = self._second_officers()
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText("for example: agreed with the head of function until a place is free")
        self.reason.setAccessibleName("Reason for breaking the rule")
        self.only_fitting = button("", self)
        self.anyway = button("Move anyway", self, kind="primary")
        self.leave = button("Leave as it is", self)
        self._lay_out()
        self.second.currentIndexChanged.connect(self._judge_again)
        self.reason.textChanged.connect(self._show_choices)
        self.only_fitting.clicked.connect(self._move_fitting)
        self.anyway.clicked.connect(self._move_all)
        self.leave.clicked.connect(self.reject)
        self._judge_again()
        (self.second if self._needs_second else self.reason).setFocus()

    def _asking(self) -> str:
        man = self._snapshot.prisoners[self._numbers[0]]
        whom = man.name if len(self._numbers) == 1 else counted(len(self._numbers), "prisoner")
        return f"Move {whom} to {self._verdict.key_worker.name}?"

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(SPACE)
        if self._needs_second:
            form.addRow("Second officer", self.second)
        else:
            self.second.hide()
        form.addRow("Reason", self.reason)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.only_fitting)
        buttons.addWidget(self.anyway)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE + 4)
        column.addWidget(self._question)
        column.addWidget(self.reasons)
        column.addLayout(form)
        column.addWidget(quiet("The reason stays visible on the card and in the history.", self, wrap=True))
        column.addLayout(buttons)

    def _second_officers(self) -> QComboBox:
        """Nobody, then those who are in post: the same houseblock first."""
        choice = QComboBox(self)
        choice.setAccessibleName("Second officer")
        choice.addItem("None named", None)
        home = self._verdict.key_worker.unit

        def near(key_worker: KeyWorker) -> tuple[bool, str]:
            return (key_worker.unit != home, key_worker.name)

        for key_worker in sorted(self._snapshot.key_workers.values(), key=near):
            away = key_worker.status_on(self._snapshot.on) is not KeyWorkerStatus.ACTIVE
            if key_worker.staff_id != self._staff_id and not away:
                choice.addItem(key_worker.name, key_worker.staff_id)
        return choice

    @property
    def _needs_second(self) -> bool:
        first = judge_several(self._snapshot, self._numbers, self._staff_id)
        return any(r.code == "needs_second_officer" for reasons in first.refused.values() for r in reasons)

    def _judge_again(self) -> None:
        second = self.second.currentData()
        self._verdict = judge_several(self._snapshot, self._numbers, self._staff_id, second)
        lines = []
        for number, reasons in self._verdict.refused.items():
            said = ", ".join(reason.text for reason in reasons)
            lines.append((Fit.NO, f"{self._snapshot.prisoners[number].name}: {said}"))
        if not lines:
            lines.append((Fit.FITS, "Nothing stands against it any more."))
        self.reasons.show_reasons(lines)
        self._show_choices()

    def _show_choices(self) -> None:
        refused, fitting = self._verdict.refused, self._verdict.fitting
        self.reason.setEnabled(bool(refused))
        self.anyway.setText("Move anyway" if refused else "Move")
        self.anyway.setEnabled(not refused or bool(self.reason.text().strip()))
        self.anyway.setToolTip("" if self.anyway.isEnabled() else "Type a reason first")
        self.only_fitting.setVisible(bool(refused and fitting))
        self.only_fitting.setText(
            "Move only the one that fits" if len(fitting) == 1 else f"Move only the {len(fitting)} that fit"
        )
        self.anyway.setDefault(self.anyway.isEnabled())

    def _move_fitting(self) -> None:
        self._decide(MoveDecision(self._verdict.fitting, self._staff_id, second_staff_id=self.second.currentData()))

    def _move_all(self) -> None:
        overriding = bool(self._verdict.refused)
        reason = self.reason.text().strip() if overriding else ""
        second = self.second.currentData()
        self._decide(MoveDecision(self._numbers, self._staff_id, reason, second, overriding))

    def _decide(self, decision: MoveDecision) -> None:
        self.decided.emit(decision)
        self.accept()
