"""Rules that cannot be: what the domain refuses, put as a request that somebody can mend, with the field named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.locations import WEEKEND_UNITS, unit_name
from keywork_desktop.domain.rules import PolicyMistake
from keywork_desktop.domain.time_lines import Overlap, Span

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
_OF_A_RULE = "sessions|window_days|minutes|first_within|source|local_reading|approved_by"
_FIELD = re.compile(rf"^(?P<of>\w+)(?:: (?P<field>{_OF_A_RULE})\b)?")


@contextmanager
def mistakes_named() -> Iterator[None]:
    """Inside, a `PolicyMistake` becomes a `RequestError`: `overlaps`, or `policy_mistake`; `details` name the field."""
    try:
        yield
    except Overlap as mistake:
        message = f"{_sentence(mistake)} Nothing was changed."
        raise RequestError(message, code="overlaps", details={"field": mistake.field}) from mistake
    except PolicyMistake as mistake:
        found = _FIELD.match(str(mistake))
        field = ".".join(part for part in found.groups() if part) if found else None
        message = f"{_sentence(mistake)} Correct it and try again."
        raise RequestError(message, code="policy_mistake", details={"field": field}) from mistake


def _sentence(mistake: PolicyMistake) -> str:
    return f"{str(mistake).rstrip('.')}."


def days_given(first: date, last: date | None) -> Span:
    """The days from `first` to `last`, both included; refuses years that nobody can mean, and days in wrong order."""
    for field, day in (("from", first), ("to", last)):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise PolicyMistake(f"{field}: {day.isoformat()} is not a day this program plans for; check the year")
    return Span(first, last)


def known_unit(desk: Desk, unit: str | None) -> str | None:
    """The unit as it is written everywhere; `RequestError` (`unknown_unit`) for one that nobody is in.

    An empty store knows no units yet and takes any.
    """
    if unit is None or not unit.strip():
        return None
    wanted = unit.strip().upper()
    known = desk.store.snapshot(desk.today).units
    if known and wanted not in known and wanted not in WEEKEND_UNITS:
        message = f"There is no unit {wanted}. Known are {', '.join(known)}; leave it out for the whole establishment."
        raise RequestError(message, code="unknown_unit", details={"field": "unit", "known": list(known)})
    return wanted


def where(unit: str | None) -> str:
    """` in Houseblock 2`, or nothing for the whole establishment."""
    return "" if unit is None else f" in {unit_name(unit)}"


def when(days: Span) -> str:
    """`on 21/11/2026`, `from 21/11/2026 to 23/11/2026`, `from 21/11/2026`."""
    if days.last == days.first:
        return f"on {days.first:%d/%m/%Y}"
    return f"from {days.first:%d/%m/%Y}" + (f" to {days.last:%d/%m/%Y}" if days.last else "")
