"""A file that was read: which report it is, which day it speaks of, and its rows with their problems."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.admissions import admission_rows
from keywork_desktop.importing.alerts import alert_rows
from keywork_desktop.importing.alpha_list import roll_rows
from keywork_desktop.importing.case_notes import note_rows
from keywork_desktop.importing.cells import words
from keywork_desktop.importing.dates import days_in_name, moment_of
from keywork_desktop.importing.detail import codes_of_sheet, days_of, detail_rows
from keywork_desktop.importing.headings import Sheet, Unrecognised, sheet_of
from keywork_desktop.importing.layouts import LAYOUTS, SHIFT_CODES
from keywork_desktop.importing.lines import Line
from keywork_desktop.importing.problems import Problem, file_note
from keywork_desktop.importing.reading import content_of, tables_of
from keywork_desktop.importing.rota_return import return_rows
from keywork_desktop.importing.staff import staff_rows
from keywork_desktop.importing.tables import RawRow, RawTable
from keywork_desktop.importing.tracker import tracker_rows
from keywork_desktop.importing.unlock_list import day_of_unlock_list, movement_rows
from keywork_desktop.importing.watching import Progress, Watch

_RUN_ON = re.compile(r"\b(?:run|printed|produced|generated|updated|created|as at|as of|report date)\b", re.IGNORECASE)
_CHUNK = 500


@dataclass(frozen=True)
class RecognisedFile:
    """A report, read. Where neither the user nor the file says the `report_date`, the day of the import stands in.

    `date_given` is true where the user said the day. `digest` (SHA-256) recognises the same content again. `codes` are
    those that a detail explains, `headings` the file's own, by our column or a detail's day in ISO.
    """

    path: str
    kind: ReportKind
    report_date: date | None
    date_given: bool
    digest: str
    lines: tuple[Line[Any], ...]
    problems: tuple[Problem, ...] = ()
    codes: tuple[ShiftCode, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)

    def heading(self, column: str) -> str:
        """The heading of our column as the file spells it, for a message; our own word where it has none."""
        return self.headings.get(column) or column.replace("_", " ").capitalize()

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return re.split(r"[\\/]", self.path)[-1]


_ROWS: dict[ReportKind, Callable[[Sheet], Iterator[Line[Any]]]] = {
    ReportKind.ALPHA_LIST: roll_rows,
    ReportKind.ALERTS: alert_rows,
    ReportKind.CASE_NOTES: note_rows,
    ReportKind.ADMISSIONS: admission_rows,
    ReportKind.UNLOCK_LIST: movement_rows,
    ReportKind.STAFF: staff_rows,
    ReportKind.TRACKER: tracker_rows,
    ReportKind.ROTA_RETURN: return_rows,
}


def read_file(
    source: Path | str | bytes,
    name: str | None = None,
    as_kind: ReportKind | None = None,
    date: date | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RecognisedFile:
    """Read one report from a file, or from bytes with a `name`.

    `as_kind` says what it is where the headings do not; `date` is the day it was run (an unlock list takes the day in
    its name first). Raises `EnvironmentProblem` (`unreadable`), `Cancelled`, and `RequestError`: those of `tables_of`,
    `not_recognised`, `heading_missing`, `date_needed`.
    """
    watch = Watch(progress, cancelled)
    path = (name or "file") if isinstance(source, bytes) else str(source)
    content = source if isinstance(source, bytes) else content_of(Path(source))
    short = re.split(r"[\\/]", path)[-1]
    watch.step(short, 0.0)
    sheets, left_out = _sheets(content, short, as_kind, watch)
    kind = _kind_of(sheets, left_out, short, path)
    problems: list[Problem] = []
    if kind is not ReportKind.ROTA_RETURN:  # the other sheets of that workbook are ours: nothing in them is missed
        problems = [_not_read(table) for table in left_out if not table.empty]
        problems += [_other_kind(sheet, kind) for sheet in sheets if sheet.layout.kind is not kind]
    sheets = [sheet for sheet in sheets if sheet.layout.kind is kind]
    for sheet in sheets:
        _check_columns(sheet, short, path)
    report_date = _report_date(kind, short, sheets, date)
    codes: tuple[ShiftCode, ...] = ()
    headings = {column: sheet.heading(column) for sheet in reversed(sheets) for column in sheet.columns}
    if kind is ReportKind.DETAIL:
        lines, codes, more, days = _detail(sheets, short, date)
        _check_days(sheets, days, short, path)
        problems += more
        headings |= days
    else:
        lines = tuple(line for sheet in sheets for line in _ROWS[kind](sheet))
    watch.step(short, 1.0)
    return RecognisedFile(
        path,
        kind,
        report_date,
        kind is not ReportKind.UNLOCK_LIST and date is not None,
        hashlib.sha256(content).hexdigest(),
        lines,
        tuple(problems),
        codes,
        headings,
    )


def read_files(
    sources: Iterable[Path | str],
    as_kind: ReportKind | None = None,
    date: date | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[RecognisedFile, ...]:
    """Read several reports; the same errors as `read_file`, at the first file that cannot be read."""
    paths = list(sources)
    watch = Watch(progress, cancelled)
    read = []
    for index, path in enumerate(paths):
        part = watch.part(index / len(paths), (index + 1) / len(paths))
        read.append(read_file(path, None, as_kind, date, progress=part.progress, cancelled=cancelled))
    return tuple(read)


def _sheets(
    content: bytes, name: str, as_kind: ReportKind | None, watch: Watch
) -> tuple[list[Sheet], list[Unrecognised]]:
    sheets: list[Sheet] = []
    left_out: list[Unrecognised] = []
    for table in tables_of(content, name):
        found = sheet_of(RawTable(table.name, _watched(table, name, watch)), as_kind)
        if isinstance(found, Sheet):
            sheets.append(found)
        else:
            left_out.append(found)
    return sheets, left_out


def _watched(table: RawTable, name: str, watch: Watch) -> Iterator[RawRow]:
    for number, row in enumerate(table):
        if number % _CHUNK == 0:
            # How many rows there are is not known before the last one: half way at 5,000.
            watch.step(name, number / (number + 5000))
        yield row


def _kind_of(sheets: list[Sheet], left_out: list[Unrecognised], name: str, path: str) -> ReportKind:
    weight: dict[ReportKind, int] = {}
    for sheet in sheets:
        if sheet.layout is not SHIFT_CODES:
            weight[sheet.layout.kind] = weight.get(sheet.layout.kind, 0) + len(sheet.rows) + 1
    if ReportKind.ROTA_RETURN in weight:
        return ReportKind.ROTA_RETURN
    if weight:
        order = [layout.kind for layout in LAYOUTS]
        return max(weight, key=lambda kind: (weight[kind], -order.index(kind)))
    found = next((table.found for table in left_out if table.found), ())
    seen = "It has the headings " + ", ".join(found[:15]) if found else "No row of known headings was found in it"
    expected = "; ".join(f"{layout.kind.words}: {layout.expected}" for layout in LAYOUTS if layout is not SHIFT_CODES)
    raise RequestError(
        f"{name}: this is not a report that is known here. {seen}. Expected is one of – {expected}. "
        "Export the report with its headings, or say what it is (--as alpha-list).",
        code="not_recognised",
        details={"file": path, "found": list(found)},
    )


def _not_read(table: Unrecognised) -> Problem:
    where = f"Sheet {table.name}" if table.name else "The table"
    return file_note(f"{where} is no report that is known here. It was left out.", value=table.name, sheet=table.name)


def _other_kind(sheet: Sheet, kind: ReportKind) -> Problem:
    return file_note(
        f"Sheet {sheet.name} is a different report ({sheet.layout.kind.words}, not {kind.words}). It was left out; "
        f"import the file again as {sheet.layout.kind.value} to take it.",
        value=sheet.name,
        sheet=sheet.name,
    )


def _check_columns(sheet: Sheet, name: str, path: str) -> None:
    missing = [column for column in sheet.layout.columns if column.name in sheet.layout.needed - set(sheet.columns)]
    if not missing:
        return
    wanted = " and ".join(column.headings[0].title() for column in missing)
    where = f"{name}, sheet {sheet.name}" if sheet.name else name
    raise RequestError(
        f"{where}: the {sheet.layout.kind.words} needs a column {wanted}. It has the headings "
        f"{', '.join(heading[:40] for heading in sheet.headings if heading)}. Export the report with all its columns.",
        code="heading_missing",
        details={"file": path, "missing": [column.name for column in missing]},
    )


def _report_date(kind: ReportKind, name: str, sheets: list[Sheet], given: date | None) -> date | None:
    """The day a report speaks of: as said, else from its title rows, else from its name.

    The name of a detail, or of a rota, holds the days it is *for*, which says nothing about when it was made.
    """
    if kind is ReportKind.UNLOCK_LIST:
        return day_of_unlock_list(name, given)
    if given is not None or kind in (ReportKind.DETAIL, ReportKind.ROTA_RETURN):
        return given
    days = {
        moment.date()
        for sheet in sheets
        for row in sheet.titles
        if any(_RUN_ON.search(words(cell)) for cell in row.cells)
        for cell in row.cells
        if (moment := _moment_in(cell)) is not None
    }
    if days:
        return max(days)
    in_name = days_in_name(name)
    return in_name[0] if len(in_name) == 1 else None


def _moment_in(cell: Any) -> Any:
    if isinstance(cell, str):
        found = re.search(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}", cell)
        return moment_of(found[0]) if found else moment_of(cell)
    return moment_of(cell)


def _check_days(sheets: list[Sheet], days: Mapping[str, str], name: str, path: str) -> None:
    """A detail that leaves out every day says nothing about anybody: better said at once than taken as unchanged."""
    if not days and any(sheet.dated for sheet in sheets):
        raise RequestError(
            f"{name}: none of its days has a year. Write the year into the file's name or the title, such as "
            "23/11/2026, and import again.",
            code="days_without_year",
            details={"file": path},
        )


def _detail(
    sheets: list[Sheet], name: str, near: date | None
) -> tuple[tuple[Line[Any], ...], tuple[ShiftCode, ...], list[Problem], dict[str, str]]:
    codes: dict[str, ShiftCode] = {}
    problems: list[Problem] = []
    for sheet in sheets:
        if sheet.layout is SHIFT_CODES:
            explained, more = codes_of_sheet(sheet)
            codes.update({code.code: code for code in explained})
            problems += more
    lines: list[Line[Any]] = []
    headings: dict[str, str] = {}
    for sheet in sheets:
        if sheet.layout is not SHIFT_CODES:
            days, more = days_of(sheet, name, near)
            problems += more
            lines += detail_rows(sheet, days)
            headings |= {day.isoformat(): sheet.headings[at] or f"{day:%d/%m/%Y}" for at, day in days.items()}
    return tuple(lines), tuple(codes.values()), problems, headings
