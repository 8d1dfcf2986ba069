"""The proposal that may lie over the rota: a plan or a repair, until it is accepted or discarded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from keywork_desktop.planning.rota import Plan
from keywork_desktop.planning.rota_repair import Repair
from keywork_desktop.ui.dialogs.plan import usual_first
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.rota_planning import RotaPlanning, Wanted


def only_unit(view: View | None) -> str | None:
    """The one unit that is selected; None for all or several."""
    units = view.units if view else None
    return next(iter(units)) if units is not None and len(units) == 1 else None


class RotaProposals(QObject):
    """`plan` is what is proposed, None without a proposal; `repair` the repair it came of."""

    changed = Signal()
    """Another proposal, or none: the same facts are to be drawn again."""
    came = Signal()
    """The last proposal is there: it may be told."""
    settled = Signal()
    """Nothing better is looked for any more."""
    weeks_wanted = Signal(object)
    """The first day of the weeks that the proposal speaks of."""

    def __init__(self, office: Office, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._window = office, window
        self.plan: Plan | None = None
        self.repair: Repair | None = None
        self._accepting = False
        self.planning = RotaPlanning(office, self)
        self.planning.settled.connect(self._settle)
        self.planning.mended.connect(self.show_repair)

    def begin(self, view: View) -> None:
        """Look for the best rota of four weeks, from the Monday shown or the next one to come."""
        self.plan = self.repair = None
        self.planning.begin(Wanted(usual_first(view), view.units))

    def take(self, plan: Plan, shown: RotaFacts | None) -> None:
        """A plan is proposed; its weeks are turned to first."""
        self.plan = plan
        if shown is not None and shown.period != plan.period:
            self.weeks_wanted.emit(plan.period.first)
        else:
            self.changed.emit()

    def mend(self, stranded: Collection[RotaCell]) -> bool:
        """Look for other times with the fewest changes; False where part of each day is left, which a plan must say."""
        return self.planning.mend(stranded)

    def show_repair(self, repair: Repair) -> None:
        """A repair is proposed, as a plan is."""
        self.plan, self.repair = repair.plan, repair
        self.changed.emit()
        self.came.emit()

    def _settle(self, done: bool) -> None:
        self.settled.emit()
        if done and self.plan is not None:
            self.came.emit()

    def accept(self) -> None:
        """Put the proposal on the rota."""
        if self.plan is not None:
            self._accepting = True
            self.planning.accept(self.repair or self.plan)

    def discard(self) -> None:
        """Leave the rota as it is."""
        self.planning.stop()
        self.plan = self.repair = None
        self.changed.emit()

    def is_over(self, view: View, facts: RotaFacts) -> bool:
        """The view comes of accepting the proposal, or shows it as the rota: then it is let go."""
        accepting, self._accepting = self._accepting, False
        if not accepting:
            return False
        done = view.changed is not None and view.changed.action in ("plan", "repair")
        if done or (facts.proposal is not None and facts.proposal.changes_nothing):
            self.plan = self.repair = None
            return True
        return False

    def ask_what_if(self, view: View | None) -> None:
        """Try something out beside the rota."""
        if view is None:
            return
        from keywork_desktop.ui.dialogs.what_if import WhatIfDialog

        first: date = usual_first(view)
        WhatIfDialog(self._office, view, first, view.units, self._window).open()
