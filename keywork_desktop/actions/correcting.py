"""Correcting what was recorded against the wrong man, with a reason, at any time (DOMAIN 3.3)."""

from __future__ import annotations

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.domain.wording import short_date


def correct(desk: Desk, change_id: str, reason: str) -> ChangeSet:
    """Take back what the change `change_id` recorded, as a new change that carries the reason; later changes stay.

    Raises `RequestError`: `reason_needed`, `no_such_change`, `not_a_record`, `changed_since`.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise RequestError("A correction needs a reason: it stays in the log.", code="reason_needed")
    return desk.store.correct(change_id.strip(), reason, desk.now(), dry_run=desk.dry_run)


def correct_record(desk: Desk, prison_number: str, record: KeyWorkRecord, reason: str) -> ChangeSet:
    """`correct` for a record that one looks at, whatever change made it.

    Raises `RequestError` as `correct` does; `no_such_change` for a note from NOMIS and what a report brought in.
    """
    change = desk.store.recorded_by(prison_number, record)
    if change is None:
        raise RequestError(
            f"The record of {prison_number} on {short_date(record.on, desk.today)} was not entered here one by one: "
            "it came with a report, or is gone by now. Put a note right in NOMIS; undo an import as a whole.",
            code="no_such_change",
            details={"prison_number": prison_number},
        )
    return correct(desk, change, reason)
