"""What is written down already: what a new report is compared with."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.detail import Appointment, Shift, ShiftCode
from keywork_desktop.domain.facts import AdmissionFact, AlertFact, Known, PersonFact, StayFact, WhereaboutsFact
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.records import RecordKind, RecordSource
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import FACT_TABLES, allocation_of, planned_of
from keywork_desktop.store.queries.decisions import newest_reports


def known(connection: Connection, records_from: date | None = None, days_from: date | None = None) -> Known:
    """Everything written down: notes from NOMIS back to `records_from`, shifts and appointments back to `days_from`.

    None means all of them.
    """
    allocations = connection.exec_driver_sql("SELECT * FROM allocation WHERE to_date IS NULL ORDER BY prison_number")
    return Known(
        people={fact.prison_number: fact for fact in _facts(connection, PersonFact)},
        stays={fact.prison_number: fact for fact in _facts(connection, StayFact, order="from_date")},
        whereabouts={fact.prison_number: fact for fact in _facts(connection, WhereaboutsFact, order="from_date")},
        admissions={(fact.prison_number, fact.on): fact for fact in _facts(connection, AdmissionFact)},
        alerts={(fact.prison_number, fact.code, fact.effective): fact for fact in _facts(connection, AlertFact)},
        records=_notes(connection, records_from),
        key_workers={worker.staff_id: worker for worker in _facts(connection, KeyWorker)},
        shifts={(shift.staff_id, shift.on): shift for shift in _facts(connection, Shift, days_from)},
        shift_codes={code.code: code for code in _facts(connection, ShiftCode)},
        appointments=frozenset(_facts(connection, Appointment, days_from)),
        allocations={row.prison_number: allocation_of(row) for row in allocations},
        planned={row.id: planned_of(row) for row in connection.exec_driver_sql("SELECT * FROM planned_session")},
        recorded_here=_recorded_here(connection, records_from),
        newest={kind: report.report_date for kind, report in newest_reports(connection).items()},
    )


def _facts(connection: Connection, kind: type, days_from: date | None = None, order: str = "id") -> list[Any]:
    """The facts of this kind, from the day on; the last of each key wins where they are put into a mapping."""
    where = FACT_TABLES[kind]
    since = "" if days_from is None else f"WHERE on_date >= '{days_from.isoformat()}'"
    rows = connection.exec_driver_sql(f"SELECT * FROM {where.table} {since} ORDER BY {order}")  # noqa: S608 - our own
    return [where.from_row(row) for row in rows]


def _recorded_here(connection: Connection, records_from: date | None) -> frozenset[tuple[str, date, RecordKind]]:
    kinds = {kind.value: kind for kind in RecordKind}
    rows = connection.exec_driver_sql(
        "SELECT prison_number, on_date, kind FROM key_work_record WHERE source = ? AND on_date >= ?",
        (RecordSource.HERE.value, (records_from or date.min).isoformat()),
    )
    return frozenset((number, stored.day(on), kinds[kind]) for number, on, kind in rows)


def _notes(
    connection: Connection, records_from: date | None
) -> frozenset[tuple[str, date, time | None, RecordKind, str]]:
    kinds = {kind.value: kind for kind in RecordKind}
    rows = connection.exec_driver_sql(
        "SELECT prison_number, on_date, at, kind, staff_id FROM key_work_record WHERE source = ? AND on_date >= ?",
        (RecordSource.NOMIS.value, (records_from or date.min).isoformat()),
    )
    return frozenset(
        (number, stored.day(on), stored.time_or_none(at), kinds[kind], staff_id)
        for number, on, at, kind, staff_id in rows
    )
