"""Before a backup takes the place of the store: what it is, and what becomes of what is there now."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class RestoreDialog(QDialog):
    """`confirmed` carries the backup's file; nothing is touched before."""

    confirmed = Signal(str)

    def __init__(self, backup: Path, store: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._backup = backup
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Restore a backup")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(ToneLabel(f"Go back to {backup.name}?", self, size=1.15, bold=True))
        self.words = quiet(f"{_written(backup)} {_becomes_of(store)}", self, wrap=True)
        column.addWidget(self.words)
        buttons = QHBoxLayout()
        self.cancel_button = button("Cancel", self)
        self.restore_button = button("Restore", self, kind="primary")
        buttons.addStretch(1)
        for part in (self.cancel_button, self.restore_button):
            part.setAutoDefault(True)  # Enter presses the one in focus: at first, the one that changes nothing
            buttons.addWidget(part)
        column.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
        self.cancel_button.clicked.connect(self.reject)
        self.restore_button.clicked.connect(self._confirm)
        self.cancel_button.setFocus()

    def _confirm(self) -> None:
        self.confirmed.emit(str(self._backup))
        self.accept()


def _written(backup: Path) -> str:
    try:
        at = datetime.fromtimestamp(backup.stat().st_mtime, UTC).astimezone()
    except OSError:
        return "The file cannot be read just now."
    return f"The file was written on {long_date(at.date())} at {at:%H:%M}. What was done here since is not in it."


def _becomes_of(store: Path) -> str:
    if not store.exists():
        return f"It becomes the store {store}."
    return f"The store that is there now is kept aside, whole, in {store.parent}. The backup is read through first."
