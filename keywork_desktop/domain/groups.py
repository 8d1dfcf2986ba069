"""Who is in which priority group, and since when (DOMAIN 3, priority groups of the EDM)."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.people import Alert, Prisoner

ROSH_DAYS = 28
"""High or very high ROSH counts in the last 28 days before release; 28 counts, 29 does not (EDM)."""

EXTREMISM_MONTHS = 2
"""TACT counts in the last two calendar months before release (EDM)."""

ACCT_OPEN, ACCT_POST_CLOSURE = frozenset({"HA"}), frozenset({"HA1"})
HIGH_ROSH = frozenset({"ROH", "ROV"})
TACT = frozenset({"XTACT"})


@dataclass(frozen=True, slots=True)
class Membership:
    """In the group since `start`: the first day of the present unbroken run, never before reception.

    `after_release_date` flags someone who is still on the roll though his release date has passed.
    """

    group: str
    start: date
    after_release_date: bool = False


def months_before(day: date, months: int) -> date:
    """The same day of the month `months` earlier, clamped to that month's end: 30 April − 2 is 28 or 29 February."""
    month = day.month - 1 - months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def run_start(alerts: Iterable[Alert], codes: frozenset[str], day: date) -> date | None:
    """The first day of the unbroken run in which one of `codes` was active, if one is on `day`.

    An alert that ends on the day another begins, or later, continues the run.
    """
    spans = sorted(
        (alert.begins, min(end for end in (alert.expiry, alert.ended_on, date.max) if end))
        for alert in alerts
        if alert.code in codes
    )
    start: date | None = None
    reaches = date.min
    for begins, ends in spans:
        if ends <= begins:
            continue
        if start is None or begins > reaches:
            if start is not None and start <= day < reaches:
                return start
            start, reaches = begins, ends
        else:
            reaches = max(reaches, ends)
    return start if start is not None and start <= day < reaches else None


def _alerted(group: str, codes: frozenset[str]) -> Callable[[Prisoner, date], Membership | None]:
    def membership(prisoner: Prisoner, day: date) -> Membership | None:
        start = run_start(prisoner.alerts, codes, day)
        return Membership(group, max(start, prisoner.reception)) if start else None

    return membership


def _rosh_pre_release(prisoner: Prisoner, day: date) -> Membership | None:
    start = run_start(prisoner.alerts, HIGH_ROSH, day)
    release = prisoner.release_date
    if start is None or release is None or (release - day).days > ROSH_DAYS:
        return None
    begins = max(start, release - timedelta(days=ROSH_DAYS), prisoner.reception)
    return Membership("rosh_pre_release", begins, after_release_date=release < day)


def _extremism_pre_release(prisoner: Prisoner, day: date) -> Membership | None:
    start = run_start(prisoner.alerts, TACT, day)
    release = prisoner.release_date
    if start is None or release is None or day < months_before(release, EXTREMISM_MONTHS):
        return None
    begins = max(start, months_before(release, EXTREMISM_MONTHS), prisoner.reception)
    return Membership("extremism_pre_release", begins, after_release_date=release < day)


MEMBERSHIP: dict[str, Callable[[Prisoner, date], Membership | None]] = {
    "acct_open": _alerted("acct_open", ACCT_OPEN),
    "acct_post_closure": _alerted("acct_post_closure", ACCT_POST_CLOSURE),
    "rosh_pre_release": _rosh_pre_release,
    "extremism_pre_release": _extremism_pre_release,
}
"""How membership is known from alerts and release date; `shielding` is flagged by hand, never by reports."""


def membership(group: str, prisoner: Prisoner, day: date) -> Membership | None:
    """The prisoner's present membership of `group` on `day`, None if he is not in it."""
    known = MEMBERSHIP.get(group)
    return known(prisoner, day) if known else None
