"""The history of allocations, from their table and the change log."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.responsibility import Responsibility, Written
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import allocation_of
from keywork_desktop.store.stored import Row


def responsibility(
    connection: Connection, *, prison_number: str | None = None, staff_id: str | None = None
) -> tuple[Responsibility, ...]:
    """Every allocation of a prisoner, or of a key worker (as second officer too), oldest first."""
    where = "prison_number = :who" if prison_number is not None else "(staff_id = :who OR second_staff_id = :who)"
    rows = connection.exec_driver_sql(
        f"SELECT * FROM allocation WHERE {where} ORDER BY from_date, prison_number, to_date",  # noqa: S608 - our own words
        {"who": prison_number if prison_number is not None else staff_id},
    ).all()
    written = _written(connection, [row.id for row in rows])
    return tuple(Responsibility(allocation_of(row), *_ends(row, written.get(row.id, []))) for row in rows)


def _written(connection: Connection, ids: list[str]) -> dict[str, list[tuple[Written, Row | None, Row | None]]]:
    """For each allocation what was written of it, oldest first: by whom, and the row before and after."""
    if not ids:
        return {}
    numbers = "SELECT DISTINCT prison_number FROM allocation WHERE id IN (SELECT value FROM json_each(:ids))"
    rows = connection.exec_driver_sql(
        "SELECT r.row_id, r.before, r.after, c.actor, c.at, c.action FROM row_change AS r "  # noqa: S608 - our own words
        "JOIN change_set AS c ON c.id = r.change_set_id "
        "WHERE r.table_name = 'allocation' AND r.row_id IN (SELECT value FROM json_each(:ids)) "
        f"AND c.id IN (SELECT change_set_id FROM change_subject WHERE kind = 'prisoner' AND subject IN ({numbers})) "
        "ORDER BY c.hlc, r.place",
        {"ids": stored.json_text(ids)},
    )
    found: dict[str, list[tuple[Written, Row | None, Row | None]]] = {}
    for row in rows:
        said = Written(row.actor, stored.moment(row.at), row.action)
        found.setdefault(row.row_id, []).append((said, _row(row.before), _row(row.after)))
    return found


def _row(text: str) -> Row | None:
    return json.loads(text) if text else None


def _ends(row: Any, written: list[tuple[Written, Row | None, Row | None]]) -> tuple[Written | None, Written | None]:
    """Who first wrote it as it stands, and who wrote its present end."""
    began = ended = None
    for said, before, after in written:
        if before is None and after is not None:
            began = said
        if after is None:
            began = ended = None
        elif after["to_date"] != (before or {"to_date": None})["to_date"]:
            ended = said if after["to_date"] is not None else None
    return began, ended if row.to_date is not None else None
