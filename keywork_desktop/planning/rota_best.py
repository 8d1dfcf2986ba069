"""The best rota: wants in their order, cover only where it must be, then the same rota as even as it can be.

What the model cannot say at once is told to it when it matters, and then it is solved again: for whom cover has to wait
until his own key worker has no time left, and on which days the hours of sessions matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.targets import Target, outcomes
from keywork_desktop.planning.rota_building import rota_model
from keywork_desktop.planning.rota_claims import DAY, Claim, Ground
from keywork_desktop.planning.rota_even import evened
from keywork_desktop.planning.rota_hours import clash, starts
from keywork_desktop.planning.rota_limits import Limits, OutOfTime
from keywork_desktop.planning.rota_matrix import Want
from keywork_desktop.planning.rota_model import (
    CHANGES,
    LATENESS,
    ON_TIME,
    PEOPLE,
    PRIORITY,
    SPARING,
    WEIGHTED,
    Place,
    RotaModel,
)
from keywork_desktop.planning.rota_reading import moved_against_need, own_before_cover, sessions_of
from keywork_desktop.planning.rota_solve import Solved, Solving

WANTS = (PRIORITY, WEIGHTED, ON_TIME, LATENESS, CHANGES, SPARING)
"""In the order of DOMAIN 5; want 6 comes after them (`rota_even`). No session is planned that brings nothing."""
EACH = 0.6
"""The share of what is left to do that one round is taken for, when it is said how far the work is."""


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
    solving, told, timed = Solving(limits), frozenset(_cover_waits(made)), frozenset[Place]()
    model = _model(made, told, timed, counted)
    sessions: list[PlannedSession] | None = None
    proof: tuple[RotaModel, Solved] | None = None
    begin = 0.0
    while True:
        heard = _Bound(made, model, limits).group if sessions is None and limits.so_far is not None else None
        wants = [model.wants[want] for want in order]
        solved = solving.in_order(model.matrix, model.wants[PEOPLE], wants, (begin, begin + EACH * (1 - begin)), heard)
        begin += EACH * (1 - begin)
        if solved.unsolved and sessions is not None:
            break
        found, against, back = _read(made, model, solved, first)
        sessions = [s for s in found if not (s.cover and _target_of(made, s) in against)]
        proof = (model, solved)
        if limits.so_far is not None:
            limits.tell(_met(made, sessions), -round(solved.best[ON_TIME]))
        # Two men may each have the other's key worker filled: once one goes back to his own, he has to be told too.
        covered = {target for s in found if s.cover and (target := _target_of(made, s))}
        waiting = ((against | back) - told or covered - told) if against else frozenset()
        hours = moved_against_need(model, found) - timed
        if not (waiting or hours) or solved.unsolved:
            if not (against or hours or solved.unsolved):
                sessions = _evened(made, model, solved, wants, sessions, limits)
            break
        told, timed = told | waiting, timed | hours
        if hours or model.cover_waits(waiting):
            model = _model(made, told, timed, counted)
    assert proof is not None
    model, solved = proof
    seen = solving.by_itself(model.matrix, model.wants[PEOPLE], solved)
    return sessions, {**solved.best, PEOPLE: seen}


def _read(
    made: Ground, model: RotaModel, solved: Solved, first: Sequence[PlannedSession]
) -> tuple[list[PlannedSession], frozenset[Target], frozenset[Target]]:
    """The sessions; for whose time ran out, those of `first`. And as `own_before_cover` has it."""
    waiting = {made.claims[o.claim].number for c, o in model.options.items() if c in solved.unsolved}
    found = [s for s in sessions_of(model, solved.values) if s.prison_number not in waiting]
    found += [s for s in first if s.prison_number in waiting]
    return own_before_cover(made, found)


def _evened(
    made: Ground,
    model: RotaModel,
    solved: Solved,
    wants: Sequence[Want],
    sessions: list[PlannedSession],
    limits: Limits,
) -> list[PlannedSession]:
    """The sessions more evenly over the days, with all that was reached; as they are where there is no time for it."""
    try:
        values = evened(model, solved, wants, limits)
    except OutOfTime:
        limits.stopped = None
        return sessions
    if values is None:
        return sessions
    found, against, _ = own_before_cover(made, sessions_of(model, values))
    return sessions if against or moved_against_need(model, found) else found


def _met(made: Ground, sessions: Iterable[PlannedSession]) -> int:
    return sum(outcome.on_time for outcome in outcomes(made.all_targets, (*made.kept, *sessions)))


class _Bound:
    """How many targets could be met on time at most, while one part of the model after the other is solved."""

    def __init__(self, made: Ground, model: RotaModel, limits: Limits) -> None:
        self._model, self._limits = model, limits
        self._bound = len(made.all_targets)

    def group(self, columns: Sequence[int], best: Mapping[str, float]) -> None:
        """These columns are solved: in place of all targets of these people stands what they can reach."""
        claims = {option.claim for c in columns if (option := self._model.options.get(c)) is not None}
        for number in claims:
            claim = self._model.ground.claims[number]
            self._bound -= sum(not any(t.met_on_time_by(day) for day in claim.kept) for t in claim.all_targets)
        self._bound -= round(best.get(ON_TIME, 0.0))
        self._limits.tell(None, self._bound)


def _model(made: Ground, full_first: Set[Target], timed: Set[Place], counted: Set[Target] | None) -> RotaModel:
    model = rota_model(made, timed=timed, counted=counted)
    more = model.cover_waits(full_first)
    if more:
        model = rota_model(made, timed=more | timed, counted=counted)
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
