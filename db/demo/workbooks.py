"""Writes the demo prison's staff list and detail as Excel workbooks, the same bytes on every machine."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .detail import CODES, WEEKS, DetailRow
from .establishment import NAME
from .headings import DETAIL_FIRST, STAFF
from .staff import KeyWorker

DETAIL_ROW = 3
# Spelled out, because the names that Python formats depend on the machine's language.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAY_FORMAT = "dd/mm/yyyy"
BOLD = Font(bold=True)
WRITTEN = (2000, 1, 1, 0, 0, 0)
WRITTEN_TEXT = b"2000-01-01T00:00:00Z"


def write_staff(path: Path, key_workers: Sequence[KeyWorker]) -> None:
    """The staff list: one sheet "Key workers"."""
    workbook, sheet = new_workbook("Key workers")
    sheet.append(STAFF)
    embolden(sheet, 1)
    for officer in key_workers:
        sheet.append(
            (
                officer.staff_id,
                officer.last_name,
                officer.first_name.title(),
                3,
                officer.houseblock,
                officer.pattern,
                officer.status,
                None,
                officer.capacity,
                officer.specialism or None,
                officer.not_with_alerts or None,
            )
        )
        if officer.returns:
            put_day(sheet.cell(sheet.max_row, STAFF.index("Return date") + 1), officer.returns)
    widen(sheet, (12, 20, 16, 6, 11, 15, 32, 12, 17, 18, 26))
    save(workbook, path)


def write_detail(path: Path, rows: Sequence[DetailRow], first_monday: date, weeks: int = WEEKS) -> None:
    """The detail: officers down, days across under two title rows, and a sheet that explains the codes."""
    workbook, sheet = new_workbook("Detail")
    month = MONTHS[first_monday.month - 1]
    length = f"{weeks} week{'s' if weeks > 1 else ''}"
    sheet["A1"] = f"{NAME.upper()} - DETAIL - {length} from {first_monday.day} {month} {first_monday.year}"
    for column, heading in enumerate(DETAIL_FIRST, start=1):
        sheet.cell(DETAIL_ROW, column, heading)
    for day in range(7 * weeks):
        heading_cell = sheet.cell(DETAIL_ROW, len(DETAIL_FIRST) + 1 + day)
        put_day(heading_cell, first_monday + timedelta(days=day), "ddd dd/mm")
    embolden(sheet, 1)
    embolden(sheet, DETAIL_ROW)
    for row in rows:
        sheet.append((row.key_worker.staff_id, row.key_worker.name, row.key_worker.houseblock, *row.cells))
    sheet.freeze_panes = "D4"
    widen(sheet, (12, 26, 5, *(17 for _ in range(7 * weeks))))
    codes = workbook.create_sheet("Codes")
    codes.append(("Code", "Meaning", "Start", "End"))
    embolden(codes, 1)
    for code in CODES:
        codes.append(code)
    save(workbook, path)


def new_workbook(title: str) -> tuple[Workbook, Worksheet]:
    """A workbook with one empty sheet of that name."""
    workbook = Workbook()
    sheet = workbook.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has no sheet")
    sheet.title = title
    return workbook, sheet


def put_day(cell: Cell, day: date, number_format: str = DAY_FORMAT) -> None:
    """Puts a day into a cell the way Excel keeps it: a date and time with a format that shows the day."""
    cell.value = datetime.combine(day, time())
    cell.number_format = number_format


def embolden(sheet: Worksheet, row: int) -> None:
    """Makes a row of headings bold."""
    for cell in sheet[row]:
        cell.font = BOLD


def widen(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Sets the widths of the first columns, in characters."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def save(workbook: Workbook, path: Path) -> None:
    """Writes the workbook without a trace of when and where it was made.

    Not compressed, because two builds of zlib may pack the same text differently.
    """
    buffer = BytesIO()
    workbook.save(buffer)
    with ZipFile(buffer) as made, ZipFile(path, "w", ZIP_STORED) as archive:
        for name in sorted(made.namelist()):
            content = made.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", WRITTEN_TEXT, content)
            info = ZipInfo(name, WRITTEN)
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, content)
