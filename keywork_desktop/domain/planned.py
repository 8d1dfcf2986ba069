"""A session that somebody put on a day of the rota."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from keywork_desktop.domain.detail import TimeSpan, minutes_of, time_of


class PlannedKind(Enum):
    """What the session answers: a rule that recurs, or this weekend's session in CSU or IPD (DOMAIN 5)."""

    SESSION = "session"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One planned session.

    `target` is the day by which it was wanted when it was planned (None for a session put there by hand without one),
    `due_on` the due date then shown, `rule` the rule that asked. `id` is empty until the store has given one.
    """

    prison_number: str
    staff_id: str
    on: date
    start: time
    minutes: int
    kind: PlannedKind = PlannedKind.SESSION
    rule: str = "baseline"
    target: date | None = None
    due_on: date | None = None
    priority: bool = False
    cover: bool = False
    locked: bool = False
    second_staff_id: str | None = None
    id: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= 24 * 60 - minutes_of(self.start) - 1:
            raise ValueError(f"a session of {self.minutes} minutes at {self.start:%H:%M} does not fit into the day")

    @property
    def end(self) -> time:
        return time_of(minutes_of(self.start) + self.minutes)

    @property
    def span(self) -> TimeSpan:
        return TimeSpan(self.start, self.end)

    @property
    def on_time(self) -> bool:
        """True if it lies on or before its target; a session without one is not late for anything."""
        return self.target is None or self.on <= self.target
