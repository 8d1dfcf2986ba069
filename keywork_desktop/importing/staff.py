"""The staff list: key workers, their houseblock, status and capacity (DOMAIN 4, 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from keywork_desktop.domain.people import DEFAULT_CAPACITY, MOST_CAPACITY, KeyWorker, KeyWorkerStatus
from keywork_desktop.importing.cells import codes_of, dashed, is_blank, names_of, whole_number, words
from keywork_desktop.importing.headings import Sheet
from keywork_desktop.importing.lines import Line, RowReader, data_rows, styles_of

_STATUSES = {
    "active": KeyWorkerStatus.ACTIVE,
    "annual leave": KeyWorkerStatus.ANNUAL_LEAVE,
    "on annual leave": KeyWorkerStatus.ANNUAL_LEAVE,
    "long term absence": KeyWorkerStatus.LONG_TERM_ABSENCE,
    "long term sick": KeyWorkerStatus.LONG_TERM_ABSENCE,
    "on long term absence": KeyWorkerStatus.LONG_TERM_ABSENCE,
    "no prisoner contact": KeyWorkerStatus.NO_PRISONER_CONTACT,
    "inactive": KeyWorkerStatus.INACTIVE,
}
_LARGEST_CAPACITY = 30
_STAFF_ID = re.compile(r"^[A-Z0-9_]{3,20}$")
_UNIT = re.compile(r"^(?:HOUSE ?BLOCK|HB|HOUSE ?UNIT|H/B|WING|UNIT)? ?-?0*(\d{1,2})$")


def status_of(text: str) -> KeyWorkerStatus | None:
    """The status of a key worker as the staff list words it (`Unavailable - annual leave`), None for other words."""
    tidy = re.sub(r"[\s_-]+", " ", dashed(text).lower()).strip()
    tidy = tidy.removeprefix("unavailable").strip(" :,") or tidy
    return _STATUSES.get(tidy)


def unit_of(text: str) -> str | None:
    """`2` for `2`, `HB2` and `Houseblock 2`; `CSU` for `csu`; None for anything that is no unit."""
    tidy = text.upper().strip()
    found = _UNIT.match(tidy)
    if found:
        return found[1]
    return tidy if re.fullmatch(r"[A-Z]{1,4}", tidy) else None


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One key worker, and the columns this list has: what it has no column for stays as it was."""

    key_worker: KeyWorker
    columns: frozenset[str]


def staff_rows(sheet: Sheet) -> Iterator[Line[StaffRow]]:
    """The key workers of one tab. An empty capacity is the default; 0 to 30 is accepted."""
    styles = styles_of(sheet, "return_date")
    for row in data_rows(sheet, "staff_id"):
        read = RowReader(sheet, row)
        staff_id = read.words("staff_id").upper()
        if not _STAFF_ID.match(staff_id):
            read.error(
                "staff_id", "This is not a staff user ID. Write in the one used in NOMIS and import the file again."
            )
        last, first = names_of(read.cell("last_name"), read.cell("first_name"), read.cell("name"))
        if not last:
            read.error("last_name", "The last name is missing. Write it in and import the file again.")
        status = _status(read)
        returns = read.day("return_date", styles["return_date"])
        if status is KeyWorkerStatus.ANNUAL_LEAVE and returns is None and not read.refused:
            read.note("return_date", "No return date: nobody is planned for this key worker until one is entered.")
        capacity = _number(read, "capacity", DEFAULT_CAPACITY, _LARGEST_CAPACITY)
        if capacity > MOST_CAPACITY and not read.refused:
            read.note(
                "capacity", f"More places than the prison-wide maximum of {MOST_CAPACITY}. Check that this is meant."
            )
        band = _number(read, "band", 3, 12)
        said = None
        if not read.refused:
            key_worker = KeyWorker(
                staff_id,
                last,
                first,
                _unit(read),
                status,
                returns,
                capacity,
                _specialisms(read),
                codes_of(read.cell("do_not_allocate")),
                band,
                read.words("working_pattern"),
            )
            said = StaffRow(key_worker, frozenset(sheet.columns))
        yield Line(sheet.name, row.number, said, tuple(read.problems))


def _status(read: RowReader) -> KeyWorkerStatus:
    text = read.words("status")
    if not text:
        return KeyWorkerStatus.ACTIVE
    status = status_of(text)
    if status is None:
        read.error(
            "status",
            "This is no status. Write Active, Inactive, or Unavailable - annual leave, - long-term absence or "
            "- no prisoner contact, and import the file again.",
        )
        return KeyWorkerStatus.INACTIVE
    return status


def _unit(read: RowReader) -> str | None:
    text = read.words("unit")
    unit = unit_of(text) if text else None
    if text and unit is None:
        read.note("unit", "This is no houseblock or unit. The key worker is taken without one.")
    return unit


def _number(read: RowReader, column: str, default: int, most: int) -> int:
    cell = read.cell(column)
    if is_blank(cell):
        return default
    text = words(cell)
    number = whole_number(re.sub(r"(?i)^band\s*", "", text))
    if number is None or not 0 <= number <= most:
        read.error(column, f"This is not a whole number from 0 to {most}. Correct it and import the file again.")
        return default
    return number


def _specialisms(read: RowReader) -> tuple[str, ...]:
    parts = re.split(r"\s*[;,]\s*", read.words("specialism"))
    return tuple(dict.fromkeys(part for part in parts if part))
