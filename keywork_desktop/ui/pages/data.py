"""Data: reports come in here, shown before they are written; how old each one is; and the log with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.actions.changing import log, redo, undo
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.domain.shift_codes import CodeUse
from keywork_desktop.ui.commands import RESTORE
from keywork_desktop.ui.delegates.import_lines import ReportLinesDelegate
from keywork_desktop.ui.dialogs.shift_code import LATER, ShiftCodeDialog
from keywork_desktop.ui.models.import_reports_model import ReportsModel, report_lines
from keywork_desktop.ui.models.log_model import log_lines
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.page import PatientPage
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.calendar_notice import Notice
from keywork_desktop.ui.widgets.import_drop_zone import DropZone
from keywork_desktop.ui.widgets.import_preview import ImportPreviewPanel
from keywork_desktop.ui.widgets.keeping_panel import KeepingPanel
from keywork_desktop.ui.widgets.labels import ToneLabel, heading, quiet, small_heading
from keywork_desktop.ui.widgets.log_panel import LogPanel
from keywork_desktop.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from keywork_desktop.actions.desk import Desk
    from keywork_desktop.actions.importing_reports import ImportPreview

READING = "Read reports"
UNDO_TAKES_IT_BACK = ". Undo takes it back."
LINES_OF_LOG = 500
START_HERE = (
    "Start here. The Alpha list says who is in the prison; alerts, case notes, the staff list and the detail make the "
    "due list and the calendar. Fetch them as named below and drop them together: the order never matters."
)
FILE_KINDS = "Reports (*.csv *.txt *.xlsx *.xlsm);;All files (*)"


class DataPage(PatientPage):
    """Three faces: what is known and the log; reading; what the import would do."""

    title = "Data"
    icon = "ph.database"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, parent)
        self._task: Task | None = None
        self._change_said = ""
        self.notice = Notice(self)
        self.drop_zone = DropZone(self)
        self.reports = ReportsModel(self)
        self.report_list = QListView(self)
        self.log = LogPanel(self)
        self.keeping = KeepingPanel(office, self.notice, self)
        self.preview = ImportPreviewPanel(self)
        self.bar = QProgressBar(self)
        self._doing = quiet("", self)
        self.cancel = button("Cancel", self)
        self._stack = QStackedLayout()
        for face in (self._known_face(), self._reading_face(), self.preview):
            self._stack.addWidget(face)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE + 2, 2 * SPACE, 2 * SPACE + 2, 2 * SPACE)
        whole.setSpacing(SPACE)
        whole.addWidget(self.notice)
        whole.addLayout(self._stack, 1)
        self._connect()
        if office.view is not None:
            self.show_view(office.view)

    def _known_face(self) -> QWidget:
        face = QWidget(self)
        self._delegate = ReportLinesDelegate(self)
        self.report_list.setModel(self.reports)
        self.report_list.setItemDelegate(self._delegate)
        self.report_list.setUniformItemSizes(True)
        self.report_list.setFrameShape(QFrame.Shape.NoFrame)
        self.report_list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.report_list.setAccessibleName("Reports and their age")
        self._first = ToneLabel("", face, wrap=True)
        self._last = quiet("", face, wrap=True)
        held = Panel(face, margin=3)
        held.column.addWidget(self.report_list)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(heading("Data", face))
        left.addWidget(self.drop_zone)
        left.addWidget(self._first)
        left.addWidget(small_heading("Reports", face))
        left.addWidget(held, 1)
        left.addWidget(self._last)
        left.addWidget(small_heading("Backup", face))
        left.addWidget(self.keeping)
        row = QHBoxLayout(face)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACE)
        row.addLayout(left, 3)
        row.addWidget(self.log, 2)
        return face

    def _reading_face(self) -> QWidget:
        face = QWidget(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 48)
        column = QVBoxLayout(face)
        column.setSpacing(SPACE)
        column.addStretch(2)
        self._reading_title = ToneLabel("Reading reports…", face, size=1.2, bold=True)
        for widget in (self._reading_title, self.bar, self._doing, self.cancel):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return face

    def _connect(self) -> None:
        self.drop_zone.files_dropped.connect(self.import_files)
        self.drop_zone.choosing.connect(self.choose_files)
        self.preview.more_wanted.connect(self.choose_files)
        self.preview.discarded.connect(self.discard)
        self.preview.accepted.connect(self._accept)
        self.preview.left_out.connect(self._leave_out)
        self.preview.date_given.connect(self._give_date)
        self.preview.questions.wanted.connect(self._ask_code)
        self.cancel.clicked.connect(self._cancel)
        self.keeping.restore_wanted.connect(partial(self.command_wanted.emit, RESTORE))
        self.log.undo_wanted.connect(self._undo)
        self.log.redo_wanted.connect(self._redo)
        choose = QShortcut(QKeySequence.StandardKey.Open, self)
        choose.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        choose.activated.connect(self.choose_files)

    # -- what is known ------------------------------------------------------------------------------------------------

    def take_in(self, view: View) -> None:
        self.reports.show(report_lines(view.snapshot.reports, view.today))
        self.preview.files.today = view.today
        self.log.show_steps(view.undoable, view.redoable)
        first = "" if view.items else START_HERE
        self._first.setText(first)
        self._first.setVisible(bool(first))
        self.office.spawn(self._read_log())
        self.keeping.read()
        if self._change_said and (view.undoable is None or view.undoable.id != self._change_said):
            if self.notice.words.text().endswith(UNDO_TAKES_IT_BACK):  # Undo would take back something else by now
                self.notice.hide()
            self._change_said = ""

    async def _read_log(self) -> None:
        changes = await self.office.ask(partial(log, limit=LINES_OF_LOG))
        view = self.view
        if view is None:
            return
        lines = log_lines(changes, view.today)
        self.log.show_log(lines)
        imports = [line for line, change in zip(lines, changes, strict=True) if change.action == "import"]
        self._last.setText(f"Last import: {imports[0].summary} ({imports[0].note})" if imports else "")

    def _undo(self) -> None:
        self.office.act(partial(undo))

    def _redo(self) -> None:
        self.office.act(partial(redo))

    # -- reading ------------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for report files."""
        dialog = QFileDialog(self, "Choose report files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(FILE_KINDS)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _files_chosen(self, names: list[str]) -> None:
        self.import_files([Path(name) for name in names])

    def import_files(self, files: Sequence[Path]) -> None:
        """Read these files and show what they would change; files of an open import are kept beside them."""
        before = self.preview.preview
        known = [Path(read.path) for read in before.read] if before else []
        new = [file for file in files if file not in known]
        if new:
            self.notice.hide()
            self.office.spawn(self._read(partial(_preview_of, new, before), len(new)))

    def _leave_out(self, path: str) -> None:
        before = self.preview.preview
        if before is None:
            return
        if len(before.read) + len(before.unread) == 1:
            self.discard()
            return
        self.office.spawn(self._read(partial(_without, path, before), 0))

    def _give_date(self, path: str, day: date) -> None:
        before = self.preview.preview
        if before is not None:
            self.office.spawn(self._read(partial(_dated, path, day, before), 1))

    async def _read(self, question: Callable[[Desk, Task], ImportPreview], files: int) -> None:
        before = self._stack.currentIndex()
        self._reading_title.setText(f"Reading {files} files…" if files > 1 else "Reading…")
        self._doing.setText("")
        self.bar.setValue(0)
        self._stack.setCurrentIndex(1)
        self.office.task_began.connect(self._follow)
        try:
            preview = await self.office.ask_long(READING, question)
        except BaseException:
            self._stack.setCurrentIndex(before)
            raise
        finally:
            self.office.task_began.disconnect(self._follow)
            self._task = None
        self.preview.show_preview(preview)
        self._stack.setCurrentIndex(2)
        self.preview.accept.setFocus()

    def _follow(self, task: Task) -> None:
        if task.title == READING:
            self._task = task
            task.progressed.connect(self._progressed)

    def _progressed(self, text: str, fraction: float) -> None:
        self.bar.setValue(int(fraction * 1000))
        if text:
            self._doing.setText(text)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # -- accepting ----------------------------------------------------------------------------------------------------

    def discard(self) -> None:
        """Forget the import; nothing was written."""
        self.preview.preview = None
        self.preview.questions.show_questions(())
        self._stack.setCurrentIndex(0)

    def _ask_code(self, use: CodeUse) -> None:
        questions = self.preview.questions
        dialog = ShiftCodeDialog(use.code, self, meaning=questions.answers.get(use.code), use=use, leave=LATER)
        dialog.decided.connect(dialog.accept)
        dialog.decided.connect(questions.answer)
        dialog.open()

    def _accept(self, suggestions: frozenset[str]) -> None:
        preview = self.preview.preview
        if preview is not None:
            self.preview.accept.setEnabled(False)
            self.preview.accept.setText("Writing…")
            explained = tuple(self.preview.questions.answers.values())
            self.office.spawn(self._write(partial(_written, preview=preview, suggestions=suggestions, codes=explained)))

    async def _write(self, action: Callable[[Desk], ChangeSet]) -> None:
        preview = self.preview.preview
        try:
            change = await self.office.ask(action)
        except BaseException:
            if preview is not None:
                self.preview.show_preview(preview)
            raise
        self.discard()
        self.office.refresh(change)
        said = change.summary if change.id else "Nothing was new: everything in these files is known already."
        self.notice.say(f"{said}{UNDO_TAKES_IT_BACK}" if change.id else said)
        self._change_said = change.id
        if change.id:
            self.office.done.emit(change.summary)
        if change.warnings:
            self.office.warned.emit(" ".join(change.warnings))


def _preview_of(files: Sequence[Path], before: ImportPreview | None, desk: Desk, task: Task) -> ImportPreview:
    from keywork_desktop.actions.importing_reports import compare, preview

    found = preview(desk, files, lenient=True, progress=task.step, cancelled=lambda: task.is_cancelled)
    if before is None:
        return found
    names = {str(file) for file in files}
    unread = [*(old for old in before.unread if old.path not in names), *found.unread]
    return compare(desk, [*before.read, *found.read], unread)


def _without(path: str, before: ImportPreview, desk: Desk, task: Task) -> ImportPreview:
    from keywork_desktop.actions.importing_reports import compare

    task.step("Comparing", 0.5)
    read = [file for file in before.read if file.path != path]
    return compare(desk, read, [file for file in before.unread if file.path != path])


def _dated(path: str, day: date, before: ImportPreview, desk: Desk, task: Task) -> ImportPreview:
    """Read one file again as a report of `day`, and compare all of them once more."""
    from keywork_desktop.actions.importing_reports import compare, preview

    kind = next((file.kind for file in before.read if file.path == path), None)
    again = preview(desk, [path], kind, day, lenient=True, progress=task.step, cancelled=lambda: task.is_cancelled)
    fresh = {file.path: file for file in again.read}
    read = [fresh.pop(file.path, file) for file in before.read]
    unread = [file for file in before.unread if file.path != path]
    return compare(desk, [*read, *fresh.values()], [*unread, *again.unread])


def _written(desk: Desk, preview: ImportPreview, suggestions: frozenset[str], codes: Sequence[ShiftCode]) -> ChangeSet:
    from keywork_desktop.actions.importing_reports import accept

    return accept(desk, preview, suggestions, explained=codes)[0]
