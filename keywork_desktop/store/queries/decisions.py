"""What was decided and taken in: the establishment, settings, policies in force, planned sessions, reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.errors import Bug, EnvironmentProblem
from keywork_desktop.domain.people import Establishment
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rulebook import LEVELS, RuleBook
from keywork_desktop.domain.rules import PolicyInForce
from keywork_desktop.domain.snapshot import Period, ReportKind, ReportRead
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import planned_of
from keywork_desktop.store.policies import shipped_policies


def establishment(connection: Connection) -> Establishment:
    """The prison this store is about."""
    row = connection.exec_driver_sql("SELECT code, name FROM establishment").first()
    if row is None:
        raise Bug("The store does not say which establishment it is about.", code="no_establishment")
    return Establishment(row.code, row.name)


def settings(connection: Connection) -> Mapping[str, Any]:
    """All settings by key."""
    return {key: json.loads(value) for key, value in connection.exec_driver_sql("SELECT key, value FROM setting")}


def policies_in_force(connection: Connection) -> tuple[PolicyInForce, ...]:
    """Every entry, oldest first, the establishment's before the units'.

    Raises `EnvironmentProblem` (`policy_missing`) where this program does not have a policy set that is in force.
    """
    known = shipped_policies()
    rows = connection.exec_driver_sql("SELECT * FROM policy_in_force ORDER BY from_date, unit").all()
    if missing := sorted({row.policy_id for row in rows} - set(known)):
        raise EnvironmentProblem(
            f"The policy set {missing[0]} is in force but not installed. Install Keywork Desktop again.",
            code="policy_missing",
            details={"missing": missing},
        )
    return tuple(
        PolicyInForce(
            known[row.policy_id], stored.day(row.from_date), stored.day_or_none(row.to_date), row.unit or None
        )
        for row in rows
    )


def rule_book(connection: Connection) -> RuleBook:
    """Everything that says how often whom, by date and unit."""
    known = shipped_policies()
    levels = {level: known[f"edm_level_{level}"] for level in LEVELS}
    return RuleBook(policies_in_force(connection), levels=levels)


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
    """The newest report of each kind (by its own date, then by when it was read), as known on `on`."""
    rows = connection.exec_driver_sql(
        "SELECT kind, report_date, read_at, file_name FROM report_read WHERE report_date <= ? "
        "ORDER BY report_date, read_at",
        ((on or date.max).isoformat(),),
    )
    return {
        ReportKind(row.kind): ReportRead(
            ReportKind(row.kind), stored.day(row.report_date), stored.moment(row.read_at), row.file_name
        )
        for row in rows
    }
