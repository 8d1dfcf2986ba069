"""Planning from the calendar: the dialog, the work with its progress, and accepting what came of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.looking import detail_around
from keywork_desktop.actions.planning_rota import accept_plan, planned_rota
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.planning.rota import Plan
from keywork_desktop.ui.dialogs.plan import PlanDialog, PlanWish
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.tasks import Task
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.rota_planning import say_so_far

TITLE = "Plan sessions"


class Planning(QObject):
    """`accepted` carries the plan that is being put in place."""

    accepted = Signal(object)

    def __init__(self, office: Office, window: QWidget) -> None:
        super().__init__(window)
        self._office, self._window = office, window
        self.dialog: PlanDialog | None = None

    def begin(self, view: View) -> PlanDialog:
        """Ask what is to be planned."""
        dialog = PlanDialog(view, self._window)
        dialog.wanted.connect(self._plan)
        dialog.accepted_plan.connect(self._accept)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        return dialog

    def _closed(self) -> None:
        self.dialog = None

    def _plan(self, wish: PlanWish) -> None:
        self._office.spawn(self._work(wish))

    async def _work(self, wish: PlanWish) -> None:
        def work(desk: Desk, task: Task) -> tuple[Plan, tuple[PlannedSession, ...]]:
            so_far = partial(say_so_far, task)
            plan = planned_rota(desk, wish.first, wish.weeks, wish.unit, progress=task.fraction, so_far=so_far)
            days = (plan.period.last - plan.period.first).days
            return plan, detail_around(desk, plan.period.first, days).planned

        dialog = self.dialog
        self._office.task_began.connect(self._follow)
        try:
            plan, present = await self._office.ask_long(TITLE, work)
        except BaseException:
            if dialog is not None and dialog is self.dialog:
                dialog.could_not()
            raise
        finally:
            self._office.task_began.disconnect(self._follow)
        if dialog is not None and dialog is self.dialog:
            dialog.show_plan(plan, present)

    def _follow(self, task: Task) -> None:
        if self.dialog is not None and task.title == TITLE:
            self.dialog.follow(task)

    def _accept(self, plan: Plan) -> None:
        self._office.act(partial(accept_plan, plan=plan))
        self.accepted.emit(plan)
