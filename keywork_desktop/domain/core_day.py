"""The core day: when a unit's prisoners are unlocked, fed and counted on each weekday (DOMAIN 5).

A session lies inside an unlock and outside meals, roll checks and other lock-ups. Of the entries of a unit and weekday
the newest that has begun counts; a unit's own beats the establishment's. A weekday that nobody described restricts
nothing (local reading: a prison that has not entered its core day can still plan).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from functools import cached_property, lru_cache
from itertools import pairwise

from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.locations import unit_name

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MIDNIGHT, _LAST_MINUTE = time(0, 0), time(23, 59)
_A_RUN = 2


class PartKind(Enum):
    """What a part of the day is; the values are those of the store and the command line."""

    UNLOCK = "unlock"
    MEAL = "meal"
    ROLL_CHECK = "roll_check"
    LOCK_UP = "lock_up"

    @property
    def words(self) -> str:
        return {"unlock": "unlock", "meal": "meal", "roll_check": "roll check", "lock_up": "lock-up"}[self.value]


@dataclass(frozen=True, slots=True)
class CoreDayPart:
    """One stretch of the day: an unlock, or what interrupts it."""

    kind: PartKind
    span: TimeSpan

    def __str__(self) -> str:
        return f"{self.kind.words} {self.span}"


@dataclass(frozen=True)
class CoreDay:
    """The day of a unit (None: the whole establishment) on one weekday (Monday 0), from `from_date` on.

    Without parts it ends what was described before: a unit then follows the establishment again. `ValueError`, in words
    for the manager, for parts that contradict each other: two unlocks that overlap, two interruptions that overlap, or
    meals and roll checks without any unlock. A lock-up alone says that nobody is unlocked that day.
    """

    unit: str | None
    weekday: int
    from_date: date
    parts: tuple[CoreDayPart, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.weekday < len(WEEKDAYS):
            raise ValueError(f"a weekday is 0 (Monday) to 6 (Sunday), not {self.weekday}")
        object.__setattr__(self, "parts", tuple(sorted(self.parts, key=lambda part: (part.span, part.kind.value))))
        for some in (self.unlocks, self.interruptions):
            for one, other in pairwise(some):
                if one.span.overlaps(other.span):
                    raise ValueError(f"{one} and {other} overlap: give each hour once")
        if self.parts and not self.unlocks and not any(part.kind is PartKind.LOCK_UP for part in self.parts):
            raise ValueError(f"{self.parts[0]} without any unlock: say too when prisoners are unlocked")

    @property
    def unlocks(self) -> tuple[CoreDayPart, ...]:
        """When prisoners are unlocked, in order."""
        return tuple(part for part in self.parts if part.kind is PartKind.UNLOCK)

    @property
    def interruptions(self) -> tuple[CoreDayPart, ...]:
        """Meals, roll checks and other lock-ups, in order."""
        return tuple(part for part in self.parts if part.kind is not PartKind.UNLOCK)

    @cached_property
    def open(self) -> tuple[TimeSpan, ...]:
        """The hours in which a session may lie, in order; of no use where there are no parts."""
        return without(together(part.span for part in self.unlocks), [part.span for part in self.interruptions])

    @cached_property
    def closed(self) -> tuple[TimeSpan, ...]:
        """The hours of the day in which no session may lie, in order; none where there are no parts."""
        return without([TimeSpan(_MIDNIGHT, _LAST_MINUTE)], self.open) if self.parts else ()

    @property
    def key(self) -> tuple[str | None, int, date]:
        """What tells it from others: unit, weekday and first day."""
        return self.unit, self.weekday, self.from_date

    def why_closed(self, span: TimeSpan) -> str | None:
        """What stands against a session then: `roll check 12:00–12:30`, `unlocked 08:00–12:00`; None if nothing does.

        A session that ends when an unlock ends still lies inside it.
        """
        if not any(closed.overlaps(span) for closed in self.closed):
            return None
        in_the_way = [str(part) for part in self.interruptions if part.span.overlaps(span)]
        if in_the_way:
            return ", ".join(in_the_way)
        return f"unlocked {spans_words([part.span for part in self.unlocks])}" if self.unlocks else "no unlock"


class CoreDays:
    """All entries of a prison, asked by unit and day; what was worked out once is kept."""

    def __init__(self, entries: Iterable[CoreDay] = ()) -> None:
        self._entries: dict[tuple[str | None, int], list[CoreDay]] = {}
        for entry in sorted(entries, key=lambda each: each.from_date, reverse=True):
            self._entries.setdefault((entry.unit, entry.weekday), []).append(entry)
        self._found: dict[tuple[str | None, date], CoreDay | None] = {}

    def __bool__(self) -> bool:
        return bool(self._entries)

    def on(self, unit: str | None, day: date) -> CoreDay | None:
        """The entry that counts for a unit that day; None where nobody described it."""
        key = (unit, day)
        if key not in self._found:
            own = self._newest(unit, day) if unit is not None else None
            self._found[key] = own or self._newest(None, day)
        return self._found[key]

    def _newest(self, unit: str | None, day: date) -> CoreDay | None:
        begun = (each for each in self._entries.get((unit, day.weekday()), ()) if each.from_date <= day)
        newest = next(begun, None)
        return newest if newest is not None and newest.parts else None

    def open_on(self, unit: str | None, day: date) -> tuple[TimeSpan, ...] | None:
        """The hours in which a session may lie that day; None where nothing restricts it."""
        found = self.on(unit, day)
        return None if found is None else found.open

    def closed_on(self, unit: str | None, day: date) -> tuple[TimeSpan, ...]:
        """The hours of that day in which no session may lie."""
        found = self.on(unit, day)
        return () if found is None else found.closed

    def closes(self, unit: str | None, day: date, span: TimeSpan) -> bool:
        """True if a session then lies outside the core day of the unit, in part at least."""
        return any(closed.overlaps(span) for closed in self.closed_on(unit, day))

    def open_somewhere(self, units: Iterable[str | None], day: date) -> tuple[TimeSpan, ...] | None:
        """The hours in which a session may lie in one of the units; None where one of them is not restricted."""
        found: tuple[TimeSpan, ...] | None = None
        for unit in units:
            here = self.open_on(unit, day)
            if here is None:
                return None
            found = here if found is None or found == here else together((*found, *here))
        return found

    def why_closed(self, unit: str | None, day: date, span: TimeSpan) -> str | None:
        """`outside the core day of houseblock 2 (roll check 12:00–12:30)`; None if it lies inside."""
        found = self.on(unit, day)
        why = found.why_closed(span) if found is not None else None
        if found is None or why is None:
            return None
        return f"outside the core day{of_unit(found.unit)} ({why})"


def of_unit(unit: str | None) -> str:
    """` of houseblock 2`, ` of CSU`; nothing for the whole establishment."""
    if unit is None:
        return ""
    name = unit_name(unit)
    return f" of {name[:1].lower()}{name[1:]}" if unit.isdigit() else f" of {name}"


def spans_words(spans: Sequence[TimeSpan]) -> str:
    """`08:00–12:00 and 13:45–17:00`."""
    said = [str(span) for span in spans]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def parts_words(parts: Iterable[CoreDayPart]) -> str:
    """`Unlocked 08:00–12:00 and 13:45–17:00 · meal 11:30–12:00`; `No unlock …` where there is none."""
    some = list(parts)
    unlocked = [part.span for part in some if part.kind is PartKind.UNLOCK]
    said = [f"Unlocked {spans_words(unlocked)}" if unlocked else "No unlock"]
    return " · ".join(said + [str(part) for part in some if part.kind is not PartKind.UNLOCK])


@lru_cache(maxsize=4096)
def within(spans: tuple[TimeSpan, ...], hours: tuple[TimeSpan, ...]) -> tuple[TimeSpan, ...]:
    """What of `spans` lies within `hours`, in order."""
    found = [
        TimeSpan(max(span.start, hour.start), min(span.end, hour.end))
        for span in spans
        for hour in hours
        if span.overlaps(hour)
    ]
    return tuple(sorted(found))


def without(spans: Iterable[TimeSpan], taken: Iterable[TimeSpan]) -> tuple[TimeSpan, ...]:
    """What is left of `spans` without what is `taken`, in order."""
    busy = sorted(taken)
    left = []
    for span in sorted(spans):
        at = span.start
        for other in busy:
            if other.end <= at or other.start >= span.end:
                continue
            if other.start > at:
                left.append(TimeSpan(at, other.start))
            at = max(at, other.end)
        if at < span.end:
            left.append(TimeSpan(at, span.end))
    return tuple(left)


def together(spans: Iterable[TimeSpan]) -> tuple[TimeSpan, ...]:
    """All these hours, those that touch or overlap as one, in order."""
    found: list[TimeSpan] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = TimeSpan(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def changed(entries: Iterable[CoreDay], put: Iterable[CoreDay], removed: Iterable[CoreDay] = ()) -> tuple[CoreDay, ...]:
    """The entries with some written over those of the same unit, weekday and first day, and some taken away."""
    found = {entry.key: entry for entry in entries}
    for gone in removed:
        found.pop(gone.key, None)
    found.update((entry.key, entry) for entry in put)
    return tuple(found.values())


def weekdays_words(weekdays: Iterable[int]) -> str:
    """`Mon–Fri`, `Mon, Wed`, `every day`."""
    days = sorted(set(weekdays))
    if len(days) == len(WEEKDAYS):
        return "every day"
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = []
    for run in runs:
        names = [WEEKDAYS[day][:3] for day in run]
        said += [f"{names[0]}–{names[-1]}"] if len(run) > _A_RUN else names
    return ", ".join(said)
