"""The core day of each unit and weekday: set, ended, copied, and what lies outside it afterwards (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.refusing import LATEST, days_given, known_unit, mistakes_named
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.core_day import WEEKDAYS, CoreDay, CoreDayPart, CoreDays, PartKind, changed, weekdays_words
from keywork_desktop.domain.core_day import spans_words as hours_words
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import counted

if TYPE_CHECKING:
    from keywork_desktop.store import Entered

DAY = timedelta(days=1)
ALL_WEEK = tuple(range(len(WEEKDAYS)))


@dataclass(frozen=True)
class CoreDayListed:
    """One entry, who wrote it and when; `until` is the day before another takes its place, None if none does.

    `now` is true while it is the one of its unit and weekday that counts on the desk's day.
    """

    core_day: CoreDay
    entered: Entered
    until: date | None
    now: bool


def list_core_days(desk: Desk) -> tuple[CoreDayListed, ...]:
    """Every entry, past and coming: the establishment's first, then by unit, weekday and day."""
    found = desk.store.core_days()
    listed = []
    for core_day, entered in found:
        same = [other.from_date for other, _ in found if (other.unit, other.weekday) == core_day.key[:2]]
        after = min((day for day in same if day > core_day.from_date), default=None)
        until = after - DAY if after else None
        now = bool(core_day.parts) and core_day.from_date <= desk.today and (until is None or desk.today <= until)
        listed.append(CoreDayListed(core_day, entered, until, now))
    return tuple(listed)


def parts_of(written: Iterable[tuple[str, str, str]]) -> tuple[CoreDayPart, ...]:
    """Parts from what they are and their times: `("roll_check", "12:15", "12:30")`. `ValueError` for anything else."""
    return tuple(
        CoreDayPart(PartKind(kind), TimeSpan(time.fromisoformat(start), time.fromisoformat(end)))
        for kind, start, end in written
    )


def core_days_of(
    desk: Desk, parts: Sequence[CoreDayPart], weekdays: Iterable[int], from_date: date, unit: str | None = None
) -> tuple[CoreDay, ...]:
    """These parts as entries, one for each weekday, checked; nothing is written.

    Raises `RequestError`: `core_day_mistake` (parts that contradict each other, or none), `no_weekday`, `unknown_unit`,
    `policy_mistake` (a day that cannot be).
    """
    days = sorted(set(weekdays))
    if not days:
        raise RequestError("Choose at least one weekday.", code="no_weekday", details={"field": "weekdays"})
    with mistakes_named():
        days_given(from_date, None)
    unit = known_unit(desk, unit)
    if not parts:
        raise RequestError(
            "Say when prisoners are unlocked, or clear the core day so that it restricts nothing.",
            code="core_day_mistake",
            details={"field": "parts"},
        )
    try:
        return tuple(CoreDay(unit, day, from_date, tuple(parts)) for day in days)
    except ValueError as mistake:
        said = str(mistake)
        message = f"{said[:1].upper()}{said[1:]}. Correct it and try again."
        raise RequestError(message, code="core_day_mistake", details={"field": "parts"}) from mistake


def set_core_day(
    desk: Desk, parts: Sequence[CoreDayPart], weekdays: Iterable[int], from_date: date, unit: str | None = None
) -> ChangeSet:
    """Enter the core day of these weekdays from a day on, in a unit or (None) the whole establishment.

    Warns of planned sessions ahead that lie outside it, and of a later entry that stays. Raises as `core_days_of`.
    """
    entries = core_days_of(desk, parts, weekdays, from_date, unit)
    hours = entries[0].open
    unlocked = [part.span for part in entries[0].unlocks]
    said = f"unlocked {hours_words(unlocked)}" if hours else "no unlock"
    days = weekdays_words(entry.weekday for entry in entries)
    summary = f"Core day of {_place(entries[0].unit)}, {days} from {from_date:%d/%m/%Y}: {said}"
    return _write(desk, summary, entries, _later(desk, entries))


def clear_core_day(desk: Desk, weekdays: Iterable[int], from_date: date, unit: str | None = None) -> ChangeSet:
    """End the core day of these weekdays from a day on: a unit follows the establishment again, else nothing restricts.

    What was in force before stays in the history. Raises `RequestError`: `no_core_day`, `no_weekday`, `unknown_unit`,
    `policy_mistake`.
    """
    days = sorted(set(weekdays))
    if not days:
        raise RequestError("Choose at least one weekday.", code="no_weekday", details={"field": "weekdays"})
    with mistakes_named():
        days_given(from_date, None)
    unit = known_unit(desk, unit)
    there = [each for each, _ in desk.store.core_days() if each.unit == unit and each.weekday in days]
    gone = [each for each in there if each.from_date >= from_date]
    ended = []
    for day in days:
        before = [each for each in there if each.weekday == day and each.from_date < from_date]
        newest = max(before, key=lambda each: each.from_date, default=None)
        if newest is not None and newest.parts:
            ended.append(CoreDay(unit, day, from_date))
    touched = {each.weekday for each in (*gone, *ended)}
    if not touched:
        message = f"{_capital(_place(unit))} has no core day {weekdays_words(days)} from {from_date:%d/%m/%Y} on."
        raise RequestError(f"{message} Check unit and days.", code="no_core_day")
    summary = f"No core day of {_place(unit)}, {weekdays_words(touched)} from {from_date:%d/%m/%Y}"
    return _write(desk, summary, ended, (), gone)


def copy_core_day(
    desk: Desk,
    from_unit: str | None,
    to_units: Iterable[str | None],
    from_date: date,
    weekdays: Collection[int] = ALL_WEEK,
) -> ChangeSet:
    """Give units (None: the whole establishment) the core day that another has, from a day on.

    Raises `RequestError`: `no_core_day` if there is nothing to copy, `same_unit`, `unknown_unit`, `policy_mistake`.
    """
    with mistakes_named():
        days_given(from_date, None)
    source = known_unit(desk, from_unit)
    targets = list(dict.fromkeys(known_unit(desk, unit) for unit in to_units))
    if not targets or source in targets:
        raise RequestError("Choose other units than the one that is copied.", code="same_unit")
    hours = CoreDays(each for each, _ in desk.store.core_days())
    week = [from_date + n * DAY for n in ALL_WEEK]
    found = [entry for day in week if day.weekday() in weekdays and (entry := hours.on(source, day)) is not None]
    if not found:
        message = f"{_capital(_place(source))} has no core day from {from_date:%d/%m/%Y} on. Enter it first."
        raise RequestError(message, code="no_core_day")
    entries = tuple(replace(entry, unit=unit, from_date=from_date) for unit in targets for entry in found)
    whom = " and ".join(_place(unit) for unit in targets)
    summary = f"Core day of {_place(source)} copied to {whom}, from {from_date:%d/%m/%Y}"
    return _write(desk, summary, entries, _later(desk, entries))


def sessions_outside(desk: Desk, put: Iterable[CoreDay], removed: Iterable[CoreDay] = ()) -> tuple[PlannedSession, ...]:
    """Planned sessions from today on that these entries would leave outside the core day, by day and time."""
    snapshot = desk.store.snapshot(desk.today, Period(desk.today, LATEST))
    before, after = snapshot.core_hours, CoreDays(changed(snapshot.core_days, put, removed))
    found = []
    for session in snapshot.planned:
        prisoner = snapshot.prisoners.get(session.prison_number)
        if prisoner is None:
            continue
        where = (prisoner.unit, session.on, session.span)
        if after.closes(*where) and not before.closes(*where):
            found.append(session)
    return tuple(found)


def _write(
    desk: Desk,
    summary: str,
    put: Sequence[CoreDay],
    warnings: tuple[str, ...],
    removed: Sequence[CoreDay] = (),
) -> ChangeSet:
    outside = sessions_outside(desk, put, removed)
    with desk.work("core_day", summary) as work:
        for entry in removed:
            work.remove_core_day(entry)
        for entry in put:
            work.put_core_day(entry)
        if outside:
            verb, them = ("lies", "it") if len(outside) == 1 else ("lie", "them")
            told = f"{counted(len(outside), 'planned session')} ahead now {verb} outside the core day."
            warnings = (f"{told} Plan again to move {them}.", *warnings)
        return desk.settle(work, warnings)


def _later(desk: Desk, entries: Sequence[CoreDay]) -> tuple[str, ...]:
    """That an entry from a later day is there already, and stays."""
    there = [each for each, _ in desk.store.core_days()]
    days: dict[date, set[int]] = {}
    for entry in entries:
        for other in there:
            if (other.unit, other.weekday) == entry.key[:2] and other.from_date > entry.from_date:
                days.setdefault(other.from_date, set()).add(other.weekday)
    return tuple(
        f"On {weekdays_words(weekdays)} another core day begins on {day:%d/%m/%Y}; it stays."
        for day, weekdays in sorted(days.items())
    )


def _place(unit: str | None) -> str:
    return "the whole establishment" if unit is None else unit_name(unit)


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
