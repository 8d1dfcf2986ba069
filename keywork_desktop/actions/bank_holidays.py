"""Bank holidays of England and Wales, from the `holidays` library when first asked for."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=8)
def _of_year(year: int) -> dict[date, str]:
    from holidays import country_holidays

    found = country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    return {day: found[day] for day in found}


def bank_holidays(first: date, last: date) -> dict[date, str]:
    """The bank holidays from `first` to `last`, both included, with their names."""
    years = range(first.year, last.year + 1)
    return {day: name for year in years for day, name in sorted(_of_year(year).items()) if first <= day <= last}
