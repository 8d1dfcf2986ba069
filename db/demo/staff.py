"""The demo prison's key workers: band 3 officers, some part-time, some on leave, some off prisoner contact."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .draws import deal, one_in
from .names import FIRST_NAMES_MEN, FIRST_NAMES_WOMEN, SURNAMES
from .numbers import Numbers

ACTIVE = "Active"
ON_LEAVE = "Unavailable - annual leave"
NO_CONTACT = "Unavailable - no prisoner contact"
STATUS_SHARES = {ACTIVE: 880, ON_LEAVE: 80, NO_CONTACT: 40}
PATTERN_SHARES = {"FT": 920, "PT": 80}
PLACES = {"FT": 9, "PT": 4}
SPECIALISM_SHARES = {"": 840, "Young adults": 80, "Self-harm / ACCT": 40, "CSIP": 30, "Neurodiversity": 10}


@dataclass(frozen=True)
class KeyWorker:
    """One officer as the staff list shows him or her."""

    staff_id: str
    last_name: str
    first_name: str
    houseblock: int
    pattern: str
    status: str
    returns: date | None
    capacity: int
    specialism: str
    not_with_alerts: str

    @property
    def name(self) -> str:
        """`O'Malley, Priya`."""
        return f"{self.last_name.title()}, {self.first_name.title()}"


def make_key_workers(rng: Random, numbers: Numbers, count: int, houseblocks: int, today: date) -> list[KeyWorker]:
    """`count` officers, houseblock by houseblock, the same number in each as near as can be.

    In a houseblock of 20 or more two officers share a surname, so that "Ofc Finch" can mean either.
    """
    statuses = deal(rng, count, STATUS_SHARES)
    patterns = deal(rng, count, PATTERN_SHARES)
    specialisms = deal(rng, count, SPECIALISM_SHARES)
    women = deal(rng, count, {True: 28, False: 72})
    found: list[KeyWorker] = []
    for houseblock in range(1, houseblocks + 1):
        officers = count // houseblocks + (houseblock <= count % houseblocks)
        surnames = rng.sample(SURNAMES, officers)
        if officers >= 20:
            surnames[-1] = surnames[0]
        for surname in surnames:
            number = len(found)
            found.append(
                _key_worker(
                    rng,
                    numbers,
                    surname,
                    woman=women[number],
                    houseblock=houseblock,
                    pattern=patterns[number],
                    status=statuses[number],
                    specialism=specialisms[number],
                    today=today,
                )
            )
    return found


def make_leavers(rng: Random, numbers: Numbers, count: int, houseblocks: int, today: date) -> list[KeyWorker]:
    """Officers who have left the prison: not on the staff list any more, but their case notes are still there."""
    return [
        _key_worker(
            rng,
            numbers,
            rng.choice(SURNAMES),
            woman=one_in(rng, 3),
            houseblock=number % houseblocks + 1,
            pattern="FT",
            status=ACTIVE,
            specialism="",
            today=today,
        )
        for number in range(count)
    ]


def _key_worker(
    rng: Random,
    numbers: Numbers,
    surname: str,
    *,
    woman: bool,
    houseblock: int,
    pattern: str,
    status: str,
    specialism: str,
    today: date,
) -> KeyWorker:
    return KeyWorker(
        staff_id=numbers.staff_id(),
        last_name=surname,
        first_name=rng.choice(FIRST_NAMES_WOMEN if woman else FIRST_NAMES_MEN),
        houseblock=houseblock,
        pattern=pattern,
        status=status,
        returns=today + timedelta(days=rng.randint(3, 16)) if status == ON_LEAVE else None,
        capacity=PLACES[pattern],
        specialism=specialism,
        not_with_alerts="XRF" if woman else "",
    )
