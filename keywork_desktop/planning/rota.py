"""The rota: the best plan that the staff allows, what is proven about it, and why some are left out (DOMAIN 5).

Read in this order: `rota_claims` (what is fixed before anybody plans), `rota_building` (musts and wants as a
linear model), `rota_solve` (wants in their order), `rota_reading` (back to sessions), `rota_reasons` (why not).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from time import perf_counter

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.placing import slots
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.targets import Target, outcomes
from keywork_desktop.planning.rota_building import rota_model
from keywork_desktop.planning.rota_claims import DAY, Claim, Ground, ground
from keywork_desktop.planning.rota_greedy import earliest_due_first
from keywork_desktop.planning.rota_hours import clash, starts
from keywork_desktop.planning.rota_limits import Limits
from keywork_desktop.planning.rota_model import (
    CHANGES,
    EVENNESS,
    LATENESS,
    ON_TIME,
    PEOPLE,
    PRIORITY,
    WEIGHTED,
    RotaModel,
)
from keywork_desktop.planning.rota_plan import LeftOut, Plan, Progress
from keywork_desktop.planning.rota_reading import in_order, own_before_cover, sessions_of
from keywork_desktop.planning.rota_reasons import Explaining
from keywork_desktop.planning.rota_solve import Solving

__all__ = ["LeftOut", "Plan", "Progress", "Shown", "greedy_rota", "plan_rota"]

WANTS = (PRIORITY, WEIGHTED, ON_TIME, LATENESS, CHANGES, EVENNESS)
PROVEN = (PRIORITY, WEIGHTED, ON_TIME, LATENESS)
USUAL_MINUTES = 45

Shown = Callable[[Plan], None]
"""Told of a plan that can be shown while a better one is being looked for."""


def plan_rota(
    snapshot: Snapshot,
    *,
    unit: str | None = None,
    without: Set[tuple[str, date]] = frozenset(),
    curtailed: Iterable[Curtailment] = (),
    progress: Progress | None = None,
    show: Shown | None = None,
    time_limit: float | None = None,
) -> Plan:
    """The best rota for the snapshot's period, for everyone or for the prisoners of one unit.

    `without` names officers who are not there on a day. Locked sessions stay where they are; sessions of prisoners
    outside `unit` keep their time. `show` gets a first full plan at once. After `time_limit` seconds the best so far is
    returned, with the gap that is left. The same facts give the same plan, unless time runs out. Raises what `progress`
    raises, which cancels.
    """
    limits = Limits(time_limit, progress)
    made = ground(snapshot, unit, without, curtailed)
    first = earliest_due_first(made)
    if show is not None:
        show(rota_plan(made, first, unit, limits, None))
    if progress is not None:
        progress(0.05)
    sessions, best = best_rota(made, first, limits)
    return rota_plan(made, sessions, unit, limits, best)


def greedy_rota(snapshot: Snapshot, *, unit: str | None = None, without: Set[tuple[str, date]] = frozenset()) -> Plan:
    """The rota earliest due first: nothing is proven of it."""
    limits, made = Limits(), ground(snapshot, unit, without)
    return rota_plan(made, earliest_due_first(made), unit, limits, None)


def best_rota(
    made: Ground,
    first: Sequence[PlannedSession],
    limits: Limits,
    order: Sequence[str] = WANTS,
    counted: Set[Target] | None = None,
) -> tuple[list[PlannedSession], Mapping[str, float]]:
    """Sessions for the best rota, and the least each want could be; where time runs out, those of `first` stay.

    `order` is that of the wants, `counted` limits them to some targets.
    """
    solving, told = Solving(limits), frozenset(_cover_waits(made))
    model = _model(made, told, counted)
    sessions: list[PlannedSession] | None = None
    best: Mapping[str, float] = {}
    against: frozenset[Target] = frozenset()
    while True:
        solved = solving.in_order(model.matrix, model.wants[PEOPLE], [model.wants[want] for want in order])
        if solved.unsolved and sessions is not None:
            break
        waiting = {made.claims[o.claim].number for c, o in model.options.items() if c in solved.unsolved}
        found = [s for s in sessions_of(model, solved.values) if s.prison_number not in waiting]
        found += [s for s in first if s.prison_number in waiting]
        sessions, against, back = own_before_cover(made, found)
        best = solved.best
        # Two men may each have the other's key worker filled: once one goes back to his own, he has to be told too.
        covered = {target for s in found if s.cover and (target := _target_of(made, s))}
        waiting_now = ((against | back) - told or covered - told) if against else None
        if not waiting_now or solved.unsolved:
            break
        told |= waiting_now
        if model.cover_waits(waiting_now):
            model = _model(made, told, counted)
    return [s for s in sessions if not (s.cover and _target_of(made, s) in against)], best


def _model(made: Ground, full_first: Set[Target], counted: Set[Target] | None) -> RotaModel:
    model = rota_model(made, counted=counted)
    timed = model.cover_waits(full_first)
    if timed:
        model = rota_model(made, timed=timed, counted=counted)
        model.cover_waits(full_first)
    return model


def _target_of(made: Ground, session: PlannedSession) -> Target | None:
    targets = made.targets[session.prison_number]
    return next((t for t in targets if t.priority and t.met_on_time_by(session.on)), None)


def _cover_waits(made: Ground) -> Iterable[Target]:
    """Priority targets whose own key worker has time in the window that is of no use to the prisoner.

    Cover must wait until that time is taken by others, which the model has to be told.
    """
    for claim in made.claims:
        for target in claim.targets if claim.staff_id else ():
            if target.priority and any(_no_use(made, claim, target, n) for n in range((target.by - target.after).days)):
                yield target


def _no_use(made: Ground, claim: Claim, target: Target, n: int) -> bool:
    day, minutes = target.after + (n + 1) * DAY, target.rule.minutes
    assert claim.staff_id is not None
    at = starts(tuple(made.free_time(claim.staff_id, day)), (minutes,))
    if not at:
        return False
    busy = made.elsewhere(claim.number, day)
    return claim.two_staff or day not in claim.minutes or any(clash(start, minutes, busy) for start in at)


def rota_plan(
    made: Ground, sessions: Sequence[PlannedSession], unit: str | None, limits: Limits, best: Mapping[str, float] | None
) -> Plan:
    """The plan that these sessions make, with what it reaches and why not more.

    `best` is the least each want can be (`best_rota`), None where nothing is claimed.
    """
    everything = (*made.kept, *sessions)
    answered = outcomes(made.all_targets, everything)
    usual = max((o.target.rule.minutes for o in answered), default=USUAL_MINUTES)
    officers = {k.staff_id for k in made.snapshot.key_workers.values() if unit is None or k.unit == unit}
    times = [
        made.diary.key_work_time(s, day) for s, day in made.snapshot.shifts if day in made.period and s in officers
    ]
    planned = tuple(sorted((s for s in everything if s.prison_number in made.people), key=in_order))
    explaining = Explaining(made, everything)
    where = {(s.prison_number, s.staff_id, s.on, s.start) for s in planned}
    before = [s for s in made.present if s.prison_number in made.people]
    bound, gap = _proof(made, planned, best)
    return Plan(
        period=made.period,
        planned=planned,
        outcomes=answered,
        left_out=tuple(explaining.left_out(outcome) for outcome in answered if not outcome.on_time),
        slots_total=sum(slots(time, usual) for time in times),
        slots_used=sum(session.staff_id in officers for session in everything),
        seconds=round(perf_counter() - limits.began, 3),
        people=frozenset(made.people),
        kept=tuple(s for s in made.kept if s.prison_number in made.people),
        lost=made.lost,
        moved_from_published=sum((s.prison_number, s.staff_id, s.on, s.start) not in where for s in before),
        bound=bound,
        proven_best=gap == 0,
        gap=gap,
    )


def _proof(
    made: Ground, planned: Sequence[PlannedSession], best: Mapping[str, float] | None
) -> tuple[dict[str, int], float | None]:
    """The most that could be reached, and how far the plan is from it: 0 where wants 1 to 4 are proven.

    The gap is that of the first want that is not proven, as a share of it.
    """
    if best is None:
        return {}, None
    everything = (*made.kept, *planned)
    answered = outcomes(made.all_targets, everything)
    seen = {session.prison_number for session in everything}
    reached = {
        PRIORITY: -sum(o.on_time and o.target.priority for o in answered),
        WEIGHTED: -sum(claim.weight for claim in made.claims if claim.number in seen),
        ON_TIME: -sum(o.on_time for o in answered),
        LATENESS: sum(o.lateness(made.period.last) for o in answered),
    }
    least = {
        PRIORITY: -sum(o.target.priority for o in answered),
        WEIGHTED: -sum(claim.weight for claim in made.claims),
        ON_TIME: -len(answered),
        LATENESS: 0,
        PEOPLE: -len(made.claims),
    }
    least = {name: max(value, round(best[name])) for name, value in least.items()}
    open_ = [want for want in PROVEN if reached[want] != least[want]]
    gap = 0.0
    if open_:
        want = open_[0]
        gap = max(1e-6, round(abs(reached[want] - least[want]) / max(abs(least[want]), abs(reached[want])), 6))
    return {name: -least[name] for name in (ON_TIME, PRIORITY, PEOPLE)}, gap
