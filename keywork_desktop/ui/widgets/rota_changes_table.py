"""The changes between two states of the rota as a table; opening a line jumps to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from keywork_desktop.domain.rota_changes import ChangeLine
from keywork_desktop.ui.models.rota_changes import ChangesTableModel
from keywork_desktop.ui.widgets.import_tables import WideTable, dress

_LETTERS = (12, 20, 21, 11, 13, 19, 18)
_WAS = 5


class ChangesTable(WideTable):
    """`opened` carries the `ChangeLine` that was double-clicked, or chosen with Enter."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LETTERS, _WAS, parent)
        self.changes = ChangesTableModel((), self)
        self.setModel(self.changes)
        self.setAccessibleName("Changes")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        dress(self)
        self.doubleClicked.connect(self._open)

    def show_lines(self, lines: Sequence[ChangeLine]) -> None:
        """Show these changes; the first is chosen."""
        before, self.changes = self.changes, ChangesTableModel(lines, self)
        self.setModel(self.changes)
        before.deleteLater()
        self.share_width()
        if lines:
            self.selectRow(0)

    @property
    def chosen(self) -> ChangeLine | None:
        """The change in focus; None where there is none."""
        index = self.currentIndex()
        return self.changes.line(index.row()) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            self.opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.changes.line(index.row()))
