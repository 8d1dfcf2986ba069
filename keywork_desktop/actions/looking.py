"""Looking: the facts of a day, the ranked list, and what could be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.watching import Watched, watched
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.due_again import due_again
from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.snapshot import Period, Snapshot


@dataclass(frozen=True)
class Looked:
    """The facts on a day and the ranked list of everyone present."""

    snapshot: Snapshot
    items: tuple[DueItem, ...]
    undoable: ChangeSet | None
    redoable: ChangeSet | None
    watched: Watched = field(default_factory=Watched)


def look(
    desk: Desk,
    day: date | None = None,
    period: Period | None = None,
    *,
    before: Sequence[DueItem] = (),
    change: ChangeSet | None = None,
) -> Looked:
    """Everything the window needs for `day` (default: today), with shifts and planned sessions of `period`.

    With the list `before` a `change`, only those whom the change touched are computed again, unless another program has
    changed the store meanwhile.
    """
    snapshot = desk.store.snapshot(day or desk.today, period)
    if before and change is not None and not desk.store.changed_elsewhere():
        items = due_again(before, snapshot, change.prisoners)
    else:
        items = due_list(snapshot)
    return Looked(snapshot, items, desk.store.undoable(), desk.store.redoable(), watched(desk, snapshot, items))


def detail_around(desk: Desk, day: date, days_ahead: int) -> Snapshot:
    """The facts of `day` with shifts and planned sessions of that day and the `days_ahead` after it."""
    return desk.store.snapshot(day, Period(day, day + timedelta(days=days_ahead)))


def due(
    desk: Desk,
    on: date | None = None,
    *,
    unit: str | None = None,
    key_worker: str | None = None,
    status: Status | None = None,
) -> tuple[DueItem, ...]:
    """Everyone present on `on` (default: today), ranked; the filters narrow it (CLI `due`)."""
    return tuple(
        item
        for item in due_list(desk.store.snapshot(on or desk.today), unit)
        if (key_worker is None or (item.key_worker is not None and item.key_worker.staff_id == key_worker))
        and (status is None or item.status is status)
    )
