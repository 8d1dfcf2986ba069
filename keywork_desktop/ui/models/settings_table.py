"""A table that is told its new rows by key and finds out itself which came, went or changed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from keywork_desktop.ui.models.keyed_list import AnyIndex

Row = TypeVar("Row")
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class KeyedTableModel(QAbstractTableModel, Generic[Row]):
    """Rows with a key each; subclasses say what stands in the cells. `show` never resets, so the selection stays."""

    headings: tuple[str, ...] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def key_of(self, row: Row) -> Hashable:
        """What makes two rows the same; unique in the table."""
        raise TypeError(f"{type(self).__name__} does not say what the key of a row is")

    def cells_of(self, row: Row) -> tuple[str, ...]:
        """The texts of the row, one for each heading."""
        raise TypeError(f"{type(self).__name__} does not say what stands in a row")

    def spoken_of(self, row: Row) -> str:
        """How the first cell is read aloud; the whole row unless a table says otherwise."""
        cells = zip(self.headings, self.cells_of(row), strict=True)
        return ", ".join(f"{heading} {text}" for heading, text in cells if text)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def row(self, index: AnyIndex) -> Row | None:
        """The row at `index`, None for an invalid one."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Make the table these rows."""
        keys = [self.key_of(row) for row in rows]
        wanted = set(keys)
        for at in range(len(self._rows) - 1, -1, -1):
            if self.key_of(self._rows[at]) not in wanted:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            have = [self.key_of(one) for one in self._rows[at:]]
            if keys[at] not in have:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
                continue
            found = at + have.index(keys[at])
            if found != at:
                self.beginMoveRows(QModelIndex(), found, found, QModelIndex(), at)
                self._rows.insert(at, self._rows.pop(found))
                self.endMoveRows()
            if self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.headings) - 1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.headings[section]
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.cells_of(row)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken_of(row) if index.column() == 0 else self.cells_of(row)[index.column()]
        return row if role == ROW_ROLE else None
