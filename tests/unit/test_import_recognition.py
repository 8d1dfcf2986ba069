"""Which report a file is, told by its headings and by what its columns hold."""

from __future__ import annotations

from datetime import date

import pytest

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.layouts import LAYOUTS
from keywork_desktop.importing.recognised import read_file
from tests.unit.made_reports import (
    ADMISSIONS,
    ALERTS,
    ALERTS_WITH_STATUS,
    NOTES,
    ROLL,
    STAFF,
    TRACKER,
    UNLOCK,
    csv_report,
    man,
    report,
    workbook,
)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (ROLL, ReportKind.ALPHA_LIST),
        (["Location", "NOMS Number", "Last Name", "First Name"], ReportKind.ALPHA_LIST),
        (["Prison Number", "Surname", "Forenames", "Cell"], ReportKind.ALPHA_LIST),
        (["NOMS No.", "NAME", "U-LOCATION", "D.O.B."], ReportKind.ALPHA_LIST),
        (ALERTS, ReportKind.ALERTS),
        (ALERTS_WITH_STATUS, ReportKind.ALERTS),
        (NOTES, ReportKind.CASE_NOTES),
        (["Staff User ID", *NOTES[4:]], ReportKind.CASE_NOTES),
        (["Contact Date", "NOMS Number", "Case Note Type", "Case Note Sub Type"], ReportKind.CASE_NOTES),
        (ADMISSIONS, ReportKind.ADMISSIONS),
        (["NOMS Number", "Last Name", "First Name", "Admission Date", "Location"], ReportKind.ADMISSIONS),
        (STAFF, ReportKind.STAFF),
        (["User ID", "Name", "HB", "Status"], ReportKind.STAFF),
        (["Staff User ID", "Name", "HB", "23/11/2026", "24/11/2026", "25/11/2026"], ReportKind.DETAIL),
        (["Officer", "Mon 23 Nov", "Tue 24 Nov", "Wed 25 Nov"], ReportKind.DETAIL),
        (TRACKER, ReportKind.TRACKER),
    ],
)
def test_a_report_is_recognised_by_its_headings(headings: list[str], kind: ReportKind) -> None:
    # A detail's days may be without a year, which the name then gives.
    assert report(headings, [], name="of 23-11-2026.csv").kind is kind


def test_an_unlock_list_is_recognised() -> None:
    assert report(UNLOCK, [], name="unlock 23-11-2026.csv").kind is ReportKind.UNLOCK_LIST


def test_every_layout_can_be_told_and_says_what_it_expects() -> None:
    for layout in LAYOUTS:
        names = {column.name for column in layout.columns}
        assert layout.needed <= names
        assert all(told <= names for told in layout.told_by)
        assert layout.expected


def test_the_list_by_location_is_read_where_its_headings_lie() -> None:
    headings = [
        "Location",
        "Booking No",
        "NOMS Number",
        "Last Name",
        "First Name",
        "Main Legal Status",
        "Main Legal Status",
        "Sentence Length",
    ]
    rows = [
        ["2-1-001", "00001A", "A0001BC", "ONE", "A", "Recalled from Licence", "2Y 6M", "27/12/2026"],
        ["2-1-002", "00002A", "A0002BC", "TWO", "B", "Serving Life Imprisonment", "Life", ""],
    ]
    first, second = (line.said for line in report(headings, rows).lines)
    assert (first.location, first.legal_status, first.release_date) == (
        "2-1-001",
        "Recalled from Licence",
        date(2026, 12, 27),
    )
    assert (second.legal_status, second.release_date) == ("Serving Life Imprisonment", None)


def test_the_legal_status_is_found_also_where_the_columns_stand_the_other_way_round() -> None:
    headings = ["NOMS Number", "Last Name", "First Name", "ULocation", "Main Legal Status", "Main Legal Status"]
    (line,) = report(headings, [["A0001BC", "ONE", "A", "2-1-001", "3Y", "Recalled from Licence"]]).lines
    assert line.said.legal_status == "Recalled from Licence"


def test_a_column_is_recognised_by_what_it_holds() -> None:
    headings = ["NOMS Number", "Booking No", "Last Name", "First Name", "ULocation", "Where"]
    rows = [[f"0000{i}A", f"A000{i}BC", "ONE", "A", "Convicted", f"2-1-00{i}"] for i in (1, 2)]
    (first, _) = (line.said for line in report(headings, rows).lines)
    assert (first.prison_number, first.location) == ("A0001BC", "2-1-001")


def test_a_report_of_two_tabs_is_one_report() -> None:
    content = workbook(
        {
            "By Surname": [ROLL, man(1)],
            "By Location": [["Location", "NOMS Number", "Last Name"], ["2-1-002", "A0001BC", "X"]],
        }
    )
    read = read_file(content, "alpha.xlsx")
    assert [(line.sheet, line.row) for line in read.lines] == [("By Surname", 2), ("By Location", 2)]


def test_a_sheet_of_another_kind_is_left_out_and_said() -> None:
    content = workbook({"Roll": [ROLL, man(1), man(2)], "Staff": [STAFF], "Notes to self": [["hello", "there"]]})
    read = read_file(content, "mixed.xlsx")
    assert read.kind is ReportKind.ALPHA_LIST
    assert [problem.sheet for problem in read.problems] == ["Notes to self", "Staff"]


def test_what_is_not_recognised_says_what_was_found_and_expected_but_no_names() -> None:
    with pytest.raises(RequestError) as caught:
        report(["NOMS Number", "Last Name", "Shoe size"], [["A0001BC", "SECRETNAME", "9"]])
    assert caught.value.code == "not_recognised"
    assert "Shoe size" in caught.value.message
    assert "alpha list: Noms Number" in caught.value.message.replace("Alpha list", "alpha list")
    assert "SECRETNAME" not in caught.value.message + str(caught.value.details)


def test_rows_without_headings_are_never_shown() -> None:
    with pytest.raises(RequestError) as caught:
        read_file(b"4,BARNES,TERRY,SXW65D,V8553AH,He said something private\r\n", "notes.csv")
    assert caught.value.code == "not_recognised"
    assert "private" not in caught.value.message
    assert "BARNES" not in caught.value.message


def test_the_user_may_say_what_a_file_is() -> None:
    headings = ["Prison Number", "Surname", "Block"]
    rows = [["A0001BC", "ONE", "2-1-001"], ["A0002BC", "TWO", "2-1-002"]]
    with pytest.raises(RequestError):
        report(headings, rows)
    read = read_file(csv_report(headings, rows), "odd.csv", ReportKind.ALPHA_LIST)
    assert [line.said.location for line in read.lines] == ["2-1-001", "2-1-002"]


def test_a_kind_that_cannot_be_true_says_which_column_is_missing() -> None:
    with pytest.raises(RequestError) as caught:
        read_file(
            csv_report(["NOMS Number", "Last Name", "Shoe size"], [["A0001BC", "X", "9"]]),
            "odd.csv",
            ReportKind.ALPHA_LIST,
        )
    assert caught.value.code == "heading_missing"
    assert "Ulocation" in caught.value.message


def test_a_rota_return_is_not_read_yet_and_says_so() -> None:
    with pytest.raises(RequestError) as caught:
        read_file(csv_report(ROLL, [man(1)]), "rota.csv", ReportKind.ROTA_RETURN)
    assert caught.value.code == "not_recognised"


@pytest.mark.parametrize(
    ("name", "given", "on"),
    [
        ("unlock_list_23_11_2026.csv", None, date(2026, 11, 23)),
        ("unlock_list_23_11_2026.csv", date(2026, 11, 24), date(2026, 11, 23)),
        ("unlock.csv", date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_an_unlock_list_takes_the_day_in_its_name_first(name: str, given: date | None, on: date) -> None:
    assert report(UNLOCK, [], name=name, on=given).report_date == on


@pytest.mark.parametrize("name", ["unlock.csv", "unlock_31_02_2026.csv", "unlock 23-11-2026 and 24-11-2026.csv"])
def test_an_unlock_list_without_a_day_asks_for_it(name: str) -> None:
    with pytest.raises(RequestError) as caught:
        report(UNLOCK, [], name=name)
    assert caught.value.code == "date_needed"
    assert "--date" in caught.value.message


def test_the_day_of_a_report_is_the_one_said_else_in_its_title_else_in_its_name() -> None:
    titled = workbook({"HB1": [["Updated by SO", None, "19/11/2026"], TRACKER]})
    assert read_file(titled, "t_2026-11-18.xlsx").report_date == date(2026, 11, 19)
    assert read_file(titled, "t.xlsx", None, date(2026, 11, 17)).report_date == date(2026, 11, 17)
    assert report(ROLL, [], name="alpha 18-11-2026.csv").report_date == date(2026, 11, 18)
    assert report(ROLL, []).report_date is None


def test_the_days_a_detail_is_for_are_not_the_day_it_was_made() -> None:
    headings = ["Staff User ID", "Name", "23/11/2026"]
    assert report(headings, [], name="detail_from_2026-11-23.csv").report_date is None
