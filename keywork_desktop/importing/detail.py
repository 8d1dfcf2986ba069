"""The detail: each officer's shift and key work time, a column for each day (DOMAIN 5, 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from keywork_desktop.domain.detail import Shift, ShiftCode, TimeSpan
from keywork_desktop.domain.shift_codes import Doubt, doubt_about
from keywork_desktop.importing.cells import clock, dashed, is_blank, names_of, words
from keywork_desktop.importing.dates import days_in_name, moment_of
from keywork_desktop.importing.headings import Sheet
from keywork_desktop.importing.lines import Line, RowReader, data_rows
from keywork_desktop.importing.problems import Problem, Severity

_CELL = re.compile(r"^(?P<code>[A-Z][A-Z0-9/+]{0,7}?)(?:[\s,:]*KW[\s:]*(?P<key_work>.*))?$", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,2})[:.]?(\d{2})\s*(?:-|to|–)\s*(\d{1,2})[:.]?(\d{2})", re.IGNORECASE)
_BETWEEN_SPANS = re.compile(r"^[\s,;/&+]*(?:and)?[\s,;/&+]*$", re.IGNORECASE)
_SHORT_DAY = re.compile(r"^\D*?(\d{1,2})(?:st|nd|rd|th)?[ /-]*([a-z]{3}|\d{1,2})", re.IGNORECASE)
_WEEKDAY = re.compile(r"^\s*(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One officer's shifts. `staff_id` is empty where the sheet has none; then the name must do."""

    staff_id: str
    last_name: str
    first_name: str
    shifts: tuple[Shift, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRead:
    """What one cell says: the code and the key work time, and what is wrong with it."""

    code: str = ""
    key_work: tuple[TimeSpan, ...] = ()
    problem: str = ""


def cell_read(text: str) -> ShiftRead:
    """`L KW 1400-1530`, `E KW 0915-1045 1100-1145`, `RD`: shift code and key work time, whatever the code means.

    Key work time that cannot be read, or that overlaps, gives none and a problem.
    """
    found = _CELL.match(dashed(text).strip())
    if not found:
        return ShiftRead(problem="This is no shift, like E or L KW 1400-1530. The day is left as it was.")
    code = found["code"].upper()
    if found["key_work"] is None:
        return ShiftRead(code)
    spans = _spans(found["key_work"])
    if spans is None:
        return ShiftRead(code, problem="The key work time cannot be read; write it like KW 1400-1530. It was left out.")
    if any(first.overlaps(second) for first, second in pairwise(spans)):
        return ShiftRead(code, problem="The stretches of key work time overlap. They were left out.")
    return ShiftRead(code, spans)


def shift_in_cell(text: str, codes: Mapping[str, ShiftCode]) -> ShiftRead:
    """A cell as `cell_read` reads it, where its key work time counts under these codes.

    A code nobody explained, and key work time outside the shift, give no key work time and a problem (DOMAIN 5).
    """
    read = cell_read(text)
    if read.code and read.code not in codes:
        return ShiftRead(read.code, problem=f"The code {read.code} is not explained; it gives no key work time.")
    doubt = doubt_about(read.key_work, codes.get(read.code))
    return ShiftRead(read.code, problem=doubt_words(doubt, codes[read.code])) if doubt else read


def doubt_words(doubt: Doubt, code: ShiftCode) -> str:
    """Why key work time of a code that has a meaning does not count."""
    if doubt is Doubt.OUTSIDE and code.works:
        return f"The key work time lies outside {code.code} ({code.start:%H:%M}-{code.end:%H:%M})."
    return f"{code.code} ({code.meaning}) has no key work time in it."


def _spans(text: str) -> tuple[TimeSpan, ...] | None:
    spans, position = [], 0
    for found in _SPAN.finditer(text):
        if not _BETWEEN_SPANS.match(text[position : found.start()]):
            return None
        try:
            spans.append(TimeSpan(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))))
        except ValueError:
            return None
        position = found.end()
    if not spans or not _BETWEEN_SPANS.match(text[position:]):
        return None
    return tuple(sorted(spans))


def codes_of_sheet(sheet: Sheet) -> tuple[tuple[ShiftCode, ...], tuple[Problem, ...]]:
    """The codes a Codes sheet explains, and the rows of it that make no sense."""
    codes: list[ShiftCode] = []
    problems: list[Problem] = []
    for row in data_rows(sheet, "code"):
        read = RowReader(sheet, row)
        code = read.words("code").upper()
        start, end = clock(read.cell("start")), clock(read.cell("end"))
        if not code:
            continue
        if (start is None) != (end is None):
            read.problem(Severity.NOTE, "start", f"{code} has a start or an end, not both. It is read without times.")
            start = end = None
        codes.append(ShiftCode(code, read.words("meaning"), start, end))
        problems.extend(read.problems)
    return tuple(codes), tuple(problems)


def days_of(sheet: Sheet, file_name: str, near: date | None = None) -> tuple[dict[int, date], tuple[Problem, ...]]:
    """The day of each dated column; days without a year take the one that the titles or the file's name speak of.

    Where nothing speaks of a year it is the one nearest to `near`, the day the detail was drawn up. A year under
    which it would be another weekday is never taken: last year's title is easily left behind.
    """
    near = _year_given(sheet, file_name) or near
    days: dict[int, date] = {}
    problems = []
    for index in sheet.dated:
        cell = sheet.raw_headings[index]
        moment = moment_of(cell)
        text = words(cell)
        day = moment.date() if moment else _day_without_year(text, near)
        if day is None or day in days.values():
            why = "stands above two columns" if day else _no_day(text, near)
            problems.append(
                Problem(
                    sheet.heading_row,
                    words(cell),
                    words(cell),
                    Severity.NOTE,
                    f"The day {why}. This column was left out.",
                    sheet=sheet.name,
                )
            )
            continue
        days[index] = day
        near = near or day
    return days, tuple(problems)


def _year_given(sheet: Sheet, file_name: str) -> date | None:
    for text in [words(cell) for row in sheet.titles for cell in row.cells] + [file_name]:
        days = days_in_name(text.replace("/", "-"))
        if days:
            return days[0]
    return next((moment.date() for cell in sheet.raw_headings if (moment := moment_of(cell))), None)


def _day_without_year(text: str, near: date | None) -> date | None:
    found = _SHORT_DAY.match(text)
    if not found or near is None:
        return None
    named = found[2].lower()
    weekday = _WEEKDAY.match(text)
    month = int(named) if named.isdigit() else _MONTHS.index(named) + 1 if named in _MONTHS else 0
    nearest: date | None = None
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            day = date(year, month, int(found[1]))
        except ValueError:
            continue
        if weekday and _WEEKDAYS[day.weekday()] != weekday[1].lower():
            continue
        if nearest is None or abs(day - near) < abs(nearest - near):
            nearest = day
    if nearest is None:
        return None
    return nearest if weekday or abs(nearest - near) < timedelta(days=183) else None


def _no_day(text: str, near: date | None) -> str:
    if near is not None and _WEEKDAY.match(text) and _SHORT_DAY.match(text):
        return f"is no such weekday about {near.year}; write the days as dd/MM/yyyy"
    return "has no year; write the days as dd/MM/yyyy"


def detail_rows(sheet: Sheet, days: Mapping[int, date]) -> Iterator[Line[DetailRow]]:
    """A row for each officer. A cell that cannot be read leaves that day out, not the officer.

    Key work time is taken as it stands there; whether it counts depends on what the codes mean (DOMAIN 5).
    """
    key = "staff_id" if "staff_id" in sheet.columns else "name" if "name" in sheet.columns else "last_name"
    for row in data_rows(sheet, key):
        read = RowReader(sheet, row)
        staff_id = read.words("staff_id").upper()
        last, first = names_of(read.cell("last_name"), read.cell("first_name"), read.cell("name"))
        if not staff_id and not last:
            read.error(key, "The row does not say whose shifts these are. Write in the staff user ID and import again.")
        shifts = []
        for index, day in days.items():
            cell = row.cell(index)
            if is_blank(cell):
                continue
            found = cell_read(words(cell))
            if found.problem:
                heading = sheet.headings[index] or f"{day:%d/%m/%Y}"
                read.problems.append(
                    Problem(row.number, heading, words(cell)[:80], Severity.NOTE, found.problem, sheet=sheet.name)
                )
            if found.code:
                shifts.append(Shift(staff_id, day, found.code, found.key_work))
        said = None if read.refused else DetailRow(staff_id, last, first, tuple(shifts), read.words("unit"))
        yield Line(sheet.name, row.number, said, tuple(read.problems))
