"""What is different from one rota to another: who is newly left out, who is newly saved, what is put elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import place_of
from keywork_desktop.planning.rota_plan import LeftOut, Plan


@dataclass(frozen=True, slots=True)
class Saved:
    """A target that the other rota did not meet on time, whose prisoner is left out no more.

    `by` is his first session then; None where nothing is asked for him any more.
    """

    left_out: LeftOut
    by: PlannedSession | None

    @property
    def prison_number(self) -> str:
        return self.left_out.outcome.target.prison_number


@dataclass(frozen=True)
class RotaDifference:
    """By prisoner: `newly_left_out` are those for whom everything was met on time before, and is not then.

    `newly_saved` are those for whom something was not, and everything is then; each with the first target of his that
    this is about. `elsewhere` counts the sessions that the other rota has not, or not there.
    """

    newly_left_out: tuple[LeftOut, ...]
    newly_saved: tuple[Saved, ...]
    elsewhere: int


def difference(before: Plan, then: Plan) -> RotaDifference:
    """What is different from `before` to `then`, two rotas of the same days."""
    left_before, left_then = _first_left_out(before), _first_left_out(then)
    sessions: dict[str, PlannedSession] = {}
    for session in sorted(then.planned, key=lambda session: (session.on, session.start)):
        sessions.setdefault(session.prison_number, session)
    known = {place_of(session) for session in before.planned}
    return RotaDifference(
        tuple(left for number, left in left_then.items() if number not in left_before),
        tuple(Saved(left, sessions.get(number)) for number, left in left_before.items() if number not in left_then),
        sum(place_of(session) not in known for session in then.planned),
    )


def _first_left_out(plan: Plan) -> dict[str, LeftOut]:
    """Each prisoner's most pressing target that is not met on time; priority first, then by date and number."""
    found: dict[str, LeftOut] = {}
    ranked = sorted(
        plan.left_out,
        key=lambda left: (not left.outcome.target.priority, left.outcome.target.by, left.outcome.target.prison_number),
    )
    for left in ranked:
        found.setdefault(left.outcome.target.prison_number, left)
    return found
