"""People as a table that is told new lines and says only what differs; sorted and narrowed in front of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QFont

from keywork_desktop.ui.models.people_lines import PersonLine

AnyIndex = QModelIndex | QPersistentModelIndex

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The whole `PersonLine`."""


class PeopleModel(QAbstractTableModel):
    """One row a person, known by his key; `show` never resets, so that selection and focus stay."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._lines: list[PersonLine] = []
        self._bold = QFont()
        self._bold.setBold(True)

    @property
    def lines(self) -> tuple[PersonLine, ...]:
        return tuple(self._lines)

    @property
    def lines_list(self) -> list[PersonLine]:
        """The lines themselves, without a copy."""
        return self._lines

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.texts[index.column()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.tip or line.texts[index.column()] or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading, text = self._headings[index.column()], line.texts[index.column()]
            return line.spoken if index.column() == 0 else f"{heading}: {text or 'none'}"
        if role == Qt.ItemDataRole.FontRole and index.column() == 0 and line.strong:
            return self._bold
        return None

    def show(self, lines: Sequence[PersonLine]) -> None:
        """Make the rows these lines: those gone are removed, those known changed, the new ones added."""
        wanted = {line.key: line for line in lines}
        for row in range(len(self._lines) - 1, -1, -1):
            if self._lines[row].key not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self.endRemoveRows()
        for row, line in enumerate(self._lines):
            new = wanted.pop(line.key)
            if new != line:
                self._lines[row] = new
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._headings) - 1))
        if wanted:
            first = len(self._lines)
            self.beginInsertRows(QModelIndex(), first, first + len(wanted) - 1)
            self._lines.extend(wanted.values())
            self.endInsertRows()

    def line(self, key: str) -> PersonLine | None:
        """The line of this person, None if he is not listed."""
        return next((line for line in self._lines if line.key == key), None)


class PeopleShown(QSortFilterProxyModel):
    """Lines that hold all the typed words, in the order of a column."""

    def __init__(self, source: PeopleModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._words: tuple[str, ...] = ()
        self.setSourceModel(source)
        self.setDynamicSortFilter(True)

    def narrow(self, words: Sequence[str]) -> None:
        """Leave only the lines in which all these words (folded) are found."""
        self._words = tuple(words)
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        haystack = self._source.lines_list[row].haystack
        return all(word in haystack for word in self._words)

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        lines = self._source.lines_list
        column = left.column()
        one, other = lines[left.row()], lines[right.row()]
        return bool((one.order[column], one.key) < (other.order[column], other.key))

    def row_of(self, key: str) -> int:
        """The row of this person, -1 if he is not shown."""
        for row in range(self.rowCount()):
            if self.index(row, 0).data(LINE_ROLE).key == key:
                return row
        return -1

    def key_at(self, row: int) -> str | None:
        """Who is in this row."""
        line = self.index(row, 0).data(LINE_ROLE)
        return line.key if isinstance(line, PersonLine) else None
