"""The demo prison's buildings: houseblocks, landings and cells, the two units, and the places that are not cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .draws import one_in, share_of

CODE = "SMI"
NAME = "HMP Saltmarsh (demo)"

MOST_HOUSEBLOCKS = 6
PRISONERS_A_HOUSEBLOCK = 90
LANDING_SHARES = (36, 35, 29)


@dataclass(frozen=True)
class Place:
    """Where a prisoner is (`cell`, as the reports spell it) and the houseblock whose officers look after him."""

    cell: str
    houseblock: int

    @property
    def unit(self) -> str:
        """`1`, `2` … for houseblocks, `CSU`, `IPD`, else empty: `COURT`, `RECP`, `CSWAP` are no unit."""
        head, dash, _ = self.cell.partition("-")
        return head if dash else ""


def houseblocks_of(prisoners: int) -> int:
    """How many houseblocks a prison of that size has: two to six."""
    return min(MOST_HOUSEBLOCKS, max(2, prisoners // PRISONERS_A_HOUSEBLOCK))


def places(rng: Random, prisoners: int) -> list[Place]:
    """A place for each prisoner: most in a cell of a houseblock, some in CSU or IPD, a few at court or in reception."""
    houseblocks = houseblocks_of(prisoners)
    elsewhere: list[str] = []
    for name in ("RECP", "COURT", "CSWAP"):
        elsewhere += [name] * share_of(prisoners, 3)
    for unit, per_mille in (("CSU", 20), ("IPD", 25)):
        elsewhere += [f"{unit}-1-{number:03d}" for number in range(1, share_of(prisoners, per_mille) + 1)]
    found = [Place(cell, rng.randint(1, houseblocks)) for cell in elsewhere]
    left = prisoners - len(found)
    for houseblock in range(1, houseblocks + 1):
        people = left // houseblocks + (houseblock <= left % houseblocks)
        found += [Place(cell, houseblock) for cell in _cells(rng, houseblock, people)]
    return found


def _cells(rng: Random, houseblock: int, people: int) -> Iterator[str]:
    """Cells for `people`, landing by landing; some cells stand empty, some are shared by two."""
    housed = 0
    for landing, _ in enumerate(LANDING_SHARES, start=1):
        target = people * sum(LANDING_SHARES[:landing]) // sum(LANDING_SHARES)
        number = 1
        while housed < target:
            cell = f"{houseblock}-{landing}-{number:03d}"
            yield cell
            housed += 1
            if housed < target and one_in(rng, 20):
                yield cell
                housed += 1
            number += 2 if one_in(rng, 30) else 1
