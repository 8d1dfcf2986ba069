"""The ways of looking at the calendar: how each is called, by which keys it is chosen, and how far its pages reach."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from keywork_desktop.domain.wording import long_date, short_date, weekday
from keywork_desktop.ui.models.calendar_facts import CalendarFacts


class Mode(Enum):
    """The values are what the window remembers."""

    DAY = "day"
    WEEK = "week"
    WEEKS = "weeks"
    AGENDA = "agenda"

    @property
    def words(self) -> str:
        return {Mode.DAY: "Day", Mode.WEEK: "Week", Mode.WEEKS: "4 weeks", Mode.AGENDA: "Agenda"}[self]

    @property
    def keys(self) -> tuple[str, ...]:
        """Digits in the order of the buttons; letters where they mean nothing else (D is Delivered)."""
        return {Mode.DAY: ("1",), Mode.WEEK: ("2", "W"), Mode.WEEKS: ("3", "F"), Mode.AGENDA: ("4", "A")}[self]

    @property
    def days(self) -> int:
        """How many days one page shows; the agenda has pages of a week."""
        return {Mode.DAY: 1, Mode.WEEK: 7, Mode.WEEKS: 28, Mode.AGENDA: 7}[self]


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def span_words(first: date, last: date) -> str:
    """`Mon 16 Nov – Sun 13 Dec 2026`."""
    return f"{weekday(first)} {short_date(first, last)} – {long_date(last)}"


def title_of(mode: Mode, day: date, facts: CalendarFacts) -> str:
    """What the head of the page says: one day with its holiday, the week of a day, or the four weeks."""
    if mode is Mode.DAY:
        holiday = facts.holidays.get(day)
        return f"{long_date(day)}{f' · {holiday}' if holiday else ''}"
    if mode is Mode.WEEK:
        return span_words(monday_of(day), monday_of(day) + timedelta(days=6))
    if mode is Mode.AGENDA:
        return f"From {long_date(day)}"
    return span_words(facts.period.first, facts.period.last)
