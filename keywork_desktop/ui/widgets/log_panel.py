"""The change log with what can be taken back and done again, both by name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.ui.delegates.import_lines import LogLinesDelegate
from keywork_desktop.ui.models.log_model import LogLine, LogModel
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel


class LogPanel(QWidget):
    """`undo_wanted` and `redo_wanted` ask the page to act."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LogModel(self)
        self.list = QListView(self)
        self._delegate = LogLinesDelegate(self)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName("Log, newest first")
        self.undo = button("Undo", self, icon_name="ph.arrow-counter-clockwise")
        self.redo = button("Redo", self, icon_name="ph.arrow-clockwise")
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText("Find in the log")
        self.filter.setAccessibleName("Find in the log")
        self.filter.setClearButtonEnabled(True)
        self._nothing = quiet("Nothing has been done yet.", self)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(small_heading("Log", self))
        top.addStretch(1)
        top.addWidget(self.undo)
        top.addWidget(self.redo)
        held = Panel(self, margin=3)
        held.column.addWidget(self.list)
        held.column.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(top)
        column.addWidget(self.filter)
        column.addWidget(held, 1)
        self.filter.textChanged.connect(self.lines.narrow)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.show_steps(None, None)

    def show_log(self, lines: list[LogLine]) -> None:
        """Show the log, newest first."""
        self.lines.show_all(lines)
        self.list.setVisible(bool(lines))
        self._nothing.setVisible(not lines)

    def show_steps(self, undoable: ChangeSet | None, redoable: ChangeSet | None) -> None:
        """Name what Undo would take back and Redo do again."""
        for made, word, change in ((self.undo, "Undo", undoable), (self.redo, "Redo", redoable)):
            made.setEnabled(change is not None)
            made.setToolTip(f"{word}: {change.summary}" if change else f"Nothing to {word.lower()}")
            made.setAccessibleName(f"{word}: {change.summary}" if change else word)
