"""Regime states of the RMP as colours, and the regime level each one stands for (DOMAIN 2).

Only "red = level 4" is stated anywhere; the rest is a local reading that each prison may set.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from keywork_desktop.domain.rulebook import LEVEL_NAMES, LEVELS
from keywork_desktop.domain.rules import PolicyMistake


class RegimeColour(Enum):
    """The states of a regime management plan; the values are those of the command line."""

    GREEN = "green"
    GREEN_AMBER = "green-amber"
    AMBER_RED = "amber-red"
    RED = "red"


RED_IS = 4
SETTING = "regime_colours"
"""Under this key the prison's own mapping is kept."""

LOCAL_READING: Mapping[RegimeColour, int] = MappingProxyType(
    {RegimeColour.GREEN: 1, RegimeColour.GREEN_AMBER: 2, RegimeColour.AMBER_RED: 3, RegimeColour.RED: RED_IS}
)


def colours(setting: Mapping[str, int] | None) -> dict[RegimeColour, int]:
    """The level of each colour: as set here, else the local reading."""
    chosen = setting or {}
    return {colour: chosen.get(colour.value, level) for colour, level in LOCAL_READING.items()}


def checked_colour(colour: RegimeColour, level: int) -> int:
    """The level for this colour; `PolicyMistake` for a level that is none, or for another red than level 4."""
    if level not in LEVELS:
        raise PolicyMistake(f"level: {level} is not a regime level; they are 4, 3, 2 and 1")
    if colour is RegimeColour.RED and level != RED_IS:
        raise PolicyMistake("level: red is level 4 by the EDM and cannot be another one")
    return level


def level_named(text: str, setting: Mapping[str, int] | None = None) -> int:
    """The level that somebody wrote as `4`, `level 4`, `Lockdown` or a colour; `PolicyMistake` for anything else."""
    said = " ".join(text.replace("_", "-").casefold().split()).removeprefix("level ")
    if said.isdecimal() and int(said) in LEVELS:
        return int(said)
    for level, name in LEVEL_NAMES.items():
        if said == name.casefold():
            return level
    for colour, level in colours(setting).items():
        if said == colour.value:
            return level
    known = ", ".join([*map(str, LEVELS), *(name for name in LEVEL_NAMES.values()), *(c.value for c in RegimeColour)])
    raise PolicyMistake(f"level: {text!r} is not a regime level; they are {known}")
