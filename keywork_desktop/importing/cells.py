"""What one cell of a report says: words, numbers, prison numbers, locations, times, names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import PRISON_NUMBER
from keywork_desktop.importing.dates import mangled_cell, moment_of

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a reader gives for a cell; a date is a `datetime` or `date` only in workbooks."""

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"\s+")
_PADDED_LIKE_A_DATE = re.compile(r"^\d\d-\d\d-\d\d$")
_NUMBERED_CELL = re.compile(r"^(\d{1,2}|[A-Z]{1,4})-([0-9A-Z]{1,2})-(\d{1,3})([A-Z]?)$")
_CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?$")
_FOUR_DIGITS = re.compile(r"^(\d{2})(\d{2})(?:\s*(?:hrs?|h))?$", re.IGNORECASE)


def words(cell: Cell) -> str:
    """The cell as tidy text: one space between words, nothing invisible, whole numbers without `.0`, dates in ISO."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        if cell.isascii():
            return " ".join(cell.split())
        return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", cell))).strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    return str(cell)


def dashed(text: str) -> str:
    """The same text with every kind of dash written as `-`."""
    return text if text.isascii() else _DASHES.sub("-", text)


def is_blank(cell: Cell) -> bool:
    """Nothing, or nothing visible."""
    return cell is None or (isinstance(cell, str) and not words(cell))


def prison_number(cell: Cell) -> str | None:
    """The prison number in its one spelling, None if the cell does not hold one."""
    text = words(cell).upper().replace(" ", "")
    return text if PRISON_NUMBER.match(text) else None


@dataclass(frozen=True, slots=True)
class LocationRead:
    """Where a cell says somebody is. `suggestion` is set instead where a spreadsheet turned the cell into a date."""

    location: str | None = None
    suggestion: str | None = None


def location_of(cell: Cell) -> LocationRead:
    """The location a cell holds: `2-1-035`, `CSU-1-004`, `COURT`; an establishment's code in front is left out.

    A cell that was turned into a date is only offered as a suggestion (DOMAIN 8). Neither is set for anything else.
    """
    if isinstance(cell, str):
        text = _tidy_location(cell)
        if text is not None:
            return LocationRead(location=text)
    return LocationRead(suggestion=_as_location(mangled_cell(cell)))


def _tidy_location(raw: str) -> str | None:
    text = dashed(words(raw)).upper().replace(" ", "")
    if _PADDED_LIKE_A_DATE.match(text):
        return None
    found = _as_location(_three_digits(text))
    if found is None and re.match(r"^[A-Z]{3}-", text):
        found = _as_location(_three_digits(text[4:]))
    return found


def _three_digits(text: str) -> str:
    found = _NUMBERED_CELL.match(text)
    if not found:
        return text
    unit, landing, cell, letter = found.groups()
    return f"{int(unit) if unit.isdigit() else unit}-{landing}-{int(cell):03d}{letter}"


def _as_location(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return Location(text).text
    except ValueError:
        return None


def whole_number(cell: Cell) -> int | None:
    """A whole number, None for anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    text = words(cell)
    return int(text) if re.fullmatch(r"[+-]?\d{1,9}(?:\.0+)?", text) and "." not in text else None


def clock(cell: Cell) -> time | None:
    """The time of day a cell holds (`14:20`, `1420`, `2.20 pm`, a spreadsheet's fraction of a day), else None."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, timedelta):
        return _minutes_of_day(cell.total_seconds() / 60)
    if isinstance(cell, float) and 0 <= cell < 1:
        return _minutes_of_day(cell * 1440)
    text = words(cell)
    found = _CLOCK.match(text) or _FOUR_DIGITS.match(text)
    if found:
        hours, minutes = int(found[1]), int(found[2])
        half = found[4].lower() if found.re is _CLOCK and found[4] else ""
        if half:
            if not 1 <= hours <= 12:
                return None
            hours = hours % 12 + (12 if half == "pm" else 0)
        return time(hours, minutes) if hours < 24 and minutes < 60 else None
    moment = moment_of(cell)
    return moment.time().replace(second=0, microsecond=0) if moment and moment.time() != time(0) else None


def _minutes_of_day(minutes: float) -> time | None:
    whole = round(minutes)
    return time(whole // 60, whole % 60) if 0 <= whole < 1440 else None


def names_of(last: Cell, first: Cell, full: Cell = None) -> tuple[str, str]:
    """Last and first name, from two cells or from one that holds `SMITH, John` or `John Smith`."""
    last_name, first_name = words(last), words(first)
    if last_name or first_name:
        return last_name, first_name
    whole = words(full)
    if "," in whole:
        before, _, after = whole.partition(",")
        return before.strip(), after.strip()
    before, _, after = whole.rpartition(" ")
    return after, before


def codes_of(cell: Cell) -> tuple[str, ...]:
    """Alert codes in one cell, separated by commas, semicolons, slashes or spaces, each once, in their order."""
    return tuple(dict.fromkeys(part.upper() for part in re.split(r"[,;/\s]+", words(cell)) if part))
