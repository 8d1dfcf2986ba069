"""The small table of a working pattern: seen, or typed into as on the detail."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from keywork_desktop.domain.working_patterns import WEEK
from keywork_desktop.ui.models.pattern_grid import HAS_KEY_WORK, PatternGridModel
from keywork_desktop.ui.theme import SMALLEST_TARGET, tokens

_SHOWN, _SHARE = 4, 0.3
"""So many weeks are seen without scrolling, as long as they take no more than this part of the screen's height."""
_LETTERS = 10


class _Cells(QStyledItemDelegate):
    """A day with key work time on a pale ground, one that is chosen on the accent's."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        look = tokens(option.palette)
        has = bool(index.data(HAS_KEY_WORK))
        option.palette.setColor(QPalette.ColorRole.Highlight, look.accent_pale)
        option.palette.setColor(QPalette.ColorRole.HighlightedText, look.text)
        option.palette.setColor(QPalette.ColorRole.Text, look.text if has else look.quiet_text)
        if has:
            option.backgroundBrush = QBrush(look.ok_pale)


class PatternGrid(QTableView):
    """Weeks × days. Where it may be typed into, a letter, F2 or Enter begins, Enter goes on, Delete empties."""

    def __init__(self, grid: PatternGridModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self.setModel(grid)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for told in (grid.rowsInserted, grid.rowsRemoved, grid.dataChanged):
            told.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Rows as high as the fullest cell, and no more of them in sight than are easily read."""
        line = self.fontMetrics().height()
        row = max(SMALLEST_TARGET + 4, line * self.grid.most_lines + 10)
        if self.verticalHeader().defaultSectionSize() != row:
            self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFixedHeight(line + 10)
        room = max(2, int(self.screen().availableSize().height() * _SHARE) // row)
        shown = min(max(1, self.grid.weeks), _SHOWN, room)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(shown * row + line + 10 + 2 * self.frameWidth() + bar)
        self._share_width()

    def _share_width(self) -> None:
        least = self.fontMetrics().averageCharWidth() * _LETTERS
        room = self.viewport().width() // WEEK
        for column in range(WEEK):
            self.setColumnWidth(column, max(least, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.fit()

    def sizeHint(self) -> QSize:
        letter = self.fontMetrics().averageCharWidth()
        return QSize(letter * (_LETTERS * WEEK + 12), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * _LETTERS * 4, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.editable:
            for index in self.selectedIndexes():
                self.grid.setData(index, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.editable:
            # Enter in a cell's field comes here as well, before the field closes: it is no Enter for the dialog.
            if self.state() is not QAbstractItemView.State.EditingState:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @property
    def editable(self) -> bool:
        """Whether days can be typed."""
        return bool(self.grid.flags(self.grid.index(0, 0)) & Qt.ItemFlag.ItemIsEditable)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter on to the next day, from Sunday to the Monday below: a week is typed without the arrows."""
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            place = self.currentIndex().row() * WEEK + self.currentIndex().column() + 1
            if place < self.grid.weeks * WEEK:
                self.setCurrentIndex(self.grid.index(place // WEEK, place % WEEK))
