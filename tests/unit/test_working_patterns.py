"""Working patterns: laid over days, read from weeks, and where an officer stands in his."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.detail import SHIFT_CODES, Shift
from keywork_desktop.domain.working_patterns import (
    NOTHING,
    LaidDay,
    Outcome,
    Over,
    PatternDay,
    WorkingPattern,
    is_away,
    lay,
    monday_of,
    named_in,
    pattern_of,
    same_name,
    where_he_stands,
)
from tests.factories import a_shift

MONDAY = date(2026, 11, 23)
KHAN = "OFF01A"
CODES = ("", "E", "L", "M", "RD", "N")

day_texts = st.sampled_from([NOTHING, *(PatternDay(code) for code in CODES if code), PatternDay("L", a_shift("", MONDAY, "L", "1400-1530").key_work)])  # fmt: skip  # noqa: E501
weeks = st.lists(day_texts, min_size=7, max_size=7)
patterns = (
    st.lists(weeks, min_size=1, max_size=4)
    .map(lambda found: tuple(day for week in found for day in week))
    .filter(lambda days: any(day != NOTHING for day in days))
    .map(lambda days: WorkingPattern("Made", days))
)
mondays = st.integers(-60, 60).map(lambda n: MONDAY + timedelta(days=7 * n))
days = st.integers(-400, 400).map(lambda n: MONDAY + timedelta(days=n))


def a_pattern(*codes: str) -> WorkingPattern:
    return WorkingPattern("Made", tuple(PatternDay(code) for code in codes))


@given(pattern=patterns, week_one=mondays, day=days)
def test_a_pattern_repeats_and_starts_on_the_monday_of_week_one(
    pattern: WorkingPattern, week_one: date, day: date
) -> None:
    said = pattern.day_on(day, week_one)
    assert said == pattern.day_on(day + timedelta(days=7 * pattern.weeks), week_one)
    assert said == pattern.day_on(day, week_one + timedelta(days=6))  # any day of its week
    assert pattern.day_on(week_one, week_one) == pattern.days[0]
    shift = pattern.shift_on(KHAN, day, week_one)
    assert shift == (Shift(KHAN, day, said.code, said.key_work) if said.code else None)


@given(pattern=patterns, week_one=mondays)
def test_reading_what_a_pattern_filled_gives_the_pattern_again(pattern: WorkingPattern, week_one: date) -> None:
    last = week_one + timedelta(days=7 * pattern.weeks - 1)
    filled = [day.shift for day in lay(pattern, KHAN, week_one, last, week_one, {})]
    assert pattern_of("Made", filled, week_one + timedelta(days=3), pattern.weeks) == pattern


standing_texts = st.sampled_from(["E", "L", "RD", "AL", "SL", "TRG", "CD", "TOIL"])


@given(
    pattern=patterns,
    week_one=mondays,
    there=st.dictionaries(st.integers(0, 27), standing_texts),
    over=st.builds(Over, st.booleans(), st.booleans()),
)
def test_only_empty_days_are_written_unless_more_is_asked_for(
    pattern: WorkingPattern, week_one: date, there: dict[int, str], over: Over
) -> None:
    stands = {
        (KHAN, MONDAY + timedelta(days=n)): a_shift(KHAN, MONDAY + timedelta(days=n), c) for n, c in there.items()
    }
    found = list(lay(pattern, KHAN, MONDAY, MONDAY + timedelta(days=27), week_one, stands, over))
    for day in found:
        was = stands.get((KHAN, day.shift.on))
        assert day.standing == was
        if day.outcome.writes and was is not None:
            assert over.away if is_away(was.code) else over.shifts
        if day.outcome is Outcome.AWAY:
            assert was is not None
            assert is_away(was.code)
    four_weeks = [MONDAY + timedelta(days=n) for n in range(28)]
    assert [day.shift.on for day in found] == [d for d in four_weeks if pattern.day_on(d, week_one) != NOTHING]


def test_what_becomes_of_a_day_is_said_in_one_word() -> None:
    stands = {(KHAN, shift.on): shift for shift in (a_shift(KHAN, MONDAY, "AL"), a_shift(KHAN, MONDAY + timedelta(1), "L"), a_shift(KHAN, MONDAY + timedelta(2), "E"))}  # fmt: skip  # noqa: E501
    pattern = a_pattern("E", "E", "E", "E", "", "", "")

    def outcomes(over: Over) -> list[str]:
        return [day.outcome.value for day in lay(pattern, KHAN, MONDAY, MONDAY + timedelta(6), MONDAY, stands, over)]

    assert outcomes(Over()) == ["away", "in_the_way", "same", "new"]
    assert outcomes(Over(shifts=True)) == ["away", "over", "same", "new"]
    assert outcomes(Over(away=True)) == ["over", "in_the_way", "same", "new"]
    assert LaidDay(a_shift(KHAN, MONDAY), None, Outcome.NEW).outcome.writes


@given(pattern=patterns, week_one=mondays)
def test_where_an_officer_stands_is_read_from_his_weeks_or_not_at_all(pattern: WorkingPattern, week_one: date) -> None:
    before = MONDAY - timedelta(days=56)
    his = [day.shift for day in lay(pattern, KHAN, before, MONDAY - timedelta(days=1), week_one, {})]
    found = where_he_stands(pattern, KHAN, his, MONDAY, SHIFT_CODES)
    if found is not None:
        assert found == monday_of(found) <= MONDAY
        again = list(lay(pattern, KHAN, before, MONDAY - timedelta(days=1), found, {}))
        assert [day.shift for day in again] == his
    else:
        # Two places agree equally well: the pattern shifted by some weeks is as like these weeks as the pattern.
        assert pattern.weeks > 1


def test_leave_and_other_peoples_shifts_tell_nothing_of_where_he_stands() -> None:
    pattern = a_pattern(*"EEEEEEE", *"LLLLLLL")
    last_week = MONDAY - timedelta(days=7)
    shifts = [a_shift(KHAN, last_week, "AL"), a_shift("OFF02B", last_week, "E")]
    assert where_he_stands(pattern, KHAN, shifts, MONDAY, SHIFT_CODES) is None
    shifts.append(a_shift(KHAN, last_week + timedelta(days=1), "L"))
    assert where_he_stands(pattern, KHAN, shifts, MONDAY, SHIFT_CODES) == MONDAY


def test_days_away_are_no_part_of_a_pattern_that_is_read() -> None:
    shifts = [a_shift(KHAN, MONDAY, "E"), a_shift(KHAN, MONDAY + timedelta(1), "SL"), a_shift(KHAN, MONDAY + timedelta(2), "N")]  # fmt: skip  # noqa: E501
    assert [day.code for day in pattern_of(" Early  bird ", shifts, MONDAY, 1).days] == ["E", "", "N", "", "", "", ""]
    assert pattern_of(" Early  bird ", shifts, MONDAY, 1).name == "Early bird"


@pytest.mark.parametrize(
    ("name", "days", "why"),
    [
        ("", ("E",) * 7, "needs a name"),
        ("x" * 61, ("E",) * 7, "at most 60"),
        ("Six days", ("E",) * 6, "whole weeks"),
        ("Nine weeks", ("E",) * 63, "whole weeks"),
        ("Nothing", ("",) * 7, "at least one day"),
    ],
)
def test_what_is_no_pattern_is_refused(name: str, days: tuple[str, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        WorkingPattern(name, tuple(PatternDay(code) for code in days))


def test_names_are_the_same_in_any_capitals_and_spaces() -> None:
    assert same_name(" Early  Bird", "early bird")
    find = named_in([a_pattern(*"EEEEEEE")])
    assert find(" MADE ") is not None
    assert find("Maid") is None
