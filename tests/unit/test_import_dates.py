"""Days and cells as reports and spreadsheets write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.importing.cells import clock, location_of, prison_number, whole_number, words
from keywork_desktop.importing.dates import DateStyle, day_of, days_in_name, mangled_cell, style_of

DAYS = st.dates(date(1930, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "20/11/2026",
        "20/11/2026 14:05",
        "20/11/2026 14:05:59",
        "20-11-2026",
        "20.11.2026",
        "2026-11-20",
        "2026-11-20T14:05:00Z",
        "2026-11-20 00:00:00",
        "2026/11/20",
        "20261120",
        "20 Nov 2026",
        "20-Nov-26",
        "Fri 20 November 2026",
        "Friday, 20/11/2026",
        "46346",
        "46346.59",
        46346,
        46346.25,
        date(2026, 11, 20),
        datetime(2026, 11, 20, 14, 5),
        "  20/11/2026 ",
    ],
)
def test_a_day_is_read_however_it_is_written(written: object) -> None:
    assert day_of(written).on == date(2026, 11, 20)


@pytest.mark.parametrize(
    "written", ["31/02/2026", "11/20/2026", "20/13/2026", "soon", "0", 5, "2026-02-30", "20/11", "00/00/0000", True]
)
def test_a_day_that_is_none_is_refused_with_a_mend(written: object) -> None:
    read = day_of(written)
    assert read.on is None
    assert "dd/MM/yyyy" in read.refused


def test_a_year_of_two_digits_is_ambiguous() -> None:
    assert "more than one day" in day_of("05/06/26").refused


def test_a_blank_cell_is_neither_a_day_nor_a_mistake() -> None:
    assert day_of(None) == day_of("  ") == day_of("")
    assert not day_of(None).refused


def test_where_a_column_writes_month_first_nothing_is_guessed() -> None:
    style = style_of(["11/20/2026", "12/25/2026", "05/06/2026"])
    assert style == DateStyle(month_first=True)
    assert "month before day" in day_of("05/06/2026", style).refused
    assert day_of("05/05/2026", style).on == date(2026, 5, 5)


def test_one_wrong_date_does_not_spoil_a_column() -> None:
    style = style_of(["20/11/2026", "25/12/2026", "11/20/2026"])
    assert day_of("05/06/2026", style).on == date(2026, 6, 5)


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y", "%d/%m/%Y %H:%M", "%A %d %B %Y"]))
def test_every_day_is_read_back(day: date, form: str) -> None:
    assert day_of(datetime.combine(day, time(9, 30)).strftime(form)).on == day


@pytest.mark.parametrize(
    ("found", "cell"),
    [
        (datetime(2005, 1, 2), "2-1-005"),
        (date(2005, 1, 2), "2-1-005"),
        ("02/01/2005", "2-1-005"),
        ("02-Jan-05", "2-1-005"),
        ("02/01/05", "2-1-005"),
        ("2005-01-02 00:00:00", "2-1-005"),
        (38354, "2-1-005"),
        (datetime(2058, 1, 2), "2-1-058"),
        (datetime(2035, 3, 6), "6-3-035"),
    ],
)
def test_a_cell_that_became_a_date_is_offered_back(found: object, cell: str) -> None:
    assert mangled_cell(found) == cell
    read = location_of(found)  # type: ignore[arg-type]  # the parametrised values are cells
    assert (read.location, read.suggestion) == (None, cell)


@pytest.mark.parametrize(
    ("written", "location"),
    [
        ("2-1-035", "2-1-035"),
        (" csu-1-004 ", "CSU-1-004"),
        ("IPD-1-020", "IPD-1-020"),
        ("COURT", "COURT"),
        ("recp", "RECP"),
        ("EYI-2-1-035", "2-1-035"),
        ("2–1–035", "2-1-035"),
        ("2-1-35", "2-1-035"),
        ("\u200b2-1-035\xa0", "2-1-035"),
    ],
)
def test_a_location_has_one_spelling(written: str, location: str) -> None:
    assert location_of(written).location == location


@pytest.mark.parametrize("written", ["", None, "somewhere", "2-1", "35", 35, "2/1/035x"])
def test_what_is_no_cell_is_not_made_into_one(written: str | int | None) -> None:
    read = location_of(written)
    assert read.location is None
    assert read.suggestion is None


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("unlock_list_23_11_2026.csv", [date(2026, 11, 23)]),
        ("Unlock 2026-11-23 0715.csv", [date(2026, 11, 23)]),
        ("unlock23112026.csv", [date(2026, 11, 23)]),
        ("unlock 23 Nov 2026.xlsx", [date(2026, 11, 23)]),
        ("unlock_20261123.csv", [date(2026, 11, 23)]),
        ("unlock.csv", []),
        ("unlock_31_02_2026.csv", []),
        ("from 23-11-2026 to 24-11-2026.csv", [date(2026, 11, 23), date(2026, 11, 24)]),
    ],
)
def test_a_name_speaks_of_days(name: str, days: list[date]) -> None:
    assert list(days_in_name(name)) == days


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("14:20", time(14, 20)),
        ("1420", time(14, 20)),
        ("14.20", time(14, 20)),
        ("2:20 pm", time(14, 20)),
        ("12:05 AM", time(0, 5)),
        (time(14, 20, 30), time(14, 20)),
        (0.5, time(12, 0)),
        (datetime(1899, 12, 30, 14, 20), time(14, 20)),
        ("25:00", None),
        ("later", None),
        (None, None),
    ],
)
def test_a_time_of_day_is_read_however_it_is_written(written: object, at: time | None) -> None:
    assert clock(written) == at  # type: ignore[arg-type]  # the parametrised values are cells


def test_words_are_tidied_and_numbers_lose_their_point_zero() -> None:
    assert words("  O\u2019Neill \xa0 José\u200b ") == "O\u2019Neill José"
    assert words(12.0) == "12"
    assert (whole_number("9.0"), whole_number(9.0), whole_number("nine"), whole_number(True)) == (None, 9, None, None)
    assert prison_number(" a1234bc ") == "A1234BC"
    assert prison_number("A123BC") is None
