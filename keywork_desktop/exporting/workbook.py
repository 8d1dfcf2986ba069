"""The rota workbook and the due list as a workbook: their sheets, in order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from keywork_desktop.exporting.about_sheet import write_about
from keywork_desktop.exporting.facts import MARKING, Exported, RotaFacts
from keywork_desktop.exporting.list_sheets import (
    Due,
    write_data,
    write_due_list,
    write_key_workers,
    write_overdue_priority,
)
from keywork_desktop.exporting.looks import Looks
from keywork_desktop.exporting.pages import Imprint, Page
from keywork_desktop.exporting.record_sheet import RECORD, write_record
from keywork_desktop.exporting.rota_sheet import write_rota
from keywork_desktop.exporting.saving import workbook_bytes, write_whole
from keywork_desktop.exporting.week_sheets import write_week

CREATOR = "Keywork Desktop"


def export_rota_workbook(facts: RotaFacts, output: Path) -> Exported:
    """Write the workbook of the rota to `output`, whole or not at all (UX, on paper and in Excel).

    Raises `EnvironmentProblem`: `file_open_elsewhere` (details: `offer`, a free name), `disk_full`, `cannot_write`.
    """
    workbook = rota_workbook(facts)
    write_whole(output, workbook_bytes(workbook, facts.made_at))
    return Exported(output, tuple(workbook.sheetnames), len(facts.sessions))


def rota_workbook(facts: RotaFacts) -> Workbook:
    """The workbook, not yet written, with its sheets in the order of UX, on paper and in Excel."""
    workbook, looks = new_workbook(f"Key work rota · {facts.title} · {facts.dates}")
    imprint = Imprint(
        marking=facts.marking.strip() or MARKING,
        left=f"{facts.title} · {facts.dates}",
        made=f"{facts.standing} · Made {facts.made_at:%d/%m/%Y %H:%M} · {facts.version}",
    )
    workbook.properties.version = facts.standing
    write_rota(page_of(workbook, looks, "Rota", first=True), facts, imprint)
    for week in range(1, facts.weeks + 1):
        write_week(page_of(workbook, looks, f"Week {week}"), facts, imprint, week)
    write_overdue_priority(page_of(workbook, looks, "Overdue priority"), facts, imprint)
    due = [Due(item, _planned(facts, item.prisoner.prison_number)) for item in facts.own_items]
    write_due_list(page_of(workbook, looks, "Due list"), due, imprint)
    write_key_workers(page_of(workbook, looks, "Key workers"), facts, imprint)
    write_record(page_of(workbook, looks, RECORD), facts, imprint)
    write_data(page_of(workbook, looks, "Data"), facts, imprint)
    write_about(page_of(workbook, looks, "About"), facts, imprint)
    return workbook


def _planned(facts: RotaFacts, prison_number: str) -> date | None:
    session = facts.next_session(prison_number)
    return session.on if session else None


def new_workbook(title: str) -> tuple[Workbook, Looks]:
    """An empty workbook of ours, with one sheet that is still to be named."""
    workbook = Workbook()
    workbook.properties.creator = CREATOR
    workbook.properties.title = title
    return workbook, Looks(workbook)


def page_of(workbook: Workbook, looks: Looks, title: str, *, first: bool = False) -> Page:
    """A new sheet of ours with this title; `first` takes the one that is there already."""
    sheet = workbook.active if first else workbook.create_sheet()
    sheet.title = title
    sheet.sheet_view.showGridLines = False
    return Page(sheet, looks)
