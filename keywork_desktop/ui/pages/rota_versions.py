"""Published versions on the rota page: the line that says what is published, publishing, and comparing versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.rota_changes import ChangeLine
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.rota_version_strip import RotaVersionStrip

FIRST_THE_PROPOSAL = "Accept or discard the proposal first"
FROM_TODAY = "Go back to today to publish"


class RotaVersions(QObject):
    """Acts on `strip`. `marked` says that changes are to be marked or not, `jumped` where somebody wants to look."""

    marked = Signal()
    jumped = Signal(str, object, str)
    """Staff ID, day, prison number."""

    def __init__(self, office: Office, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._window = office, window
        self._view: View | None = None
        self.strip = RotaVersionStrip(window)
        self.strip.publish.clicked.connect(self.ask_to_publish)
        self.strip.versions.clicked.connect(self.open_versions)
        self.strip.changes.toggled.connect(self._mark)
        self.to_publish = self._action("Publish the rota…", Qt.Key.Key_P, self.ask_to_publish)
        self.to_compare = self._action("Versions of the rota…", Qt.Key.Key_V, self.open_versions)
        self.to_mark = self._action("Mark changes since the published version", Qt.Key.Key_C, self.strip.changes.click)

    def _action(self, text: str, key: Qt.Key, does: Callable[[], object]) -> QAction:
        """A command of the page, with its key; Find lists it."""
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(does)
        self._window.addAction(action)
        return action

    @property
    def are_marked(self) -> bool:
        """Whether what differs from the published version is to be marked."""
        return self.strip.changes.isChecked()

    def show_view(self, view: View, *, proposed: bool, edits: bool) -> None:
        """Say what is published in these facts; nothing is published with something `proposed` over it.

        While somebody `edits` the detail letters are typed and no commands.
        """
        self._view = view
        today = view.snapshot.on == view.today
        why_not = FIRST_THE_PROPOSAL if proposed else "" if today else FROM_TODAY
        may_publish = today and not proposed
        self.strip.show_standing(view, may_publish=may_publish, why_not=why_not)
        self.to_publish.setEnabled(may_publish and not edits)
        self.to_compare.setEnabled(not edits)
        self.to_mark.setEnabled(not edits and not self.strip.changes.isHidden())

    def _mark(self, checked: bool) -> None:
        self.marked.emit()

    def ask_to_publish(self) -> None:
        """Ask whether the rota is to be kept as the next version."""
        if self._view is None or not self.strip.publish.isEnabled():
            return
        from keywork_desktop.ui.dialogs.publish import PublishDialog

        PublishDialog(self._office, self._view, self._window).open()

    def open_versions(self) -> None:
        """List the versions, and compare them."""
        if self._view is None:
            return
        from keywork_desktop.ui.dialogs.rota_versions import RotaVersionsDialog

        dialog = RotaVersionsDialog(self._office, self._view, self._window)
        dialog.jumped.connect(self._jump)
        dialog.open()

    def _jump(self, line: ChangeLine) -> None:
        day: date = line.at.on
        self.jumped.emit(line.at.staff_id, day, line.prison_number)
