"""The sheet `Record` of a rota workbook that comes back: what became of each session."""

from __future__ import annotations

from collections.abc import Iterator

from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.returning import OUTCOMES, REASONS, ReturnedSession
from keywork_desktop.importing.cells import clock, is_blank
from keywork_desktop.importing.headings import Sheet
from keywork_desktop.importing.lines import Line, RowReader, data_rows, styles_of

_OUTCOMES = {words.casefold(): kind for words, kind in OUTCOMES.items()}
_REASONS = {words.casefold(): reason for words, reason in REASONS.items()}
_REASONS |= {reason.value: reason for reason in REASONS.values()}


def return_rows(sheet: Sheet) -> Iterator[Line[ReturnedSession]]:
    """A row for each session. A row without an outcome says nothing; a missed or cancelled one needs its reason."""
    styles = styles_of(sheet, "on")
    for row in data_rows(sheet, "session_id"):
        read = RowReader(sheet, row)
        number = read.prison_number()
        day = read.day("on", styles["on"], needed=True)
        session_id = read.words("session_id")
        if not session_id:
            read.error("session_id", "The hidden session ID is gone. Export the rota again and fill in the new sheet.")
        kind = _OUTCOMES.get(read.words("outcome").casefold())
        if kind is None and not is_blank(read.cell("outcome")):
            read.error("outcome", f"This is no outcome. Choose {', '.join(OUTCOMES)}, and import again.")
        reason = _REASONS.get(read.words("reason").casefold())
        if reason is None and not is_blank(read.cell("reason")):
            read.error("reason", f"This is no reason. Choose one of: {', '.join(REASONS)}.")
        if reason is None and kind in (RecordKind.MISSED, RecordKind.CANCELLED) and not read.refused:
            read.error("reason", "A session that was not held needs a reason. Choose one, and import again.")
        if reason is not None and kind is RecordKind.SESSION:
            read.error("reason", "A session that was delivered has no reason. Clear it, or choose Missed.")
        minutes = _minutes(read)
        said = None
        if number and day and not read.refused:
            said = ReturnedSession(session_id, number, day, clock(read.cell("start")), kind, reason, minutes)
        yield Line(sheet.name, row.number, said, tuple(read.problems), number or "")


def _minutes(read: RowReader) -> int | None:
    cell = read.cell("minutes")
    if "minutes" not in read.sheet.columns or is_blank(cell):
        return None
    try:
        minutes = int(float(str(cell)))
    except ValueError:
        minutes = 0
    if not 0 < minutes <= 480 or minutes != float(str(cell)):
        read.error("minutes", "This is no number of minutes from 1 to 480. Correct it, and import again.")
        return None
    return minutes
