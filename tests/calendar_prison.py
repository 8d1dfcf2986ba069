"""A prison of some size for tests and pictures of the calendar: 6 houseblocks, planned for four weeks."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, time, timedelta

from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.people import Alert
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import greedy_rota
from keywork_desktop.ui.view import View
from tests.factories import TODAY, a_key_worker, a_prisoner, a_session, a_shift, a_snapshot, allocated, an_alert

SURNAMES = (
    "ABBOTT", "ADEYEMI", "ALLEN", "ANDERSON", "ATKINSON", "BALL", "BARNES", "BARRETT", "BATES", "BEGUM",
    "BERRY", "BIRD", "BOOTH", "BRADLEY", "BURNS", "BURTON", "CARTER", "CLARKE", "COLE", "COLEMAN", "COOPER",
    "CUNNINGHAM", "DAVIES", "DAWSON", "DEAN", "DOUGLAS", "DUNN", "ELLIS", "FIELD", "FORD", "FOSTER", "FOX",
    "FRASER", "GIBSON", "HOPKINS", "JOHNSTON", "MATTHEWS", "MORGAN", "OKONKWO-WILLIAMS", "PARKER", "WALSH",
    "WILSON",
)  # fmt: skip
FIRST_NAMES = (
    "Oscar", "Rafael", "Barry", "Alfie", "Khalid", "Dean", "Ross", "Leon", "Carl", "Omar", "Kwame", "Ray",
    "Malcolm", "Arjun", "Liam", "Stanley",
)  # fmt: skip
SHIFTS = (("E", "0915-1045 1100-1145"), ("L", "1400-1530"), ("M", "0915-1045 1400-1530"), ("RD", ""), ("RD", ""))


def weeks_around(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=27))


def a_prison(
    units: int = 6, officers: int = 26, prisoners: int = 1000, today: date = TODAY, period: Period | None = None
) -> Snapshot:
    """Facts without a plan; the same every time."""
    chance = random.Random(20)
    period = period or weeks_around(today)
    staff = [
        a_key_worker(
            f"OFF{u}{n:02d}", unit=str(u), last_name=chance.choice(SURNAMES), first_name=chance.choice(FIRST_NAMES)
        )
        for u in range(1, units + 1)
        for n in range(officers)
    ]
    people, allocations = [], []
    for n in range(prisoners):
        unit = n % units + 1
        number = f"{chance.choice('ABCDEFGHJKL')}{n:04d}{chance.choice('KLMNP')}{chance.choice('QRSTV')}"
        by = f"OFF{unit}{chance.randrange(officers):02d}"
        gaps = sorted(chance.sample(range(1, 70), chance.choice((0, 1, 2, 3, 4))))
        alerts = ()
        if chance.random() < 0.03:
            since = today - timedelta(days=chance.randrange(1, 40))
            alerts = (Alert("HA", since, None, since),)
        people.append(
            a_prisoner(
                number,
                last_name=chance.choice(SURNAMES),
                first_name=chance.choice(FIRST_NAMES),
                location=f"{unit}-{chance.randrange(1, 4)}-{chance.randrange(1, 70):03d}",
                records=tuple(a_session(today - timedelta(days=gap), by) for gap in gaps),
                alerts=alerts,
            )
        )
        if chance.random() < 0.97:
            allocations.append(allocated(number, by))
    first, last = period.first, period.last
    shifts = []
    for officer in staff:
        turn = chance.randrange(5)
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            code, key_work = SHIFTS[(turn + n) % 5]
            weekend = day.weekday() > 4
            shifts.append(a_shift(officer.staff_id, day, code, "" if weekend else key_work))
    return a_snapshot(people, staff, allocations, on=today, shifts=shifts, period=period)


def with_a_plan(snapshot: Snapshot) -> Snapshot:
    """The same prison with four weeks planned from the day after, most sessions at least."""
    assert snapshot.period is not None
    ahead = replace(snapshot, period=Period(snapshot.on + timedelta(days=1), snapshot.period.last))
    planned = greedy_rota(ahead).planned
    return replace(snapshot, planned=tuple(replace(s, id=f"S{n}", locked=n % 9 == 0) for n, s in enumerate(planned)))


def a_view(snapshot: Snapshot, **more: object) -> View:
    """What the pages get."""
    more.setdefault("today", snapshot.on)
    return View(snapshot, due_list(snapshot), **more)  # type: ignore[arg-type]  # fields of View


def a_planned(number: str, on: date, start: str = "09:15", staff_id: str = "OFF01A", **more: object) -> PlannedSession:
    """A planned session of 45 minutes."""
    more.setdefault("id", f"{number}{on:%m%d}")
    return PlannedSession(number, staff_id, on, time.fromisoformat(start), 45, **more)  # type: ignore[arg-type]  # fields


TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)


def a_wing(*planned: PlannedSession, **more: object) -> Snapshot:
    """Two officers of houseblock 2 and three men: SMITH is due on Tuesday, JONES overdue, BROWN overdue with ACCT."""
    seen = (TODAY - timedelta(days=10), TODAY - timedelta(days=24))
    men = [
        a_prisoner("A1111AA", last_name="SMITH", seen=seen),
        a_prisoner("B2222BB", last_name="JONES", first_name="Alan", seen=[TODAY - timedelta(days=60)]),
        a_prisoner(
            "C3333CC",
            last_name="BROWN",
            first_name="Carl",
            seen=[TODAY - timedelta(days=9)],
            alerts=(an_alert("HA", TODAY - timedelta(days=30)),),
        ),
    ]
    officers = [a_key_worker("OFF01A"), a_key_worker("OFF02B", last_name="OKAFOR", first_name="Tim")]
    shifts: list[Shift] = [
        a_shift("OFF01A", TUESDAY, "E", "0915-1045"),
        a_shift("OFF01A", THURSDAY, "L", "1400-1530"),
        a_shift("OFF02B", TUESDAY, "M", "1000-1045"),
        a_shift("OFF02B", THURSDAY, "AL"),
    ]
    allocations = [allocated(man.prison_number, "OFF01A") for man in men]
    return a_snapshot(men, officers, allocations, shifts=shifts, planned=planned, period=weeks_around(TODAY), **more)
