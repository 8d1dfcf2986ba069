"""A calm table: plain rows of one height, columns of so many letters, one that takes what is left."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from keywork_desktop.ui.theme import SMALLEST_TARGET, tokens


class CalmCells(QStyledItemDelegate):
    """A chosen row on a pale ground; `toned` says in which colour a cell is written."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        look = tokens(option.palette)
        option.palette.setColor(QPalette.ColorRole.Highlight, look.accent_pale)
        colour = getattr(look, self.toned(index))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, colour)

    def toned(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The token of the cell's text."""
        return "text"


class CalmTable(QTableView):
    """`chosen` says that the current row has changed; `wanted` and `deleting` that Enter or Delete was pressed."""

    chosen = Signal()
    wanted = Signal()
    deleting = Signal()

    def fit_rows(self, most: int) -> None:
        """As high as its rows, up to `most` of them; the first is chosen if none is. Hidden where there are none."""
        rows = self.model().rowCount()
        self.setVisible(rows > 0)
        height = min(max(1, rows), most) * self.verticalHeader().defaultSectionSize() + self.horizontalHeader().height()
        self.setFixedHeight(height + 4)
        if rows and not self.currentIndex().isValid():
            self.selectRow(0)

    def __init__(
        self,
        model: QAbstractItemModel,
        letters: tuple[int, ...],
        stretch: int,
        name: str,
        parent: QWidget | None = None,
        cells: CalmCells | None = None,
    ) -> None:
        super().__init__(parent)
        self._letters, self._stretch = letters, stretch
        self.setModel(model)
        delegate = cells or CalmCells(self)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(SMALLEST_TARGET + 2, self.fontMetrics().height() + 10))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(self.fontMetrics().height() + 10)
        for column, width in enumerate(letters):
            self.setColumnWidth(column, width * self.fontMetrics().averageCharWidth())
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 6)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleting.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, current: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit()
