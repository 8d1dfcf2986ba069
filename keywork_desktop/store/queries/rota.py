"""What is decided about the rota: core days, curtailments, published versions, kinds that do not block."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.core_day import CoreDay, CoreDayPart, PartKind
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.snapshot import NOT_BLOCKING, Period
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import planned_of
from keywork_desktop.store.fact_writes import Columns
from keywork_desktop.store.queries.rules_in_time import Entered


def curtailments(connection: Connection, period: Period | None = None) -> tuple[Curtailment, ...]:
    """When the regime is cut in these days (None: ever), oldest first."""
    period = period or Period(date.min, date.max)
    rows = connection.exec_driver_sql(
        "SELECT * FROM curtailment WHERE from_date <= ? AND to_date >= ? ORDER BY from_date, start, unit",
        (period.last.isoformat(), period.first.isoformat()),
    )
    return tuple(
        Curtailment(
            stored.day(row.from_date),
            stored.day(row.to_date),
            row.unit or None,
            TimeSpan(stored.time_of_day(row.start), stored.time_of_day(row.end)),
            row.reason,
        )
        for row in rows
    )


def core_days(connection: Connection) -> tuple[tuple[CoreDay, Entered], ...]:
    """The core days of all units, past and coming, with who entered each and when: the establishment's first."""
    rows = connection.exec_driver_sql("SELECT * FROM core_day ORDER BY unit, weekday, from_date")
    return tuple(
        (
            CoreDay(row.unit or None, row.weekday, stored.day(row.from_date), _parts(row.parts)),
            Entered(row.entered_by, stored.moment(row.entered_at)),
        )
        for row in rows
    )


@lru_cache(maxsize=256)
def _parts(text: str) -> tuple[CoreDayPart, ...]:
    return tuple(
        CoreDayPart(PartKind(kind), TimeSpan(stored.time_of_day(start), stored.time_of_day(end)))
        for kind, start, end in json.loads(text)
    )


def not_blocking(connection: Connection) -> frozenset[str]:
    """Kinds of appointment that do not hinder a session, in small letters; none unless somebody said so."""
    text = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (NOT_BLOCKING,)).scalar()
    return frozenset(str(kind).casefold() for kind in json.loads(text)) if text else frozenset()


def rota_versions(connection: Connection) -> tuple[RotaVersion, ...]:
    """All published versions, newest first."""
    rows = connection.exec_driver_sql("SELECT * FROM rota_version ORDER BY number DESC")
    return tuple(_version(row) for row in rows)


def newest_version(connection: Connection, period: Period) -> RotaVersion | None:
    """The newest published version that speaks of a day of `period`; None if none does."""
    row = connection.exec_driver_sql(
        "SELECT * FROM rota_version WHERE from_date <= ? AND to_date >= ? ORDER BY number DESC LIMIT 1",
        (period.last.isoformat(), period.first.isoformat()),
    ).first()
    return _version(row) if row else None


def next_number(connection: Connection) -> int:
    """One more than any version ever had: a number that was taken back is not given to another rota."""
    last = connection.exec_driver_sql(
        "SELECT max(json_extract(r.after, '$.number')) FROM change_set AS c "
        "JOIN row_change AS r ON r.change_set_id = c.id "
        "WHERE c.action = 'publish' AND r.table_name = 'rota_version' AND r.after <> ''"
    ).scalar()
    return int(last or 0) + 1


def _version(row: Any) -> RotaVersion:
    return RotaVersion(
        row.number,
        stored.moment(row.published_at),
        row.by_whom,
        Period(stored.day(row.from_date), stored.day(row.to_date)),
        sessions_in(row.sessions),
    )


def sessions_in(text: str) -> tuple[PlannedSession, ...]:
    """The sessions that a version holds."""
    held = json.loads(text)
    columns = held["columns"]
    return tuple(planned_of(Columns({"id": "", **dict(zip(columns, row, strict=True))})) for row in held["rows"])
