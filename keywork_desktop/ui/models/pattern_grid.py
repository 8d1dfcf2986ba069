"""A working pattern as a small table: a row for each week, a column for each day, cells as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from keywork_desktop.domain.working_patterns import WEEK
from keywork_desktop.ui.models.keyed_list import AnyIndex

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WHOLE = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HAS_KEY_WORK = int(Qt.ItemDataRole.UserRole) + 1


class PatternGridModel(QAbstractTableModel):
    """Texts like `L KW 1400-1530`, one a day from a Monday on; `changed` says that one was typed."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, *, editable: bool = False) -> None:
        super().__init__(parent)
        self._texts: list[str] = []
        self._editable = editable

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self._texts)

    @property
    def weeks(self) -> int:
        return len(self._texts) // WEEK

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these days: whole weeks."""
        self.set_weeks(len(texts) // WEEK)
        if self._texts != list(texts):
            self._texts = list(texts)
            self.dataChanged.emit(self.index(0, 0), self.index(self.weeks - 1, WEEK - 1))

    def set_weeks(self, weeks: int) -> None:
        """As many weeks: what is cut off at the end is gone, what is added is empty."""
        now = self.weeks
        if weeks > now:
            self.beginInsertRows(QModelIndex(), now, weeks - 1)
            self._texts += [""] * (WEEK * (weeks - now))
            self.endInsertRows()
        elif weeks < now:
            self.beginRemoveRows(QModelIndex(), weeks, now - 1)
            del self._texts[WEEK * weeks :]
            self.endRemoveRows()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else self.weeks

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else WEEK

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if self._editable and index.isValid() else usual

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        text = self._texts[index.row() * WEEK + index.column()]
        code, _, key_work = text.partition(" KW ")
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{code}\n{key_work.replace('-', '–').replace(' ', chr(10))}" if key_work else code
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Week {index.row() + 1} {_WHOLE[index.column()]}: {text or 'nothing said'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return text or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        return bool(key_work) if role == HAS_KEY_WORK else None

    def setData(self, index: AnyIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        place, text = index.row() * WEEK + index.column(), _tidy(str(value))
        if self._texts[place] != text:
            self._texts[place] = text
            self.dataChanged.emit(index, index)
            self.changed.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return DAYS[section] if orientation is Qt.Orientation.Horizontal else f"Week {section + 1}"

    @property
    def most_lines(self) -> int:
        """How many lines the fullest cell has."""
        return max((1 + text.partition(" KW ")[2].count("-") for text in self._texts), default=1)


def _tidy(text: str) -> str:
    """Codes and KW in capitals, single spaces, as the detail writes it."""
    return " ".join(text.upper().split())
