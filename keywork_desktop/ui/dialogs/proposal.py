"""A proposal beside how it is today: accept all of it, some rows, or nothing; one undo step."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
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
from keywork_desktop.ui.models.board_proposal import ProposalModel, ProposedRow
from keywork_desktop.ui.theme import SMALLEST_TARGET, SPACE
from keywork_desktop.ui.widgets.board_reasons import ReasonList, status_icon
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading

_LETTERS = (28, 10, 18, 18, 20, 14)
_TICKING_MS = 400
"""After the last tick, before what is ticked is said to whoever keeps the proposal."""


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


class ProposalDialog(QDialog):
    """`accepted_rows` carries the prison numbers whose proposal is accepted, `discarded` that none is wanted.

    Closed in another way, the proposal waits; `left_out_changed` says which rows are not ticked meanwhile.
    """

    accepted_rows = Signal(object)
    discarded = Signal()
    left_out_changed = Signal(object)

    def __init__(
        self,
        title: str,
        said: str,
        rows: tuple[ProposedRow, ...],
        left_over: Sequence[tuple[str, str]],
        left_over_title: str,
        parent: QWidget | None = None,
        left_out: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        icons = {status: status_icon(status, self) for status in Status}
        self.proposal = ProposalModel(rows, icons, self, left_out)
        self.table = ProposalTable(self.proposal, self)
        self.left_over = ReasonList(self, lines=4)
        self.accept_some = button("", self, kind="primary")
        self.leave = button("Leave everything as it is", self, tip="The proposal is forgotten")
        self.later = button("Decide later", self, tip="The proposal waits on the board, also after a restart (Esc)")
        self._ticking = QTimer(self)
        self._ticking.setSingleShot(True)
        self._ticking.setInterval(_TICKING_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(ToneLabel(title, self, size=1.15, bold=True, wrap=True))
        column.addWidget(quiet(said, self, wrap=True))
        column.addWidget(self.table, 1)
        if left_over:
            column.addWidget(small_heading(left_over_title, self))
            self.left_over.show_reasons([(Fit.NO, f"{name}: {text}") for name, text in left_over])
            column.addWidget(self.left_over)
        else:
            self.left_over.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(quiet("Space ticks and unticks. Undo takes it all back in one step.", self))
        buttons.addStretch(1)
        for each in (self.leave, self.later, self.accept_some):
            buttons.addWidget(each)
        column.addLayout(buttons)
        self.proposal.taken_changed.connect(self._show_count)
        self.proposal.taken_changed.connect(self._ticking.start)
        self._ticking.timeout.connect(self._say_left_out)
        self.accept_some.clicked.connect(self._decide)
        self.leave.clicked.connect(self._discard)
        self.later.clicked.connect(self.reject)
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

    def _say_left_out(self) -> None:
        self.left_out_changed.emit(self.proposal.left_out)

    def _decide(self) -> None:
        self.accepted_rows.emit(self.proposal.taken)
        self.accept()

    def _discard(self) -> None:
        self.discarded.emit()
        self.reject()
