"""Core days on a real store: entered, undone, known to plans; warned of where sessions lie outside (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from keywork_desktop.actions.changing import log, redo, undo
from keywork_desktop.actions.core_day import (
    clear_core_day,
    copy_core_day,
    list_core_days,
    sessions_outside,
    set_core_day,
)
from keywork_desktop.actions.curtailing import a_curtailment, curtail, sessions_hit
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.planning_rota import place_session, planned_rota
from keywork_desktop.domain.core_day import CoreDay
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.store import Store, StoreKey, schema
from keywork_desktop.store.engine import engine_for
from tests.calendar_prison import TUESDAY
from tests.factories import a_core_day, core_day_parts
from tests.store.planned_wing import BROWN, JONES, MONDAY, a_planned_desk
from tests.store.prison_facts import contents

WEEKDAYS = range(5)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Monday; SMITH at 9:15 and JONES at 10:00 on Tuesday, BROWN on Thursday at 14:00."""
    with a_planned_desk(tmp_path) as desk:
        yield desk


def entries(desk: Desk) -> tuple[CoreDay, ...]:
    return desk.store.snapshot(desk.today).core_days


def test_a_core_day_is_entered_for_several_weekdays_in_one_step_and_undone(desk: Desk) -> None:
    change = set_core_day(desk, core_day_parts("0800-1200 1345-1700", meal="1130-1200"), WEEKDAYS, MONDAY, "2")
    assert change.summary == "Core day of Houseblock 2, Mon–Fri from 23/11/2026: unlocked 08:00–12:00 and 13:45–17:00"
    assert entries(desk) == tuple(
        a_core_day("0800-1200 1345-1700", meal="1130-1200", unit="2", weekday=n, since=MONDAY) for n in WEEKDAYS
    )
    undo(desk)
    assert entries(desk) == ()
    redo(desk)
    assert len(entries(desk)) == 5
    assert [each.action for each in log(desk, limit=1)] == ["redo"]


def test_the_same_again_changes_nothing_and_another_from_the_same_day_takes_its_place(desk: Desk) -> None:
    set_core_day(desk, core_day_parts("0800-1200"), [0], MONDAY)
    assert not set_core_day(desk, core_day_parts("0800-1200"), [0], MONDAY).id
    assert set_core_day(desk, core_day_parts("0900-1200"), [0], MONDAY).id
    assert entries(desk) == (a_core_day("0900-1200", since=MONDAY),)


def test_it_warns_of_the_sessions_ahead_that_now_lie_outside(desk: Desk) -> None:
    change = set_core_day(desk, core_day_parts("0930-1200"), WEEKDAYS, MONDAY)
    assert change.warnings == ("2 planned sessions ahead now lie outside the core day. Plan again to move them.",)
    planned = sessions_outside(desk, [a_core_day("0930-1045", weekday=1, since=MONDAY)])
    assert planned == ()
    assert set_core_day(desk, core_day_parts("0930-1045"), [3], MONDAY).warnings == ()
    assert {s.prison_number for s in sessions_outside(desk, [a_core_day("1045-1100", weekday=1, since=MONDAY)])} == {
        JONES
    }


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    change = set_core_day(replace(desk, dry_run=True), core_day_parts("0930-1200"), WEEKDAYS, MONDAY)
    assert (change.id, len(change.warnings)) == ("", 1)
    assert entries(desk) == ()


def test_a_later_entry_that_stays_is_told(desk: Desk) -> None:
    set_core_day(desk, core_day_parts("0800-1700"), [0, 1], date(2027, 1, 4))
    change = set_core_day(desk, core_day_parts("0800-1600"), [1, 2], MONDAY)
    assert change.warnings == ("On Tue another core day begins on 04/01/2027; it stays.",)


def test_nobody_is_put_outside_the_core_day_by_hand_or_by_a_plan(desk: Desk) -> None:
    set_core_day(desk, core_day_parts("0800-0900"), range(7), MONDAY, "2")
    with pytest.raises(RequestError) as error:
        place_session(desk, BROWN, TUESDAY)
    assert "outside the core day of houseblock 2" in str(error.value)
    plan = planned_rota(desk, MONDAY, 1)
    assert plan.planned == ()
    assert "regime_closed" in {left.reason_code for left in plan.left_out}


def test_a_session_outside_the_core_day_is_no_victim_of_a_cut_at_another_hour(desk: Desk) -> None:
    set_core_day(desk, core_day_parts("0930-1200"), range(7), MONDAY)
    evening = a_curtailment(desk, TUESDAY, reason="search", span=TimeSpan(time(17), time(19)))
    assert sessions_hit(desk, evening) == ()
    assert curtail(desk, evening).warnings == ()


def test_clearing_keeps_what_was_and_ends_it_from_that_day(desk: Desk) -> None:
    set_core_day(desk, core_day_parts("0800-1200"), [0, 1], MONDAY - timedelta(days=14), "2")
    set_core_day(desk, core_day_parts("0800-1100"), [1], MONDAY + timedelta(days=30), "2")
    change = clear_core_day(desk, [0, 1], MONDAY, "2")
    assert change.summary == "No core day of Houseblock 2, Mon, Tue from 23/11/2026"
    hours = desk.store.snapshot(MONDAY).core_hours
    assert hours.open_on("2", MONDAY - timedelta(days=7)) is not None
    assert hours.open_on("2", MONDAY) is None
    assert hours.open_on("2", MONDAY + timedelta(days=36)) is None
    undo(desk)
    assert desk.store.snapshot(MONDAY).core_hours.open_on("2", MONDAY) is not None


def test_clearing_what_was_never_there_is_refused(desk: Desk) -> None:
    with pytest.raises(RequestError) as error:
        clear_core_day(desk, [0], MONDAY, "2")
    assert error.value.code == "no_core_day"


def test_one_units_day_is_copied_to_another(desk: Desk) -> None:
    set_core_day(desk, core_day_parts("0800-1200", meal="1130-1200"), [0, 1], MONDAY, "2")
    change = copy_core_day(desk, "2", ["CSU", None], MONDAY)
    assert change.summary == "Core day of Houseblock 2 copied to CSU and the whole establishment, from 23/11/2026"
    hours = desk.store.snapshot(MONDAY).core_hours
    assert hours.open_on("CSU", MONDAY) == hours.open_on(None, TUESDAY) == hours.open_on("2", MONDAY)
    with pytest.raises(RequestError) as error:
        copy_core_day(desk, "CSU", ["CSU"], MONDAY)
    assert error.value.code == "same_unit"
    undo(desk)
    with pytest.raises(RequestError) as error:
        copy_core_day(desk, "CSU", ["2"], MONDAY)
    assert error.value.code == "no_core_day"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"weekdays": []}, "no_weekday"),
        ({"parts": ()}, "core_day_mistake"),
        ({"unit": "77"}, "unknown_unit"),
        ({"from_date": date(1999, 1, 1)}, "policy_mistake"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, given: dict[str, object], code: str) -> None:
    usual = {"parts": core_day_parts("0800-1200"), "weekdays": [0], "from_date": MONDAY, "unit": None}
    with pytest.raises(RequestError) as error:
        set_core_day(desk, **{**usual, **given})  # type: ignore[arg-type]  # what the action takes
    assert error.value.code == code


def test_parts_that_overlap_are_refused_in_words(desk: Desk) -> None:
    both = (*core_day_parts("0800-1200"), *core_day_parts("1100-1700"))
    with pytest.raises(RequestError) as error:
        set_core_day(desk, both, [0], MONDAY)
    assert "Unlock 08:00–12:00 and unlock 11:00–17:00 overlap" in str(error.value)


def test_the_list_says_who_entered_each_and_which_count_today(desk: Desk) -> None:
    set_core_day(desk, core_day_parts("0800-1200"), [0], MONDAY - timedelta(days=7))
    set_core_day(desk, core_day_parts("0830-1200"), [0], MONDAY)
    set_core_day(desk, core_day_parts("0900-1200"), [0], MONDAY + timedelta(days=7))
    listed = list_core_days(desk)
    assert [(each.core_day.from_date, each.now, each.until) for each in listed] == [
        (MONDAY - timedelta(days=7), False, MONDAY - timedelta(days=1)),
        (MONDAY, True, MONDAY + timedelta(days=6)),
        (MONDAY + timedelta(days=7), False, None),
    ]
    assert {each.entered.by for each in listed} == {"manager"}


def test_a_populated_store_goes_down_before_the_core_days_and_comes_up_again(desk: Desk) -> None:
    before = contents(desk.store)
    set_core_day(desk, core_day_parts("0800-1200"), [0, 1], MONDAY)
    path = desk.store.path
    desk.store.close()
    engine = engine_for(path, None)
    schema.migrate(engine, "0004")
    engine.dispose()
    with Store.open(path, StoreKey.none()) as store:
        assert store.migrated_from is not None
        assert contents(store) == before
        again = replace(desk, store=store)
        assert set_core_day(again, core_day_parts("0800-1200"), [0], MONDAY).id
        assert [change.action for change in log(again, limit=2)] == ["core_day", "core_day"]
