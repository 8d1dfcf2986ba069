"""Background work in the bottom band: what, how far, how long already, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ElidedLabel

SHOWN_AFTER_MS = 300
"""Shorter work would only flicker (ARCHITECTURE, threads)."""


class TaskStrip(QWidget):
    """Shows one task; a later one takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._text = ""
        self._since = QElapsedTimer()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = ElidedLabel("", self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 8)
        self.cancel_button = button("Cancel", self, kind="quiet")
        for part in (self.words, self.bar, self.cancel_button):
            row.addWidget(part)
        self.cancel_button.clicked.connect(self._cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SHOWN_AFTER_MS)
        self._patience.timeout.connect(self._appear)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._say)
        self.hide()

    def show_task(self, task: Task) -> None:
        """Show this task from a moment on until it ends."""
        self._task = task
        self._text = ""
        self._since.start()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(f"Progress: {task.title}")
        self.cancel_button.setEnabled(True)
        self.cancel_button.setAccessibleName(f"Cancel: {task.title}")
        task.progressed.connect(self._progress)
        task.ended.connect(self._end)
        self._patience.start()

    def _appear(self) -> None:
        if self._task is not None:
            self._say()
            self.show()
            self._tick.start()

    def _progress(self, text: str, fraction: float) -> None:
        if self.sender() is not self._task:
            return
        self._text = text or self._text
        self.bar.setRange(0, 1000)
        self.bar.setValue(int(fraction * 1000))
        self._say()

    def _say(self) -> None:
        if self._task is None:
            return
        seconds = int(self._since.elapsed() / 1000)
        parts = (self._task.title, self._text, f"{seconds} s" if seconds > 1 else "")
        self.words.setText(" · ".join(part for part in parts if part))
        self.words.updateGeometry()

    def _cancel(self) -> None:
        if self._task is not None:
            self.cancel_button.setEnabled(False)
            self._task.cancel()

    def _end(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._patience.stop()
            self._tick.stop()
            self.hide()
