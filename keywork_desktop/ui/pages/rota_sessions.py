"""What one can do on the rota with the officer's day and the session in focus: open, move, record, lock, shift."""

from __future__ import annotations

from datetime import date, time
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.detail import SHIFT_CODES
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.calendar_placing import Carried, Placing
from keywork_desktop.ui.models.rota_cells import RotaCell, RotaLine
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.pages.rota_codes import RotaCodes
from keywork_desktop.ui.pages.rota_locks import RotaLocks
from keywork_desktop.ui.widgets.calendar_actions import enable_for, entry_menu, session_actions
from keywork_desktop.ui.widgets.calendar_acts import CalendarActs
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.rota_body import RotaBody
from keywork_desktop.ui.widgets.rota_detail_edits import RotaDetailEdits


class RotaSessions(QObject):
    """`commands` are the acts on the chosen session, each an action with its key. `show` says what may be done."""

    went = Signal(object)
    """`(staff ID, day, prison number)`: where the focus is to follow what was moved."""
    refused = Signal()
    """A session cannot be moved while a proposal lies over the rota."""

    def __init__(self, office: Office, carrier: Carrier, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._window, self._carrier = office, window, carrier
        self.acts = CalendarActs(office, window)
        self.commands = session_actions(window, {"open": self.open_line, **self.acts.by_name()})
        self.locks = RotaLocks(office, self)
        self.facts: RotaFacts | None = None
        self._may_act = self._proposed = False

    def connect_to(self, body: RotaBody, edits: RotaDetailEdits) -> None:
        """Follow the focus of this table and its panel; `edits` writes shifts."""
        self._table, self._panel, self._edits = body.table, body.panel, edits
        self._table.cell_chosen.connect(self.show_cell)
        self._table.line_opened.connect(self.open_line)
        self._table.shift_wanted.connect(self.ask_shift)
        self._table.menu_wanted.connect(self.open_menu)
        self._table.carry_refused.connect(self._refuse_carrying)
        self._panel.line_chosen.connect(self._choose_line)
        self._panel.opened.connect(self.open_line)
        self._panel.shift_wanted.connect(self.ask_shift)
        self._codes = RotaCodes(self._office, edits, self._table, self._window)
        self._panel.explain_wanted.connect(self._codes.explain)
        self._carrier.changed.connect(self._carried)
        self._carrier.picked_up.connect(self._picked_up)
        self._carrier.dropped.connect(self.put)
        self._carrier.refused.connect(self.acts.refuse)

    def show(self, facts: RotaFacts, *, may_act: bool, proposed: bool) -> None:
        """Act on these facts. With something `proposed` sessions are only to be read."""
        self.facts, self._may_act, self._proposed = facts, may_act, proposed
        self.show_cell(self._table.cell)

    def show_cell(self, cell: RotaCell | None) -> None:
        """The day in focus has changed."""
        if self._carrier.placing is None:
            self._panel.show_cell(cell, self._table.line, acts=not self._proposed)
        self.enable()

    def _carried(self) -> None:
        """Something was lifted or let go: afterwards the panel speaks of the cell that is in focus by then."""
        self.show_cell(self._table.cell)

    def _choose_line(self, key: str) -> None:
        self._table.choose_line(key)
        self.enable()

    def enable(self) -> None:
        """Offer only what can be done to the chosen session."""
        line, facts = self._table.line, self.facts
        can_act = self._may_act and not self._table.edits and self._carrier.placing is None
        session = facts.calendar.sessions.get(line.entry.session_id) if facts and line else None
        self.acts.session = session if can_act else None
        enable_for(self.commands, line.entry if line else None, facts.calendar if facts else None, can_act=can_act)
        self.commands["open"].setEnabled(session is not None and not self._proposed)
        self._panel.shift_button.setEnabled(self._may_act)
        self._table.may_carry = self._may_act and not self._table.edits

    def open_line(self, line: RotaLine | None = None) -> None:
        """Open a session, the chosen one if none is named, with the days it can go to."""
        chosen = line or self._table.line
        if chosen is None or self.facts is None or not chosen.entry.session_id or self._proposed:
            return
        from keywork_desktop.ui.dialogs.session import SessionDialog

        carried = Carried(chosen.entry.prison_number, chosen.entry.session_id)
        dialog = SessionDialog(chosen.entry, Placing(self.facts.calendar, carried), self.commands, self._window)
        dialog.placed.connect(partial(self.put, carried))
        dialog.open()

    def ask_shift(self, cell: RotaCell | None = None) -> None:
        """Ask for the shift of the chosen days."""
        cells = [one for row in self._table.chosen_cells for one in row]
        if not cells or not self._may_act:
            return
        from keywork_desktop.ui.dialogs.shift import ShiftDialog

        codes = self.facts.view.snapshot.shift_codes if self.facts is not None else SHIFT_CODES
        dialog = ShiftDialog(cells, self._window, codes)
        dialog.written.connect(self._edits.write)
        dialog.open()

    def open_menu(self, point: QPoint) -> None:
        """The menu of the chosen session and day."""
        menu = entry_menu(self.commands, self._window)
        if self._may_act:
            menu.addSeparator()
            menu.addAction("Change shift…", self.ask_shift)
            if (cell := self._table.cell) is not None and cell.unexplained:
                menu.addAction(f"Explain {cell.code}…", partial(self._codes.explain, cell.code))
            self._edits.add_to(menu)
            if self.facts is not None and not self._table.edits:
                menu.addSeparator()
                self.locks.add_to(menu, self.facts, self._table.cell)
        menu.popup(point)

    # -- moving -------------------------------------------------------------------------------------------------------

    def _picked_up(self, carried: Carried) -> None:
        line = self._table.line
        if self._carrier.by_keyboard and line is not None:
            words = f"Lifted {line.entry.name}. Arrows choose where, Enter puts down, Escape puts back."
            announce(self._window, words)

    def _refuse_carrying(self) -> None:
        if self._proposed:
            self.refused.emit()

    def put(self, carried: Carried, day: date, staff_id: str | None, start: time | None) -> None:
        """Put a session on a day; the focus follows it."""
        session = self.facts.calendar.sessions.get(carried.session_id) if self.facts else None
        self.went.emit((staff_id or (session.staff_id if session else ""), day, carried.prison_number))
        self.acts.put(carried, day, staff_id, start)
