"""A table whose rows are given once and do not change: a proposal, a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from keywork_desktop.ui.models.keyed_list import AnyIndex

Row = TypeVar("Row")


class FixedTableModel(QAbstractTableModel, Generic[Row]):
    """Rows under headings; a subclass says what stands in a cell."""

    headings: tuple[str, ...] = ()

    def __init__(self, rows: Sequence[Row], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        return self.cell(self._rows[index.row()], index.column(), role) if index.isValid() else None

    def cell(self, row: Row, column: int, role: int) -> Any:
        """What the cell says in this role of Qt's."""
        raise TypeError(f"{type(self).__name__} does not say what stands in a cell")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None
