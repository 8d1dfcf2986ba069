"""The ORS Key Worker Case Notes Update Report, every tab. A note's text is dropped before a row is made (DOMAIN 9).

`headings` keeps only the columns whose headings are known here, so the text is in no object that this module sees.
Where an unquoted comma pushes text into another column, the row is refused and its cells are not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from keywork_desktop.domain.records import RecordKind
from keywork_desktop.importing.cells import clock, dashed, is_blank, names_of, prison_number, words
from keywork_desktop.importing.dates import moment_of
from keywork_desktop.importing.headings import Sheet, plain
from keywork_desktop.importing.layouts import CASE_NOTES
from keywork_desktop.importing.lines import Line, RowReader, data_rows, styles_of

KINDS = {"KA-KS": RecordKind.SESSION, "KS": RecordKind.SESSION, "KA-KE": RecordKind.ENTRY, "KE": RecordKind.ENTRY}
_SPELT_OUT = {
    "key worker activity-key worker session": RecordKind.SESSION,
    "key worker session": RecordKind.SESSION,
    "key worker activity-key worker entry": RecordKind.ENTRY,
    "key worker entry": RecordKind.ENTRY,
}
_TYPE_CODES = re.compile(r"^[A-Z]{2,8}(?: ?- ?[A-Z0-9]{1,8})?$")
_LIKE_A_DATE = re.compile(r"^[\d/.:T -]{4,20}$")
_LIKE_A_NUMBER = re.compile(r"^[A-Z0-9 ]{3,10}$", re.IGNORECASE)
HIDDEN = "(not shown)"


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A key work session or entry that somebody wrote down in NOMIS; never its text."""

    prison_number: str
    last_name: str
    first_name: str
    on: date
    at: time | None
    kind: RecordKind
    staff_id: str


def kind_of_note(note_type: str, sub_type: str = "") -> RecordKind | None:
    """`KA - KS` is a session, `KA - KE` an entry; None for every other type of note (DOMAIN 2)."""
    whole = dashed(f"{note_type} - {sub_type}" if sub_type and "-" not in note_type else note_type)
    tidy = re.sub(r"\s*[-/]\s*", "-", whole.strip())
    return KINDS.get(tidy.upper()) or _SPELT_OUT.get(tidy.lower())


def note_rows(sheet: Sheet) -> Iterator[Line[NoteRow]]:
    """The rows of one tab. Types other than KS and KE are refused with that reason."""
    styles = styles_of(sheet, "contact_date")
    last_kept = max(sheet.columns.values(), default=0)
    text_before = any(
        plain(heading) not in CASE_NOTES.by_heading for heading in sheet.headings[: last_kept + 1] if heading
    )
    for row in data_rows(sheet, "prison_number"):
        read = RowReader(sheet, row)
        if text_before and len(row.cells) > len(sheet.headings):
            read.error(
                "contact_date",
                "The row has more cells than there are headings, so they stand in wrong columns. Export it again.",
                value=HIDDEN,
            )
            yield Line(sheet.name, row.number, None, tuple(read.problems))
            continue
        number = read.prison_number(shown=_shown(read.words("prison_number"), _LIKE_A_NUMBER))
        on = read.day(
            "contact_date", styles["contact_date"], needed=True, shown=_shown(read.words("contact_date"), _LIKE_A_DATE)
        )
        kind = kind_of_note(read.words("note_type"), read.words("note_sub_type"))
        if kind is None:
            read.error(
                "note_type",
                "Only key work sessions (KA - KS) and entries (KA - KE) are read; other notes are left in NOMIS.",
                value=_shown(read.words("note_type"), _TYPE_CODES),
            )
        at = _time_of(read)
        last, first = names_of(read.cell("last_name"), read.cell("first_name"))
        said = None
        if number and on and kind and not read.refused:
            said = NoteRow(number, last, first, on, at, kind, read.words("staff_id").upper())
        yield Line(sheet.name, row.number, said, tuple(read.problems))


def _time_of(read: RowReader) -> time | None:
    cell = read.cell("contact_time")
    at = clock(cell)
    if at is None and not is_blank(cell):
        moment = moment_of(cell)
        if moment is None:
            read.note(
                "contact_time",
                "This is not a time of day like 14:20. The note is taken without its time.",
                value=_shown(words(cell), _LIKE_A_DATE),
            )
    if at is None and is_blank(cell):
        moment = moment_of(read.cell("contact_date"))
        if moment is not None and (moment.hour or moment.minute):
            return moment.time()
    return at


def _shown(value: str, safe: re.Pattern[str]) -> str:
    """The value where it can only be what the column should hold; a fragment of a note's text is never shown."""
    if (
        not value
        or prison_number(value)
        or (safe.match(value) and (safe is _TYPE_CODES or any(c.isdigit() for c in value)))
    ):
        return value
    return HIDDEN
