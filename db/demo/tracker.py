"""Writes the wing trackers: the workbook in which names are typed by hand, with all that brings (DOMAIN 8)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from openpyxl.worksheet.worksheet import Worksheet

from .alerts import has_open_acct
from .case_notes import SESSION
from .draws import one_in
from .headings import TRACKER
from .staff import KeyWorker
from .stories import Life
from .workbooks import DAY_FORMAT, embolden, new_workbook, put_day, save, widen

WAYS_TO_TYPE = ("first last", "last initial", "officer last", "last, first")
TYPING_ERROR_EVERY = 30
STALE_EVERY = 40
OTHER_VOWEL = str.maketrans("aeiou", "eaeuo")


def write_tracker(
    path: Path, rng: Random, lives: Sequence[Life], key_workers: Sequence[KeyWorker], today: date
) -> None:
    """One sheet a houseblock; prisoners in CSU, IPD and elsewhere stand on the sheet of the officers who see them."""
    workbook, sheet = new_workbook("HB1")
    for houseblock in sorted({life.prisoner.houseblock for life in lives}):
        if houseblock > 1:
            sheet = workbook.create_sheet(f"HB{houseblock}")
        people = sorted((life for life in lives if life.prisoner.houseblock == houseblock), key=_by_cell)
        surnames = Counter(officer.last_name for officer in key_workers if officer.houseblock == houseblock)
        _write_houseblock(sheet, rng, houseblock, people, surnames, today)
    save(workbook, path)


def typed_name(rng: Random, officer: KeyWorker, way: str, *, mistyped: bool = False) -> str:
    """The officer's name as somebody types it, one of four ways, perhaps with a slip in the surname."""
    last, first = officer.last_name.title(), officer.first_name.title()
    if mistyped:
        last = _slip(rng, last)
    if way == "first last":
        return f"{first} {last}"
    if way == "last initial":
        return f"{last} {first[0]}"
    if way == "officer last":
        return f"Ofc {last}"
    return f"{last.upper()}, {first}"


def _write_houseblock(
    sheet: Worksheet, rng: Random, houseblock: int, people: Sequence[Life], surnames: Counter[str], today: date
) -> None:
    sheet.append((f"HOUSEBLOCK {houseblock} KEY WORK TRACKER",))
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(TRACKER))
    sheet.append(("Updated by SO", None, None, f"{today:%d/%m/%Y}"))
    sheet.append(TRACKER)
    embolden(sheet, 1)
    embolden(sheet, 3)
    for number, life in enumerate(people):
        prisoner = life.prisoner
        name = f"{prisoner.last_name.title()}, {prisoner.first_name.title()}"
        acct = "OPEN" if has_open_acct(life.alerts, today) else None
        officer = _officer(rng, life, number, surnames)
        sheet.append((prisoner.cell, name, prisoner.prison_number, officer, None, None, acct, None))
        last = _last_session(rng, life)
        if last:
            put_day(sheet.cell(sheet.max_row, TRACKER.index("Last KW session") + 1), last)
    _mangle_first_cell(sheet)
    widen(sheet, (12, 28, 12, 26, 14, 14, 8, 30))


def _officer(rng: Random, life: Life, number: int, surnames: Counter[str]) -> str | None:
    """The key worker typed one way after another; "Ofc Finch" rarely where two officers are called Finch."""
    officer = life.allocation.key_worker
    if officer is None:
        return None
    way = WAYS_TO_TYPE[number % len(WAYS_TO_TYPE)]
    if way == "officer last" and surnames[officer.last_name] > 1 and not one_in(rng, 4):
        way = "first last"
    return typed_name(rng, officer, way, mistyped=one_in(rng, TYPING_ERROR_EVERY))


def _slip(rng: Random, name: str) -> str:
    """Two letters swapped, one left out, or a wrong vowel; never the first letter."""
    place = rng.randrange(1, len(name) - 1)
    kind = rng.randrange(3)
    if kind == 0 and name[place] != name[place + 1]:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if kind == 1:
        return name[:place] + name[place + 1 :]
    vowels = [at for at, letter in enumerate(name) if at and letter in "aeiou"]
    at = rng.choice(vowels or [place])
    return name[:at] + name[at].translate(OTHER_VOWEL) + name[at + 1 :]


def _last_session(rng: Random, life: Life) -> date | None:
    """His last session, or the one before where the tracker has not been kept up."""
    days = sorted({note.day for note in life.notes if note.kind == SESSION and note.day >= life.prisoner.received})
    if len(days) > 1 and one_in(rng, STALE_EVERY):
        return days[-2]
    return days[-1] if days else None


def _mangle_first_cell(sheet: Worksheet) -> None:
    """What Excel does to `2-1-005` when it is typed: 2 January 2005."""
    cell = sheet.cell(4, 1)
    parts = str(cell.value).split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        houseblock, landing, number = (int(part) for part in parts)
        cell.value = datetime.combine(date(2000 + number, landing, houseblock), time())
        cell.number_format = DAY_FORMAT


def _by_cell(life: Life) -> tuple[bool, str, str]:
    """Cells of houseblocks first, then the other units and places. All cell numbers have three digits."""
    return (not life.prisoner.unit.isdigit(), life.prisoner.cell, life.prisoner.prison_number)
