"""The calendar's head: which days, back and forth, day or four weeks, planning and exporting."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import Chip, button, icon_button
from keywork_desktop.ui.widgets.labels import heading


class CalendarHeader(QWidget):
    """`turned` carries -1 or 1; `mode_chosen` is true for one day."""

    turned = Signal(int)
    mode_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("Calendar", self)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.back = icon_button("ph.caret-left", "Earlier", self, tip="Earlier (Page Up)")
        self.today = button("Today", self, tip="Go to today (T)")
        self.forth = icon_button("ph.caret-right", "Later", self, tip="Later (Page Down)")
        self.day = Chip("Day", self)
        self.weeks = Chip("4 weeks", self)
        self.plan = button("Plan four weeks…", self, kind="primary", tip="Propose sessions for everyone who is due")
        self.export = button("Export rota…", self, tip="Write the rota workbook for Excel (Ctrl+E)")
        self._modes = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.title)
        for place, made in enumerate((self.back, self.today, self.forth)):
            row.addWidget(made)
            if place < 2:
                row.addSpacing(-SPACE // 2)
        row.addStretch(1)
        for chip in (self.day, self.weeks):
            self._modes.addButton(chip)
            row.addWidget(chip)
        row.addSpacing(SPACE)
        row.addWidget(self.export)
        row.addWidget(self.plan)
        self.weeks.setChecked(True)
        self.back.clicked.connect(self._turn_back)
        self.forth.clicked.connect(self._turn_forth)
        self.day.clicked.connect(self._choose_mode)
        self.weeks.clicked.connect(self._choose_mode)

    def _turn_back(self) -> None:
        self.turned.emit(-1)

    def _turn_forth(self) -> None:
        self.turned.emit(1)

    def _choose_mode(self) -> None:
        self.mode_chosen.emit(self.day.isChecked())

    def show_mode(self, *, day: bool) -> None:
        """Check the button of the mode that is shown."""
        (self.day if day else self.weeks).setChecked(True)
