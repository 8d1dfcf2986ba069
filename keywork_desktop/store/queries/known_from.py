"""From which day on facts are there: measures of the days before would be zeros that nobody has counted."""

from __future__ import annotations

from sqlalchemy import Connection

from keywork_desktop.domain.delivery_report import KnownFrom
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.store import stored


def known_from(connection: Connection) -> KnownFrom:
    """The day of the oldest record of key work, and the date of the oldest alpha list that was read."""
    notes = connection.exec_driver_sql("SELECT min(on_date) FROM key_work_record").scalar()
    rolls = connection.exec_driver_sql(
        "SELECT min(report_date) FROM report_read WHERE kind = ?", (ReportKind.ALPHA_LIST.value,)
    ).scalar()
    return KnownFrom(stored.day(notes) if notes else None, stored.day(rolls) if rolls else None)
