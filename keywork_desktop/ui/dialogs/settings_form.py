"""A dialog that asks for a change of the rules: mistakes stand at the field, and it stays open until it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.domain.errors import KeyworkError
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class _Field(QWidget):
    """A control with its hint and its mistake under it."""

    def __init__(self, control: QWidget, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.control = control
        self.mistake = ToneLabel("", self, tone="no", wrap=True)
        self.mistake.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if isinstance(control, QAbstractSpinBox | QComboBox):
            column.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
            control.setMinimumWidth(max(control.minimumWidth(), control.sizeHint().width() + 12))
        else:
            column.addWidget(control)
        if hint:
            column.addWidget(quiet(hint, self, wrap=True))
        column.addWidget(self.mistake)

    def show_mistake(self, words: str) -> None:
        self.mistake.setText(f"▲ {words}" if words else "")
        self.mistake.setVisible(bool(words))
        self.control.setAccessibleDescription(words)


class SettingsForm(QDialog):
    """`decided` carries a frozen decision. `mistakes` of the subclass are checked while one types.

    `refuse` shows what the action answered, at the field it names, and leaves the dialog open.
    """

    decided = Signal(object)

    def __init__(self, title: str, question: str, save: str, parent: QWidget | None = None, width: int = 66) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * width)
        self._fields: dict[str, _Field] = {}
        self._touched = False
        self.question = ToneLabel(question, self, size=1.15, bold=True, wrap=True)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(2 * SPACE)
        self.form.setVerticalSpacing(SPACE)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.note = quiet("", self, wrap=True)
        self.refusal = ToneLabel("", self, tone="no", wrap=True)
        self.refusal.hide()
        self.save = button(save, self, kind="primary")
        self.leave = button("Cancel", self)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.leave)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.save)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * SPACE + 4, 2 * SPACE, 2 * SPACE + 4, 2 * SPACE)
        self.column.setSpacing(SPACE + 4)
        self.column.addWidget(self.question)
        self.column.addLayout(self.form)
        self.column.addWidget(self.note)
        self.column.addWidget(self.refusal)
        self.column.addLayout(self.buttons)
        self.save.clicked.connect(self.decide)
        self.leave.clicked.connect(self.reject)

    def ask(self, key: str, label: str, control: QWidget, hint: str = "") -> None:
        """A row of the form. Messages that begin with `key` and a colon stand at this control."""
        field = _Field(control, hint, self)
        self._fields[key] = field
        if not control.accessibleName():
            control.setAccessibleName(label)
        self.form.addRow(label, field)

    def show_row(self, key: str, *, shown: bool) -> None:
        """Show or hide a row."""
        self.form.setRowVisible(self._fields[key], shown)

    def mistake_at(self, key: str) -> str:
        """What stands under a field; empty if nothing is wrong with it."""
        return self._fields[key].mistake.text()

    def decision(self) -> object:
        """What is decided by the fields as they are."""
        raise TypeError(f"{type(self).__name__} does not say what it decides")

    def mistakes(self) -> dict[str, str]:
        """What is wrong, by field; empty when it can be saved."""
        return {}

    def check(self) -> None:
        """Look at the fields again: mistakes are shown once somebody tried to save, and go when they are mended."""
        wrong = self.mistakes()
        for key, field in self._fields.items():
            field.show_mistake(wrong.get(key, "") if self._touched else "")
        self.save.setEnabled(not (wrong and self._touched))
        self.save.setDefault(True)
        self.refusal.hide()
        self.adjustSize()

    def decide(self) -> None:
        """Save, if nothing is wrong; else show it and go there."""
        self._touched = True
        self.check()
        wrong = self.mistakes()
        if wrong:
            key = next((key for key in self._fields if key in wrong), None)
            if key is not None:
                self._fields[key].control.setFocus()
            announce(self, next(iter(wrong.values())))
            return
        self.save.setEnabled(False)
        self.decided.emit(self.decision())

    def refuse(self, error: KeyworkError) -> None:
        """Show what stood against it: at the field that the message names, else above the buttons."""
        self.save.setEnabled(True)
        field = str(error.details.get("field") or error.message.partition(":")[0]).rpartition(".")[2]
        if field in self._fields:
            words = error.message.partition(": ")[2] or error.message
            self._fields[field].show_mistake(words[:1].upper() + words[1:])
            self._fields[field].control.setFocus()
        else:
            self.refusal.setText(f"▲ {error.message}")
            self.refusal.show()
        announce(self, error.message)
        self.adjustSize()
