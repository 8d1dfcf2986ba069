"""Recording with every detail: what happened, on which day, by whom, how long, and why it was not held."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.actions.recording import record
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.records import LostReason, RecordKind
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet

KIND_WORDS = {
    RecordKind.SESSION: "Session held (counts)",
    RecordKind.ENTRY: "Key work entry (does not count)",
    RecordKind.WELLBEING: "Wellbeing check (does not count)",
    RecordKind.MISSED: "Session missed",
    RecordKind.CANCELLED: "Session cancelled",
}
NEEDS_REASON = frozenset({RecordKind.MISSED, RecordKind.CANCELLED})


class RecordDialog(QDialog):
    """Opened with `open()`; records through the office and is freed when it closes."""

    def __init__(self, office: Office, item: DueItem, snapshot: Snapshot, owner: QWidget) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Record")
        self._office, self._item = office, item
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        person = item.prisoner
        column.addWidget(ToneLabel(person.name, self, size=1.15, bold=True))
        column.addWidget(quiet(f"{person.prison_number} · {person.location}", self))
        self.kind = QComboBox(self)
        for kind, words in KIND_WORDS.items():
            self.kind.addItem(words, kind)
        self.day = QDateEdit(self)
        self.day.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setCalendarPopup(True)
        today = office.desk.today
        self.day.setDateRange(_qdate(person.reception), _qdate(today))
        self.day.setDate(_qdate(min(item.day, today)))
        self.by = QComboBox(self)
        officers = sorted(snapshot.key_workers.values(), key=lambda officer: (officer.name, officer.staff_id))
        for officer in officers:
            self.by.addItem(officer.name, officer.staff_id)
        if item.key_worker is not None:
            self.by.setCurrentIndex(self.by.findData(item.key_worker.staff_id))
        self.minutes = QSpinBox(self)
        self.minutes.setRange(0, 480)
        self.minutes.setSingleStep(5)
        self.minutes.setSuffix(" min")
        self.minutes.setSpecialValueText("not written down")
        self.minutes.setValue(item.deciding.rule.minutes if item.deciding else 0)
        self.reason = QComboBox(self)
        for reason in LostReason:
            self.reason.addItem(reason.words, reason)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(14)
        self._form.setVerticalSpacing(8)
        self._form.addRow("What happened", self.kind)
        self._form.addRow("On", self.day)
        self._form.addRow("By", self.by)
        self._form.addRow("How long", self.minutes)
        self._form.addRow("Why not", self.reason)
        column.addLayout(self._form)
        buttons = QDialogButtonBox(self)
        self.save_button = buttons.addButton("Record", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        column.addWidget(buttons)
        buttons.accepted.connect(self._record)
        buttons.rejected.connect(self.reject)
        self.kind.currentIndexChanged.connect(self._fit)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)
        self._fit()

    def _fit(self) -> None:
        """Ask only for what this kind of record has."""
        lost = self.kind.currentData() in NEEDS_REASON
        self._form.setRowVisible(self.reason, lost)
        self._form.setRowVisible(self.minutes, not lost)

    def _record(self) -> None:
        kind: RecordKind = self.kind.currentData()
        lost = kind in NEEDS_REASON
        chosen = self.day.date()
        self._office.act(
            partial(
                record,
                prison_number=self._item.prisoner.prison_number,
                on=date(chosen.year(), chosen.month(), chosen.day()),
                kind=kind,
                by=self.by.currentData(),
                minutes=None if lost else self.minutes.value() or None,
                reason=self.reason.currentData().value if lost else "",
            )
        )
        self.accept()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
