"""The sheets `Week 1` … : a list for each day to take along, with a place for initials."""

from __future__ import annotations

from datetime import date

from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.exporting import looks
from keywork_desktop.exporting.columns import LONG_SURNAME, WIDEST_CELL, WIDEST_NUMBER, Column, Table
from keywork_desktop.exporting.facts import Line, RotaFacts, span_of_days
from keywork_desktop.exporting.looks import Look
from keywork_desktop.exporting.pages import A4, Imprint, Page

SIZE = 12.0


def _officers(line: Line) -> str:
    second = line.second_officer_name
    return f"{line.officer_name} with {second}" if second else line.officer_name


WEEK_COLUMNS: tuple[Column[Line], ...] = (
    Column("Day", 14, lambda line: line.on, looks.SHORT_DATE),
    Column("Time", 7, lambda line: line.start, looks.TIME, "center"),
    Column("Min", 6, lambda line: line.minutes, looks.NUMBER, "center"),
    Column("Prisoner", 27, lambda line: line.name),
    Column("Number", 12, lambda line: line.prison_number, unbroken=WIDEST_NUMBER),
    Column("Cell", 12.5, lambda line: line.cell, unbroken=WIDEST_CELL),
    Column("Priority", 12, lambda line: line.priority),
    Column("Status", 23, lambda line: line.status),
    Column("Key worker", 25, _officers),
    Column("Cover", 13, lambda line: line.cover, unbroken=LONG_SURNAME),
    Column("Initials", 11, lambda _: None),
)

_TITLE = Look(16, bold=True, border="none", wrap=False)
_NOTE = Look(10, colour=looks.QUIET, border="none", wrap=False)
_DAY = Look(12, bold=True, colour=looks.HEADING, fill=looks.BAND, border="none", wrap=False)


def write_week(page: Page, facts: RotaFacts, imprint: Imprint, week: int) -> None:
    """Fill one sheet, `week` counted from 1: every day a band, below it a row for each session in order of time."""
    days = facts.days[7 * (week - 1) : 7 * week]
    on_days: dict[date, list[Line]] = {day: [] for day in days}
    for line in facts.sessions:
        if line.on in on_days:
            on_days[line.on].append(line)
    total = sum(len(lines) for lines in on_days.values())
    table = Table(page, WEEK_COLUMNS, SIZE, least=22)
    page.put(1, 1, f"Week {week} · {span_of_days(days[0], days[-1])} · {facts.title}", _TITLE)
    page.put(2, 1, f"{counted(total, 'session')}. Status as of {long_date(facts.snapshot.on)}.", _NOTE)
    page.height(1, 1, 16, 25)
    page.height(2, 1, 10, 17)
    table.write_headings(3)
    row = 4
    for day, lines in on_days.items():
        row = _write_day(page, table, day, lines, row)
    page.sheet.freeze_panes = "A4"
    page.set_paper(imprint, paper=A4, titles="3:3", area=f"A1:{table.last_letter}{row - 1}")


def _write_day(page: Page, table: Table[Line], day: date, lines: list[Line], row: int) -> int:
    """The band of the day and its sessions. Gives the next free row."""
    urgent = sum(line.overdue_priority for line in lines)
    words = counted(len(lines), "session") if lines else "no sessions"
    if urgent:
        words += f" · {urgent} overdue in a priority group"
    page.band(row, len(WEEK_COLUMNS), _DAY)
    page.put(row, 1, f"{long_date(day)} · {words}", _DAY)
    page.height(row, 1, 12, 21)
    for place, line in enumerate(lines, start=1):
        table.write_row(row + place, line, overdue_priority=line.overdue_priority)
    return row + len(lines) + 1
