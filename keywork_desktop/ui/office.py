"""The window's hold on the store: actions and questions go to the worker thread, fresh views come back."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.looking import Looked, detail_around, look
from keywork_desktop.actions.publishing_rota import since_published
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import Bug, KeyworkError
from keywork_desktop.domain.rota_published import SincePublished
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.ui.opening import Opened
from keywork_desktop.ui.tasks import Stopped, Task
from keywork_desktop.ui.view import View

T = TypeVar("T")

CALENDAR_DAYS = 28
DAYS_AHEAD = 7

_log = logging.getLogger(__name__)


def four_weeks_from(day: date) -> Period:
    """Four weeks from the Monday of `day`'s week."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=CALENDAR_DAYS - 1))


def bug_of(error: Exception) -> Bug:
    """An error of our own, told without its text, which might name somebody: the kind, and where it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rpartition('keywork_desktop')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    kind = type(error).__name__
    _log.error("%s at %s", kind, " < ".join(reversed(places)))
    return Bug(
        "Something went wrong inside Keywork Desktop. Nothing was changed. Try again; if it happens again, "
        "report it with the details.",
        code="bug",
        details={"kind": kind, "where": list(reversed(places))},
    )


class Office(QObject):
    """Runs actions one after the other on one worker thread, and tells the pages what came of it.

    `viewed` carries a fresh `View` after every change. `done` carries a sentence about what was done (also spoken to
    assistive technology), `warned` what to mind about it, `failed` an error with what to do about it, `task_began` a
    `Task` to be shown with Cancel.
    """

    viewed = Signal(object)
    opened = Signal(object)
    done = Signal(str)
    warned = Signal(str)
    failed = Signal(object)
    working = Signal(bool)
    task_began = Signal(object)

    def __init__(self, worker: ThreadPoolExecutor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._tasks: set[asyncio.Task[Any]] = set()
        self._desk: Desk | None = None
        self._newest_look = 0
        self._look_dropped = False
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

    def sit_down_at(self, opened: Opened) -> None:
        """Use this store, and say so first: the window shows whose store it is before any row."""
        self.opened.emit(opened)
        self.sit_down(opened.desk)

    def stand_up(self) -> Desk | None:
        """Stop using the store, and give back the desk so that the caller can close it; no view until the next one."""
        desk, self._desk, self.view = self._desk, None, None
        self._newest_look += 1
        return desk

    @property
    def has_store(self) -> bool:
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        assert self._desk is not None, "no store is open yet"
        return self._desk

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Start a coroutine and hold it until it is done; its errors go to `failed`."""
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)

        def end(task: asyncio.Task[Any]) -> None:
            self._tasks.discard(task)
            # A task that was cancelled before its first step has never begun the work.
            work.close()

        task.add_done_callback(end)
        return task

    async def _guarded(self, work: Coroutine[Any, Any, Any]) -> None:
        self.working.emit(True)
        try:
            await work
        except KeyworkError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - a bug is shown and logged, never lost in a task
            self.failed.emit(bug_of(error))
        finally:
            self.working.emit(False)

    async def ask(self, question: Callable[[Desk], T]) -> T:
        """The answer of `question`, computed on the worker thread."""
        return await self.on_worker(question, self.desk)

    async def on_worker(self, work: Callable[..., T], *given: Any) -> T:
        """What `work(*given)` gives back, computed on the worker thread; for work that needs no open store."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *given)

    async def ask_long(self, title: str, question: Callable[[Desk, Task], T]) -> T:
        """As `ask`, for work over 300 ms: `question` reports to the `Task`, the bottom band shows it with Cancel.

        Raises `Stopped` as soon as somebody cancels, whatever the worker is doing; its late result is dropped. Not for
        work that writes, unless it writes in one unit of work and reports before it commits.
        """
        desk = self.desk
        return await self.run_long(title, lambda task: question(desk, task))

    async def run_long(self, title: str, work: Callable[[Task], T]) -> T:
        """`ask_long` for work that needs no open store."""
        task = Task(title)
        loop = asyncio.get_running_loop()
        cancelled: asyncio.Future[None] = loop.create_future()

        def on_cancel() -> None:
            if not cancelled.done():
                cancelled.set_result(None)

        task.cancelled.connect(on_cancel)
        self.task_began.emit(task)
        result: asyncio.Future[T] = loop.run_in_executor(self._worker, work, task)
        either: set[asyncio.Future[Any]] = {result, cancelled}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if cancelled.done():
                result.add_done_callback(_drop)
                raise Stopped(title)
            return result.result()
        except asyncio.CancelledError:
            task.cancel()
            result.add_done_callback(_drop)
            raise
        finally:
            cancelled.cancel()
            task.ended.emit()

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
        if change.warnings:
            self.warned.emit(" ".join(change.warnings))

    def refresh(self, changed: ChangeSet | None = None) -> None:
        """Read the facts anew and show them."""
        self.spawn(self._look(changed))

    async def _look(self, changed: ChangeSet | None) -> None:
        self._newest_look += 1
        this_look = self._newest_look
        day, period = self.day, self.period
        assert day is not None
        assert period is not None
        before = self.view.items if self.view is not None else ()
        change = None if self._look_dropped else changed

        def read(desk: Desk) -> tuple[Looked, Snapshot, SincePublished | None] | None:
            # A newer request waits behind this one: what this one would show is old already.
            if this_look != self._newest_look:
                return None
            looked = look(desk, day, period, before=before, change=change)
            covered = day in period and day + timedelta(days=DAYS_AHEAD) in period
            near = looked.snapshot if covered else detail_around(desk, day, DAYS_AHEAD)
            return looked, near, since_published(desk, looked.snapshot)

        found = await self.ask(read)
        if found is None or this_look != self._newest_look:
            self._look_dropped = True
            return
        looked, near, published = found
        self.view = View(
            snapshot=looked.snapshot,
            items=looked.items,
            today=self.desk.today,
            units=self.units,
            changed=None if self._look_dropped else changed,
            undoable=looked.undoable,
            redoable=looked.redoable,
            near=near,
            watched=looked.watched,
            published=published,
        )
        self._look_dropped = False
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

    def move_on_to(self, today: date) -> None:
        """The real day has changed, at midnight or while the PC slept. Who looked at today looks at the new one."""
        desk = self.desk
        if today == desk.today:
            return
        followed = self.day == desk.today
        self._desk = replace(desk, today=today)
        if followed:
            self.day = today
        self.refresh()

    async def look_elsewhere(self) -> None:
        """Read anew if another program has changed the store since the last look."""
        if self._desk is not None and await self.ask(_changed_elsewhere):
            await self._look(None)

    def now(self) -> datetime:
        """The moment, by the desk's clock."""
        return self.desk.now()

    async def shut_down(self) -> None:
        """Let go in order: tasks first; the caller then closes the store on its worker and ends the worker."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _changed_elsewhere(desk: Desk) -> bool:
    return desk.store.changed_elsewhere()


def _drop(result: asyncio.Future[Any]) -> None:
    """Take note of a result that nobody waits for any more."""
    if not result.cancelled():
        result.exception()
