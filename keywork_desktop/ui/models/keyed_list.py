"""A list model that is told the new items and finds out itself what was removed, inserted, moved or changed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Item = TypeVar("Item")
AnyIndex = QModelIndex | QPersistentModelIndex

ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The item itself."""


class KeyedListModel(QAbstractListModel, Generic[Item]):
    """Rows with a key each. `show` never resets: selection, focus and scroll position stay with the key.

    Subclasses say what `key_of` an item is and what `text_of` and `spoken_of` it are.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []

    def key_of(self, item: Item) -> Hashable:
        """What makes two items the same row; unique in the list."""
        raise TypeError(f"{type(self).__name__} does not say what the key of a row is")

    def text_of(self, item: Item) -> str:
        """The row as text."""
        return str(item)

    def spoken_of(self, item: Item) -> str:
        """The row for those who listen."""
        return self.text_of(item)

    def tip_of(self, item: Item) -> str:
        """What the tool tip says; nothing unless a model has more to say than it shows."""
        return ""

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(self._items)

    def item(self, index: AnyIndex) -> Item | None:
        """The item at `index`, None for an invalid one."""
        return self._items[index.row()] if index.isValid() and index.row() < len(self._items) else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """The index of the row with this key; invalid if there is none."""
        for row, item in enumerate(self._items):
            if self.key_of(item) == key:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        item = self.item(index)
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_of(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken_of(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip_of(item)
        return item if role == ITEM_ROLE else None

    def show(self, items: Sequence[Item]) -> None:
        """Make the rows these items, with the fewest signals that say so."""
        wanted = {self.key_of(item) for item in items}
        self._remove_unwanted(wanted)
        place = {self.key_of(item): row for row, item in enumerate(self._items)}
        if not place and items:
            self._insert(0, list(items))
            return
        for row, item in enumerate(items):
            key = self.key_of(item)
            if row < len(self._items) and self.key_of(self._items[row]) == key:
                self._change(row, item)
            elif key in place:
                at = next(r for r in range(row, len(self._items)) if self.key_of(self._items[r]) == key)
                self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), row)
                self._items.insert(row, self._items.pop(at))
                self.endMoveRows()
                self._change(row, item)
            else:
                self._insert(row, [item])

    def _remove_unwanted(self, wanted: set[Hashable]) -> None:
        row = len(self._items) - 1
        while row >= 0:
            if self.key_of(self._items[row]) in wanted:
                row -= 1
                continue
            last = row
            while row > 0 and self.key_of(self._items[row - 1]) not in wanted:
                row -= 1
            self.beginRemoveRows(QModelIndex(), row, last)
            del self._items[row : last + 1]
            self.endRemoveRows()
            row -= 1

    def _insert(self, row: int, items: list[Item]) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(items) - 1)
        self._items[row:row] = items
        self.endInsertRows()

    def _change(self, row: int, item: Item) -> None:
        if self._items[row] != item:
            self._items[row] = item
            self.dataChanged.emit(self.index(row), self.index(row))
