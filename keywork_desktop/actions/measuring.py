"""Measuring a period: what was delivered, what was lost and why (DOMAIN 6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.delivery_periods import period_words
from keywork_desktop.domain.delivery_report import Completeness, DeliveryReport, TrendPoint, Units
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.measure_rows import By, PeriodMeasures, measures_by, period_measures
from keywork_desktop.domain.snapshot import Period

LONGEST_YEARS = 10
LONGEST = 366 * LONGEST_YEARS

Progress = Callable[[str, float], None]
"""Hears what is being done and how far it is, 0.0 to 1.0; may raise to stop."""


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
    _check(first, last, every_weeks)
    facts = desk.store.period_facts(Period(first, last))
    return period_measures(facts, unit=unit, by=by, every_weeks=every_weeks)


def delivery_report(
    desk: Desk,
    first: date,
    last: date,
    *,
    units: Units | None = None,
    every_weeks: Fraction | None = None,
    progress: Progress | None = None,
) -> DeliveryReport:
    """Everything about a period at once: the measures of these units, by unit, by key worker and by cohort.

    Raises as `measures` does, whose numbers these are.
    """
    _check(first, last, every_weeks)
    tell = progress or _nobody
    tell("Reading who was here", 0.1)
    facts = desk.store.period_facts(Period(first, last))
    tell("Measuring", 0.5)
    total, rows = measures_by(facts, units, By, every_weeks)
    name = facts.at_the_end.establishment.name
    return DeliveryReport(name, facts.period, units, every_weeks, total, rows, desk.store.known_from())


def measured_over(
    desk: Desk,
    periods: Sequence[Period],
    *,
    units: Units | None = None,
    every_weeks: Fraction | None = None,
    progress: Progress | None = None,
) -> tuple[TrendPoint, ...]:
    """The measures of each of these periods, in their order; none where no case note tells of one (unknown, not zero).

    `progress` hears before each of them how far it is, and may raise to stop. Raises as `measures` does.
    """
    tell = progress or _nobody
    known = desk.store.known_from()
    points = []
    for place, period in enumerate(periods):
        tell(f"Measuring {period_words(period)}", place / len(periods))
        complete = known.completeness(period)
        made = None
        if complete is not Completeness.NONE:
            _check(period.first, period.last, every_weeks)
            made = measures_by(desk.store.period_facts(period), units, (), every_weeks)[0]
        points.append(TrendPoint(period, made, complete))
    return tuple(points)


def _nobody(text: str, fraction: float) -> None:
    """Nobody listens to how far it is."""


def _check(first: date, last: date, every_weeks: Fraction | None) -> None:
    if last < first:
        message = f"The period ends ({last:%d/%m/%Y}) before it begins ({first:%d/%m/%Y}). Swap the two dates."
        raise RequestError(message, code="not_a_period")
    if (last - first).days >= LONGEST:
        raise RequestError(
            f"A period of over {LONGEST_YEARS} years is too long. Choose a shorter one.", code="not_a_period"
        )
    if every_weeks is not None and every_weeks <= 0:
        raise RequestError(f"A session every {every_weeks} weeks cannot be. Give a number above 0.", code="not_weeks")
