"""Repair on the day: an officer is gone or the regime is cut, and only what that forces is changed (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.obligations import obligations_of
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rulebook import LOCKDOWN
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.targets import Target, outcomes
from keywork_desktop.planning.rota import rota_plan
from keywork_desktop.planning.rota_best import best_rota
from keywork_desktop.planning.rota_claims import Ground, all_curtailments, cannot_be_held, ground
from keywork_desktop.planning.rota_limits import Limits
from keywork_desktop.planning.rota_model import CHANGES, LATENESS, ON_TIME, PRIORITY, SPARING, WEIGHTED
from keywork_desktop.planning.rota_plan import LeftOut, Plan, Progress
from keywork_desktop.planning.rota_reading import in_order

ORDER = (PRIORITY, CHANGES, WEIGHTED, ON_TIME, LATENESS, SPARING)
"""What was reached for priority groups first, then the fewest changes, then the others."""


@dataclass(frozen=True, slots=True)
class NotSaved:
    """A lost session whose target nobody meets on time any more: why, and whether he is owed a wellbeing check."""

    session: PlannedSession
    left_out: LeftOut
    opens_check: bool


@dataclass(frozen=True)
class Repair:
    """The rota mended: `plan` for those concerned, to be accepted as any plan is.

    `lost` are the sessions that cannot be held; `moved` others that had to make room, each with where it is now (None:
    taken off); `new` the sessions that were not there before, for those who lost theirs.
    """

    plan: Plan
    lost: tuple[PlannedSession, ...]
    new: tuple[PlannedSession, ...]
    moved: tuple[tuple[PlannedSession, PlannedSession | None], ...]
    not_saved: tuple[NotSaved, ...]
    fewest_changes: bool
    """Proven: for what is kept for priority groups, nothing less could be changed."""

    @property
    def seconds(self) -> float:
        return self.plan.seconds


def repair_rota(
    snapshot: Snapshot,
    *,
    without: Set[tuple[str, date]] = frozenset(),
    curtailed: Iterable[Curtailment] = (),
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Repair:
    """What to do when officers are away on days (`without`) or the regime is cut (`curtailed`, and what is entered).

    What was met on time for priority groups stays so where that can be; no other session is changed unless that needs
    it, and as few as can be; then the others who lost a session get another where there is room. Nobody gains. Changes
    are counted against the rota as it stands on the day, published or not.
    """
    limits, cuts = Limits(time_limit, progress), all_curtailments(snapshot, curtailed)
    assert snapshot.period is not None, "a repair needs a snapshot with a period"
    here = sorted((s for s in snapshot.planned if s.on in snapshot.period), key=in_order)
    lost = tuple(
        s for s in here if s.prison_number in snapshot.prisoners and cannot_be_held(s, snapshot, without, cuts)
    )
    found: Repair | None = None
    for widely in (False, True):
        made = ground(snapshot, None, without, cuts, only=_concerned(snapshot, lost, widely=widely))
        found = _mended(snapshot, made, lost, limits)
        met = {o.target for o in found.plan.outcomes if o.on_time}
        kept = all(t in met for t in _met_before(made) if t.priority)
        if kept and not found.moved:
            break
    assert found is not None
    return found


def _mended(snapshot: Snapshot, made: Ground, lost: tuple[PlannedSession, ...], limits: Limits) -> Repair:
    gone, kept = set(lost), set(made.kept)
    held = sorted((s for s in made.present if s not in gone), key=in_order)
    free = [s for s in held if s not in kept]
    sessions, best = best_rota(made, free, limits, ORDER, _met_before(made))
    plan = rota_plan(made, sessions, limits, None)
    where = {_place(session) for session in plan.planned}
    proven = sum(_place(session) in where for session in free) == -round(best[CHANGES])
    return Repair(plan, lost, *_changes(plan, held, lost), _not_saved(snapshot, plan, lost), proven)


def _met_before(made: Ground) -> frozenset[Target]:
    return frozenset(o.target for o in outcomes(made.all_targets, made.present) if o.on_time)


def _concerned(snapshot: Snapshot, lost: Iterable[PlannedSession], *, widely: bool) -> frozenset[str]:
    """Those who lost a session and those who may have to make room: their key workers' caseloads.

    `widely`: for a priority session everyone in the houseblock, and whoever its key workers see, as they could cover.
    """
    found: set[str] = set()
    for session in lost:
        found.add(session.prison_number)
        own = snapshot.allocations.get(session.prison_number)
        for staff_id in {session.staff_id, own.staff_id if own else session.staff_id}:
            found.update(snapshot.caseloads.get(staff_id, ()))
    units = {snapshot.prisoners[session.prison_number].unit for session in lost if session.priority} - {None}
    if widely and units:
        found.update(number for number, man in snapshot.prisoners.items() if man.unit in units)
        officers = {staff_id for staff_id, officer in snapshot.key_workers.items() if officer.unit in units}
        for staff_id in officers:
            found.update(snapshot.caseloads.get(staff_id, ()))
        planned = (s for s in snapshot.planned if officers & {s.staff_id, s.second_staff_id})
        found.update(s.prison_number for s in planned if s.prison_number in snapshot.prisoners)
    return frozenset(found)


def _place(session: PlannedSession) -> tuple[object, ...]:
    return (session.prison_number, session.staff_id, session.on, session.start)


def _changes(
    plan: Plan, held: Iterable[PlannedSession], lost: Iterable[PlannedSession]
) -> tuple[tuple[PlannedSession, ...], tuple[tuple[PlannedSession, PlannedSession | None], ...]]:
    """The new sessions, and the ones that moved with where they are now."""
    places = {_place(session) for session in held}
    now = {_place(session) for session in plan.planned}
    gone = [s for s in held if s.prison_number in plan.people and _place(s) not in now]
    new = [session for session in plan.planned if _place(session) not in places]
    moved: list[tuple[PlannedSession, PlannedSession | None]] = []
    for session in gone:
        his = [other for other in new if other.prison_number == session.prison_number]
        instead = min(his, key=lambda other: abs((other.on - session.on).days), default=None)
        if instead is not None and all(other.prison_number != session.prison_number for other in lost):
            new.remove(instead)
            moved.append((session, instead))
        else:
            moved.append((session, None))
    return tuple(new), tuple(moved)


def _not_saved(snapshot: Snapshot, plan: Plan, lost: Iterable[PlannedSession]) -> tuple[NotSaved, ...]:
    found = []
    for session in lost:
        left = [
            one
            for one in plan.left_out
            if one.outcome.target.prison_number == session.prison_number
            and one.outcome.target.met_on_time_by(session.on)
        ]
        if left:
            found.append(NotSaved(session, left[0], _opens_check(snapshot, session)))
    return tuple(found)


def _opens_check(snapshot: Snapshot, session: PlannedSession) -> bool:
    """At level 4 a priority prisoner whose session is due by that day is owed a check instead (DOMAIN 3.4)."""
    prisoner = snapshot.prisoners[session.prison_number]
    if snapshot.policies.level_on(session.on, prisoner.unit) != LOCKDOWN:
        return False
    asked = obligations_of(prisoner, snapshot.policies, session.on)
    return any(o.rule.priority and o.due_on <= session.on for o in asked)
