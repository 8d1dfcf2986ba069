"""A short list of lines in a dialog: one is chosen, to be taken off; where there is none, words say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet

_MOST = 6
"""So many lines are seen without scrolling."""


def list_and_form(
    dialog: QWidget, title: str, said: str, lines: QWidget, take_off: QPushButton, form: QFormLayout, *last: QPushButton
) -> None:
    """Lay a dialog out: what it is about, the lines, what takes one off, and below the form that adds one."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
    column.setSpacing(SPACE)
    column.addWidget(ToneLabel(title, dialog, size=1.15, bold=True))
    column.addWidget(quiet(said, dialog, wrap=True))
    column.addWidget(lines)
    column.addWidget(take_off, 0, Qt.AlignmentFlag.AlignRight)
    form.setVerticalSpacing(SPACE)
    column.addLayout(form)
    buttons = QHBoxLayout()
    buttons.addStretch(1)
    for each in last:
        buttons.addWidget(each)
    column.addLayout(buttons)


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
