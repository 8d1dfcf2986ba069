"""Units and landings as the rolls show them, and what the rules say about each."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.locations import natural_key
from keywork_desktop.domain.rules import NEURODIVERSE_LANDING
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.models.settings_groups import switches_of
from keywork_desktop.ui.models.settings_table import KeyedTableModel
from keywork_desktop.ui.models.settings_words import place, span_words

RULES_COLUMN = 4


@dataclass(frozen=True, slots=True)
class LandingRow:
    """One landing. `special` says which rules of a place apply to it; `named` is the neurodiverse one."""

    unit: str
    landing: str
    prisoners: int
    cells: int
    special: str = ""
    named: bool = False
    induction: bool = False


def landings_of(snapshot: Snapshot) -> tuple[str, ...]:
    """Every landing on which somebody is located, in natural order: `1-1`, `1-2`, `CSU-1`."""
    found = {person.location.landing for person in snapshot.prisoners.values() if person.location.landing}
    return tuple(sorted(found, key=natural_key))


def landing_rows(snapshot: Snapshot, today: date) -> list[LandingRow]:
    """A row for each landing that is in use or that a rule names."""
    book = snapshot.policies
    people: dict[str, list[str]] = {}
    for person in snapshot.prisoners.values():
        if person.location.landing:
            people.setdefault(person.location.landing, []).append(str(person.location))
    named: dict[str, str] = {}
    for switch in (*switches_of(book, "neurodiverse", today), *switches_of(book, NEURODIVERSE_LANDING, today)):
        for landing in switch.landings:
            named[landing] = f"Neurodiverse landing {span_words(switch.from_date, switch.to_date, today)}"
    rows = []
    for landing in sorted({*people, *named, *snapshot.induction_landings}, key=natural_key):
        unit = landing.rpartition("-")[0]
        rules = book.rules_on(today, unit)
        weekend = "One session each weekend" if rules and rules.weekend and unit in rules.weekend_units else ""
        induction = landing in snapshot.induction_landings
        interim = "Induction unit" if induction else ""
        said = " · ".join(part for part in (interim, named.get(landing, ""), weekend) if part)
        cells = people.get(landing, [])
        rows.append(LandingRow(unit, landing, len(cells), len(set(cells)), said, landing in named, induction))
    return rows


def elsewhere(snapshot: Snapshot) -> str:
    """Who is not in a cell: `COURT 3 · RECP 1`; empty if nobody."""
    places: dict[str, int] = {}
    for person in snapshot.prisoners.values():
        if person.unit is None:
            places[str(person.location)] = places.get(str(person.location), 0) + 1
    return " · ".join(f"{name} {count}" for name, count in sorted(places.items()))


class LandingsModel(KeyedTableModel[LandingRow]):
    """Rows by landing."""

    headings = ("Unit", "Landing", "Prisoners", "Cells in use", "Rules of the place")

    def key_of(self, row: LandingRow) -> Hashable:
        return row.landing

    def cells_of(self, row: LandingRow) -> tuple[str, ...]:
        return (place(row.unit), row.landing, str(row.prisoners), str(row.cells), row.special)
