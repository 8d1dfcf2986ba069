"""Targets, places and plans (DOMAIN 5): examples, and no plan that breaks a must."""

from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.placing import Diary, first_free_start, free_starts, judge_session, smallest_spacing
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.targets import outcomes, targets_of
from keywork_desktop.planning.rota import Plan, plan_rota
from tests.factories import a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert, in_force

MONDAY = date(2026, 11, 23)
EVE = MONDAY - timedelta(days=1)
FOUR_WEEKS = Period(MONDAY, MONDAY + timedelta(days=27))
DAY = timedelta(days=1)


def days(targets: object) -> list[tuple[str, int]]:
    return [(t.rule.id, (t.by - MONDAY).days) for t in targets]  # type: ignore[attr-defined]  # an iterable of targets


class TestTargets:
    def test_two_in_four_weeks_gives_a_target_every_fortnight(self) -> None:
        prisoner = a_prisoner(seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY])
        assert days(targets_of(prisoner, in_force(), FOUR_WEEKS)) == [("baseline", 4), ("baseline", 18)]

    def test_who_is_overdue_at_the_start_gets_a_fresh_target_and_is_marked(self) -> None:
        prisoner = a_prisoner(seen=[MONDAY - 90 * DAY])
        first, *_ = targets_of(prisoner, in_force(), FOUR_WEEKS)
        assert (first.by, first.late_at_start) == (MONDAY + 14 * DAY, True)
        assert first.due_on < MONDAY

    def test_an_overdue_open_acct_is_wanted_on_the_second_day(self) -> None:
        prisoner = a_prisoner(alerts=(an_alert("HA", MONDAY - 30 * DAY),))
        assert days(targets_of(prisoner, in_force(), FOUR_WEEKS)) == [
            ("acct_open", 1),
            ("acct_open", 8),
            ("acct_open", 15),
            ("acct_open", 22),
        ]

    def test_a_priority_group_is_not_kept_waiting_by_an_overdue_baseline(self) -> None:
        prisoner = a_prisoner(alerts=(an_alert("HA1", MONDAY - 5 * DAY),), seen=[MONDAY - 90 * DAY])
        first, *_ = targets_of(prisoner, in_force(), FOUR_WEEKS)
        assert (first.rule.id, first.by) == ("acct_post_closure", MONDAY + 2 * DAY)

    def test_a_group_that_begins_during_the_plan_adds_its_first_target(self) -> None:
        prisoner = a_prisoner(
            alerts=(an_alert("ROH", MONDAY - 300 * DAY),),
            release_date=MONDAY + 31 * DAY,
            seen=[MONDAY - 1 * DAY, MONDAY - 15 * DAY],
        )
        assert days(targets_of(prisoner, in_force(), FOUR_WEEKS)) == [
            ("rosh_pre_release", 10),
            ("rosh_pre_release", 17),
            ("rosh_pre_release", 24),
        ]

    def test_nothing_is_wanted_after_release(self) -> None:
        prisoner = a_prisoner(seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY], release_date=MONDAY + 17 * DAY)
        assert days(targets_of(prisoner, in_force(), FOUR_WEEKS)) == [("baseline", 4)]

    def test_weekends_stand_beside(self) -> None:
        prisoner = a_prisoner(location="CSU-1-001", seen=[EVE, EVE - 14 * DAY])
        found = targets_of(prisoner, in_force(), FOUR_WEEKS)
        weekends = [t for t in found if t.kind is PlannedKind.WEEKEND]
        assert [t.by for t in weekends] == [date(2026, 11, 29) + n * 7 * DAY for n in range(4)]
        assert all(t.by - t.after == 2 * DAY for t in weekends)

    def test_a_later_session_meets_a_target_late_and_an_unmet_one_counts_to_the_end(self) -> None:
        prisoner = a_prisoner(seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY])
        targets = targets_of(prisoner, in_force(), FOUR_WEEKS)
        late = PlannedSession(prisoner.prison_number, "OFF01A", MONDAY + 7 * DAY, time(10), 45)
        first, second = outcomes(targets, [late])
        assert (first.on_time, first.late_on, first.lateness(FOUR_WEEKS.last)) == (False, late.on, 3)
        assert second.on_time
        (first, second) = outcomes(targets, [])
        assert (first.lateness(FOUR_WEEKS.last), second.lateness(FOUR_WEEKS.last)) == (23, 9)


class TestPlaces:
    def test_sessions_go_back_to_back_and_none_across_the_end(self) -> None:
        key_work = [TimeSpan(time(14), time(16, 15))]
        assert list(free_starts(key_work, [], 45)) == [time(14), time(14, 45), time(15, 30)]
        assert list(free_starts(key_work, [TimeSpan(time(14), time(14, 30))], 45)) == [time(14, 30), time(15, 15)]
        assert list(free_starts([TimeSpan(time(14), time(14, 40))], [], 45)) == []

    def test_an_officer_on_leave_has_no_key_work_time_whatever_the_detail_says(self) -> None:
        away = a_key_worker(status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=MONDAY + DAY)
        shifts = [a_shift("OFF01A", MONDAY + n * DAY, "E", "0915-1045") for n in range(2)]
        diary = Diary(a_snapshot([a_prisoner()], [away], shifts=shifts), [])
        assert diary.key_work_time("OFF01A", MONDAY) == ()
        assert diary.key_work_time("OFF01A", MONDAY + DAY) == shifts[1].key_work

    def test_a_visit_moves_him_to_the_next_free_time(self) -> None:
        visit = Appointment("A1234BC", MONDAY, TimeSpan(time(14), time(15)), "Visits")
        snapshot = a_snapshot(
            [a_prisoner()],
            [a_key_worker()],
            shifts=[a_shift("OFF01A", MONDAY, "L", "1400-1615")],
            appointments={"A1234BC": (visit,)},
        )
        assert first_free_start(Diary(snapshot, []), "A1234BC", "OFF01A", MONDAY, 45) == time(15, 30)

    def test_each_must_is_said(self) -> None:
        visit = Appointment("A1234BC", MONDAY, TimeSpan(time(9), time(12)), "Visits")
        snapshot = a_snapshot(
            [a_prisoner(alerts=(an_alert("RNO121", MONDAY - 90 * DAY),), release_date=MONDAY - DAY, seen=[EVE])],
            [a_key_worker(), a_key_worker("OFF02B")],
            shifts=[a_shift("OFF01A", MONDAY, "E", "0915-1000")],
            appointments={"A1234BC": (visit,)},
            on=EVE,
        )
        other = PlannedSession("B1234BC", "OFF01A", MONDAY, time(9, 15), 45)
        wanted = PlannedSession("A1234BC", "OFF01A", MONDAY, time(9, 15), 45)
        judgement = judge_session(Diary(snapshot, [other]), wanted)
        assert {reason.code for reason in judgement.broken} == {
            "released",
            "slots_taken",
            "needs_second_officer",
            "prisoner_unavailable",
        }
        assert {r.code for r in judgement.reasons if r.fit is Fit.WARNS} == {"cover", "too_close"}


# Plans -------------------------------------------------------------------------------------------------------------


def a_plan(snapshot: Snapshot) -> Plan:
    return plan_rota(snapshot)


def test_the_oldest_claim_gets_the_only_slot_and_the_other_is_told_why() -> None:
    long_ago = a_prisoner("A1234BC", seen=[MONDAY - 60 * DAY])
    lately = a_prisoner("B1234BC", seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY])
    snapshot = a_snapshot(
        [long_ago, lately],
        [a_key_worker()],
        [allocated("A1234BC", "OFF01A"), allocated("B1234BC", "OFF01A")],
        shifts=[a_shift("OFF01A", MONDAY, "E", "0915-1000")],
        period=FOUR_WEEKS,
        on=EVE,
    )
    plan = a_plan(snapshot)
    assert [(s.prison_number, s.on, s.start) for s in plan.planned] == [("A1234BC", MONDAY, time(9, 15))]
    left = {(left.outcome.target.prison_number, left.reason_code) for left in plan.left_out}
    assert left == {("B1234BC", "slots_taken"), ("B1234BC", "no_key_work_time")}
    assert plan.targets == plan.met_on_time + len(plan.left_out)


def test_without_a_key_worker_or_a_second_officer_the_reason_says_so() -> None:
    nobody = a_prisoner("A1234BC")
    two = a_prisoner("B1234BC", alerts=(an_alert("RNO121", MONDAY - 90 * DAY),))
    snapshot = a_snapshot(
        [nobody, two],
        [a_key_worker()],
        [allocated("B1234BC", "OFF01A")],
        shifts=[a_shift("OFF01A", MONDAY, "E", "0915-1000")],
        period=FOUR_WEEKS,
        on=EVE,
    )
    codes = {left.outcome.target.prison_number: left.reason_code for left in a_plan(snapshot).left_out}
    assert codes == {"A1234BC": "no_key_worker", "B1234BC": "needs_second_officer"}


def test_no_one_to_one_takes_the_time_of_both_officers() -> None:
    two = a_prisoner("B1234BC", alerts=(an_alert("RNO121", MONDAY - 90 * DAY),))
    snapshot = a_snapshot(
        [two],
        [a_key_worker(), a_key_worker("OFF02B")],
        [allocated("B1234BC", "OFF01A", second_staff_id="OFF02B")],
        shifts=[a_shift("OFF01A", MONDAY, "E", "0915-1045"), a_shift("OFF02B", MONDAY, "E", "1000-1045")],
        period=FOUR_WEEKS,
        on=EVE,
    )
    (session,) = a_plan(snapshot).planned
    assert (session.start, session.second_staff_id) == (time(10), "OFF02B")


def test_a_locked_session_stays_and_counts() -> None:
    prisoner = a_prisoner("A1234BC", seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY])
    pinned = PlannedSession("A1234BC", "OFF01A", MONDAY + 2 * DAY, time(9, 15), 45, locked=True, id="1")
    snapshot = a_snapshot(
        [prisoner],
        [a_key_worker()],
        [allocated("A1234BC", "OFF01A")],
        planned=[pinned],
        period=FOUR_WEEKS,
        on=EVE,
        shifts=[a_shift("OFF01A", MONDAY + n * DAY, "E", "0915-1000") for n in range(28)],
    )
    plan = a_plan(snapshot)
    assert pinned in plan.planned
    assert plan.met_on_time == plan.targets == 2
    assert len(plan.planned) == 2


def test_an_absence_takes_the_officers_time_away() -> None:
    prisoner = a_prisoner("A1234BC", seen=[MONDAY - 10 * DAY, MONDAY - 24 * DAY])
    snapshot = a_snapshot(
        [prisoner],
        [a_key_worker()],
        [allocated("A1234BC", "OFF01A")],
        period=FOUR_WEEKS,
        on=EVE,
        shifts=[a_shift("OFF01A", MONDAY + n * DAY, "E", "0915-1000") for n in range(2)],
    )
    (session,) = plan_rota(snapshot, without=frozenset({("OFF01A", MONDAY)})).planned
    assert session.on == MONDAY + DAY


numbers = [f"{letter}100{n}AB" for letter in "ABC" for n in range(4)]
WORK = ["0915-1045", "1400-1615", "0900-0940 1000-1130"]
prisons = st.tuples(
    st.lists(
        st.tuples(
            st.sampled_from(["2-1-001", "CSU-1-002", "3-1-009"]),
            st.lists(st.integers(1, 60), max_size=4),
            st.sampled_from(["", "HA", "HA1", "ROH", "RNO121"]),
            st.sampled_from(["OFF01A", "OFF02B", ""]),
            st.none() | st.integers(0, 40),
        ),
        min_size=1,
        max_size=len(numbers),
    ),
    st.lists(
        st.tuples(
            st.sampled_from(["OFF01A", "OFF02B"]),
            st.integers(0, 27),
            st.sampled_from(WORK),
        ),
        max_size=25,
    ),
    st.lists(
        st.tuples(st.integers(0, len(numbers) - 1), st.integers(0, 27), st.sampled_from([(9, 12), (14, 15)])),
        max_size=10,
    ),
    st.booleans(),
)


def a_prison(drawn) -> Snapshot:  # type: ignore[no-untyped-def]  # as drawn above
    people, work, visits, two = drawn
    prisoners, allocations = [], []
    for number, (cell, seen, code, officer, release) in zip(numbers, people, strict=False):
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
            second = "OFF02B" if two and officer == "OFF01A" else None
            allocations.append(allocated(number, officer, second_staff_id=second))
    appointments: dict[str, tuple[Appointment, ...]] = {}
    for who, when, (start, end) in visits:
        one = Appointment(numbers[who], MONDAY + when * DAY, TimeSpan(time(start), time(end)), "Visits")
        appointments[numbers[who]] = (*appointments.get(numbers[who], ()), one)
    return a_snapshot(
        prisoners,
        [a_key_worker("OFF01A"), a_key_worker("OFF02B", unit="3")],
        allocations,
        shifts=[a_shift(officer, MONDAY + n * DAY, "L", span) for officer, n, span in work],
        appointments=appointments,
        period=FOUR_WEEKS,
        on=EVE,
    )


def cover_is_needed(snapshot: Snapshot, plan: Plan, session: PlannedSession) -> bool:
    """Only for a priority target whose own key worker has no time left in its window, in the man's houseblock."""
    prisoner, own = snapshot.prisoners[session.prison_number], snapshot.key_worker_of(session.prison_number)
    wanted = [o.target for o in plan.outcomes if o.target.prison_number == session.prison_number]
    (target,) = (t for t in wanted if t.priority and t.met_on_time_by(session.on))
    if snapshot.key_workers[session.staff_id].unit != prisoner.unit:
        return False
    if own is None:
        return True
    diary = Diary(snapshot, plan.planned)
    days = [target.after + n * DAY for n in range(1, (target.by - target.after).days + 1)]
    left = [free_starts(diary.key_work_time(own.staff_id, d), diary.taken(own.staff_id, d), 45) for d in days]
    return own.staff_id != session.staff_id and not any(list(starts) for starts in left)


@settings(max_examples=150)
@given(prisons)
def test_no_plan_breaks_a_must(drawn) -> None:  # type: ignore[no-untyped-def]  # drawn above
    snapshot = a_prison(drawn)
    plan = plan_rota(snapshot)
    for session in plan.planned:
        others = [other for other in plan.planned if other is not session]
        judgement = judge_session(Diary(snapshot, others), session)
        assert not judgement.broken, judgement.text
        assert not session.cover or cover_is_needed(snapshot, plan, session)
        spacing = smallest_spacing(snapshot.prisoners[session.prison_number], snapshot)
        his = [other.on for other in others if other.prison_number == session.prison_number]
        assert all(abs((on - session.on).days) >= spacing for on in his)
        assert session.on in FOUR_WEEKS
    assert plan.targets == plan.met_on_time + len(plan.left_out)
    assert plan.priority_met_on_time <= plan.priority_targets
    assert plan.people_seen <= plan.people_due


@settings(max_examples=30)
@given(prisons)
def test_the_same_facts_give_the_same_plan(drawn) -> None:  # type: ignore[no-untyped-def]  # drawn above
    first, second = plan_rota(a_prison(drawn)), plan_rota(a_prison(drawn))
    assert first.planned == second.planned
