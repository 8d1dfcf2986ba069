"""From the program's start to an open store: open it, ask for its passphrase, found a new one, or make the demo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from keywork_desktop.domain.errors import EnvironmentProblem, KeyworkError
from keywork_desktop.ui.first_start import FirstStart
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.opening import Door, Opened, Protection
from keywork_desktop.ui.tasks import Stopped
from keywork_desktop.ui.threshold import Threshold, Waiting

ASK_AGAIN = frozenset({"passphrase_needed", "wrong_passphrase", "empty_passphrase", "no_credential_store"})
STORES = "Stores (*.store);;All files (*)"


class Entrance(QObject):
    """Owns what is shown while no store is open, and sits the office down once there is one.

    `entered` says that a store is open; its argument is true where it is new and has no facts yet.
    """

    entered = Signal(bool)
    left = Signal()
    """The store is being closed: there are no pages to show until the next one is open."""

    def __init__(self, office: Office, door: Door, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._office = office
        self._door = door
        self._stack = stack
        self.waiting = Waiting(stack)
        self.threshold = Threshold(stack)
        self.first_start: FirstStart | None = None
        self._backup: Path | None = None
        """The backup whose passphrase is asked for; None: that of the store."""
        stack.addWidget(self.waiting)
        stack.addWidget(self.threshold)
        self.threshold.passphrase_given.connect(self.open_with)
        self.threshold.try_again_wanted.connect(self.open)
        self.threshold.other_store_wanted.connect(self.choose_store)
        self.threshold.demo_wanted.connect(self.make_demo)
        self.threshold.restore_wanted.connect(self.choose_backup)

    def open(self) -> None:
        """Open the store, or show the first start if there is none."""
        self._backup = None
        if self._door.exists():
            self._show(self.waiting)
            self._office.spawn(self._open(None))
        else:
            self.show_first_start()

    def open_with(self, passphrase: str) -> None:
        """Open the store, or restore the backup that was chosen, with what was typed."""
        if self._backup is not None:
            self._office.spawn(self._restore(self._backup, passphrase))
        else:
            self._office.spawn(self._open(passphrase))

    async def _open(self, passphrase: str | None) -> None:
        try:
            opened = await self._office.on_worker(self._door.open, passphrase)
        except EnvironmentProblem as problem:
            if problem.code in ASK_AGAIN:
                # The first question needs no reproach, unless a passphrase was given and is wrong.
                said = problem.message if passphrase or problem.code == "wrong_passphrase" else ""
                self.threshold.ask_passphrase(str(self._door.path), said)
            elif problem.code == "store_missing":
                self.show_first_start()
                return
            else:
                self.threshold.explain(problem.message)
            self._show(self.threshold)
            return
        except Exception:
            self.threshold.explain("The store could not be opened. Try again, or open another one.")
            self._show(self.threshold)
            raise
        self._enter(opened, new=False)

    def show_first_start(self) -> None:
        """Offer to begin, or to look at the demo."""
        if self.first_start is None:
            self.first_start = FirstStart(self._door.path, self._stack)
            self.first_start.begin_wanted.connect(self.begin)
            self.first_start.demo_wanted.connect(self.make_demo)
            self.first_start.open_wanted.connect(self.choose_store)
            self.first_start.restore_wanted.connect(self.choose_backup)
            self._stack.addWidget(self.first_start)
        self._show(self.first_start)
        self.first_start.code.setFocus()

    def begin(self, code: str, name: str, protection: Protection, passphrase: str) -> None:
        """Make a new store for this prison."""
        self._office.spawn(self._begin(code, name, protection, passphrase or None))

    async def _begin(self, code: str, name: str, protection: Protection, passphrase: str | None) -> None:
        try:
            opened = await self._office.on_worker(self._door.create, code, name, protection, passphrase)
        except KeyworkError as error:
            if self.first_start is not None:
                self.first_start.refuse(error.message)
            return
        self._enter(opened, new=True)

    def make_demo(self) -> None:
        """Make the demo prison and look at it."""
        self._office.spawn(self._demo())

    async def _demo(self) -> None:
        came_from = self._stack.currentWidget()
        self.waiting.words.setText("Making the demo prison: its reports, their import, allocations and a rota …")
        self._show(self.waiting)
        try:
            opened = await self._office.run_long("Demo prison", self._door.demo)
        except Stopped:
            self._show(came_from)
            return
        except Exception:
            self._show(came_from)
            raise
        self._enter(opened, new=False)

    def choose_store(self) -> None:
        """Ask for the file of another store and open it."""
        dialog = QFileDialog(self._stack, "Open a store", str(self._door.path.parent), STORES)
        dialog.fileSelected.connect(self.open_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_file(self, name: str) -> None:
        """Open the store in this file."""
        self._door.path = Path(name)
        self._show(self.waiting)
        self._office.spawn(self._open(None))

    def choose_backup(self) -> None:
        """Ask for the file of a backup, and put it in the place of the store."""
        dialog = QFileDialog(self._stack.window(), "Restore a backup", str(self._door.path.parent), STORES)
        dialog.fileSelected.connect(self.confirm_restoring)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def confirm_restoring(self, name: str) -> None:
        """Say what restoring this file means; it is done on a yes."""
        from keywork_desktop.ui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(Path(name), self._door.path, self._stack.window())
        dialog.confirmed.connect(self.restore_file)
        dialog.open()

    def restore_file(self, name: str) -> None:
        """Put the backup in this file in the place of the store, which is kept aside."""
        self._office.stand_up()
        self.left.emit()
        self.waiting.words.setText("Restoring the backup; the store that is there now is kept aside …")
        self._show(self.waiting)
        self._office.spawn(self._restore(Path(name), None))

    async def _restore(self, backup: Path, passphrase: str | None) -> None:
        try:
            opened = await self._office.on_worker(self._door.restore, backup, passphrase)
        except KeyworkError as problem:
            self._backup = backup if problem.code in ASK_AGAIN else None
            if self._backup is not None:
                said = problem.message if passphrase or problem.code == "wrong_passphrase" else ""
                self.threshold.ask_passphrase(str(backup), said, backup=True)
            else:
                self.threshold.explain(f"{problem.message} The store is as it was: Try again opens it.")
            self._show(self.threshold)
            return
        except Exception:
            self._backup = None
            self.threshold.explain("The backup could not be restored. The store is as it was: Try again opens it.")
            self._show(self.threshold)
            raise
        self._backup = None
        self._enter(opened, new=False)

    def _enter(self, opened: Opened, *, new: bool) -> None:
        if self.first_start is not None:
            self._stack.removeWidget(self.first_start)
            self.first_start.deleteLater()
            self.first_start = None
        self._office.sit_down_at(opened)
        self.entered.emit(new)

    def _show(self, widget: QWidget | None) -> None:
        if widget is not None:
            self._stack.setCurrentWidget(widget)
