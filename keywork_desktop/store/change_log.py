"""The one change log, read: what was done, what can be undone and done again, and the undoing itself.

Nothing else is kept for undo and redo: an undo is a change set that takes back an action, a redo one that takes back an
undo. An action stands as long as no standing undo takes it back; so undo and redo survive a restart, and whatever is
done after an undo clears what could have been done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from keywork_desktop.domain.changes import PASSED_OVER, ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.store import stored
from keywork_desktop.store.recording import RowChange, rows_by_key
from keywork_desktop.store.stored import Row
from keywork_desktop.store.unit_of_work import UnitOfWork

INIT = "init"
RESTORE = "restore"
UNDO = "undo"
REDO = "redo"

_COLUMNS = "c.id, c.at, c.actor, c.device, c.action, c.summary, c.rows, c.undoes"
_STANDING_UNDO = (
    "EXISTS (SELECT 1 FROM change_set AS u WHERE u.undoes = c.id "
    "AND NOT EXISTS (SELECT 1 FROM change_set AS r WHERE r.undoes = u.id))"
)


def log(connection: Connection, prisoner: str | None = None, limit: int | None = None) -> tuple[ChangeSet, ...]:
    """Change sets, newest first: of one prisoner only, and no more than `limit`, where that is asked for."""
    concerning = (
        "JOIN change_subject AS s ON s.change_set_id = c.id AND s.kind = 'prisoner' AND s.subject = :prisoner"
        if prisoner is not None
        else ""
    )
    return _change_sets(
        connection,
        f"SELECT {_COLUMNS}, {_STANDING_UNDO} FROM change_set AS c {concerning} ORDER BY c.hlc DESC LIMIT :limit",  # noqa: S608
        {"prisoner": prisoner, "limit": -1 if limit is None else limit},
    )


def undoable(connection: Connection) -> ChangeSet | None:
    """The newest action that stands; making or restoring the store is none, nor is one that decides nothing."""
    found = _change_sets(
        connection,
        f"SELECT {_COLUMNS}, 0 FROM change_set AS c WHERE c.undoes IS NULL "  # noqa: S608
        f"AND c.action NOT IN (SELECT value FROM json_each(:others)) AND NOT {_STANDING_UNDO} "
        "ORDER BY c.hlc DESC LIMIT 1",
        {"others": stored.json_text([INIT, RESTORE, *PASSED_OVER])},
    )
    return found[0] if found else None


def redoable(connection: Connection) -> ChangeSet | None:
    """The action that was undone last, if nothing else was done since."""
    found = _redoable_with_undo(connection)
    return found[0] if found else None


def _redoable_with_undo(connection: Connection) -> tuple[ChangeSet, str] | None:
    """The action that can be done again, with the undo that took it back."""
    last_undo = connection.exec_driver_sql(
        "SELECT u.id, u.undoes FROM change_set AS u JOIN change_set AS c ON c.id = u.undoes "
        "WHERE c.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM change_set AS r WHERE r.undoes = u.id) "
        "AND u.hlc > (SELECT max(hlc) FROM change_set WHERE undoes IS NULL "
        "AND action NOT IN (SELECT value FROM json_each(:others))) ORDER BY u.hlc DESC LIMIT 1",
        {"others": stored.json_text(list(PASSED_OVER))},
    ).first()
    if last_undo is None:
        return None
    (action,) = _change_sets(
        connection,
        f"SELECT {_COLUMNS}, 1 FROM change_set AS c WHERE c.id = :id",  # noqa: S608
        {"id": last_undo.undoes},
    )
    return action, str(last_undo.id)


def _change_sets(connection: Connection, statement: str, values: dict[str, Any]) -> tuple[ChangeSet, ...]:
    used = {name: value for name, value in values.items() if f":{name}" in statement}
    rows = connection.exec_driver_sql(statement, used).all()
    subjects: dict[tuple[str, str], set[str]] = {}
    found = connection.exec_driver_sql(
        "SELECT change_set_id, kind, subject FROM change_subject "
        "WHERE change_set_id IN (SELECT value FROM json_each(?))",
        (stored.json_text([row.id for row in rows]),),
    )
    for change_set_id, kind, subject in found:
        subjects.setdefault((change_set_id, kind), set()).add(subject)
    return tuple(
        ChangeSet(
            id=row.id,
            at=stored.moment(row.at),
            actor=row.actor,
            device=row.device,
            action=row.action,
            summary=row.summary,
            prisoners=frozenset(subjects.get((row.id, "prisoner"), ())),
            key_workers=frozenset(subjects.get((row.id, "key_worker"), ())),
            days=frozenset(stored.day(text) for text in subjects.get((row.id, "day"), ())),
            rows=row.rows,
            undone=bool(row[-1]),
            undoes=row.undoes,
        )
        for row in rows
    )


def row_changes(connection: Connection, change_set_id: str) -> list[RowChange]:
    """The row changes of one change set, in the order in which they were made."""
    found = connection.exec_driver_sql(
        "SELECT table_name, row_id, before, after FROM row_change WHERE change_set_id = ? ORDER BY place",
        (change_set_id,),
    )
    return [RowChange(row.table_name, row.row_id, _row_or_none(row.before), _row_or_none(row.after)) for row in found]


def _row_or_none(text: str) -> Row | None:
    return json.loads(text) if text else None


def undo(work: UnitOfWork, *, dry_run: bool = False) -> ChangeSet:
    """Takes back the newest action that stands, in `work`, and commits; on a dry run says what that would change.

    Raises `RequestError`: `nothing_to_undo`, or `changed_since` where a row is no longer as that action left it.
    """
    action = undoable(work.connection)
    if action is None:
        raise RequestError("There is nothing to undo.", code="nothing_to_undo")
    backwards = [change.taken_back for change in reversed(row_changes(work.connection, action.id))]
    _apply(work, backwards, action, "undone")
    summary = f"Undo: {action.summary}"
    return work.dry_run(summary) if dry_run else work.commit(summary, undoes=action.id)


def redo(work: UnitOfWork, *, dry_run: bool = False) -> ChangeSet:
    """Does again what was undone last, in `work`, and commits; on a dry run says what that would change.

    Raises `RequestError`: `nothing_to_redo`, or `changed_since` where a row is no longer as the undo left it.
    """
    found = _redoable_with_undo(work.connection)
    if found is None:
        raise RequestError(
            "There is nothing to redo: nothing was undone, or something else was done since.", code="nothing_to_redo"
        )
    action, undo_id = found
    _apply(work, row_changes(work.connection, action.id), action, "done again")
    summary = f"Redo: {action.summary}"
    return work.dry_run(summary) if dry_run else work.commit(summary, undoes=undo_id)


def _apply(work: UnitOfWork, changes: Sequence[RowChange], action: ChangeSet, what: str) -> None:
    """Writes the changes if every row still is as they expect it."""
    clash = RequestError(
        f"“{action.summary}” cannot be {what}: what it changed has been changed since in another way. "
        "Correct it by hand; the log shows who changed what.",
        code="changed_since",
        details={"change": action.id},
    )
    rows = _present_rows(work.connection, changes)
    for change in changes:
        if not _agree(rows.get((change.table, change.row_id)), change.before):
            raise clash
        rows[change.table, change.row_id] = change.after
    try:
        work.recorder.apply(changes)
    except IntegrityError:
        raise clash from None


def _present_rows(connection: Connection, changes: Iterable[RowChange]) -> dict[tuple[str, str], Row | None]:
    ids: dict[str, set[str]] = {}
    for change in changes:
        ids.setdefault(change.table, set()).add(change.row_id)
    return {
        (name, str(row["id"])): row
        for name, of_table in ids.items()
        for row in rows_by_key(connection, name, ("id",), [(row_id,) for row_id in of_table])
    }


def _agree(present: Row | None, expected: Row | None) -> bool:
    """True if the row is as expected, in the columns that both know (a later version may have added one)."""
    if present is None or expected is None:
        return present is expected
    return all(present[column] == value for column, value in expected.items() if column in present)
