"""Editing the detail: one change set, clear errors, and a warning where a session loses its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from keywork_desktop.actions.changing import undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.detail_editing import set_shift_texts, set_shifts, shift_text
from keywork_desktop.actions.planning_rota import place_session
from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import Period
from tests.calendar_prison import a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_shift
from tests.store_office import at_desk

TUESDAY, WEDNESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)
KHAN = "OFF01A"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = a_store_with(tmp_path, a_wing())
    yield at_desk(store, TODAY)
    store.close()


def shifts_of(desk: Desk, staff_id: str = KHAN) -> dict[date, str]:
    found = desk.store.snapshot(TODAY, Period(TUESDAY, THURSDAY)).shifts
    return {on: shift_text(shift) for (who, on), shift in found.items() if who == staff_id}


def test_shifts_are_written_as_they_are_typed(desk: Desk) -> None:
    change = set_shift_texts(desk, {(KHAN, WEDNESDAY): "l kw 1400-1530", (KHAN, THURSDAY): "AL"})
    assert change.summary == "Detail: 2 days of KHAN, Omar"
    assert shifts_of(desk) == {TUESDAY: "E KW 0915-1045", WEDNESDAY: "L KW 1400-1530", THURSDAY: "AL"}
    undo(desk)
    assert shifts_of(desk) == {TUESDAY: "E KW 0915-1045", THURSDAY: "L KW 1400-1530"}


def test_an_empty_text_takes_the_shift_away(desk: Desk) -> None:
    set_shift_texts(desk, {(KHAN, THURSDAY): " "})
    assert shifts_of(desk) == {TUESDAY: "E KW 0915-1045"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Q", "the code Q is not known"),
        ("E KW 1400-1530", "The key work time lies outside E (07:00-12:30)."),
        ("AL KW 0900-1000", "AL (Annual leave) has no key work time in it."),
        ("M KW 0900-1000 0930-1030", "The stretches of key work time overlap."),
        ("E KW soon", "write it like KW 1400-1530."),
        ("late shift, I think", "This is no shift"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_day_and_nothing_is_written(desk: Desk, text: str, why: str) -> None:
    before = shifts_of(desk)
    with pytest.raises(RequestError, match="Nothing was changed") as caught:
        set_shift_texts(desk, {(KHAN, WEDNESDAY): "AL", (KHAN, THURSDAY): text})
    assert caught.value.code == "bad_shift"
    assert f"OFF01A 26 Nov, “{text}”" in caught.value.message
    assert why in caught.value.message
    assert "left out" not in caught.value.message
    assert shifts_of(desk) == before


def test_shifts_made_elsewhere_are_held_to_the_same(desk: Desk) -> None:
    with pytest.raises(RequestError, match="lies outside L"):
        set_shifts(desk, [a_shift(KHAN, WEDNESDAY, "L", "0900-1000")])
    with pytest.raises(RequestError, match="two shifts on 25 Nov"):
        set_shifts(desk, [Shift(KHAN, WEDNESDAY, "L"), Shift(KHAN, WEDNESDAY, "E")])
    with pytest.raises(RequestError, match="No shift was given"):
        set_shifts(desk, [])
    with pytest.raises(RequestError):
        set_shifts(desk, [Shift("NOBODY", WEDNESDAY, "L")])


def test_a_session_that_loses_its_key_work_time_is_told(desk: Desk) -> None:
    place_session(desk, "A1111AA", TUESDAY)
    change = set_shifts(desk, [Shift(KHAN, TUESDAY, "CD")])
    assert change.warnings == ("1 planned session (24 Nov) now has no key work time. Plan again to move what is lost.",)
    assert change.summary == "Detail: KHAN, Omar, 24 Nov: CD"
    again = partial(set_shifts, shifts=[a_shift(KHAN, TUESDAY, "E", "0915-1045")])
    assert again(desk).warnings == ()
