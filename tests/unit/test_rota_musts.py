"""No rota breaks a must: lengths of sessions, second officers, locks, absences, core days, curtailments (DOMAIN 5).

The checks here know nothing of how a rota is made.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.core_day import CoreDay
from keywork_desktop.domain.curtailments import WHOLE_DAY, Curtailment
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.obligations import obligations_of
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rota_versions import RotaVersion, place_of
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicySet, Rule
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import Plan, greedy_rota, plan_rota
from keywork_desktop.planning.rota_repair import repair_rota
from tests.drawn_core_days import core_days, locked_up
from tests.factories import a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert, key_work_2025_26

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
EVE = MONDAY - DAY
THREE_WEEKS = Period(MONDAY, MONDAY + 20 * DAY)
NUMBERS = [f"{letter}100{n}AB" for letter in "ABC" for n in range(3)]
OFFICERS = ("OFF01A", "OFF02B", "OFF03C")
WORK = ("0915-1045", "0900-1015", "1400-1615", "0900-0940 1000-1130")

prisons = st.tuples(
    st.lists(
        st.tuples(
            st.sampled_from(["2-1-001", "2-1-003", "CSU-1-002"]),
            st.lists(st.integers(1, 60), max_size=3, unique=True),
            st.sampled_from(["", "", "HA", "HA1", "RNO121"]),
            st.sampled_from([*OFFICERS, ""]),
            st.none() | st.integers(0, 30),
        ),
        min_size=1,
        max_size=len(NUMBERS),
    ),
    st.lists(
        st.tuples(st.sampled_from(OFFICERS), st.integers(0, 20), st.sampled_from(WORK)),
        max_size=20,
        unique_by=lambda work: work[:2],
    ),
    st.lists(
        st.tuples(st.integers(0, len(NUMBERS) - 1), st.integers(0, 20), st.sampled_from([(9, 10), (9, 12), (14, 15)])),
        max_size=8,
    ),
    st.sampled_from([None, 3, 4]),
)


def half_hours() -> PolicySet:
    """A level at which everybody else is seen for half an hour, priority groups for three quarters."""
    usual = key_work_2025_26()
    baseline = Rule("baseline", 1, 28, 30)
    return PolicySet("level3", "Restrict", "EDM", baseline, usual.groups)


def a_prison(drawn: Any) -> Snapshot:
    people, work, visits, level = drawn
    prisoners, allocations = [], []
    for number, (cell, seen, code, officer, release) in zip(NUMBERS, people, strict=False):
        prisoners.append(
            a_prisoner(
                number,
                location=cell,
                seen=[MONDAY - n * DAY for n in seen],
                alerts=(an_alert(code, MONDAY - 20 * DAY),) if code else (),
                release_date=None if release is None else MONDAY + release * DAY,
            )
        )
        if officer:
            second = OFFICERS[(OFFICERS.index(officer) + 1) % 3] if code == "RNO121" else None
            allocations.append(allocated(number, officer, second_staff_id=second))
    appointments: dict[str, tuple[Appointment, ...]] = {}
    for who, when, (start, end) in visits:
        one = Appointment(NUMBERS[who], MONDAY + when * DAY, TimeSpan(time(start), time(end)), "Visits")
        appointments[NUMBERS[who]] = (*appointments.get(NUMBERS[who], ()), one)
    in_force = (PolicyInForce(key_work_2025_26(), date(2025, 4, 1)),)
    regime = (RegimeEntry(3, MONDAY - 40 * DAY),) if level else ()
    return a_snapshot(
        prisoners,
        [a_key_worker(officer) for officer in OFFICERS],
        allocations,
        shifts=[a_shift(officer, MONDAY + n * DAY, "L", span) for officer, n, span in work],
        appointments=appointments,
        policies=RuleBook(in_force, regime, {3: half_hours()}),
        period=THREE_WEEKS,
        on=EVE,
    )


def broken(snapshot: Snapshot, sessions: tuple[PlannedSession, ...]) -> list[str]:
    """The musts that these sessions break, in words."""
    found = []
    for session in sessions:
        man = snapshot.prisoners[session.prison_number]
        for staff_id in filter(None, (session.staff_id, session.second_staff_id)):
            shift = snapshot.shifts.get((staff_id, session.on))
            times = shift.key_work if shift else ()
            officer = snapshot.key_workers[staff_id]
            if officer.status is not KeyWorkerStatus.ACTIVE and (
                officer.return_date is None or session.on < officer.return_date
            ):
                found.append(f"{staff_id} is away on {session.on}")
            if not any(t.start <= session.start and session.end <= t.end for t in times):
                found.append(f"{staff_id} has no key work time on {session.on} at {session.start}")
        for appointment in snapshot.appointments.get(session.prison_number, ()):
            if appointment.on == session.on and appointment.span.overlaps(session.span):
                found.append(f"{session.prison_number} is elsewhere")
        for cut in snapshot.curtailments:
            if cut.first <= session.on <= cut.last and cut.unit in (None, man.unit) and cut.span.overlaps(session.span):
                found.append(f"the regime is cut on {session.on} at {session.start}")
        if locked_up(snapshot, session):
            found.append(f"{session.prison_number} is locked up on {session.on} at {session.start}")
        if man.release_date and man.release_date < session.on:
            found.append(f"{session.prison_number} is released")
        if "RNO121" in man.active_alert_codes(snapshot.on) and not session.second_staff_id:
            found.append(f"{session.prison_number} needs two staff")
        own = snapshot.allocations.get(session.prison_number)
        if session.cover != (own is None or own.staff_id != session.staff_id):
            found.append(f"{session.prison_number}: cover is marked wrongly")
        spacing = min((o.rule.spacing for o in obligations_of(man, snapshot.policies, snapshot.on)), default=1)
        held = [record.on for record in man.records]
        if any((session.on - day).days < max(1, spacing) for day in held):
            found.append(f"{session.prison_number} was seen too shortly before")
    for one, other in combinations(sessions, 2):
        if one.prison_number == other.prison_number:
            man = snapshot.prisoners[one.prison_number]
            spacing = min((o.rule.spacing for o in obligations_of(man, snapshot.policies, snapshot.on)), default=1)
            if abs((one.on - other.on).days) < max(1, spacing):
                found.append(f"{one.prison_number}: {one.on} and {other.on} are too near")
        officers = {one.staff_id, one.second_staff_id} & {other.staff_id, other.second_staff_id} - {None}
        if one.on == other.on and officers and one.span.overlaps(other.span):
            found.append(f"{officers} taken twice on {one.on}")
    return found


def gains(plan: Plan, before: Plan) -> bool:
    """Cover that is locked needs no full key worker any more: that may leave room for something better."""
    more = ("priority_met_on_time", "people_seen", "met_on_time")
    return any(getattr(plan, n) > getattr(before, n) for n in more) or plan.lateness_days < before.lateness_days


def counts(plan: Plan) -> None:
    assert plan.targets == plan.met_on_time + len(plan.left_out)
    assert plan.priority_met_on_time <= plan.bound["priority_met_on_time"] <= plan.priority_targets
    assert plan.met_on_time <= plan.bound["met_on_time"] <= plan.targets
    assert plan.people_seen <= plan.bound["people_seen"] <= plan.people_due


@settings(max_examples=120, deadline=None)
@given(prisons, core_days)
def test_no_rota_breaks_a_must_and_the_same_facts_give_the_same(drawn: Any, hours: tuple[CoreDay, ...]) -> None:
    snapshot = replace(a_prison(drawn), core_days=hours)
    plan = plan_rota(snapshot)
    assert broken(snapshot, plan.planned) == []
    assert broken(snapshot, greedy_rota(snapshot).planned) == []
    assert plan.planned == plan_rota(replace(a_prison(drawn), core_days=hours[::-1])).planned
    counts(plan)


@settings(max_examples=60, deadline=None)
@given(prisons, st.data())
def test_what_is_locked_stays_who_is_away_sees_nobody_and_nothing_else_moves_without_gain(
    drawn: Any, data: st.DataObject
) -> None:
    snapshot = a_prison(drawn)
    first = plan_rota(snapshot)
    there = tuple(
        PlannedSession(**{**{f: getattr(s, f) for f in s.__slots__}, "id": f"S{n}", "locked": n % 3 == 0})
        for n, s in enumerate(first.planned)
    )
    planned = a_snapshot_with(snapshot, there)
    again = plan_rota(planned)
    assert {s for s in there if s.locked} <= set(again.planned)
    if first.proven_best and again.proven_best and not gains(again, first):
        assert again.moved_from_published == 0
    officer, when = data.draw(st.sampled_from(OFFICERS)), MONDAY + data.draw(st.integers(0, 20)) * DAY
    away = plan_rota(planned, without=frozenset({(officer, when)}))
    assert not any({s.staff_id, s.second_staff_id} & {officer} and s.on == when for s in away.planned)
    assert broken(snapshot, away.planned) == []
    cut = Curtailment(when, when, "2")
    closed = plan_rota(snapshot, curtailed=[cut])
    assert not any(s.on == when and snapshot.prisoners[s.prison_number].unit == "2" for s in closed.planned)
    assert broken(snapshot, closed.planned) == []


cuts = st.lists(
    st.builds(
        lambda n, days, unit, span: Curtailment(MONDAY + n * DAY, MONDAY + (n + days) * DAY, unit, span, "shortage"),
        st.integers(0, 20),
        st.integers(0, 3),
        st.sampled_from([None, "2", "CSU"]),
        st.sampled_from([WHOLE_DAY, TimeSpan(time(9), time(10)), TimeSpan(time(14), time(15))]),
    ),
    max_size=3,
)


@settings(max_examples=60, deadline=None)
@given(prisons, core_days, cuts, st.sampled_from(OFFICERS), st.sampled_from([None, "2", ("2", "CSU"), ("CSU",)]))
def test_locks_what_is_published_cuts_and_absences_together_break_no_must(
    drawn: Any, hours: tuple[CoreDay, ...], cut: list[Curtailment], officer: str, units: Any
) -> None:
    before = a_prison(drawn)
    planned = plan_rota(before).planned
    version = RotaVersion(3, datetime(2026, 11, 20, tzinfo=UTC), "A. Manager", THREE_WEEKS, planned[::2])
    there = tuple(
        PlannedSession(**{**{f: getattr(s, f) for f in s.__slots__}, "id": f"S{n}", "locked": n % 3 == 0})
        for n, s in enumerate(planned)
    )
    staff = dict(before.key_workers)
    away = replace(staff[officer], status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=MONDAY + 5 * DAY)
    facts = replace(before, key_workers={**staff, officer: away}, core_days=hours, curtailments=tuple(cut))
    facts = a_snapshot_with(facts, there)
    plan = plan_rota(facts, unit=units, published=version)
    wanted = {units} if isinstance(units, str) else units
    men = {n for n, man in facts.prisoners.items() if wanted is None or man.unit in wanted}
    assert {s.prison_number for s in plan.planned} <= men == plan.people
    locked = {s for s in there if s.locked and s.prison_number in men}
    assert locked - set(plan.planned) == {s for s in locked if broken(facts, (s,))} == set(plan.lost) & locked
    others = [s for s in facts.planned if s.prison_number not in men and not broken(facts, (s,))]
    assert broken(facts, (*others, *plan.planned)) == []
    assert broken(facts, tuple(s for s in greedy_rota(facts, unit=units).planned)) == []
    counts(plan)
    assert plan.version == 3
    places = {place_of(s) for s in plan.planned}
    assert plan.moved_from_published == sum(place_of(s) not in places for s in planned[::2] if s.prison_number in men)


@settings(max_examples=60, deadline=None)
@given(prisons, core_days, st.sampled_from(OFFICERS))
def test_a_repair_breaks_no_must_and_leaves_alone_what_the_loss_does_not_touch(
    drawn: Any, hours: tuple[CoreDay, ...], officer: str
) -> None:
    snapshot = replace(a_prison(drawn), core_days=hours)
    there = tuple(
        PlannedSession(**{**{f: getattr(s, f) for f in s.__slots__}, "id": f"S{n}"})
        for n, s in enumerate(plan_rota(snapshot).planned)
    )
    days = sorted({s.on for s in there if s.staff_id == officer})[:1]
    planned = a_snapshot_with(snapshot, there)
    repair = repair_rota(planned, without=frozenset((officer, day) for day in days))
    others = tuple(s for s in there if s.prison_number not in repair.plan.people)
    assert broken(snapshot, (*others, *repair.plan.planned)) == []
    assert not any(s.on in days and officer in (s.staff_id, s.second_staff_id) for s in repair.plan.planned)
    if not days:
        assert (repair.lost, repair.new, repair.moved) == ((), (), ())
    assert repair.fewest_changes


@settings(max_examples=40, deadline=None)
@given(prisons, core_days)
def test_a_core_day_that_is_entered_late_is_repaired_and_loses_exactly_what_lies_outside(
    drawn: Any, hours: tuple[CoreDay, ...]
) -> None:
    before = a_prison(drawn)
    there = tuple(
        PlannedSession(**{**{f: getattr(s, f) for f in s.__slots__}, "id": f"S{n}", "locked": n % 2 == 0})
        for n, s in enumerate(plan_rota(before).planned)
    )
    snapshot = replace(before, core_days=hours, planned=there)
    outside = {s.id for s in there if locked_up(snapshot, s)}
    repair = repair_rota(snapshot)
    assert {s.id for s in repair.lost} == outside
    others = tuple(s for s in there if s.prison_number not in repair.plan.people)
    assert broken(snapshot, (*others, *repair.plan.planned)) == []
    assert {s.id for s in plan_rota(snapshot).lost} == {s.id for s in there if s.locked} & outside


def a_snapshot_with(snapshot: Snapshot, planned: tuple[PlannedSession, ...]) -> Snapshot:

    return replace(snapshot, planned=planned)
