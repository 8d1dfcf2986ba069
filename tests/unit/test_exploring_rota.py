"""What if: several things at once, planned beside the rota without touching it, compared with what is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.actions.curtailing import a_curtailment, curtail
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exploring_rota import Beside, explored, known_policies
from keywork_desktop.actions.planning_rota import accept_plan, planned_rota
from keywork_desktop.actions.publishing_rota import publish
from keywork_desktop.actions.regime import set_regime
from keywork_desktop.actions.rules import use_policy
from keywork_desktop.domain.checks import CheckRules
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.what_if import (
    Away,
    ExtraOfficer,
    If,
    OtherLevel,
    OtherPolicy,
    OtherTime,
    RegimeCut,
    if_words,
    imagined,
    with_level,
    with_other_time,
    with_policy,
)
from keywork_desktop.planning.checks_opened import checks_opened
from keywork_desktop.planning.rota import Plan, plan_rota
from keywork_desktop.planning.rota_difference import difference
from tests.calendar_prison import THURSDAY, TUESDAY, a_prison, a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_prisoner, a_shift, a_snapshot, an_alert, in_force, key_work_2025_26
from tests.store_office import at_desk

MONDAY = date(2026, 11, 23)
LAST = MONDAY + timedelta(days=27)
WEEKS = Period(MONDAY, LAST)
OFFICER = "OFF100"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = a_store_with(tmp_path, a_prison(units=1, officers=4, prisoners=30))
    yield at_desk(store, TODAY)
    store.close()


def policy(desk: Desk, name: str) -> OtherPolicy:
    return OtherPolicy(next(each for each in known_policies(desk) if each.id == name))


def everything(desk: Desk) -> tuple[If, ...]:
    """One of each kind."""
    return (
        Away((OFFICER,), MONDAY, MONDAY + timedelta(days=6)),
        OtherTime(30, "OFF101"),
        OtherLevel(4),
        policy(desk, "fortnightly_model"),
        RegimeCut(Curtailment(MONDAY, MONDAY, None, TimeSpan(time(8), time(12)))),
        ExtraOfficer("1", 90),
    )


# -- nothing is touched ------------------------------------------------------------------------------------------------


def contents(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """All the store holds: every row of every table."""
    with desk.store._reading() as connection:  # whichever table it stands in
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')] for name in names}


def test_nothing_that_is_tried_touches_the_store(desk: Desk) -> None:
    accept_plan(desk, planned_rota(desk, MONDAY))
    publish(desk)
    before = contents(desk)
    assert before["rota_version"]
    assert before["planned_session"]
    explored(desk, MONDAY, 4, None, everything(desk))
    for one in everything(desk):
        explored(desk, MONDAY, 4, "1", (one,))
    assert contents(desk) == before


def test_cancelling_comes_out_and_leaves_nothing(desk: Desk) -> None:
    class Cancelled(Exception):
        pass

    def told(fraction: float) -> None:
        if fraction > 0.5:
            raise Cancelled

    before = contents(desk)
    with pytest.raises(Cancelled):
        explored(desk, MONDAY, 4, None, everything(desk), progress=told)
    assert contents(desk) == before


# -- it tells what would come true -------------------------------------------------------------------------------------


def numbers(plan: Plan) -> tuple[object, ...]:
    return (
        [(s.prison_number, s.staff_id, s.on, s.start, s.minutes) for s in plan.planned],
        plan.targets,
        plan.met_on_time,
        plan.priority_targets,
        plan.priority_met_on_time,
        plan.people_seen,
        plan.lateness_days,
        [(left.outcome.target.prison_number, left.reason_code) for left in plan.left_out],
    )


def test_what_is_told_of_a_level_comes_true_when_it_is_set(desk: Desk) -> None:
    told = explored(desk, MONDAY, 4, None, (OtherLevel(3),)).then.plan
    set_regime(desk, 3, MONDAY, LAST)
    assert numbers(planned_rota(desk, MONDAY)) == numbers(told)


def test_what_is_told_of_a_policy_comes_true_when_it_is_in_force(desk: Desk) -> None:
    told = explored(desk, MONDAY, 4, None, (policy(desk, "omic_45_minutes"),)).then.plan
    assert told.targets > planned_rota(desk, MONDAY).targets
    use_policy(desk, "omic_45_minutes", MONDAY, LAST)
    assert numbers(planned_rota(desk, MONDAY)) == numbers(told)


def test_what_is_told_of_a_cut_and_an_absence_together_comes_true(desk: Desk) -> None:
    span = TimeSpan(time(8), time(12))
    away = Away((OFFICER, "OFF101"), MONDAY, MONDAY + timedelta(days=6))
    cut = RegimeCut(Curtailment(MONDAY, MONDAY + timedelta(days=9), None, span))
    told = explored(desk, MONDAY, 4, None, (away, cut)).then.plan
    curtail(desk, a_curtailment(desk, MONDAY, MONDAY + timedelta(days=9), reason="Search", span=span))
    absent = {(staff_id, MONDAY + timedelta(days=n)) for staff_id in (OFFICER, "OFF101") for n in range(7)}
    assert numbers(planned_rota(desk, MONDAY, without=absent)) == numbers(told)


# -- what it is compared with ------------------------------------------------------------------------------------------


def test_it_is_compared_with_what_is_published_else_with_the_rota_else_with_the_best(desk: Desk) -> None:
    wish = (OtherLevel(4),)
    assert list(explored(desk, MONDAY, 4, None, wish).now) == [Beside.BEST]
    plan = planned_rota(desk, MONDAY)
    accept_plan(desk, plan)
    found = explored(desk, MONDAY, 4, None, wish)
    assert (found.usual, found.beside().words) == (Beside.STANDING, "Rota as it stands")
    assert found.beside().plan.met_on_time == plan.met_on_time
    publish(desk)
    found = explored(desk, MONDAY, 4, None, wish)
    assert (found.usual, found.version) == (Beside.PUBLISHED, 1)
    assert found.beside().words == "Version 1, published 20 Nov"
    assert list(found.now) == [Beside.PUBLISHED, Beside.STANDING, Beside.BEST]
    assert numbers(found.beside(Beside.BEST).plan) == numbers(found.beside().plan) == numbers(plan)


def test_a_published_session_that_can_no_longer_be_held_meets_nothing(desk: Desk) -> None:
    accept_plan(desk, planned_rota(desk, MONDAY))
    publish(desk)
    whole = explored(desk, MONDAY, 4, None, ()).beside().plan
    curtail(desk, a_curtailment(desk, MONDAY, MONDAY + timedelta(days=6), reason="Search"))
    found = explored(desk, MONDAY, 4, None, ())
    assert all(session.on > MONDAY + timedelta(days=6) for session in found.beside().plan.planned)
    assert found.beside().plan.met_on_time < whole.met_on_time
    assert found.beside().whole.lost > 0


def test_who_is_newly_left_out_and_newly_met_is_told_by_name(desk: Desk) -> None:
    fewer = explored(desk, MONDAY, 4, None, (Away((OFFICER,), MONDAY, LAST),))
    best = fewer.beside(Beside.BEST).plan
    left_now = {left.outcome.target.prison_number for left in best.left_out}
    left_then = {left.outcome.target.prison_number for left in fewer.then.plan.left_out}
    told = fewer.difference()
    assert {left.outcome.target.prison_number for left in told.newly_left_out} == left_then - left_now != set()
    assert {saved.prison_number for saved in told.newly_saved} == left_now - left_then
    none = explored(desk, MONDAY, 4, None, (OtherLevel(4),), before=fewer)
    assert none.beside(Beside.BEST) is fewer.beside(Beside.BEST)


def test_who_is_no_longer_asked_for_is_told_from_who_is_seen() -> None:
    wing = replace(a_wing(), period=WEEKS)
    before = plan_rota(replace(wing, shifts={}))
    left = {left.outcome.target.prison_number for left in before.left_out}
    seen = difference(before, plan_rota(wing)).newly_saved
    assert seen
    assert all(saved.by and saved.by.prison_number == saved.prison_number for saved in seen)
    unasked = difference(before, plan_rota(replace(wing, policies=RuleBook()))).newly_saved
    assert {saved.prison_number: saved.by for saved in unasked} == dict.fromkeys(left)


def test_an_absence_costs_the_hours_of_its_houseblock(desk: Desk) -> None:
    shifts = desk.store.snapshot(TODAY, WEEKS).shifts
    found = explored(desk, MONDAY, 4, None, (Away((OFFICER,), MONDAY, LAST),))
    whole, one = found.then.capacity
    assert (whole.unit, one.unit) == (None, "1")
    assert whole.lost == one.lost == sum(s.key_work_minutes for (who, _), s in shifts.items() if who == OFFICER)
    assert found.beside().whole.lost == 0
    assert not any(session.staff_id == OFFICER for session in found.then.plan.planned)


def test_an_unknown_officer_and_too_many_weeks_are_refused(desk: Desk) -> None:
    with pytest.raises(RequestError):
        explored(desk, MONDAY, 4, None, (Away(("NOBODY",), MONDAY, MONDAY),))
    with pytest.raises(RequestError, match="cannot be planned"):
        explored(desk, MONDAY, 40, None, ())


# -- what would be different -------------------------------------------------------------------------------------------


def test_more_time_stays_inside_the_shift_and_less_comes_off_its_end() -> None:
    wing = replace(a_wing(), period=WEEKS)
    shifts = {**wing.shifts, ("OFF01A", THURSDAY): a_shift("OFF01A", THURSDAY, "E", "1100-1220")}
    wing = replace(wing, shifts=shifts)

    def spans(minutes: int, day: date) -> list[str]:
        return [str(span) for span in with_other_time(wing, OtherTime(minutes, "OFF01A"))["OFF01A", day].key_work]

    assert spans(30, TUESDAY) == ["09:15–11:15"]
    assert spans(30, THURSDAY) == ["10:40–12:30"]
    assert spans(-30, TUESDAY) == ["09:15–10:15"]
    assert spans(-90, TUESDAY) == []
    other = with_other_time(wing, OtherTime(30, unit="2"))
    assert other["OFF02B", TUESDAY] != wing.shifts["OFF02B", TUESDAY]
    assert with_other_time(wing, OtherTime(30, unit="9")) == wing.shifts


def test_a_level_takes_the_place_of_others_in_the_period_only() -> None:
    before = RegimeEntry(2, date(2026, 11, 1), None, "2")
    book = replace(in_force(), regime=(before,))
    outside = (
        replace(before, to_date=MONDAY - timedelta(days=1)),
        replace(before, from_date=LAST + timedelta(days=1)),
    )
    assert with_level(book, 4, WEEKS, None).regime == (*outside, RegimeEntry(4, WEEKS.first, WEEKS.last, None))
    assert with_level(book, 3, WEEKS, "1").regime == (before, RegimeEntry(3, WEEKS.first, WEEKS.last, "1"))


UNITS = ("1", "2", "3")
DAYS = st.integers(-40, 60).map(lambda n: MONDAY + timedelta(days=n))


@given(
    st.lists(st.tuples(st.sampled_from((4, 3, 2, 1)), DAYS, st.integers(0, 50), st.sampled_from((None, *UNITS)))),
    st.sampled_from((None, *UNITS)),
)
def test_a_policy_gives_the_rules_where_it_is_meant_and_nothing_else_is_different(
    levels: list[tuple[int, date, int, str | None]], unit: str | None
) -> None:
    regime = tuple(RegimeEntry(level, first, first + timedelta(days=n), where) for level, first, n, where in levels)
    other = replace(key_work_2025_26(), name="Other")
    sets = {level: replace(key_work_2025_26(), name=f"Level {level}") for level in (4, 3, 2, 1)}
    book = RuleBook((PolicyInForce(key_work_2025_26(), date(2025, 4, 1)),), regime, sets)
    then = with_policy(book, other, WEEKS, unit, UNITS)
    for n in range(-45, 120):
        day = MONDAY + timedelta(days=n)
        for where in UNITS:
            now, found = book.rules_on(day, where), then.rules_on(day, where)
            assert found is not None
            if day in WEEKS and unit in (None, where):
                assert (found.source, found.level) == ("Other", None)
            else:
                assert found == now


def test_an_extra_officer_works_in_the_week_and_takes_who_has_no_key_worker() -> None:
    wing = a_wing()
    alone = a_prisoner("Z9999ZZ", seen=[TODAY - timedelta(days=60)])
    men = {**wing.prisoners, "Z9999ZZ": alone}
    wing = replace(wing, prisoners=men, period=WEEKS)
    then = imagined(wing, (OtherTime(30, unit="2"), ExtraOfficer("2", 90), ExtraOfficer("2", 60))).snapshot
    one, two = "EXTRA1", "EXTRA2"
    assert {day.weekday() for who, day in then.shifts if who == one} == {0, 1, 2, 3, 4}
    assert then.shifts[one, MONDAY].key_work_minutes == 120
    assert then.shifts[two, MONDAY].key_work_minutes == 90
    assert then.allocations["Z9999ZZ"].staff_id == one
    assert any(s.prison_number == "Z9999ZZ" for s in plan_rota(then).planned)
    assert not any(s.prison_number == "Z9999ZZ" for s in plan_rota(wing).planned)


def test_each_is_said_as_a_manager_says_it(desk: Desk) -> None:
    wing = a_wing()
    said = [
        if_words(one, wing)
        for one in (
            Away(("OFF01A",), MONDAY, MONDAY),
            Away(("OFF01A", "OFF02B"), MONDAY, LAST),
            OtherTime(45),
            OtherTime(-15, "OFF01A"),
            OtherTime(60, unit="2"),
            OtherLevel(4, "2"),
            policy(desk, "fortnightly_model"),
            RegimeCut(Curtailment(MONDAY, MONDAY)),
            RegimeCut(Curtailment(MONDAY, LAST, "2", TimeSpan(time(8), time(12)))),
            ExtraOfficer("2", 90),
        )
    ]
    assert said == [
        "KHAN, Omar away on Mon 23 Nov",
        "KHAN, Omar; OKAFOR, Tim away from Mon 23 Nov to Sun 20 Dec",
        "45 min more key work time a day for everyone",
        "15 min less key work time a day for KHAN, Omar",
        "1 h more key work time a day for everyone in Houseblock 2",
        "Level 4, Lockdown, throughout in Houseblock 2",
        "“Fortnightly model” in force throughout, no regime level",
        "Regime curtailed on Mon 23 Nov",
        "Regime curtailed from Mon 23 Nov to Sun 20 Dec, 08:00–12:00 in Houseblock 2",
        "One officer more in Houseblock 2, 1 h 30 of key work time Monday to Friday",
    ]


# -- wellbeing checks --------------------------------------------------------------------------------------------------


def test_checks_are_opened_on_each_day_at_level_4_from_the_day_after_an_acct_session_was_due() -> None:
    acct = a_prisoner(alerts=(an_alert("HA", MONDAY - timedelta(days=30)),), seen=[MONDAY - timedelta(days=5)])
    other = a_prisoner("B1234BC", seen=[MONDAY - timedelta(days=90)])
    sets = {4: replace(key_work_2025_26(), baseline=None), 3: key_work_2025_26()}
    week = Period(MONDAY, MONDAY + timedelta(days=6))
    book = RuleBook(
        (PolicyInForce(key_work_2025_26(), date(2025, 4, 1)),),
        (RegimeEntry(4, MONDAY, MONDAY + timedelta(days=4)),),
        sets,
    )
    snapshot = a_snapshot([acct, other], on=TODAY, period=week, policies=book)
    rules = CheckRules()
    # Seen on Wednesday 18, so due on Wednesday 25: checks on Thursday and Friday; then level 4 is over.
    days = [MONDAY + timedelta(days=n) for n in (3, 4)]
    assert [(check.prisoner.prison_number, check.on) for check in checks_opened(snapshot, (), rules)] == [
        ("A1234BC", day) for day in days
    ]
    late = PlannedSession("A1234BC", "OFF01A", days[1], time(9, 15), 45)
    assert [check.on for check in checks_opened(snapshot, (late,), rules)] == days[:1]
    in_time = replace(late, on=MONDAY)
    assert not checks_opened(snapshot, (in_time,), rules)
    assert not checks_opened(snapshot, (), rules, unit="3")
    assert not checks_opened(snapshot, (), CheckRules(frozenset()))


def test_several_units_are_explored_together_and_say_their_hours_together_and_each(tmp_path: Path) -> None:
    with a_store_with(tmp_path, a_prison(units=3, officers=3, prisoners=20)) as store:
        found = explored(at_desk(store, TODAY), MONDAY, 4, {"1", "2"}, (OtherTime(30),))
        unit_of = {number: man.unit for number, man in store.snapshot(TODAY).prisoners.items()}
    for side in (found.then, found.beside(Beside.BEST)):
        assert {unit_of[session.prison_number] for session in side.plan.planned} == {"1", "2"}
        together, *each = side.capacity
        assert (together.unit, [hours.unit for hours in each]) == (None, ["1", "2"])
        assert together.profiled == sum(hours.profiled for hours in each)
    assert (found.unit, found.units) == (None, {"1", "2"})
