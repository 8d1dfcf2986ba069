"""Reception: when a prisoner arrived in this establishment (DOMAIN 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from keywork_desktop.domain.facts import AdmissionFact, StayFact

FROM_ADMISSIONS = "admissions"
FROM_ALERTS = "alerts"


@dataclass(frozen=True, slots=True)
class Reception:
    """The day of arrival, and why it is uncertain, if it is."""

    on: date
    problem: str | None = None


def absences(stays: Iterable[StayFact]) -> tuple[date, ...]:
    """The days on which a roll no longer showed him, although an earlier one had; oldest first."""
    return tuple(sorted(stay.to_date for stay in stays if stay.to_date is not None))


def receptions(admissions: Iterable[AdmissionFact], stays: Iterable[StayFact]) -> tuple[date, ...]:
    """The days of arrival among the rows of the admissions report, oldest first.

    A row with the same booking as the one before it, and no absence from a roll in between, is a return (from court,
    say) and not a reception (DOMAIN 3.1).
    """
    rows = sorted((row for row in admissions if row.source == FROM_ADMISSIONS), key=lambda row: row.on)
    gone = absences(stays)
    found = [row.on for row in rows[:1]]
    for before, row in pairwise(rows):
        same_booking = bool(row.booking_number) and row.booking_number == before.booking_number
        if not same_booking or any(before.on < day <= row.on for day in gone):
            found.append(row.on)
    return tuple(found)


def reception_on(day: date, admissions: Sequence[AdmissionFact], stays: Sequence[StayFact]) -> Reception | None:
    """The latest reception on or before `day`; None if nothing shows him by then (DOMAIN 3.1).

    Where the admissions report does not know it, it is the Admission Date of the alerts report, else the first roll
    that shows him, either with a problem. An arrival before a roll that did not show him is not this one.
    """
    seen = [stay for stay in stays if stay.from_date <= day]
    present_since = max((stay.from_date for stay in seen), default=day)
    left = max((absent for absent in absences(stays) if absent <= min(day, present_since)), default=date.min)
    known = [on for on in receptions(admissions, stays) if left <= on <= day]
    if known:
        return Reception(max(known))
    from_alerts = [row.on for row in admissions if row.source == FROM_ALERTS and left <= row.on <= day]
    if from_alerts:
        return Reception(
            max(from_alerts),
            "No admission is known: reception is the alerts report's Admission Date. Import the admissions report.",
        )
    on_rolls = [stay.from_date for stay in seen if stay.from_date >= left]
    if not on_rolls:
        return None
    return Reception(
        min(on_rolls),
        "No admission is known: reception is the date of the first roll that shows him. Import the admissions report.",
    )
