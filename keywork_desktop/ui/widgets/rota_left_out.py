"""Beside a proposal: who is left out, why, and what would mend it; choosing one jumps to his key worker and day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from keywork_desktop.ui.delegates.rota_lists import LeftOutDelegate
from keywork_desktop.ui.models.rota_left_out import LeftOutLine, LeftOutListModel
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.panel import Panel
from keywork_desktop.ui.widgets.side_list import SideList


class RotaLeftOut(Panel):
    """`jumped` carries the `LeftOutLine` that was chosen."""

    jumped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=1, spacing=0)
        self.head = ToneLabel("", self, bold=True)
        self.head.setContentsMargins(10, 7, 10, 6)
        self.everyone = quiet("Everyone is seen on time.", self, wrap=True)
        self.everyone.setContentsMargins(10, 0, 10, 8)
        self.lines = LeftOutListModel(self)
        self.list = SideList("Left out", self)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(LeftOutDelegate(self))
        self.column.addWidget(self.head)
        self.column.addWidget(self.everyone)
        self.column.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._jump)
        self.list.clicked.connect(self._jump_again)

    def show_lines(self, lines: Sequence[LeftOutLine]) -> None:
        """Show who is left out, and who is served late."""
        late = sum(line.late_on is not None for line in lines)
        words = f"Left out · {len(lines) - late}"
        self.head.setText(f"{words}   Late · {late}" if late else words)
        self.list.selectionModel().blockSignals(True)
        self.lines.show(lines)
        self.list.updateGeometry()
        self.list.selectionModel().blockSignals(False)
        self.list.setVisible(bool(lines))
        self.everyone.setVisible(not lines)

    def _jump(self, now: QModelIndex, before: QModelIndex) -> None:
        line = self.lines.item(now)
        if line is not None and self.list.hasFocus():
            self.jumped.emit(line)

    def _jump_again(self, index: QModelIndex) -> None:
        line = self.lines.item(index)
        if line is not None:
            self.jumped.emit(line)
