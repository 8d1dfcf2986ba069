"""A wing's own tracker: title rows, merged cells, a sheet for each houseblock, names as somebody typed them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keywork_desktop.importing.cells import is_blank, location_of, names_of, words
from keywork_desktop.importing.headings import Sheet
from keywork_desktop.importing.lines import Line, RowReader, data_rows, styles_of

_HOUSEBLOCK = re.compile(r"\b(?:house ?block|hb|house ?unit|wing)\s*-?\s*0?(\d{1,2})\b", re.IGNORECASE)
_NOBODY = {"tbc", "tba", "none", "nil", "n/a", "na", "-", "?", "vacant", "unallocated", "not allocated", "no kw"}
_UNIT_WORD = re.compile(r"^\s*(CSU|IPD|\d{1,2})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """One man on the tracker. `key_worker` is what was typed; `unit` is that of the sheet, else of his cell."""

    prison_number: str
    last_name: str
    first_name: str
    location: str | None
    location_suggestion: str | None
    location_column: str
    location_value: str
    key_worker: str
    key_worker_column: str
    last_session: date | None
    last_session_column: str
    unit: str | None


def unit_of_sheet(sheet: Sheet) -> str | None:
    """The houseblock a sheet is for, from its name or its title rows."""
    for text in [sheet.name] + [words(cell) for row in sheet.titles for cell in row.cells]:
        found = _HOUSEBLOCK.search(text)
        if found:
            return found[1]
    found = _UNIT_WORD.match(sheet.name)
    return found[1].upper() if found else None


def tracker_rows(sheet: Sheet) -> Iterator[Line[TrackerRow]]:
    """The rows of one sheet. Only the prison number must be sound; everything else is a suggestion or a note later."""
    styles = styles_of(sheet, "last_session")
    sheet_unit = unit_of_sheet(sheet)
    for row in data_rows(sheet, "prison_number"):
        read = RowReader(sheet, row)
        number = read.prison_number()
        cell = read.cell("location")
        where = location_of(cell)
        if not is_blank(cell) and where.location is None and where.suggestion is None:
            read.note(
                "location", "This is no cell like 2-1-035. The tracker's cell is not used; the alpha list decides."
            )
        last_session = read.day("last_session", styles["last_session"], tolerant=True)
        last, first = names_of(read.cell("last_name"), read.cell("first_name"), read.cell("name"))
        said = None
        if number and not read.refused:
            said = TrackerRow(
                number,
                last,
                first,
                where.location,
                where.suggestion,
                sheet.heading("location"),
                read.words("location"),
                "" if read.words("key_worker").casefold() in _NOBODY else read.words("key_worker"),
                sheet.heading("key_worker"),
                last_session,
                sheet.heading("last_session"),
                sheet_unit,
            )
        yield Line(sheet.name, row.number, said, tuple(read.problems))
