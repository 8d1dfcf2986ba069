"""What was delivered in a period, as a workbook for the governor: a sheet for each table, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from keywork_desktop.domain.delivery_periods import period_words
from keywork_desktop.domain.measure_words import HEADLINES, every_words, plain
from keywork_desktop.exporting import looks
from keywork_desktop.exporting.columns import Column, Table
from keywork_desktop.exporting.delivery_tables import (
    BY_WORDS,
    COVERED,
    Cell,
    DeliveryFacts,
    DeliveryTable,
    delivery_tables,
)
from keywork_desktop.exporting.due_export import format_not_available
from keywork_desktop.exporting.facts import MARKING, Exported
from keywork_desktop.exporting.looks import Look
from keywork_desktop.exporting.pages import A4, Imprint, Page, Value
from keywork_desktop.exporting.paper import PaperPages, PaperRow, PaperTable, PaperWriter
from keywork_desktop.exporting.saving import workbook_bytes, write_whole
from keywork_desktop.exporting.text import one_line
from keywork_desktop.exporting.workbook import new_workbook, page_of

DELIVERY_SUFFIXES = (".xlsx", ".pdf")
_TITLE = Look(14, bold=True, border="none", wrap=False)
_QUIET = Look(10, colour=looks.QUIET, border="none", wrap=False)
_LABEL = Look(10, bold=True, border="none", down="top", indent=1)
_TEXT = Look(10, border="none", down="top", indent=1)
_LONGEST_PAIR = "0000 of 0000"
_LETTERS = 142
"""Characters of text across a landscape A4 page."""


def export_delivery(facts: DeliveryFacts, output: Path, paper: PaperWriter | None = None) -> Exported:
    """Write the report to `output`: a workbook (.xlsx) or, where `paper` can draw pages, PDF.

    Raises `RequestError` `format_not_available`, and `EnvironmentProblem` as `write_whole` does.
    """
    suffix = output.suffix.lower()
    if suffix == ".pdf" and paper is not None:
        write_whole(output, paper(delivery_pages(facts)))
        return Exported(output, (), facts.report.total.sessions)
    if suffix != ".xlsx":
        raise format_not_available(output, DELIVERY_SUFFIXES if paper else DELIVERY_SUFFIXES[:1])
    workbook = delivery_workbook(facts)
    write_whole(output, workbook_bytes(workbook, facts.made_at))
    return Exported(output, tuple(workbook.sheetnames), facts.report.total.sessions)


def delivery_workbook(facts: DeliveryFacts) -> Workbook:
    """The workbook, not yet written: a sheet for each table, then `About`."""
    workbook, dressed = new_workbook(f"{facts.title} · {facts.report.place}")
    imprint = Imprint(facts.marking.strip() or MARKING, f"{facts.report.place} · {facts.title}", facts.made)
    for place, table in enumerate(delivery_tables(facts, wide=True)):
        _write_table(page_of(workbook, dressed, table.name, first=not place), table, facts, imprint)
    _write_about(page_of(workbook, dressed, "About"), facts, imprint)
    return workbook


def _write_table(page: Page, table: DeliveryTable, facts: DeliveryFacts, imprint: Imprint) -> None:
    share = max(1.0, _LETTERS / sum(table.widths))
    numbers = [all(not isinstance(row[place], str) for row in table.rows) for place in range(len(table.headings))]
    columns: list[Column[tuple[Cell, ...]]] = [
        Column(
            heading,
            max(width * share if len(table.headings) > 4 else width, 8.5),
            partial(_value, place=place),
            looks.TWO_PLACES if any(isinstance(row[place], Decimal) for row in table.rows) else looks.TEXT,
            "right" if place and numbers[place] else "left",
            unbroken=max([*heading.split(), _LONGEST_PAIR if heading == COVERED else ""], key=len),
        )
        for place, (heading, width) in enumerate(zip(table.headings, table.widths, strict=True))
    ]
    written: Table[tuple[Cell, ...]] = Table(page, columns)
    page.put(1, 1, table.name, _TITLE)
    page.height(1, 1, 14, 24)
    page.put(2, 1, f"{facts.report.place} · {period_words(facts.report.period)}", _QUIET)
    written.write_headings(4)
    for row, cells in enumerate(table.rows, start=5):
        written.write_row(row, cells, overdue_priority=False)
    if not table.rows:
        page.put(5, 1, "None.", _QUIET)
    last = max(5, 4 + len(table.rows))
    for row, warning in enumerate(facts.report.warnings, start=last + 2):
        page.put(row, 1, warning, _QUIET)
        last = row
    page.sheet.freeze_panes = "B5"
    page.set_paper(imprint, paper=A4, titles="4:4", area=f"A1:{written.last_letter}{last}")


def _value(cells: tuple[Cell, ...], place: int) -> Value:
    value = cells[place]
    # Excel knows one kind of number; two decimals pass through a float unharmed.
    return float(value) if isinstance(value, Decimal) else value  # type: ignore[return-value]  # cells hold fractions too


def _write_about(page: Page, facts: DeliveryFacts, imprint: Imprint) -> None:
    page.width(1, 30)
    page.width(2, 100)
    page.put(1, 1, facts.title, _TITLE)
    page.height(1, 1, 14, 26)
    row = 2
    for row, (label, text) in enumerate(about(facts), start=3):
        page.put(row, 1, label, _LABEL)
        page.put(row, 2, text, _TEXT)
        lines = max(page.lines_in(1, label, 10, bold=True, indent=1), page.lines_in(2, text, 10, indent=1))
        page.height(row, lines, 10, 15)
    page.sheet.freeze_panes = "A2"
    page.set_paper(imprint, paper=A4, titles="1:1", area=f"A1:B{row}")


def about(facts: DeliveryFacts) -> Iterator[tuple[str, str]]:
    """What the report speaks of, what it lacks, and what each measure means."""
    report = facts.report
    yield "Establishment", report.establishment
    yield "For", report.place
    yield "Period", f"{period_words(report.period)}, both days included ({report.total.days} days)"
    asked = "as asked for" if report.every_weeks is not None else "as the baseline in force on the last day asks"
    yield "Sessions projected", f"{every_words(report.total.every_weeks)}, {asked}"
    for warning in report.warnings:
        yield "Mind", warning
    yield "Small numbers", "Cohorts of fewer than five people are not shown, nor what would give their numbers away."
    for measured in HEADLINES:
        yield measured.title, f"{measured.meaning} From: {measured.source[0].lower()}{measured.source[1:]}."
    yield "Made", facts.made
    yield "Marking", facts.marking.strip() or MARKING


def delivery_pages(facts: DeliveryFacts) -> PaperPages:
    """The report as plain tables for paper, what to mind about the numbers first."""
    notes = [(label, text) for label, text in about(facts) if label in ("For", "Period", "Sessions projected", "Mind")]
    tables = [
        PaperTable("About these numbers", ("About", "What to know"), (20, 80), tuple(PaperRow(each) for each in notes))
    ]
    for table in delivery_tables(facts):
        rows = tuple(PaperRow(tuple(_paper_text(cell) for cell in row)) for row in table.rows)
        if rows:
            part = table.name in BY_WORDS.values()
            tables.append(PaperTable(table.name, table.headings, table.widths, rows, new_page=part))
    marking = facts.marking.strip() or MARKING
    return PaperPages(facts.title, facts.report.place, marking, facts.made, tuple(tables))


def _paper_text(cell: Cell) -> str:
    return one_line(cell) if isinstance(cell, str) else plain(cell)
