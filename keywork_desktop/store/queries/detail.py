"""What is known about the detail beside its shifts: working patterns, and the details that were read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.detail_versions import Cell, DetailLine, DetailRead, DetailVersion, said_in
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.working_patterns import PatternDay, WorkingPattern
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import FACT_TABLES
from keywork_desktop.store.fact_writes import Columns

PATTERN, VERSION = "working_pattern", "detail_version"


def working_patterns(connection: Connection) -> tuple[WorkingPattern, ...]:
    """All working patterns, by name."""
    rows = connection.exec_driver_sql("SELECT name, days FROM working_pattern")
    return tuple(sorted((_pattern(*row) for row in rows), key=lambda pattern: pattern.name.casefold()))


def _pattern(name: str, text: str) -> WorkingPattern:
    days = json.loads(text)
    return WorkingPattern(name, tuple(PatternDay(code, stored.spans(json.dumps(spans))) for code, spans in days))


def days_text(pattern: WorkingPattern) -> str:
    """The days of a pattern as they are stored."""
    return stored.json_text([[day.code, json.loads(stored.spans_text(day.key_work))] for day in pattern.days])


def detail_lines(connection: Connection) -> tuple[DetailLine, ...]:
    """Every detail that was read, newest first, without its shifts."""
    rows = connection.exec_driver_sql("SELECT * FROM detail_version ORDER BY number DESC")
    return tuple(DetailLine(*_head(row), *_counts(row.shifts)) for row in rows)


def _counts(text: str) -> tuple[int, int]:
    """How many officers a version speaks of, and on how many days of theirs: read without making shifts of them."""
    held = json.loads(text)
    place = held["columns"].index("staff_id")
    return len({row[place] for row in held["rows"]}), len(held["rows"])


def _head(row: Any) -> tuple[int, date, datetime, str, str, str, Period]:
    return (
        row.number,
        stored.day(row.report_date),
        stored.moment(row.read_at),
        row.by_whom,
        row.file_name,
        row.sha256,
        Period(stored.day(row.from_date), stored.day(row.to_date)),
    )


def _version(row: Any) -> DetailVersion:
    return DetailVersion(*_head(row), _shifts(row.shifts))


def detail_version(connection: Connection, number: int) -> DetailVersion | None:
    """One detail as it was read; None if there is none of that number."""
    row = connection.exec_driver_sql("SELECT * FROM detail_version WHERE number = ?", (number,)).first()
    return _version(row) if row else None


def detail_said(connection: Connection, period: Period) -> dict[Cell, Shift]:
    """What was last read of each officer's day in the details that speak of a day of `period`."""
    rows = connection.exec_driver_sql(
        "SELECT * FROM detail_version WHERE from_date <= ? AND to_date >= ?",
        (period.last.isoformat(), period.first.isoformat()),
    )
    return said_in(_version(row) for row in rows)


def detail_stands(connection: Connection, period: Period) -> dict[Cell, Shift]:
    """The shifts of these days as they stand, with their key work time whether it counts or not."""
    rows = connection.exec_driver_sql(
        "SELECT * FROM shift WHERE on_date BETWEEN ? AND ?", (period.first.isoformat(), period.last.isoformat())
    )
    from_row = FACT_TABLES[Shift].from_row
    return {(shift.staff_id, shift.on): shift for shift in map(from_row, rows)}


def _shifts(text: str) -> tuple[Shift, ...]:
    held = json.loads(text)
    columns, from_row = held["columns"], FACT_TABLES[Shift].from_row
    return tuple(from_row(Columns(dict(zip(columns, row, strict=True)))) for row in held["rows"])


def next_detail_number(connection: Connection) -> int:
    """One more than the newest version has."""
    return int(connection.exec_driver_sql("SELECT max(number) FROM detail_version").scalar() or 0) + 1


def shifts_text(shifts: Sequence[Shift]) -> str:
    """Shifts as they are stored in a version."""
    rows = [FACT_TABLES[Shift].to_row(shift) for shift in shifts]
    columns = list(rows[0]) if rows else []
    return stored.json_text({"columns": columns, "rows": [list(each.values()) for each in rows]})


def same_detail(connection: Connection, detail: DetailRead) -> bool:
    """True if this file of this day is a version already, or is the one read last of its days.

    A file that is read differently now, because officers or codes became known meanwhile, is another version.
    """
    rows = connection.exec_driver_sql(
        "SELECT sha256, report_date, shifts FROM detail_version WHERE from_date <= ? AND to_date >= ? "
        "ORDER BY report_date DESC, number DESC",
        (detail.period.last.isoformat(), detail.period.first.isoformat()),
    ).all()
    drawn_up, text = detail.report_date.isoformat(), shifts_text(detail.shifts)
    return any(
        (row.sha256, row.shifts) == (detail.digest, text) and (place == 0 or row.report_date == drawn_up)
        for place, row in enumerate(rows)
    )
