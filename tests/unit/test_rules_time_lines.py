"""Entries in time: laid over each other, cut, replaced, refused; never two for one day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.regime_colours import LOCAL_READING, RegimeColour, checked_colour, colours, level_named
from keywork_desktop.domain.rules import PolicyMistake
from keywork_desktop.domain.time_lines import Overlap, Span, cleared, laid_over

FIRST = date(2026, 11, 1)


def day(n: int) -> date:
    return FIRST + timedelta(days=n - 1)


def span(first: int, last: int | None = None) -> Span:
    return Span(day(first), None if last is None else day(last))


@pytest.mark.parametrize(
    ("present", "new", "kept"),
    [
        (span(1), span(10), (span(1, 9),)),
        (span(1), span(10, 12), (span(1, 9), span(13))),
        (span(1, 20), span(10, 12), (span(1, 9), span(13, 20))),
        (span(1, 20), span(1, 5), (span(6, 20),)),
        (span(1, 20), span(15, 20), (span(1, 14),)),
        (span(5, 8), span(1, 20), ()),
        (span(5, 8), span(5, 8), ()),
    ],
    ids=["ends", "resumes", "cut in two", "cut in front", "cut behind", "replaced", "the same days"],
)
def test_what_an_entry_keeps_when_another_is_laid_over_it(present: Span, new: Span, kept: tuple[Span, ...]) -> None:
    assert laid_over([present], new, replaces=True) == {0: kept}


@pytest.mark.parametrize(
    ("present", "new", "field"),
    [(span(1, 10), span(5, 20), "from"), (span(1, 10), span(5), "from"), (span(10, 20), span(5, 15), "to")],
)
def test_half_an_overlap_is_refused_with_the_field_named(present: Span, new: Span, field: str) -> None:
    with pytest.raises(Overlap, match=field) as error:
        laid_over([present], new, replaces=True)
    assert error.value.field == field


@pytest.mark.parametrize(("new", "field"), [(span(5), "from"), (span(5, 20), "to"), (span(5, 30), "to")])
def test_what_comes_into_force_later_is_not_replaced_unasked(new: Span, field: str) -> None:
    with pytest.raises(Overlap) as error:
        laid_over([span(10, 20)], new, replaces=False)
    assert error.value.field == field


def test_on_the_same_day_another_one_takes_its_place() -> None:
    assert laid_over([span(1, 9), span(10)], span(10), replaces=False) == {1: ()}


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(Overlap, match="to: "):
        span(5, 4)


spans = st.tuples(st.integers(1, 60), st.none() | st.integers(0, 30)).map(
    lambda drawn: span(drawn[0], None if drawn[1] is None else drawn[0] + drawn[1])
)


def days_of(entries: list[Span]) -> list[date]:
    return [at for at in (day(n) for n in range(1, 120)) for entry in entries if entry.first <= at <= entry.end]


@given(st.lists(spans, max_size=8), st.booleans(), spans)
def test_no_day_ever_has_two_entries_and_clearing_leaves_none(laid: list[Span], replaces: bool, gone: Span) -> None:
    line: list[Span] = []
    for new in laid:
        try:
            touched = laid_over(line, new, replaces=replaces)
        except Overlap:
            continue
        line = [part for n, entry in enumerate(line) for part in touched.get(n, (entry,))] + [new]
        assert len(set(days_of(line))) == len(days_of(line))
    before = set(days_of(line))
    touched = cleared(line, gone)
    line = [part for n, entry in enumerate(line) for part in touched.get(n, (entry,))]
    assert set(days_of(line)) == before - set(days_of([gone]))


@pytest.mark.parametrize(
    ("text", "level"),
    [("4", 4), ("Level 3", 3), ("lockdown", 4), ("red", 4), ("green_amber", 2), ("amber-red", 3), (" Prepare ", 1)],
)
def test_a_level_is_written_in_many_ways(text: str, level: int) -> None:
    assert level_named(text) == level


@pytest.mark.parametrize("text", ["", "5", "0", "blue", "level"])
def test_what_is_no_level_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(PolicyMistake, match=r"level: .*Lockdown.*amber-red"):
        level_named(text)


def test_colours_are_a_setting_but_red_is_level_4() -> None:
    assert colours(None) == LOCAL_READING
    assert level_named("amber-red", {"amber-red": 4}) == 4
    assert checked_colour(RegimeColour.AMBER_RED, 4) == 4
    for colour, level in ((RegimeColour.RED, 3), (RegimeColour.GREEN, 5)):
        with pytest.raises(PolicyMistake, match="level"):
            checked_colour(colour, level)
