"""What can be done with whoever is chosen on Today: record, correct, repair the day, say when he is elsewhere."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from keywork_desktop.actions.appointments import back_from_court_now
from keywork_desktop.actions.recording import record
from keywork_desktop.domain.records import LostReason, RecordKind
from keywork_desktop.domain.session_ledger import LedgerLine
from keywork_desktop.ui.models.due_model import PersonRow
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.due_list import DueRows


class TodayActs(QObject):
    """Acts on the row in focus, on the day looked at; the page gives it each new `view`.

    `acted_on` is the row from which the list goes on, once what was recorded is in the view.
    """

    def __init__(self, office: Office, rows: DueRows, owner: QWidget) -> None:
        super().__init__(owner)
        self._office, self._rows, self._owner = office, rows, owner
        self.view: View | None = None
        self.acted_on: int | None = None

    # ----------------------------------------------------------------------------------------------------- recording
    def record_delivered(self) -> None:
        """Record a session held with the chosen man by his key worker, on the day looked at."""
        self._record(RecordKind.SESSION)

    def ask_why_missed(self) -> None:
        """Offer the reasons; choosing one records the session as missed."""
        rows = self._rows
        if rows.person() is None:
            return
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Why was the session missed?")
        title = menu.addAction("Missed, because:")
        title.setEnabled(False)
        for place, reason in enumerate(LostReason, start=1):
            entry = menu.addAction(f"&{place}  {reason.words}")
            entry.triggered.connect(partial(self.record_missed, reason))
        row = rows.visualRect(rows.currentIndex())
        menu.popup(rows.viewport().mapToGlobal(row.bottomLeft() + QPoint(24, 0)))
        menu.setActiveAction(menu.actions()[1])

    def record_missed(self, reason: LostReason) -> None:
        """Record the chosen man's session as missed."""
        self._record(RecordKind.MISSED, reason.value)

    def record_check(self) -> None:
        """Record the chosen man's wellbeing check as done, if one is owed; he keeps his place, the next is chosen."""
        person = self._rows.person()
        if person is None:
            return
        if person.check_done is None:
            name = person.item.prisoner.name
            self._office.warned.emit(f"No wellbeing check is owed for {name}. To record one all the same: Shift+D.")
        elif person.check_done:
            self._office.warned.emit(f"The wellbeing check of {person.item.prisoner.name} is recorded already.")
        else:
            self._record(RecordKind.WELLBEING, step=1)

    def record_with_details(self) -> None:
        """Ask for day, officer, length and kind."""
        from keywork_desktop.ui.dialogs.record import RecordDialog

        person = self._rows.person()
        if person is not None and self.view is not None:
            RecordDialog(self._office, person.item, self.view.snapshot, self._owner).open()

    def ask_to_correct(self, person: PersonRow, line: LedgerLine) -> None:
        """Ask why a record was wrong, and take it back."""
        from keywork_desktop.ui.dialogs.correct import CorrectDialog

        CorrectDialog(self._office, person.item.prisoner, line, self._owner).open()

    def _record(self, kind: RecordKind, reason: str = "", *, step: int = 0) -> None:
        person = self._rows.person()
        if person is None or self.view is None:
            return
        self.acted_on = self._rows.currentIndex().row() + step
        on = self.view.snapshot.on
        self._office.act(partial(record, prison_number=person.number, on=on, kind=kind, reason=reason))

    # ----------------------------------------------------------------------------------------- where he is, who is gone
    def free_from_court(self) -> None:
        """The chosen man is back from court: he can be seen for the rest of the day."""
        person = self._rows.person()
        if person is not None and self.view is not None:
            self._office.act(partial(back_from_court_now, prison_number=person.number, on=self.view.snapshot.on))

    def acknowledge(self) -> None:
        """The chosen man is overdue in a priority group: say what happens next, and who was told."""
        person = self._rows.person()
        if person is None or self.view is None:
            return
        name = person.item.prisoner.name
        if self.view.snapshot.on != self.view.today:
            self._office.warned.emit("Go back to today, in the top band, to say what happens next.")
        elif not person.item.overdue_priority:
            self._office.warned.emit(f"{name} is not overdue in a priority group: there is nothing to acknowledge.")
        else:
            from keywork_desktop.ui.dialogs.acknowledge import AcknowledgeDialog

            AcknowledgeDialog(self._office, person.item, self.view.watched.acknowledged, self._owner).open()

    def say_elsewhere(self) -> None:
        """When the chosen man is elsewhere: court, visits, appointments."""
        person = self._rows.person()
        if person is not None and self.view is not None:
            from keywork_desktop.ui.dialogs.elsewhere import ElsewhereDialog

            ElsewhereDialog(self._office, person.item.prisoner, self.view.snapshot.on, self._owner).open()

    def repair_without(self, staff_id: str, code: str) -> None:
        """An officer is gone on the day looked at (`code`: why): show how the rota can be mended."""
        self._repair(staff_id=staff_id, code=code)

    def repair_cut(self, unit: str | None) -> None:
        """The regime is cut on the day looked at: show how the rota can be mended."""
        self._repair(unit=unit)

    def cut_otherwise(self) -> None:
        """The regime is cut for some hours, or on other days: ask for it, and say what it hits."""
        from keywork_desktop.ui.dialogs.curtail import open_curtail

        if self.view is not None:
            open_curtail(self._office, self.view.snapshot, self._owner, day=self.view.snapshot.on)

    def _repair(self, **why: str | None) -> None:
        from keywork_desktop.ui.dialogs.repair import open_repair

        if self.view is not None:
            open_repair(self._office, self.view.snapshot, self._owner, **why)
