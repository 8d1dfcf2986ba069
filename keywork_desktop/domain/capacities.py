"""How many places key workers have on a day: their own capacity, or more of it at a regime level (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from keywork_desktop.domain.people import MOST_CAPACITY, KeyWorker
from keywork_desktop.domain.rulebook import LEVELS, RuleBook

CAPACITY_AT_LEVEL = "capacity_at_level"
"""The setting: by regime level, how many places a key worker with the most places (nine) has then."""


def checked_capacities(at_level: Mapping[int, int]) -> dict[int, int]:
    """The setting, sorted by level; `ValueError` for a level that there is not, or fewer than nine places."""
    for level, places in at_level.items():
        if level not in LEVELS:
            raise ValueError(f"{level} is not a regime level; they are 4, 3, 2 and 1")
        if places < MOST_CAPACITY:
            raise ValueError(f"{places} places at level {level} are fewer than the {MOST_CAPACITY} of every day")
    return dict(sorted(at_level.items()))


def places_on(key_worker: KeyWorker, at_level: Mapping[int, int], book: RuleBook, day: date) -> int:
    """His or her places on `day`: raised in proportion (nine to twelve, four to five) at the level of the unit.

    Seed 003 raises capacity prison-wide at level 4; levels 3 and 2, and proportion, are a local reading.
    """
    raised = at_level.get(book.level_on(day, key_worker.unit) or 0, MOST_CAPACITY)
    return max(key_worker.capacity, key_worker.capacity * raised // MOST_CAPACITY)


def with_places(
    key_workers: Mapping[str, KeyWorker], at_level: Mapping[int, int], book: RuleBook, day: date
) -> dict[str, KeyWorker]:
    """The key workers with the places that they have on `day`."""
    return {
        staff_id: replace(each, capacity=places_on(each, at_level, book, day)) if at_level else each
        for staff_id, each in key_workers.items()
    }
