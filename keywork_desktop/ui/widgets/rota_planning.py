"""Planning from the rota page: the work with its progress, a first full plan at once, then the best one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.planning_rota import accept_plan, planned_rota
from keywork_desktop.actions.repairing_rota import accept_repair, repaired_rota
from keywork_desktop.domain.records import LostReason
from keywork_desktop.planning.rota import Plan
from keywork_desktop.planning.rota_plan import Units
from keywork_desktop.planning.rota_repair import Repair
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.tasks import Stopped, Task

TITLE = "Plan the rota"
MENDING = "Repair the rota"
WEEKS = 4
REASONS = {"CD": LostReason.CROSS_DEPLOYED, "SL": LostReason.STAFF_SICK}
"""Why the sessions of a day with this code are lost."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Four weeks from a Monday, for one unit, several, or (None) everyone."""

    first: date
    unit: Units


def say_so_far(task: Task, best: int, bound: int) -> None:
    """Say in the bottom band how good the best rota found so far is, and how good any could be."""
    task.say(f"best so far {best:,} of at most {bound:,} on time")


class RotaPlanning(QObject):
    """`found` carries each plan as it comes, `settled` says whether the last one is final; nothing is stored."""

    found = Signal(object)
    mended = Signal(object)
    """A `Repair`."""
    settled = Signal(bool)
    _first_found = Signal(int, object)
    """Which search, and its first full plan, from the worker's thread."""

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self.wanted: Wanted | None = None
        self.is_looking = False
        """A better plan is still being looked for."""
        self._task: Task | None = None
        self._search = 0
        self._lost: tuple[RotaCell, ...] = ()
        self._first_found.connect(self._show_first)

    def begin(self, wanted: Wanted) -> None:
        """Look for the best plan; what was looked for before is dropped."""
        self.stop()
        self.wanted, self.is_looking = wanted, True
        self._search += 1
        self._office.spawn(self._work(wanted, self._search))

    def stop(self) -> None:
        """Stop looking; a plan that was found stays."""
        task, self._task = self._task, None
        looked, self.is_looking = self.is_looking, False
        self._search += 1
        if task is not None:
            task.cancel()
        if looked:
            self.settled.emit(False)

    async def _work(self, wanted: Wanted, search: int) -> None:
        def work(desk: Desk, task: Task) -> Plan:
            show = partial(self._first_found.emit, search)
            so_far = partial(say_so_far, task)
            return planned_rota(
                desk, wanted.first, WEEKS, wanted.unit, progress=task.fraction, show=show, so_far=so_far
            )

        if search != self._search:
            return
        self._office.task_began.connect(self._follow)
        done = False
        try:
            plan = await self._office.ask_long(TITLE, work)
            if search == self._search:
                self.is_looking = False
                self.found.emit(plan)
                done = True
        except Stopped:
            # Whoever has stopped it from the page knows; from the bottom band it is said.
            if search == self._search:
                raise
        finally:
            self._office.task_began.disconnect(self._follow)
            if search == self._search:
                self._task, self.is_looking = None, False
                self.settled.emit(done)

    def mend(self, cells: Collection[RotaCell]) -> bool:
        """Look for the repair with the fewest changes, where all key work time of a day is lost; False if nowhere."""
        self._lost = tuple(cell for cell in cells if not cell.key_work)
        if self._lost:
            self.stop()
            self.wanted = None
            self._office.spawn(self._mend(self._lost))
        return bool(self._lost)

    async def _mend(self, cells: tuple[RotaCell, ...]) -> None:
        away = frozenset((cell.staff_id, cell.on) for cell in cells)

        def work(desk: Desk, task: Task) -> Repair:
            return repaired_rota(desk, away, progress=task.fraction)

        self.mended.emit(await self._office.ask_long(MENDING, work))

    def _follow(self, task: Task) -> None:
        if task.title == TITLE:
            self._task = task

    def _show_first(self, search: int, plan: Plan) -> None:
        if search == self._search and self.is_looking:
            self.found.emit(plan)

    def accept(self, proposal: Plan | Repair) -> None:
        """Put a plan or a repair on the rota; what is lost today becomes missed, for the reason its shifts give."""
        self.stop()
        if isinstance(proposal, Plan):
            self._office.act(partial(accept_plan, plan=proposal))
            return
        codes = {cell.code for cell in self._lost}
        reason = REASONS.get(next(iter(codes)), LostReason.OTHER) if len(codes) == 1 else LostReason.OTHER
        self._office.act(partial(accept_repair, repair=proposal, reason=reason.value))
