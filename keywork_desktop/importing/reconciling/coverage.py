"""Whom a report covers: only they can be missing from it (DOMAIN 8)."""

from __future__ import annotations

from collections.abc import Mapping, Set

from keywork_desktop.domain.locations import Location


def unit_of(location: str | None) -> str | None:
    """The houseblock or unit of a location; None for court and other places, and where nothing is known."""
    return Location(location).unit if location else None


def covered_by(shown: Set[str], units: Mapping[str, str | None]) -> frozenset[str]:
    """Of the people in `units` (prison number and unit), those a report that shows the units `shown` covers.

    A report that shows every houseblock somebody is in covers the whole prison: also units that are empty today, and
    places such as court. Otherwise it covers the people of the units it shows, and nobody at court.
    """
    occupied = {unit for unit in units.values() if unit}
    houseblocks = {unit for unit in occupied if unit.isdigit()} or occupied
    if houseblocks and houseblocks <= shown:
        return frozenset(units)
    return frozenset(number for number, unit in units.items() if unit is not None and unit in shown)
