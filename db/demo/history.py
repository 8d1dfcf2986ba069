"""Which days each prisoner of the demo prison was seen: a prison that tries, and does not always manage.

The days are made backwards from today, from how soon the prisoner is to be due again. Two in 28 days is the usual
rate, so a man whose second last session was 28 - n days ago is due in n days.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from .draws import deal, one_in

REPORT_DAYS = 126
NEWCOMER_DAYS = 36
# Nobody has been here for longer than this without ever having been seen.
NEVER_SEEN_DAYS = 150
LONG_OVERDUE = (-70, -22)

# How soon men who have been here for a while are due, in days from today (negative: overdue), with thousandths.
# None is somebody who has never been seen, or not for long.
DUE_IN_SHARES: dict[tuple[int, int] | None, int] = {
    (8, 14): 270,
    (1, 7): 400,
    (0, 0): 40,
    (-7, -1): 170,
    (-21, -8): 60,
    LONG_OVERDUE: 30,
    None: 40,
}
# Of those to be seen weekly, the share who have been let down.
WEEKLY_OVERDUE_SHARES = {True: 52, False: 48}


def days_seen_fortnightly(rng: Random, received: date, today: date, due_in: tuple[int, int] | None) -> list[date]:
    """Days of sessions of a man who is due within the range `due_in` of days from today; newest last."""
    days_in = (today - received).days
    if days_in < NEWCOMER_DAYS:
        return _days_of_newcomer(rng, received, today)
    if due_in is None and days_in <= NEVER_SEEN_DAYS:
        return []
    second = today - timedelta(days=28 - rng.randint(*(due_in or LONG_OVERDUE)))
    last = second + timedelta(days=rng.randint(7, 17))
    if last > today:
        last = today - timedelta(days=rng.randint(0, (today - second).days - 7))
    return sorted({last, *_back_from(rng, second, received, today, gaps=(11, 30))})


def days_seen_weekly(
    rng: Random, received: date, weekly_from: date, today: date, *, overdue: bool, acct: bool
) -> list[date]:
    """Days of sessions of a man who is to be seen weekly since `weekly_from`; newest last.

    `overdue` is followed where it can be: nobody is overdue in the first days of a group, except that an open ACCT
    (`acct`) asks for a session by the day after.
    """
    since = (today - weekly_from).days
    last: date | None = today - timedelta(days=rng.randint(0, min(6, since)))
    if overdue and since >= 8:
        last = None if one_in(rng, 3) else today - timedelta(days=rng.randint(8, min(24, since)))
    elif (overdue and acct and since >= 2) or (since <= 1 and one_in(rng, 2)):
        last = None
    weekly = _back_from(rng, last, weekly_from, today, gaps=(5, 7)) if last else []
    before = weekly_from - timedelta(days=rng.randint(1, 9))
    return sorted({*weekly, *_back_from(rng, before, received, today, gaps=(10, 17))})


def shares_of_due_in(rng: Random, prisoners: int) -> list[tuple[int, int] | None]:
    """One range of due days for each prisoner, in the proportions of a prison that tries."""
    return deal(rng, prisoners, DUE_IN_SHARES)


def shares_of_weekly_overdue(rng: Random, prisoners: int) -> list[bool]:
    """For each prisoner to be seen weekly, whether he is overdue."""
    return deal(rng, prisoners, WEEKLY_OVERDUE_SHARES)


def days_of_entries(rng: Random, seen: Sequence[date], received: date, today: date) -> list[date]:
    """Days of key work entries, which do not count: about one for six sessions, and some for men never seen."""
    found = [day + timedelta(days=rng.randint(1, 6)) for day in seen if one_in(rng, 6)]
    days_in = (today - received).days
    if not seen and days_in > 10 and one_in(rng, 3):
        found += [today - timedelta(days=rng.randint(0, min(days_in, REPORT_DAYS) - 1)) for _ in range(3)]
    return sorted({day for day in found if day <= today})


def _days_of_newcomer(rng: Random, received: date, today: date) -> list[date]:
    """First met within the first days, then every fortnight; one in 14 is not met at all yet."""
    if one_in(rng, 14):
        return []
    found: list[date] = []
    day = received + timedelta(days=rng.randint(1, 5 if one_in(rng, 4) else 3))
    while day <= today:
        found.append(day)
        day += timedelta(days=rng.randint(16, 24) if one_in(rng, 8) else rng.randint(10, 14))
    return found


def _back_from(rng: Random, day: date, received: date, today: date, *, gaps: tuple[int, int]) -> list[date]:
    """`day` and days before it with those gaps, none before reception or before the period of the report."""
    first = max(received, today - timedelta(days=REPORT_DAYS))
    found: list[date] = []
    while day >= first:
        found.append(day)
        day -= timedelta(days=rng.randint(*gaps))
    return found
