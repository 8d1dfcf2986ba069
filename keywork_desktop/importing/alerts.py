"""The ORS Alerts Report: the tab with effective and expiry dates, and the one with status and admission (DOMAIN 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keywork_desktop.importing.cells import location_of, names_of
from keywork_desktop.importing.headings import Sheet
from keywork_desktop.importing.lines import Line, RowReader, data_rows, styles_of


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert of one man. `active` is None in the tab that has no status. `location` tells the unit."""

    prison_number: str
    last_name: str
    first_name: str
    description: str
    code: str
    effective: date | None
    expiry: date | None
    active: bool | None
    admission_date: date | None
    release_date: date | None
    location: str | None
    has_release_column: bool


_ACTIVE = {"active": True, "inactive": False, "open": True, "closed": False, "expired": False, "": None}


def alert_rows(sheet: Sheet) -> Iterator[Line[AlertRow]]:
    """The rows of one tab. Effective and expiry dates must be sound; other dates are left out where they are not."""
    styles = styles_of(sheet, "effective", "expiry", "admission_date", "release_date")
    for row in data_rows(sheet, "prison_number"):
        read = RowReader(sheet, row)
        number = read.prison_number()
        description, code = read.words("alert"), read.words("alert_code").upper()
        if not description and not code:
            read.error("alert", "The row does not say which alert it is. Correct it and import the file again.")
        status = read.words("status").lower()
        if status not in _ACTIVE:
            read.error("status", "The status is neither ACTIVE nor INACTIVE. Correct it and import the file again.")
        effective = read.day("effective", styles["effective"])
        expiry = read.day("expiry", styles["expiry"])
        admitted = read.day("admission_date", styles["admission_date"], tolerant=True)
        release = read.day("release_date", styles["release_date"], tolerant=True)
        last, first = names_of(read.cell("last_name"), read.cell("first_name"), read.cell("name"))
        said = None
        if number and not read.refused:
            said = AlertRow(
                number,
                last,
                first,
                description,
                code,
                effective,
                expiry,
                _ACTIVE[status],
                admitted,
                release,
                location_of(read.cell("location")).location,
                "release_date" in sheet.columns,
            )
        yield Line(sheet.name, row.number, said, tuple(read.problems), number or "")
