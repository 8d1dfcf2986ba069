"""The sheet `Record`: what became of each session, filled in with two lists and read back by the Data page."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from keywork_desktop.domain.returning import OUTCOMES, REASONS
from keywork_desktop.exporting import looks
from keywork_desktop.exporting.columns import WIDEST_CELL, WIDEST_NUMBER, Column, Table
from keywork_desktop.exporting.facts import Line, RotaFacts
from keywork_desktop.exporting.list_sheets import ROTA_VERSION, SESSION_ID
from keywork_desktop.exporting.looks import Look
from keywork_desktop.exporting.pages import A4, Imprint, Page

RECORD = "Record"
OUTCOME, REASON, MINUTES = "Outcome", "Reason", "Minutes held"
MOST_MINUTES = 480
SIZE = 11.0

HOW = (
    "For each session choose an outcome; a missed or cancelled one needs a reason. Save, and drop this workbook on the "
    "window: nothing is written before you accept. Only the three white columns can be filled in."
)

RECORD_COLUMNS: tuple[Column[Line], ...] = (
    Column("Date", 14, lambda line: line.on, looks.DATE),
    Column("Start", 7, lambda line: line.start, looks.TIME, "center"),
    Column("Prisoner", 26, lambda line: line.name),
    Column("Prison number", 12, lambda line: line.prison_number, unbroken=WIDEST_NUMBER),
    Column("Cell", 12, lambda line: line.cell, unbroken=WIDEST_CELL),
    Column("Status", 21, lambda line: line.status),
    Column("Key worker", 22, lambda line: line.officer_name),
    Column("Planned", 9, lambda line: line.minutes, looks.NUMBER, "center"),
    Column(OUTCOME, 13, lambda _: None, filled_in=True),
    Column(REASON, 24, lambda _: None, filled_in=True),
    Column(MINUTES, 9, lambda _: None, looks.NUMBER, "center", filled_in=True),
    Column(SESSION_ID, 40, lambda line: line.session.id if line.session else None),
    Column(ROTA_VERSION, 34, lambda _: None),
)
_HIDDEN = (SESSION_ID, ROTA_VERSION)
_NOTE = Look(10, colour=looks.QUIET, border="none", wrap=False)
_HEADINGS, _FIRST = 2, 3


def write_record(page: Page, facts: RotaFacts, imprint: Imprint) -> None:
    """Fill the sheet: a row for each session by day and time; protected but for what is to be filled in.

    The protection has no password: it keeps slips away, nobody out.
    """
    columns = tuple(
        Column(c.heading, c.width, lambda _: facts.standing, c.format) if c.heading == ROTA_VERSION else c
        for c in RECORD_COLUMNS
    )
    table = Table(page, columns, SIZE, least=20)
    page.put(1, 1, HOW, _NOTE)
    page.height(1, 1, 10, 17)
    table.write_headings(_HEADINGS)
    row = _HEADINGS
    for row, line in enumerate(facts.sessions, start=_FIRST):
        table.write_row(row, line, overdue_priority=line.overdue_priority)
    places = {column.heading: get_column_letter(place) for place, column in enumerate(columns, start=1)}
    if facts.sessions:
        _add_lists(page, places, row)
    page.sheet.auto_filter.ref = f"A{_HEADINGS}:{table.last_letter}{row}"
    page.sheet.freeze_panes = f"A{_FIRST}"
    for heading in _HIDDEN:
        page.sheet.column_dimensions[places[heading]].hidden = True
    protection = page.sheet.protection
    protection.sheet = True
    protection.autoFilter = protection.sort = protection.formatColumns = protection.formatRows = False
    shown = get_column_letter(len(columns) - len(_HIDDEN))
    page.set_paper(imprint, paper=A4, titles=f"{_HEADINGS}:{_HEADINGS}", area=f"A1:{shown}{max(row, _FIRST)}")


def _add_lists(page: Page, places: dict[str, str], last: int) -> None:
    """What may be chosen, or typed, in each of the three columns."""
    outcome = DataValidation(type="list", formula1=_quoted(OUTCOMES), allow_blank=True)
    reason = DataValidation(type="list", formula1=_quoted(REASONS), allow_blank=True)
    minutes = DataValidation(
        type="whole", operator="between", formula1="1", formula2=str(MOST_MINUTES), allow_blank=True
    )
    for heading, rule, what in (
        (OUTCOME, outcome, f"Choose {', '.join(OUTCOMES)}."),
        (REASON, reason, "Choose one of the reasons."),
        (MINUTES, minutes, f"Whole minutes, 1 to {MOST_MINUTES}."),
    ):
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = heading, what
        rule.add(f"{places[heading]}{_FIRST}:{places[heading]}{last}")
        page.sheet.add_data_validation(rule)


def _quoted(words: Iterable[str]) -> str:
    """A list as Excel writes it into a rule."""
    return f'"{",".join(words)}"'
