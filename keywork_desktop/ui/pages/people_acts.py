"""What can be done with whoever is chosen on the People page: each by a button, by the menu, and by a key."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from keywork_desktop.actions.allocating import move
from keywork_desktop.actions.induction import confirm_permanent
from keywork_desktop.domain.candidates import judge_several
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.induction import off_induction
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.ui.dialogs.decision import MoveDecision
from keywork_desktop.ui.models.people_lines import Caseload
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.person_panel import PersonPanel


class ShowsPeople(Protocol):
    """A page on which a key worker or a prisoner is chosen."""

    office: Office
    view: View | None

    @property
    def load(self) -> Caseload | None:
        """The chosen key worker."""

    @property
    def item(self) -> DueItem | None:
        """The chosen prisoner."""


class PeopleActs(QObject):
    """Opens the dialogs and calls the actions; nothing on a day that is not today."""

    def __init__(self, page: ShowsPeople, panel: PersonPanel, owner: QWidget) -> None:
        super().__init__(owner)
        self._page, self._owner = page, owner
        self.edit_button = panel.add_button("Change…", "Status, return date, capacity, specialisms (F2)", primary=True)
        self.hand_over_button = panel.add_button(
            "Goes away…", "Leave, absence, or leaving for good: a proposal for each man (Ctrl+G)"
        )
        self.move_button = panel.add_button("Move to…", "Choose a key worker for him (Ctrl+M)", primary=True)
        self.permanent_button = panel.add_button(
            "Make his key worker permanent", "Off induction: the interim one stays (Ctrl+Shift+M)", alone=True
        )
        self.record_button = panel.add_button("Record…", "A session, a check, or why it was missed (Ctrl+D)")
        self.apart_button = panel.add_button("Keep apart…", "Pairs of prisoner and key worker (Ctrl+E)")
        self.elsewhere_button = panel.add_button(
            "Elsewhere…", "Court, visits and appointments: no session is planned over them (Ctrl+Shift+E)"
        )
        self.edit_button.clicked.connect(self.edit)
        self.hand_over_button.clicked.connect(self.hand_over)
        self.move_button.clicked.connect(self.move)
        self.permanent_button.clicked.connect(self.make_permanent)
        self.record_button.clicked.connect(self.record)
        self.apart_button.clicked.connect(self.keep_apart)
        self.elsewhere_button.clicked.connect(self.elsewhere)

    @property
    def is_today(self) -> bool:
        """Only today can be changed; other days are looked at."""
        view = self._page.view
        return view is not None and view.snapshot.on == view.today

    def buttons_for(self) -> tuple[QPushButton, ...]:
        """The buttons that fit whoever is chosen."""
        for each in (
            self.edit_button,
            self.hand_over_button,
            self.move_button,
            self.record_button,
            self.apart_button,
            self.elsewhere_button,
        ):
            each.setEnabled(self.is_today)
        if (load := self._page.load) is not None:
            self.hand_over_button.setEnabled(self.is_today and bool(load.items))
            return (self.edit_button, self.hand_over_button, self.apart_button)
        if self._page.item is None:
            return ()
        settling = (self.permanent_button,) if self._interim_off_induction() else ()
        return (self.move_button, *settling, self.record_button, self.apart_button, self.elsewhere_button)

    def _interim_off_induction(self) -> bool:
        """The chosen prisoner waits for a permanent key worker, and that can be decided."""
        view, item = self._page.view, self._page.item
        return view is not None and item is not None and self.is_today and off_induction(view.snapshot, item.prisoner)

    def edit(self) -> None:
        """Change the chosen key worker; if that sends him away, decide next what becomes of his men."""
        view, load = self._page.view, self._page.load
        if view is None or load is None or not self.is_today:
            return
        from keywork_desktop.ui.dialogs.key_worker import KeyWorkerDialog

        dialog = KeyWorkerDialog(self._page.office, view, load, self._owner)
        dialog.going_away.connect(self._go_away)
        dialog.open()

    def hand_over(self) -> None:
        """The chosen key worker goes away: decide what becomes of each of his men."""
        load = self._page.load
        if load is not None and load.items and self.is_today:
            self._go_away(None, None)

    def _go_away(self, status: KeyWorkerStatus | None, back: date | None) -> None:
        view, load = self._page.view, self._page.load
        if view is None or load is None:
            return
        from keywork_desktop.ui.dialogs.handover import HandoverDialog

        HandoverDialog(self._page.office, view, load, self._owner, status, back).open()

    def keep_apart(self) -> None:
        """Keep the chosen person apart from somebody, or no longer."""
        view, load, item = self._page.view, self._page.load, self._page.item
        if view is None or not self.is_today:
            return
        from keywork_desktop.ui.dialogs.keep_apart import KeepApartDialog

        if load is not None:
            KeepApartDialog(self._page.office, view, load.key_worker, self._owner).open()
        elif item is not None:
            KeepApartDialog(self._page.office, view, item.prisoner, self._owner).open()

    def elsewhere(self) -> None:
        """When the chosen prisoner is elsewhere: court, visits, appointments."""
        view, item = self._page.view, self._page.item
        if view is None or item is None or not self.is_today:
            return
        from keywork_desktop.ui.dialogs.elsewhere import ElsewhereDialog

        ElsewhereDialog(self._page.office, item.prisoner, view.snapshot.on, self._owner).open()

    def move(self) -> None:
        """Choose a key worker for the chosen prisoner."""
        view, item = self._page.view, self._page.item
        if view is None or item is None or not self.is_today:
            return
        from keywork_desktop.ui.dialogs.move_to import MoveToDialog

        dialog = MoveToDialog(view.snapshot, (item.prisoner.prison_number,), self._owner)
        dialog.chosen.connect(self._move)
        dialog.open()

    def make_permanent(self) -> None:
        """The interim key worker of the chosen prisoner becomes his permanent one."""
        item = self._page.item
        if item is not None and self._interim_off_induction():
            self._page.office.act(partial(confirm_permanent, prison_numbers=(item.prisoner.prison_number,)))

    def _move(self, numbers: tuple[str, ...], staff_id: str) -> None:
        view = self._page.view
        if view is None:
            return
        verdict = judge_several(view.snapshot, numbers, staff_id)
        if not verdict.refused:
            self._do(MoveDecision(numbers, staff_id))
            return
        from keywork_desktop.ui.dialogs.override import OverrideDialog

        dialog = OverrideDialog(view.snapshot, verdict, self._owner)
        dialog.decided.connect(self._do)
        dialog.open()

    def _do(self, decision: MoveDecision) -> None:
        self._page.office.act(
            partial(
                move,
                prison_numbers=decision.prison_numbers,
                staff_id=decision.staff_id,
                reason=decision.reason,
                second_staff_id=decision.second_staff_id,
                override=decision.override,
            )
        )

    def record(self) -> None:
        """Record a session, a check, or why one was missed, for the chosen prisoner."""
        view, item = self._page.view, self._page.item
        if view is None or item is None or not self.is_today:
            return
        from keywork_desktop.ui.dialogs.record import RecordDialog

        RecordDialog(self._page.office, item, view.snapshot, self._owner).open()
