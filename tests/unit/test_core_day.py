"""The core day: which hours are open on a day, which entry counts, and what cannot be entered (DOMAIN 5)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.core_day import CoreDay, CoreDays, changed, together, within, without
from keywork_desktop.domain.detail import TimeSpan, minutes_of, time_of
from keywork_desktop.domain.placing import Diary, first_free_start, judge_session
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import greedy_rota, plan_rota
from keywork_desktop.planning.rota_repair import repair_rota
from tests.factories import a_core_day, a_key_worker, a_prisoner, a_shift, a_snapshot, allocated

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
LAST_YEAR = date(2025, 11, 24)
SMITH = "A1111AA"
SEEN = [MONDAY - timedelta(days=ago) for ago in (10, 24)]


def span(text: str) -> TimeSpan:
    start, end = text.split("-")
    return TimeSpan(time(int(start[:2]), int(start[2:])), time(int(end[:2]), int(end[2:])))


def spans(text: str) -> tuple[TimeSpan, ...]:
    return tuple(span(part) for part in text.split())


def test_a_session_may_lie_in_an_unlock_outside_meals_and_roll_checks() -> None:
    day = a_core_day("0800-1200 1345-1700", meal="1130-1145", roll_check="1145-1200 1630-1640", lock_up="1500-1530")
    assert day.open == spans("0800-1130 1345-1500 1530-1630 1640-1700")
    assert day.closed == spans("0000-0800 1130-1345 1500-1530 1630-1640 1700-2359")


def test_two_unlocks_that_touch_are_one() -> None:
    assert a_core_day("0800-1000 1000-1200").open == spans("0800-1200")


def test_what_nobody_described_restricts_nothing() -> None:
    days = CoreDays([a_core_day("0800-1200", weekday=0)])
    assert days.open_on("2", TUESDAY) is None
    assert days.closed_on("2", TUESDAY) == ()
    assert not days.closes("2", TUESDAY, span("0300-0345"))
    assert not CoreDays()


def test_the_newest_entry_that_has_begun_counts_and_a_units_own_beats_the_establishments() -> None:
    old = a_core_day("0800-1200", since=LAST_YEAR)
    new = a_core_day("0900-1100", since=MONDAY)
    own = a_core_day("1400-1700", unit="2", since=LAST_YEAR)
    days = CoreDays([new, own, old])
    assert days.on("3", MONDAY - timedelta(days=7)) == old
    assert days.on("3", MONDAY) == new
    assert days.on(None, MONDAY) == new
    assert days.on("2", MONDAY) == own


def test_an_entry_without_parts_ends_what_was_before() -> None:
    whole = a_core_day("0800-1200", since=LAST_YEAR)
    own = a_core_day("1400-1700", unit="2", since=LAST_YEAR)
    own_ends = CoreDay("2", 0, MONDAY)
    days = CoreDays([whole, own, own_ends])
    assert days.on("2", MONDAY - timedelta(days=7)) == own
    assert days.on("2", MONDAY) == whole
    assert CoreDays([whole, CoreDay(None, 0, MONDAY)]).on("2", MONDAY) is None


def test_a_lock_up_alone_closes_the_whole_day() -> None:
    day = a_core_day("", lock_up="0800-1700")
    assert day.closed == spans("0000-2359")
    assert day.why_closed(span("0800-0845")) == "lock-up 08:00–17:00"
    assert day.why_closed(span("1800-1845")) == "no unlock"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"unlock": "0800-1200 1130-1700"}, "unlock 08:00–12:00 and unlock 11:30–17:00 overlap: give each hour once"),
        (
            {"unlock": "0800-1200", "meal": "1130-1200", "roll_check": "1145-1215"},
            "meal 11:30–12:00 and roll check 11:45–12:15 overlap: give each hour once",
        ),
        (
            {"unlock": "", "meal": "1130-1200"},
            "meal 11:30–12:00 without any unlock: say too when prisoners are unlocked",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_in_words(parts: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        a_core_day(**parts)  # type: ignore[arg-type]  # parts of the factory


def test_there_is_no_eighth_day_of_the_week() -> None:
    with pytest.raises(ValueError, match="Monday"):
        a_core_day("0800-1200", weekday=7)


def test_why_a_time_is_closed_names_the_unit_and_what_is_then() -> None:
    days = CoreDays([a_core_day("0800-1230 1345-1700", unit="2", roll_check="1200-1230"), a_core_day("0800-1200")])
    why = days.why_closed("2", MONDAY, span("1145-1230"))
    assert why == "outside the core day of houseblock 2 (roll check 12:00–12:30)"
    why = days.why_closed("2", MONDAY, span("1315-1400"))
    assert why == "outside the core day of houseblock 2 (unlocked 08:00–12:30 and 13:45–17:00)"
    assert days.why_closed("3", MONDAY, span("1200-1230")) == "outside the core day (unlocked 08:00–12:00)"
    assert days.why_closed("2", MONDAY, span("1115-1200")) is None


def test_where_an_officer_sees_two_units_both_their_hours_are_open_to_him() -> None:
    days = CoreDays([a_core_day("0800-1000", unit="2"), a_core_day("0930-1200", unit="3")])
    assert days.open_somewhere(["2", "3"], MONDAY) == spans("0800-1200")
    assert days.open_somewhere(["2"], MONDAY) == spans("0800-1000")
    assert days.open_somewhere(["2", "4"], MONDAY) is None
    assert days.open_somewhere([], MONDAY) is None


hours = st.lists(
    st.tuples(st.integers(0, 1430), st.integers(1, 300)).map(
        lambda drawn: TimeSpan(time_of(drawn[0]), time_of(min(1439, drawn[0] + drawn[1])))
    ),
    max_size=5,
)


def minutes_in(some: tuple[TimeSpan, ...]) -> set[int]:
    return {minute for each in some for minute in range(minutes_of(each.start), minutes_of(each.end))}


@given(hours, hours)
def test_hours_are_cut_and_joined_minute_by_minute(one: list[TimeSpan], other: list[TimeSpan]) -> None:
    first, second = together(one), together(other)
    assert minutes_in(first) == minutes_in(tuple(one))
    assert minutes_in(within(first, second)) == minutes_in(first) & minutes_in(second)
    assert minutes_in(without(first, second)) == minutes_in(first) - minutes_in(second)
    for some in (first, within(first, second), without(first, second)):
        assert list(some) == sorted(some)
        assert not any(a.overlaps(b) for a, b in pairwise(some))


def test_entries_are_written_over_those_of_the_same_unit_weekday_and_day() -> None:
    old, later = a_core_day("0800-1200"), a_core_day("0800-1200", since=MONDAY)
    new = a_core_day("0900-1200")
    assert set(changed([old, later], [new])) == {new, later}
    assert changed([old, later], [], [old]) == (later,)


# A must -------------------------------------------------------------------------------------------------------------


def a_wing(key_work: str, *core_days: CoreDay, **facts: object) -> Snapshot:
    """SMITH of houseblock 2, due, and KHAN with this key work time on Monday."""
    made = a_snapshot(
        [a_prisoner(SMITH, seen=SEEN)],
        [a_key_worker("OFF01A")],
        [allocated(SMITH, "OFF01A")],
        on=MONDAY - timedelta(days=1),
        shifts=[a_shift("OFF01A", MONDAY, "AD", key_work)],
        period=Period(MONDAY, MONDAY + timedelta(days=6)),
    )
    return replace(made, core_days=core_days, **facts)  # type: ignore[arg-type]  # fields of the snapshot


def a_planned(start: str, **facts: object) -> PlannedSession:
    return PlannedSession(SMITH, "OFF01A", MONDAY, time(int(start[:2]), int(start[2:])), 45, **facts)  # type: ignore[arg-type]  # fields of the session


def test_a_session_by_hand_outside_the_core_day_is_a_no_with_the_reason() -> None:
    facts = a_wing("1100-1400", a_core_day("0800-1230 1345-1700", unit="2", roll_check="1200-1230"))
    judged = judge_session(Diary(facts, ()), a_planned("1145"))
    assert judged.fit is Fit.NO
    assert [(r.code, r.text) for r in judged.broken] == [
        ("regime_closed", "outside the core day of houseblock 2 (roll check 12:00–12:30)")
    ]
    assert judge_session(Diary(facts, ()), a_planned("1115")).fit is Fit.FITS


def test_the_first_free_time_begins_when_the_unit_is_unlocked() -> None:
    facts = a_wing("0745-0930", a_core_day("0810-1200"))
    assert first_free_start(Diary(facts, ()), SMITH, "OFF01A", MONDAY, 45) == time(8, 10)
    closed = a_wing("0745-0930", a_core_day("0900-1200"))
    assert first_free_start(Diary(closed, ()), SMITH, "OFF01A", MONDAY, 45) is None


def test_a_plan_begins_with_the_unlock_too_and_uses_what_is_left_of_the_key_work_time() -> None:
    for plan in (plan_rota(facts := a_wing("0745-0930", a_core_day("0810-1200"))), greedy_rota(facts)):
        assert [session.start for session in plan.planned] == [time(8, 10)]


def test_who_has_time_only_outside_the_core_day_sees_nobody_and_the_reason_says_which_hours_would_help() -> None:
    plan = plan_rota(a_wing("1200-1330", a_core_day("0800-1200 1345-1700", unit="2")))
    assert plan.planned == ()
    (left,) = plan.left_out
    assert left.reason_code == "regime_closed"
    assert left.why.endswith("lies outside the core day of houseblock 2.")
    assert "45 minutes of key work time for KHAN, Omar within 08:00–12:00 and 13:45–17:00 by" in left.needs


def test_a_locked_session_outside_the_core_day_cannot_be_held_and_a_repair_moves_it() -> None:
    locked = a_planned("1145", locked=True, id="S1")
    facts = a_wing("1115-1230 1400-1445", a_core_day("0800-1200 1345-1700"), planned=(locked,))
    plan = plan_rota(facts)
    assert plan.lost == (locked,)
    assert all(session.start != time(11, 45) for session in plan.planned)
    repair = repair_rota(facts)
    assert repair.lost == (locked,)
    assert [session.start for session in repair.new] == [time(11, 15)]


def test_an_officer_of_two_units_still_sees_each_man_only_while_his_own_unit_is_unlocked() -> None:
    jones = a_prisoner("B2222BB", location="3-1-001", seen=SEEN)
    facts = a_wing("0800-0930", a_core_day("0800-0845", unit="3"), a_core_day("0845-0930", unit="2"))
    facts = replace(
        facts,
        prisoners={**facts.prisoners, jones.prison_number: jones},
        allocations={**facts.allocations, jones.prison_number: allocated(jones.prison_number, "OFF01A")},
    )
    for plan in (plan_rota(facts), greedy_rota(facts)):
        at = {session.prison_number: session.start for session in plan.planned}
        assert at == {"B2222BB": time(8, 0), SMITH: time(8, 45)}
