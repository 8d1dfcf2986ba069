"""What the window looks at: one frozen picture of the facts, computed off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from keywork_desktop.actions.watching import Watched
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.rota_published import SincePublished
from keywork_desktop.domain.snapshot import Snapshot


@dataclass(frozen=True)
class View:
    """The facts on the day looked at (`snapshot.on`), the ranked list of everyone, and what Undo would take back.

    `units` is the selection of the top band: None for all, else units as in `Prisoner.unit` (None in it stands for
    those who are not in a cell). `changed` is the change that led here from the view before; None: anything may
    differ. `snapshot.period` is always the four weeks that the calendar shows; `near` has the shifts and planned
    sessions of the day looked at and the seven after it, wherever the calendar is. `watched` is what stands beside
    the list on Today: checks owed, clocks, alarms, what came late. `published` is the newest version of the rota that
    speaks of these four weeks, with what has changed since; None where nothing is published.
    """

    snapshot: Snapshot
    items: tuple[DueItem, ...]
    today: date
    units: frozenset[str | None] | None = None
    changed: ChangeSet | None = None
    undoable: ChangeSet | None = None
    redoable: ChangeSet | None = None
    near: Snapshot | None = None
    watched: Watched = field(default_factory=Watched)
    published: SincePublished | None = None

    @property
    def detail(self) -> Snapshot:
        """The facts with shifts, appointments and planned sessions around the day looked at."""
        return self.near or self.snapshot

    @cached_property
    def by_number(self) -> dict[str, DueItem]:
        """The ranked list's items by prison number, all units."""
        return {item.prisoner.prison_number: item for item in self.items}

    @cached_property
    def shown(self) -> tuple[DueItem, ...]:
        """The items of the selected units, ranked."""
        if self.units is None:
            return self.items
        return tuple(item for item in self.items if item.prisoner.unit in self.units)
