"""Whether an officer on a shift is in the prison, and from when to when."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.labels import quiet
from keywork_desktop.ui.widgets.time_field import time_field, time_in

USUAL = (time(8), time(17))
"""Hours of the main shift: where the times begin until somebody sets them."""


class HoursField(QWidget):
    """`changed` says that another answer was chosen, or other hours. At first nothing is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.works = QRadioButton("In the prison from", self)
        self.off = QRadioButton("Not in the prison: leave, training, elsewhere", self)
        self.start, self.end = time_field("Works from", self), time_field("Works until", self)
        self._show(*USUAL)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.works)
        row.addWidget(self.start)
        row.addWidget(quiet("to", self))
        row.addWidget(self.end)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addLayout(row)
        column.addWidget(self.off)
        self.setFocusProxy(self.works)
        self.works.toggled.connect(self._fit)
        self.off.toggled.connect(self._fit)
        for field in (self.start, self.end):
            field.timeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for field in (self.start, self.end):
            field.setEnabled(self.works.isChecked())
        self.changed.emit()

    def _show(self, start: time, end: time) -> None:
        self.start.setTime(QTime(start.hour, start.minute))
        self.end.setTime(QTime(end.hour, end.minute))

    @property
    def chosen(self) -> bool:
        """True once somebody has said whether he is there."""
        return self.works.isChecked() or self.off.isChecked()

    @property
    def hours(self) -> tuple[time, time] | None:
        """From when to when; None for not in the prison, or while nothing is chosen."""
        return (time_in(self.start), time_in(self.end)) if self.works.isChecked() else None

    def show_hours(self, start: time | None, end: time | None) -> None:
        """Choose this answer."""
        if start is not None and end is not None:
            self._show(start, end)
            self.works.setChecked(True)
        else:
            self.off.setChecked(True)

    def only_off(self) -> None:
        """There is but one answer: the code marks a day on which nobody is there."""
        self.off.setChecked(True)
        self.works.setEnabled(False)
