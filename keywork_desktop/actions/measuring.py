"""Measuring a period: what was delivered, what was lost and why (DOMAIN 6)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.measure_rows import By, PeriodMeasures, period_measures
from keywork_desktop.domain.snapshot import Period

LONGEST_YEARS = 10
LONGEST = 366 * LONGEST_YEARS


def measures(
    desk: Desk,
    first: date,
    last: date,
    *,
    unit: str | None = None,
    by: By | None = None,
    every_weeks: Fraction | None = None,
) -> PeriodMeasures:
    """The measures of DOMAIN 6 from `first` to `last`, both included, by what is known now.

    Raises `RequestError`: `not_a_period` if it ends before it begins or is longer than ten years, `not_weeks` if
    `every_weeks` is not above 0. A unit where nobody was has no rate, which is no mistake.
    """
    if last < first:
        message = f"The period ends ({last:%d/%m/%Y}) before it begins ({first:%d/%m/%Y}). Swap the two dates."
        raise RequestError(message, code="not_a_period")
    if (last - first).days >= LONGEST:
        raise RequestError(
            f"A period of over {LONGEST_YEARS} years is too long. Choose a shorter one.", code="not_a_period"
        )
    if every_weeks is not None and every_weeks <= 0:
        raise RequestError(f"A session every {every_weeks} weeks cannot be. Give a number above 0.", code="not_weeks")
    facts = desk.store.period_facts(Period(first, last))
    return period_measures(facts, unit=unit, by=by, every_weeks=every_weeks)
