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
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.targets import outcomes
from keywork_desktop.planning.rota_best import best_rota
from keywork_desktop.planning.rota_changes import moved
from keywork_desktop.planning.rota_claims import Ground, ground
from keywork_desktop.planning.rota_greedy import earliest_due_first
from keywork_desktop.planning.rota_limits import Limits
from keywork_desktop.planning.rota_model import (
    LATENESS,
    ON_TIME,
    PEOPLE,
    PRIORITY,
    WEIGHTED,
)
from keywork_desktop.planning.rota_plan import LeftOut, Plan, Progress, SoFar, Units
from keywork_desktop.planning.rota_reading import in_order
from keywork_desktop.planning.rota_reasons import Explaining

__all__ = ["LeftOut", "Plan", "Progress", "Shown", "greedy_rota", "plan_rota"]

PROVEN = (PRIORITY, WEIGHTED, ON_TIME, LATENESS)
USUAL_MINUTES = 45
READ = 0.05
"""The share of the work that is done once the facts are read and a first rota is there."""

Shown = Callable[[Plan], None]
"""Told of a plan that can be shown while a better one is being looked for."""


def plan_rota(
    snapshot: Snapshot,
    *,
    unit: Units = None,
    without: Set[tuple[str, date]] = frozenset(),
    published: RotaVersion | None = None,
    curtailed: Iterable[Curtailment] = (),
    progress: Progress | None = None,
    show: Shown | None = None,
    so_far: SoFar | None = None,
    time_limit: float | None = None,
) -> Plan:
    """The best rota for the snapshot's period, for everyone or for the prisoners of one unit or several.

    `without` names officers who are not there on a day. Locked sessions stay where they are; sessions of prisoners
    outside `unit` keep their time. Changes (want 5) are counted against `published`, the newest version that speaks of
    these days, and where there is none against the rota as it stands (`rota_changes`).
    `show` gets a first full plan at once, `so_far` hears how good the best is and how good any could be. After
    `time_limit` seconds the best so far is returned, with the gap that is left. The same facts give the same plan,
    unless time runs out. Raises what `progress` raises, which cancels.
    """
    limits = Limits(time_limit, progress, so_far)
    made = ground(snapshot, unit, without, curtailed, published=published)
    first = earliest_due_first(made)
    if show is not None:
        show(rota_plan(made, first, limits, None))
    if so_far is not None:
        limits.tell(sum(o.on_time for o in outcomes(made.all_targets, (*made.kept, *first))), len(made.all_targets))
    limits.done = READ
    if progress is not None:
        progress(READ)
    sessions, best = best_rota(made, first, limits)
    return rota_plan(made, sessions, limits, best)


def greedy_rota(snapshot: Snapshot, *, unit: Units = None, without: Set[tuple[str, date]] = frozenset()) -> Plan:
    """The rota earliest due first: nothing is proven of it."""
    limits, made = Limits(), ground(snapshot, unit, without)
    return rota_plan(made, earliest_due_first(made), limits, None)


def rota_plan(
    made: Ground, sessions: Sequence[PlannedSession], limits: Limits, best: Mapping[str, float] | None
) -> Plan:
    """The plan that these sessions make, with what it reaches and why not more.

    `best` is the least each want can be (`best_rota`), None where nothing is claimed.
    """
    everything = (*made.kept, *sessions)
    answered = outcomes(made.all_targets, everything)
    usual = max((o.target.rule.minutes for o in answered), default=USUAL_MINUTES)
    officers = {k.staff_id for k in made.snapshot.key_workers.values() if made.units is None or k.unit in made.units}
    times = [
        made.diary.key_work_time(s, day) for s, day in made.snapshot.shifts if day in made.period and s in officers
    ]
    planned = tuple(sorted((s for s in everything if s.prison_number in made.people), key=in_order))
    explaining = Explaining(made, everything)
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
        moved_from_published=moved(made, planned),
        version=made.published.number if made.published is not None else None,
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
