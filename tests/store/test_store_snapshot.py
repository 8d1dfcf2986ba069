"""The snapshot shows the facts as they stood on the day that is asked for."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from keywork_desktop.domain.detail import Appointment, Shift, TimeSpan
from keywork_desktop.domain.facts import AdmissionFact, Fact, RecordFact, StayFact, WhereaboutsFact
from keywork_desktop.domain.people import Alert, Allocation, Prisoner
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.snapshot import Period, ReportKind, ReportRead, Snapshot
from keywork_desktop.domain.weekends import missed_weekends
from keywork_desktop.store import Store
from keywork_desktop.store.queries.records import NEWEST_SESSIONS, RECENT_DAYS
from tests.store.prison_facts import (
    AT,
    FRIDAY,
    NUMBERS,
    OFFICERS,
    a_note,
    a_person,
    a_session,
    a_small_prison,
    ago,
    an_officer,
    on_the_roll,
    written,
)

FIRST, SECOND, THIRD, FOURTH = NUMBERS


def him(store: Store, on: date = FRIDAY, number: str = FIRST) -> Prisoner:
    return store.snapshot(on).prisoners[number]


def test_an_empty_store_has_an_empty_snapshot(store: Store) -> None:
    snapshot = store.snapshot(FRIDAY)
    assert (snapshot.prisoners, snapshot.key_workers, snapshot.allocations, snapshot.reports) == ({}, {}, {}, {})
    assert [entry.policy.id for entry in snapshot.policies.in_force] == ["key_work_2025_26"]


def test_a_small_prison_reads_back_as_it_was_written(store: Store) -> None:
    written(store, a_small_prison())
    first = him(store)
    assert (first.name, first.location.text, first.unit, first.reception) == ("SMITH, John", "2-1-001", "2", ago(100))
    assert (first.booking_number, first.date_of_birth, first.legal_status) == ("12345A", date(1990, 5, 17), "Convicted")
    assert (first.reception_problem, first.location_problem) == (None, None)
    assert set(first.alerts) == {
        Alert("HA", ago(20), None, ago(10)),
        Alert("RNO121", None, None, ago(10)),
    }
    assert [(record.on, record.kind) for record in first.records] == [
        (ago(3), RecordKind.ENTRY),
        (ago(16), RecordKind.SESSION),
        (ago(30), RecordKind.SESSION),
    ]
    snapshot = store.snapshot(FRIDAY)
    assert snapshot.key_workers[OFFICERS[0]] == an_officer(OFFICERS[0])
    assert snapshot.allocations == {FIRST: Allocation(FIRST, OFFICERS[0], ago(60), began_because="tracker")}
    assert snapshot.on == FRIDAY


# Present
def test_whoever_has_gone_is_not_there_from_that_day(store: Store) -> None:
    written(store, [*on_the_roll(FIRST, since=ago(10)), StayFact(FIRST, ago(10), ago(2), "gone")])
    assert FIRST in store.snapshot(ago(3)).prisoners
    assert FIRST not in store.snapshot(ago(2)).prisoners
    assert FIRST not in store.snapshot(FRIDAY).prisoners


def test_presence_begins_with_the_reception_even_before_the_first_roll(store: Store) -> None:
    written(store, on_the_roll(FIRST, since=FRIDAY, admitted=ago(40)))
    assert FIRST in store.snapshot(ago(40)).prisoners
    assert FIRST not in store.snapshot(ago(41)).prisoners
    assert him(store, ago(40)).location.text == "2-1-035"


def test_whoever_went_and_came_back_was_away_in_between(store: Store) -> None:
    back = [StayFact(FIRST, FRIDAY), WhereaboutsFact(FIRST, FRIDAY, "3-2-001"), AdmissionFact(FIRST, ago(1), "77777B")]
    written(store, [*on_the_roll(FIRST, since=ago(50)), StayFact(FIRST, ago(50), ago(20), "gone"), *back])
    assert FIRST not in store.snapshot(ago(2)).prisoners
    assert him(store, ago(1)).reception == ago(1)
    assert him(store).reception == ago(1)
    assert him(store, ago(30)).reception == ago(50)


# Reception
def test_an_unknown_admission_is_a_problem_that_is_told(store: Store) -> None:
    written(store, [a_person(FIRST), StayFact(FIRST, ago(5)), WhereaboutsFact(FIRST, ago(5), "2-1-001")])
    assert him(store).reception == ago(5)
    assert "first roll" in (him(store).reception_problem or "")


def test_sessions_before_reception_are_counted_apart(store: Store) -> None:
    before = [a_note(FIRST, ago(200)), a_note(FIRST, ago(200), at=time(15)), a_note(FIRST, ago(150))]
    written(store, [*a_small_prison(), *before, a_note(FIRST, ago(140), RecordKind.ENTRY)])
    assert him(store).sessions_before_reception == 2
    assert {record.on for record in him(store).records} == {ago(3), ago(16), ago(30)}


def test_a_session_on_the_day_of_reception_counts(store: Store) -> None:
    written(store, [*a_small_prison(), a_note(FIRST, ago(100))])
    assert him(store).records[-1].on == ago(100)
    assert him(store).sessions_before_reception == 0


# Records
def test_nothing_after_the_day_is_known_on_the_day(store: Store) -> None:
    written(store, a_small_prison())
    assert [record.on for record in him(store, ago(16)).records] == [ago(16), ago(30)]
    assert [record.on for record in him(store, ago(17)).records] == [ago(30)]


def test_the_newest_sessions_are_read_and_not_ten_years_of_them(store: Store) -> None:
    long_ago = on_the_roll(FIRST, admitted=ago(3650))
    weekly: list[Fact] = [a_note(FIRST, ago(7 * week)) for week in range(1, 500)]
    written(store, [an_officer(OFFICERS[0]), *long_ago, *weekly])
    records = him(store).records
    assert [record.on for record in records[:NEWEST_SESSIONS]] == [
        ago(7 * week) for week in range(1, NEWEST_SESSIONS + 1)
    ]
    assert [record.on for record in records[NEWEST_SESSIONS:]] == [ago(7 * 499)], "the first one tells how long it took"


def test_everything_of_the_last_weeks_is_read_whatever_it_is(store: Store) -> None:
    kinds = list(RecordKind)
    daily: list[Fact] = [a_note(FIRST, ago(day), kind) for day in range(RECENT_DAYS + 10) for kind in kinds]
    written(store, [*a_small_prison(), *daily])
    recent = [record for record in him(store).records if record.on > ago(RECENT_DAYS)]
    by_another_officer = 1
    assert len(recent) == RECENT_DAYS * len(kinds) + by_another_officer
    assert not [record for record in him(store).records if record.on <= ago(RECENT_DAYS) and not record.counts]


def test_the_last_session_with_the_present_key_worker_is_never_left_out(store: Store) -> None:
    by_another: list[Fact] = [a_note(FIRST, ago(day), by=OFFICERS[1]) for day in range(1, 60)]
    written(store, [*a_small_prison(), a_note(FIRST, ago(90)), a_note(FIRST, ago(80)), *by_another])
    his_own = [record.on for record in him(store).records if record.staff_id == OFFICERS[0] and record.counts]
    assert his_own == [ago(30), ago(90)]


def test_whoever_has_a_weekend_session_keeps_all_of_them_so_that_none_looks_missed(store: Store) -> None:
    since: list[Fact] = [WhereaboutsFact(FIRST, ago(300), "CSU-1-004"), AdmissionFact(FIRST, ago(350), "12345A")]
    weekly: list[Fact] = [a_note(FIRST, ago(7 * week - 1)) for week in range(1, 48)]
    written(store, [*on_the_roll(FIRST, since=ago(350)), *since, *weekly])
    in_the_unit, first_of_all = 43, 1
    assert len(him(store).records) == in_the_unit + first_of_all
    assert missed_weekends(him(store), store.snapshot(FRIDAY).policies, FRIDAY) == ()


def test_records_of_one_day_are_in_one_order_however_they_came(store: Store) -> None:
    notes: list[Fact] = [a_note(FIRST, ago(1), by=by, at=at) for by in OFFICERS for at in (time(9), None, time(15))]
    written(store, [*a_small_prison(), *notes[::2]])
    written(store, notes[1::2])
    found = [(record.at, record.staff_id) for record in him(store).records if record.on == ago(1)]
    assert found == [(at, by) for at in (time(15), time(9), None) for by in OFFICERS]


# Whereabouts
def test_where_he_was_on_the_day(store: Store) -> None:
    moves: list[Fact] = [WhereaboutsFact(FIRST, ago(8), "CSU-1-004"), WhereaboutsFact(FIRST, ago(2), "COURT")]
    written(store, [*on_the_roll(FIRST, since=ago(30)), *moves])
    assert him(store, ago(9)).location.text == "2-1-035"
    assert him(store, ago(5)).unit == "CSU"
    assert him(store).unit is None
    assert [each.location.text for each in him(store).whereabouts] == ["COURT", "CSU-1-004", "2-1-035"]


def test_where_he_was_in_an_earlier_stay_is_left_out(store: Store) -> None:
    earlier = [*on_the_roll(FIRST, since=ago(90), cell="1-1-001"), StayFact(FIRST, ago(90), ago(60), "gone")]
    written(store, [*earlier, *on_the_roll(FIRST, since=ago(5), cell="4-1-001")])
    assert [each.location.text for each in him(store).whereabouts] == ["4-1-001"]


def test_the_same_cell_after_an_absence_is_still_his_cell(store: Store) -> None:
    earlier = [*on_the_roll(FIRST, since=ago(90), cell="1-1-001"), StayFact(FIRST, ago(90), ago(60), "gone")]
    written(store, [*earlier, StayFact(FIRST, ago(5)), AdmissionFact(FIRST, ago(5), "77777B")])
    assert [(each.from_date, each.location.text) for each in him(store).whereabouts] == [(ago(5), "1-1-001")]


def test_a_man_without_a_location_is_shown_with_the_problem(store: Store) -> None:
    written(store, [a_person(FIRST), StayFact(FIRST, FRIDAY), AdmissionFact(FIRST, FRIDAY)])
    assert him(store).unit is None
    assert "alpha list" in (him(store).location_problem or "")


# Allocations
def test_allocations_hold_from_their_first_day_until_the_day_they_end(store: Store) -> None:
    first = Allocation(FIRST, OFFICERS[0], ago(60), ago(10), "tracker", "changed_by_hand")
    second = Allocation(FIRST, OFFICERS[1], ago(10), began_because="by hand", by="manager", override="asked for her")
    written(store, [*a_small_prison(), first, second])
    assert store.snapshot(ago(61)).allocations == {}
    assert store.snapshot(ago(60)).allocations == {FIRST: first}
    assert store.snapshot(ago(11)).last_key_worker == {}
    assert store.snapshot(ago(10)).allocations == {FIRST: second}
    assert store.snapshot(ago(10)).last_key_worker == {FIRST: OFFICERS[0]}


# The period
def test_the_detail_and_the_plan_are_those_of_the_period(store: Store) -> None:
    monday = FRIDAY + timedelta(days=3)
    span = TimeSpan(time(14), time(15, 30))
    shifts: list[Fact] = [Shift(OFFICERS[0], monday + timedelta(days=day), "L", (span,)) for day in range(-1, 29)]
    visits: list[Fact] = [
        Appointment(FIRST, monday + timedelta(days=day), span, "Visits", "HALL") for day in (27, 28, 0)
    ]
    written(store, [*a_small_prison(), *shifts, *visits])
    with store.unit_of_work("plan", at=AT) as work:
        work.add_all_planned(a_session(FIRST, monday + timedelta(days=day)) for day in (-1, 0, 27, 28))
        work.commit()
    four_weeks = Period(monday, monday + timedelta(days=27))
    snapshot = store.snapshot(FRIDAY, four_weeks)
    assert len(snapshot.shifts) == 28
    assert snapshot.shifts[OFFICERS[0], monday].key_work == (span,)
    assert [visit.on for visit in snapshot.appointments[FIRST]] == [monday, four_weeks.last]
    assert [session.on for session in snapshot.planned] == [monday, four_weeks.last]
    assert snapshot.planned == store.planned(four_weeks)
    without = store.snapshot(FRIDAY)
    assert (without.shifts, without.appointments, without.planned) == ({}, {}, ())


def reports_of(snapshot: Snapshot) -> dict[ReportKind, str]:
    return {kind: report.file_name for kind, report in snapshot.reports.items()}


def test_the_newest_report_of_each_kind_says_how_old_the_data_is(store: Store) -> None:
    with store.unit_of_work("import", at=AT) as work:
        for place, (kind, day, name) in enumerate(
            [
                (ReportKind.ALPHA_LIST, ago(7), "last week.csv"),
                (ReportKind.ALPHA_LIST, FRIDAY, "today.csv"),
                (ReportKind.ALERTS, ago(3), "alerts.csv"),
            ]
        ):
            work.report_read(ReportRead(kind, day, AT, name), f"{place:064d}", ["2"])
        work.commit()
    assert reports_of(store.snapshot(FRIDAY)) == {ReportKind.ALPHA_LIST: "today.csv", ReportKind.ALERTS: "alerts.csv"}
    assert reports_of(store.snapshot(ago(5))) == {ReportKind.ALPHA_LIST: "last week.csv"}


# What is known already
def test_what_is_known_is_what_was_written(store: Store) -> None:
    facts = [*a_small_prison(), Shift(OFFICERS[0], FRIDAY, "L"), StayFact(FOURTH, ago(90), ago(60), "gone")]
    written(store, facts)
    known = store.known()
    assert known.people[FIRST] == a_person(FIRST)
    assert known.stays[FOURTH] == StayFact(FOURTH, FRIDAY), "the latest stay"
    assert known.whereabouts[THIRD] == WhereaboutsFact(THIRD, FRIDAY, "2-1-003")
    assert known.admissions[FIRST, ago(100)] == AdmissionFact(FIRST, ago(100), "12345A")
    assert set(known.alerts) == {(FIRST, "HA", ago(20)), (FIRST, "RNO121", None)}
    assert known.records == {fact.key for fact in facts if isinstance(fact, RecordFact)}
    assert set(known.key_workers) == set(OFFICERS)
    assert known.shifts == {(OFFICERS[0], FRIDAY): Shift(OFFICERS[0], FRIDAY, "L")}
    assert known.allocations == store.snapshot(FRIDAY).allocations


@pytest.mark.parametrize(("since", "notes"), [(ago(30), 3), (ago(29), 2), (FRIDAY, 0), (None, 3)])
def test_notes_are_known_back_to_the_day_that_was_asked_for(store: Store, since: date | None, notes: int) -> None:
    written(store, a_small_prison())
    assert len(store.known(since).records) == notes


def test_the_second_man_has_no_records(store: Store) -> None:
    written(store, a_small_prison())
    assert him(store, number=SECOND).records == ()
