"""Locking many sessions at once from the rota's menu: a day, an officer, everybody in a priority group."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from keywork_desktop.actions.planning_rota import lock_many
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.wording import counted, short_date, weekday
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.office import Office

Which = Callable[[PlannedSession], bool]


class RotaLocks(QObject):
    """What is planned from today on in the weeks shown, by the officers shown; each locking is one undo step."""

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office

    def add_to(self, menu: QMenu, facts: RotaFacts, cell: RotaCell | None) -> None:
        """Put `Lock many` and `Unlock many` into a menu, each entry with how many sessions it would change."""
        for locked in (True, False):
            many = menu.addMenu("Lock many" if locked else "Unlock many")
            for words, what, which in self._choices(cell):
                ids = [s.id for s in self._ahead(facts) if which(s) and s.locked != locked]
                action = many.addAction(f"{words}\t{counted(len(ids), 'session')}")
                action.setEnabled(bool(ids))
                action.triggered.connect(partial(self.lock, ids, what, locked))

    def _choices(self, cell: RotaCell | None) -> Iterable[tuple[str, str, Which]]:
        if cell is not None:
            day, staff_id = cell.on, cell.staff_id
            words = f"{weekday(day)} {short_date(day)}"
            yield f"This &day, {words}", words, lambda session: session.on == day
            yield f"This &officer, {cell.officer}", cell.officer, lambda session: session.staff_id == staff_id
        yield "All for &priority groups", "priority groups", lambda session: session.priority
        yield "&Everything shown", "all that is shown", lambda session: bool(session.id)

    @staticmethod
    def _ahead(facts: RotaFacts) -> list[PlannedSession]:
        shown = {officer.staff_id for officer in facts.officers}
        planned = facts.view.snapshot.planned
        return [session for session in planned if session.on >= facts.view.today and session.staff_id in shown]

    def lock(self, session_ids: list[str], what: str, locked: bool, checked: bool = False) -> None:
        """Lock these sessions, or unlock them."""
        self._office.act(partial(lock_many, session_ids=session_ids, what=what, locked=locked))
