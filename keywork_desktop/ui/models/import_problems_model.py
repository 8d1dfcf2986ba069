"""The table of an import's problems and suggestions; suggestions have a box to tick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt, Signal

from keywork_desktop.ui.models.import_rows import ImportRow, Weight
from keywork_desktop.ui.models.keyed_list import AnyIndex

HEADINGS = ("What", "File", "Where", "Value", "What is wrong", "What would mend it, or what a yes does")
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_CHECK = Qt.ItemDataRole.CheckStateRole


class ImportProblemsModel(QAbstractTableModel):
    """`ticked` holds the ids of the suggestions that are to be accepted."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ImportRow, ...] = ()
        self.ticked: frozenset[str] = frozenset()

    def show(self, rows: Iterable[ImportRow]) -> None:
        """Show the rows of another comparison; ticks stay on suggestions that are still offered."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.ticked &= {row.suggestion_id for row in self.rows}
        self.endResetModel()
        self.ticked_changed.emit()

    def tick(self, rows: Iterable[ImportRow], *, on: bool) -> None:
        """Tick or untick the suggestions among these rows."""
        ids = {row.suggestion_id for row in rows if row.suggestion_id}
        after = self.ticked | ids if on else self.ticked - ids
        if after == self.ticked:
            return
        changed, self.ticked = after ^ self.ticked, after
        for place, row in enumerate(self.rows):
            if row.suggestion_id in changed:
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0), [int(_CHECK)])
        self.ticked_changed.emit()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self.rows[index.row()].suggestion_id:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.weight.word, row.file, row.where, row.value, row.message, row.mend)[index.column()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            box = ("ticked, " if row.suggestion_id in self.ticked else "not ticked, ") if row.suggestion_id else ""
            return box + row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.where, row.value, row.message, row.mend) if part)
        if role == _CHECK and index.column() == 0 and row.suggestion_id:
            return Qt.CheckState.Checked if row.suggestion_id in self.ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != _CHECK or not index.isValid() or not self.rows[index.row()].suggestion_id:
            return False
        self.tick([self.rows[index.row()]], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None


class ShownProblems(QSortFilterProxyModel):
    """Narrowed to one weight, one file, or both."""

    def __init__(self, source: ImportProblemsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.weight: Weight | None = None
        self.path = ""
        self.setSourceModel(source)
        self._source = source

    def narrow(self, weight: Weight | None, path: str) -> None:
        """Show these rows only; None and an empty path show all."""
        self.weight, self.path = weight, path
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        row = self._source.rows[source_row]
        return (self.weight is None or row.weight is self.weight) and (not self.path or row.path == self.path)

    def rows(self) -> list[ImportRow]:
        """The rows that are shown."""
        return [self.index(place, 0).data(ROW_ROLE) for place in range(self.rowCount())]
