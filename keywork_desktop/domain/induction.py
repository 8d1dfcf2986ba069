"""Off the induction unit, and still with an interim key worker: listed until a permanent one is chosen (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, replace
from datetime import date

from keywork_desktop.domain.due_list import DueItem, due_item, has_interim, ranked
from keywork_desktop.domain.interim import is_interim, landing_on
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Allocation, KeyWorker, Prisoner
from keywork_desktop.domain.snapshot import Snapshot


def checked_landing(text: str) -> str:
    """The landing in its one spelling (`1-1`); `ValueError` if it is not one."""
    tidy = "".join(text.split()).upper()
    try:
        landing = Location(f"{tidy}-001").landing
    except ValueError:
        landing = None
    if landing is None:
        raise ValueError(f"{text!r} is not a landing like 1-1")
    return landing


def off_induction(snapshot: Snapshot, prisoner: Prisoner) -> bool:
    """He has an interim key worker and is no longer on an induction landing."""
    away = landing_on(prisoner, snapshot.on) not in snapshot.induction_landings
    return away and has_interim(prisoner, snapshot)


def still_interim(items: Iterable[DueItem], landings: Set[str]) -> tuple[DueItem, ...]:
    """Of these, whoever has an interim key worker and is no longer on an induction landing, in the given order."""
    return tuple(item for item in items if item.interim and landing_on(item.prisoner, item.day) not in landings)


def waiting_for_permanent(snapshot: Snapshot, landings: Collection[str] | None = None) -> tuple[str, ...]:
    """Prison numbers of those off induction whose key worker is interim, in the order of every list of people.

    `landings` are those of induction, None for the ones that are set.
    """
    if landings is not None:
        snapshot = replace(snapshot, induction_landings=frozenset(landings))
    named = snapshot.induction_landings
    interim = [p for n, p in snapshot.prisoners.items() if is_interim(p, snapshot.allocations.get(n), named)]
    found = still_interim(ranked(due_item(prisoner, snapshot) for prisoner in interim), named)
    return tuple(item.prisoner.prison_number for item in found)


@dataclass(frozen=True)
class Waiting:
    """A prisoner off induction with his interim key worker; `moved_on` is the day he was first seen off it."""

    prisoner: Prisoner
    key_worker: KeyWorker
    allocation: Allocation
    moved_on: date


def waiting(snapshot: Snapshot) -> tuple[Waiting, ...]:
    """Those of `waiting_for_permanent`, each with whom he has now; a key worker off the staff list is nobody."""
    found = []
    for number in waiting_for_permanent(snapshot):
        key_worker = snapshot.key_worker_of(number)
        if key_worker is not None:
            prisoner = snapshot.prisoners[number]
            moved = moved_off(prisoner, snapshot.induction_landings)
            found.append(Waiting(prisoner, key_worker, snapshot.allocations[number], moved or snapshot.on))
    return tuple(found)


def moved_off(prisoner: Prisoner, landings: Set[str]) -> date | None:
    """The first day in a cell after the last one on an induction landing; None if he has not been in one since."""
    since = None
    for seen in prisoner.whereabouts:
        if seen.location.landing in landings:
            break
        if seen.location.landing:
            since = seen.from_date
    return since
