"""Cutting the regime from the calendar, taking a cut back, and finding other times for the sessions that lie in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from keywork_desktop.actions.curtailing import lift_curtailment
from keywork_desktop.actions.repairing_rota import accept_repair
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.records import LostReason
from keywork_desktop.ui.models.calendar_entries import NO_TIME
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.office import Office

HIT = "Sessions that cannot be held when they are planned"


class RegimeActs(QObject):
    """What is done opens over `window`."""

    def __init__(self, office: Office, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._window = office, window

    def cut(self, facts: CalendarFacts, day: date) -> None:
        """Ask from when to when the regime is cut, on this day in the unit shown to begin with."""
        from keywork_desktop.ui.dialogs.curtail import open_curtail

        unit = facts.units[0] if len(facts.units) == 1 else None
        open_curtail(self._office, facts.view.snapshot, self._window, unit=unit, day=day)

    def take_back(self, cut: Curtailment) -> None:
        """The regime is not cut after all."""
        self._office.act(partial(lift_curtailment, cut=cut))

    def repair(self, facts: CalendarFacts) -> None:
        """Show other times for the sessions that cannot be held; nothing changes before that is accepted."""
        from keywork_desktop.ui.dialogs.repair import Cause, RepairDialog

        hit = {entry.shut for entries in facts.entries.values() for entry in entries if entry.shut}
        reason = LostReason.OTHER if NO_TIME in hit else LostReason.CURTAILED
        accept = partial(accept_repair, reason=reason.value)
        RepairDialog(self._office, Cause(HIT, accept), facts.view.snapshot, self._window).open()

    def add_to(self, menu: QMenu, facts: CalendarFacts, day: date, cut: Callable[[], None]) -> None:
        """The regime's part of a day's menu."""
        regime = facts.cells[day].regime
        if menu.actions():
            menu.addSeparator()
        own = menu.addAction("Cut the regime…\tR", cut)
        own.setEnabled(day >= facts.view.today)
        for one in regime.cuts:
            menu.addAction(f"Take back: {regime.cut_words(one)}", partial(self.take_back, one))
