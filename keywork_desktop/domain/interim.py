"""Interim key workers: whoever is on an induction landing has one until he moves off it (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date

from keywork_desktop.domain.people import Allocation, Prisoner, Whereabouts

INTERIM = "interim"
"""The word for such an allocation, wherever one is shown."""


def is_interim(prisoner: Prisoner, allocation: Allocation | None, landings: Set[str]) -> bool:
    """The allocation began while he was on one of the induction landings (DOMAIN 4; how it is told: local reading).

    False without an allocation, and where nobody named an induction landing.
    """
    return allocation is not None and bool(landings) and landing_on(prisoner, allocation.from_date) in landings


def landing_on(prisoner: Prisoner, day: date) -> str | None:
    """The landing he belonged to on that day, None if he was not here or in no cell that is known.

    Court, reception and other places that are not cells leave him on the landing of his last cell; before he was in
    any cell it is that of his first.
    """
    if day >= prisoner.reception:
        places = prisoner.whereabouts or (Whereabouts(prisoner.reception, prisoner.location),)
        return _belongs(places, day)
    earlier = prisoner.earlier
    here = earlier is not None and earlier.reception <= day < earlier.left_on
    return _belongs(earlier.whereabouts, day) if earlier is not None and here else None


def _belongs(places: Sequence[Whereabouts], day: date) -> str | None:
    """`places` are newest first."""
    cells = [seen for seen in places if seen.location.landing]
    by_then = next((seen for seen in cells if seen.from_date <= day), None)
    found = by_then or (cells[-1] if cells else None)
    return found.location.landing if found else None
