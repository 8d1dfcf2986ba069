"""Where a prisoner is: houseblock, landing and cell, or a place such as court or reception."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

PLACES = frozenset({"COURT", "RECP", "CSWAP", "TAP", "OUT"})
"""Places that are not cells; whoever is there is still present (DOMAIN 2, 3.1)."""

WEEKEND_UNITS = ("CSU", "IPD")
"""Care and separation unit and in-patient department: one session each weekend (seed 000)."""

_CELL = re.compile(r"^(?P<unit>[0-9]{1,2}|[A-Z]{1,4})-(?P<landing>[0-9A-Z]{1,2})-(?P<cell>[0-9]{1,3}[A-Z]?)$")
_DIGITS = re.compile(r"(\d+)")


_HYPHEN = (1, 0, "-")


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts `2-1-9` before `2-1-010` and `2` before `10`; letters after digits."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in _DIGITS.split(text) if part
    )


@dataclass(frozen=True)
class Location:
    """A cell (`2-1-035`) or a place (`COURT`). Anything else is refused with `ValueError`."""

    text: str

    def __post_init__(self) -> None:
        if self.text not in PLACES and not _CELL.match(self.text):
            raise ValueError(f"{self.text!r} is neither a cell like 2-1-035 nor one of {', '.join(sorted(PLACES))}")

    @cached_property
    def unit(self) -> str | None:
        """`1`, `2` … for houseblocks, `CSU`, `IPD`; None for a place that is not a cell."""
        return self.text.partition("-")[0] if "-" in self.text else None

    @cached_property
    def landing(self) -> str | None:
        """Houseblock and landing, such as `2-1`; None for a place that is not a cell."""
        return self.text.rpartition("-")[0] or None

    @cached_property
    def sort_key(self) -> tuple[tuple[int, int, str], ...]:
        """Natural cell order, places last."""
        parts = self.text.split("-")
        if all(part.isdigit() for part in parts):  # nearly always, and quicker
            return tuple(key for part in parts for key in ((0, int(part), ""), _HYPHEN))[:-1]
        return natural_key(self.text)

    def __str__(self) -> str:
        return self.text


def unit_name(unit: str | None) -> str:
    """What a wing manager calls the unit: `Houseblock 2`, `CSU`, `Not in a cell`."""
    if unit is None:
        return "Not in a cell"
    return f"Houseblock {unit}" if unit.isdigit() else unit
