"""What was decided and taken in: the establishment, settings, planned sessions, reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.capacities import CAPACITY_AT_LEVEL
from keywork_desktop.domain.errors import Bug
from keywork_desktop.domain.people import Establishment
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period, ReportKind, ReportRead
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import planned_of


def establishment(connection: Connection) -> Establishment:
    """The prison this store is about."""
    row = connection.exec_driver_sql("SELECT code, name FROM establishment").first()
    if row is None:
        raise Bug("The store does not say which establishment it is about.", code="no_establishment")
    return Establishment(row.code, row.name)


def settings(connection: Connection) -> Mapping[str, Any]:
    """All settings by key."""
    return {key: json.loads(value) for key, value in connection.exec_driver_sql("SELECT key, value FROM setting")}


def capacities(connection: Connection) -> dict[int, int]:
    """By regime level the places of a key worker with the most places; empty where they are never raised."""
    text = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (CAPACITY_AT_LEVEL,)).scalar()
    return {int(level): places for level, places in json.loads(text).items()} if text else {}


def kept_apart(connection: Connection, on: date) -> frozenset[tuple[str, str]]:
    """Pairs of prison number and staff ID that are to be kept apart on the day."""
    rows = connection.exec_driver_sql(
        "SELECT prison_number, staff_id FROM keep_apart WHERE since <= ?", (on.isoformat(),)
    )
    return frozenset((row.prison_number, row.staff_id) for row in rows)


def planned(connection: Connection, period: Period) -> tuple[PlannedSession, ...]:
    """The planned sessions of these days, by day, time and key worker."""
    rows = connection.exec_driver_sql(
        "SELECT * FROM planned_session WHERE on_date BETWEEN ? AND ? ORDER BY on_date, start, staff_id, prison_number",
        (period.first.isoformat(), period.last.isoformat()),
    )
    return tuple(planned_of(row) for row in rows)


def planned_session(connection: Connection, session_id: str) -> PlannedSession | None:
    """The planned session with this id; None if there is none (any more)."""
    row = connection.exec_driver_sql("SELECT * FROM planned_session WHERE id = ?", (session_id,)).first()
    return planned_of(row) if row else None


def newest_reports(connection: Connection, on: date | None = None) -> dict[ReportKind, ReportRead]:
    """The newest report of each kind (by its own date, then by when it was read), as known on `on`.

    An unlock list speaks of a day to come: the one of the furthest day is given.
    """
    rows = connection.exec_driver_sql(
        "SELECT kind, report_date, read_at, file_name FROM report_read WHERE report_date <= ? OR kind = 'unlock-list' "
        "ORDER BY report_date, read_at",
        ((on or date.max).isoformat(),),
    )
    return {
        ReportKind(row.kind): ReportRead(
            ReportKind(row.kind), stored.day(row.report_date), stored.moment(row.read_at), row.file_name
        )
        for row in rows
    }
