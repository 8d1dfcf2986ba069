"""What was written down later than it speaks of: the difference between a past day as it was and as it looked then.

When a row was first written is told by its id, which carries that moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.domain.rulebook import RegimeEntry
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import record_in
from keywork_desktop.store.identifiers import day_of_writing, first_of_day
from keywork_desktop.store.queries.rules_in_time import flag_of, regime_calendar

_LATE = """
SELECT prison_number, on_date, kind, staff_id, at, minutes, source, reason, id FROM key_work_record
WHERE id >= ? AND on_date <= ? ORDER BY prison_number, on_date DESC, at DESC
"""


@dataclass(frozen=True)
class WrittenLate:
    """What speaks of `on` or a day before it, and was written down only after it.

    `records` by prison number, newest first, each with `known_since`; `regime` levels that applied on `on`, and `flags`
    by prison number that held on it, with the day since when each is known.
    """

    on: date
    records: Mapping[str, tuple[KeyWorkRecord, ...]] = field(default_factory=dict)
    regime: tuple[tuple[RegimeEntry, date], ...] = ()
    flags: Mapping[str, tuple[tuple[str, date], ...]] = field(default_factory=dict)


def written_late(connection: Connection, on: date) -> WrittenLate:
    """What was recorded about `on` and the days before it after `on` had passed (a day in UTC)."""
    later = first_of_day(on + timedelta(days=1))
    records: dict[str, list[KeyWorkRecord]] = defaultdict(list)
    for number, day, kind, staff_id, at, minutes, source, reason, row_id in connection.exec_driver_sql(
        _LATE, (later, on.isoformat())
    ):
        since = day_of_writing(row_id)
        records[number].append(record_in(day, kind, staff_id, at, minutes, source, reason, since))
    regime = [
        (entry, entered.at.date())
        for entry, entered in regime_calendar(connection)
        if entry.from_date <= on and (entry.to_date is None or on <= entry.to_date) and entered.at.date() > on
    ]
    flags: dict[str, list[tuple[str, date]]] = defaultdict(list)
    for row in connection.exec_driver_sql(
        "SELECT * FROM group_flag WHERE from_date <= :on AND (to_date IS NULL OR to_date > :on) ORDER BY from_date",
        {"on": on.isoformat()},
    ):
        since = stored.moment(row.flagged_at).date()
        if since > on:
            flags[row.prison_number].append((flag_of(row).group, since))
    return WrittenLate(
        on,
        {number: tuple(found) for number, found in records.items()},
        tuple(regime),
        {number: tuple(found) for number, found in flags.items()},
    )


def records_began(connection: Connection) -> date | None:
    """The day (UTC) on which the first record that is still there was written down; None if there is none.

    What speaks of days before it is history that was taken over, not late.
    """
    first = connection.exec_driver_sql("SELECT min(id) FROM key_work_record").scalar()
    return day_of_writing(first) if first else None
