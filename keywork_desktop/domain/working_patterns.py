"""Working patterns: shifts that repeat every so many weeks, laid over the days of officers who work them (DOMAIN 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from keywork_desktop.domain.detail import SHIFT_CODES, Shift, ShiftCode, TimeSpan

WEEK = 7
MOST_WEEKS = 8
LONGEST_NAME = 60
_DAY = timedelta(days=1)
_REST = "RD"


class PatternDay(NamedTuple):
    """One day of a pattern: the shift code and the key work time in it. An empty code says nothing about the day."""

    code: str = ""
    key_work: tuple[TimeSpan, ...] = ()

    @property
    def text(self) -> str:
        """As it can be typed: `L KW 1400-1530`; empty where nothing is said."""
        spans = " ".join(f"{span.start:%H%M}-{span.end:%H%M}" for span in self.key_work)
        return f"{self.code} KW {spans}" if spans else self.code


NOTHING = PatternDay()


@dataclass(frozen=True)
class WorkingPattern:
    """Shifts from a Monday on, in whole weeks, one to eight; after the last the first comes again.

    `ValueError` for a name that is empty or too long, and for days that are not whole weeks or say nothing at all.
    """

    name: str
    days: tuple[PatternDay, ...]

    def __post_init__(self) -> None:
        if self.name != plain(self.name) or not self.name:
            raise ValueError("a working pattern needs a name")
        if len(self.name) > LONGEST_NAME:
            raise ValueError(f"the name of a working pattern has at most {LONGEST_NAME} characters")
        if len(self.days) % WEEK or not 1 <= len(self.days) // WEEK <= MOST_WEEKS:
            raise ValueError(f"a working pattern has whole weeks, 1 to {MOST_WEEKS}, not {len(self.days)} days")
        if all(day == NOTHING for day in self.days):
            raise ValueError("a working pattern needs a shift on at least one day")

    @property
    def weeks(self) -> int:
        """How many weeks go by before it begins again."""
        return len(self.days) // WEEK

    @property
    def key_work_minutes(self) -> int:
        """Minutes of key work time in the whole pattern."""
        return sum(span.minutes for day in self.days for span in day.key_work)

    def day_on(self, day: date, week_one_on: date) -> PatternDay:
        """What it says of a day, when its first week is the week of `week_one_on`; days before that count too."""
        return self.days[(day - monday_of(week_one_on)).days % len(self.days)]

    def shift_on(self, staff_id: str, day: date, week_one_on: date) -> Shift | None:
        """The shift of an officer who works it; None where it says nothing."""
        said = self.day_on(day, week_one_on)
        return Shift(staff_id, day, said.code, said.key_work) if said.code else None


def plain(name: str) -> str:
    """A name without spaces at its ends, and single ones in it."""
    return " ".join(name.split())


def same_name(one: str, other: str) -> bool:
    """True if these name the same pattern: capitals and spaces make no difference."""
    return plain(one).casefold() == plain(other).casefold()


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def is_away(code: str, codes: Mapping[str, ShiftCode] = SHIFT_CODES) -> bool:
    """True for a day on which something took the officer off his pattern: leave, sickness, training, cross-deployment.

    A rest day and nights are part of a pattern; a code without hours that is none of them is not.
    """
    known = codes.get(code)
    return code != _REST and (known is None or known.start is None)


def pattern_of(
    name: str,
    shifts: Iterable[Shift],
    first_monday: date,
    weeks: int,
    codes: Mapping[str, ShiftCode] = SHIFT_CODES,
) -> WorkingPattern:
    """The pattern of one officer's `weeks` from the week of `first_monday` on, read from his shifts.

    Days on which he was away say nothing: what he would have worked is not known. `ValueError` as in `WorkingPattern`.
    """
    start = monday_of(first_monday)
    by_day = {shift.on: shift for shift in shifts}
    days = (by_day.get(start + n * _DAY) for n in range(weeks * WEEK))
    said = (PatternDay(d.code, d.key_work) if d and not is_away(d.code, codes) else NOTHING for d in days)
    return WorkingPattern(plain(name), tuple(said))


class Outcome(Enum):
    """What becomes of one day when a pattern is laid over it."""

    NEW = "new"
    """There was nothing: the pattern's shift is written."""
    SAME = "same"
    """It says so already."""
    OVER = "over"
    """Another shift was there, and the pattern's is written over it."""
    IN_THE_WAY = "in_the_way"
    """Another shift is there and stays."""
    AWAY = "away"
    """Leave, sickness, training or a cross-deployment is there and stays."""

    @property
    def writes(self) -> bool:
        """True if a shift is written."""
        return self in (Outcome.NEW, Outcome.OVER)


@dataclass(frozen=True, slots=True)
class LaidDay:
    """One day of one officer under a pattern: what the pattern says, what stands there, what becomes of it."""

    shift: Shift
    standing: Shift | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Over:
    """What a pattern may be written over: other shifts, and days on which the officer is away."""

    shifts: bool = False
    away: bool = False


NOT_OVER = Over()


def lay(
    pattern: WorkingPattern,
    staff_id: str,
    first: date,
    last: date,
    week_one_on: date,
    standing: Mapping[tuple[str, date], Shift],
    over: Over = NOT_OVER,
    codes: Mapping[str, ShiftCode] = SHIFT_CODES,
) -> Iterator[LaidDay]:
    """What becomes of each day from `first` to `last` (both included) of which the pattern says something."""
    for n in range((last - first).days + 1):
        shift = pattern.shift_on(staff_id, first + n * _DAY, week_one_on)
        if shift is not None:
            there = standing.get((staff_id, shift.on))
            yield LaidDay(shift, there, _outcome(shift, there, over, codes))


def _outcome(shift: Shift, there: Shift | None, over: Over, codes: Mapping[str, ShiftCode]) -> Outcome:
    if there is None:
        return Outcome.NEW
    if there == shift:
        return Outcome.SAME
    if is_away(there.code, codes):
        return Outcome.OVER if over.away else Outcome.AWAY
    return Outcome.OVER if over.shifts else Outcome.IN_THE_WAY


def where_he_stands(
    pattern: WorkingPattern, staff_id: str, shifts: Iterable[Shift], around: date, codes: Mapping[str, ShiftCode]
) -> date | None:
    """The Monday nearest before `around` on which week 1 falls, so that his shifts agree best with the pattern.

    None where his shifts do not tell: none agrees, or two places agree equally well. Days away tell nothing.
    """
    here = monday_of(around)
    his = [shift for shift in shifts if shift.staff_id == staff_id and not is_away(shift.code, codes)]
    agree: Counter[date] = Counter()
    for back in range(pattern.weeks):
        monday = here - timedelta(days=back * WEEK)
        agree[monday] = sum(_agreement(pattern.day_on(shift.on, monday), shift) for shift in his)
    (best, most), *others = agree.most_common(2)
    if most == 0 or (others and others[0][1] == most):
        return None
    return best


def _agreement(said: PatternDay, shift: Shift) -> int:
    """The same code counts, the same key work time counts as much again."""
    return (said.code == shift.code) + (said == (shift.code, shift.key_work))


def named_in(patterns: Iterable[WorkingPattern]) -> Callable[[str], WorkingPattern | None]:
    """Finds the pattern that a text of the staff list names; None where it names none."""
    by_name = {pattern.name.casefold(): pattern for pattern in patterns}
    return lambda text: by_name.get(plain(text).casefold())
