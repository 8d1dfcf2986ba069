"""What an import would do, before it does it: files, problems row by row, suggestions to tick, accept or discard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.import_files_model import ImportFilesModel, file_rows
from keywork_desktop.ui.models.import_problems_model import ROW_ROLE, ImportProblemsModel, ShownProblems
from keywork_desktop.ui.models.import_rows import Weight, counts, import_rows
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import Chip, button
from keywork_desktop.ui.widgets.code_questions import CodeQuestions
from keywork_desktop.ui.widgets.import_tables import FilesTable, ProblemsTable
from keywork_desktop.ui.widgets.labels import ToneLabel, heading, quiet

if TYPE_CHECKING:
    from keywork_desktop.actions.importing_reports import ImportPreview

FILES_SHARE = 0.38


class ImportPreviewPanel(QWidget):
    """`accepted` carries the ids of the ticked suggestions; `questions.answers` are the codes explained meanwhile."""

    accepted = Signal(object)
    discarded = Signal()
    left_out = Signal(str)
    date_given = Signal(str, object)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview: ImportPreview | None = None
        self.files = ImportFilesModel(self)
        self.problems = ImportProblemsModel(self)
        self.shown = ShownProblems(self.problems, self)
        self.title = heading("Import", self)
        self.summary = quiet("", self, wrap=True)
        self.files_table = FilesTable(self.files, self)
        self.problems_table = ProblemsTable(self.shown, self.problems, self)
        self.unread = ToneLabel("", self, tone="no", wrap=True)
        self.questions = CodeQuestions(self)
        self.detail = quiet("", self, wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.detail.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        self.nothing = quiet("No problems: every row can be taken.", self)
        self.more = button("Add files…", self, tip="Add more files to this import (Ctrl+O)")
        self.leave_out = button("Leave out", self, tip="Leave the chosen file out of this import (Delete)")
        self.discard = button("Discard", self, tip="Forget this import; nothing is written")
        self.accept = button("Accept", self, kind="primary", tip="Write it down, in one step that can be undone")
        self.chips: dict[Weight | None, Chip] = {None: Chip("All", self)}
        self.chips.update({weight: Chip(weight.word, self) for weight in Weight})
        self.file_filter = QComboBox(self)
        self.tick_all = button("Tick all shown", self, kind="quiet", tip="Tick every suggestion that is shown")
        self.untick_all = button("Untick all shown", self, kind="quiet")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.title)
        top.addStretch(1)
        for made in (self.more, self.leave_out, self.discard, self.accept):
            top.addWidget(made)
        filters = QHBoxLayout()
        filters.setSpacing(SPACE)
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
            filters.addWidget(chip)
        self.chips[None].setChecked(True)
        self.file_filter.setAccessibleName("File")
        filters.addWidget(self.file_filter)
        filters.addStretch(1)
        filters.addWidget(self.tick_all)
        filters.addWidget(self.untick_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(top)
        column.addWidget(self.summary)
        column.addWidget(self.files_table)
        column.addWidget(self.unread)
        column.addWidget(self.questions)
        column.addWidget(ToneLabel("Row by row", self, bold=True))
        column.addLayout(filters)
        column.addWidget(self.problems_table, 1)
        column.addWidget(self.detail)
        column.addWidget(self.nothing, 1)

    def _connect(self) -> None:
        self.accept.clicked.connect(self._accept)
        self.discard.clicked.connect(self.discarded)
        self.more.clicked.connect(self.more_wanted)
        self.leave_out.clicked.connect(self._leave_out)
        self.files_table.left_out.connect(self._leave_out)
        self.files.date_given.connect(self.date_given)
        self.problems.ticked_changed.connect(self._show_numbers)
        self.questions.answered.connect(self._show_numbers)
        self.tick_all.clicked.connect(self._tick_all)
        self.untick_all.clicked.connect(self._untick_all)
        self.problems_table.selectionModel().currentChanged.connect(self._show_detail)
        self.file_filter.currentIndexChanged.connect(self._narrow)
        for chip in self.chips.values():
            chip.clicked.connect(self._narrow)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_preview(self, preview: ImportPreview) -> None:
        """Show another comparison; ticks and filters stay where they still make sense."""
        self.preview = preview
        self.detail.clear()
        rows = import_rows(preview)
        self.problems.show(rows)
        numbers = counts(rows)
        for weight, chip in self.chips.items():
            count = len(rows) if weight is None else numbers[weight]
            chip.set_count(count)
            chip.setEnabled(count > 0 or weight is None)
        chosen = next((weight for weight, chip in self.chips.items() if chip.isChecked()), None)
        if chosen is not None and not numbers[chosen]:
            self.chips[None].setChecked(True)
        self.questions.show_questions(preview.proposal.questions)
        self._show_files(preview)
        self._show_numbers()
        self._narrow()
        for widget in (self.problems_table, self.detail, self.file_filter, *self.chips.values()):
            widget.setVisible(bool(rows))
        errors = [row.error for row in file_rows(preview) if row.error]
        self.unread.setText("\n".join(f"✕ {error}" for error in errors))  # the table has room for a few words of it
        self.unread.setVisible(bool(errors))
        self.nothing.setVisible(not rows)
        self.nothing.setText("No problems: every row can be taken." if preview.read else "")
        if not self.files_table.currentIndex().isValid():
            self.files_table.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.files_table.fit_height(int(self.height() * FILES_SHARE))

    def _show_files(self, preview: ImportPreview) -> None:
        before = self.file_filter.currentData()
        self.file_filter.blockSignals(True)
        self.file_filter.clear()
        self.file_filter.addItem("Every file", "")
        for row in file_rows(preview):
            self.file_filter.addItem(row.name, row.path)
        self.file_filter.setCurrentIndex(max(0, self.file_filter.findData(before)))
        self.file_filter.blockSignals(False)

    def _show_numbers(self) -> None:
        if self.preview is None:
            return
        rows = file_rows(self.preview, self.problems.ticked)
        self.files.show(rows)
        self.files_table.fit_height(int(self.height() * FILES_SHARE))
        read = [row for row in rows if not row.error]
        new, changed, gone = (sum(row.numbers[place] for row in read) for place in (1, 2, 6))
        self.title.setText(f"Import · {counted(len(rows), 'file')}")
        said = f"{new:,} new, {changed:,} changed, {gone:,} gone."
        offered = sum(bool(row.suggestion_id) for row in self.problems.rows)
        if offered:
            said += f" {len(self.problems.ticked):,} of {counted(offered, 'suggestion')} ticked."
        if unread := len(rows) - len(read):
            said += f" {counted(unread, 'file')} could not be read and will be left out."
        self.summary.setText(f"{said} Nothing is written before you accept.")
        something = bool(self.preview.proposal.facts or self.problems.ticked or self.questions.answers)
        self.accept.setEnabled(bool(read))
        self.accept.setText("Accept" if something else "Accept (nothing new)")

    def _narrow(self) -> None:
        weight = next((weight for weight, chip in self.chips.items() if chip.isChecked()), None)
        self.shown.narrow(weight, str(self.file_filter.currentData() or ""))
        tickable = any(row.suggestion_id for row in self.shown.rows())
        self.tick_all.setVisible(tickable)
        self.untick_all.setVisible(tickable)

    def _show_detail(self) -> None:
        """The whole of the row in focus: the table cuts long sentences."""
        row = self.problems_table.currentIndex().siblingAtColumn(0).data(ROW_ROLE)
        parts = (row.where, row.value, row.message, row.mend) if row else ()
        self.detail.setText(" · ".join(part for part in parts if part))

    # -- what is done -------------------------------------------------------------------------------------------------

    def _tick_all(self) -> None:
        self.problems.tick(self.shown.rows(), on=True)

    def _untick_all(self) -> None:
        self.problems.tick(self.shown.rows(), on=False)

    def _leave_out(self) -> None:
        place = self.files_table.currentIndex().row()
        if 0 <= place < len(self.files.rows):
            self.left_out.emit(self.files.rows[place].path)

    def _accept(self) -> None:
        self.accepted.emit(self.problems.ticked)
