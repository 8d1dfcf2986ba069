"""Want 6 of DOMAIN 5 once all others are settled: the same rota, more evenly over the days.

Cover stays as it is, with the days of the own key workers that it depends on; every other session may go wherever
nothing that was reached is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from keywork_desktop.domain.snapshot import Period
from keywork_desktop.planning.rota_claims import DAY, days_of
from keywork_desktop.planning.rota_face import narrowed, on_face
from keywork_desktop.planning.rota_limits import Limits
from keywork_desktop.planning.rota_matrix import Want, part_of
from keywork_desktop.planning.rota_model import EVENNESS, RotaModel
from keywork_desktop.planning.rota_solve import Solved
from keywork_desktop.planning.rota_solver import Face
from keywork_desktop.planning.rota_spread import spread


def evened(model: RotaModel, solved: Solved, wants: Sequence[Want], limits: Limits) -> list[float] | None:
    """The columns' values for the most even rota that reaches as much of `wants`; None if it was not found.

    `solved` is the model solved for `wants`. Adds columns and rows to the model. Raises what `limits` raises.
    """
    if not solved.values:
        return None
    face, values, whole = solved.face.copy(), solved.values, Face.of(model.matrix)
    for part in solved.mended:
        face.put(part.columns, part.rows, whole.part(part.columns, part.rows))
    _freeze(model, values, face)
    for part in solved.mended:
        alone = part_of(model.matrix, part.columns, part.rows)
        alone.low, alone.high = face.low[part.columns].tolist(), face.high[part.columns].tolist()
        place = {column: n for n, column in enumerate(part.columns)}
        of_part = [Want(w.name, {place[c]: v for c, v in w.costs.items() if c in place}, exact=w.exact) for w in wants]
        found = narrowed(alone, of_part, part.reached, limits)
        if found is not None:
            face.put(part.columns, part.rows, found)
        else:
            face.low[part.columns] = face.high[part.columns] = [values[c] for c in part.columns]
    spread(model)
    return on_face(model.matrix, face, model.wants[EVENNESS], values, limits)


def _freeze(model: RotaModel, values: Sequence[float], face: Face) -> None:
    """Cover and who gives it stay, and so do the key workers' days that had to be full before it was allowed."""
    held: set[int] = set(model.supplies)
    for number, chosen in enumerate(model.chosen):
        claim = model.ground.claims[number]
        for day, columns in chosen.items():
            for column in columns:
                if not model.options[column].cover:
                    continue
                held.add(column)
                target = claim.priority_target_on(day)
                if values[column] < 0.5 or claim.staff_id is None or target is None:
                    continue
                for on in days_of(Period(target.after + DAY, target.by)):
                    held.update(column for column, _, _ in model.used.get((claim.staff_id, on), ()))
    frozen: Any = sorted(held)
    if frozen:
        face.low[frozen] = face.high[frozen] = [round(values[column]) for column in frozen]
