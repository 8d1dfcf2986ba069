"""An officer is gone or the regime cut: what is saved, moved and lost, to be accepted in one step (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.repairing_rota import accept_curtailed, accept_pulled, repaired_rota
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import long_date
from keywork_desktop.planning.rota_repair import Repair
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.repair_lines import RepairModel, repair_lines, told
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.tasks import Stopped, Task
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.import_tables import WideTable, dress
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet

TITLE = "Repair the rota"
CUT_ON_THE_DAY = "Curtailed on the day"
_LETTERS = (16, 29, 19, 19, 44)


@dataclass(frozen=True)
class Cause:
    """Why the rota has to be repaired: what the dialog is called, the action to accept, who is gone, what is cut."""

    title: str
    accept: Callable[..., ChangeSet]
    without: frozenset[tuple[str, date]] = frozenset()
    curtailed: tuple[Curtailment, ...] = ()


def officer_gone(facts: Snapshot, key_worker: KeyWorker, on: date, code: str) -> Cause:
    """An officer is cross-deployed or sick (`code`) on a day."""
    title = f"{key_worker.name} is {facts.shift_codes[code].meaning.lower()} on {long_date(on)}"
    accept = partial(accept_pulled, staff_id=key_worker.staff_id, on=on, code=code)
    return Cause(title, accept, without=frozenset({(key_worker.staff_id, on)}))


def regime_cut(unit: str | None, on: date) -> Cause:
    """The regime of a unit, or (None) of all, is cut for a whole day."""
    return cause_of_cut(Curtailment(on, on, unit, reason=CUT_ON_THE_DAY))


def cause_of_cut(cut: Curtailment) -> Cause:
    """The regime is cut as it says: not entered yet, but with the repair."""
    one_day = cut.first == cut.last
    days = f"on {long_date(cut.first)}" if one_day else f"from {long_date(cut.first)} to {long_date(cut.last)}"
    hours = "" if cut.hours == "all day" else f", {cut.hours}"
    title = f"No regime in {unit_name(cut.unit) if cut.unit else 'the whole establishment'} {days}{hours}"
    return Cause(title, partial(accept_curtailed, cut=cut), curtailed=(cut,))


class RepairDialog(QDialog):
    """Opened with `open()`; looks for the repair, and accepts it through the office. Nothing changes before."""

    def __init__(self, office: Office, cause: Cause, facts: Snapshot, owner: QWidget) -> None:
        super().__init__(owner)
        self._office, self._cause, self._facts = office, cause, facts
        self._repair: Repair | None = None
        self._task: Task | None = None
        self._closed = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self.title = ToneLabel(cause.title, self, size=1.15, bold=True, wrap=True)
        self.told = quiet("Looking for the fewest changes…", self, wrap=True)
        self.lines = RepairModel(self)
        self.table = WideTable(_LETTERS, len(_LETTERS) - 1, self)
        self.table.setModel(self.lines)
        self.table.setAccessibleName("What becomes of each session")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress(self.table)
        self.leave = button("Leave as it is", self)
        self.accept_button = button("Accept", self, kind="primary")
        self.accept_button.setEnabled(False)
        self._lay_out()
        self.leave.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._accept)
        self.finished.connect(self._stop)
        office.spawn(self._look())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        note = (
            "Accepting writes that down and moves what is saved; who is not seen today after all is recorded as missed."
        )
        column.addWidget(quiet(f"{note} One undo takes it all back.", self, wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.accept_button)
        column.addLayout(row)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableSize()
        self.resize(min(letter * (sum(_LETTERS) + 6), room.width() - 60), min(line * 26, room.height() - 60))

    async def _look(self) -> None:
        cause = self._cause

        def work(desk: Desk, task: Task) -> Repair:
            self._task = task
            return repaired_rota(desk, cause.without, cause.curtailed, progress=task.fraction)

        repair = None
        try:
            repair = await self._office.ask_long(TITLE, work)
        except Stopped:
            # Whoever has closed the dialog knows; from the bottom band it is said.
            if not self._closed:
                raise
        finally:
            self._task = None
            if repair is None and not self._closed:
                self.reject()
        if repair is not None and not self._closed:
            self._show(repair)

    def _show(self, repair: Repair) -> None:
        self._repair = repair
        lines = repair_lines(repair, self._facts)
        self.lines.show(lines)
        self.told.setText(told(lines))
        announce(self, told(lines))
        self.table.setVisible(bool(lines))
        if lines:
            self.table.selectRow(0)
        self.accept_button.setEnabled(True)
        self.accept_button.setDefault(True)
        self.accept_button.setFocus()

    def _stop(self) -> None:
        """Closed while it is looking: the search ends and its answer is dropped."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()

    def _accept(self) -> None:
        assert self._repair is not None, "the button is off until there is a repair"
        self._office.act(partial(self._cause.accept, repair=self._repair))
        self.accept()


def open_repair(
    office: Office,
    facts: Snapshot,
    owner: QWidget,
    *,
    staff_id: str | None = None,
    code: str | None = None,
    unit: str | None = None,
) -> None:
    """Open the dialog for the day of `facts`: an officer is gone (`code`: why), else the regime of `unit` is cut."""
    if staff_id is not None and code is not None:
        cause = officer_gone(facts, facts.key_workers[staff_id], facts.on, code)
    else:
        cause = regime_cut(unit, facts.on)
    RepairDialog(office, cause, facts, owner).open()
