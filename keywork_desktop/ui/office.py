"""The window's hold on the store: actions and questions go to the worker thread, fresh views come back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import KeyworkError
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.ui.view import View

T = TypeVar("T")

CALENDAR_DAYS = 28


def four_weeks_from(day: date) -> Period:
    """Four weeks from the Monday of `day`'s week."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=CALENDAR_DAYS - 1))


class Office(QObject):
    """Runs actions one after the other on one worker thread, and tells the pages what came of it.

    `viewed` carries a fresh `View` after every change. `done` carries a sentence about what was done (also spoken to
    assistive technology), `failed` an error with what to do about it.
    """

    viewed = Signal(object)
    done = Signal(str)
    failed = Signal(object)
    working = Signal(bool)

    def __init__(self, worker: ThreadPoolExecutor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._tasks: set[asyncio.Task[Any]] = set()
        self._desk: Desk | None = None
        self.day: date | None = None
        self.period: Period | None = None
        self.units: frozenset[str | None] | None = None
        self.view: View | None = None

    def sit_down(self, desk: Desk) -> None:
        """Use this store from now on and show its facts of today."""
        self._desk = desk
        self.day = desk.today
        self.period = four_weeks_from(desk.today)
        self.refresh()

    @property
    def has_store(self) -> bool:
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        assert self._desk is not None, "no store is open yet"
        return self._desk

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start a coroutine and hold it until it is done; an error of the user's kind goes to `failed`."""
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _guarded(self, work: Coroutine[Any, Any, Any]) -> None:
        self.working.emit(True)
        try:
            await work
        except KeyworkError as error:
            self.failed.emit(error)
        finally:
            self.working.emit(False)

    async def ask(self, question: Callable[[Desk], T]) -> T:
        """The answer of `question`, computed on the worker thread."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, question, self.desk)

    def act(self, action: Callable[[Desk], ChangeSet]) -> asyncio.Task[Any]:
        """Do `action` on the worker thread, say what was done, and show the new facts.

        Pass a function of the desk, such as `partial(move, prison_numbers=…, staff_id=…)`.
        """
        return self.spawn(self._act(action))

    async def _act(self, action: Callable[[Desk], ChangeSet]) -> None:
        change = await self.ask(action)
        await self._look(change)
        if change.id:
            self.done.emit(change.summary)

    def refresh(self, changed: ChangeSet | None = None) -> None:
        """Read the facts anew and show them."""
        self.spawn(self._look(changed))

    async def _look(self, changed: ChangeSet | None) -> None:
        from keywork_desktop.actions.looking import look

        day, period = self.day, self.period
        assert day is not None
        looked = await self.ask(lambda desk: look(desk, day, period))
        self.view = View(
            snapshot=looked.snapshot,
            items=looked.items,
            today=self.desk.today,
            units=self.units,
            changed=changed,
            undoable=looked.undoable,
            redoable=looked.redoable,
        )
        self.viewed.emit(self.view)

    def look_at(self, day: date) -> None:
        """Show the facts as they stood, or will stand, on `day`."""
        self.day = day
        self.refresh()

    def look_from(self, monday: date) -> None:
        """Show the four weeks from this Monday in calendar and rota."""
        self.period = four_weeks_from(monday)
        self.refresh()

    def show_units(self, units: frozenset[str | None] | None) -> None:
        """Narrow every page to these units; None shows all."""
        self.units = units
        if self.view is not None:
            self.view = replace(self.view, units=units, changed=None)
            self.viewed.emit(self.view)

    async def shut_down(self) -> None:
        """Let go in order: tasks first; the caller then closes the store on its worker and ends the worker."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
