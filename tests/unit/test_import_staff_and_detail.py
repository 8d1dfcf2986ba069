"""The staff list, the detail and the unlock list."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from keywork_desktop.domain.detail import SHIFT_CODES, Appointment, Shift, ShiftCode, TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import KeyWorker, KeyWorkerStatus
from keywork_desktop.importing.detail import shift_in_cell
from keywork_desktop.importing.recognised import RecognisedFile, read_file
from keywork_desktop.importing.staff import status_of, unit_of
from tests.unit.made_reports import STAFF, TODAY, UNLOCK, compared, errors, man, notes, report, roll, taken, workbook

TOMORROW = date(2026, 11, 21)


def officer(staff_id: str = "PPK62H", last: str = "SHAW", **cells: object) -> list[object]:
    row = dict(zip(STAFF, [staff_id, last, "Roman", 3, 1, "FT", "Active", "", 9, "", ""], strict=True))
    row.update({heading: cells[heading.split()[0].lower()] for heading in STAFF if heading.split()[0].lower() in cells})
    return list(row.values())


def staff(*rows: list[object], on: date | None = None, name: str = "staff.csv") -> RecognisedFile:
    return report(STAFF, rows, name, on)


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Active", KeyWorkerStatus.ACTIVE),
        ("ACTIVE ", KeyWorkerStatus.ACTIVE),
        ("Unavailable - annual leave", KeyWorkerStatus.ANNUAL_LEAVE),
        ("unavailable – Annual Leave", KeyWorkerStatus.ANNUAL_LEAVE),
        ("Unavailable-long-term absence", KeyWorkerStatus.LONG_TERM_ABSENCE),
        ("Unavailable - long term absence", KeyWorkerStatus.LONG_TERM_ABSENCE),
        ("Unavailable - no prisoner contact", KeyWorkerStatus.NO_PRISONER_CONTACT),
        ("Inactive", KeyWorkerStatus.INACTIVE),
        ("Unavailable", None),
        ("Retired", None),
    ],
)
def test_a_status_is_read_however_it_is_written(written: str, status: KeyWorkerStatus | None) -> None:
    assert status_of(written) is status


@pytest.mark.parametrize(
    ("written", "unit"), [("2", "2"), ("HB2", "2"), ("Houseblock 02", "2"), ("csu", "CSU"), ("everywhere", None)]
)
def test_a_houseblock_is_read_however_it_is_written(written: str, unit: str | None) -> None:
    assert unit_of(written) == unit


def test_a_key_worker_is_read_with_all_that_allocation_needs() -> None:
    row = officer(
        status="Unavailable - annual leave",
        **{"return": "29/11/2026"},
        specialism="Self-harm / ACCT; CSIP",
        do="XRF, rno121",
    )
    assert compared(staff(row)).facts == (
        KeyWorker(
            "PPK62H",
            "SHAW",
            "Roman",
            "1",
            KeyWorkerStatus.ANNUAL_LEAVE,
            date(2026, 11, 29),
            9,
            ("Self-harm / ACCT", "CSIP"),
            ("XRF", "RNO121"),
            3,
            "FT",
        ),
    )


def test_an_empty_capacity_is_the_default() -> None:
    (fact,) = compared(staff(officer(maximum=""))).facts
    assert isinstance(fact, KeyWorker)
    assert fact.capacity == 6


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"maximum": 31}, "Maximum capacity"),
        ({"maximum": -1}, "Maximum capacity"),
        ({"maximum": "many"}, "Maximum capacity"),
        ({"status": "Retired"}, "Status"),
        ({"return": "31/02/2026"}, "Return date"),
        ({"band": "x"}, "Band"),
        ({"staff": "??"}, "Staff User ID"),
    ],
)
def test_what_cannot_be_is_refused(cells: dict[str, object], column: str) -> None:
    outcome = compared(staff(officer(**cells))).files[0]
    assert outcome.refused == 1
    assert [problem.column for problem in errors(outcome)] == [column]


def test_unusual_is_taken_and_said() -> None:
    outcome = compared(staff(officer(maximum=12, status="Unavailable - annual leave", houseblock="??"))).files[0]
    assert outcome.new == 1
    assert {problem.column for problem in notes(outcome)} == {"Maximum capacity", "Return date", "Houseblock"}


def test_the_same_id_twice_is_flagged() -> None:
    outcome = compared(staff(officer(), officer(), officer(last="SHAH"), officer("AAA11B"))).files[0]
    assert (outcome.new, outcome.repeated, outcome.refused) == (2, 1, 1)
    assert "same name" in notes(outcome)[0].message


def test_somebody_missing_from_a_newer_list_is_only_said() -> None:
    known = taken(staff(officer(), officer("AAA11B", "OTHER")))
    proposal = compared(staff(officer(), on=TOMORROW), known=known, today=TOMORROW)
    assert proposal.facts == ()
    assert [problem.value for problem in notes(proposal.files[0])] == ["AAA11B"]


def test_an_older_list_changes_nothing() -> None:
    known = taken(staff(officer()))
    proposal = compared(staff(officer(maximum=3), officer("NEW11B"), on=date(2026, 11, 1)), known=known)
    assert (proposal.facts, proposal.files[0].unchanged) == ((), 2)


def test_what_a_list_has_no_column_for_stays_as_it_was() -> None:
    known = taken(staff(officer(maximum=4, specialism="CSIP")))
    short = report(["Staff User ID", "Last Name", "First Name", "Status"], [["PPK62H", "SHAW", "Roman", "Inactive"]])
    (fact,) = compared(short, known=known).facts
    assert isinstance(fact, KeyWorker)
    assert (fact.capacity, fact.specialisms, fact.status) == (4, ("CSIP",), KeyWorkerStatus.INACTIVE)


def span(text: str) -> TimeSpan:
    start, _, end = text.partition("-")
    return TimeSpan(time(int(start[:2]), int(start[2:])), time(int(end[:2]), int(end[2:])))


@pytest.mark.parametrize(
    ("cell", "code", "key_work"),
    [
        ("RD", "RD", []),
        ("l", "L", []),
        ("L KW 1400-1530", "L", ["1400-1530"]),
        ("E KW 0915-1045 1100-1145", "E", ["0915-1045", "1100-1145"]),
        ("E KW 1100-1145, 0915-1045", "E", ["0915-1045", "1100-1145"]),
        ("M  kw 14:00 – 16:15", "M", ["1400-1615"]),
        ("AD KW 0930-1145 & 1730-1900", "AD", ["0930-1145", "1730-1900"]),
    ],
)
def test_a_shift_is_read_with_its_key_work_time(cell: str, code: str, key_work: list[str]) -> None:
    read = shift_in_cell(cell, SHIFT_CODES)
    assert (read.code, read.key_work, read.problem) == (code, tuple(map(span, key_work)), "")


@pytest.mark.parametrize(
    ("cell", "code", "word"),
    [
        ("ZZ", "ZZ", "not explained"),
        ("ZZ KW 0915-1045", "ZZ", "not explained"),
        ("E KW 1400-1530", "E", "outside"),
        ("RD KW 0915-1045", "RD", "Rest day"),
        ("N KW 2100-2200", "N", "Nights"),
        ("E KW 1045-0915", "E", "cannot be read"),
        ("E KW all day", "E", "cannot be read"),
        ("E KW 2515-2600", "E", "cannot be read"),
        ("E KW 0915-1045 1000-1100", "E", "overlap"),
        ("???", "", "no shift"),
    ],
)
def test_what_makes_no_sense_gives_no_key_work_time_and_is_said(cell: str, code: str, word: str) -> None:
    read = shift_in_cell(cell, SHIFT_CODES)
    assert (read.code, read.key_work) == (code, ())
    assert word in read.problem


def detail(
    *rows: list[object], codes: list[list[object]] | None = None, days: list[object] | None = None
) -> RecognisedFile:
    headings = ["Staff User ID", "Name", "HB", *(days or [datetime(2026, 11, 23), datetime(2026, 11, 24)])]
    sheets = {"Detail": [["HMP SALTMARSH - DETAIL - from 23 November 2026"], [], headings, *rows]}
    if codes:
        sheets["Codes"] = [["Code", "Meaning", "Start", "End"], *codes]
    return read_file(workbook(sheets), "detail_from_2026-11-23.xlsx")


def test_the_detail_gives_a_shift_for_each_officer_and_day() -> None:
    proposal = compared(staff(officer()), detail(["PPK62H", "Shaw, Roman", 1, "L KW 1400-1530", "RD"]))
    assert [fact for fact in proposal.facts if isinstance(fact, Shift)] == [
        Shift("PPK62H", date(2026, 11, 23), "L", (span("1400-1530"),)),
        Shift("PPK62H", date(2026, 11, 24), "RD"),
    ]
    assert (proposal.files[1].rows, proposal.files[1].new) == (1, 1)


def test_the_codes_sheet_explains_codes_and_known_ones_are_not_repeated() -> None:
    codes: list[list[object]] = [
        ["E", "Early", "07:00", "12:30"],
        ["X", "Extended", time(7), time(19)],
        ["HALF", "odd", "07:00", ""],
    ]
    read = detail(["PPK62H", "Shaw", 1, "X KW 1800-1900", ""], codes=codes)
    proposal = compared(staff(officer()), read)
    assert [fact for fact in proposal.facts if isinstance(fact, ShiftCode)] == [
        ShiftCode("HALF", "odd"),
        ShiftCode("X", "Extended", time(7), time(19)),
    ]
    assert [fact.key_work for fact in proposal.facts if isinstance(fact, Shift)] == [(span("1800-1900"),)]
    assert "HALF" in notes(proposal.files[1])[0].message


@pytest.mark.parametrize(
    "days", [["Mon 23 Nov", "Tue 24 Nov"], ["23/11/2026", "24/11/2026"], ["23-Nov", "24-Nov"], [46349, 46350]]
)
def test_days_are_read_however_they_are_headed(days: list[object]) -> None:
    read = detail(["PPK62H", "Shaw", 1, "L", "RD"], days=days)
    assert [shift.on for shift in read.lines[0].said.shifts] == [date(2026, 11, 23), date(2026, 11, 24)]


def test_a_day_without_a_year_near_the_turn_of_the_year_is_the_nearest() -> None:
    headings = ["Staff User ID", "31/12/2026", "1 Jan", "2 Jan"]
    (line,) = report(headings, [["PPK62H", "L", "E", "M"]], "detail.csv").lines
    assert [shift.on for shift in line.said.shifts] == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]


def titled(title: str, *days: object, drawn_up: date | None = None) -> RecognisedFile:
    rows = [[title], ["Staff User ID", *days], ["PPK62H", *["E" for _ in days]]]
    return read_file(workbook({"Detail": rows}), "detail.xlsx", date=drawn_up)


def test_a_year_left_behind_in_the_title_gives_way_to_the_weekday() -> None:
    (line,) = titled("DETAIL from 24 November 2025", "Mon 23 Nov", "Tue 24 Nov").lines
    assert [shift.on for shift in line.said.shifts] == [date(2026, 11, 23), date(2026, 11, 24)]


def test_a_day_that_is_another_weekday_in_every_year_about_is_left_out() -> None:
    read = titled("DETAIL from 23 November 2026", "Mon 23 Nov", "Sun 24 Nov")
    assert [shift.on for shift in read.lines[0].said.shifts] == [date(2026, 11, 23)]
    assert [(found.value, found.message) for found in read.problems] == [
        (
            "Sun 24 Nov",
            "The day is no such weekday about 2026; write the days as dd/MM/yyyy. This column was left out.",
        )
    ]


def test_a_detail_whose_days_have_no_year_is_refused_and_not_called_unchanged() -> None:
    with pytest.raises(RequestError, match="none of its days has a year"):
        titled("DETAIL", "Mon 23 Nov", "Tue 24 Nov")
    (line,) = titled("DETAIL", "Mon 23 Nov", "Tue 24 Nov", drawn_up=TODAY).lines
    assert [shift.on for shift in line.said.shifts] == [date(2026, 11, 23), date(2026, 11, 24)]


def test_shifts_of_somebody_not_on_the_staff_list_are_refused() -> None:
    outcome = compared(detail(["PPK62H", "Shaw", 1, "L", "RD"])).files[0]
    assert (outcome.refused, errors(outcome)[0].value) == (1, "PPK62H")


def test_an_officer_without_an_id_is_found_by_the_whole_name() -> None:
    proposal = compared(staff(officer()), detail(["", "Shaw, Roman", 1, "L", "RD"]))
    assert {fact.staff_id for fact in proposal.facts if isinstance(fact, Shift)} == {"PPK62H"}


def test_a_newer_detail_changes_shifts_and_an_older_one_only_adds_days() -> None:
    first = detail(["PPK62H", "Shaw", 1, "L", "RD"])
    known = taken(staff(officer()), first)
    assert compared(first, known=known).facts == ()
    changed = compared(detail(["PPK62H", "Shaw", 1, "CD", "RD"]), known=known)
    assert (changed.files[0].changed, [fact.code for fact in changed.facts if isinstance(fact, Shift)]) == (1, ["CD"])
    other_days = detail(["PPK62H", "Shaw", 1, "CD", "E"], days=[datetime(2026, 11, 23), datetime(2026, 11, 22)])
    older = compared(other_days, known=known, today=date(2026, 11, 10))
    assert [fact for fact in older.facts if isinstance(fact, Shift)] == [Shift("PPK62H", date(2026, 11, 22), "E")]


def movement(start: str = "13:45", end: str = "16:15", number: str = "A0001BC") -> list[str]:
    return ["1", "1-1-006", "PERSON1", "JOHN", number, start, end, "Visits"]


def test_an_unlock_list_gives_an_appointment_a_row() -> None:
    read = report(UNLOCK, [movement(), movement()], "unlock_23_11_2026.csv")
    proposal = compared(roll([man(1)]), read)
    wanted = Appointment("A0001BC", date(2026, 11, 23), span("1345-1615"), "Visits")
    assert [fact for fact in proposal.facts if isinstance(fact, Appointment)] == [wanted]
    assert (proposal.files[1].new, proposal.files[1].repeated) == (1, 1)
    assert compared(read, known=taken(roll([man(1)]), read)).files[0].unchanged == 1


@pytest.mark.parametrize(
    ("start", "end", "column"),
    [("noon", "16:15", "Start Time"), ("13:45", "", "End Time"), ("14:00", "13:00", "End Time")],
)
def test_a_movement_without_sound_times_is_refused(start: str, end: str, column: str) -> None:
    outcome = compared(roll([man(1)]), report(UNLOCK, [movement(start, end)], "unlock.csv", TODAY)).files[1]
    assert [problem.column for problem in errors(outcome)] == [column]
