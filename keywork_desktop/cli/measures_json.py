"""Measures and wellbeing checks as the JSON of the command line's contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from keywork_desktop.domain.checks import WellbeingCheck
from keywork_desktop.domain.measure_rows import MeasureRow, PeriodMeasures
from keywork_desktop.domain.measures import Measures, Waited
from keywork_desktop.domain.not_in_nomis import NotInNomis


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def weeks(value: Fraction | None) -> int | float | None:
    """Whole weeks as an integer, others to two decimals."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else round(float(value), 2)


def _middle(value: float | None) -> int | float | None:
    return int(value) if value is not None and value.is_integer() else value


def _waited(waited: Waited, name: str) -> dict[str, Any]:
    return {name: _middle(waited.median), f"{name}_open": waited.open}


def measures(made: Measures) -> dict[str, Any]:
    spread = made.caseloads
    return {
        "days": made.days,
        "every_weeks": weeks(made.every_weeks),
        "people": made.people,
        "eligible": made.eligible,
        "sessions": made.sessions,
        "entries": made.entries,
        "projected": made.projected,
        "delivery_rate": _figure(made.delivery_rate),
        "coverage": _figure(made.coverage),
        "covered": made.covered,
        "coverable": made.coverable,
        "longest_gap_days": made.longest_gap_days,
        "never_met": made.never_met,
        "with_key_worker": made.with_key_worker,
        "met_by_own_key_worker": made.met_by_own_key_worker,
        "overdue_priority": made.overdue_priority,
        "minutes_per_prisoner_week": _figure(made.minutes_per_prisoner_week),
        "minutes_estimated": made.minutes_estimated,
        "sessions_estimated": made.sessions_estimated,
        "lost": {reason.value: count for reason, count in made.lost.items()},
        "cancelled": made.cancelled,
        **_waited(made.to_allocation, "days_to_allocation"),
        **_waited(made.to_first_session, "days_to_first_session"),
        "receptions": made.to_allocation.receptions,
        "caseloads": {"least": spread.least, "median": _middle(spread.middle), "most": spread.most} if spread else None,
    }


def _overdue_by_group(made: Measures) -> list[dict[str, Any]]:
    """Only for everybody asked for: for each part, what is withheld in one could be computed from the others."""
    shown: list[dict[str, Any]] = [
        {"key": group.group, "overdue": group.people, "most_days_overdue": group.most_days}
        for group in made.overdue_by_group
    ]
    return [*shown, *({"key": group, "withheld": True} for group in made.withheld_groups)]


def _row(row: MeasureRow) -> dict[str, Any]:
    if row.measures is None:
        return {"key": row.key, "withheld": True}
    return {"key": row.key, "name": row.name, **measures(row.measures)}


def stats(made: PeriodMeasures, first: date, last: date, unit: str | None) -> dict[str, Any]:
    return {
        "from": first,
        "to": last,
        "unit": unit,
        **measures(made.total),
        "overdue_by_group": _overdue_by_group(made.total),
        "rows": [_row(row) for row in made.rows],
    }


def check(owed: WellbeingCheck) -> dict[str, Any]:
    return {
        "prison_number": owed.prisoner.prison_number,
        "unit": owed.unit,
        "cell": owed.cell,
        "level": owed.level,
        "because_session_due_on": owed.because_session_due_on,
        "rule": owed.group,
        "done": owed.done,
    }


def waiting_for_nomis(waiting: NotInNomis) -> dict[str, Any]:
    return {
        "prison_number": waiting.prison_number,
        "on": waiting.on,
        "staff_id": waiting.staff_id or None,
        "days": waiting.days,
        "listed": waiting.listed,
    }
