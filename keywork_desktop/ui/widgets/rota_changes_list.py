"""Beside the rota: what has changed since the published version; choosing a change jumps to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from keywork_desktop.domain.rota_changes import ChangeLine
from keywork_desktop.ui.delegates.rota_changes import ChangeDelegate
from keywork_desktop.ui.models.rota_changes import ChangesListModel
from keywork_desktop.ui.widgets.labels import ToneLabel
from keywork_desktop.ui.widgets.panel import Panel


class RotaChangesList(Panel):
    """`jumped` carries the `ChangeLine` that was chosen."""

    jumped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=1, spacing=0)
        self.head = ToneLabel("", self, bold=True)
        self.head.setContentsMargins(10, 7, 10, 6)
        self.lines = ChangesListModel(self)
        self.list = QListView(self)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(ChangeDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Changes since the published version")
        self.column.addWidget(self.head)
        self.column.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._jump)
        self.list.clicked.connect(self._jump_again)

    def show_lines(self, lines: Sequence[ChangeLine], version: int, of: int) -> None:
        """Show the changes since this version; `of` how many there are in all, in units that are not shown too."""
        count = f"{len(lines)}" if len(lines) == of else f"{len(lines)} of {of}"
        self.head.setText(f"Since version {version} · {count}")
        self.list.selectionModel().blockSignals(True)
        self.lines.show(lines)
        self.list.selectionModel().blockSignals(False)

    def _jump(self, now: QModelIndex, before: QModelIndex) -> None:
        line = self.lines.item(now)
        if line is not None and self.list.hasFocus():
            self.jumped.emit(line)

    def _jump_again(self, index: QModelIndex) -> None:
        line = self.lines.item(index)
        if line is not None:
            self.jumped.emit(line)
