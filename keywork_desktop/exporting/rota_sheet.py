"""The sheet `Rota`: officers down, days across, and in each cell who is seen when (UX, on paper and in Excel)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.domain.wording import counted, long_date, short_date
from keywork_desktop.exporting import looks
from keywork_desktop.exporting.facts import Line, RotaFacts, officers_in_order
from keywork_desktop.exporting.looks import Look, run
from keywork_desktop.exporting.measuring import characters_for, row_height, text_width
from keywork_desktop.exporting.pages import A3, Imprint, Page
from keywork_desktop.exporting.text import one_line

SIZE = 9.0
CODE_SIZE = 8.0
OFFICER_WIDTH = 18.0
DAY_WIDTH = 11.3
WIDEST_DAY = 19.0
EMPTY_DAY_WIDTH = 7.4
"""A day on which nobody is seen needs room for the shift code and the date only."""

MOST_IN_A_CELL = 7
"""More sessions of one officer on one day go on in a row below: a row must fit on a page."""

_WEEK_ROW, _NAME_ROW, _DATE_ROW, _FIRST = 3, 4, 5, 6

_OFFICER = Look(SIZE, bold=True, down="top")
_BAND = Look(11, bold=True, colour=looks.HEADING, fill=looks.BAND, border="none", wrap=False)
_TITLE = Look(18, bold=True, border="none", wrap=False)
_NOTE = Look(11, colour=looks.QUIET, border="none", wrap=False)


_WHEN_RUN = run(SIZE, colour=looks.HEADING)
_WHO_RUN = run(SIZE)
_ALARM_RUN = run(SIZE, bold=True, colour=looks.ALARM)


@dataclass(frozen=True, slots=True)
class _Officer:
    """A row of the rota: `known` is None for somebody who is not on the staff list but holds a session."""

    staff_id: str
    known: KeyWorker | None
    unit: str | None


def write_rota(page: Page, facts: RotaFacts, imprint: Imprint) -> None:
    """Fill the sheet `Rota`."""
    sessions: dict[tuple[str, date], list[Line]] = {}
    for line in facts.sessions:
        assert line.session is not None
        for staff_id in _held_by(line):
            sessions.setdefault((staff_id, line.session.on), []).append(line)
    _write_top(page, facts, _day_widths(sessions))
    row = _FIRST
    for unit, officers in groupby(_officers(facts, {staff_id for staff_id, _ in sessions}), key=lambda o: o.unit):
        row = _write_unit(page, facts, unit, list(officers), sessions, row)
    if row == _FIRST:
        page.put(row, 1, "There is no key worker to show.", _NOTE)
    last = get_column_letter(1 + len(facts.days))
    page.sheet.freeze_panes = f"B{_FIRST}"
    page.sheet.sheet_view.zoomScale = 90
    page.set_paper(
        imprint, paper=A3, titles=f"{_WEEK_ROW}:{_DATE_ROW}", columns="A:A", area=f"A1:{last}{max(row - 1, _FIRST)}"
    )


def _held_by(line: Line) -> Iterator[str]:
    """Whose time the session takes: a second officer's too (DOMAIN 5)."""
    if line.session:
        yield line.session.staff_id
        if line.session.second_staff_id:
            yield line.session.second_staff_id


def _officers(facts: RotaFacts, with_sessions: set[str]) -> list[_Officer]:
    """Key workers of the unit who are on the detail or have a caseload, and everybody who holds a session."""
    snapshot = facts.snapshot
    on_detail = {staff_id for staff_id, day in snapshot.shifts if facts.first <= day <= facts.last}
    shown = [
        officer
        for officer in snapshot.key_workers.values()
        if officer.staff_id in with_sessions
        or ((facts.unit is None or officer.unit == facts.unit) and _is_shown(officer, on_detail, snapshot.caseloads))
    ]
    ordered = [_Officer(officer.staff_id, officer, officer.unit) for officer in officers_in_order(shown)]
    strangers = sorted(with_sessions - set(snapshot.key_workers))
    return ordered + [_Officer(staff_id, None, None) for staff_id in strangers]


def _is_shown(officer: KeyWorker, on_detail: set[str], caseloads: dict[str, list[str]]) -> bool:
    if officer.status is KeyWorkerStatus.INACTIVE:
        return officer.staff_id in caseloads
    return officer.staff_id in on_detail or officer.staff_id in caseloads


def _day_widths(sessions: dict[tuple[str, date], list[Line]]) -> dict[date, float]:
    """How wide each day with sessions must be for its longest name, or status, to stand on one line."""
    found: dict[date, float] = {}
    for (_, day), lines in sessions.items():
        widths = [text_width(one_line(line.short_name), SIZE, bold=line.overdue_priority) for line in lines]
        widths += [text_width(line.status, SIZE, bold=True) for line in lines if line.overdue_priority]
        found[day] = max(found.get(day, DAY_WIDTH), min(characters_for(max(widths)), WIDEST_DAY))
    return found


def _write_top(page: Page, facts: RotaFacts, widths: dict[date, float]) -> None:
    sheet = page.sheet
    page.width(1, OFFICER_WIDTH)
    page.put(1, 1, f"Key work rota · {facts.title} · {facts.dates}", _TITLE)
    page.put(
        2,
        1,
        f"{facts.standing} · ▲ OVERDUE = overdue in a priority group on {long_date(facts.snapshot.on)}: "
        "see them first. Grey letters are the shift on the detail, shaded days the weekend.",
        _NOTE,
    )
    page.height(1, 1, 18, 26)
    page.height(2, 1, 11, 20)
    heading = Look(SIZE + 1, True, looks.ON_HEADING, looks.HEADING, wrap=False)
    page.put(_WEEK_ROW, 1, "", heading)
    page.put(_NAME_ROW, 1, "Officer", heading)
    page.put(_DATE_ROW, 1, "", heading)
    for place, day in enumerate(facts.days):
        column = 2 + place
        page.width(column, widths.get(day, EMPTY_DAY_WIDTH))
        begins = place % 7 == 0
        page.put(_WEEK_ROW, column, f"Week {place // 7 + 1}" if begins else None, _heading(begins, "left", looks.TEXT))
        page.put(_NAME_ROW, column, day, _heading(begins, "center", looks.DAY_NAME))
        page.put(_DATE_ROW, column, day, _heading(begins, "center", looks.DAY_AND_MONTH))
    for row in (_WEEK_ROW, _NAME_ROW, _DATE_ROW):
        page.height(row, 1, SIZE + 1, 15)
    sheet.sheet_properties.tabColor = looks.HEADING


def _heading(begins_week: bool, across: str, number_format: str) -> Look:
    border = "week_heading" if begins_week else "none"
    return Look(SIZE + 1, True, looks.ON_HEADING, looks.HEADING, border, number_format, across, wrap=False)


def _write_unit(
    page: Page,
    facts: RotaFacts,
    unit: str | None,
    officers: list[_Officer],
    sessions: dict[tuple[str, date], list[Line]],
    row: int,
) -> int:
    """The band of one houseblock and its officers; each houseblock begins a page. Gives the next free row."""
    if row > _FIRST:
        page.break_before(row)
    shown = {officer.staff_id for officer in officers}
    held = sum(line.session is not None and line.session.staff_id in shown for line in facts.sessions)
    page.band(row, 1 + len(facts.days), _BAND)
    words = f"{unit_name(unit) if unit else 'No houseblock'} · {counted(len(officers), 'officer')}"
    page.put(row, 1, f"{words} · {counted(held, 'session')}", _BAND)
    page.height(row, 1, 11, 19)
    row += 1
    for officer in officers:
        row = _write_officer(page, facts, officer, sessions, row)
    return row


def _write_officer(
    page: Page, facts: RotaFacts, officer: _Officer, sessions: dict[tuple[str, date], list[Line]], row: int
) -> int:
    fullest = max(len(sessions.get((officer.staff_id, day), ())) for day in facts.days)
    for part in range(max(1, -(-fullest // MOST_IN_A_CELL))):
        height = _write_officer_name(page, facts, officer, row, continued=part > 0)
        for place, day in enumerate(facts.days):
            held = sessions.get((officer.staff_id, day), [])[part * MOST_IN_A_CELL : (part + 1) * MOST_IN_A_CELL]
            shift = facts.snapshot.shifts.get((officer.staff_id, day))
            code = one_line(shift.code) if shift and not part else ""
            height = max(height, _write_cell(page, row, 2 + place, day, code, held, officer.staff_id, place % 7 == 0))
        page.sheet.row_dimensions[row].height = min(409.0, height)
        row += 1
    return row


def _write_officer_name(page: Page, facts: RotaFacts, officer: _Officer, row: int, *, continued: bool) -> float:
    """Name in bold, below it quietly the caseload and the key work time, or why the officer is away."""
    name = one_line(officer.known.name if officer.known else officer.staff_id)
    details = "continued" if continued else _about_officer(facts, officer)
    runs = CellRichText(
        TextBlock(run(SIZE, bold=True), f"{name}\n"), TextBlock(run(CODE_SIZE, colour=looks.QUIET), details)
    )
    page.put_runs(row, 1, runs, _OFFICER)
    return row_height(
        page.lines_in(1, name, SIZE, bold=True) + page.lines_in(1, details, CODE_SIZE), SIZE, least=row_height(2, SIZE)
    )


def _about_officer(facts: RotaFacts, officer: _Officer) -> str:
    known = officer.known
    if known is None:
        return "not on the staff list"
    day = max(facts.first, facts.snapshot.on)
    status = known.status_on(day)
    if status is not KeyWorkerStatus.ACTIVE:
        back = f" until {short_date(known.return_date, day)}" if known.return_date else ""
        return f"{status.words}{back}"
    men = len(facts.snapshot.caseloads.get(known.staff_id, ()))
    minutes = facts.key_work_minutes.get(known.staff_id, 0)
    return f"{counted(men, 'man', 'men')} · {hours_and_minutes(minutes)} KW"


def _write_cell(
    page: Page, row: int, column: int, day: date, code: str, held: list[Line], staff_id: str, begins_week: bool
) -> float:
    """One officer on one day. Gives the height it needs, in points."""
    weekend = looks.WEEKEND if day.weekday() >= 5 else None
    border = "week" if begins_week else "hair"
    if not held:
        look = Look(CODE_SIZE, colour=looks.QUIET, fill=weekend, border=border, across="center", down="top")
        page.put(row, column, code or None, look)
        return row_height(page.lines_in(column, code, CODE_SIZE), CODE_SIZE)
    alarmed = any(line.overdue_priority for line in held)
    look = Look(SIZE, fill=weekend, border=border, down="top")
    if alarmed:
        look = Look(SIZE, fill=looks.PALE_ALARM, border="alarm", down="top")
    runs, lines = CellRichText(), 0
    if code:
        runs.append(TextBlock(run(CODE_SIZE, colour=looks.QUIET), f"{code}\n"))
        lines += 1
    for place, line in enumerate(held):
        when, who = _session_text(line, staff_id)
        ending = "" if place == len(held) - 1 else "\n"
        lines += page.lines_in(column, f"{when}\n{who}", SIZE, bold=line.overdue_priority)
        if line.overdue_priority:
            runs.append(TextBlock(_ALARM_RUN, f"{when}\n{who}{ending}"))
        else:
            runs.append(TextBlock(_WHEN_RUN, f"{when}\n"))
            runs.append(TextBlock(_WHO_RUN, f"{who}{ending}"))
    page.put_runs(row, column, runs, look)
    return row_height(lines, SIZE)


def _session_text(line: Line, staff_id: str) -> tuple[str, str]:
    """When and where, `14:00 2-1-035`, and who, `SMITH, J` above `A1234BC`, with the words if overdue."""
    assert line.session is not None
    when = one_line(f"{line.session.start:%H:%M} {line.cell}")
    parts = [line.short_name, line.prison_number]
    if line.session.second_staff_id:
        parts.append("2 officers")
    if line.session.cover and staff_id == line.session.staff_id:
        parts.append("cover")
    if line.overdue_priority:
        parts.append(line.status)
    return when, "\n".join(one_line(part) for part in parts)
