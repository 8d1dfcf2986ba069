"""An office with a real store that does everything at once, on the thread of the test: no loop, no waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from keywork_desktop.actions.changing import undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.errors import KeyworkError
from keywork_desktop.domain.people import Establishment
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.store.author import Author
from keywork_desktop.ui.office import four_weeks_from
from keywork_desktop.ui.tasks import Task
from tests.fake_office import FakeOffice

AUTHOR = Author("a.manager", "OFFICE-PC")


def a_desk(folder: Path, today: date) -> Desk:
    """A desk at a new store without encryption."""
    moment = datetime.combine(today, time(10, 42), UTC)
    path = folder / "test.store"
    store = Store.create(path, Establishment("SMI", "HMP Saltmarsh"), StoreKey.none(), at=moment, author=AUTHOR)
    return Desk(store, today, lambda: moment)


def at_desk(store: Store, today: date) -> Desk:
    """A desk at a store that is open already."""
    moment = datetime.combine(today, time(10, 42), UTC)
    return Desk(store, today, lambda: moment)


class StoreOffice(FakeOffice):
    """Runs every action and question at once; errors are kept in `errors` and emitted as in the program."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.day, self.period = desk.today, four_weeks_from(desk.today)
        self.errors: list[KeyworkError] = []
        self.said: list[str] = []
        self.cancel_next = False
        """Somebody cancels the next long work as soon as it begins."""
        self.failed.connect(self.errors.append)
        self.done.connect(self.said.append)

    def act(self, action: Callable[..., Any]) -> asyncio.Task[Any]:
        return self.spawn(self._act(action))

    def undo(self) -> None:
        """Take back the last change, as the bottom band does."""
        self.act(undo)

    async def ask(self, question: Callable[..., Any]) -> Any:
        return question(self.desk)

    async def on_worker(self, work: Callable[..., Any], *given: Any) -> Any:
        return work(*given)

    async def run_long(self, title: str, work: Callable[[Task], Any]) -> Any:
        task = Task(title)
        self.task_began.emit(task)
        if self.cancel_next:
            task.cancel()
        try:
            return work(task)
        finally:
            task.ended.emit()

    def look_from(self, monday: date) -> None:
        self.period = four_weeks_from(monday)
        self.refresh()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run a coroutine that never waits for anything: one inside another, too."""
        guarded = self._guarded(work)
        try:
            guarded.send(None)
        except StopIteration:
            return None  # type: ignore[return-value]  # nobody waits for it here
        raise AssertionError("this work waits for something")
