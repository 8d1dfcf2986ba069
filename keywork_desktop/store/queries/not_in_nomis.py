"""Sessions recorded here that no imported note shows (DOMAIN 3.3)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection

from keywork_desktop.domain.not_in_nomis import NotInNomis, not_in_nomis
from keywork_desktop.domain.records import KeyWorkRecord, RecordSource
from keywork_desktop.store.fact_rows import record_of

_SESSIONS = """
SELECT prison_number, on_date, at, kind, staff_id, minutes, source, reason FROM key_work_record
WHERE kind = 'session' AND on_date <= :on
AND prison_number IN (SELECT prison_number FROM key_work_record WHERE source = :here)
ORDER BY prison_number, on_date
"""


def waiting_for_nomis(connection: Connection, on: date) -> tuple[NotInNomis, ...]:
    """Sessions up to `on` that NOMIS does not show, those of people who have left since included; oldest first."""
    found: dict[str, list[KeyWorkRecord]] = defaultdict(list)
    for row in connection.exec_driver_sql(_SESSIONS, {"on": on.isoformat(), "here": RecordSource.HERE.value}):
        found[row.prison_number].append(record_of(row))
    waiting = (each for number, records in found.items() for each in not_in_nomis(number, records, on))
    return tuple(sorted(waiting, key=lambda each: (each.on, each.prison_number)))
