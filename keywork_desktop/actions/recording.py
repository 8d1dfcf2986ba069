"""Recording what happened: a session, an entry, a wellbeing check, or a session that was lost (DOMAIN 3.3, 5)."""

from __future__ import annotations

from datetime import date

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker, present_prisoner
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.facts import RecordFact
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.records import KeyWorkRecord, LostReason, RecordKind, RecordSource
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import short_date

SAID = {
    RecordKind.SESSION: "Session held with",
    RecordKind.ENTRY: "Key work entry for",
    RecordKind.WELLBEING: "Wellbeing check of",
    RecordKind.MISSED: "Session missed with",
    RecordKind.CANCELLED: "Session cancelled with",
}
ENDS_A_SESSION = frozenset({RecordKind.SESSION, RecordKind.MISSED, RecordKind.CANCELLED})
"""What is recorded in place of a session planned for that prisoner and day: it leaves the rota."""

LONGEST = 8 * 60


def record(
    desk: Desk,
    prison_number: str,
    on: date,
    kind: RecordKind,
    *,
    by: str | None = None,
    minutes: int | None = None,
    reason: str = "",
) -> ChangeSet:
    """Record what happened with a prisoner on a day; `by` is the officer, his own key worker if left out.

    A session recorded here counts at once. Raises `RequestError`: `in_the_future`, `before_reception`, `reason_needed`
    (for a missed session; a reason of `LostReason` or words of one's own), `not_minutes`, `recorded_already`.
    """
    snapshot = desk.store.snapshot(desk.today, Period(on, on))
    prisoner = present_prisoner(snapshot, prison_number)
    reason = " ".join(reason.split())
    _check(desk, prisoner, on, kind, minutes, reason)
    own = snapshot.key_worker_of(prisoner.prison_number)
    staff_id = known_key_worker(snapshot, by).staff_id if by else (own.staff_id if own else "")
    said = f"{SAID[kind]} {prisoner.name}, {short_date(on, desk.today)}"
    planned = [s for s in snapshot.planned if s.prison_number == prisoner.prison_number]
    with desk.work("record", said) as work:
        if kind in ENDS_A_SESSION:
            for session in planned:
                work.remove_planned(session.id)
        made = KeyWorkRecord(on, kind, staff_id, None, minutes, RecordSource.HERE, reason)
        work.put(RecordFact(prisoner.prison_number, made))
        return desk.settle(work)


def _check(desk: Desk, prisoner: Prisoner, on: date, kind: RecordKind, minutes: int | None, reason: str) -> None:
    if on > desk.today:
        raise RequestError(f"{on:%d/%m/%Y} has not come yet: record it on the day.", code="in_the_future")
    if on < prisoner.reception:
        message = (
            f"{prisoner.prison_number} came on {prisoner.reception:%d/%m/%Y}; a session before that does not count."
        )
        raise RequestError(message + " Check the date.", code="before_reception")
    if kind is RecordKind.MISSED and not reason:
        known = ", ".join(lost.value for lost in LostReason)
        raise RequestError(f"A missed session needs a reason: {known}, or your own words.", code="reason_needed")
    if minutes is not None and not 0 < minutes <= LONGEST:
        raise RequestError(f"{minutes} minutes cannot be right: give 1 to {LONGEST}.", code="not_minutes")
    same = [r for r in prisoner.records if r.on == on and r.kind is kind and r.source is RecordSource.HERE]
    if same:
        message = f"{prisoner.prison_number} has this on {on:%d/%m/%Y} already. Undo it first if it was wrong."
        raise RequestError(message, code="recorded_already")
