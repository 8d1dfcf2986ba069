"""The units that the window shows, in words."""

from __future__ import annotations

from collections.abc import Sequence

from keywork_desktop.domain.locations import unit_name

Units = frozenset[str | None] | None


def units_text(units: Units, known: Sequence[str | None]) -> str:
    """What is chosen, shortly: `All units`, `Houseblock 2`, `Houseblocks 1, 3`, `4 units`."""
    if units is None:
        return "All units"
    chosen = [unit for unit in known if unit in units]
    if len(chosen) == 1:
        return unit_name(chosen[0])
    if 1 < len(chosen) <= 3:
        if all(unit is not None and unit.isdigit() for unit in chosen):
            return "Houseblocks " + ", ".join(str(unit) for unit in chosen)
        return ", ".join(unit_name(unit) for unit in chosen)
    return f"{len(chosen)} units"
