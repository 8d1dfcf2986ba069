"""The band at the bottom: the marking, what was saved last and its Undo, work in the background, encryption."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from keywork_desktop.ui.marking import MARKING
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.opening import Opened
from keywork_desktop.ui.task_strip import TaskStrip
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import ElidedButton, button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet


class BottomBand(QWidget):
    """Always there, whatever page is shown."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 16, 3)
        row.setSpacing(10)
        self.marking = ToneLabel(MARKING, self, bold=True)
        self.saved = quiet("", self)
        self.undo = ElidedButton("", self)
        self.undo.setProperty("kind", "quiet")
        self.undo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.redo = button("Redo", self, kind="quiet")
        self.tasks = TaskStrip(self)
        self.safety = ToneLabel("", self, tone="quiet_text")
        for part in (self.marking, self.saved, self.undo, self.redo):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.tasks)
        row.addWidget(self.safety)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        office.viewed.connect(self.show_view)
        office.opened.connect(self.show_opened)
        office.task_began.connect(self.tasks.show_task)
        self.undo.hide()
        self.redo.hide()

    def show_opened(self, opened: Opened) -> None:
        """Say where the data is and whether strangers could read it."""
        self.safety.setText("Encrypted on this PC" if opened.encrypted else "Not encrypted · on this PC")
        self.safety.set_tone("quiet_text" if opened.encrypted else "warns")
        self.safety.setToolTip(str(opened.path))

    def show_view(self, view: View) -> None:
        """Show what was saved last and what Undo and Redo would do, by name."""
        last = view.undoable
        self.saved.setText(f"Saved {last.at.astimezone():%H:%M}" if last else "Nothing to undo")
        if last:
            self.saved.setToolTip(f"{last.at.astimezone():%d/%m/%Y %H:%M} by {last.actor}")
            self.undo.setText(f"Undo: {last.summary}")
            self.undo.setToolTip(f"Undo: {last.summary} (Ctrl+Z)")
            self.undo.setAccessibleName(f"Undo: {last.summary}")
        if view.redoable:
            self.redo.setToolTip(f"Redo: {view.redoable.summary} (Ctrl+Y)")
            self.redo.setAccessibleName(f"Redo: {view.redoable.summary}")
        self.undo.setVisible(last is not None)
        self.redo.setVisible(view.redoable is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.surface)
        painter.fillRect(QRect(0, 0, self.width(), 1), look.line)
        painter.end()
