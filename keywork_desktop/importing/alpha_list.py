"""The ORS Alpha List: who is in the prison, and where (DOMAIN 8). Every tab, whatever its headings say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.locations import PLACES
from keywork_desktop.importing.cells import LocationRead, is_blank, location_of, names_of
from keywork_desktop.importing.headings import Sheet
from keywork_desktop.importing.lines import Line, RowReader, data_rows, styles_of


@dataclass(frozen=True, slots=True)
class RollRow:
    """One man on the roll. Exactly one of `location` and `location_suggestion` is set."""

    prison_number: str
    last_name: str
    first_name: str
    location: str | None
    location_suggestion: str | None
    location_column: str
    location_value: str
    date_of_birth: date | None = None
    booking_number: str = ""
    legal_status: str = ""
    release_date: date | None = None


def roll_rows(sheet: Sheet) -> Iterator[Line[RollRow]]:
    """The rows of one tab. A date of birth or release date that cannot be read is left out, the man is not."""
    styles = styles_of(sheet, "date_of_birth", "release_date")
    for row in data_rows(sheet, "prison_number"):
        read = RowReader(sheet, row)
        number = read.prison_number()
        out = is_blank(read.cell("location")) and read.words("in_out").upper() == "OUT"
        where = LocationRead("OUT") if out else location_of(read.cell("location"))
        if where.location is None and where.suggestion is None:
            read.error(
                "location",
                f"This is neither a cell like 2-1-035 nor one of {', '.join(sorted(PLACES))}. Correct it.",
            )
        last, first = names_of(read.cell("last_name"), read.cell("first_name"), read.cell("name"))
        if not last:
            read.error("last_name", "The last name is missing. Write it in and import the file again.")
        born = read.day("date_of_birth", styles["date_of_birth"], tolerant=True)
        release = read.day("release_date", styles["release_date"], tolerant=True)
        said = None
        if number and not read.refused:
            said = RollRow(
                number,
                last,
                first,
                where.location,
                where.suggestion,
                sheet.heading("location"),
                read.words("location"),
                born,
                read.words("booking_number"),
                read.words("legal_status"),
                release,
            )
        yield Line(sheet.name, row.number, said, tuple(read.problems), number or "")
