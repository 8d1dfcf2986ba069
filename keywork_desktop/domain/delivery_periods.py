"""The periods that delivery is looked at in: months, the last four weeks, four-week cycles (DOMAIN 3, 6)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import Enum

from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import MONTH_NAMES, long_date

FOUR_WEEKS = timedelta(days=28)
DAY = timedelta(days=1)


class PeriodChoice(Enum):
    """What a manager asks for by name; the last one is any two dates."""

    LAST_CYCLE = "last_cycle"
    LAST_28_DAYS = "last_28_days"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    BY_HAND = "by_hand"

    @property
    def words(self) -> str:
        return {
            PeriodChoice.LAST_CYCLE: "Last four whole weeks",
            PeriodChoice.LAST_28_DAYS: "Last 28 days",
            PeriodChoice.THIS_MONTH: "This month so far",
            PeriodChoice.LAST_MONTH: "Last month",
            PeriodChoice.BY_HAND: "From … to …",
        }[self]


def period_of(choice: PeriodChoice, today: date) -> Period:
    """The period of that name, seen from `today`; for BY_HAND the last 28 days, to begin with.

    A four-week cycle is four whole weeks, Monday to Sunday, the last of them over (local reading); the last 28 days and
    this month end today.
    """
    if choice is PeriodChoice.LAST_CYCLE:
        monday = today + DAY - timedelta(days=(today + DAY).weekday())
        return Period(monday - FOUR_WEEKS, monday - DAY)
    if choice is PeriodChoice.THIS_MONTH:
        return Period(today.replace(day=1), today)
    if choice is PeriodChoice.LAST_MONTH:
        return month_before(today)
    return Period(today - FOUR_WEEKS + DAY, today)


def month_before(day: date) -> Period:
    """The whole calendar month before the one of `day`."""
    last = day.replace(day=1) - DAY
    return Period(last.replace(day=1), last)


def is_month(period: Period) -> bool:
    """True for a calendar month, whole or up to some day of it."""
    return period.first.day == 1 and (period.first.year, period.first.month) == (period.last.year, period.last.month)


def is_whole_month(period: Period) -> bool:
    """True for a calendar month from its first to its last day."""
    return is_month(period) and period.last.day == monthrange(period.last.year, period.last.month)[1]


def periods_until(period: Period, count: int) -> tuple[Period, ...]:
    """The last `count` periods to compare with, oldest first: months where `period` is one, else spans of four weeks.

    The newest ends on the last day of `period`. None of them lies in the other, and none begins before year 1.
    """
    found = [period if is_month(period) else Period(max(period.last - FOUR_WEEKS + DAY, date.min), period.last)]
    while len(found) < count and found[0].first > date.min + 2 * FOUR_WEEKS:
        first = found[0].first
        found.insert(0, month_before(first) if is_month(period) else Period(first - FOUR_WEEKS, first - DAY))
    return tuple(found)


def step(period: Period, by: int) -> Period:
    """The period before (-1) or after (1) this one: a month for a whole month, else as many days."""
    if is_whole_month(period):
        if by < 0:
            return month_before(period.first)
        first = period.last + DAY
        return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))
    days = (period.last - period.first + DAY) * by
    return Period(period.first + days, period.last + days)


def period_words(period: Period) -> str:
    """`Mon 26 Oct 2026 to Sun 22 Nov 2026`; a whole month by its name: `October 2026`."""
    if is_whole_month(period):
        return f"{MONTH_NAMES[period.first.month - 1]} {period.first.year}"
    return f"{long_date(period.first)} to {long_date(period.last)}"
