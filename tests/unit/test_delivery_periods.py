"""The periods that delivery is looked at in, how far facts reach back, and the words for the measures."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.delivery_periods import (
    PeriodChoice,
    is_whole_month,
    month_before,
    period_of,
    period_words,
    periods_until,
    step,
)
from keywork_desktop.domain.delivery_report import Completeness, KnownFrom, units_words
from keywork_desktop.domain.measure_words import CHARTED, COVERAGE, HEADLINES, every_words, plain
from keywork_desktop.domain.snapshot import Period

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)
days = st.dates(date(2001, 1, 1), date(2100, 12, 31))
periods = st.builds(lambda first, length: Period(first, first + timedelta(length)), days, st.integers(0, 400))


@pytest.mark.parametrize(
    ("choice", "first", "last"),
    [
        (PeriodChoice.LAST_CYCLE, date(2026, 10, 19), date(2026, 11, 15)),
        (PeriodChoice.LAST_28_DAYS, date(2026, 10, 24), FRIDAY),
        (PeriodChoice.THIS_MONTH, date(2026, 11, 1), FRIDAY),
        (PeriodChoice.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (PeriodChoice.BY_HAND, date(2026, 10, 24), FRIDAY),
    ],
)
def test_each_named_period_on_a_friday(choice: PeriodChoice, first: date, last: date) -> None:
    assert period_of(choice, FRIDAY) == Period(first, last)


def test_on_a_sunday_the_week_that_ends_today_is_the_last_whole_one() -> None:
    assert period_of(PeriodChoice.LAST_CYCLE, date(2026, 11, 22)).last == date(2026, 11, 22)


@given(days)
def test_a_cycle_is_four_whole_weeks_that_are_over(today: date) -> None:
    cycle = period_of(PeriodChoice.LAST_CYCLE, today)
    assert cycle.first.weekday() == 0
    assert cycle.last - cycle.first == timedelta(days=27)
    assert timedelta(0) <= today - cycle.last < timedelta(days=7)


@given(periods, st.integers(1, 12))
def test_periods_compared_follow_each_other_and_end_with_this_one(period: Period, count: int) -> None:
    found = periods_until(period, count)
    assert len(found) == count
    assert found[-1].last == period.last
    assert all(one.last + DAY == next_.first for one, next_ in pairwise(found))


def test_a_month_is_compared_with_months() -> None:
    found = periods_until(Period(date(2026, 11, 1), FRIDAY), 3)
    assert [period_words(each) for each in found] == [
        "September 2026",
        "October 2026",
        "Sun 1 Nov 2026 to Fri 20 Nov 2026",
    ]


@given(periods)
def test_a_step_forward_and_back_is_where_one_began(period: Period) -> None:
    after = step(period, 1)
    assert after.first == period.last + DAY
    if is_whole_month(period) == is_whole_month(after):
        assert step(after, -1) == period


def test_the_month_before_january_is_december() -> None:
    assert month_before(date(2027, 1, 31)) == Period(date(2026, 12, 1), date(2026, 12, 31))


# what is known
NOTES = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("first", "last", "complete"),
    [
        (date(2026, 9, 5), date(2026, 10, 2), Completeness.NONE),
        (date(2026, 9, 6), date(2026, 10, 3), Completeness.PART),
        (date(2026, 10, 2), date(2026, 10, 29), Completeness.PART),
        (date(2026, 10, 3), date(2026, 10, 30), Completeness.WHOLE),
    ],
)
def test_how_much_of_a_period_case_notes_tell_of(first: date, last: date, complete: Completeness) -> None:
    assert KnownFrom(NOTES).completeness(Period(first, last)) is complete


def test_without_any_note_nothing_is_known() -> None:
    assert KnownFrom().completeness(Period(FRIDAY, FRIDAY)) is Completeness.NONE
    assert KnownFrom().warnings(Period(FRIDAY, FRIDAY)) == ()


def test_what_is_missing_is_said_in_sentences() -> None:
    known = KnownFrom(NOTES, FRIDAY)
    assert known.warnings(Period(date(2026, 10, 2), date(2026, 10, 29))) == (
        "Case notes are known from Sat 3 Oct 2026 on. The first day of this period has none: the numbers are too low.",
        "People who left before the first alpha list (Fri 20 Nov 2026) are not counted.",
    )
    assert known.warnings(Period(date(2026, 9, 1), date(2026, 9, 28))) == (
        "Case notes are known from Sat 3 Oct 2026 on: nothing is known of this period.",
    )
    assert KnownFrom(NOTES, NOTES).warnings(Period(NOTES, FRIDAY)) == ()


# words
def test_coverage_is_the_first_of_all_measures() -> None:
    assert HEADLINES[0] is CHARTED[0] is COVERAGE
    assert len({measured.id for measured in HEADLINES}) == len(HEADLINES)
    assert all(measured.meaning.endswith(".") and measured.source for measured in HEADLINES)


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        (None, "no baseline is in force"),
        (Fraction(1), "one a week"),
        (Fraction(2), "one every 2 weeks"),
        (Fraction(4, 3), "3 every 4 weeks"),
    ],
)
def test_how_often_sessions_are_projected(weeks: Fraction | None, words: str) -> None:
    assert every_words(weeks) == words


def test_numbers_are_read_as_people_write_them() -> None:
    assert [plain(None), plain(0), plain(1509), plain(2.5), plain(2.0)] == ["–", "0", "1,509", "2.5", "2"]


def test_units_are_named_in_their_order() -> None:
    assert units_words(frozenset({"10", "2", None, "CSU"})) == "Houseblock 2, Houseblock 10, CSU, Not in a cell"
    assert units_words(None) == ""
