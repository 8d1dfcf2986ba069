"""Correcting a record made here: it is taken back with a reason, also when much else was done since (DOMAIN 3.3).

Unlike an undo, a correction need not be of the newest action, and it is an action itself: the log keeps both, and it
can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.store import stored
from keywork_desktop.store.change_log import row_changes
from keywork_desktop.store.recording import RowChange, rows_by_key
from keywork_desktop.store.stored import Row
from keywork_desktop.store.unit_of_work import UnitOfWork

CORRECT = "correct"
RECORDS = "key_work_record"
PLANNED = "planned_session"


def correct(work: UnitOfWork, change_id: str, reason: str, *, dry_run: bool = False) -> ChangeSet:
    """Takes back what was recorded by the change `change_id`, in `work`, and commits; the summary carries `reason`.

    A planned session that the record took off the rota goes back, unless the rota has something else by now: then a
    warning says so. Raises `RequestError`: `no_such_change`, `not_a_record` (the change recorded nothing here),
    `changed_since` (what it recorded is no longer as it was: undone, corrected already, or changed).
    """
    connection = work.connection
    said = connection.exec_driver_sql(
        "SELECT summary, action, undoes FROM change_set WHERE id = ?", (change_id,)
    ).first()
    if said is None:
        raise RequestError(
            f"There is no change {change_id or 'with an empty id'}. The log lists every change with its id.",
            code="no_such_change",
            details={"change": change_id},
        )
    changes = row_changes(connection, change_id)
    records = [change for change in changes if change.table == RECORDS]
    if said.undoes is not None or said.action == CORRECT or not _only_records_made_here(changes, records):
        raise RequestError(
            f"“{said.summary}” recorded nothing here, so it cannot be corrected. Choose the change that recorded the "
            "session; anything else is taken back by undo.",
            code="not_a_record",
            details={"change": change_id},
        )
    for change in records:
        if not _as_left(connection, change):
            raise RequestError(
                f"“{said.summary}” cannot be corrected: what it recorded is no longer there as it was. It was undone, "
                "corrected or changed since; the log shows when.",
                code="changed_since",
                details={"change": change_id},
            )
    work.recorder.apply([change.taken_back for change in reversed(records)])
    warnings = (*_put_back(work, changes), *_still_in_nomis(connection, records))
    summary = f"Correct: {said.summary}. Reason: {reason}"
    made = work.dry_run(summary) if dry_run else work.commit(summary)
    return replace(made, warnings=warnings)


def _only_records_made_here(changes: Sequence[RowChange], records: Sequence[RowChange]) -> bool:
    """An action that recorded here wrote records of its own source and took planned sessions off, nothing else."""
    return bool(records) and all(
        (change.table == RECORDS and _of(change)["source"] == RecordSource.HERE.value)
        or (change.table == PLANNED and change.after is None)
        for change in changes
    )


def _of(change: RowChange) -> Row:
    return change.after or change.before or {}


def _as_left(connection: Connection, change: RowChange) -> bool:
    """True if the row still is as the change left it, in the columns that both know."""
    present = next(iter(rows_by_key(connection, change.table, ("id",), [(change.row_id,)])), None)
    if present is None or change.after is None:
        return present is change.after
    return all(present[column] == value for column, value in change.after.items() if column in present)


def _put_back(work: UnitOfWork, changes: Sequence[RowChange]) -> list[str]:
    """Gives planned sessions that were taken off the rota their days back, where these are still free."""
    warnings = []
    for change in changes:
        row = change.before
        if change.table != PLANNED or row is None:
            continue
        key = (row["prison_number"], row["on_date"])
        if any(rows_by_key(work.connection, PLANNED, ("prison_number", "on_date"), [key])):
            warnings.append(f"{key[0]} has another session planned on {key[1]}: the rota was left as it is.")
            continue
        try:
            work.recorder.apply([change.taken_back])
        except IntegrityError:
            warnings.append(
                f"The session planned for {key[0]} on {key[1]} is not back: its key worker is not known now."
            )
    return warnings


def _still_in_nomis(connection: Connection, records: Sequence[RowChange]) -> list[str]:
    """A KS note of the same prisoner and day counts whatever is corrected here."""
    days = {
        (row["prison_number"], row["on_date"], row["kind"], RecordSource.NOMIS.value)
        for row in map(_of, records)
        if row["kind"] == RecordKind.SESSION.value
    }
    noted = rows_by_key(connection, RECORDS, ("prison_number", "on_date", "kind", "source"), sorted(days))
    return sorted(
        {
            f"NOMIS shows a session of {row['prison_number']} on {row['on_date']} too, and that one counts: "
            "have the note put right there."
            for row in noted
        }
    )


_MADE_BY = """
SELECT c.id FROM key_work_record AS r
JOIN change_subject AS s ON s.kind = 'prisoner' AND s.subject = r.prison_number
JOIN row_change AS w ON w.change_set_id = s.change_set_id AND w.row_id = r.id AND w.before = ''
    AND w.table_name = :table
JOIN change_set AS c ON c.id = w.change_set_id AND c.undoes IS NULL AND c.action = 'record'
WHERE r.prison_number = :number AND r.on_date = :on AND r.kind = :kind AND r.staff_id = :staff_id
    AND r.source = :source AND r.at = :at
ORDER BY c.hlc DESC LIMIT 1
"""


def recorded_by(connection: Connection, prison_number: str, record: KeyWorkRecord) -> str | None:
    """The id of the change that `correct` takes for this record; None if no change of its own recorded it here."""
    found = connection.exec_driver_sql(
        _MADE_BY,
        {
            "table": RECORDS,
            "number": prison_number,
            "on": stored.day_text(record.on),
            "kind": record.kind.value,
            "staff_id": record.staff_id,
            "source": RecordSource.HERE.value,
            "at": stored.key_time_text(record.at),
        },
    ).scalar()
    return str(found) if found else None
