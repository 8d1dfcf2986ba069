"""Entries of one kind and unit in time: no two say something different about one day (DOMAIN 3, from/to dates)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.rules import PolicyMistake

DAY = timedelta(days=1)


class Overlap(PolicyMistake):
    """An entry would say something else about days that another one speaks of; `field` is the one to change."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; None: no end yet. Refuses an end before the beginning."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise Overlap("to", f"{self.last:%d/%m/%Y} is before {self.first:%d/%m/%Y}, from which it is to apply")

    @property
    def end(self) -> date:
        """The last day for comparing; the end of the calendar where none is set."""
        return self.last or date.max

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.end and other.first <= self.end

    def without(self, other: Span) -> tuple[Span, ...]:
        """What remains of these days without the `other` ones, oldest first."""
        if not self.overlaps(other):
            return (self,)
        parts = []
        if self.first < other.first:
            parts.append(Span(self.first, other.first - DAY))
        if other.last is not None and other.last < self.end:
            parts.append(Span(other.last + DAY, self.last))
        return tuple(parts)

    def __str__(self) -> str:
        return f"{self.first:%d/%m/%Y} to {self.last:%d/%m/%Y}" if self.last else f"{self.first:%d/%m/%Y} on"


Remaining = dict[int, tuple[Span, ...]]
"""Places of the entries that a change touches, each with the days that it keeps; none: it is gone."""


def laid_over(present: Sequence[Span], new: Span, *, replaces: bool) -> Remaining:
    """What becomes of the entries at `present`, which do not overlap, when `new` is laid over them.

    One that goes on beyond `new`, or has no end, is cut: it ends the day before, and resumes after it. One that lies
    inside `new` is replaced, if `replaces` says so or if it begins on the same day. Raises `Overlap` naming `from` or
    `to` where it overlaps by half, or would be replaced without anybody having asked for it.
    """
    touched = {place: entry for place, entry in enumerate(present) if entry.overlaps(new)}
    for entry in touched.values():
        if not replaces and new.first < entry.first:
            first = f"{entry.first:%d/%m/%Y}"
            field = "from" if new.last is None else "to"
            raise Overlap(field, f"another one begins on {first}. Begin then or later, or end this one before that day")
    for entry in touched.values():
        inside = new.first <= entry.first and entry.end <= new.end
        around = entry.first <= new.first and new.end <= entry.end
        if not inside and not around:
            field = "from" if entry.first < new.first else "to"
            raise Overlap(field, f"overlaps the entry {entry} by half. Choose days inside it, or all of it")
    return {place: entry.without(new) for place, entry in touched.items()}


def cleared(present: Sequence[Span], days: Span) -> Remaining:
    """What becomes of the entries at `present` when nothing is to apply on `days` any more."""
    return {place: entry.without(days) for place, entry in enumerate(present) if entry.overlaps(days)}
