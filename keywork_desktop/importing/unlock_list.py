"""The ORS Unlock List: who is elsewhere on one day, from when to when. The day is not in the file (DOMAIN 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.importing.cells import clock, names_of
from keywork_desktop.importing.dates import days_in_name
from keywork_desktop.importing.headings import Sheet
from keywork_desktop.importing.lines import Line, RowReader, data_rows


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One man at one place for a stretch of the day."""

    prison_number: str
    last_name: str
    first_name: str
    span: TimeSpan
    kind: str
    place: str


def day_of_unlock_list(name: str, given: date | None) -> date:
    """The day an unlock list is for: from its file's name, else as `given`.

    Raises `RequestError` with code `date_needed` where neither says.
    """
    days = days_in_name(name)
    if len(days) == 1:
        return days[0]
    if given is not None:
        return given
    found = "its name speaks of several days" if days else "its name does not say either"
    raise RequestError(
        f"{name}: an unlock list does not say which day it is for, and {found}. "
        "Say the day (--date 2026-11-23), or put it into the name, like unlock_list_23_11_2026.csv.",
        code="date_needed",
        details={"file": name},
    )


def movement_rows(sheet: Sheet) -> Iterator[Line[MovementRow]]:
    """The rows of one tab. Start and end must be times, the end after the start."""
    for row in data_rows(sheet, "prison_number"):
        read = RowReader(sheet, row)
        number = read.prison_number()
        times = {}
        for column in ("start_time", "end_time"):
            times[column] = clock(read.cell(column))
            if times[column] is None:
                read.error(column, "This is not a time of day like 14:20. Correct it and import the file again.")
        start, end = times["start_time"], times["end_time"]
        if start and end and end <= start:
            read.error("end_time", f"The movement ends before it starts at {start:%H:%M}. Correct it and import again.")
        last, first = names_of(read.cell("last_name"), read.cell("first_name"), read.cell("name"))
        said = None
        if number and start and end and not read.refused:
            said = MovementRow(
                number, last, first, TimeSpan(start, end), read.words("movement_type"), read.words("place")
            )
        yield Line(sheet.name, row.number, said, tuple(read.problems))
