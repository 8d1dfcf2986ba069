"""Puts the demo prison together and writes its reports."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from . import establishment
from .alerts import Alert, has_open_acct, make_alerts, weekly_from
from .case_notes import Authors, make_case_notes
from .caseloads import Allocation, allocate
from .core_day import CORE_DAYS, CoreDay
from .detail import DetailRow, make_detail
from .draws import share_of
from .history import (
    days_of_entries,
    days_seen_fortnightly,
    days_seen_weekly,
    shares_of_due_in,
    shares_of_weekly_overdue,
)
from .numbers import Numbers
from .people import Prisoner, make_prisoners
from .reports import (
    write_admissions,
    write_alerts,
    write_alerts_with_dates,
    write_alpha_list,
    write_case_notes,
    write_unlock_list,
)
from .staff import make_key_workers, make_leavers
from .stories import Life, tell
from .tracker import write_tracker
from .workbooks import write_detail, write_staff

DEMO_DAY = date(2026, 11, 20)
DEMO_SEED = 20261120
FEWEST_PRISONERS = 60


@dataclass(frozen=True)
class WingFacts:
    """What is true of one unit by the reports: `1`, `2` … houseblocks, `CSU`, `IPD`, empty for `COURT` and the like.

    Officers and their `key_work_slots` (45 minutes each, over the four weeks) belong to houseblocks only.
    `without_key_worker` counts prisoners whose tracker line names nobody.
    """

    unit: str
    prisoners: int
    acct_open: int
    without_key_worker: int
    key_workers: int
    key_work_slots: int


@dataclass(frozen=True)
class DemoReports:
    """Which report files were written, and what is true of the prison in them.

    `stories` maps the names in `stories.py`, such as `acct_opened_today`, to prison numbers. No report tells of
    `core_days`: they are entered.
    """

    establishment_code: str
    establishment_name: str
    today: date
    first_monday: date
    paths: tuple[Path, ...]
    prisoners: int
    key_workers: int
    case_notes: int
    wings: tuple[WingFacts, ...]
    stories: Mapping[str, str]
    core_days: tuple[CoreDay, ...] = CORE_DAYS


def write_reports(
    into: Path,
    today: date = DEMO_DAY,
    seed: int = DEMO_SEED,
    prisoners: int = 1000,
    officers: int | None = None,
) -> DemoReports:
    """Writes the reports of the demo prison, as run on `today`, into a folder (made if it is not there).

    The same arguments give the same bytes. `officers` is three for twenty prisoners where it is left out.
    Raises ValueError for a prison too small to have houseblocks, or with fewer officers than houseblocks.
    """
    if officers is None:
        officers = (prisoners * 3 + 10) // 20
    houseblocks = establishment.houseblocks_of(prisoners)
    if prisoners < FEWEST_PRISONERS or officers < houseblocks:
        raise ValueError(
            f"A demo prison needs at least {FEWEST_PRISONERS} prisoners and an officer for each houseblock: "
            f"{prisoners} and {officers} were asked for."
        )
    first_monday = today + timedelta(days=7 - today.weekday())
    rng = Random(seed)
    numbers = Numbers(rng)
    key_workers = make_key_workers(rng, numbers, officers, houseblocks, today)
    leavers = make_leavers(rng, numbers, share_of(officers, 20), houseblocks, today)
    people = make_prisoners(rng, numbers, prisoners, today)
    alerts = make_alerts(rng, people, today)
    allocations = allocate(rng, people, key_workers, leavers, today)
    authors = Authors(rng, key_workers, leavers, today)
    lives, stories = tell(rng, _lives(rng, people, alerts, allocations, authors, today), authors, today)
    caseloads = Counter(life.allocation.key_worker.staff_id for life in lives if life.allocation.key_worker)
    detail = make_detail(rng, key_workers, caseloads, first_monday)
    this_monday = first_monday - timedelta(days=7)
    # Drawn by itself, so that everything else stays as it is with or without it.
    this_week = make_detail(Random(f"{seed} {this_monday}"), key_workers, caseloads, this_monday, weeks=1)

    into.mkdir(parents=True, exist_ok=True)
    paths = {
        name: into / name
        for name in (
            "alpha_list_by_surname.csv",
            "admissions_by_location.csv",
            "alerts_report.csv",
            "alerts_with_admission_and_release_dates.csv",
            "staff.xlsx",
            "key_worker_case_notes_by_wing.csv",
            "key_work_tracker.xlsx",
            f"detail_4_weeks_from_{first_monday.isoformat()}.xlsx",
            f"unlock_list_{first_monday:%d_%m_%Y}.csv",
            f"this_week_detail_{this_monday.isoformat()}.xlsx",
        )
    }
    roll, admissions, with_effective, with_status, staff, notes, tracker, weeks, unlock, now = paths.values()
    write_alpha_list(roll, lives)
    write_admissions(admissions, lives)
    write_alerts(with_effective, lives)
    write_alerts_with_dates(with_status, lives, today)
    write_staff(staff, key_workers)
    case_notes = write_case_notes(notes, rng, lives)
    write_tracker(tracker, rng, lives, key_workers, today)
    write_detail(weeks, detail, first_monday)
    write_detail(now, this_week, this_monday, weeks=1)
    write_unlock_list(unlock, rng, lives, today)
    return DemoReports(
        establishment_code=establishment.CODE,
        establishment_name=establishment.NAME,
        today=today,
        first_monday=first_monday,
        paths=tuple(paths.values()),
        prisoners=len(lives),
        key_workers=len(key_workers),
        case_notes=case_notes,
        wings=_wings(lives, detail, today),
        stories=stories,
    )


def _lives(
    rng: Random,
    people: Sequence[Prisoner],
    alerts: Mapping[str, tuple[Alert, ...]],
    allocations: Mapping[str, Allocation],
    authors: Authors,
    today: date,
) -> list[Life]:
    weekly = {p.prison_number: weekly_from(p, alerts[p.prison_number], today) for p in people}
    overdue = iter(shares_of_weekly_overdue(rng, sum(start is not None for start in weekly.values())))
    due_in = shares_of_due_in(rng, len(people))
    lives: list[Life] = []
    for prisoner, due in zip(people, due_in, strict=True):
        number = prisoner.prison_number
        start = weekly[number]
        if start is None:
            sessions = days_seen_fortnightly(rng, prisoner.received, today, due)
        else:
            acct = has_open_acct(alerts[number], today)
            sessions = days_seen_weekly(rng, prisoner.received, start, today, overdue=next(overdue), acct=acct)
        entries = days_of_entries(rng, sessions, prisoner.received, today)
        allocation = allocations[number]
        case_notes = make_case_notes(rng, authors, allocation, sessions, entries, kept=start is not None)
        lives.append(Life(prisoner, alerts[number], allocation, case_notes))
    return lives


def _wings(lives: Sequence[Life], detail: Sequence[DetailRow], today: date) -> tuple[WingFacts, ...]:
    units = sorted({life.prisoner.unit for life in lives}, key=lambda unit: (not unit, unit))
    found: list[WingFacts] = []
    for unit in units:
        people = [life for life in lives if life.prisoner.unit == unit]
        rows = [row for row in detail if str(row.key_worker.houseblock) == unit]
        found.append(
            WingFacts(
                unit=unit,
                prisoners=len(people),
                acct_open=sum(has_open_acct(life.alerts, today) for life in people),
                without_key_worker=sum(life.allocation.key_worker is None for life in people),
                key_workers=len(rows),
                key_work_slots=sum(row.slots for row in rows),
            )
        )
    return tuple(found)
