"""The demo prison: the same bytes every time, the real headings, and a prison that tries."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from pathlib import Path

import pytest
import time_machine
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from db.demo import DemoReports, write_reports
from db.demo.detail import KEY_WORK_TIMES

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "data" / "samples"
TODAY = date(2026, 11, 20)
HIGH_ROSH = ("OASys Serious Harm-High", "OASys Serious Harm-Very High")
Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    return datetime.strptime(f"{text[:10]} +0000", "%d/%m/%Y %z").date()


def sheets_of(path: Path) -> dict[str, Worksheet]:
    workbook = load_workbook(path)
    return {sheet.title: sheet for sheet in workbook.worksheets}


def cells(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def report(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoReports:
    return write_reports(tmp_path_factory.mktemp("saltmarsh"))


@pytest.fixture(scope="module")
def folder(demo: DemoReports) -> Path:
    return demo.paths[0].parent


@dataclass(frozen=True)
class Standing:
    """How one prisoner of the demo stands, worked out here by DOMAIN 3.1 from the reports alone."""

    due_in: int
    weekly: bool
    met: bool


def due_on(times: int, days: int, start: date, first: int, seen: list[date]) -> date:
    """DOMAIN 3.1, `seen` newest first."""

    def after(origin: date, number: int) -> date:
        return origin + timedelta(days=number)

    since = [when for when in seen if when >= start]
    prior = after(seen[times - 1], days) if len(seen) >= times else date.min
    if not since:
        return max(prior, after(start, first))
    spaced = after(since[0], days // times // 2)
    if len(since) >= times:
        return max(prior, spaced)
    step = min(after(start, ceil(days * (len(since) + 1) / times)), after(since[0], ceil(days / times)))
    return max(prior, step, spaced)


def weekly_rules(alerts: list[Row], received: date, release: date | None) -> Iterator[tuple[date, int, bool]]:
    """Start, first-within days, and whether only sessions since the start count."""
    for alert in alerts:
        effective = day(alert["Alert Effective Date"])
        if effective > TODAY or (alert["Expiry Date"] and day(alert["Expiry Date"]) <= TODAY):
            continue
        if alert["Alert Description"] == "ACCT Open (HMPS)":
            yield effective, 1, True
        if alert["Alert Description"] == "ACCT Post Closure (HMPS)":
            yield effective, 7, False
        if alert["Alert Description"] in HIGH_ROSH and release and release <= TODAY + timedelta(days=28):
            yield max(effective, received, release - timedelta(days=28)), 7, False


@pytest.fixture(scope="module")
def standings(folder: Path) -> dict[str, Standing]:
    seen: dict[str, set[date]] = {}
    for note in rows_of(report(folder, "key_worker_case_notes*.csv")):
        if note["Case Note Type/Sub Type"] == "KA - KS":
            seen.setdefault(note["NOMS Number"], set()).add(day(note["Contact Date"]))
    alerts: dict[str, list[Row]] = {}
    for alert in rows_of(report(folder, "alerts_report.csv")):
        alerts.setdefault(alert["NOMS Number"], []).append(alert)
    bookings: dict[str, dict[str, date]] = {}
    for row in rows_of(report(folder, "admissions*.csv")):
        stays = bookings.setdefault(row["NOMS Number"], {})
        stays[row["Booking No"]] = min(day(row["Admission Time"]), stays.get(row["Booking No"], date.max))
    found: dict[str, Standing] = {}
    for person in rows_of(report(folder, "alpha_list*.csv")):
        number = person["NOMS Number"]
        if number not in bookings:
            continue
        received = max(bookings[number].values())
        release = day(person["Release Date"]) if person["Release Date"] else None
        days = sorted((when for when in seen.get(number, ()) if when >= received), reverse=True)
        start, first = max((received, 3), (date(2025, 4, 1), 14))
        due = [due_on(2, 28, start, first, days)]
        weekly = list(weekly_rules(alerts.get(number, []), received, release))
        for start, first, since_only in weekly:
            due.append(due_on(1, 7, start, first, [when for when in days if when >= start or not since_only]))
        found[number] = Standing((min(due) - TODAY).days, bool(weekly), bool(days))
    return found


def test_headings_are_word_for_word_those_of_the_real_reports(folder: Path) -> None:
    for sample in SAMPLES.glob("*.csv"):
        written = folder / sample.name
        assert written.read_bytes().split(b"\r\n")[0] == sample.read_bytes().split(b"\r\n")[0], sample.name
    heading_rows = {"staff.xlsx": 1, "detail_*.xlsx": 3, "key_work_tracker.xlsx": 3}
    for pattern, row in heading_rows.items():
        real, written_sheets = sheets_of(report(SAMPLES, pattern)), sheets_of(report(folder, pattern))
        assert list(written_sheets) == list(real), pattern
        first = next(iter(real))
        assert cells(written_sheets[first], row) == cells(real[first], row), pattern


def test_the_same_arguments_give_the_same_bytes_on_another_day_in_another_folder(tmp_path: Path) -> None:
    first = write_reports(tmp_path / "one", prisoners=250)
    with time_machine.travel(datetime.fromisoformat("2031-05-04T03:02:01+00:00"), tick=False):
        second = write_reports(tmp_path / "two" / "three", prisoners=250)
    assert [path.name for path in first.paths] == [path.name for path in second.paths]
    assert [path.read_bytes() for path in first.paths] == [path.read_bytes() for path in second.paths]
    assert (first.wings, first.stories) == (second.wings, second.stories)


def test_every_machine_and_python_draws_the_same_prison(tmp_path: Path) -> None:
    # Changes whenever the demo prison is changed on purpose; must not change with Python or the machine.
    reports = write_reports(tmp_path, prisoners=60)
    text = b"".join(path.read_bytes() for path in reports.paths if path.suffix == ".csv")
    assert hashlib.sha256(text).hexdigest() == "a0e91abeabf37092508c1c92929fc58d0170712312b375f6ddbe642d168a1b3e"


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    numbers = [
        {row["NOMS Number"] for row in rows_of(write_reports(tmp_path / str(seed), seed=seed, prisoners=60).paths[0])}
        for seed in (1, 2)
    ]
    assert not numbers[0] & numbers[1]


def test_nobody_is_copied_from_the_samples(folder: Path) -> None:
    people, sample = (rows_of(report(place, "alpha_list*.csv")) for place in (folder, SAMPLES))
    numbers = [row["NOMS Number"] for row in people]
    assert all(re.fullmatch(r"[A-Z]\d{4}[A-Z]{2}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers) == 1000
    for columns in (("NOMS Number",), ("Booking No",), ("Last Name", "First Name")):
        assert not {tuple(row[c] for c in columns) for row in people} & {
            tuple(row[c] for c in columns) for row in sample
        }
    staff, sample_staff = (sheets_of(place / "staff.xlsx")["Key workers"] for place in (folder, SAMPLES))
    for column in ("A", "B"):
        written = [cell.value for cell in staff[column][1:]]
        assert not set(written) & {cell.value for cell in sample_staff[column][1:]}
    ids = [cell.value for cell in staff["A"][1:]]
    assert len(set(ids)) == len(ids) == 150


def test_the_proportions_are_those_of_a_real_prison(folder: Path) -> None:
    active = Counter(
        row["Alert Description"]
        for row in rows_of(report(folder, "alerts_with*.csv"))
        if row["Alert Status"] == "ACTIVE"
    )
    assert 35 <= active["ACCT Open (HMPS)"] <= 45
    assert 15 <= active["ACCT Post Closure (HMPS)"] <= 25
    assert 230 <= active[HIGH_ROSH[0]] + active[HIGH_ROSH[1]] <= 280
    assert 1 <= active["Terrorism Act or Related Offence"] <= 6
    assert {"No 1 to 1s with this prisoner", "Risk to Females", "Care Experienced", "Hidden Disability"} <= set(active)
    people = rows_of(report(folder, "alpha_list*.csv"))
    units = Counter(row["ULocation"].split("-")[0] for row in people)
    assert set(units) == {*"123456", "CSU", "IPD", "COURT", "RECP", "CSWAP"}
    assert min(units[houseblock] for houseblock in "123456") > 150
    assert {row["ULocation"] for row in people if row["In Out Status"] == "OUT"} == {"COURT"}
    assert 650 <= sum(bool(row["Release Date"]) for row in people) <= 800


def test_it_is_a_prison_that_tries(standings: dict[str, Standing]) -> None:
    overdue = [standing for standing in standings.values() if standing.due_in < 0]
    assert 20 <= sum(standing.weekly for standing in overdue) <= 40
    assert 0.2 <= len(overdue) / len(standings) <= 0.4
    assert sum(standing.due_in < -28 for standing in overdue) >= 10
    assert sum(not standing.met for standing in overdue) >= 10
    assert sum(standing.due_in == 0 for standing in standings.values()) >= 10
    assert sum(1 <= standing.due_in <= 7 for standing in standings.values()) >= 200
    assert sum(standing.due_in > 7 for standing in standings.values()) >= 150
    assert sum(not standing.met for standing in standings.values()) <= 120


def test_the_stories_stand_as_they_are_told(demo: DemoReports, standings: dict[str, Standing]) -> None:
    told = {name: standings[number] for name, number in demo.stories.items() if number in standings}
    assert told["weekly_then_seven_weeks_of_nothing"] == Standing(-42, weekly=True, met=True)
    assert told["met_once_by_an_earlier_key_worker"] == Standing(-98, weekly=False, met=True)
    assert told["entries_only_never_a_session"] == Standing(-42, weekly=False, met=False)
    assert told["acct_opened_today"] == Standing(1, weekly=True, met=True)
    assert told["arrived_yesterday"] == Standing(2, weekly=False, met=False)
    assert told["high_rosh_released_in_28_days"].weekly
    assert not told["high_rosh_released_in_29_days"].weekly
    assert told["still_here_after_his_release_date"] == Standing(0, weekly=True, met=True)
    assert told["no_one_to_ones"] == Standing(-52, weekly=False, met=True)
    assert told["same_note_twice"] == Standing(1, weekly=False, met=True)
    assert told["back_after_two_months"] == Standing(-7, weekly=False, met=True)
    assert set(demo.stories) - set(told) == {"missing_from_the_admissions_report"}


def test_some_came_years_ago_and_some_returned_from_court_with_the_same_booking(folder: Path) -> None:
    rows = rows_of(report(folder, "admissions*.csv"))
    assert 20 <= sum(day(row["Admission Time"]) < date(2025, 4, 1) for row in rows) <= 150
    bookings = Counter((row["NOMS Number"], row["Booking No"]) for row in rows)
    assert 3 <= sum(times > 1 for times in bookings.values()) <= 20
    stays = Counter(number for number, _ in bookings)
    assert any(times > 1 for times in stays.values())


def test_case_notes_cover_four_months_with_filler_only(demo: DemoReports, folder: Path) -> None:
    notes = rows_of(report(folder, "key_worker_case_notes*.csv"))
    assert len(notes) == demo.case_notes
    days = [day(note["Contact Date"]) for note in notes]
    assert TODAY - timedelta(days=130) <= min(days) <= TODAY - timedelta(days=115)
    assert max(days) <= TODAY
    kinds = Counter(note["Case Note Type/Sub Type"] for note in notes)
    assert set(kinds) == {"KA - KS", "KA - KE"}
    assert kinds["KA - KS"] > 4 * kinds["KA - KE"]
    texts = {note["Case Note Text"] for note in notes}
    assert len(texts) < 10
    assert any("," in text and '"' in text for text in texts)
    assert any("\n" in text for text in texts)
    assert len(notes) - len({tuple(note.values()) for note in notes}) >= 5
    staff = {cell.value for cell in sheets_of(folder / "staff.xlsx")["Key workers"]["A"][1:]}
    left = {note["Staff User ID"] for note in notes} - staff
    assert len(left) == 3


def test_key_work_time_is_about_enough(demo: DemoReports, folder: Path) -> None:
    detail = sheets_of(report(folder, "detail_*.xlsx"))["Detail"]
    slots = Counter[object]()
    for row in detail.iter_rows(min_row=4, values_only=True):
        for cell in row[3:]:
            match = re.fullmatch(r"(?:E|L|M|AD) KW (\d\d)(\d\d)-(\d\d)(\d\d)", str(cell))
            assert match or re.fullmatch(r"E|L|M|AD|N|RD|AL|SL|TRG|TOIL|CD", str(cell)), cell
            if match:
                hour, minute, to_hour, to_minute = map(int, match.groups())
                slots[str(row[2])] += ((to_hour - hour) * 60 + to_minute - minute) // 45
    assert 2000 <= slots.total() <= 2400
    assert slots == {wing.unit: wing.key_work_slots for wing in demo.wings if wing.key_workers}
    assert cells(detail, 3)[3] == datetime.combine(demo.first_monday, datetime.min.time())
    assert demo.first_monday == date(2026, 11, 23)


def test_the_tracker_is_typed_by_hand(demo: DemoReports, folder: Path) -> None:
    staff = [cell.value for cell in sheets_of(folder / "staff.xlsx")["Key workers"]["B"][1:]]
    typed: list[str] = []
    empty = 0
    for houseblock, sheet in enumerate(sheets_of(folder / "key_work_tracker.xlsx").values(), start=1):
        assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:H1"]
        assert sheet["A4"].value == datetime.combine(date(2001, 1, houseblock), datetime.min.time())
        names = [cell.value for cell in sheet["D"][3:]]
        typed += [str(name) for name in names if name]
        empty += names.count(None)
    assert empty == sum(wing.without_key_worker for wing in demo.wings)
    assert 40 <= empty <= 110
    ways = (r"Ofc .+", r"[^a-z]+, \w.+", r".+ \w", r".+ .{2,}")
    found = Counter(next(way for way in ways if re.fullmatch(way, name)) for name in typed)
    assert min(found[way] for way in ways) > 100
    mistyped = [name for name in typed if not any(surname in name.upper() for surname in staff)]
    assert 10 <= len(mistyped) <= 60


@pytest.mark.parametrize("prisoners", [60, 250, 2000])
def test_other_sizes_work_and_scale_the_officers(tmp_path: Path, prisoners: int) -> None:
    reports = write_reports(tmp_path, prisoners=prisoners)
    assert len(rows_of(reports.paths[0])) == reports.prisoners == prisoners
    assert sum(wing.prisoners for wing in reports.wings) == prisoners
    assert sum(wing.key_workers for wing in reports.wings) == reports.key_workers == round(prisoners * 0.15)
    assert all(wing.key_workers and wing.key_work_slots for wing in reports.wings if wing.unit.isdigit())
    assert sum(wing.acct_open for wing in reports.wings) >= 2
    assert len(reports.stories) == (12 if prisoners >= 200 else 5)


def test_officers_and_the_day_can_be_chosen(tmp_path: Path) -> None:
    monday = date(2027, 1, 4)
    reports = write_reports(tmp_path, today=monday, prisoners=60, officers=20)
    assert reports.key_workers == 20
    assert reports.first_monday == date(2027, 1, 11)
    assert {"unlock_list_11_01_2027.csv", "detail_4_weeks_from_2027-01-11.xlsx"} <= {p.name for p in reports.paths}


@pytest.mark.parametrize(("prisoners", "officers"), [(10, 10), (1000, 3)])
def test_a_prison_without_houseblocks_or_officers_is_refused(tmp_path: Path, prisoners: int, officers: int) -> None:
    with pytest.raises(ValueError, match="needs at least 60 prisoners and an officer for each houseblock"):
        write_reports(tmp_path, prisoners=prisoners, officers=officers)


def test_the_core_day_leaves_every_key_work_time_of_the_detail_free(demo: DemoReports) -> None:
    taken = {span for spans in KEY_WORK_TIMES.values() for span, _ in spans}
    for core_day in demo.core_days:
        open_at = set()
        for kind, start, end in core_day.parts:
            minutes = set(range(minutes_of(start), minutes_of(end)))
            open_at = open_at | minutes if kind == "unlock" else open_at
        for kind, start, end in core_day.parts:
            if kind != "unlock":
                open_at -= set(range(minutes_of(start), minutes_of(end)))
        for span in taken:
            start, end = span.split("-")
            assert set(range(minutes_of(start), minutes_of(end))) <= open_at, (core_day, span)
    described = {(core_day.unit, weekday) for core_day in demo.core_days for weekday in core_day.weekdays}
    assert {("", weekday) for weekday in range(7)} <= described
    assert {unit for unit, _ in described} - {""} <= {wing.unit for wing in demo.wings}


def minutes_of(text: str) -> int:
    return int(text[:2]) * 60 + int(text[-2:])


def test_the_demo_prison_knows_nothing_of_the_program() -> None:
    allowed = set(sys.stdlib_module_names) | {"openpyxl"}
    for path in (ROOT / "db" / "demo").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name.split(".")[0] for alias in node.names} <= allowed, path.name
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                assert (node.module or "").split(".")[0] in allowed, path.name
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 1, path.name
