"""The status of a key worker and the day on which he is back."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate

_WITH_RETURN = frozenset(
    {KeyWorkerStatus.ANNUAL_LEAVE, KeyWorkerStatus.LONG_TERM_ABSENCE, KeyWorkerStatus.NO_PRISONER_CONTACT}
)
_USUAL_LEAVE = timedelta(days=14)


def status_words(status: KeyWorkerStatus) -> str:
    """`Annual leave`, `Inactive (left for good)`."""
    if status is KeyWorkerStatus.INACTIVE:
        return "Inactive (left for good)"
    words = status.words.removeprefix("on ")
    return words[0].upper() + words[1:]


class StatusFields(QWidget):
    """`changed` when status or return date do. Returning is automatic on the date, which is the first day back."""

    changed = Signal()

    def __init__(
        self,
        statuses: tuple[KeyWorkerStatus, ...],
        status: KeyWorkerStatus,
        back: date | None,
        today: date,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.status_choice = QComboBox(self)
        self.status_choice.setAccessibleName("Status")
        self.status_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for each in statuses:
            self.status_choice.addItem(status_words(each), each)
        self.status_choice.setCurrentIndex(max(0, self.status_choice.findData(status)))
        self.has_date = QCheckBox("Back on", self)
        self.has_date.setChecked(back is not None and back > today)
        self.day = day_field("First day back", self)
        self.day.setMinimumDate(qdate(today + timedelta(days=1)))
        self.day.setDate(qdate(back if back is not None and back > today else today + _USUAL_LEAVE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.status_choice)
        row.addSpacing(8)
        row.addWidget(self.has_date)
        row.addWidget(self.day)
        row.addStretch(1)
        self.status_choice.currentIndexChanged.connect(self._fit)
        self.has_date.toggled.connect(self._fit)
        self.day.dateChanged.connect(self.changed)
        self._fit()

    @property
    def status(self) -> KeyWorkerStatus:
        status: KeyWorkerStatus = self.status_choice.currentData()
        return status

    @property
    def back(self) -> date | None:
        """The first day back; None where there is none, or nobody knows."""
        return day_of(self.day) if self.status in _WITH_RETURN and self.has_date.isChecked() else None

    def _fit(self) -> None:
        returns = self.status in _WITH_RETURN
        self.has_date.setEnabled(returns)
        self.day.setEnabled(returns and self.has_date.isChecked())
        self.changed.emit()
