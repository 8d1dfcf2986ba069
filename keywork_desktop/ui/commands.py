"""The commands of the window itself: their names and keys. Find lists them, and those of the page that is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

RESTORE = "Restore a backup…"
"""The command that puts a backup in the place of the store; pages ask for it by this name."""


@dataclass(frozen=True)
class Command:
    """Something the window can do, by name and by key."""

    text: str
    keys: tuple[str, ...]
    run: Callable[[], object]


def add_commands(window: QWidget, commands: tuple[Command, ...]) -> dict[str, QAction]:
    """Give the window these commands; the actions by text."""
    made: dict[str, QAction] = {}
    for command in commands:
        action = QAction(command.text, window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(command.run)
        window.addAction(action)
        made[command.text] = action
    return made


def keys_of(action: QAction) -> str:
    """The keys of a command as they are written: `Ctrl+L`."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
