"""When the store was last backed up, and the buttons to do so, to check it, and to go back to a backup."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.keeping import LastBackup, back_up, backup_name, check_store, last_backup
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.asking_where import ask_where, documents
from keywork_desktop.ui.models.log_model import moment_words
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.calendar_notice import Notice
from keywork_desktop.ui.widgets.labels import ToneLabel
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow

OLD = timedelta(days=7)
"""A backup older than this is old: a week's work would be lost with the PC."""
TITLE = "Back up the store"
KINDS = {"Stores (*.store)": "store", "All files (*)": ""}


def told(last: LastBackup | None, today: date) -> tuple[str, bool]:
    """What to say about the last backup, and whether it is old."""
    if last is None:
        return "No backup yet. The store is on this PC alone.", True
    old = today - last.at.astimezone().date() > OLD
    words = moment_words(last.at, today)
    return f"Last backup {words[0].lower() + words[1:] if words.startswith('Today') else words}, {last.file}", old


class KeepingPanel(WrappingRow):
    """`restore_wanted`: somebody wants to go back to a backup. What came of the rest is said in `notice`."""

    restore_wanted = Signal()

    def __init__(self, office: Office, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._notice = office, notice
        self._name = "keywork.store"
        self.folder = documents()
        self.words = ToneLabel("", self, wrap=True)
        self.back_up_button = button("Back up…", self, tip="Copy the whole store to another disk, and read it back")
        self.check_button = button("Check", self, tip="Is the file whole, and does everything hold that must?")
        self.restore_button = button("Restore…", self, tip="Go back to a backup; the present store is kept aside")
        self.first.setSpacing(SPACE)
        self.first.addWidget(self.words, 1)
        for part in (self.back_up_button, self.check_button, self.restore_button):
            self.last.addWidget(part)
        self.back_up_button.clicked.connect(self.ask_where)
        self.check_button.clicked.connect(self.check)
        self.restore_button.clicked.connect(self.restore_wanted)

    def read(self) -> None:
        """Ask again when the store was last backed up."""
        self._office.spawn(self._read())

    async def _read(self) -> None:
        last, self._name, today = await self._office.ask(_standing)
        words, old = told(last, today)
        self.words.set_tone("warns" if old else "quiet_text")
        self.words.setText(f"▲ {words}" if old else words)

    def ask_where(self) -> QFileDialog:
        """Ask for the file; the backup begins when it is chosen."""
        return ask_where(self.window(), TITLE, self.folder / self._name, KINDS, self.to)

    def to(self, file: str) -> None:
        """Back up to this file; the file dialog has asked already whether an older one may go."""
        self.folder = Path(file).parent
        self._office.spawn(self._back_up(Path(file)))

    async def _back_up(self, path: Path) -> None:
        self.back_up_button.setEnabled(False)
        try:
            change = await self._office.ask_long(TITLE, partial(_made, path))
        finally:
            self.back_up_button.setEnabled(True)
        self._office.refresh(change)
        self._notice.say(f"Backed up to {path}, and read back whole.")

    def check(self) -> None:
        """Check the store, and say what was found."""
        self._office.spawn(self._check())

    async def _check(self) -> None:
        self.check_button.setEnabled(False)
        try:
            found = await self._office.ask(check_store)
        finally:
            self.check_button.setEnabled(True)
        if not found:
            self._notice.say("All is well: the file is whole, and the log tells how everything in it came about.")
            return
        more = f" And {counted(len(found) - 1, 'more finding')}: keywork-desktop check." if len(found) > 1 else ""
        self._notice.say(f"{found[0].text}{more} Keep this store, and restore a good backup.", warns=True)


def _standing(desk: Desk) -> tuple[LastBackup | None, str, date]:
    return last_backup(desk), backup_name(desk), desk.today


def _made(path: Path, desk: Desk, task: Task) -> ChangeSet:
    if path.resolve() == desk.store.path.resolve():
        raise RequestError("This is the store itself. Choose another name or folder.", code="same_file")
    task.step("Copying", 0.0)
    return back_up(desk, path, replace=True, progress=task.fraction)[1]
