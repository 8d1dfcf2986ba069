"""Small reports made up for a test, with the headings of the real ones, and what is known once they are taken in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from keywork_desktop.domain.facts import Known
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.alert_codes import AlertCodes, read_alert_codes
from keywork_desktop.importing.problems import Problem, Severity
from keywork_desktop.importing.recognised import RecognisedFile, read_file
from keywork_desktop.importing.reconcile import reconcile
from keywork_desktop.importing.reconciling.ledger import known_after
from keywork_desktop.importing.reconciling.outcome import FileOutcome, ImportProposal

TODAY = date(2026, 11, 20)
TABLE_OF_CODES = Path(__file__).resolve().parents[2] / "resources" / "alerts" / "codes.toml"

ROLL = ["Booking No", "NOMS Number", "Last Name", "First Name", "Date of Birth", "ULocation", "Release Date"]
NOTES = [
    "Wing",
    "Case Notes Staff Last Name",
    "Case Notes Staff First Name",
    "Staff User ID",
    "NOMS Number",
    "Last Name",
    "First Name",
    "Contact Date",
    "Contact Time",
    "Case Note Type/Sub Type",
    "Case Note Text",
]
ALERTS = [
    "Alert Description",
    "NOMS Number",
    "Last Name",
    "First Name",
    "Housing Location",
    "Alert Effective Date",
    "Expiry Date",
    "Release Date",
]
ALERTS_WITH_STATUS = [
    "Alert Description",
    "NOMS Number",
    "Last Name",
    "First Name",
    "Housing Location",
    "Alert Status",
    "Admission Date",
    "Release Date",
]
ADMISSIONS = ["Admission Time", "Last Name", "First Name", "NOMS Number", "Booking No", "Location"]
STAFF = [
    "Staff User ID",
    "Last Name",
    "First Name",
    "Band",
    "Houseblock",
    "Working pattern",
    "Status",
    "Return date",
    "Maximum capacity",
    "Specialism",
    "Do not allocate (alert codes)",
]
TRACKER = ["Cell", "Prisoner", "NOMS", "Key worker", "Last KW session", "Next due", "ACCT", "Comments"]
UNLOCK = ["Wing", "Cell Location", "Last Name", "First Name", "NOMS Number", "Start Time", "End Time", "Movement Type"]


@cache
def shipped_codes() -> AlertCodes:
    """The alert table that ships."""
    return read_alert_codes(TABLE_OF_CODES)


def csv_report(
    headings: Sequence[str], rows: Iterable[Sequence[Any]], encoding: str = "utf-8-sig", separator: str = ","
) -> bytes:
    """A report as text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]], merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """A workbook with these rows on these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def prison_number(index: int) -> str:
    """The prison number of the man with this index."""
    return f"A{index:04d}BC"


def man(index: int, cell: str = "", *, last: str = "", release: str = "") -> list[str]:
    """A row of the roll, under the headings `ROLL`."""
    where = cell or f"{index % 6 + 1}-1-{index % 60 + 1:03d}"
    born = "01/02/1990"
    return [f"{index:05d}A", prison_number(index), last or f"PERSON{index}", "JOHN", born, where, release]


def roll(rows: Iterable[Sequence[Any]], name: str = "alpha.csv", on: date | None = None) -> RecognisedFile:
    return read_file(csv_report(ROLL, rows), name, date=on)


def report(
    headings: Sequence[str], rows: Iterable[Sequence[Any]], name: str = "report.csv", on: date | None = None
) -> RecognisedFile:
    """A report of these rows, read."""
    return read_file(csv_report(headings, rows), name, date=on)


def compared(*files: RecognisedFile, known: Known | None = None, today: date = TODAY) -> ImportProposal:
    """What importing the files would do."""
    return reconcile(files, known or Known(), today, alert_codes=shipped_codes())


def taken(*files: RecognisedFile, known: Known | None = None, today: date = TODAY) -> Known:
    """What is known once the files are taken in, without any suggestion."""
    before = known or Known()
    proposal = compared(*files, known=before, today=today)
    return known_after(before, proposal.facts, proposal.newest, proposal.details)


def of_kind(proposal: ImportProposal, kind: ReportKind) -> FileOutcome:
    """The only outcome of the kind."""
    (outcome,) = [each for each in proposal.files if each.kind is kind]
    return outcome


def errors(outcome: FileOutcome) -> list[Problem]:
    return [problem for problem in outcome.problems if problem.severity is Severity.ERROR]


def notes(outcome: FileOutcome) -> list[Problem]:
    return [problem for problem in outcome.problems if problem.severity is Severity.NOTE]


def offers(outcome: FileOutcome) -> list[Problem]:
    return [problem for problem in outcome.problems if problem.severity is Severity.SUGGESTION]
