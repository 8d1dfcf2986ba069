"""Where an action is done: the open store, and what day and moment it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from keywork_desktop.domain.changes import ChangeSet

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from keywork_desktop.store import Store, UnitOfWork


@dataclass(frozen=True)
class Desk:
    """Everything an action needs from its surroundings; given, never looked up, so that tests can choose it.

    `today` is the day for everything computed (`--as-of`), `now` the moment that goes into the change log. A `dry_run`
    desk answers what each action would change and writes nothing.
    """

    store: Store
    today: date
    now: Callable[[], datetime]
    dry_run: bool = False

    def work(self, action: str, summary: str) -> AbstractContextManager[UnitOfWork]:
        """A unit of work for one action; it comes to nothing unless `settle` is its last word."""
        return self.store.unit_of_work(action, summary, at=self.now())

    def settle(self, work: UnitOfWork, warnings: tuple[str, ...] = (), summary: str | None = None) -> ChangeSet:
        """Commit the work, or on a dry run say what it would have changed; `summary` replaces the one it began with."""
        change = work.dry_run(summary) if self.dry_run else work.commit(summary)
        return replace(change, warnings=warnings) if warnings else change
