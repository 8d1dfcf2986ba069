"""The rota as a linear model: musts are rows, wants are objectives (DOMAIN 5).

A column is one way of seeing somebody: on a day, by his own key worker or by cover. Where nothing but the number of
sessions matters, an officer's day is a capacity; where somebody is elsewhere for some hours, or two officers must meet,
the session has its start. Cover goes through a pool of the houseblock's free time each day, because it does not matter
to the plan who gives it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import date

from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.targets import Target
from keywork_desktop.planning.rota_claims import DAY, Ground, days_of
from keywork_desktop.planning.rota_hours import Spans, fillings, holds, starts
from keywork_desktop.planning.rota_matrix import Matrix, Want

Place = tuple[str, date]
"""One officer on one day."""

INFINITE = math.inf
PEOPLE, PRIORITY, WEIGHTED, ON_TIME, LATENESS, CHANGES, SPARING, EVENNESS = (
    "people_seen",
    "priority_met_on_time",
    "people_weighted",
    "met_on_time",
    "lateness_days",
    "changes",
    "sparing",
    "evenness",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One way of seeing somebody; `staff_id` None is the houseblock's pool, `start` None means any time that day."""

    claim: int
    day: date
    minutes: int
    staff_id: str | None
    start: int | None = None
    cover: bool = False


@dataclass(frozen=True, slots=True)
class Supply:
    """An officer's time given to the pool of cover: some sessions of `minutes` on a day, or one at `start`."""

    place: Place
    minutes: int
    start: int | None = None


@dataclass(slots=True)
class RotaModel:
    """The model and what its columns mean.

    `moments` are the starts that sessions can have in an officer's day when it is filled back to back.
    """

    ground: Ground
    matrix: Matrix = field(default_factory=Matrix)
    options: dict[int, Option] = field(default_factory=dict)
    supplies: dict[int, Supply] = field(default_factory=dict)
    wants: dict[str, Want] = field(default_factory=dict)
    spans: dict[Place, Spans] = field(default_factory=dict)
    timed: set[Place] = field(default_factory=set)
    ends: dict[Place, tuple[int, ...]] = field(default_factory=dict)
    moments: dict[Place, frozenset[int]] = field(default_factory=dict)
    used: dict[Place, list[tuple[int, int, int | None]]] = field(default_factory=dict)
    chosen: list[dict[date, list[int]]] = field(default_factory=list)

    def cover_waits(self, targets: Set[Target]) -> set[Place]:
        """Cover for these only once the own key worker has no time left in the window for one more session.

        Said just for the targets that need it (DOMAIN 5): for the others it comes by itself, as whoever can be seen by
        his own key worker is moved there. Gives back the officers' days on which that cannot be said because sessions
        of different lengths are only counted: the model has to be made again with the hours of those.
        """
        needed: set[Place] = set()
        for number, claim in enumerate(self.ground.claims):
            for target in claim.targets:
                if target not in targets or claim.staff_id is None:
                    continue
                cover = [
                    column
                    for day, columns in sorted(self.chosen[number].items())
                    for column in columns
                    if target.met_on_time_by(day) and self.options[column].cover
                ]
                one_at_most = not claim.weekends and not claim.kept
                groups = [cover] if one_at_most else [[column] for column in cover]
                for day in days_of(Period(target.after + DAY, target.by)) if cover else ():
                    place = (claim.staff_id, day)
                    if any(not self._full(group, place, target.rule.minutes) for group in groups):
                        needed.add(place)
        return needed

    def _full(self, cover: Sequence[int], place: Place, minutes: int) -> bool:
        """If any of `cover` is taken, no session of `minutes` fits any more; False if that cannot be said."""
        spans, used = self.spans.get(place, ()), self.used.get(place, ())
        lengths = {length for _, length, _ in used}
        asked = [(column, -1.0) for column in cover]
        if place in self.timed:
            at_all = starts(spans, tuple(sorted(lengths | {minutes}, reverse=True)), self.ends.get(place, ()))
            for at in at_all:
                if holds(spans, at, minutes):
                    over = [(c, 1.0) for c, length, s in used if s is not None and s < at + minutes and at < s + length]
                    self.matrix.row([*over, *asked], 0.0, INFINITE)
            return True
        most = fillings(spans, (minutes,))[0][0]
        if not most:
            return True
        if lengths - {minutes}:
            return False
        terms = [*((column, 1.0) for column, _, _ in used), *((column, most * value) for column, value in asked)]
        self.matrix.row(terms, 0.0, INFINITE)
        return True
