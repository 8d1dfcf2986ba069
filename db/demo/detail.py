"""The demo prison's detail: shifts for each officer by day, with the key work time in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .staff import ACTIVE, NO_CONTACT, KeyWorker

WEEKS = 4
SLOT_MINUTES = 45
# Each with code, meaning, start and end.
CODES = (
    ("E", "Early", "07:00", "12:30"),
    ("L", "Late", "12:00", "20:00"),
    ("M", "Main", "08:00", "17:00"),
    ("AD", "All day", "08:00", "20:00"),
    ("N", "Nights", "20:45", "07:30"),
    ("RD", "Rest day", None, None),
    ("AL", "Annual leave", None, None),
    ("SL", "Sick", None, None),
    ("TRG", "Training", None, None),
    ("TOIL", "Time off in lieu", None, None),
    ("CD", "Cross-deployed", None, None),
)
CYCLE = ("E", "L", "M", "RD", "E", "AD", "RD", "M", "L", "RD", "L", "E", "N", "RD")
PART_TIME_CYCLE = ("E", "RD", "M", "RD", "RD", "L", "RD", "M", "RD", "RD", "L", "RD", "RD", "E")
# Key work times that fit a shift, with how many sessions of 45 minutes fit in.
KEY_WORK_TIMES = {
    "E": (("0915-1045", 2), ("1030-1200", 2)),
    "L": (("1400-1530", 2), ("1730-1900", 2)),
    "M": (("0915-1045", 2), ("1400-1615", 3)),
    "AD": (("0930-1145", 3), ("1400-1615", 3), ("1730-1900", 2)),
}
SLOTS_A_PLACE = 2


@dataclass(frozen=True)
class DetailRow:
    """One officer's line: what stands in the cell of each day, and how many sessions fit in."""

    key_worker: KeyWorker
    cells: tuple[str, ...]
    slots: int


def make_detail(
    rng: Random,
    key_workers: Sequence[KeyWorker],
    caseloads: dict[str, int],
    first_monday: date,
    weeks: int = WEEKS,
) -> list[DetailRow]:
    """A line for each officer; `caseloads` counts prisoners by staff id and sets how much key work time he gets."""
    return [
        _row(rng, officer, caseloads.get(officer.staff_id, 0), first_monday, weeks, start=number * 3)
        for number, officer in enumerate(key_workers)
    ]


def _row(rng: Random, officer: KeyWorker, caseload: int, first_monday: date, weeks: int, *, start: int) -> DetailRow:
    cycle = PART_TIME_CYCLE if officer.pattern == "PT" else CYCLE
    leave = _leave(rng, officer, first_monday, weeks)
    codes = []
    for day in range(7 * weeks):
        code = cycle[(start + day) % len(cycle)]
        if first_monday + timedelta(days=day) in leave:
            code = "AL"
        elif code != "RD":
            code = _lost(rng, code)
        codes.append(code)
    times: dict[int, str] = {}
    slots = 0
    wanted = 0
    if officer.status != NO_CONTACT:
        wanted = (caseload + 1) * SLOTS_A_PLACE * weeks // WEEKS + rng.randint(-3, 3)
    for day in _days_in_turn(rng, codes):
        if slots >= wanted:
            break
        span, sessions = rng.choice(KEY_WORK_TIMES[codes[day]])
        times[day] = span
        slots += sessions
    cells = tuple(f"{code} KW {times[day]}" if day in times else code for day, code in enumerate(codes))
    return DetailRow(officer, cells, slots)


def _lost(rng: Random, code: str) -> str:
    """The shift, or what took it away: cross-deployment first of all."""
    chance = rng.randrange(1000)
    for lost, until in (("CD", 45), ("SL", 80), ("TRG", 105), ("TOIL", 110)):
        if chance < until:
            return lost
    return code


def _leave(rng: Random, officer: KeyWorker, first_monday: date, weeks: int) -> set[date]:
    """Days of leave: until the return date of an officer who is away, a later week for one in eight of the others."""
    if officer.returns is not None:
        return {first_monday + timedelta(days=n) for n in range((officer.returns - first_monday).days)}
    if officer.status == ACTIVE and weeks > 1 and rng.randrange(8) == 0:
        week = first_monday + timedelta(days=7 * rng.randrange(1, weeks))
        return {week + timedelta(days=n) for n in range(7)}
    return set()


def _days_in_turn(rng: Random, codes: Sequence[str]) -> list[int]:
    """The days that can hold key work, one of each week in turn, so that the time is spread over the weeks."""
    first_days = range(0, len(codes), 7)
    weeks = [[day for day in range(first, first + 7) if codes[day] in KEY_WORK_TIMES] for first in first_days]
    for days in weeks:
        rng.shuffle(days)
    return [days[turn] for turn in range(7) for days in weeks if turn < len(days)]
