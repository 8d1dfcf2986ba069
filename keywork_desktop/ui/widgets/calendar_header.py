"""The calendar's head: which days, back and forth, how to look at them, planning and exporting."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import Chip, button, icon_button
from keywork_desktop.ui.widgets.labels import heading
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow


class CalendarHeader(WrappingRow):
    """`turned` carries -1 or 1, `mode_chosen` a `Mode`."""

    turned = Signal(int)
    mode_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("Calendar", self)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.back = icon_button("ph.caret-left", "Earlier", self, tip="Earlier (Page Up)")
        self.today = button("Today", self, tip="Go to today (T)")
        self.forth = icon_button("ph.caret-right", "Later", self, tip="Later (Page Down)")
        self.plan = button("Plan four weeks…", self, kind="primary", tip="Propose sessions for everyone who is due")
        self.export = button("Export rota…", self, tip="Write the rota workbook for Excel (Ctrl+E)")
        self.first.addWidget(self.title)
        for place, made in enumerate((self.back, self.today, self.forth)):
            self.first.addWidget(made)
            if place < 2:
                self.first.addSpacing(-SPACE // 2)
        self.first.addStretch(1)
        self._group = QButtonGroup(self)
        self.modes: dict[Mode, Chip] = {}
        for mode in Mode:
            chip = Chip(mode.words, self)
            chip.setToolTip(f"{mode.words} ({' or '.join(mode.keys)})")
            chip.clicked.connect(partial(self.mode_chosen.emit, mode))
            self._group.addButton(chip)
            self.modes[mode] = chip
            self.last.addWidget(chip)
        self.last.addSpacing(SPACE)
        self.last.addWidget(self.export)
        self.last.addWidget(self.plan)
        self.back.clicked.connect(partial(self.turned.emit, -1))
        self.forth.clicked.connect(partial(self.turned.emit, 1))

    def show_mode(self, mode: Mode) -> None:
        """Check the button of the mode that is shown."""
        self.modes[mode].setChecked(True)
