"""What a rota says of itself: reasons, time that ran out, cancelling, capacity, what is coming, what a loss costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import Plan, greedy_rota, plan_rota
from keywork_desktop.planning.rota_capacity import capacity_for, capacity_of
from keywork_desktop.planning.rota_forecast import forecast
from keywork_desktop.planning.rota_repair import repair_rota
from tests.factories import a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert, key_work_2025_26
from tests.whole_prison import a_whole_prison

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
EVE = MONDAY - DAY
WEEK = Period(MONDAY, MONDAY + 6 * DAY)
DUE_FRIDAY = [MONDAY - 10 * DAY, MONDAY - 24 * DAY]
VISIT = Appointment("A1234BC", MONDAY, TimeSpan(time(9), time(12)), "Visits")


def one_man(*, work: str = "0915-1000", code: str = "", second: str | None = None, **facts: object) -> Snapshot:
    """Due on Friday; his key worker has time on Monday only."""
    alerts = (an_alert(code, MONDAY - 90 * DAY),) if code else ()
    return a_snapshot(
        [a_prisoner(seen=DUE_FRIDAY, alerts=alerts)],
        [a_key_worker(), a_key_worker("OFF02B")],
        [allocated("A1234BC", "OFF01A", second_staff_id=second)],
        shifts=[a_shift("OFF01A", MONDAY, "E", work)] if work else [],
        period=WEEK,
        on=EVE,
        **facts,  # type: ignore[arg-type]  # fields of the snapshot
    )


def reason(plan: Plan) -> tuple[str, str]:
    (left,) = plan.left_out
    return left.reason_code, left.needs


def test_each_reason_is_said_with_what_would_mend_it() -> None:
    assert not plan_rota(one_man()).left_out
    alone = reason(plan_rota(replace(one_man(), allocations={})))
    assert alone == ("no_key_worker", "A key worker: allocate him. KHAN, Omar has time on Mon 23 Nov.")
    code, needs = reason(plan_rota(one_man(work="")))
    assert (code, needs) == ("no_key_work_time", "45 minutes of key work time for KHAN, Omar by Fri 27 Nov.")
    assert reason(plan_rota(one_man(appointments={"A1234BC": (VISIT,)})))[0] == "prisoner_unavailable"
    assert reason(plan_rota(one_man(), curtailed=[Curtailment(MONDAY, MONDAY, "2")]))[0] == "regime_closed"
    assert not plan_rota(one_man(), curtailed=[Curtailment(MONDAY, MONDAY, "3")]).left_out
    assert reason(plan_rota(one_man(code="RNO121")))[0] == "needs_second_officer"
    assert reason(plan_rota(one_man(code="RNO121", second="OFF02B")))[0] == "needs_second_officer"


def test_stronger_claims_are_a_reason() -> None:
    longer = a_prisoner("B1234BC", seen=[MONDAY - 60 * DAY])
    snapshot = one_man()
    snapshot = replace(
        snapshot,
        prisoners={**snapshot.prisoners, "B1234BC": longer},
        allocations={**snapshot.allocations, "B1234BC": allocated("B1234BC", "OFF01A")},
        period=Period(MONDAY, MONDAY + 14 * DAY),
    )
    plan = plan_rota(snapshot)
    assert [s.prison_number for s in plan.planned] == ["B1234BC"]
    left = next(left for left in plan.left_out if left.outcome.target.prison_number == "A1234BC")
    assert left.reason_code == "slots_taken"


def test_a_priority_man_whose_key_worker_is_away_is_covered_and_marked() -> None:
    acct = a_prisoner(alerts=(an_alert("HA", MONDAY - 30 * DAY),))
    snapshot = a_snapshot(
        [acct],
        [
            a_key_worker(status=KeyWorkerStatus.LONG_TERM_ABSENCE),
            a_key_worker("OFF02B"),
            a_key_worker("OFF03C", unit="3"),
        ],
        [allocated("A1234BC", "OFF01A")],
        shifts=[a_shift(officer, MONDAY, "E", "0915-1000") for officer in ("OFF01A", "OFF02B", "OFF03C")],
        period=Period(MONDAY, MONDAY + DAY),
        on=EVE,
    )
    (session,) = plan_rota(snapshot).planned
    assert (session.staff_id, session.cover) == ("OFF02B", True)
    never = replace(snapshot.key_workers["OFF02B"], do_not_allocate=("HA",))
    assert not plan_rota(replace(snapshot, key_workers={**snapshot.key_workers, "OFF02B": never})).planned
    assert not plan_rota(replace(snapshot, keep_apart=frozenset({("A1234BC", "OFF02B")}))).planned


def test_the_first_rota_is_shown_and_time_that_runs_out_leaves_an_honest_gap() -> None:
    snapshot = replace(a_whole_prison(2, 8, 60), planned=())
    shown: list[Plan] = []
    best = plan_rota(snapshot, show=shown.append)
    assert [plan.met_on_time for plan in shown] == [greedy_rota(snapshot).met_on_time]
    assert best.proven_best
    hasty = plan_rota(snapshot, time_limit=1e-9)
    assert hasty.planned == greedy_rota(snapshot).planned
    assert not hasty.proven_best
    assert hasty.gap is not None
    assert 0 < hasty.gap <= 1
    assert hasty.bound["met_on_time"] >= best.met_on_time


def test_cancelling_comes_out_of_planning() -> None:
    class Cancelled(Exception):
        pass

    def told(done: float) -> None:
        if done > 0.01:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_rota(replace(a_whole_prison(2, 8, 60), planned=()), progress=told)


def test_the_best_so_far_and_the_bound_close_in_on_each_other() -> None:
    told: list[tuple[int, int]] = []
    plan = plan_rota(
        replace(a_whole_prison(3, 8, 70), planned=()), so_far=lambda best, bound: told.append((best, bound))
    )
    best, bound = ([pair[n] for pair in told] for n in (0, 1))
    assert best == sorted(best)
    assert bound == sorted(bound, reverse=True)
    assert told[0] == (greedy_rota(replace(a_whole_prison(3, 8, 70), planned=())).met_on_time, plan.targets)
    assert told[-1] == (plan.met_on_time, plan.bound["met_on_time"])
    assert len(told) > 2


def test_progress_only_goes_on() -> None:
    told: list[float] = []
    plan_rota(replace(a_whole_prison(2, 8, 60), planned=()), progress=told.append)
    assert told == sorted(told)
    assert told[-1] <= 1


def test_several_units_are_planned_together_and_the_others_keep_their_time() -> None:
    prison = replace(a_whole_prison(3, 6, 40), planned=())
    two = plan_rota(prison, unit=("1", "3"))
    assert two.people == {n for n, man in prison.prisoners.items() if man.unit in ("1", "3")}
    alone = [plan_rota(prison, unit=unit) for unit in ("1", "3")]
    assert two.met_on_time == sum(plan.met_on_time for plan in alone)
    assert two.slots_total == sum(plan.slots_total for plan in alone)
    assert plan_rota(prison, unit=frozenset({"1"})).planned == alone[0].planned
    there = tuple(replace(s, id=f"S{n}") for n, s in enumerate(plan_rota(prison).planned))
    again = plan_rota(replace(prison, planned=there), unit=["1", "3"])
    assert all(prison.prisoners[s.prison_number].unit != "2" for s in again.planned)
    assert again.moved_from_published == 0


def test_the_hours_of_several_units_are_added_up() -> None:
    prison = replace(a_whole_prison(3, 6, 40), planned=())
    found = capacity_of(prison, plan_rota(prison))
    one, three = (capacity_for(found, unit) for unit in ("1", "3"))
    both = capacity_for(found, {"1", "3"})
    assert one is not None and three is not None and both is not None  # noqa: PT018  # for what follows
    assert (both.needed, both.profiled) == (one.needed + three.needed, one.profiled + three.profiled)
    assert capacity_for(found, None) == found[0]
    assert capacity_for(found, "9") is None


def test_what_is_planned_before_the_first_day_is_no_fact_but_keeps_its_distance() -> None:
    """DOMAIN 5: targets come from the facts up to the day before `from`; planned dates stay `spacing` apart."""
    acct = a_prisoner(alerts=(an_alert("HA", MONDAY - 30 * DAY),), seen=[MONDAY - 9 * DAY])
    coming = PlannedSession("A1234BC", "OFF01A", MONDAY - DAY, time(9, 15), 45, id="S1")
    snapshot = a_snapshot(
        [acct],
        [a_key_worker()],
        [allocated("A1234BC", "OFF01A")],
        shifts=[a_shift("OFF01A", MONDAY + n * DAY, "E", "0915-1000") for n in range(-3, 7)],
        period=WEEK,
        on=MONDAY - 3 * DAY,
    )
    alone, beside = plan_rota(snapshot), plan_rota(replace(snapshot, planned=(coming,)))
    assert [o.target for o in alone.outcomes] == [o.target for o in beside.outcomes]
    assert alone.outcomes[0].target.by == MONDAY + DAY
    assert alone.outcomes[0].on_time
    # Three days apart: the first target cannot be met any more, and the session comes as soon as it may.
    assert not beside.outcomes[0].on_time
    assert [s.on for s in beside.planned] == [MONDAY + 2 * DAY]
    assert coming not in beside.planned
    (left,) = beside.left_out
    too_near = "His session of Sun 22 Nov, before this rota begins, is too near whenever KHAN, Omar has time by "
    assert (left.reason_code, left.why) == ("prisoner_unavailable", f"{too_near}Tue 24 Nov 2026.")
    assert left.needs == "His session of Sun 22 Nov held: it counts from then on. Plan from today to have it count now."


def test_a_repair_may_cover_with_time_that_a_key_worker_has_for_another_unit() -> None:
    """The only other officer of the houseblock sees a man of the CSU then; the one on an ACCT comes first."""
    acct = a_prisoner("A1234BC", alerts=(an_alert("HA", MONDAY - 20 * DAY),))
    other = a_prisoner("B1234BC", location="CSU-1-002")
    snapshot = a_snapshot(
        [acct, other],
        [a_key_worker(), a_key_worker("OFF02B")],
        [allocated("A1234BC", "OFF01A"), allocated("B1234BC", "OFF02B")],
        shifts=[
            a_shift("OFF01A", MONDAY + 4 * DAY, "E", "0915-1000"),
            a_shift("OFF02B", MONDAY + 5 * DAY, "E", "0915-1000"),
        ],
        period=Period(MONDAY, MONDAY + 13 * DAY),
        on=EVE,
    )
    planned = tuple(replace(s, id=f"S{n}") for n, s in enumerate(plan_rota(snapshot).planned))
    assert [(s.prison_number, s.staff_id) for s in planned] == [("A1234BC", "OFF01A"), ("B1234BC", "OFF02B")]
    repair = repair_rota(replace(snapshot, planned=planned), without=frozenset({("OFF01A", MONDAY + 4 * DAY)}))
    assert [(s.prison_number, s.staff_id, s.cover) for s in repair.new] == [("A1234BC", "OFF02B", True)]
    assert [(old.prison_number, now) for old, now in repair.moved] == [("B1234BC", None)]
    assert repair.not_saved == ()


def test_needed_profiled_and_lost_time_is_added_up_by_houseblock() -> None:
    snapshot = one_man(work="0915-1045")
    plan = plan_rota(snapshot)
    whole, two = capacity_of(snapshot, plan)
    assert (whole.unit, whole.needed, whole.profiled, whole.lost, whole.shortfall) == (None, 45, 90, 0, 0)
    assert (two.unit, two.needed, two.profiled) == ("2", 45, 90)
    away = frozenset({("OFF01A", MONDAY)})
    whole, _ = capacity_of(snapshot, plan_rota(snapshot, without=away), away)
    assert (whole.lost, whole.shortfall) == (90, 45)


def test_who_becomes_overdue_and_who_leaves_first_is_forecast() -> None:
    snapshot = one_man()
    planned = plan_rota(snapshot).planned
    assert [o.item.prisoner.prison_number for o in forecast(snapshot, ()).overdue] == ["A1234BC"]
    assert not forecast(snapshot, planned).overdue
    leaving = replace(snapshot.prisoners["A1234BC"], release_date=MONDAY + 2 * DAY)
    (one,) = forecast(replace(snapshot, prisoners={"A1234BC": leaving}), planned).leaving
    assert (one.release_date, one.last_session) == (MONDAY + 2 * DAY, MONDAY)


def test_a_repair_gives_the_priority_session_the_only_place_and_says_what_is_not_saved() -> None:
    """Level 4 is not needed for the first; for the second it opens a wellbeing check."""
    acct = a_prisoner("A1234BC", alerts=(an_alert("HA", MONDAY - 3 * DAY),), seen=[MONDAY - 8 * DAY])
    other = a_prisoner("B1234BC", seen=DUE_FRIDAY)
    snapshot = a_snapshot(
        [acct, other],
        [a_key_worker(), a_key_worker("OFF02B", unit="3")],
        [allocated("A1234BC", "OFF01A"), allocated("B1234BC", "OFF01A")],
        shifts=[a_shift("OFF01A", MONDAY + n * DAY, "E", "0915-1000") for n in range(2)],
        period=Period(MONDAY, MONDAY + 4 * DAY),
        on=MONDAY,
    )
    planned = (
        PlannedSession("A1234BC", "OFF01A", MONDAY, time(9, 15), 45, rule="acct_open", priority=True, id="1"),
        PlannedSession("B1234BC", "OFF01A", MONDAY + DAY, time(9, 15), 45, id="2"),
    )
    snapshot = replace(snapshot, planned=planned)
    repair = repair_rota(snapshot, without=frozenset({("OFF01A", MONDAY)}))
    assert [s.id for s in repair.lost] == ["1"]
    assert [(s.prison_number, s.on) for s in repair.new] == [("A1234BC", MONDAY + DAY)]
    assert [(old.id, now) for old, now in repair.moved] == [("2", None)]
    both = frozenset({("OFF01A", MONDAY), ("OFF01A", MONDAY + DAY)})
    lockdown = RuleBook(
        (PolicyInForce(key_work_2025_26(), date(2025, 4, 1)),),
        (RegimeEntry(4, MONDAY - DAY),),
        {4: replace(key_work_2025_26(), baseline=None)},
    )
    unsaved = repair_rota(replace(snapshot, policies=lockdown), without=both).not_saved
    assert [(n.session.id, n.opens_check) for n in unsaved] == [("1", True)]
