"""A rota that comes back against the rota as it stands: each session that was filled in becomes a record."""

from __future__ import annotations

from datetime import date

from keywork_desktop.domain.facts import RecordFact
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, RecordSource
from keywork_desktop.domain.returning import ReturnedSession
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.reconciling.comparison import (
    NEW,
    REFUSED,
    REPEATED,
    UNCHANGED,
    Comparison,
    FileAccount,
)


def compare_returns(comparison: Comparison) -> None:
    """Record what was filled in; a session that has moved or gone since the sheet was made is refused, and why."""
    for account in comparison.of_kind(ReportKind.ROTA_RETURN):
        seen: set[str] = set()
        for line in account.file.lines:
            said: ReturnedSession | None = line.said
            if said is None:
                account.count(REFUSED)
            elif said.kind is None:
                account.count(UNCHANGED)
            elif said.session_id in seen:
                account.count(REPEATED)
            elif said.session_id in comparison.settled or _recorded(comparison, said):
                seen.add(said.session_id)
                account.count(UNCHANGED)
            else:
                seen.add(said.session_id)
                planned = comparison.known.planned.get(said.session_id)
                problem = _what_is_wrong(said, planned, comparison.today)
                if problem:
                    account.refuse(line, account.file.heading("outcome"), "", problem)
                    continue
                assert planned is not None, "a session that is not planned is refused"
                _settle(comparison, account, said, planned)


def _what_is_wrong(said: ReturnedSession, planned: PlannedSession | None, today: date) -> str:
    """Why the row cannot be taken; nothing if it can."""
    if planned is None:
        return (
            "This session is no longer on the rota: it was recorded, moved or taken off since this sheet was made. "
            "If it was held all the same, record it on Today."
        )
    if planned.prison_number != said.prison_number:
        return (
            f"The row is of {said.prison_number}, its session of {planned.prison_number}: parts of rows were moved. "
            "Export the rota again and fill in the new sheet."
        )
    if (planned.on, planned.start) != (said.on, said.start or planned.start):
        return (
            f"This session was moved to {planned.on:%d/%m/%Y} {planned.start:%H:%M} since this sheet was made. "
            "Record it on Today for the day on which it was held."
        )
    if planned.on > today:
        return f"{planned.on:%d/%m/%Y} has not come yet: fill it in after the day, and import again."
    return ""


def _settle(comparison: Comparison, account: FileAccount, said: ReturnedSession, planned: PlannedSession) -> None:
    """The session leaves the rota and becomes a record."""
    comparison.ledger.put(_record(said, planned.staff_id, planned.minutes))
    comparison.settled[planned.id] = planned
    account.count(NEW)


def _record(said: ReturnedSession, staff_id: str, planned_minutes: int | None) -> RecordFact:
    assert said.kind is not None, "only what was filled in is recorded"
    held = said.kind.value == "session"
    minutes = (said.minutes or planned_minutes) if held else None
    reason = said.reason.value if said.reason else ""
    made = KeyWorkRecord(said.on, said.kind, staff_id, said.start, minutes, RecordSource.HERE, reason)
    return RecordFact(said.prison_number, made)


def _recorded(comparison: Comparison, said: ReturnedSession) -> bool:
    """It was recorded here already: the same outcome for the same prisoner and day."""
    return said.kind is not None and (said.prison_number, said.on, said.kind) in comparison.known.recorded_here
