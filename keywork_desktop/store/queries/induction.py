"""Induction: its landings as they are set, and since when a key worker who became permanent has had somebody."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import Connection

from keywork_desktop.domain.snapshot import INDUCTION_LANDINGS
from keywork_desktop.store import stored


def induction_landings(connection: Connection) -> frozenset[str]:
    """Landings on which key workers are interim (DOMAIN 4); none unless somebody said so."""
    text = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (INDUCTION_LANDINGS,)).scalar()
    return frozenset(str(landing) for landing in json.loads(text)) if text else frozenset()


def with_him_since(connection: Connection, on: date) -> dict[str, date]:
    """The day since when the key worker of `on` has had the prisoner, where that is before the present allocation.

    Allocations to the same key worker that follow each other without a break are one time with him.
    """
    rows = connection.exec_driver_sql(
        "WITH RECURSIVE held (prison_number, staff_id, from_date) AS ("
        " SELECT prison_number, staff_id, from_date FROM allocation"
        "  WHERE from_date <= :on AND (to_date IS NULL OR to_date > :on)"
        " UNION SELECT a.prison_number, a.staff_id, a.from_date FROM held AS h JOIN allocation AS a"
        "  ON a.prison_number = h.prison_number AND a.staff_id = h.staff_id"
        "  AND a.to_date = h.from_date AND a.from_date < h.from_date"
        ") SELECT prison_number, min(from_date) AS since FROM held GROUP BY prison_number HAVING count(*) > 1",
        {"on": on.isoformat()},
    )
    return {row.prison_number: stored.day(row.since) for row in rows}
