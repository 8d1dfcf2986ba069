"""Curtailments: days, or hours of them, on which the regime is cut short and nobody is unlocked for key work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from keywork_desktop.domain.detail import TimeSpan

WHOLE_DAY = TimeSpan(time(0, 0), time(23, 59))


@dataclass(frozen=True, slots=True)
class Curtailment:
    """The regime is cut from `first` to `last` (both included), in one unit or in all, for `span` of each day."""

    first: date
    last: date
    unit: str | None = None
    span: TimeSpan = WHOLE_DAY
    reason: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a curtailment cannot end ({self.last}) before it begins ({self.first})")

    def closes(self, unit: str | None, day: date) -> bool:
        """True if it concerns the unit on that day, for some hours at least."""
        return self.first <= day <= self.last and self.unit in (None, unit)

    @property
    def hours(self) -> str:
        """`09:15–12:00`, or `all day`."""
        return "all day" if self.span == WHOLE_DAY else str(self.span)
