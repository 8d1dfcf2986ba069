"""What must hold between rows, said in words where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from keywork_desktop.domain.errors import Bug, KeyworkError, RequestError
from keywork_desktop.store import stored
from keywork_desktop.store.recording import RowChange
from keywork_desktop.store.tables import table


def unknown_reference(connection: Connection, changes: Sequence[RowChange]) -> KeyworkError:
    """The error behind a broken constraint: somebody who is not known, or somebody whom other rows still need."""
    for parent, key, code, who, where in (
        ("prisoner", "prison_number", "unknown_prisoner", "prison number", "a roll (alpha list)"),
        ("key_worker", "staff_id", "unknown_key_worker", "staff ID", "the staff list"),
    ):
        wanted = {value for change in changes for value in _referring(change, parent) if value}
        missing = sorted(wanted - _existing(connection, parent, key, wanted))
        if missing:
            shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
            return RequestError(
                f"Nobody is known by the {who} {shown}. Check it, or import {where} first.",
                code=code,
                details={"unknown": missing},
            )
    if any(change.after is None for change in changes):
        return RequestError(
            "This cannot be taken away, because other facts still refer to it. Take those away first.",
            code="still_referred_to",
            details={"tables": sorted({change.table for change in changes})},
        )
    return Bug(
        f"Two rows of {', '.join(sorted({change.table for change in changes}))} would be the same.",
        code="same_key_twice",
    )


def _referring(change: RowChange, parent: str) -> Iterable[str]:
    """The values of this change's new row that refer to the parent table."""
    for column in table(change.table).columns:
        if any(foreign.column.table.name == parent for foreign in column.foreign_keys):
            yield str((change.after or {}).get(column.name) or "")


def _existing(connection: Connection, parent: str, key: str, wanted: Iterable[str]) -> set[str]:
    found = connection.exec_driver_sql(
        f"SELECT {key} FROM {parent} WHERE {key} IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own names
        (stored.json_text(sorted(wanted)),),
    )
    return {str(row[0]) for row in found}


def refuse_two_sessions_a_day(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Raises `RequestError` (`already_planned`) if a prisoner now has two planned sessions on one day (DOMAIN 5)."""
    numbers = {
        str(change.after["prison_number"])
        for change in changes
        if change.table == "planned_session" and change.after is not None
    }
    if not numbers:
        return
    twice = connection.exec_driver_sql(
        "SELECT prison_number, on_date FROM planned_session WHERE prison_number IN (SELECT value FROM json_each(?)) "
        "GROUP BY prison_number, on_date HAVING count(*) > 1 ORDER BY on_date, prison_number",
        (stored.json_text(sorted(numbers)),),
    ).first()
    if twice is not None:
        raise RequestError(
            f"{twice[0]} already has a planned session on {twice[1]}. Choose another day, or move that session.",
            code="already_planned",
            details={"prison_number": twice[0], "on": twice[1]},
        )
