"""One session each weekend for those in CSU or IPD: due on Sunday, missed if it passes, never overdue (DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.seen import newest_sessions

SATURDAY, SUNDAY = 5, 6
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def weekend_due(seen: Sequence[date], day: date) -> date:
    """The Sunday by which a prisoner in CSU or IPD is to be seen: this weekend's, or the next if he was seen in it."""
    sunday = day + timedelta(days=SUNDAY - day.weekday())
    if day.weekday() >= SATURDAY and any(sunday - DAY <= on <= sunday for on in seen[:1]):
        return sunday + WEEK
    return sunday


def asked_at_weekends(book: RuleBook, day: date, unit: str | None) -> bool:
    """True if the weekend rule applies in this unit on that day."""
    rules = book.rules_on(day, unit)
    return rules is not None and rules.weekend is not None and unit in rules.weekend_units


def missed_weekends(prisoner: Prisoner, book: RuleBook, day: date) -> tuple[date, ...]:
    """The Sundays before `day` of weekends that passed without a session though he was there on both days.

    Counts since reception, newest first, as far back as whereabouts and records reach.
    """
    seen = prisoner.whereabouts
    if not any(asked_at_weekends(book, day, stay.location.unit) for stay in seen):
        return ()
    sessions = newest_sessions(prisoner, day, len(prisoner.records))
    reaches = max(prisoner.reception, seen[-1].from_date)
    held = set(sessions)
    missed = []
    sunday = day - timedelta(days=day.weekday() + 1)
    while sunday - DAY >= reaches:
        weekend = (sunday - DAY, sunday)
        if all(asked_at_weekends(book, on, _unit_on(prisoner, on)) for on in weekend) and not held.intersection(
            weekend
        ):
            missed.append(sunday)
        sunday -= WEEK
    return tuple(missed)


def _unit_on(prisoner: Prisoner, day: date) -> str | None:
    return next((stay.location.unit for stay in prisoner.whereabouts if stay.from_date <= day), None)
