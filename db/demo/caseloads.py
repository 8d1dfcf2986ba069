"""Who is whose key worker in the demo prison, since when, and who was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .draws import one_in
from .people import Prisoner
from .staff import NO_CONTACT, KeyWorker

LEAVERS_PRISONERS = 6
NO_CONTACT_PRISONERS = 3


@dataclass(frozen=True)
class Allocation:
    """One prisoner's key worker (None: unallocated), the day that began, and the key worker before."""

    key_worker: KeyWorker | None
    since: date
    earlier: KeyWorker | None = None

    def key_worker_on(self, day: date) -> KeyWorker | None:
        """Who would have written a case note about him on `day`."""
        return self.key_worker if day >= self.since and self.key_worker else self.earlier


def allocate(
    rng: Random,
    prisoners: Sequence[Prisoner],
    key_workers: Sequence[KeyWorker],
    leavers: Sequence[KeyWorker],
    today: date,
) -> dict[str, Allocation]:
    """An allocation for each prison number: about 93 in 100 have a key worker of their own houseblock.

    Nobody is above his capacity. Unallocated are the arrivals of the last days and half of those whose officer left;
    the other half have a new officer who may never have met them.
    """
    found: dict[str, Allocation] = {}
    for houseblock in sorted({prisoner.houseblock for prisoner in prisoners}):
        people = [prisoner for prisoner in prisoners if prisoner.houseblock == houseblock]
        rng.shuffle(people)
        officers = [officer for officer in key_workers if officer.houseblock == houseblock]
        gone = [officer for officer in leavers if officer.houseblock == houseblock]
        found |= _houseblock(rng, people, officers, gone, today)
    return found


def _houseblock(
    rng: Random, people: Sequence[Prisoner], officers: Sequence[KeyWorker], gone: Sequence[KeyWorker], today: date
) -> dict[str, Allocation]:
    open_places = {
        officer.staff_id: NO_CONTACT_PRISONERS if officer.status == NO_CONTACT else officer.capacity - 1
        for officer in officers
    }
    allocated = {officer.staff_id: 0 for officer in officers}
    left = [officer for officer in gone for _ in range(LEAVERS_PRISONERS)]
    found: dict[str, Allocation] = {}
    for prisoner in people:
        days_in = (today - prisoner.received).days
        earlier: KeyWorker | None = None
        since = prisoner.received + timedelta(days=min(days_in, rng.randint(0, 2)))
        left_alone = days_in <= 1 or one_in(rng, 22)
        if left and days_in > 90:
            earlier = left.pop()
            since = today - timedelta(days=rng.randint(5, 25))
            left_alone = one_in(rng, 2)
        elif days_in > 60 and one_in(rng, 7):
            earlier = rng.choice(officers)
            since = today - timedelta(days=rng.randint(10, min(100, days_in - 10)))
        choice = [officer for officer in officers if open_places[officer.staff_id] > 0 and officer is not earlier]
        if left_alone or not choice:
            found[prisoner.prison_number] = Allocation(None, today, earlier or rng.choice(officers))
            continue
        rng.shuffle(choice)
        chosen = min(choice, key=lambda officer: allocated[officer.staff_id] * 9 // officer.capacity)
        open_places[chosen.staff_id] -= 1
        allocated[chosen.staff_id] += 1
        found[prisoner.prison_number] = Allocation(chosen, since, earlier)
    return found
