"""Move to…: every key worker who could be chosen, the best first, with what speaks for and against each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.candidates import Verdict, candidates
from keywork_desktop.domain.due_list import has_interim
from keywork_desktop.domain.induction import off_induction
from keywork_desktop.domain.interim import INTERIM
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.models.board_candidates import CandidatesModel, VerdictRole, speaking
from keywork_desktop.ui.theme import SMALLEST_TARGET, SPACE
from keywork_desktop.ui.widgets.board_reasons import fit_icon
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet

_TO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class MoveToDialog(QDialog):
    """`chosen` carries the prison numbers and a staff ID; whether a rule is in the way is asked afterwards."""

    chosen = Signal(tuple, str)

    def __init__(self, snapshot: Snapshot, prison_numbers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers = tuple(prison_numbers)
        self._snapshot = snapshot
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Move to…")
        self.find_field = QLineEdit(self)
        self.find_field.setPlaceholderText("Find a key worker")
        self.find_field.setAccessibleName("Find a key worker")
        self.find_field.setClearButtonEnabled(True)
        self.find_field.installEventFilter(self)
        icons = {fit: fit_icon(fit, self) for fit in Fit}
        self.model = CandidatesModel(candidates(snapshot, self._numbers), icons, self)
        self.table = self._table()
        self.said = ToneLabel("", self, wrap=True)
        self.move_button = button("Move", self, kind="primary")
        self.leave = button("Cancel", self)
        self.permanent = button("Make permanent", self, tip="Off induction: the interim key worker stays")
        self.permanent.setVisible(self._can_stay())
        self._lay_out()
        self.find_field.textChanged.connect(self._narrow)
        self.table.selectionModel().currentRowChanged.connect(self._show_choice)
        self.table.activated.connect(self._decide)
        self.move_button.clicked.connect(self._decide)
        self.leave.clicked.connect(self.reject)
        self.permanent.clicked.connect(self._stay)
        self.table.selectRow(0)
        self._show_choice()
        self.find_field.setFocus()

    def _table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self.model)
        table.setAccessibleName("Key workers, the best first")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(max(SMALLEST_TARGET + 4, self.fontMetrics().height() + 12))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().averageCharWidth()
        several = len(self._numbers) > 1
        for column, letters in enumerate((18 if several else 12, 24, 16, 11)):
            table.setColumnWidth(column, letters * letter)
        for column in (4, 5):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.permanent)
        buttons.addWidget(self.move_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(ToneLabel(self._title(), self, size=1.15, bold=True, wrap=True))
        column.addWidget(quiet(self._now(), self, wrap=True))
        column.addWidget(self.find_field)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addLayout(buttons)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(letter * 150, room.width() - 60), min(line * 34, room.height() - 60))

    def _title(self) -> str:
        if len(self._numbers) > 1:
            return f"Move {counted(len(self._numbers), 'prisoner')} to…"
        man = self._snapshot.prisoners[self._numbers[0]]
        return f"Move {man.name} to…"

    def _now(self) -> str:
        if len(self._numbers) > 1:
            return ", ".join(self._snapshot.prisoners[number].name for number in self._numbers)
        man = self._snapshot.prisoners[self._numbers[0]]
        own = self._snapshot.key_worker_of(man.prison_number)
        now = f"with {own.name} now" if own else "no key worker now"
        if has_interim(man, self._snapshot):
            now += f", {INTERIM}"
        return f"{man.prison_number} · {man.location} · {now}"

    def _can_stay(self) -> bool:
        """One man off induction, whose key worker could become permanent."""
        return len(self._numbers) == 1 and off_induction(self._snapshot, self._snapshot.prisoners[self._numbers[0]])

    def _stay(self) -> None:
        own = self._snapshot.key_worker_of(self._numbers[0])
        if own is not None:
            self.chosen.emit(self._numbers, own.staff_id)
            self.accept()

    def chosen_verdict(self) -> Verdict | None:
        """The candidate in the selected row."""
        index = self.table.currentIndex()
        return index.data(VerdictRole) if index.isValid() else None

    def _narrow(self, text: str) -> None:
        self.model.narrow(text)
        self.table.selectRow(0)
        self._show_choice()

    def _show_choice(self) -> None:
        verdict = self.chosen_verdict()
        self.move_button.setEnabled(verdict is not None)
        if verdict is not None:
            asks = "…" if verdict.refused else ""
            self.move_button.setText(f"Move to {verdict.key_worker.name}{asks}")
            self.said.setText(self._words_of(verdict))
        else:
            self.said.setText("No key worker of that name. Clear the field to see everybody.")

    def _words_of(self, verdict: Verdict) -> str:
        """Everything that speaks for and against, however narrow the columns are."""
        parts = [f"{verdict.key_worker.name}: {verdict.text}"]
        if verdict.fit is not Fit.FITS and (in_favour := speaking(verdict, Fit.FITS)):
            parts.append(f"For: {in_favour}")
        return ". ".join(parts)

    def _decide(self, index: QModelIndex | bool | None = None) -> None:
        verdict = self.chosen_verdict()
        if verdict is not None:
            self.chosen.emit(self._numbers, verdict.key_worker.staff_id)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.permanent.hasFocus():
            self._stay()
        elif enter and not self.leave.hasFocus():
            self._decide()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the field lead through the list, so that the hand stays where it types."""
        if watched is self.find_field and isinstance(event, QKeyEvent) and event.key() in _TO_THE_LIST:
            if event.type() is QEvent.Type.KeyPress:
                self._step(event.key())
            return True
        return super().eventFilter(watched, event)

    def _step(self, key: int) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        row = self.table.currentIndex().row() + steps[Qt.Key(key)]
        self.table.selectRow(max(0, min(self.model.rowCount() - 1, row)))
