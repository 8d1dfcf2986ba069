"""A table of people: sorted by a click on a heading or by the keyboard, one row at a time, Enter opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from keywork_desktop.ui.delegates.people_cells import CaseloadCells, GroupCells, StatusCells
from keywork_desktop.ui.models.people_lines import CASELOAD_COLUMN, GROUPS_COLUMN, STATUS_COLUMN
from keywork_desktop.ui.models.people_table import PeopleShown
from keywork_desktop.ui.widgets.import_tables import WideTable, dress

KEY_WORKER_LETTERS = (19, 24, 13, 8, 7, 5, 12, 6, 5)
PRISONER_LETTERS = (20, 14, 9, 9, 10, 18, 11, 8)


class PeopleTable(WideTable):
    """`wanted` when a person is to be opened (Enter, double click), `chosen` when another row is current."""

    wanted = Signal()
    chosen = Signal()
    menu_wanted = Signal(object)

    def __init__(self, shown: PeopleShown, letters: tuple[int, ...], name: str, parent: QWidget) -> None:
        super().__init__(letters, 0, parent)
        self.shown = shown
        self.setModel(shown)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        dress(self)
        self._status = StatusCells(self)
        self.setItemDelegateForColumn(STATUS_COLUMN, self._status)
        self._special = CaseloadCells(self) if letters is KEY_WORKER_LETTERS else GroupCells(self)
        column = CASELOAD_COLUMN if letters is KEY_WORKER_LETTERS else GROUPS_COLUMN
        self.setItemDelegateForColumn(column, self._special)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        self.setSortingEnabled(True)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(self._open)

    def sort_by(self, column: int) -> None:
        """Sort by this column; by the same one again turns the order round."""
        header = self.horizontalHeader()
        down = header.sortIndicatorSection() == column and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def current_key(self) -> str | None:
        """Who is chosen."""
        index = self.currentIndex()
        return self.shown.key_at(index.row()) if index.isValid() else None

    def choose(self, key: str) -> bool:
        """Choose this person and bring him into sight; False if he is not shown."""
        row = self.shown.row_of(key)
        if row < 0:
            return False
        self.choose_row(row)
        return True

    def choose_row(self, row: int) -> None:
        """Choose the person in this row, the last one if there are fewer."""
        if (count := self.shown.rowCount()) > 0:
            index = self.shown.index(min(row, count - 1), 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.currentIndex().isValid():
            where = event.globalPos()
            if event.reason() is QContextMenuEvent.Reason.Keyboard:
                where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
            self.menu_wanted.emit(where)

    def _current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit()

    def _open(self, index: QModelIndex) -> None:
        self.wanted.emit()
