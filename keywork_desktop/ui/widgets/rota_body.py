"""The parts of the rota page: numbers above the table; beside it the day in focus, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from keywork_desktop.ui.models.rota_left_out import LeftOutLine
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.rota_cell_panel import RotaCellPanel
from keywork_desktop.ui.widgets.rota_left_out import RotaLeftOut
from keywork_desktop.ui.widgets.rota_numbers import RotaNumbers
from keywork_desktop.ui.widgets.rota_table import RotaTable

_LETTERS = 29
"""Width of the side, in average letters."""


class RotaBody(QWidget):
    """`table`, `numbers`, `panel` and `left_out`; the last is there only with a proposal."""

    def __init__(self, carrier: Carrier, commands: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = RotaNumbers(self)
        self.table = RotaTable(carrier, self)
        self.left_out = RotaLeftOut(self)
        self.panel = RotaCellPanel(commands, self)
        self._side = QWidget(self)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(SPACE)
        side.addWidget(self.left_out, 3)
        side.addWidget(self.panel, 2)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE)
        grid.addWidget(self.numbers, 0, 0, 1, 2)
        grid.addWidget(self.table, 1, 0)
        grid.addWidget(self._side, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        self.left_out.hide()
        self._set_width()

    def _set_width(self) -> None:
        self._side.setFixedWidth(self.fontMetrics().averageCharWidth() * _LETTERS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_width()

    def show_left_out(self, lines: Sequence[LeftOutLine] | None) -> None:
        """Show who is left out; None: there is no proposal."""
        self.left_out.setVisible(lines is not None)
        if lines is not None:
            self.left_out.show_lines(lines)
