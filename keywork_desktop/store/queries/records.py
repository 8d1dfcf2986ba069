"""The key work records that can still change an answer: the newest few of each prisoner, not ten years of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import record_of

NEWEST_SESSIONS = 12
"""More than any rule asks for in its window, notes written twice included."""

RECENT_DAYS = 35
"""Of these days everything is read: the last 28 are counted, and a week of checks and lost sessions is shown."""

_OF_HIM = "FROM key_work_record WHERE prison_number = who.number AND on_date >= who.reception AND on_date <= :on"
_SESSIONS = f"SELECT rowid {_OF_HIM} AND kind = 'session'"
_RECORDS = f"""
WITH who AS MATERIALIZED (
    SELECT value ->> 0 AS number, value ->> 1 AS reception, value ->> 2 AS key_worker, value ->> 3 AS all_from
    FROM json_each(:who)
)
SELECT r.prison_number, r.on_date, r.at, r.kind, r.staff_id, r.minutes, r.source, r.reason
FROM who CROSS JOIN key_work_record AS r
WHERE r.rowid IN (
    SELECT * FROM ({_SESSIONS} ORDER BY on_date DESC LIMIT {NEWEST_SESSIONS})
    UNION ALL SELECT * FROM ({_SESSIONS} ORDER BY on_date LIMIT 1)
    UNION ALL SELECT * FROM ({_SESSIONS} AND staff_id = who.key_worker ORDER BY on_date DESC LIMIT 1)
    UNION ALL SELECT * FROM ({_SESSIONS} AND staff_id = who.key_worker ORDER BY on_date LIMIT 1)
    UNION ALL {_SESSIONS} AND on_date >= who.all_from
    UNION ALL SELECT rowid {_OF_HIM} AND on_date > :recent
)
ORDER BY r.prison_number, r.on_date DESC, r.at DESC, r.kind, r.staff_id
"""  # noqa: S608 - our own names

_BEFORE = """
SELECT value ->> 0, (
    SELECT count(DISTINCT on_date) FROM key_work_record
    WHERE prison_number = value ->> 0 AND kind = 'session' AND on_date < value ->> 1
)
FROM json_each(?)
"""


@dataclass(frozen=True, slots=True)
class RecordsOf:
    """One prisoner's records since reception, newest first, and on how many days before it he had a session."""

    records: tuple[KeyWorkRecord, ...] = ()
    sessions_before_reception: int = 0


def records_on(
    connection: Connection,
    on: date,
    receptions: Mapping[str, date],
    key_workers: Mapping[str, str],
    all_from: Mapping[str, date],
) -> dict[str, RecordsOf]:
    """Up to the day, for each prisoner in `receptions`: his newest sessions and everything of the last 35 days.

    With them the first session since reception, and the first and last one with his present key worker (`key_workers`
    by prison number), which answer "never met" and the three clocks of DOMAIN 3; and every session since `all_from`,
    for those whose missed weekends are counted.
    """
    who = stored.json_text(
        [
            [number, day.isoformat(), key_workers.get(number, ""), all_from.get(number, date.max).isoformat()]
            for number, day in sorted(receptions.items())
        ]
    )
    values = {"who": who, "on": on.isoformat(), "recent": (on - timedelta(days=RECENT_DAYS)).isoformat()}
    found: dict[str, list[KeyWorkRecord]] = defaultdict(list)
    for row in connection.exec_driver_sql(_RECORDS, values).all():
        found[row.prison_number].append(record_of(row))
    before: dict[str, int] = {number: count for number, count in connection.exec_driver_sql(_BEFORE, (who,)) if count}
    return {number: RecordsOf(tuple(found.get(number, ())), before.get(number, 0)) for number in receptions}
