"""The best rota is the best: compared with every rota of a tiny prison (DOMAIN 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.core_day import CoreDay
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import greedy_rota, plan_rota
from tests.drawn_core_days import core_days
from tests.factories import a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert
from tests.rota_by_trying import best_by_trying

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
EVE = MONDAY - DAY
NUMBERS = ("A1001AB", "B1002AB", "C1003AB")
WORK = ("0915-1000", "0915-1045", "1000-1045 1400-1445")

tiny_prisons = st.tuples(
    st.lists(
        st.tuples(
            st.sampled_from(["2-1-001", "2-1-002", "CSU-1-002"]),
            st.lists(st.integers(1, 40), max_size=3),
            st.sampled_from(["", "HA", "HA", "HA1"]),
            st.sampled_from(["OFF01A", "OFF01A", "OFF02B", ""]),
            st.none() | st.integers(3, 14),
        ),
        min_size=1,
        max_size=3,
    ),
    st.lists(
        st.tuples(st.sampled_from(["OFF01A", "OFF02B"]), st.integers(0, 13), st.sampled_from(WORK)),
        max_size=6,
        unique_by=lambda work: work[:2],
    ),
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 13), st.sampled_from([(9, 10), (14, 15), (8, 17)])), max_size=3
    ),
)


def a_tiny_prison(drawn: Any) -> Snapshot:
    people, work, visits = drawn
    prisoners, allocations = [], []
    for number, (cell, seen, code, officer, release) in zip(NUMBERS, people, strict=False):
        prisoners.append(
            a_prisoner(
                number,
                location=cell,
                seen=[MONDAY - n * DAY for n in set(seen)],
                alerts=(an_alert(code, MONDAY - 20 * DAY),) if code else (),
                release_date=None if release is None else MONDAY + release * DAY,
            )
        )
        if officer:
            allocations.append(allocated(number, officer))
    appointments: dict[str, tuple[Appointment, ...]] = {}
    for who, when, (start, end) in visits:
        one = Appointment(NUMBERS[who], MONDAY + when * DAY, TimeSpan(time(start), time(end)), "Visits")
        appointments[NUMBERS[who]] = (*appointments.get(NUMBERS[who], ()), one)
    return a_snapshot(
        prisoners,
        [a_key_worker("OFF01A"), a_key_worker("OFF02B")],
        allocations,
        shifts=[a_shift(officer, MONDAY + n * DAY, "L", span) for officer, n, span in work],
        appointments=appointments,
        period=Period(MONDAY, MONDAY + 13 * DAY),
        on=EVE,
    )


@settings(max_examples=80, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(tiny_prisons, core_days)
def test_no_rota_is_better_than_the_one_that_is_found(drawn: Any, hours: tuple[CoreDay, ...]) -> None:
    snapshot = replace(a_tiny_prison(drawn), core_days=hours)
    plan, best = plan_rota(snapshot), best_by_trying(snapshot)
    assume(plan.proven_best)
    seen = {session.prison_number for session in plan.planned}
    weighted = 0
    for number in {outcome.target.prison_number for outcome in plan.outcomes} & seen:
        man = snapshot.prisoners[number]
        held = [record.on for record in man.records if record.counts]
        weighted -= (MONDAY - max(held, default=man.reception)).days
    reached = (-plan.priority_met_on_time, weighted, -plan.met_on_time, plan.lateness_days)
    assert reached == best.reached.wants
    assert plan.bound == {
        "met_on_time": -best.reached.on_time,
        "priority_met_on_time": best.priority,
        "people_seen": best.people,
    }


@settings(max_examples=40)
@given(tiny_prisons, core_days)
def test_what_is_not_proven_says_how_much_is_open_and_nothing_is_worse_than_earliest_due_first(
    drawn: Any, hours: tuple[CoreDay, ...]
) -> None:
    snapshot = replace(a_tiny_prison(drawn), core_days=hours)
    plan, greedy = plan_rota(snapshot), greedy_rota(snapshot)
    assert plan.proven_best == (plan.gap == 0)
    assert greedy.priority_met_on_time <= plan.priority_met_on_time <= plan.bound["priority_met_on_time"]
    assert plan.met_on_time <= plan.bound["met_on_time"]
    assert plan.people_seen <= plan.bound["people_seen"]
