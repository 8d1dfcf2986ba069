"""The list of cards in one column of the board."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from keywork_desktop.ui.delegates.card_delegate import CardDelegate
from keywork_desktop.ui.models.board_cards import CardsModel, NumberRole

_CHANGING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_SELECT = QItemSelectionModel.SelectionFlag


class CardList(QListView):
    """Cards of one column. Keys go to `on_key` first; a drag, a drop and a move are the board's business."""

    entered = Signal()
    """It has the focus now."""
    left = Signal()
    drag_wanted = Signal()
    opened = Signal()
    """A double click."""
    chosen = Signal()
    """Its selection changed."""
    pressed_alone = Signal()
    """Pressed or released without Ctrl or Shift: cards chosen in other columns are let go."""

    def __init__(self, delegate: CardDelegate, on_key: Callable[[QKeyEvent], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._on_key = on_key
        self.cards = CardsModel(parent=self)
        self.setModel(self.cards)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(0, 0, 4, 0)
        self.viewport().setAutoFillBackground(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDragEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTabKeyNavigation(False)
        self.selectionModel().selectionChanged.connect(self.chosen)

    def chosen_numbers(self) -> tuple[str, ...]:
        """Prison numbers of the selected cards, from top to bottom."""
        rows = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return tuple(index.data(NumberRole) for index in rows)

    def current_number(self) -> str | None:
        """The prison number of the card that has the focus, None in an empty column."""
        index = self.currentIndex()
        return index.data(NumberRole) if index.isValid() else None

    def choose(self, prison_numbers: tuple[str, ...], current: str | None) -> None:
        """Select these cards as far as they are here, and make one the current one."""
        selection = self.selectionModel()
        rows = [row for number in prison_numbers if (row := self.cards.row_of(number)) is not None]
        for place, row in enumerate(rows):
            command = _SELECT.ClearAndSelect if place == 0 else _SELECT.Select
            selection.select(self.cards.index(row), command)
        row = self.cards.row_of(current) if current else None
        if row is not None:
            selection.setCurrentIndex(self.cards.index(row), _SELECT.NoUpdate)
            self.scrollTo(self.cards.index(row))

    def choose_row(self, row: int) -> None:
        """Go to the card in this row, or to the last one above it."""
        if count := self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(max(0, min(row, count - 1))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._on_key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        alone = not event.modifiers() & _CHANGING
        if alone and not (index.isValid() and self.selectionModel().isSelected(index)):
            self.pressed_alone.emit()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _CHANGING:
            self.pressed_alone.emit()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        if self.selectedIndexes():
            self.drag_wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose_row(0)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
