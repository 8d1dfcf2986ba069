"""Beside the rota: what has changed since the published version; choosing a change jumps to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keywork_desktop.domain.rota_changes import ChangeLine
from keywork_desktop.ui.delegates.rota_changes import ChangeDelegate
from keywork_desktop.ui.models.rota_changes import ChangesListModel
from keywork_desktop.ui.widgets.buttons import icon_button
from keywork_desktop.ui.widgets.labels import ToneLabel
from keywork_desktop.ui.widgets.panel import Panel
from keywork_desktop.ui.widgets.side_list import SideList

_LEAST_LINES = 24
"""Of text, beside the rota: with fewer the list is folded until somebody asks for it."""


class RotaChangesList(Panel):
    """`jumped` carries the `ChangeLine` that was chosen."""

    jumped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=1, spacing=0)
        self.head = ToneLabel("", self, bold=True)
        self.head.setContentsMargins(10, 7, 10, 6)
        self.lines = ChangesListModel(self)
        self.list = SideList("Changes since the published version", self)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(ChangeDelegate(self))
        self.fold = icon_button("ph.caret-down", "Hide the changes", self)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 4, 0)
        row.addWidget(self.head, 1)
        row.addWidget(self.fold)
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)
        self.fold.clicked.connect(self._turn)
        self._room = 0
        self._folded: bool | None = None
        """None until somebody says: open where there is room."""
        self.list.selectionModel().currentChanged.connect(self._jump)
        self.list.clicked.connect(self._jump_again)

    def show_lines(self, lines: Sequence[ChangeLine], version: int, of: int) -> None:
        """Show the changes since this version; `of` how many there are in all, in units that are not shown too."""
        count = f"{len(lines)}" if len(lines) == of else f"{len(lines)} of {of}"
        self.head.setText(f"Since version {version} · {count}")
        self.list.selectionModel().blockSignals(True)
        self.lines.show(lines)
        self.list.updateGeometry()
        self.list.selectionModel().blockSignals(False)

    def _turn(self) -> None:
        self._folded = not self.list.isHidden()
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Fold or open by the height there is beside the rota, unless somebody has said which."""
        self._room = room
        tight = room < _LEAST_LINES * self.fontMetrics().height()
        folded = tight if self._folded is None else self._folded
        self.list.setHidden(folded)
        down = QSizePolicy.Policy.Maximum if folded else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, down)
        self.fold.setAccessibleName("Show the changes" if folded else "Hide the changes")
        self.fold.setToolTip(self.fold.accessibleName())

    def _jump(self, now: QModelIndex, before: QModelIndex) -> None:
        line = self.lines.item(now)
        if line is not None and self.list.hasFocus():
            self.jumped.emit(line)

    def _jump_again(self, index: QModelIndex) -> None:
        line = self.lines.item(index)
        if line is not None:
            self.jumped.emit(line)
