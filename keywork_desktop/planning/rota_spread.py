"""Want 6 of DOMAIN 5: sessions evenly spread over the days."""

from __future__ import annotations

from datetime import date

from keywork_desktop.planning.rota_hours import fillings
from keywork_desktop.planning.rota_model import EVENNESS, Place, RotaModel

UNIT_COST, OFFICER_COST = 10_000.0, 50.0


def spread(model: RotaModel) -> None:
    """Add want 6 to a model that is otherwise whole.

    As small as possible is made: the squared number of sessions of each houseblock's people on each day, summed up
    (times `UNIT_COST`, so that it comes first); then the squared number of each officer's sessions on each day (times
    `OFFICER_COST`); then, where the hour matters, the quarters of an hour from the beginning of an officer's key work
    time to where his sessions begin. Sessions that are kept count.
    """
    _by_unit(model)
    _by_officer(model)


def _by_unit(model: RotaModel) -> None:
    ground = model.ground
    kept: dict[Place, int] = {}
    for session in ground.kept:
        man = ground.snapshot.prisoners.get(session.prison_number)
        if man is not None:
            kept[(man.unit or "", session.on)] = kept.get((man.unit or "", session.on), 0) + 1
    used: dict[tuple[str, date], list[list[int]]] = {}
    for claim, chosen in zip(ground.claims, model.chosen, strict=True):
        for day, columns in chosen.items():
            used.setdefault((claim.prisoner.unit or "", day), []).append(columns)
    for place, people in sorted(used.items()):
        terms = [(column, 1.0) for columns in people for column in columns]
        _squared(model, terms, len(people), kept.get(place, 0), UNIT_COST)


def _by_officer(model: RotaModel) -> None:
    want = model.wants[EVENNESS]
    for place, used in sorted(model.used.items()):
        spans = model.spans[place]
        for column, _, start in used:
            if start is not None:
                want.add(column, float((start - spans[0][0]) // 15))
        most = fillings(spans, (min(minutes for _, minutes, _ in used),))[0][0]
        kept = len(model.ground.diary.taken(*place))
        _squared(model, [(column, 1.0) for column, _, _ in used], most, kept, OFFICER_COST)


def _squared(model: RotaModel, terms: list[tuple[int, float]], most: int, before: int, cost: float) -> None:
    """The number of sessions squared: one more after `n` adds 2n + 1, so that the steps are taken in their order."""
    want = model.wants[EVENNESS]
    if most < 2:
        for column, _ in terms:
            want.add(column, cost * (2 * before + 1))
        return
    steps = [model.matrix.column() for _ in range(most)]
    for n, column in enumerate(steps):
        want.add(column, cost * (2 * (before + n) + 1))
    model.matrix.row([*terms, *((column, -1.0) for column in steps)], -float("inf"), 0.0)
