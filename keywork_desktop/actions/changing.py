"""Reading the change log, taking back, and doing again."""

from __future__ import annotations

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import ChangeSet


def log(desk: Desk, prisoner: str | None = None, limit: int | None = None) -> tuple[ChangeSet, ...]:
    """What was changed, newest first; for one prison number, or the newest `limit`."""
    return desk.store.log(prisoner=prisoner, limit=limit)


def undo(desk: Desk) -> ChangeSet:
    """Take back the newest change that has not been taken back; raises `RequestError` `nothing_to_undo`."""
    return desk.store.undo(desk.now(), dry_run=desk.dry_run)


def redo(desk: Desk) -> ChangeSet:
    """Do again what was taken back last; raises `RequestError` `nothing_to_redo`."""
    return desk.store.redo(desk.now(), dry_run=desk.dry_run)
