"""The ORS Admissions report: when each man arrived (DOMAIN 3.1, 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keywork_desktop.importing.cells import names_of
from keywork_desktop.importing.headings import Sheet
from keywork_desktop.importing.lines import Line, RowReader, data_rows, styles_of


@dataclass(frozen=True, slots=True)
class AdmissionRow:
    """One arrival of one man."""

    prison_number: str
    last_name: str
    first_name: str
    on: date
    booking_number: str
    date_of_birth: date | None


def admission_rows(sheet: Sheet) -> Iterator[Line[AdmissionRow]]:
    """The rows of one tab. The day of admission must be sound."""
    styles = styles_of(sheet, "admission_time", "date_of_birth")
    for row in data_rows(sheet, "prison_number"):
        read = RowReader(sheet, row)
        number = read.prison_number()
        on = read.day("admission_time", styles["admission_time"], needed=True)
        born = read.day("date_of_birth", styles["date_of_birth"], tolerant=True)
        last, first = names_of(read.cell("last_name"), read.cell("first_name"), read.cell("name"))
        said = None
        if number and on and not read.refused:
            said = AdmissionRow(number, last, first, on, read.words("booking_number"), born)
        yield Line(sheet.name, row.number, said, tuple(read.problems))
