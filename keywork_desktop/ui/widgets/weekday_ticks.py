"""Seven buttons for the weekdays, and one that ticks Monday to Friday or all."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from keywork_desktop.domain.core_day import WEEKDAYS
from keywork_desktop.ui.widgets.buttons import Chip, button

_WORKING = range(5)
_ALL = range(len(WEEKDAYS))


class WeekdayTicks(QWidget):
    """`changed` says that another set of weekdays is ticked."""

    changed = Signal()

    def __init__(self, ticked: Iterable[int] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = [Chip(name[:3], self) for name in WEEKDAYS]
        self.more = button("Mon–Fri", self, kind="quiet", tip="Tick Monday to Friday; again: every day")
        chosen = set(ticked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for weekday, chip in enumerate(self.chips):
            chip.setAccessibleName(WEEKDAYS[weekday])
            chip.setChecked(weekday in chosen)
            chip.toggled.connect(self.changed)
            row.addWidget(chip)
        row.addWidget(self.more)
        row.addStretch(1)
        self.more.clicked.connect(self._tick_more)
        self.changed.connect(self._fit)
        self.setFocusProxy(self.chips[0])
        self._fit()

    @property
    def weekdays(self) -> tuple[int, ...]:
        """What is ticked, Monday 0."""
        return tuple(weekday for weekday, chip in enumerate(self.chips) if chip.isChecked())

    def tick(self, weekdays: Iterable[int]) -> None:
        """Tick these and no others."""
        chosen = set(weekdays)
        for weekday, chip in enumerate(self.chips):
            chip.setChecked(weekday in chosen)

    def _tick_more(self) -> None:
        self.tick(_ALL if set(self.weekdays) >= set(_WORKING) else _WORKING)

    def _fit(self) -> None:
        self.more.setText("Every day" if set(self.weekdays) >= set(_WORKING) else "Mon–Fri")
