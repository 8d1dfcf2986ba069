"""The rota: proposing and accepting a plan, and putting single sessions on days by hand (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.finding import known_key_worker, present_prisoner
from keywork_desktop.actions.recording import SAID
from keywork_desktop.domain.allocation import TWO_STAFF
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.facts import RecordFact
from keywork_desktop.domain.obligations import Obligation, obligations_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.placing import Diary, first_free_start, judge_session
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.domain.rules import BASELINE, WEEKEND
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.wording import counted, short_date
from keywork_desktop.planning.rota import Plan, Progress, Shown, plan_rota
from keywork_desktop.planning.rota_plan import SoFar, Units

if TYPE_CHECKING:
    from keywork_desktop.store import UnitOfWork

MOST_WEEKS = 12
USUAL_MINUTES = 45
AROUND = timedelta(days=28)
NEAR = timedelta(days=14)


def weeks_from(first: date, weeks: int) -> Period:
    """The period of `weeks` from `first`; raises `RequestError` `not_weeks`."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise RequestError(f"{weeks} weeks cannot be planned: give 1 to {MOST_WEEKS}.", code="not_weeks")
    return Period(first, first + timedelta(days=7 * weeks - 1))


def planned_rota(
    desk: Desk,
    first: date,
    weeks: int = 4,
    unit: Units = None,
    without: Set[tuple[str, date]] = frozenset(),
    progress: Progress | None = None,
    time_limit: float | None = None,
    show: Shown | None = None,
    so_far: SoFar | None = None,
) -> Plan:
    """A proposal for `weeks` from `first`: the best there is. Changes nothing. `without` names officers who are away.

    `unit` is one unit, several, or None for everyone. What is published moves only where it must or gains something;
    so does the rota as it stands on days that no version speaks of. `show` gets a first full plan at once, `so_far`
    hears how good the best is and how good any could be. After `time_limit` seconds the best so far is given, with the
    gap that is left. Raises `RequestError`: `not_weeks`, `unknown_key_worker`.
    """
    period = weeks_from(first, weeks)
    # Sessions planned shortly before and after keep their distance too.
    around = desk.store.snapshot(desk.today, Period(period.first - NEAR, period.last + NEAR))
    snapshot = replace(around, period=period)
    for staff_id, _ in sorted(without):
        known_key_worker(snapshot, staff_id)
    return plan_rota(
        snapshot,
        unit=unit,
        without=without,
        published=desk.store.newest_rota_version(period),
        progress=progress,
        show=show,
        so_far=so_far,
        time_limit=time_limit,
    )


def accept_plan(desk: Desk, plan: Plan) -> ChangeSet:
    """Put the plan in place of what was planned for the same prisoners and days; locked sessions stay as they are.

    Raises `RequestError` `outdated` if a locked session it was built around has changed since.
    """
    present = present_sessions(desk, plan)
    days = f"{short_date(plan.period.first)} to {short_date(plan.period.last)}"
    said = f"Plan {counted(len(plan.planned), 'session')}, {days}"
    with desk.work("plan", said) as work:
        put_in_place(work, plan, present)
        return desk.settle(work)


def present_sessions(desk: Desk, plan: Plan) -> tuple[PlannedSession, ...]:
    """What is on the rota now in the plan's period.

    Raises `RequestError` `outdated` if a locked session the plan was built around has changed since.
    """
    present = {session.id: session for session in desk.store.snapshot(desk.today, plan.period).planned}
    gone = [kept.id for kept in plan.kept if present.get(kept.id) != kept]
    known = {session.id for session in (*plan.kept, *plan.lost)}
    late = {s.id for s in present.values() if s.locked and s.prison_number in plan.people} - known
    if gone or late:
        raise RequestError("The rota was changed while this plan was made. Plan again.", code="outdated")
    return tuple(present.values())


def put_in_place(work: UnitOfWork, plan: Plan, present: Iterable[PlannedSession]) -> None:
    """Write the plan over what is `present` for the same prisoners; what is the same in both is left alone."""
    kept = {session.id for session in plan.kept}
    old = {_place(s): s for s in present if s.prison_number in plan.people and s.id not in kept}
    for session in plan.planned:
        if session.id not in kept and old.pop(_place(session), None) is None:
            work.add_planned(session)
    for session in old.values():
        work.remove_planned(session.id)


def _place(session: PlannedSession) -> tuple[object, ...]:
    return tuple(getattr(session, field) for field in session.__slots__ if field != "id")


def place_session(
    desk: Desk, prison_number: str, on: date, *, staff_id: str | None = None, start: time | None = None
) -> ChangeSet:
    """Put a session for a prisoner on a day by hand; it is locked, so that no plan moves it.

    With his own key worker unless `staff_id` names another (cover); at the first free time unless `start` says when.
    Raises `RequestError`: `no_key_worker`, `no_room`, `does_not_fit` (the must that would be broken), `in_the_past`.
    """
    snapshot = _around(desk, on)
    prisoner = present_prisoner(snapshot, prison_number)
    own = snapshot.key_worker_of(prisoner.prison_number)
    if staff_id is None and own is None:
        message = f"{prisoner.prison_number} has no key worker. Allocate him first, or choose an officer for cover."
        raise RequestError(message, code="no_key_worker")
    officer = known_key_worker(snapshot, staff_id) if staff_id else own
    assert officer is not None
    wanted = _asked(prisoner, snapshot, on)
    two_staff = TWO_STAFF in prisoner.active_alert_codes(snapshot.on)
    allocation = snapshot.allocations.get(prisoner.prison_number)
    session = PlannedSession(
        prison_number=prisoner.prison_number,
        staff_id=officer.staff_id,
        on=on,
        start=start or time(0),
        minutes=wanted.rule.minutes if wanted else USUAL_MINUTES,
        kind=PlannedKind.WEEKEND if wanted and wanted.rule.id == WEEKEND else PlannedKind.SESSION,
        rule=wanted.rule.id if wanted else BASELINE,
        target=wanted.due_on if wanted and wanted.due_on >= on else None,
        due_on=wanted.due_on if wanted else None,
        priority=bool(wanted and wanted.rule.priority),
        cover=own is None or own.staff_id != officer.staff_id,
        locked=True,
        second_staff_id=allocation.second_staff_id if allocation and two_staff else None,
    )
    session, warnings = _checked(desk, Diary(snapshot, snapshot.planned), session, start)
    with desk.work("place", f"Plan {prisoner.name} for {short_date(on)} at {session.start:%H:%M}") as work:
        work.add_planned(session)
        return desk.settle(work, warnings)


def move_session(
    desk: Desk, session_id: str, on: date, *, staff_id: str | None = None, start: time | None = None
) -> ChangeSet:
    """Move a planned session to another day, officer or time; it is locked there. Raises as `place_session` does."""
    session = _planned(desk, session_id)
    snapshot = _around(desk, on, session.on)
    prisoner = present_prisoner(snapshot, session.prison_number)
    officer = known_key_worker(snapshot, staff_id) if staff_id else known_key_worker(snapshot, session.staff_id)
    own = snapshot.key_worker_of(prisoner.prison_number)
    moved = replace(
        session,
        staff_id=officer.staff_id,
        on=on,
        start=start or session.start,
        cover=own is None or own.staff_id != officer.staff_id,
        locked=True,
    )
    diary = Diary(snapshot, snapshot.planned).without(session.id)
    moved, warnings = _checked(desk, diary, moved, start)
    if replace(moved, locked=session.locked) == session:
        moved = session
    with desk.work("move", f"Move {prisoner.name} to {short_date(on)} at {moved.start:%H:%M}") as work:
        work.change_planned(
            session.id, staff_id=moved.staff_id, on=moved.on, start=moved.start, cover=moved.cover, locked=moved.locked
        )
        return desk.settle(work, warnings)


def _checked(
    desk: Desk, diary: Diary, session: PlannedSession, start: time | None
) -> tuple[PlannedSession, tuple[str, ...]]:
    """The session at `start`, or else at the first free time; refused with the must that it would break."""
    if session.on < desk.today:
        raise RequestError(f"{session.on:%d/%m/%Y} has passed: record what happened instead.", code="in_the_past")
    if start is None:
        free = first_free_start(
            diary, session.prison_number, session.staff_id, session.on, session.minutes, session.second_staff_id
        )
        session = replace(session, start=free) if free else session
    judgement = judge_session(diary, session)
    if judgement.broken:
        said = ", ".join(dict.fromkeys(rule.text for rule in judgement.broken))
        message = f"{session.prison_number} cannot be planned for {session.on:%d/%m/%Y}: {said}. Choose another day."
        raise RequestError(message, code="does_not_fit", details={"reasons": [r.code for r in judgement.broken]})
    return session, tuple(reason.text for reason in judgement.reasons if reason.fit.value == "warns")


def _asked(prisoner: Prisoner, snapshot: Snapshot, on: date) -> Obligation | None:
    """The obligation that a session on that day answers: the earliest due; a weekend one only at the weekend."""
    obligations = obligations_of(prisoner, snapshot.policies, snapshot.on)
    usual = [o for o in obligations if o.rule.id != WEEKEND or on.weekday() >= 5]
    return usual[0] if usual else None


def remove_session(desk: Desk, session_id: str) -> ChangeSet:
    """Take a planned session off the rota."""
    session = _planned(desk, session_id)
    name = _name(desk, session)
    with desk.work("remove", f"Take {name}, {short_date(session.on)}, off the rota") as work:
        work.remove_planned(session.id)
        return desk.settle(work)


def lock_session(desk: Desk, session_id: str, locked: bool = True) -> ChangeSet:
    """Lock a session where it is, or let the next plan move it again."""
    session = _planned(desk, session_id)
    word = "Lock" if locked else "Unlock"
    with desk.work("lock", f"{word} {_name(desk, session)}, {short_date(session.on)}") as work:
        work.change_planned(session.id, locked=locked)
        return desk.settle(work)


def lock_on(desk: Desk, prison_number: str, on: date, locked: bool = True) -> ChangeSet:
    """Lock a prisoner's session of a day where it is, or let the next plan move it; `RequestError` `not_planned`."""
    snapshot = desk.store.snapshot(desk.today, Period(on, on))
    number = present_prisoner(snapshot, prison_number).prison_number
    his = [session for session in snapshot.planned if session.prison_number == number]
    if not his:
        message = f"{number} has no planned session on {on:%d/%m/%Y}. Check the day, or plan one."
        raise RequestError(message, code="not_planned", details={"prison_number": number})
    return lock_session(desk, his[0].id, locked)


def lock_many(desk: Desk, session_ids: Iterable[str], what: str, locked: bool = True) -> ChangeSet:
    """Lock sessions where they are, or let the next plan move them: one undo step, named by `what` they are.

    Those that are so already stay as they are. Raises `RequestError` `outdated` if one has left the rota, and
    `nothing_to_lock` if there is none to change.
    """
    near = Period(desk.today - AROUND, desk.today + timedelta(weeks=2 * MOST_WEEKS))
    known = {session.id: session for session in desk.store.planned(near)}
    found = [known.get(session_id) or _planned(desk, session_id) for session_id in session_ids]
    changing = [session for session in found if session.locked != locked]
    word = "Lock" if locked else "Unlock"
    if not changing:
        state = "is locked already" if locked else "is not locked"
        message = f"There is no session to {word.lower()}: what is planned there {state}."
        raise RequestError(message, code="nothing_to_lock")
    with desk.work("lock", f"{word} {counted(len(changing), 'session')}: {what}") as work:
        work.change_all_planned([session.id for session in changing], locked=locked)
        return desk.settle(work)


def settle_session(desk: Desk, session_id: str, kind: RecordKind, reason: str = "") -> ChangeSet:
    """Say how a planned session ended: delivered, missed or cancelled; it leaves the rota and becomes a record.

    Raises `RequestError`: `in_the_future`, `reason_needed`.
    """
    session = _planned(desk, session_id)
    if session.on > desk.today and kind is not RecordKind.CANCELLED:
        raise RequestError(f"{session.on:%d/%m/%Y} has not come yet: record it on the day.", code="in_the_future")
    reason = " ".join(reason.split())
    if kind is RecordKind.MISSED and not reason:
        raise RequestError("A missed session needs a reason.", code="reason_needed")
    minutes = session.minutes if kind is RecordKind.SESSION else None
    made = KeyWorkRecord(session.on, kind, session.staff_id, session.start, minutes, RecordSource.HERE, reason)
    with desk.work("record", f"{SAID[kind]} {_name(desk, session)}, {short_date(session.on)}") as work:
        work.remove_planned(session.id)
        work.put(RecordFact(session.prison_number, made))
        return desk.settle(work)


def _around(desk: Desk, *days: date) -> Snapshot:
    """The facts of today, with everything planned near these days."""
    return desk.store.snapshot(desk.today, Period(min(days) - AROUND, max(days) + AROUND))


def _planned(desk: Desk, session_id: str) -> PlannedSession:
    found = desk.store.planned_session(session_id)
    if found is None:
        raise RequestError("This session is no longer on the rota: somebody has moved or removed it.", code="outdated")
    return found


def _name(desk: Desk, session: PlannedSession) -> str:
    prisoner = desk.store.snapshot(desk.today).prisoners.get(session.prison_number)
    return prisoner.name if prisoner else session.prison_number
