"""All wants at once: mixed lengths, second officers, locks, cover, weekends and what is published (DOMAIN 5).

Each plan is compared with every rota of a tiny prison.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.core_day import CoreDay
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import RotaVersion, place_of
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicySet, Rule
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.targets import outcomes, targets_of
from keywork_desktop.planning.rota import plan_rota
from keywork_desktop.planning.rota_building import rota_model
from keywork_desktop.planning.rota_repair import repair_rota
from tests.drawn_core_days import core_days
from tests.factories import (
    a_core_day,
    a_key_worker,
    a_prisoner,
    a_shift,
    a_snapshot,
    allocated,
    an_alert,
    key_work_2025_26,
)
from tests.rota_by_trying import best_by_trying, least_changes, reached_by

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
EVE = MONDAY - DAY
FORTNIGHT = Period(MONDAY, MONDAY + 13 * DAY)
NUMBERS = ("A1001AB", "B1002AB", "C1003AB")
OFFICERS = ("OFF01A", "OFF02B")
WORK = ("0915-1000", "0915-1045", "1400-1515", "1000-1030 1400-1445")

tiny_prisons = st.tuples(
    st.lists(
        st.tuples(
            st.sampled_from(["2-1-001", "2-1-002", "CSU-1-002"]),
            st.lists(st.integers(1, 40), max_size=2),
            st.sampled_from(["", "HA", "HA1", "RNO121"]),
            st.sampled_from([*OFFICERS, "OFF01A", ""]),
        ),
        min_size=1,
        max_size=3,
    ),
    st.lists(
        st.tuples(st.sampled_from(OFFICERS), st.integers(0, 13), st.sampled_from(WORK)),
        min_size=1,
        max_size=5,
        unique_by=lambda work: work[:2],
    ),
    st.booleans(),
)
usual = settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def half_hours() -> RuleBook:
    """Everybody else is seen for half an hour, once in two weeks; priority groups for three quarters."""
    level = PolicySet("level3", "Restrict", "EDM", Rule("baseline", 1, 14, 30), key_work_2025_26().groups)
    return RuleBook(
        (PolicyInForce(key_work_2025_26(), date(2025, 4, 1)),), (RegimeEntry(3, MONDAY - 40 * DAY),), {3: level}
    )


def a_tiny_prison(drawn: Any) -> Snapshot:
    people, work, mixed = drawn
    prisoners, allocations = [], []
    for number, (cell, seen, code, officer) in zip(NUMBERS, people, strict=False):
        days = [MONDAY - n * DAY for n in set(seen)]
        alerts = (an_alert(code, MONDAY - 20 * DAY),) if code else ()
        prisoners.append(a_prisoner(number, location=cell, seen=days, alerts=alerts))
        if officer:
            second = OFFICERS[1 - OFFICERS.index(officer)] if code == "RNO121" else None
            allocations.append(allocated(number, officer, second_staff_id=second))
    return a_snapshot(
        prisoners,
        [a_key_worker(officer) for officer in OFFICERS],
        allocations,
        shifts=[a_shift(officer, MONDAY + n * DAY, "L", span) for officer, n, span in work],
        policies=half_hours() if mixed else None,
        period=FORTNIGHT,
        on=EVE,
    )


def published(sessions: tuple[PlannedSession, ...], period: Period = FORTNIGHT) -> RotaVersion:
    inside = tuple(replace(session, id="") for session in sessions if session.on in period)
    return RotaVersion(1, datetime(2026, 11, 20, 12, tzinfo=UTC), "A. Manager", period, inside)


@usual
@given(tiny_prisons, st.sets(st.integers(0, 5), max_size=2))
def test_no_rota_is_better_by_any_want_around_what_is_locked(drawn: Any, locks: set[int]) -> None:
    empty = a_tiny_prison(drawn)
    first = plan_rota(empty).planned
    locked = tuple(replace(s, id=f"S{n}", locked=True) for n, s in enumerate(first) if n in locks and not s.cover)
    snapshot = replace(empty, planned=locked)
    plan, best = plan_rota(snapshot), best_by_trying(snapshot).reached
    assert set(locked) <= set(plan.planned)
    assume(plan.proven_best)
    reached = reached_by(snapshot, plan.planned)
    assert reached.wants == best.wants
    if not any(session.cover for session in plan.planned):
        assert reached.all_wants == best.all_wants
    else:
        assert reached.all_wants >= best.all_wants


@usual
@given(tiny_prisons, st.sampled_from(OFFICERS), st.integers(0, 13))
def test_no_rota_moves_less_of_what_is_published(drawn: Any, officer: str, when: int) -> None:
    snapshot = a_tiny_prison(drawn)
    away = frozenset({(officer, MONDAY + n * DAY) for n in range(when)})
    version = published(plan_rota(snapshot, without=away).planned)
    plan = plan_rota(snapshot, published=version)
    staying = [place_of(session) for session in version.sessions]
    best = best_by_trying(snapshot, staying).reached
    assume(plan.proven_best)
    reached = reached_by(snapshot, plan.planned, staying)
    assert reached.wants == best.wants
    assert plan.moved_from_published == reached.moved == best.moved
    assert plan.version == 1


@usual
@given(tiny_prisons, core_days)
def test_no_rota_moves_less_when_the_core_day_changes(drawn: Any, hours: tuple[CoreDay, ...]) -> None:
    """Less only where somebody keeps an hour at which no session would begin any more: there was room for it."""
    before = a_tiny_prison(drawn)
    version = published(plan_rota(before).planned)
    snapshot = replace(before, core_days=hours)
    plan = plan_rota(snapshot, published=version)
    staying = [place_of(session) for session in version.sessions]
    best = best_by_trying(snapshot, staying).reached
    assume(plan.proven_best)
    reached = reached_by(snapshot, plan.planned, staying)
    assert reached.wants == best.wants
    assert plan.moved_from_published == reached.moved <= best.moved


@usual
@given(tiny_prisons, st.integers(0, 13), st.integers(0, 13))
def test_where_no_version_speaks_the_rota_as_it_stands_is_what_stays(drawn: Any, when: int, days: int) -> None:
    """Week one may be published, and the rest a draft: of each day the one counts that people were told last."""
    snapshot = a_tiny_prison(drawn)
    away = frozenset({(officer, MONDAY + n * DAY) for n in range(when) for officer in OFFICERS[:1]})
    draft = plan_rota(snapshot, without=away).planned
    spoken = Period(MONDAY, MONDAY + days * DAY)
    version = published(plan_rota(snapshot).planned, spoken)
    with_draft = replace(snapshot, planned=tuple(replace(s, id=f"S{n}") for n, s in enumerate(draft)))
    plan = plan_rota(with_draft, published=version)
    staying = [place_of(s) for s in version.sessions] + [place_of(s) for s in draft if s.on not in spoken]
    best = best_by_trying(snapshot, staying).reached
    assume(plan.proven_best)
    reached = reached_by(snapshot, plan.planned, staying)
    assert (reached.wants, reached.moved) == (best.wants, best.moved)


def one_man(*planned: PlannedSession) -> Snapshot:
    """Due on Friday; his key worker has an hour and a half every day."""
    return a_snapshot(
        [a_prisoner("A1001AB", seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY])],
        [a_key_worker()],
        [allocated("A1001AB", "OFF01A")],
        shifts=[a_shift("OFF01A", MONDAY + n * DAY, "E", "0915-1045") for n in range(5)],
        planned=planned,
        period=Period(MONDAY, MONDAY + 6 * DAY),
        on=EVE,
    )


def at(day: int, hour: time, number: str = "") -> PlannedSession:
    return PlannedSession("A1001AB", "OFF01A", MONDAY + day * DAY, hour, 45, id=number)


def test_what_is_published_counts_before_the_draft_and_the_draft_before_an_even_spread() -> None:
    draft, version = at(3, time(10), "S1"), published((at(2, time(10)),), Period(MONDAY, MONDAY + 6 * DAY))
    both = plan_rota(one_man(draft), published=version)
    assert [(s.on, s.start) for s in both.planned] == [(MONDAY + 2 * DAY, time(10))]
    assert (both.moved_from_published, both.version) == (0, 1)
    alone = plan_rota(one_man(draft))
    assert [place_of(s) for s in alone.planned] == [place_of(draft)]
    assert (alone.moved_from_published, alone.version) == (0, None)
    elsewhere = published((at(4, time(9, 15)),), Period(MONDAY + 4 * DAY, MONDAY + 6 * DAY))
    gone = plan_rota(one_man(draft), published=elsewhere, without=frozenset({("OFF01A", MONDAY + 4 * DAY)}))
    assert [place_of(s) for s in gone.planned] == [place_of(draft)]
    assert gone.moved_from_published == 1


def test_who_loses_his_hour_to_the_core_day_takes_nobody_elses_and_makes_no_second_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three men from two on; now the roll is checked at three. The last of them by number was the first by hour."""
    hours = dict(zip(NUMBERS, (time(15, 30), time(14, 45), time(14)), strict=True))
    counted = a_core_day("1345-1845", unit="2", weekday=0, since=MONDAY, roll_check="1500-1515")
    version = published(tuple(PlannedSession(n, "OFF01A", MONDAY, hour, 45) for n, hour in hours.items()))
    snapshot = a_snapshot(
        [a_prisoner(number, seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY]) for number in NUMBERS],
        [a_key_worker()],
        [allocated(number, "OFF01A") for number in NUMBERS],
        shifts=[a_shift("OFF01A", MONDAY, "L", "1400-1700")],
        period=Period(MONDAY, MONDAY + 6 * DAY),
        on=EVE,
    )
    snapshot = replace(snapshot, core_days=(counted,))
    models = Mock(wraps=rota_model)
    monkeypatch.setattr("keywork_desktop.planning.rota_best.rota_model", models)
    plan = plan_rota(snapshot, published=version)
    assert plan.proven_best
    assert plan.moved_from_published == 2
    assert {s.start for s in plan.planned} == {time(14), time(15, 15), time(16)}
    assert next(s for s in plan.planned if s.start == time(14)).prison_number == NUMBERS[2]
    assert models.call_count == 1


def test_sessions_are_spread_over_the_days_of_a_houseblock() -> None:
    """Six men due by Friday, three officers with two places each day: two a day cannot be had more evenly."""
    men = [a_prisoner(f"A100{n}AB", seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY]) for n in range(6)]
    staff = [a_key_worker(f"OFF0{n}A") for n in range(3)]
    snapshot = a_snapshot(
        men,
        staff,
        [allocated(man.prison_number, f"OFF0{n % 3}A") for n, man in enumerate(men)],
        shifts=[a_shift(k.staff_id, MONDAY + n * DAY, "E", "0915-1045") for k in staff for n in range(3)],
        period=Period(MONDAY, MONDAY + 6 * DAY),
        on=EVE,
    )
    plan = plan_rota(snapshot)
    assert sorted(sum(s.on == MONDAY + n * DAY for s in plan.planned) for n in range(3)) == [2, 2, 2]
    assert len({(s.staff_id, s.on) for s in plan.planned}) == 6


@usual
@given(tiny_prisons, st.sampled_from(OFFICERS), st.sets(st.integers(0, 13), min_size=1, max_size=6))
def test_no_repair_changes_less(drawn: Any, officer: str, days: set[int]) -> None:
    """What was met for priority groups stays so where that can be, and nothing less could be changed for it."""
    empty = a_tiny_prison(drawn)
    planned = tuple(replace(s, id=f"S{n}") for n, s in enumerate(plan_rota(empty).planned))
    gone = frozenset((officer, MONDAY + n * DAY) for n in days)
    repair = repair_rota(replace(empty, planned=planned), without=gone)
    left = replace(empty, shifts={place: shift for place, shift in empty.shifts.items() if place not in gone})
    held = [s for s in planned if not {(s.staff_id, s.on), (s.second_staff_id, s.on)} & gone]
    assert {s.id for s in repair.lost} == {s.id for s in planned} - {s.id for s in held}
    targets = [t for man in empty.prisoners.values() for t in targets_of(man, empty.policies, FORTNIGHT)]
    counted = [o.target for o in outcomes(targets, planned) if o.on_time]
    met, changed = least_changes(left, held, counted)
    now = [s for s in held if s.prison_number not in repair.plan.people] + list(repair.plan.planned)
    reached = [o.target for o in outcomes(targets, now) if o.on_time and o.target in counted]
    assert sum(target.priority for target in reached) == met
    places = {place_of(session) for session in now}
    gone_from = [session for session in held if place_of(session) not in places]
    assert len(gone_from) == len(repair.moved)
    assert len(gone_from) == changed
    assert repair.fewest_changes
