"""Correcting what was recorded against the wrong man, with a reason, at any time (DOMAIN 3.3)."""

from __future__ import annotations

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError


def correct(desk: Desk, change_id: str, reason: str) -> ChangeSet:
    """Take back what the change `change_id` recorded, as a new change that carries the reason; later changes stay.

    Raises `RequestError`: `reason_needed`, `no_such_change`, `not_a_record`, `changed_since`.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise RequestError("A correction needs a reason: it stays in the log.", code="reason_needed")
    return desk.store.correct(change_id.strip(), reason, desk.now(), dry_run=desk.dry_run)
