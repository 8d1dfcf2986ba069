"""A rota as it is proposed: its sessions, what they reach, what is left out and why, and what is proven about it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.targets import TargetOutcome

Progress = Callable[[float], None]
"""Told how much of the work is done, from 0 to 1; may raise to cancel."""

SoFar = Callable[[int, int], None]
"""Told how many targets the best rota so far meets on time, and how many any rota could at most."""

Units = str | Collection[str | None] | None
"""Whom a rota is for: the prisoners of one unit, of several (None among them: not in a cell), or (None) everyone."""


def chosen_units(units: Units) -> frozenset[str | None] | None:
    """The units as a set; None for everyone."""
    return None if units is None else frozenset({units} if isinstance(units, str) else units)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A target that is not met on time: which rule of DOMAIN 5 stopped it, said in words, and what would mend it."""

    outcome: TargetOutcome
    reason_code: str
    why: str
    needs: str


@dataclass(frozen=True)
class Plan:
    """A proposed rota and how it answers its targets. Nothing is stored until it is applied.

    `people` are the prisoners planned for, `kept` the locked sessions that stay, also among `planned`; `lost` the
    locked ones that nobody could hold, because their officer is away. `bound` is the most that any plan could reach
    (`met_on_time`, `priority_met_on_time`, `people_seen`; DOMAIN 5), `proven_best` says that wants 1 to 4 are proven,
    `gap` is the share of the first of them that is still open: 0 when all are proven, None where nothing was tried.
    `slots_*` count sessions of the length of the longest target. `moved_from_published` counts the sessions of the
    newest published `version` that are not where it says; where none is published, those that were on the rota.
    """

    period: Period
    planned: tuple[PlannedSession, ...]
    outcomes: tuple[TargetOutcome, ...]
    left_out: tuple[LeftOut, ...]
    slots_total: int
    slots_used: int
    seconds: float
    people: frozenset[str] = frozenset()
    kept: tuple[PlannedSession, ...] = ()
    lost: tuple[PlannedSession, ...] = ()
    moved_from_published: int = 0
    version: int | None = None
    bound: Mapping[str, int] = field(default_factory=dict)
    proven_best: bool = False
    gap: float | None = None

    @property
    def targets(self) -> int:
        return len(self.outcomes)

    @property
    def met_on_time(self) -> int:
        return sum(outcome.on_time for outcome in self.outcomes)

    @property
    def priority_targets(self) -> int:
        return sum(outcome.target.priority for outcome in self.outcomes)

    @property
    def priority_met_on_time(self) -> int:
        return sum(outcome.target.priority and outcome.on_time for outcome in self.outcomes)

    @property
    def people_due(self) -> int:
        """Prisoners with at least one target."""
        return len({outcome.target.prison_number for outcome in self.outcomes})

    @property
    def people_seen(self) -> int:
        """Prisoners with a target who get at least one session."""
        seen = {session.prison_number for session in self.planned}
        return len({outcome.target.prison_number for outcome in self.outcomes} & seen)

    @property
    def lateness_days(self) -> int:
        return sum(outcome.lateness(self.period.last) for outcome in self.outcomes)
