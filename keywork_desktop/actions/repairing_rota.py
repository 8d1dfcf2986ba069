"""Repairing the rota on the day: an officer is gone or the regime is cut (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker
from keywork_desktop.actions.planning_rota import NEAR, present_sessions, put_in_place, weeks_from
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.facts import RecordFact
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, LostReason, RecordKind, RecordSource
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.planning.rota_plan import Progress
from keywork_desktop.planning.rota_repair import Repair, repair_rota

WEEKS_AHEAD = 4
PULLED = {"CD": LostReason.CROSS_DEPLOYED, "SL": LostReason.STAFF_SICK}
"""By shift code, why the sessions of an officer who is pulled on the day are lost."""


def repaired_rota(
    desk: Desk,
    without: Set[tuple[str, date]] = frozenset(),
    curtailed: Iterable[Curtailment] = (),
    *,
    weeks: int = WEEKS_AHEAD,
    progress: Progress | None = None,
) -> Repair:
    """How the rota from today on can be mended if these officers are away on these days, or the regime is cut.

    Changes nothing. Raises `RequestError` `unknown_key_worker` for a staff ID that is not on the staff list.
    """
    period = weeks_from(desk.today, weeks)
    around = desk.store.snapshot(desk.today, Period(period.first - NEAR, period.last + NEAR))
    for staff_id, _ in sorted(without):
        known_key_worker(around, staff_id)
    return repair_rota(replace(around, period=period), without=without, curtailed=curtailed, progress=progress)


def accept_repair(
    desk: Desk,
    repair: Repair,
    reason: str,
    shifts: Sequence[Shift] = (),
    curtailed: Sequence[Curtailment] = (),
    said: str = "Repair the rota",
) -> ChangeSet:
    """Put the repair in place; the sessions of today that are lost become missed sessions with this reason.

    Who is seen the same day all the same, at another hour or by somebody else, has missed nothing. `shifts` say on the
    detail, in the same step, who is gone; `curtailed` are entered with it.

    Raises `RequestError`: `reason_needed`; `outdated` if the rota has changed since.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise RequestError("A session that is lost needs a reason, such as staff sick.", code="reason_needed")
    present = present_sessions(desk, repair.plan)
    known = {session.id for session in present}
    if any(session.id not in known for session in repair.lost):
        raise RequestError("The rota was changed while this repair was made. Repair again.", code="outdated")
    seen = {(session.prison_number, session.on) for session in repair.plan.planned}
    with desk.work("repair", f"{said}: {_hit(repair)}") as work:
        work.put_all(shifts)
        for cut in curtailed:
            work.curtail(cut)
        put_in_place(work, repair.plan, present)
        for session in repair.lost:
            if session.on <= desk.today and (session.prison_number, session.on) not in seen:
                work.put(RecordFact(session.prison_number, _missed(session, reason)))
        return desk.settle(work)


def accept_pulled(desk: Desk, repair: Repair, staff_id: str, on: date, code: str) -> ChangeSet:
    """Say on the detail that an officer is cross-deployed or sick (`code`) that day, and put the repair in place.

    One step, that one undo takes back. Raises `RequestError` as `accept_repair` does, and `not_a_reason` for a code
    that is not one of `PULLED`.
    """
    if code not in PULLED:
        raise RequestError(f"{code} does not say why. Use {', '.join(PULLED)}.", code="not_a_reason")
    facts = desk.store.snapshot(desk.today)
    officer = known_key_worker(facts, staff_id)
    said = f"{officer.name}, {facts.shift_codes[code].meaning.lower()} on {short_date(on)}"
    return accept_repair(desk, repair, PULLED[code].value, shifts=(Shift(officer.staff_id, on, code),), said=said)


def accept_curtailed(desk: Desk, repair: Repair, cut: Curtailment) -> ChangeSet:
    """Enter that the regime is cut, and put the repair in place; one step, that one undo takes back.

    Raises `RequestError` as `accept_repair` does.
    """
    whom = f" in {unit_name(cut.unit)}" if cut.unit else ""
    said = f"Regime curtailed{whom} on {short_date(cut.first)}"
    return accept_repair(desk, repair, LostReason.CURTAILED.value, curtailed=(cut,), said=said)


def _hit(repair: Repair) -> str:
    """`3 sessions hit, 2 planned anew`: what became of those that could not be held."""
    anew = {session.prison_number for session in repair.new}
    planned = sum(session.prison_number in anew for session in repair.lost)
    return f"{counted(len(repair.lost), 'session')} hit" + (f", {planned} planned anew" if planned else "")


def _missed(session: PlannedSession, reason: str) -> KeyWorkRecord:
    return KeyWorkRecord(
        session.on, RecordKind.MISSED, session.staff_id, session.start, None, RecordSource.HERE, reason
    )
