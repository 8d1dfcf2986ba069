"""Hiding every name: the curtain by hand, the lock after idle minutes, and who may lift them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.ui.curtain import Curtain
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.opening import Door, Opened


class Privacy(QObject):
    """Puts the curtain in the place of everything else, dialogs included, and takes it away again.

    Hidden pages are hidden from assistive technology too, and the commands of the window rest meanwhile.
    """

    lifted = Signal()

    def __init__(self, office: Office, door: Door, root: QStackedWidget, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._door, self._root, self._window = office, door, root, window
        self._opened: Opened | None = None
        self._behind: QWidget | None = None
        self._dialogs: list[QDialog] = []
        self._resting: list[QAction] = []
        self.keeps_working: QAction | None = None
        """The command that draws and lifts the curtain."""
        self.curtain = Curtain()
        root.addWidget(self.curtain)
        self.curtain.lift_wanted.connect(self._lift)
        office.opened.connect(self._take_note)

    @property
    def is_drawn(self) -> bool:
        """Whether the names are hidden just now."""
        return self._root.currentWidget() is self.curtain

    def _take_note(self, opened: Opened) -> None:
        self._opened = opened

    def toggle(self) -> None:
        """Hide every name, or show them again; a locked window stays locked."""
        if not self.is_drawn:
            self._draw(locked=False)
        elif not self.curtain.is_locked:
            self._raise()

    def lock(self) -> None:
        """Hide every name until somebody unlocks; with the passphrase where the store was opened with one."""
        if self._office.has_store:
            self._draw(locked=True)

    def _draw(self, *, locked: bool) -> None:
        if not self.is_drawn:
            self._behind = self._root.currentWidget()
            self._put_others_away()
            self._resting = [a for a in self._window.actions() if a.isEnabled() and a is not self.keeps_working]
            for action in self._resting:
                action.setEnabled(False)
        passphrase = locked and self._opened is not None and self._opened.by_passphrase
        self._root.setCurrentWidget(self.curtain)
        self.curtain.draw(locked=locked, passphrase=passphrase)

    def _put_others_away(self) -> None:
        """Dialogs come back afterwards; menus and pop-ups close."""
        self._dialogs = []
        for other in QApplication.topLevelWidgets():
            if other is self._window or not other.isVisible():
                continue
            if isinstance(other, QDialog):
                self._dialogs.append(other)
                other.setVisible(False)
            else:
                other.close()

    def _lift(self, passphrase: str) -> None:
        if self.curtain.asks_passphrase:
            self._office.spawn(self._check_and_raise(passphrase))
        else:
            self._raise()

    async def _check_and_raise(self, passphrase: str) -> None:
        try:
            await self._office.on_worker(self._door.check, passphrase)
        except EnvironmentProblem as problem:
            self.curtain.refuse(problem.message)
            return
        self._raise()

    def _raise(self) -> None:
        for action in self._resting:
            action.setEnabled(True)
        if self._behind is not None:
            self._root.setCurrentWidget(self._behind)
        for dialog in self._dialogs:
            dialog.setVisible(True)
        self._dialogs, self._resting = [], []
        self.lifted.emit()
