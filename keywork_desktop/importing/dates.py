"""Days as reports write them: `dd/MM/yyyy`, ISO, with or without a time, names of months, Excel's serial numbers.

A date that could be two days, or none, is refused: a session on the wrong day makes a due date wrong (DOMAIN 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_TIME = r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(?P<half>[AaPp][Mm])?Z?)?"
_DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
_NUMBERS = re.compile(
    rf"^{_DAY_NAME}(?P<day>\d{{1,2}})(?P<s>[/.-])(?P<month>\d{{1,2}})(?P=s)(?P<year>\d{{4}}|\d{{2}}){_TIME}$",
    re.IGNORECASE,
)
_ISO = re.compile(rf"^(?P<year>\d{{4}})(?P<s>[/.-])(?P<month>\d{{1,2}})(?P=s)(?P<day>\d{{1,2}}){_TIME}$")
_COMPACT = re.compile(r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})$")
_NAMED = re.compile(
    rf"^{_DAY_NAME}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ /.-]+(?P<name>[a-z]{{3,9}})\.?,?[ /.-]+"
    rf"(?P<year>\d{{4}}|\d{{2}}){_TIME}$",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - days in a report have no time zone
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73050  # 1910-01-01 … 2099-12-31: anything else in a date column is not a date


@dataclass(frozen=True, slots=True)
class DateRead:
    """A day, or why there is none: `refused` is a phrase that follows the value in a message."""

    on: date | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a column writes its dates: `month_first` where most that tell say month before day."""

    month_first: bool = False


def moment_of(cell: object) -> datetime | None:
    """The day and time a cell holds (midnight if it has no time), None if it is no date or could be two."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, date):
        return datetime.combine(cell, time(0))
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return _serial(float(cell))
    if not isinstance(cell, str):
        return None
    text = " ".join(cell.split())
    found = _NUMBERS.match(text) or _ISO.match(text) or _COMPACT.match(text)
    if found:
        return _moment(found, int(found["month"]), short_year=False)
    found = _NAMED.match(text)
    if found:
        month = _MONTHS.get(found["name"][:3].lower())
        return _moment(found, month, short_year=True) if month else None
    return _serial(float(text)) if _SERIAL.match(text) else None


def _serial(days: float) -> datetime | None:
    return _EXCEL_ZERO + timedelta(minutes=round(days * 1440)) if _FIRST_SERIAL <= days < _LAST_SERIAL else None


def _moment(found: re.Match[str], month: int, *, short_year: bool) -> datetime | None:
    year = int(found["year"])
    if len(found["year"]) == 2:
        if not short_year:
            return None
        year += 2000 if year < 30 else 1900  # as Excel reads two digits
    hour, minute = 0, 0
    groups = found.groupdict()
    if groups.get("hour"):
        hour, minute = int(groups["hour"]), int(groups["minute"])
        half = (groups.get("half") or "").lower()
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return datetime(year, month, int(found["day"]), hour, minute)  # noqa: DTZ001 - as written on the report
    except ValueError:
        return None


def day_of(cell: object, style: DateStyle = DateStyle()) -> DateRead:
    """The day a cell holds; a blank cell gives neither a day nor a refusal.

    `style` is that of the whole column: where the column writes month before day, a date that could be read both ways
    is refused rather than guessed.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return DateRead()
    moment = moment_of(cell)
    if isinstance(cell, str):
        found = _NUMBERS.match(" ".join(cell.split()))
        if found:
            if len(found["year"]) == 2:
                return DateRead(
                    refused="has a year of two digits and could be more than one day; write it as dd/MM/yyyy"
                )
            both_ways = int(found["day"]) <= 12 and int(found["month"]) <= 12 and found["day"] != found["month"]
            if style.month_first and both_ways:
                return DateRead(
                    refused="could be two days, because this column writes month before day; write dd/MM/yyyy"
                )
    if moment is None:
        return DateRead(refused="is not a day of the calendar; write it as dd/MM/yyyy")
    return DateRead(on=moment.date())


def style_of(cells: Iterable[object]) -> DateStyle:
    """How a column writes its dates, told by those that can be read one way only."""
    day_first = month_first = 0
    for cell in cells:
        found = _NUMBERS.match(cell.strip()) if isinstance(cell, str) else None
        if found:
            first, second = int(found["day"]), int(found["month"])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    return DateStyle(month_first=month_first > day_first)


def mangled_cell(cell: object) -> str | None:
    """The cell that a spreadsheet turned into a date: houseblock = day, landing = month, cell = two digits of the year.

    `2-1-005` typed into Excel becomes 2 January 2005; this gives `2-1-005` back (DOMAIN 8). None for anything else.
    """
    moment = moment_of(cell)
    if moment is not None:
        return f"{moment.day}-{moment.month}-{moment.year % 100:03d}"
    found = _NUMBERS.match(" ".join(cell.split())) if isinstance(cell, str) else None
    if found and int(found["month"]) <= 12 and 1 <= int(found["day"]) <= 31:
        return f"{int(found['day'])}-{int(found['month'])}-{int(found['year']) % 100:03d}"
    return None


_IN_A_NAME = (
    re.compile(r"(?<!\d)(?P<year>20\d{2})[-_. ]?(?P<month>\d{2})[-_. ]?(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})[-_. ](?P<month>\d{1,2})[-_. ](?P<year>20\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{2})(?P<month>\d{2})(?P<year>20\d{2})(?!\d)"),
)
_NAMED_IN_A_NAME = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-_. ]*(?P<name>{'|'.join(_MONTHS)})[a-z]*"
    r"[-_. ]*(?P<year>20\d{2})(?!\d)",
    re.IGNORECASE,
)


def days_in_name(name: str) -> tuple[date, ...]:
    """The days a file's name speaks of (`unlock_list_23_11_2026.csv`), each once, in calendar order."""
    found: set[date] = set()
    taken: list[tuple[int, int]] = []
    for pattern in (*_IN_A_NAME, _NAMED_IN_A_NAME):
        for match in pattern.finditer(name):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            month = _MONTHS[match["name"].lower()] if "name" in match.groupdict() else int(match["month"])
            try:
                found.add(date(int(match["year"]), month, int(match["day"])))
            except ValueError:
                continue
            taken.append(match.span())
    return tuple(sorted(found))
