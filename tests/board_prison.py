"""A whole prison for the board: 1,000 invented prisoners, 156 key workers on six houseblocks, the same every time."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.people import Alert, Allocation, KeyWorker, KeyWorkerStatus, Prisoner
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.view import View
from tests.factories import TODAY, a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert

_LAST = """
ABBOTT ADEYEMI ALLEN ANDERSON ATKINSON BARNES BARRETT BATES BEGUM BIRD BOOTH BRADLEY BURNS BURTON CARTER CLARKE COLE
COOPER CUNNINGHAM DAVIES DAWSON DOUGLAS ELLIS FIELD FOSTER GIBSON GRANT HUGHES IQBAL JOHNSTON KAUR KHAN LEWIS MARSH
MORGAN NOWAK OKAFOR PATEL QUINN ROBERTS SHAW STONE TAYLOR UDDIN VAUGHAN WALSH WEBB YOUNG
""".split()  # noqa: SIM905  forty-eight names are easier to read so
_FIRST = """
Adam Aiden Barry Callum Dean Devon Eric Farhan Graham Hugh Idris Jack Khalid Liam Malik Noah Omar Paul
""".split()  # noqa: SIM905  as above
_ALERTS = ("HA", "HA1", "ROH", "CSIP", "HID", "LCE", "RNO121", "XRF")
_SPECIALISMS = ("ACCT", "Young adults", "CSIP", "Neurodiversity", "Care experienced")
SEED = 20261120


def _key_worker(place: int, draw: random.Random) -> KeyWorker:
    status, back = KeyWorkerStatus.ACTIVE, None
    if place % 26 == 4:
        status, back = KeyWorkerStatus.ANNUAL_LEAVE, TODAY + timedelta(days=9)
    elif place % 52 == 9:
        status = KeyWorkerStatus.LONG_TERM_ABSENCE
    return a_key_worker(
        f"OFF{place:03d}",
        last_name=_LAST[(place * 7) % len(_LAST)],
        first_name=_FIRST[(place * 5) % len(_FIRST)],
        unit=str(place // 26 + 1),
        capacity=9 if place % 3 else 6,
        status=status,
        return_date=back,
        specialisms=(draw.choice(_SPECIALISMS),) if place % 4 == 0 else (),
        do_not_allocate=("XRF",) if place % 6 == 0 else (),
    )


def _prisoner(place: int, draw: random.Random) -> Prisoner:
    reception = TODAY - timedelta(days=draw.randint(2, 500))
    seen = [TODAY - timedelta(days=draw.randint(1, 60)) for _ in range(draw.choice((0, 1, 2, 3, 4)))]
    alerts: tuple[Alert, ...] = ()
    if place % 7 == 0:
        alerts = (an_alert(draw.choice(_ALERTS), max(reception, TODAY - timedelta(days=draw.randint(1, 40)))),)
    release = TODAY + timedelta(days=20) if place % 40 == 0 else None
    return a_prisoner(
        f"{chr(65 + place % 26)}{place:04d}{chr(65 + place % 23)}{chr(65 + place % 19)}",
        last_name=draw.choice(_LAST),
        first_name=draw.choice(_FIRST),
        location=f"{place % 6 + 1}-{place // 6 % 3 + 1}-{place // 18 + 1:03d}",
        reception=reception,
        seen=[day for day in set(seen) if day >= reception],
        alerts=alerts,
        release_date=release,
    )


@cache
def a_whole_prison(prisoners: int = 1000) -> Snapshot:
    """Six houseblocks of 26 key workers; every fortieth prisoner has nobody, a few key workers are full."""
    draw = random.Random(SEED)
    key_workers = [_key_worker(place, draw) for place in range(156)]
    people = [_prisoner(place, draw) for place in range(prisoners)]
    places = {k.staff_id: k.capacity for k in key_workers}
    allocations: list[Allocation] = []
    for place, person in enumerate(people):
        if place % 30 == 7:
            continue
        home = [k for k in key_workers if k.unit == person.unit and places[k.staff_id] > 0]
        chosen = draw.choice(home if home and place % 25 else [k for k in key_workers if places[k.staff_id] > 0])
        places[chosen.staff_id] -= 1
        override = "agreed with the head of function" if place == 40 else ""
        allocations.append(
            allocated(person.prison_number, chosen.staff_id, TODAY - timedelta(days=30), override=override)
        )
    shifts = [a_shift(k.staff_id, TODAY, draw.choice(("E", "L", "M", "RD", "RD", "CD"))) for k in key_workers]
    return a_snapshot(people, key_workers, allocations, shifts=shifts)


def a_view(facts: Snapshot, units: frozenset[str | None] | None = None, today: date = TODAY) -> View:
    """What the window would look at."""
    return View(snapshot=facts, items=due_list(facts), today=today, units=units)


def a_small_prison() -> Snapshot:
    """Houseblock 2: KHAN has two men and room, GILL is full, PRICE is on leave; three wait. Houseblock 3: WEBB."""
    since = TODAY - timedelta(days=30)
    acct, two = (an_alert("HA", since),), (an_alert("RNO121", since),)
    men = [
        a_prisoner(number, last_name=name, location=cell, reception=since, **facts)
        for number, name, cell, facts in (
            ("A0001AA", "ABBOTT", "2-1-001", {"alerts": acct}),
            ("A0002AA", "BARNES", "2-1-002", {"seen": [TODAY - timedelta(days=2)]}),
            ("A0003AA", "CARTER", "2-2-003", {"alerts": two}),
            ("A0004AA", "DAVIES", "2-1-004", {}),
            ("A0005AA", "ELLIS", "3-1-005", {}),
            ("A0006AA", "FOSTER", "2-1-006", {}),
            ("A0007AA", "GRANT", "3-1-007", {}),
        )
    ]
    staff = [
        a_key_worker("KHA01A", last_name="KHAN", first_name="Omar", capacity=4, specialisms=("CSIP",)),
        a_key_worker("GIL01A", last_name="GILL", first_name="Ross", capacity=1),
        a_key_worker(
            "PRI01A",
            last_name="PRICE",
            first_name="Leon",
            status=KeyWorkerStatus.ANNUAL_LEAVE,
            return_date=TODAY + timedelta(days=10),
        ),
        a_key_worker("WEB01A", last_name="WEBB", first_name="Carl", unit="3"),
        a_key_worker("OLD01A", last_name="OLDMAN", first_name="Pat", status=KeyWorkerStatus.INACTIVE),
    ]
    bound = [
        allocated("A0004AA", "KHA01A", since),
        allocated("A0005AA", "KHA01A", since),
        allocated("A0006AA", "GIL01A", since),
        allocated("A0007AA", "WEB01A", since),
    ]
    return a_snapshot(men, staff, bound, shifts=[a_shift("KHA01A", TODAY, "L")])
