"""A whole invented prison as a snapshot: as big as a real one, the same on every machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from keywork_desktop.domain.people import Alert, Allocation, KeyWorker, Prisoner
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import greedy_rota
from tests.factories import TODAY, a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert

FIRST_MONDAY = date(2026, 11, 23)

_LAST = [
    "ABBOTT",
    "BIRD",
    "CARR",
    "COX",
    "DEAN",
    "ELLIOTT",
    "FIELD",
    "GILL",
    "GRANT",
    "HARPER",
    "HUNT",
    "INGRAM",
    "JONES",
    "KHAN",
    "KING",
    "LANE",
    "MASON",
    "NGUYEN",
    "OKAFOR",
    "PRICE",
    "QUINN",
    "ROSE",
    "SHARP",
    "STONE",
    "TATE",
    "UNWIN",
    "VINCE",
    "WALSH",
    "YOUNG",
    "O'NEILL",
    "THOMPSON",
    "WILLIAMSON",
    "FEATHERSTONE-HAUGH",
]
_FIRST = [
    "Adam",
    "Ben",
    "Callum",
    "Dean",
    "Ethan",
    "Finn",
    "Gary",
    "Hugh",
    "Idris",
    "Jay",
    "Kyle",
    "Lee",
    "Max",
    "Noah",
    "Omar",
    "Pete",
    "Ross",
    "Scott",
    "Tim",
    "Zane",
]
_CODES = ("E", "L", "M", "AD", "RD", "RD", "N", "E", "L")
_TIMES = {"E": "0915-1045", "L": "1400-1530", "M": "1400-1615", "AD": "1400-1615"}


def a_whole_prison(
    houseblocks: int = 6,
    officers: int = 26,
    prisoners: int = 168,
    *,
    weeks: int = 4,
    key_work: float = 0.4,
    seed: int = 1,
) -> Snapshot:
    """Each houseblock with so many officers and prisoners, a detail, and a rota planned from Monday 23 November.

    `key_work` is the share of shifts with key work time.
    """
    rng = Random(seed)
    men: list[Prisoner] = []
    staff: list[KeyWorker] = []
    bound: list[Allocation] = []
    for block in range(1, houseblocks + 1):
        own = [_officer(rng, block, place) for place in range(officers)]
        staff += own
        for place in range(prisoners):
            man = _man(rng, block, place)
            men.append(man)
            if rng.random() > 0.02:
                bound.append(allocated(man.prison_number, own[place % officers].staff_id))
    days = [FIRST_MONDAY + timedelta(days=n) for n in range(7 * weeks)]
    shifts = []
    for officer in staff:
        for day in days:
            code = rng.choice(_CODES)
            times = _TIMES.get(code, "") if rng.random() < key_work else ""
            shifts.append(a_shift(officer.staff_id, day, code, times))
    snapshot = a_snapshot(men, staff, bound, shifts=shifts, period=Period(days[0], days[-1]))
    return replace(snapshot, planned=greedy_rota(snapshot).planned)


def _officer(rng: Random, block: int, place: int) -> KeyWorker:
    return a_key_worker(
        f"Q{block}{place:02d}X", last_name=rng.choice(_LAST), first_name=rng.choice(_FIRST), unit=str(block)
    )


def _man(rng: Random, block: int, place: int) -> Prisoner:
    """Most were seen in the last fortnight; some are on an ACCT, some near release with high ROSH."""
    last = rng.choice([*range(1, 15), *range(1, 15), 20, 30, 60])
    alerts: tuple[Alert, ...] = ()
    release = TODAY + timedelta(days=rng.randrange(10, 900))
    luck = rng.random()
    if luck < 0.05:
        alerts = (an_alert("HA", TODAY - timedelta(days=rng.randrange(1, 20))),)
    elif luck < 0.3:
        alerts = (an_alert("ROH", TODAY - timedelta(days=400)),)
    return a_prisoner(
        f"A{block}{place:03d}{rng.choice('BCDEFG')}{rng.choice('HJKLMN')}",
        last_name=rng.choice(_LAST),
        first_name=rng.choice(_FIRST),
        location=f"{block}-{place // 60 + 1}-{place % 60 + 1:03d}",
        reception=TODAY - timedelta(days=rng.randrange(2, 700)),
        release_date=release,
        alerts=alerts,
        seen=[TODAY - timedelta(days=last + 14 * n) for n in range(4)],
    )
