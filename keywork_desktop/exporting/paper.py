"""The rota and the due list as they stand on paper: plain tables, for whoever draws pages (UX, on paper)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from keywork_desktop.domain.wording import long_date, short_date, why
from keywork_desktop.exporting.due_export import DueFacts
from keywork_desktop.exporting.facts import NOT_PLANNED, Line, RotaFacts, groups, standing


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of a table; `alarm` marks somebody overdue in a priority group: bold, and with the words."""

    cells: tuple[str, ...]
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table under a heading. `widths` are shares of the page; `new_page` begins one."""

    heading: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[PaperRow, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class PaperPages:
    """Everything that goes on paper: `title` and `place` above, the marking above and below, then the tables."""

    title: str
    place: str
    marking: str
    made: str
    tables: tuple[PaperTable, ...]


PaperWriter = Callable[[PaperPages], bytes]
"""Draws the pages and gives back the bytes of a PDF."""

_WEEK = ("Time", "Min", "Prisoner", "Number", "Cell", "Priority", "Status", "Key worker", "Cover", "Initials")
_WEEK_WIDTHS = (6, 4, 16, 9, 8, 9, 13, 16, 12, 7)
_FIRST = ("Status", "Prisoner", "Number", "Cell", "Priority", "Key worker", "Why", "Planned")
_FIRST_WIDTHS = (12, 15, 9, 9, 8, 15, 22, 10)


def rota_pages(facts: RotaFacts) -> PaperPages:
    """Who is overdue in a priority group first, then each day's sessions, a page for each week."""
    first = tuple(_first_to_act_on(line) for line in facts.overdue_priority)
    tables = [PaperTable("Overdue in a priority group: see them first", _FIRST, _FIRST_WIDTHS, first)]
    week = -1
    for day, lines in groupby(facts.sessions, key=lambda line: line.on):
        assert day is not None
        this_week = (day - facts.first).days // 7
        heading = f"Week {this_week + 1} · {long_date(day)}"
        rows = tuple(_session(line) for line in lines)
        tables.append(PaperTable(heading, _WEEK, _WEEK_WIDTHS, rows, new_page=this_week != week))
        week = this_week
    place = f"{facts.title} · {facts.standing}"
    made = f"{facts.standing} · {_made(facts)}"
    return PaperPages(f"Key work rota · {facts.dates}", place, facts.marking, made, tuple(tables))


def due_pages(facts: DueFacts) -> PaperPages:
    """The due list in its order."""
    rows = tuple(
        PaperRow(
            (
                standing(line.item),
                line.item.prisoner.name,
                line.item.prisoner.prison_number,
                str(line.item.prisoner.location),
                groups(line.item),
                line.item.key_worker.name if line.item.key_worker else "No key worker",
                why(line.item),
                _planned(line.planned),
            ),
            line.item.overdue_priority,
        )
        for line in facts.lines
    )
    table = PaperTable(f"{len(rows)} people", _FIRST, _FIRST_WIDTHS, rows)
    return PaperPages(facts.title, facts.establishment, facts.marking, _made(facts), (table,))


def _made(facts: RotaFacts | DueFacts) -> str:
    return f"Made {facts.made_at:%d/%m/%Y %H:%M} · {facts.version}"


def _planned(day: date | None) -> str:
    return short_date(day) if day else NOT_PLANNED


def _first_to_act_on(line: Line) -> PaperRow:
    explained = why(line.item) if line.item else ""
    cells = (line.status, line.name, line.prison_number, line.cell, line.priority, line.officer_name, explained)
    return PaperRow((*cells, _planned(line.on)), alarm=True)


def _session(line: Line) -> PaperRow:
    start = f"{line.start:%H:%M}" if line.start else ""
    officer = line.officer_name + (f" and {line.second_officer_name}" if line.second_officer_name else "")
    cells = (start, str(line.minutes or ""), line.name, line.prison_number, line.cell, line.priority, line.status)
    return PaperRow((*cells, officer, line.cover, ""), line.overdue_priority)
