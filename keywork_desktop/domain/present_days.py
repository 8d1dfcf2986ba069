"""On which days of a period somebody was present, and since which reception (DOMAIN 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from keywork_desktop.domain.facts import AdmissionFact, StayFact
from keywork_desktop.domain.groups import Run
from keywork_desktop.domain.reception import FROM_ADMISSIONS, FROM_ALERTS, Reception, reception_on
from keywork_desktop.domain.snapshot import Period

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PresentDays:
    """An unbroken run of days of the period under one reception.

    `arrival_known` is false where the reception is only the first roll that shows him: he may have been here for years.
    """

    reception: Reception
    days: Run
    arrival_known: bool = True


def present_days(period: Period, admissions: Sequence[AdmissionFact], stays: Sequence[StayFact]) -> list[PresentDays]:
    """The runs of days of `period` on which one prisoner was present, oldest first.

    Presence begins with the reception, also where the first roll that was imported is later, and ends the day before
    he is gone. A new reception without an absence begins a run of its own.
    """
    known = {row.on for row in admissions if row.source in (FROM_ADMISSIONS, FROM_ALERTS)}
    found: list[PresentDays] = []
    begins_after, end_of_period = period.first, period.last + DAY
    for stay in sorted(stays, key=lambda each: each.from_date):
        end = min(stay.to_date or date.max, end_of_period)
        if end <= begins_after:
            continue
        arrived = reception_on(stay.from_date, admissions, stays)
        begins = max(min(stay.from_date, arrived.on) if arrived else stay.from_date, begins_after)
        if begins >= end:
            continue
        # What is the latest reception can change only on a day of an admission, or of the first roll.
        turns = sorted({day for day in (*(row.on for row in admissions), stay.from_date) if begins < day < end})
        for first, following in pairwise([begins, *turns, end]):
            reception = reception_on(first, admissions, stays) or arrived or Reception(stay.from_date)
            run = Run(first, following)
            if found and found[-1].days.end == first and found[-1].reception == reception:
                run = Run(found.pop().days.first, following)
            found.append(PresentDays(reception, run, reception.on in known))
        begins_after = end
    return found
