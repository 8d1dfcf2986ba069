"""The key work records that can still change an answer: the newest few of each prisoner, not ten years of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import record_in
from keywork_desktop.store.identifiers import day_of_writing

NEWEST_SESSIONS = 4
"""Session days of each prisoner that are read at least, however old; more if a rule asks for more in its window."""

RECENT_DAYS = 35
"""Of these days everything is read: the last 28 are counted, and a week of checks and lost sessions is shown."""

DAY = timedelta(days=1)

LATE_AFTER = DAY
"""How long after its day a record is written down in the ordinary course: the next morning's import is not late."""

# Days are looked up in the narrow indexes, and rows read from the one that holds them whole and in order: what lies
# before the oldest session that is wanted costs next to nothing.
_SESSIONS = (
    "FROM key_work_record INDEXED BY session_days "
    "WHERE prison_number = number AND kind = 'session' AND on_date BETWEEN since AND until"
)
_OWN = (
    "FROM key_work_record INDEXED BY session_days_by_writer WHERE prison_number = number AND kind = 'session' "
    "AND staff_id = key_worker AND on_date BETWEEN since AND until"
)
_DAYS = "SELECT count(DISTINCT on_date) FROM key_work_record INDEXED BY session_days WHERE prison_number = number"
_BOUNDS = f"""
WITH stay AS MATERIALIZED (
    SELECT value ->> 0 AS number, value ->> 1 AS since, value ->> 2 AS until, value ->> 3 AS key_worker,
        value ->> 4 AS all_from
    FROM json_each(:stays)
), bound AS MATERIALIZED (
    SELECT number, since, until,
        max(since, min(all_from, coalesce(
            (SELECT on_date FROM (SELECT DISTINCT on_date {_SESSIONS} ORDER BY on_date DESC LIMIT 1 OFFSET :newest)), ''
        ))) AS known_from,
        (SELECT min(on_date) {_SESSIONS}) AS first,
        (SELECT min(on_date) {_OWN}) AS first_own,
        (SELECT max(on_date) {_OWN}) AS last_own
    FROM stay
)
SELECT number, until, known_from,
    ({_DAYS} AND kind = 'session' AND on_date < since),
    ({_DAYS} AND kind = 'session' AND on_date >= max(since, :counted_from) AND on_date < known_from),
    first, first_own, last_own
FROM bound
"""  # noqa: S608 - our own names

_ROW = "r.prison_number, r.on_date, r.kind, r.staff_id, r.at, r.minutes, r.source, r.reason, r.id"
_RECORDS = f"""
WITH span AS MATERIALIZED (
    SELECT value ->> 0 AS number, value ->> 1 AS first, value ->> 2 AS last, value ->> 3 AS all_kinds_from
    FROM json_each(:spans)
)
SELECT {_ROW} FROM span CROSS JOIN key_work_record AS r INDEXED BY newest_records
WHERE r.prison_number = span.number AND r.on_date BETWEEN span.first AND span.last
    AND (r.kind = 'session' OR r.on_date >= span.all_kinds_from)
ORDER BY 1, 2 DESC, 5 DESC, 3, 4
"""  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked about one prisoner: his reception and key worker, and the stay before (from, and gone on), if any.

    Every session since `all_from` is read.
    """

    reception: date
    key_worker: str = ""
    all_from: date = date.max
    before: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class RecordsOf:
    """One prisoner's records since reception, newest first.

    Every session from `known_from` on is among them; `more_sessions` days before it are not. `before_reception` counts
    the days with a session before the reception; `earlier` are the newest sessions of the stay before.
    """

    records: list[KeyWorkRecord] = field(default_factory=list)
    earlier: list[KeyWorkRecord] = field(default_factory=list)
    known_from: date = date.min
    more_sessions: int = 0
    before_reception: int = 0


def records_on(
    connection: Connection,
    on: date,
    wanted: Mapping[str, Wanted],
    newest: int = NEWEST_SESSIONS,
    counted_from: date = date.min,
) -> dict[str, RecordsOf]:
    """Up to the day, for each prisoner in `wanted`: his `newest` session days and everything of the last 35 days.

    With them the first session since reception, and the first and last one with his present key worker, which answer
    "never met" and the three clocks of DOMAIN 3. Session days that are left out are counted from `counted_from` on:
    before the first rule they answer nothing.
    """
    recent = on - timedelta(days=RECENT_DAYS - 1)
    until, since = on.isoformat(), counted_from.isoformat()
    found: dict[str, RecordsOf] = {}
    spans: list[_Span] = []
    values = {"stays": _stays(until, recent, wanted), "newest": newest - 1, "counted_from": since}
    for number, last, known_from, before, more, *single in connection.exec_driver_sql(_BOUNDS, values).all():
        spans.append((number, known_from, last, recent.isoformat()))
        if last != until:
            continue
        apart = {day for day in single if day is not None and day < known_from}
        spans += [(number, day, day, _NEVER) for day in apart]
        found[number] = RecordsOf(
            known_from=stored.day(known_from),
            more_sessions=more - sum(day >= since for day in apart),
            before_reception=before,
        )
    rows = connection.exec_driver_sql(_RECORDS, {"spans": stored.json_text(spans)}).all()
    for number, day, kind, staff_id, at, minutes, source, reason, row_id in rows:
        record = record_in(day, kind, staff_id, at, minutes, source, reason, known_since(row_id, stored.day(day)))
        of_him = found[number]
        (of_him.records if record.on >= wanted[number].reception else of_him.earlier).append(record)
    return found


_NEVER = date.max.isoformat()
_Span = tuple[str, str, str, str]
"""Prison number, first and last day, and the day from which records of every kind are wanted."""


def _stays(until: str, recent: date, wanted: Mapping[str, Wanted]) -> str:
    """The present stay of each prisoner, and the one before it, as JSON: whose newest sessions are looked for."""
    stays: list[tuple[str, str, str, str, str]] = []
    for number, who in wanted.items():
        all_from = min(who.all_from, recent).isoformat()
        stays.append((number, who.reception.isoformat(), until, who.key_worker, all_from))
        if who.before is not None:
            since, gone = who.before
            stays.append((number, since.isoformat(), (gone - DAY).isoformat(), "", _NEVER))
    return stored.json_text(stays)


def known_since(row_id: str, on: date) -> date | None:
    """The day on which a row about the day `on` was written down, if that was late; None in the ordinary course."""
    written = day_of_writing(row_id)
    return written if written > on + LATE_AFTER else None
