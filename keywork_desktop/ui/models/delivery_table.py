"""The measures of each houseblock, key worker or cohort as a table that can be sorted by every column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt

from keywork_desktop.domain.measure_rows import By, MeasureRow
from keywork_desktop.domain.measure_words import FIGURES, WITHHELD
from keywork_desktop.ui.models.delivery_charts import BY_WORDS
from keywork_desktop.ui.models.keyed_list import AnyIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The whole `MeasureRow`."""


class DeliveryModel(QAbstractTableModel):
    """One row a part; a withheld one says so, and its other cells are empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by = By.UNIT
        self._rows: tuple[MeasureRow, ...] = ()

    def show(self, by: By, rows: Sequence[MeasureRow]) -> None:
        """Show these rows: changed in place where they are the same parts as before."""
        rows = tuple(rows)
        same = by is self._by and [row.key for row in rows] == [row.key for row in self._rows]
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._by, self._rows = by, rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else 1 + len(FIGURES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return BY_WORDS[self._by].capitalize() if section == 0 else FIGURES[section - 1].heading

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole and column and row.measures is not None:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if column == 0 else f"{FIGURES[column - 1].heading}: {self._text(row, column)}"
        if role == Qt.ItemDataRole.ToolTipRole and row.measures is None:
            return "A cohort of fewer than five people, or one that would give them away, is not shown."
        return None

    def order(self, row: int, column: int) -> tuple[Any, ...]:
        """The sort key of a cell: names as they come, ranked already; withheld rows and empty cells last."""
        one = self._rows[row]
        if column == 0:
            return (False, row)
        value = None if one.measures is None else FIGURES[column - 1].value(one.measures)
        return (value is None, value or 0)

    def _text(self, row: MeasureRow, column: int) -> str:
        if column == 0:
            return row.name
        if row.measures is None:
            return WITHHELD if column == 1 else ""
        return FIGURES[column - 1].text(row.measures)

    def _spoken(self, row: MeasureRow) -> str:
        if row.measures is None:
            return f"{row.name}, {WITHHELD}"
        made = row.measures
        return f"{row.name}, " + ", ".join(f"{figure.heading} {figure.text(made)}" for figure in FIGURES[:3])


class DeliveryShown(QSortFilterProxyModel):
    """The rows in the order of a column; what has no number stays last either way round."""

    def __init__(self, source: DeliveryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.setSourceModel(source)
        self.setDynamicSortFilter(True)

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        one, other = (self._source.order(index.row(), index.column()) for index in (left, right))
        if one[0] != other[0]:
            return bool(one[0] < other[0]) == (self.sortOrder() is Qt.SortOrder.AscendingOrder)
        return bool((one, left.row()) < (other, right.row()))
