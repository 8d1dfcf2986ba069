"""A key worker goes away or leaves: for each man stay, cover or somebody else, one undo step, and a list to print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.key_workers import hand_over, handover
from keywork_desktop.domain.candidates import judge_several
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.planning.handing_over import Handover
from keywork_desktop.ui.models.people_handover import HandoverModel
from keywork_desktop.ui.models.people_lines import Caseload
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.board_reasons import status_icon
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.import_tables import WideTable, dress
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.status_fields import StatusFields

_LETTERS = (30, 11, 17, 30, 40)
_ICON = QSize(16, 16)
_AWAY = tuple(status for status in KeyWorkerStatus if status is not KeyWorkerStatus.ACTIVE)
Both = tuple[Handover, Handover]


def _both(desk: Desk, staff_id: str, status: KeyWorkerStatus, back: date | None) -> Both:
    """What is proposed for this status, and to whom each man would go if he did not stay."""
    return handover(desk, staff_id, status, back), handover(desk, staff_id, KeyWorkerStatus.INACTIVE)


class MenTable(WideTable):
    """Space turns the decision of the chosen rows over; Enter asks for another key worker."""

    def __init__(self, men: HandoverModel, parent: HandoverDialog) -> None:
        super().__init__(_LETTERS, 4, parent)
        self._men, self._dialog = men, parent
        self.setModel(men)
        self.setAccessibleName("The caseload, man by man")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress(self)

    def rows(self) -> list[int]:
        """The selected rows; where none is, the current one."""
        selected = sorted(index.row() for index in self.selectionModel().selectedRows())
        return selected or [self.currentIndex().row()] * self.currentIndex().isValid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._men.turn_over(self.rows())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dialog.choose_another()
        else:
            super().keyPressEvent(event)


class HandoverDialog(QDialog):
    """Asks for status and return date, proposes, and hands over through the office."""

    def __init__(
        self,
        office: Office,
        view: View,
        load: Caseload,
        parent: QWidget,
        status: KeyWorkerStatus | None = None,
        back: date | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._view, self._load = office, view, load
        self._proposed: Handover | None = None
        self._asked = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        key_worker = load.key_worker
        self.setWindowTitle(f"{key_worker.name} goes away")
        now = key_worker.status_on(load.day)
        if status is None and now is not KeyWorkerStatus.ACTIVE:
            status, back = now, key_worker.return_date
        self.status = StatusFields(_AWAY, status or KeyWorkerStatus.ANNUAL_LEAVE, back, load.day, self)
        self.men = HandoverModel({each: self._icon(each) for each in Status}, self)
        self.table = MenTable(self.men, self)
        self.said = quiet("", self, wrap=True)
        self.propose = button("As proposed", self)
        self.stay = button("All stay", self)
        self.go = button("All go", self, tip="Everybody goes to the best key worker who has room")
        self.turn = button("Stay or go", self, tip="Turn the decision for the chosen rows over (Space)")
        self.another = button("Somebody else…", self, tip="Choose who has the chosen man (Enter)")
        self.print_list = button("Print the list…", self, icon_name="ph.printer")
        self.leave = button("Leave as it is", self)
        self.do = button("", self, kind="primary")
        self._lay_out()
        self._connect()
        self._ask()

    def _icon(self, status: Status) -> QIcon:
        """The shape of a status in its own colour also in a chosen row, whose ground is pale here."""
        shape, icon = status_icon(status, self).pixmap(_ICON), QIcon()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(shape, mode)
        return icon

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        men = counted(len(self._load.items), "prisoner")
        title = f"{self._load.key_worker.name} goes away: what becomes of the {men}?"
        column.addWidget(ToneLabel(title, self, size=1.15, bold=True, wrap=True))
        column.addWidget(self.status)
        choices = QHBoxLayout()
        for each in (self.propose, self.stay, self.go):
            choices.addWidget(each)
        choices.addStretch(1)
        for each in (self.turn, self.another):
            choices.addWidget(each)
        column.addLayout(choices)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        buttons = QHBoxLayout()
        buttons.addWidget(self.print_list)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.do)
        column.addLayout(buttons)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(letter * 132, room.width() - 60), min(line * 32, room.height() - 60))

    def _connect(self) -> None:
        self.status.changed.connect(self._ask)
        self.propose.clicked.connect(self.men.as_proposed)
        self.stay.clicked.connect(self.men.all_stay)
        self.go.clicked.connect(self.men.all_go)
        self.turn.clicked.connect(self._turn)
        self.another.clicked.connect(self.choose_another)
        self.print_list.clicked.connect(self.show_paper)
        self.men.decided.connect(self._say)
        self.leave.clicked.connect(self.reject)
        self.finished.connect(self._forget)
        self.do.clicked.connect(self._hand_over)

    def _ask(self) -> None:
        self._asked += 1
        self._proposed = None
        self.do.setEnabled(False)
        self.do.setText("Looking for key workers…")
        self._office.spawn(self._show_proposal(self._asked))

    def _forget(self) -> None:
        """An answer that comes after another question, or after the dialog has closed, is dropped."""
        self._asked += 1

    async def _show_proposal(self, asked: int) -> None:
        staff_id, status, back = self._load.key_worker.staff_id, self.status.status, self.status.back
        found = await self._office.ask(partial(_both, staff_id=staff_id, status=status, back=back))
        if asked != self._asked:
            return
        self._proposed, away = found
        self.men.show(self._proposed, away)
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _say(self) -> None:
        going, men = self.men.going, self.men.rowCount()
        words = ""
        if self.men.covered:
            words = "The sessions of those who are covered go to others in the next plan; nobody's key worker changes."
        if left := self.men.left_without:
            words = f"{counted(left, 'man', 'men')} would be left with somebody who is away. {words}"
        self.said.setText(f"{going} of {men} go to somebody else, {men - going} stay. {words}")
        self.do.setEnabled(self._proposed is not None)
        self.do.setText(f"Set the status, hand over {going}" if going else "Set the status, all stay")

    def _turn(self) -> None:
        self.men.turn_over(self.table.rows())

    def choose_another(self) -> None:
        """Choose by hand who has the chosen man."""
        from keywork_desktop.ui.dialogs.move_to import MoveToDialog

        rows = self.table.rows()
        if len(rows) == 1:
            dialog = MoveToDialog(self._view.snapshot, (self.men.number_at(rows[0]),), self)
            dialog.chosen.connect(self._give)
            dialog.open()

    def _give(self, numbers: tuple[str, ...], staff_id: str) -> None:
        verdict = judge_several(self._view.snapshot, numbers, staff_id)
        if verdict.refused:
            self.said.setText(f"{verdict.key_worker.name}: {verdict.text}. Move him on the board, with a reason.")
            return
        row = next(row for row in range(self.men.rowCount()) if self.men.number_at(row) == numbers[0])
        self.men.give(row, verdict.key_worker)

    def show_paper(self) -> None:
        """Open the preview of the handover list."""
        from keywork_desktop.ui.paper import Paper, preview

        if self._proposed is None:
            return
        facts = self._view.snapshot
        title = f"Handover list · {self._load.key_worker.name}"
        place = f"{facts.establishment.name} · {long_date(facts.on)}"
        preview(Paper(title, place, self.men.as_html(self._proposed)), self)

    def _hand_over(self) -> None:
        assert self._proposed is not None, "the button is off until there is a proposal"
        chosen: Mapping[str, str | None] = self.men.chosen
        self._office.act(partial(hand_over, proposed=self._proposed, chosen=chosen))
        self.accept()
