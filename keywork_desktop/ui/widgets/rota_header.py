"""The rota's head: which weeks; editing, what-if, export and planning, or what to do with a proposal."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import Chip, button, icon_button
from keywork_desktop.ui.widgets.labels import ElidedLabel, heading
from keywork_desktop.ui.widgets.rota_detail_menu import DetailButton
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow


class RotaHeader(WrappingRow):
    """`turned` carries -1 or 1. With a proposal, Accept and Discard stand where Plan stood."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("Rota", self)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.back = icon_button("ph.caret-left", "Four weeks earlier", self, tip="Four weeks earlier (Alt+Page Up)")
        self.today = button("Today", self, tip="Go to today (T)")
        self.forth = icon_button("ph.caret-right", "Four weeks later", self, tip="Four weeks later (Alt+Page Down)")
        self.state = ElidedLabel("", self, tone="quiet_text", least=6)
        self.edit = Chip("Edit detail", self)
        self.edit.setToolTip("Type, paste and fill shifts and key work time, as in Excel (E; Esc ends it)")
        self.detail = DetailButton(self)
        self.what_if = button("What if…", self, tip="Try an absence, more time or another level; nothing is changed")
        self.export = button("Export…", self, tip="Write the rota workbook for Excel (Ctrl+E)")
        self.plan = button("Plan", self, kind="primary", tip="Propose the best rota for these four weeks")
        self.discard = button("Discard", self, tip="Leave the rota as it is (Esc)")
        self.accept = button("Accept proposal", self, kind="primary", tip="Put the proposal on the rota; undo takes it")
        self.first.addWidget(self.title)
        for place, made in enumerate((self.back, self.today, self.forth)):
            self.first.addWidget(made)
            if place < 2:
                self.first.addSpacing(-SPACE // 2)
        self.first.addWidget(self.state)
        self.first.addStretch(1)
        for made in (self.edit, self.detail, self.what_if, self.export, self.discard, self.plan, self.accept):
            self.last.addWidget(made)
        self.back.clicked.connect(self._turn_back)
        self.forth.clicked.connect(self._turn_forth)
        self.show_proposal(shown=False)

    def _turn_back(self) -> None:
        self.turned.emit(-1)

    def _turn_forth(self) -> None:
        self.turned.emit(1)

    def show_proposal(self, *, shown: bool) -> None:
        """Offer what can be done with a proposal, or planning."""
        for made in (self.discard, self.accept):
            made.setVisible(shown)
        for made in (self.plan, self.edit, self.detail, self.export):
            made.setVisible(not shown)
