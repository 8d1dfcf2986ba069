"""Cutting the regime short for days or hours: what is lost, and what has to be moved (DOMAIN 5)."""

from __future__ import annotations

from datetime import date

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.refusing import days_given, known_unit, mistakes_named, when, where
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.curtailments import WHOLE_DAY, Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.facts import RecordFact
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, LostReason, RecordKind, RecordSource
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.time_lines import Span
from keywork_desktop.domain.wording import counted
from keywork_desktop.planning.rota_claims import hit_by_a_cut


def a_curtailment(
    desk: Desk,
    first: date,
    last: date | None = None,
    unit: str | None = None,
    reason: str = "",
    span: TimeSpan = WHOLE_DAY,
) -> Curtailment:
    """The curtailment of these days (`last` included), checked.

    Raises `RequestError`: `reason_needed`, `unknown_unit`, `policy_mistake` (days that cannot be).
    """
    reason = " ".join(reason.split())
    if not reason:
        raise RequestError("A curtailment needs a reason, such as staff shortage.", code="reason_needed")
    with mistakes_named():
        days_given(first, last or first)
    return Curtailment(first, last or first, known_unit(desk, unit), span, reason)


def sessions_hit(desk: Desk, cut: Curtailment) -> tuple[PlannedSession, ...]:
    """The planned sessions that lie in this curtailment, by day and time."""
    snapshot = desk.store.snapshot(desk.today, Period(cut.first, cut.last))
    return tuple(s for s in snapshot.planned if hit_by_a_cut(s, snapshot, (cut,)))


def curtail(desk: Desk, cut: Curtailment) -> ChangeSet:
    """Enter that the regime is cut; nothing is planned there any more (see `a_curtailment` for what may be wrong).

    Planned sessions up to today that lie in it become missed ones, because of the curtailment. Later ones stay on the
    rota until it is repaired or planned again; a warning says how many.
    """
    hit = sessions_hit(desk, cut)
    lost = [session for session in hit if session.on <= desk.today]
    later = len(hit) - len(lost)
    told = f"; {counted(len(lost), 'session')} lost" if lost else ""
    with desk.work("curtail", f"{_said(cut)}{told}") as work:
        work.curtail(cut)
        for session in lost:
            work.remove_planned(session.id)
            work.put(RecordFact(session.prison_number, _missed(session)))
        warnings: tuple[str, ...] = ()
        if later:
            verb = "lies" if later == 1 else "lie"
            it = "it" if later == 1 else "them"
            warnings = (f"{counted(later, 'later session')} {verb} in it. Plan again to move {it}.",)
        return desk.settle(work, warnings)


def curtailments(desk: Desk) -> tuple[Curtailment, ...]:
    """Whenever the regime is, was or will be cut, oldest first."""
    return desk.store.curtailments()


def lift_curtailment(desk: Desk, cut: Curtailment) -> ChangeSet:
    """Take a curtailment back; sessions that were lost to it stay lost. Raises `RequestError` `no_curtailment`."""
    with desk.work("curtail", f"No longer: {_said(cut)}") as work:
        if not work.lift_curtailment(cut):
            message = f"The regime is not cut {when(_days(cut))}{where(cut.unit)}, {cut.hours}. Check days and hours."
            raise RequestError(message, code="no_curtailment")
        return desk.settle(work)


def _days(cut: Curtailment) -> Span:
    return Span(cut.first, cut.last)


def _said(cut: Curtailment) -> str:
    return f"Regime curtailed {when(_days(cut))}{where(cut.unit)}, {cut.hours}"


def _missed(session: PlannedSession) -> KeyWorkRecord:
    because = LostReason.CURTAILED.value
    return KeyWorkRecord(
        session.on, RecordKind.MISSED, session.staff_id, session.start, None, RecordSource.HERE, because
    )
