"""The sheets that are lists: who is overdue in a priority group, who is due, the key workers, and the plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as FilterTable
from openpyxl.worksheet.table import TableStyleInfo

from keywork_desktop.domain.allocation import off_unit
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.wording import RULE_NAMES, why
from keywork_desktop.exporting import looks
from keywork_desktop.exporting.columns import (
    LONG_SURNAME,
    WIDEST_CELL,
    WIDEST_NUMBER,
    WIDEST_STAFF_ID,
    Column,
    Table,
)
from keywork_desktop.exporting.facts import NOT_PLANNED, Line, RotaFacts, groups, officers_in_order, rule_name, standing
from keywork_desktop.exporting.looks import Look
from keywork_desktop.exporting.pages import A3, A4, Imprint, Page, Value

T = TypeVar("T")

_NOTE = Look(11, colour=looks.QUIET, border="none", wrap=False)


def _first_columns(when: Callable[[Line], Value]) -> tuple[Column[Line], ...]:
    """The columns that `Overdue priority` and `Data` begin with; scripts rely on their headings (CLI, `export`)."""
    return (
        Column("Prison number", 11.5, lambda line: line.prison_number, unbroken=WIDEST_NUMBER),
        Column("Name", 20, lambda line: line.name),
        Column("Unit", 6, lambda line: line.unit, across="center"),
        Column("Cell", 11.5, lambda line: line.cell, unbroken=WIDEST_CELL),
        Column("Status", 21, lambda line: line.status),
        Column("Due on", 12, lambda line: line.item.due_on if line.item else None, looks.PLAIN_DATE),
        Column("Days overdue", 10, lambda line: line.item.days_overdue if line.item else None, looks.NUMBER, "center"),
        Column("Rule", 14, lambda line: line.rule),
        Column("Key worker ID", 10, lambda line: line.staff_id, unbroken=WIDEST_STAFF_ID),
        Column("Key worker", 18, lambda line: line.officer_name),
        Column("Date", 14, when, looks.DATE),
        Column("Start", 7, lambda line: line.start, looks.TIME, "center"),
        Column("Minutes", 10, lambda line: line.minutes, looks.NUMBER, "center"),
        Column("Cover", 12, lambda line: line.cover, unbroken=LONG_SURNAME),
    )


def _last_session(item: DueItem | None) -> Value:
    return (item.last_session or "never met") if item else None


OVERDUE_COLUMNS: tuple[Column[Line], ...] = (
    *_first_columns(lambda line: line.on or NOT_PLANNED),
    Column("Priority", 11, lambda line: line.priority),
    Column("Last session", 12, lambda line: _last_session(line.item), looks.PLAIN_DATE),
    Column("Done, or what next", 15, lambda _: None),
)


def _weeks_begin(facts: RotaFacts) -> Callable[[Line], Value]:
    return lambda line: (line.on - facts.first).days // 7 + 1 if line.on else None


def data_columns(facts: RotaFacts) -> tuple[Column[Line], ...]:
    """The columns of `Data`: those of the contract, then what else is known of the session."""
    return (
        *_first_columns(lambda line: line.on),
        Column("Week", 7, _weeks_begin(facts), looks.NUMBER, "center"),
        Column("Priority", 11, lambda line: line.priority),
        Column("Second officer ID", 11, lambda line: line.session.second_staff_id if line.session else None),
        Column("Planned for rule", 15, _planned_for),
        Column("Target", 12, lambda line: line.session.target if line.session else None, looks.DATE),
        Column("On time", 8, _on_time, across="center"),
        Column(SESSION_ID, 40, lambda line: line.session.id if line.session else None),
        Column(ROTA_VERSION, 34, lambda _: facts.standing),
        Column("Locked", 8, lambda line: "locked" if line.session and line.session.locked else None, across="center"),
    )


def _planned_for(line: Line) -> Value:
    return RULE_NAMES.get(line.session.rule, line.session.rule) if line.session else None


def _on_time(line: Line) -> Value:
    if line.session is None or line.session.target is None:
        return None
    return "yes" if line.session.on_time else "late"


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the due list, with the day of his next planned session if there is one."""

    item: DueItem
    planned: date | None = None


DUE_COLUMNS: tuple[Column[Due], ...] = (
    Column("Status", 21, lambda due: standing(due.item)),
    Column("Due on", 12, lambda due: due.item.due_on, looks.DATE),
    Column("Prison number", 11, lambda due: due.item.prisoner.prison_number, unbroken=WIDEST_NUMBER),
    Column("Name", 23, lambda due: due.item.prisoner.name),
    Column("Unit", 7, lambda due: due.item.prisoner.unit or "", across="center"),
    Column("Cell", 11, lambda due: str(due.item.prisoner.location), unbroken=WIDEST_CELL),
    Column("Priority", 11, lambda due: groups(due.item)),
    Column("Why", 46, lambda due: why(due.item)),
    Column("Key worker", 22, lambda due: due.item.key_worker.name if due.item.key_worker else "No key worker"),
    Column("Last session", 12, lambda due: _last_session(due.item), looks.DATE),
    Column("Next planned", 12, lambda due: due.planned or "not planned", looks.DATE),
    Column("Days overdue", 9, lambda due: due.item.days_overdue, looks.NUMBER, "center"),
    Column("Sessions in 28 days", 10, lambda due: due.item.sessions_28_days, looks.NUMBER, "center"),
    Column("Rule", 18, lambda due: rule_name(due.item)),
    Column("Key worker ID", 11, lambda due: due.item.key_worker.staff_id if due.item.key_worker else ""),
    Column("Problems", 40, lambda due: "; ".join(due.item.problems)),
)
DUE_COLUMNS_ON_PAPER = 11
"""The first so many are printed; the others are there to sort and filter by."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """One key worker with his men, as far as they are on the due list."""

    officer: KeyWorker
    items: tuple[DueItem, ...]
    others: int
    sessions: int
    minutes: int
    status: str

    @property
    def overdue_priority(self) -> tuple[DueItem, ...]:
        return tuple(item for item in self.items if item.overdue_priority)

    @property
    def who(self) -> str:
        """One line for each man overdue in a priority group."""
        return "\n".join(
            f"{standing(item)} {item.prisoner.name} {item.prisoner.prison_number} {item.prisoner.location}"
            for item in self.overdue_priority
        )


def _off_unit(load: Caseload) -> int:
    return sum(off_unit(item.prisoner, load.officer) for item in load.items)


def _overdue(load: Caseload) -> int:
    return sum(item.status is Status.OVERDUE for item in load.items)


SESSION_ID, ROTA_VERSION = "Session ID", "Rota version"
"""Hidden columns of `Data`: by them a sheet that comes back is known again."""

OVERDUE_MEN = "Overdue in a priority group"

KEY_WORKER_COLUMNS: tuple[Column[Caseload], ...] = (
    Column("Key worker ID", 11, lambda load: load.officer.staff_id),
    Column("Key worker", 25, lambda load: load.officer.name),
    Column("Unit", 7, lambda load: load.officer.unit or "", across="center"),
    Column("Status", 19, lambda load: load.status),
    Column("Caseload", 10, lambda load: len(load.items) + load.others, looks.NUMBER, "center"),
    Column("Capacity", 10, lambda load: load.officer.capacity, looks.NUMBER, "center"),
    Column("Off unit", 8, _off_unit, looks.NUMBER, "center"),
    Column("Overdue", 10, _overdue, looks.NUMBER, "center"),
    Column("Key work minutes", 11, lambda load: load.minutes, looks.NUMBER, "center"),
    Column("Sessions planned", 11, lambda load: load.sessions, looks.NUMBER, "center"),
    Column(OVERDUE_MEN, 52, lambda load: load.who),
)


def write_overdue_priority(page: Page, facts: RotaFacts, imprint: Imprint) -> None:
    """Fill the sheet `Overdue priority`: the first thing to act on, with the planned date or NOT PLANNED."""
    rows = [(line, True) for line in facts.overdue_priority]
    _write_list(page, OVERDUE_COLUMNS, rows, imprint, size=12, least=26, frozen="C2")
    if not rows:
        page.put(3, 1, "Nobody in a priority group is overdue.", _NOTE)
    page.sheet.sheet_properties.tabColor = looks.ALARM


def write_due_list(page: Page, due: Sequence[Due], imprint: Imprint) -> None:
    """Fill the sheet `Due list`: everyone present, ranked."""
    rows = [(line, line.item.overdue_priority) for line in due]
    _write_list(page, DUE_COLUMNS, rows, imprint, frozen="E2", on_paper=DUE_COLUMNS_ON_PAPER)


def write_key_workers(page: Page, facts: RotaFacts, imprint: Imprint) -> None:
    """Fill the sheet `Key workers`: caseload, key work time and whom each must see first."""
    rows = [(load, bool(load.overdue_priority)) for load in caseloads(facts)]
    _write_list(page, KEY_WORKER_COLUMNS, rows, imprint, frozen="C2", stands_out=OVERDUE_MEN)


def write_data(page: Page, facts: RotaFacts, imprint: Imprint) -> None:
    """Fill the sheet `Data`: a row for each session, nothing merged, to filter and to read by other programs."""
    columns = data_columns(facts)
    rows = [(line, line.overdue_priority) for line in facts.sessions]
    _write_list(page, columns, rows, imprint, paper=A3, frozen="C2", filtered=not rows)
    for place, column in enumerate(columns, start=1):
        if column.heading in (SESSION_ID, ROTA_VERSION):
            page.sheet.column_dimensions[get_column_letter(place)].hidden = True
    if rows:
        table = FilterTable(displayName="Data", ref=f"A1:{get_column_letter(len(columns))}{len(rows) + 1}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        page.sheet.add_table(table)


def caseloads(facts: RotaFacts) -> tuple[Caseload, ...]:
    """Key workers of the unit, and those of other units who have men or sessions in it; in the order of the rota."""
    mine: dict[str, list[DueItem]] = {}
    for item in facts.items:
        if item.key_worker:
            mine.setdefault(item.key_worker.staff_id, []).append(item)
    planned: dict[str, int] = {}
    for line in facts.sessions:
        planned[line.staff_id] = planned.get(line.staff_id, 0) + 1
    seeing = set(planned) | {item.key_worker.staff_id for item in facts.own_items if item.key_worker}
    shown = (
        officer
        for officer in facts.snapshot.key_workers.values()
        if facts.unit is None or officer.unit == facts.unit or officer.staff_id in seeing
    )
    return tuple(
        Caseload(
            officer=officer,
            items=tuple(mine.get(officer.staff_id, ())),
            others=max(
                0, len(facts.snapshot.caseloads.get(officer.staff_id, ())) - len(mine.get(officer.staff_id, ()))
            ),
            sessions=planned.get(officer.staff_id, 0),
            minutes=facts.key_work_minutes.get(officer.staff_id, 0),
            status=officer.status_on(facts.snapshot.on).words,
        )
        for officer in officers_in_order(shown)
    )


def _write_list(
    page: Page,
    columns: Sequence[Column[T]],
    rows: Iterable[tuple[T, bool]],
    imprint: Imprint,
    *,
    size: float = 10,
    least: float = 16,
    paper: int = A4,
    frozen: str = "A2",
    on_paper: int | None = None,
    filtered: bool = True,
    stands_out: str | None = None,
) -> None:
    """Headings in the first row, then a row for each; the second of a pair says if it is to stand out."""
    table = Table(page, columns, size, least, stands_out)
    table.write_headings(1)
    row = 1
    for row, (item, overdue_priority) in enumerate(rows, start=2):
        table.write_row(row, item, overdue_priority=overdue_priority)
    if filtered:
        page.sheet.auto_filter.ref = f"A1:{table.last_letter}{row}"
    page.sheet.freeze_panes = frozen
    area = f"A1:{get_column_letter(on_paper or len(columns))}{max(row, 3)}"
    page.set_paper(imprint, paper=paper, titles="1:1", area=area)
