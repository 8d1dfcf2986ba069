"""What a rota says would mend a target that is left out: whoever follows the advice gets a better rota.

On drawn small prisons the advice is followed to the letter, on any day and at any hour it allows, and the rota is made
anew. The words are made from the same advice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import Appointment, Shift, TimeSpan, minutes_of, time_of
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import LeftOut, Plan, plan_rota
from keywork_desktop.planning.rota_advice import Advice
from keywork_desktop.planning.rota_claims import ground
from keywork_desktop.planning.rota_reasons import Explaining
from tests.drawn_core_days import core_days
from tests.factories import a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
EVE = MONDAY - DAY
FORTNIGHT = Period(MONDAY, MONDAY + 13 * DAY)
OFFICERS = ("OFF01A", "OFF02B")
NUMBERS = tuple(f"A100{n}AB" for n in range(6))
HOURS = ((8, 20), (9, 12), (9, 10), (14, 15))

WHO, WHEN = ("no_key_worker", "needs_second_officer"), ("no_key_work_time", "regime_closed", "prisoner_unavailable")
CODES = frozenset((*WHO, *WHEN, "slots_taken"))
"""The reasons of DOMAIN 5; there is no other."""
AWAY = ((KeyWorkerStatus.ANNUAL_LEAVE, 5), (KeyWorkerStatus.LONG_TERM_ABSENCE, 0))

men = st.tuples(
    st.lists(st.integers(1, 40), max_size=3, unique=True),
    st.sampled_from(["", "", "", "HA", "HA1", "RNO121"]),
    st.sampled_from(("OFF01A", "OFF01A", "OFF02B", "")),
    st.sampled_from(["2-1-001", "2-1-002", "2-1-003", "CSU-1-001"]),
    st.none() | st.integers(0, 20),
)
shifts = st.tuples(
    st.sampled_from(OFFICERS),
    st.integers(0, 13),
    st.sampled_from([("E", "0915-1000"), ("E", "0900-0945"), ("L", "1400-1530"), ("M", "1400-1445"), ("RD", "")]),
)
prisons = st.fixed_dictionaries(
    {
        "men": st.lists(men, min_size=2, max_size=len(NUMBERS)),
        "shifts": st.lists(shifts, min_size=3, max_size=14, unique_by=lambda shift: shift[:2]),
        "visits": st.lists(st.tuples(st.sampled_from(NUMBERS), st.integers(0, 13), st.sampled_from(HOURS)), max_size=8),
        "cuts": st.lists(st.tuples(st.integers(0, 13), st.sampled_from(HOURS)), max_size=2),
        "away": st.sampled_from([None, None, None, *AWAY]),
        "core_days": st.just(()) | core_days,
        "locked": st.none() | st.tuples(st.integers(0, 5), st.integers(0, 13)),
    }
)


def a_prison(drawn: dict[str, Any]) -> Snapshot:
    prisoners, allocations = [], []
    for number, (seen, code, officer, cell, release) in zip(NUMBERS, drawn["men"], strict=False):
        prisoners.append(
            a_prisoner(
                number,
                location=cell,
                seen=[MONDAY - n * DAY for n in seen],
                alerts=(an_alert(code, MONDAY - 60 * DAY),) if code else (),
                release_date=None if release is None else MONDAY + release * DAY,
            )
        )
        named = code == "RNO121" and len(seen) > 1
        second = next(other for other in OFFICERS if other != officer) if named else None
        if officer:
            allocations.append(allocated(number, officer, second_staff_id=second))
    visits: dict[str, tuple[Appointment, ...]] = {}
    for number, n, (start, end) in drawn["visits"]:
        one = Appointment(number, MONDAY + n * DAY, TimeSpan(time(start), time(end)), "Visits")
        visits[number] = (*visits.get(number, ()), one)
    status, back = drawn["away"] or (KeyWorkerStatus.ACTIVE, 0)
    return_date = MONDAY + back * DAY if back else None
    planned = []
    if drawn["locked"] and drawn["locked"][0] < len(prisoners):
        who, n = drawn["locked"]
        staff_id = drawn["men"][who][2] or "OFF01A"
        planned = [PlannedSession(NUMBERS[who], staff_id, MONDAY + n * DAY, time(12), 45, locked=True, id="1")]
    return a_snapshot(
        prisoners,
        [a_key_worker("OFF01A", status=status, return_date=return_date), a_key_worker("OFF02B", last_name="OKAFOR")],
        allocations,
        shifts=[a_shift(officer, MONDAY + n * DAY, *work) for officer, n, work in drawn["shifts"]],
        planned=planned,
        appointments=visits,
        curtailments=tuple(  # type: ignore[arg-type]  # a field of the snapshot
            Curtailment(MONDAY + n * DAY, MONDAY + n * DAY, "2", TimeSpan(time(start), time(end)))
            for n, (start, end) in drawn["cuts"]
        ),
        core_days=drawn["core_days"],
        period=FORTNIGHT,
        on=EVE,
    )


def reached(snapshot: Snapshot, plan: Plan) -> tuple[int, int, int, int]:
    """How far a rota goes in wants 1 to 4, more being better."""
    weights = {claim.number: claim.weight for claim in ground(snapshot, None, ()).claims}
    seen = {session.prison_number for session in plan.planned}
    weighed = sum(weight for number, weight in weights.items() if number in seen)
    return plan.priority_met_on_time, weighed, plan.met_on_time, -plan.lateness_days


def explaining(snapshot: Snapshot, plan: Plan) -> Explaining:
    return Explaining(ground(snapshot, None, ()), plan.planned)


def with_time(snapshot: Snapshot, advice: Advice, day: date, start: int) -> Snapshot:
    """The detail with the time that was advised, for each officer at that hour."""
    span = TimeSpan(time_of(start), time_of(start + advice.minutes))
    shifts = dict(snapshot.shifts)
    for staff_id in advice.officers:
        before = shifts.get((staff_id, day), Shift(staff_id, day, "M"))
        shifts[staff_id, day] = replace(before, key_work=(*before.key_work, span))
    return replace(snapshot, shifts=shifts)


def followed(snapshot: Snapshot, plan: Plan, left: LeftOut, data: st.DataObject) -> Snapshot | None:
    """The facts after somebody has done what `left` says it needs; None where it says that time is not enough."""
    told, target = explaining(snapshot, plan), left.outcome.target
    claim, allocation = told.claims[target.prison_number], snapshot.allocations.get(target.prison_number)
    if allocation is None:
        officer = told.advising.key_worker_for(claim, target)
        made = allocated(target.prison_number, officer[0].staff_id) if officer else None
    elif claim.two_staff and not claim.second_staff_id:
        officer = told.advising.second_officer_for(claim, target)
        made = replace(allocation, second_staff_id=officer[0].staff_id) if officer else None
    else:
        advice = told.advice(target)
        if not advice.days:
            return None
        day = data.draw(st.sampled_from(advice.days))
        span = data.draw(st.sampled_from(advice.hours[day]))
        latest = minutes_of(span.end) - advice.minutes
        return with_time(snapshot, advice, day, data.draw(st.sampled_from(sorted({minutes_of(span.start), latest}))))
    if officer is None or made is None:
        return None
    assert officer[0].name in left.needs
    return replace(snapshot, allocations={**snapshot.allocations, target.prison_number: made})


def ends_cover(snapshot: Snapshot, plan: Plan, left: LeftOut) -> bool:
    """A late session of his is all that keeps his key worker from having time over: cover for another hangs on it.

    Once he is seen in time that hour is free, of use or not, and nobody else may cover any more (DOMAIN 5).
    """
    late, number = left.outcome.late_on, left.outcome.target.prison_number
    own = {session.staff_id for session in plan.planned if (session.prison_number, session.on) == (number, late)}
    bound = {number: allocation.staff_id for number, allocation in snapshot.allocations.items()}
    covered = {s.prison_number for s in plan.planned if s.cover and bound.get(s.prison_number) in own}
    windows = (outcome.target for outcome in plan.outcomes if outcome.target.prison_number in covered)
    return late is not None and any(target.priority and target.met_on_time_by(late) for target in windows)


@settings(max_examples=120)
@given(prisons, st.data())
def test_whoever_follows_the_advice_gets_a_better_rota(drawn: dict[str, Any], data: st.DataObject) -> None:
    snapshot = a_prison(drawn)
    plan = plan_rota(snapshot)
    assert len(plan.left_out) == plan.targets - plan.met_on_time
    for left in plan.left_out:
        assert left.reason_code in CODES
        assert left.why.endswith(".")
        assert left.needs.endswith(".")
        then = None if ends_cover(snapshot, plan, left) else followed(snapshot, plan, left, data)
        if then is not None:
            assert reached(then, plan_rota(then)) > reached(snapshot, plan), (left.why, left.needs)


# -- said in words -----------------------------------------------------------------------------------------------------

SEEN = [MONDAY - 10 * DAY, MONDAY - 24 * DAY]
"""Due on Friday of the first week."""


def one_man(*work: tuple[int, str, str], code: str = "", second: str | None = None, **facts: Any) -> Snapshot:
    """Due on Friday; `work` are the days, codes and key work time of KHAN's shifts."""
    khan = facts.pop("khan", a_key_worker())
    alerts = (an_alert(code, MONDAY - 90 * DAY),) if code else ()
    return a_snapshot(
        [a_prisoner(seen=SEEN, alerts=alerts)],
        [khan, a_key_worker("OFF02B", last_name="OKAFOR", first_name="Tim")],
        [allocated("A1234BC", "OFF01A", second_staff_id=second)],
        shifts=[a_shift("OFF01A", MONDAY + n * DAY, *shift) for n, *shift in work],
        period=Period(MONDAY, MONDAY + 6 * DAY),
        on=EVE,
        **facts,
    )


def visit(n: int, start: int, end: int) -> Appointment:
    return Appointment("A1234BC", MONDAY + n * DAY, TimeSpan(time(start), time(end)), "Visits")


def told(snapshot: Snapshot) -> tuple[str, str, str]:
    (left,) = plan_rota(snapshot).left_out
    return left.reason_code, left.why, left.needs


def test_time_is_asked_for_on_the_days_on_which_he_is_in() -> None:
    assert told(one_man())[2] == "45 minutes of key work time for KHAN, Omar by Fri 27 Nov."
    in_on = one_man((1, "E", ""), (2, "RD", ""), (3, "L", ""))
    assert told(in_on)[2] == "45 minutes of key work time for KHAN, Omar on Tue 24 Nov or Thu 26 Nov."
    all_week = one_man(*((n, "E", "") for n in range(1, 5)))
    assert told(all_week)[2] == "45 minutes of key work time for KHAN, Omar from Tue 24 Nov to Fri 27 Nov."


def test_who_is_away_is_said_with_the_day_he_is_back() -> None:
    leave = a_key_worker(status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=MONDAY + 7 * DAY)
    assert told(one_man((1, "E", "0915-1000"), khan=leave)) == (
        "no_key_work_time",
        "KHAN, Omar is on annual leave until Mon 30 Nov 2026.",
        "Another key worker for him.",
    )
    acct = replace(one_man(khan=leave, code="HA"), period=Period(MONDAY, MONDAY + DAY))
    assert told(acct)[2] == (
        "Another key worker for him, or 45 minutes of another officer of his houseblock by Tue 24 Nov 2026, as cover."
    )
    back = a_key_worker(status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=MONDAY + 3 * DAY)
    assert told(one_man(khan=back))[2] == "45 minutes of key work time for KHAN, Omar on Thu 26 Nov or Fri 27 Nov."


def test_nobody_is_asked_for_time_of_an_officer_who_is_away_in_this_rota() -> None:
    snapshot = one_man((1, "E", "0915-1000"), (3, "E", ""))
    gone = frozenset(("OFF01A", MONDAY + n * DAY) for n in range(3))
    (left,) = plan_rota(snapshot, without=gone).left_out
    assert left.needs == "45 minutes of key work time for KHAN, Omar on Thu 26 Nov."
    all_week = frozenset(("OFF01A", MONDAY + n * DAY) for n in range(7))
    (left,) = plan_rota(snapshot, without=all_week).left_out
    assert (left.why, left.needs) == ("KHAN, Omar is away up to Fri 27 Nov 2026.", "Another key worker for him.")


def test_an_hour_is_named_where_he_is_elsewhere() -> None:
    visits = {"A1234BC": (visit(1, 9, 12),)}
    code, why, needs = told(one_man((1, "E", "0915-1000"), appointments=visits))
    assert (code, needs) == (
        "prisoner_unavailable",
        "45 minutes of key work time for KHAN, Omar on Tue 24 Nov, within 07:00–09:00.",
    )
    assert why == "He is elsewhere, or was seen too shortly before, whenever KHAN, Omar has time by Fri 27 Nov 2026."


def test_a_second_officer_is_named_who_has_time_at_that_hour() -> None:
    two = one_man((1, "E", "0915-1000"), code="RNO121")
    assert told(two)[2] == "A second officer: name one with the allocation."
    shifts = {**two.shifts, ("OFF02B", MONDAY + DAY): a_shift("OFF02B", MONDAY + DAY, "E", "0900-1030")}
    assert told(replace(two, shifts=shifts))[2] == (
        "A second officer: name one with the allocation. OKAFOR, Tim has time on Tue 24 Nov."
    )
    named = one_man((1, "E", "0915-1000"), code="RNO121", second="OFF02B")
    assert told(named)[2] == ("45 minutes of key work time for KHAN, Omar and OKAFOR, Tim at one hour by Fri 27 Nov.")


def test_a_key_worker_is_named_who_has_a_place_and_time() -> None:
    alone = replace(one_man((1, "E", "0915-1000")), allocations={})
    assert told(alone) == (
        "no_key_worker",
        "He has no key worker.",
        "A key worker: allocate him. KHAN, Omar has time on Tue 24 Nov.",
    )
    full = replace(alone, key_workers={**alone.key_workers, "OFF01A": a_key_worker(capacity=0)})
    assert told(full)[2] == "A key worker: allocate him."
    apart = replace(alone, keep_apart=frozenset({("A1234BC", "OFF01A")}))
    assert told(apart)[2] == "A key worker: allocate him."


def test_a_cut_regime_asks_for_the_days_on_which_it_is_open() -> None:
    cut = (Curtailment(MONDAY, MONDAY + 2 * DAY, "2"),)
    code, why, needs = told(one_man((1, "E", "0915-1000"), curtailments=cut))
    assert (code, why) == ("regime_closed", "The regime is cut whenever KHAN, Omar has time by Fri 27 Nov 2026.")
    assert needs == "45 minutes of key work time for KHAN, Omar on Thu 26 Nov or Fri 27 Nov."
    all_week = (Curtailment(MONDAY, MONDAY + 6 * DAY, "2"),)
    assert told(one_man((1, "E", "0915-1000"), curtailments=all_week))[2] == (
        "The regime opened again for an hour or so by Fri 27 Nov 2026, with time for KHAN, Omar."
    )
