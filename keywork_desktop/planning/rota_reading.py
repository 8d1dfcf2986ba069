"""From the solved model to sessions: who covers, at what time, and which target each session is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from keywork_desktop.domain.detail import minutes_of, time_of
from keywork_desktop.domain.placing import Diary, free_starts
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.targets import Target, outcomes
from keywork_desktop.planning.rota_changes import Staying, heaviest, published_ahead, sessions_to_stay
from keywork_desktop.planning.rota_claims import DAY, Claim, Ground
from keywork_desktop.planning.rota_hours import clash, times_for
from keywork_desktop.planning.rota_model import Option, Place, RotaModel


def sessions_of(model: RotaModel, values: Sequence[float]) -> list[PlannedSession]:
    """The sessions that the solution puts on the rota, those that are kept not among them; in the order of claims."""
    ground = model.ground
    chosen = [option for column, option in model.options.items() if values[column] > 0.5]
    stay = sessions_to_stay(ground)
    present = {(s.prison_number, s.on): s for s in (*published_ahead(ground), *ground.present)}
    settled = [option for option in chosen if option.staff_id is not None]
    settled += _given(model, values, [option for option in chosen if option.staff_id is None], stay)
    starts = _starts(model, settled, stay)
    by_claim: dict[int, list[Option]] = {}
    for option in settled:
        by_claim.setdefault(option.claim, []).append(option)
    found: list[PlannedSession] = []
    for number in sorted(by_claim):
        claim = ground.claims[number]
        options = sorted(by_claim[number], key=lambda option: option.day)
        days = [option.day for option in options]
        for option in options:
            start = starts[(claim.number, option.day)] if option.start is None else option.start
            others = [day for day in (*days, *claim.kept) if day != option.day]
            found.append(_session(claim, option, start, others, present.get((claim.number, option.day))))
    return found


def _given(
    model: RotaModel,
    values: Sequence[float],
    taken: Sequence[Option],
    stay: Staying,
) -> list[Option]:
    """Cover out of the pool gets its officer: his own if it is there after all, else who was to cover before."""
    ground, workers = model.ground, model.ground.snapshot.key_workers
    pools: dict[tuple[str | None, date, int], list[tuple[str, int | None]]] = {}
    for column, supply in model.supplies.items():
        staff_id, day = supply.place
        pool = pools.setdefault((workers[staff_id].unit, day, supply.minutes), [])
        pool += [(staff_id, supply.start)] * round(values[column])
    found: list[Option] = []
    waiting = sorted(taken, key=lambda option: (option.day, ground.claims[option.claim].number))
    for wish in ("own", "before", "any"):
        still: list[Option] = []
        for option in waiting:
            claim = ground.claims[option.claim]
            pool = pools[(claim.prisoner.unit, option.day, option.minutes)]
            earlier = stay.get((claim.number, option.day))
            wanted = claim.staff_id if wish == "own" else heaviest(earlier)[0] if earlier else None
            offer = next((one for one in pool if wish == "any" or one[0] == wanted), None)
            if offer is None:
                still.append(option)
                continue
            pool.remove(offer)
            found.append(replace(option, staff_id=offer[0], start=offer[1], cover=offer[0] != claim.staff_id))
        waiting = still
    return found


def _starts(model: RotaModel, options: Iterable[Option], stay: Staying) -> dict[tuple[str, date], int]:
    """The times of those sessions for which the model left them open.

    An hour that is not among the model's moments is kept only where nobody loses one that is: the model counts on it.
    """
    ground = model.ground
    seats: dict[Place, dict[str, int]] = {}
    counted: dict[Place, dict[str, int]] = {}
    others: dict[Place, dict[str, int]] = {}
    for option in options:
        if option.start is not None:
            continue
        assert option.staff_id is not None
        place, number = (option.staff_id, option.day), ground.claims[option.claim].number
        seats.setdefault(place, {})[number] = option.minutes
        here = {at: n for at, n in stay.get((number, option.day), {}).items() if at[0] == option.staff_id}
        moments = {at: n for at, n in here.items() if at[1] in model.moments[place]}
        if here:
            keeping = counted if moments else others
            keeping.setdefault(place, {})[number] = heaviest(moments or here)[1]
    found = {}
    for place, wanted in seats.items():
        sure = counted.get(place, {})
        times = times_for(tuple(ground.free_time(*place)), wanted, sure | others.get(place, {}), sure)
        assert times is not None, "the model counts only what fits"
        for number, start in times.items():
            found[(number, place[1])] = start
    return found


def moved_against_need(model: RotaModel, sessions: Iterable[PlannedSession]) -> frozenset[Place]:
    """Officers' days on which a session could not keep the hour that the model counts it to keep (want 5).

    Only the number of sessions was counted there: the model has to be made again with the hours of those days. An hour
    at which no session can begin any more, because key work time is another now, is lost in any case.
    """
    stay = sessions_to_stay(model.ground)
    found = set()
    for session in sessions:
        place = (session.staff_id, session.on)
        if place in model.timed:
            continue
        his = stay.get((session.prison_number, session.on), {})
        moments = model.moments.get(place, frozenset())
        hours = {at for (staff_id, at) in his if staff_id == session.staff_id and at in moments}
        if hours and minutes_of(session.start) not in hours:
            found.add(place)
    return frozenset(found)


def _session(
    claim: Claim, option: Option, start: int, others: Sequence[date], before: PlannedSession | None
) -> PlannedSession:
    assert option.staff_id is not None
    made = PlannedSession(
        prison_number=claim.number,
        staff_id=option.staff_id,
        on=option.day,
        start=time_of(start),
        minutes=option.minutes,
        cover=option.cover,
        second_staff_id=claim.second_staff_id if claim.two_staff else None,
    )
    target = target_for(claim, option.day, others)
    if target is None:
        if before is None:
            return made
        return replace(
            made,
            kind=before.kind,
            rule=before.rule,
            target=before.target,
            due_on=before.due_on,
            priority=before.priority,
        )
    return replace(
        made,
        kind=target.kind,
        rule=target.rule.id,
        target=target.by,
        due_on=target.due_on,
        priority=target.priority,
    )


def target_for(claim: Claim, day: date, others: Sequence[date]) -> Target | None:
    """The target that a session on `day` is for: one it meets on time before one it meets late, priority first."""
    now = [t for t in claim.all_targets if t.met_on_time_by(day)]
    alone = [t for t in now if not any(t.met_on_time_by(other) and other < day for other in others)]
    if alone or now:
        return min(alone or now, key=lambda t: (not t.priority, t.by))
    late = [t for t in claim.targets if t.by < day]
    open_ = [t for t in late if not any(t.after < other < day for other in others)]
    return min(open_, key=lambda t: (not t.priority, t.by), default=None)


def own_before_cover(
    ground: Ground, sessions: Sequence[PlannedSession]
) -> tuple[list[PlannedSession], frozenset[Target], frozenset[Target]]:
    """Take back cover where the own key worker has time left in the window after all (DOMAIN 5).

    The session moves to him if that costs nothing of what the plan reaches. Also given back: the targets where it
    cannot, and those where it was done.
    """
    claims = {claim.number: claim for claim in ground.claims}
    found, against, back = list(sessions), set[Target](), set[Target]()
    diary = Diary(ground.snapshot, (*ground.kept, *found))
    stay = sessions_to_stay(ground)
    turn = 0
    while turn < len(found):
        session = found[turn]
        turn += 1
        if not session.cover:
            continue
        claim = claims[session.prison_number]
        target = claim.priority_target_on(session.on)
        if target is None or not _own_time(diary, claim, target):
            continue
        moved = _moved(ground, diary, claim, target, session, found, stay)
        if moved is None:
            against.add(target)
            continue
        found[turn - 1] = moved
        diary = Diary(ground.snapshot, (*ground.kept, *found))
        back.add(target)
        turn, against = 0, set()
    return found, frozenset(against), frozenset(back)


def _window(target: Target) -> list[date]:
    return [target.after + n * DAY for n in range(1, (target.by - target.after).days + 1)]


def _own_time(diary: Diary, claim: Claim, target: Target) -> list[tuple[date, int]]:
    """Where the own key worker has time left for the target: each day and start."""
    if claim.staff_id is None:
        return []
    return [
        (day, minutes_of(start))
        for day in _window(target)
        for start in free_starts(
            diary.key_work_time(claim.staff_id, day), diary.taken(claim.staff_id, day), target.rule.minutes
        )
    ]


def _moved(
    ground: Ground,
    diary: Diary,
    claim: Claim,
    target: Target,
    session: PlannedSession,
    sessions: list[PlannedSession],
    stay: Staying,
) -> PlannedSession | None:
    """The session with the own key worker, on the day nearest to where it was; None if something stands against it."""
    assert claim.staff_id is not None
    if claim.two_staff:
        return None
    his = [s for s in sessions if s.prison_number == claim.number and s is not session]
    before = _worth(claim, [*his, session], ground)
    free = sorted(_own_time(diary, claim, target), key=lambda place: (abs((place[0] - session.on).days), place))
    for day, start in free:
        minutes = claim.minutes.get(day)
        if minutes != session.minutes or clash(start, minutes, ground.elsewhere(claim.number, day)):
            continue
        if any(abs((other.on - day).days) < claim.spacing for other in his):
            continue
        moved = replace(session, staff_id=claim.staff_id, on=day, start=time_of(start), cover=False)
        if _stays(stay, moved) >= _stays(stay, session) and _worth(claim, [*his, moved], ground) <= before:
            return moved
    return None


def _stays(stay: Staying, session: PlannedSession) -> int:
    """What it weighs that this session stays where it is (want 5)."""
    places = stay.get((session.prison_number, session.on), {})
    return places.get((session.staff_id, minutes_of(session.start)), 0)


def _worth(claim: Claim, sessions: Iterable[PlannedSession], ground: Ground) -> tuple[int, int, int]:
    """How far from the best he is: priority targets not on time, targets not on time, days late."""
    kept = [s for s in ground.kept if s.prison_number == claim.number]
    found = outcomes(claim.all_targets, (*kept, *sessions))
    missed = [outcome for outcome in found if not outcome.on_time]
    return (
        sum(o.target.priority for o in missed),
        len(missed),
        sum(o.lateness(ground.period.last) for o in missed),
    )


def in_order(session: PlannedSession) -> tuple[object, ...]:
    """By day, time, officer and prisoner."""
    return (session.on, session.start, session.staff_id, session.prison_number)
