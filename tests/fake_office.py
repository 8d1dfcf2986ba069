"""An office without a store: it notes what the pages ask for, and shows the views that a test gives it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any

from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.view import View


class FakeOffice(Office):
    """`acted` holds `(name of the action, its arguments)` in order; `looked_from` the Mondays asked for."""

    def __init__(self) -> None:
        super().__init__(ThreadPoolExecutor(max_workers=1))
        self.acted: list[tuple[str, dict[str, Any]]] = []
        self.looked_from: list[date] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, Any] = {}

    def show(self, view: View) -> None:
        """Give every page this view."""
        self.view = view
        self.viewed.emit(view)

    def act(self, action: Callable[..., ChangeSet]) -> asyncio.Task[Any]:
        assert isinstance(action, partial)
        self.acted.append((action.func.__name__, dict(action.keywords)))
        return None  # type: ignore[return-value]  # nobody waits for it here

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run the work at once, to its end; what it asks for is answered by `answers` or computed here."""
        asyncio.run(self._guarded(work))
        return None  # type: ignore[return-value]  # nobody waits for it here

    async def on_worker(self, work: Callable[..., Any], *given: Any) -> Any:
        return work(*given)

    async def ask(self, question: Callable[..., Any]) -> Any:
        assert isinstance(question, partial)
        self.asked.append((question.func.__name__, dict(question.keywords)))
        return self.answers[question.func.__name__]

    def look_from(self, monday: date) -> None:
        self.looked_from.append(monday)
