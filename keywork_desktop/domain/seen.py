"""When a prisoner was seen: the distinct days of counted sessions, S of DOMAIN 3.1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from keywork_desktop.domain.people import EarlierStay, Prisoner
from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.domain.rules import Rule


def session_days(records: Iterable[KeyWorkRecord], day: date, since: date) -> tuple[date, ...]:
    """Distinct days up to `day`, not before `since`, on which a session counted; newest first.

    The same note twice, or two notes on one day, is one session; entries and wellbeing checks never count.
    """
    return tuple(sorted({r.on for r in records if r.counts and since <= r.on <= day}, reverse=True))


def newest_sessions(prisoner: Prisoner | EarlierStay, day: date, most: int) -> tuple[date, ...]:
    """The newest `most` of the prisoner's session days since reception, newest first; looks no further than it must."""
    found: list[date] = []
    since = prisoner.reception
    for record in prisoner.records:
        on = record.on
        if on < since:
            break
        if on <= day and record.counts and (not found or found[-1] != on):
            found.append(on)
            if len(found) == most:
                break
    return tuple(found)


def due_on(rule: Rule, seen: Sequence[date], start: date, first: int) -> date:
    """The day by which `rule` wants the prisoner seen next (DOMAIN 3.1).

    `seen` are the distinct days of counted sessions, newest first (the newest N are enough); `start` is the day the
    rule began to apply and `first` the days within which the first session falls due after it. Nobody is overdue on the
    day a rule begins.
    """
    n = rule.sessions
    k = counted_since(seen[:n], start)
    if k == 0:
        due = start + timedelta(days=first)
    else:
        due = seen[0] + timedelta(days=rule.spacing)
        if k < n:
            pace = start + timedelta(days=-(-rule.window_days * (k + 1) // n))
            due = max(due, min(pace, seen[0] + timedelta(days=rule.step)))
    if len(seen) >= n:
        due = max(due, seen[n - 1] + timedelta(days=rule.window_days))
    return due


def counted_since(seen: Sequence[date], start: date) -> int:
    """How many of these days lie on or after `start`."""
    return sum(day >= start for day in seen)
