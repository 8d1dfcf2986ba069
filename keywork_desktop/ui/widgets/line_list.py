"""A short list of lines in a dialog: one is chosen, to be taken off; where there is none, words say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

_MOST = 6
"""So many lines are seen without scrolling."""


class LineList(QListWidget):
    """`name` is for screen readers; there is room for `least` lines at any time."""

    def __init__(self, name: str, least: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        line = self.fontMetrics().height() + 8
        self.setMinimumHeight(least * line)
        self.setMaximumHeight(_MOST * line)

    def show_lines(self, lines: Iterable[tuple[str, object]], otherwise: str) -> None:
        """Show these lines, each with what it stands for, or say `otherwise`; the same row stays chosen."""
        row = self.currentRow()
        self.clear()
        for words, stands_for in lines:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, stands_for)
            self.addItem(item)
        if self.count():
            self.setCurrentRow(max(0, min(row, self.count() - 1)))
        else:
            self.say_alone(otherwise)

    def say_alone(self, words: str) -> None:
        """Say this in place of lines; it cannot be chosen."""
        self.clear()
        alone = QListWidgetItem(words)
        alone.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(alone)

    @property
    def lines(self) -> Sequence[str]:
        """What the list says, line by line."""
        return [self.item(row).text() for row in range(self.count())]

    @property
    def chosen(self) -> object | None:
        """What the line in focus stands for."""
        row = self.currentRow()
        return self.item(row).data(Qt.ItemDataRole.UserRole) if row >= 0 else None
