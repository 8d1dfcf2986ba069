"""Who has taken on an overdue priority prisoner."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from keywork_desktop.domain.acknowledging import Acknowledgement
from keywork_desktop.store import stored


def acknowledgements(connection: Connection, on: date) -> dict[str, Acknowledgement]:
    """The newest one of each prisoner that was made by the end of `on`."""
    rows = connection.exec_driver_sql(
        "SELECT * FROM acknowledgement WHERE on_date <= ? ORDER BY due_on", (on.isoformat(),)
    )
    return {
        row.prison_number: Acknowledgement(
            row.prison_number,
            stored.day(row.due_on),
            row.next_step,
            row.by_whom,
            stored.moment(row.at),
            row.escalated_to,
        )
        for row in rows
    }
