"""The detail: who works when, which of it is key work time, and when prisoners are elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time


def minutes_of(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def time_of(minutes: int) -> time:
    """The time of day `minutes` after midnight."""
    return time(minutes // 60, minutes % 60)


def hours_and_minutes(minutes: int) -> str:
    """How a length of time is written: `4 h 30`, `45 min`, `0 h`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min" if rest else "0 h"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """A stretch of one day, from `start` up to `end`; refuses to end before it starts."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"{self.start:%H:%M}-{self.end:%H:%M} ends before it starts")

    @property
    def minutes(self) -> int:
        return minutes_of(self.end) - minutes_of(self.start)

    def overlaps(self, other: TimeSpan) -> bool:
        return self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class ShiftCode:
    """What a code on the detail means; no times for a day off."""

    code: str
    meaning: str
    start: time | None = None
    end: time | None = None

    @property
    def works(self) -> bool:
        """True if the officer is in the prison in the day: nights see nobody, and leave has no times (DOMAIN 5)."""
        return self.start is not None and self.end is not None and self.start < self.end


def _code(code: str, meaning: str, start: str = "", end: str = "") -> ShiftCode:
    return ShiftCode(
        code, meaning, time.fromisoformat(start) if start else None, time.fromisoformat(end) if end else None
    )


SHIFT_CODES: dict[str, ShiftCode] = {
    code.code: code
    for code in (
        _code("E", "Early", "07:00", "12:30"),
        _code("L", "Late", "12:00", "20:00"),
        _code("M", "Main", "08:00", "17:00"),
        _code("AD", "All day", "08:00", "20:00"),
        _code("N", "Nights", "20:45", "07:30"),
        _code("RD", "Rest day"),
        _code("AL", "Annual leave"),
        _code("SL", "Sick"),
        _code("TRG", "Training"),
        _code("TOIL", "Time off in lieu"),
        _code("CD", "Cross-deployed"),
    )
}
"""The codes of DOMAIN 5; a detail may bring others, which say no key work time until somebody explains them."""


@dataclass(frozen=True, slots=True, eq=False)
class Shift:
    """One officer on one day: the shift code and the key work time in it.

    In a snapshot `withheld` is key work time that the detail gives and that does not count, because nobody has
    explained the code or because it lies outside it; then `key_work` is empty (see `shift_codes.counted_shift`). Two
    shifts are equal if the same stands on the detail, whether or not it counts.
    """

    staff_id: str
    on: date
    code: str
    key_work: tuple[TimeSpan, ...] = ()
    withheld: tuple[TimeSpan, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shift) and self._as_written == other._as_written

    def __hash__(self) -> int:
        return hash(self._as_written)

    @property
    def _as_written(self) -> tuple[str, date, str, tuple[TimeSpan, ...]]:
        return (self.staff_id, self.on, self.code, self.written)

    @property
    def key_work_minutes(self) -> int:
        return sum(span.minutes for span in self.key_work)

    @property
    def text(self) -> str:
        """As it is written on the detail and can be typed again: `L KW 1400-1530`."""
        spans = " ".join(f"{span.start:%H%M}-{span.end:%H%M}" for span in self.written)
        return f"{self.code} KW {spans}" if spans else self.code

    @property
    def written(self) -> tuple[TimeSpan, ...]:
        """The key work time that stands on the detail, whether or not it counts."""
        return (*self.key_work, *self.withheld)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A prisoner is elsewhere: court, visit, activity or other appointment of the unlock list."""

    prison_number: str
    on: date
    span: TimeSpan
    kind: str
    place: str = ""


def key_work_minutes(shifts: Iterable[Shift]) -> int:
    """Minutes of key work time on these shifts together."""
    return sum(shift.key_work_minutes for shift in shifts)
