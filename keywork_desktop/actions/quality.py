"""Quality assurance: which of the month's sessions to look at (DOMAIN 7)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.delivery_periods import month_before
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.qa import FIRST_SEED, QaSample, held_sessions, qa_sample
from keywork_desktop.domain.snapshot import Period


def month_of(text: str) -> Period:
    """The days of `2026-10`; raises `RequestError` `not_a_month`."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError as mistake:
        message = f"{text!r} is not a month like 2026-10."
        raise RequestError(message, code="not_a_month", details={"value": text}) from mistake
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))


def sample(
    desk: Desk,
    month: Period | None = None,
    *,
    size: int | None = None,
    unit: str | None = None,
    seed: str = FIRST_SEED,
) -> tuple[Period, QaSample]:
    """The sample of a month (left out: the month before today's) and its days; the same every time it is asked for.

    Raises `RequestError` `not_a_size` for a size below 0.
    """
    if size is not None and size < 0:
        message = f"A sample of {size} sessions cannot be drawn. Give 0 or more."
        raise RequestError(message, code="not_a_size", details={"value": size})
    days = month or month_before(desk.today)
    held = held_sessions(desk.store.period_facts(days), unit)
    # The month belongs to the seed: else the same officers would come first in every month.
    return days, qa_sample(held, size, f"{seed} {days.first:%Y-%m}")
