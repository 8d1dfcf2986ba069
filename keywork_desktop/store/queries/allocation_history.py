"""Who was responsible for whom, ended allocations included: what the clocks of arrivals are read from."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection

from keywork_desktop.domain.people import Allocation
from keywork_desktop.store.fact_rows import allocation_of
from keywork_desktop.store.queries.presence import PERHAPS_PRESENT


def allocation_history(connection: Connection, on: date) -> dict[str, tuple[Allocation, ...]]:
    """The allocations of those perhaps present on `on` that had begun by then, by prison number, oldest first."""
    found: dict[str, list[Allocation]] = defaultdict(list)
    rows = connection.exec_driver_sql(
        f"SELECT * FROM allocation WHERE from_date <= :on AND prison_number IN {PERHAPS_PRESENT} "  # noqa: S608 - our own names
        "ORDER BY prison_number, from_date, to_date IS NULL, to_date",
        {"on": on.isoformat()},
    )
    for row in rows:
        found[row.prison_number].append(allocation_of(row))
    return {number: tuple(allocations) for number, allocations in found.items()}
