"""Working patterns: kept by name, read from an officer's weeks, changed, renamed and forgotten (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.detail_editing import what_is_wrong
from keywork_desktop.actions.finding import known_key_worker
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import counted, long_date
from keywork_desktop.domain.working_patterns import (
    MOST_WEEKS,
    NOTHING,
    WEEK,
    PatternDay,
    WorkingPattern,
    is_away,
    monday_of,
    pattern_of,
    plain,
    same_name,
)

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_SAID = 5


@dataclass(frozen=True)
class ListedPattern:
    """A working pattern, and the officers whose working pattern on the staff list bears its name (staff IDs)."""

    pattern: WorkingPattern
    officers: tuple[str, ...]


@dataclass(frozen=True)
class PatternRead:
    """What an officer's weeks give as a pattern; `away` are the days left empty because he was away, `blank` others."""

    texts: tuple[str, ...]
    first: date
    away: tuple[date, ...]
    blank: int


def patterns(desk: Desk) -> tuple[WorkingPattern, ...]:
    """All working patterns, by name."""
    return desk.store.working_patterns()


def listed_patterns(desk: Desk) -> tuple[ListedPattern, ...]:
    """All working patterns by name, with the officers of the staff list who work them; the inactive are left out."""
    working = [
        (worker.working_pattern, worker.staff_id)
        for worker in desk.store.snapshot(desk.today).key_workers.values()
        if worker.status is not KeyWorkerStatus.INACTIVE
    ]
    return tuple(
        ListedPattern(pattern, tuple(sorted(who for named, who in working if same_name(named, pattern.name))))
        for pattern in patterns(desk)
    )


def pattern_named(desk: Desk, name: str) -> WorkingPattern:
    """The working pattern of this name, in any capitals; raises `RequestError` `unknown_pattern`."""
    known = patterns(desk)
    for pattern in known:
        if same_name(pattern.name, name):
            return pattern
    names = ", ".join(f"“{pattern.name}”" for pattern in known) or "none yet: save an officer's weeks as one"
    raise RequestError(f"There is no working pattern “{plain(name)}”. Known: {names}.", code="unknown_pattern")


def save_pattern(
    desk: Desk, pattern: WorkingPattern, *, over: bool = False, instead_of: str | None = None
) -> ChangeSet:
    """Keep a working pattern by its name; `over` replaces one of that name, `instead_of` the one called so.

    Raises `RequestError`: `pattern_exists`, `unknown_pattern`, `bad_shift` (naming the days, with what is wrong).
    """
    old = pattern_named(desk, instead_of) if instead_of else None
    there = next((one for one in patterns(desk) if same_name(one.name, pattern.name)), None)
    if there is not None and there != old and (old is not None or not over):
        message = f"There is a working pattern “{there.name}” already. Choose another name, or replace that one."
        raise RequestError(message, code="pattern_exists", details={"field": "name"})
    _refuse(desk, pattern)
    replaced = old or there
    verb = "Change" if replaced else "Keep"
    with desk.work(
        "pattern", f"{verb} the working pattern “{pattern.name}” ({counted(pattern.weeks, 'week')})"
    ) as work:
        work.put_pattern(pattern, replaced.name if replaced else None)
        return desk.settle(work)


def save_texts(
    desk: Desk, name: str, texts: Sequence[str], *, over: bool = False, instead_of: str | None = None
) -> ChangeSet:
    """Keep a working pattern as it is typed, a text like `L KW 1400-1530` for each day from a Monday on.

    Raises `RequestError`: `bad_pattern` (no name, not whole weeks), else as `save_pattern`.
    """
    return save_pattern(desk, pattern_from(name, texts), over=over, instead_of=instead_of)


def pattern_from(name: str, texts: Sequence[str]) -> WorkingPattern:
    """A working pattern as it is typed; an empty text says nothing of its day. Raises as `save_texts`."""
    from keywork_desktop.importing.detail import cell_read

    days, mistakes = [], []
    for place, text in enumerate(texts):
        read = cell_read(text) if text.strip() else None
        if read is not None and read.problem:
            mistakes.append(f"{day_words(place)}, “{text.strip()}”: write it like E, RD or L KW 1400-1530.")
        days.append(PatternDay(read.code, read.key_work) if read else NOTHING)
    _refuse_mistakes(mistakes)
    try:
        return WorkingPattern(plain(name), tuple(days))
    except ValueError as error:
        said = str(error)
        message = f"{said[:1].upper()}{said[1:]}."
        raise RequestError(
            message, code="bad_pattern", details={"field": "name" if "name" in said else "days"}
        ) from error


def texts_of(pattern: WorkingPattern) -> tuple[str, ...]:
    """The days of a pattern as they can be typed again."""
    return tuple(day.text for day in pattern.days)


def day_words(place: int) -> str:
    """`Week 2 Tuesday`, for the day at a place in a pattern."""
    return f"Week {place // WEEK + 1} {_DAYS[place % WEEK]}"


def read_weeks(desk: Desk, staff_id: str, first: date, weeks: int) -> PatternRead:
    """What the weeks of an officer say as a pattern, from the week of `first` on; days away are left empty.

    Raises `RequestError`: `unknown_key_worker`, `bad_weeks` (not 1 to 8), `nothing_there` (no shift in these weeks).
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise RequestError(f"A working pattern has 1 to {MOST_WEEKS} weeks, not {weeks}.", code="bad_weeks")
    worker = known_key_worker(desk.store.snapshot(desk.today), staff_id)
    monday = monday_of(first)
    period = Period(monday, monday + timedelta(days=weeks * WEEK - 1))
    codes = desk.store.shift_codes()
    his = [shift for (who, _), shift in desk.store.detail_stands(period).items() if who == worker.staff_id]
    try:
        pattern = pattern_of("read", his, monday, weeks, codes)
    except ValueError as error:
        message = f"{worker.name} has no shift from {long_date(period.first)} to {long_date(period.last)}"
        raise RequestError(
            f"{message} that could make a pattern. Choose other weeks, or another officer.", code="nothing_there"
        ) from error
    away = tuple(sorted(shift.on for shift in his if is_away(shift.code, codes)))
    blank = sum(day == NOTHING for day in pattern.days) - len(away)
    return PatternRead(texts_of(pattern), monday, away, blank)


def save_weeks(desk: Desk, name: str, staff_id: str, first: date, weeks: int, *, over: bool = False) -> ChangeSet:
    """Keep an officer's weeks as a working pattern. Raises as `read_weeks` and `save_texts`."""
    return save_texts(desk, name, read_weeks(desk, staff_id, first, weeks).texts, over=over)


def rename_pattern(desk: Desk, name: str, new: str) -> ChangeSet:
    """Give a working pattern another name. Raises `RequestError` `unknown_pattern`, `pattern_exists`, `bad_pattern`."""
    pattern = pattern_named(desk, name)
    return save_texts(desk, new, texts_of(pattern), instead_of=pattern.name)


def forget_pattern(desk: Desk, name: str) -> ChangeSet:
    """Take a working pattern away; shifts that it has filled stay. Raises `RequestError` `unknown_pattern`."""
    pattern = pattern_named(desk, name)
    with desk.work("pattern", f"Forget the working pattern “{pattern.name}”") as work:
        work.remove_pattern(pattern.name)
        return desk.settle(work)


def _refuse(desk: Desk, pattern: WorkingPattern) -> None:
    """Refuses days that cannot be: a code nobody explained, key work time outside its hours."""
    codes = desk.store.shift_codes()
    mistakes = []
    for place in range(len(pattern.days)):
        shift = pattern.shift_on("", date(2024, 1, 1) + timedelta(days=place), date(2024, 1, 1))
        if shift is not None and (wrong := what_is_wrong(shift, codes.get(shift.code))):
            mistakes.append(f"{day_words(place)}, “{shift.text}”: {wrong}")
    _refuse_mistakes(mistakes)


def _refuse_mistakes(mistakes: Sequence[str]) -> None:
    if mistakes:
        more = [f"and {len(mistakes) - _MOST_SAID} more"] if len(mistakes) > _MOST_SAID else []
        message = f"The pattern was not kept. {' '.join((*mistakes[:_MOST_SAID], *more))}"
        raise RequestError(message, code="bad_shift", details={"mistakes": list(mistakes), "field": "days"})
