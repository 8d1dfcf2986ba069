"""The recommendation beside how it is today: accept all of it, some rows, or nothing; one undo step."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.wording import counted
from keywork_desktop.planning.recommending import Recommendation
from keywork_desktop.ui.models.board_proposal import ProposalModel, proposed_rows
from keywork_desktop.ui.theme import SMALLEST_TARGET, SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.board_reasons import ReasonList, status_icon
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading

_LETTERS = (28, 10, 18, 14, 20, 12)


class ProposalTable(QTableView):
    """Space ticks or unticks all selected rows."""

    def __init__(self, proposal: ProposalModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._proposal = proposal
        self.setModel(proposal)
        self.setAccessibleName("Proposed allocations")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(SMALLEST_TARGET + 4, self.fontMetrics().height() + 12))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate(_LETTERS):
            self.setColumnWidth(column, letters * letter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._proposal.take(index.row() for index in self.selectionModel().selectedRows())
        else:
            super().keyPressEvent(event)


class RecommendDialog(QDialog):
    """`accepted_rows` carries the prison numbers whose proposal is accepted."""

    accepted_rows = Signal(object)

    def __init__(
        self, view: View, recommendation: Recommendation, only: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Recommended allocations")
        icons = {status: status_icon(status, self) for status in Status}
        rows = proposed_rows(view, recommendation, only)
        left_over = [
            (view.by_number[u.prison_number].prisoner.name, u.text)
            for u in recommendation.unplaced
            if u.prison_number in only and u.prison_number in view.by_number
        ]
        self.proposal = ProposalModel(rows, icons, self)
        self.table = ProposalTable(self.proposal, self)
        self.left_over = ReasonList(self, lines=4)
        self.accept_some = button("", self, kind="primary")
        self.leave = button("Leave everything as it is", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        title = f"A key worker for {len(rows)} of {counted(len(rows) + len(left_over), 'prisoner')} without one"
        column.addWidget(ToneLabel(title, self, size=1.15, bold=True, wrap=True))
        said = "Nobody who has a key worker is moved. Continuity comes first, then the houseblock, then fair loads."
        column.addWidget(quiet(said, self, wrap=True))
        column.addWidget(self.table, 1)
        if left_over:
            column.addWidget(small_heading(f"Nobody found for {len(left_over)}", self))
            self.left_over.show_reasons([(Fit.NO, f"{name}: {text}") for name, text in left_over])
            column.addWidget(self.left_over)
        else:
            self.left_over.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(quiet("Space ticks and unticks. Undo takes it all back in one step.", self))
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.accept_some)
        column.addLayout(buttons)
        self.proposal.taken_changed.connect(self._show_count)
        self.accept_some.clicked.connect(self._decide)
        self.leave.clicked.connect(self.reject)
        self._show_count()
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(letter * 165, room.width() - 60), min(line * 36, room.height() - 60))
        self.table.selectRow(0)
        self.table.setFocus()

    def _show_count(self) -> None:
        taken, rows = len(self.proposal.taken), self.proposal.rowCount()
        self.accept_some.setEnabled(taken > 0)
        self.accept_some.setText(f"Accept all {rows}" if taken == rows else f"Accept {taken} of {rows}")
        self.accept_some.setDefault(taken > 0)

    def _decide(self) -> None:
        self.accepted_rows.emit(self.proposal.taken)
        self.accept()
