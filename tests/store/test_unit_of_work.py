"""What a unit of work writes, and that it is everything or nothing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import text

from keywork_desktop.domain.detail import Appointment, Shift, ShiftCode, TimeSpan
from keywork_desktop.domain.errors import Bug, RequestError
from keywork_desktop.domain.facts import AlertFact, Fact, RecordFact, StayFact, WhereaboutsFact
from keywork_desktop.domain.people import Allocation, AllocationEnded, KeyWorkerStatus
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.domain.snapshot import Period, ReportKind, ReportRead
from keywork_desktop.store import Put, Store, StoreKey, Written
from keywork_desktop.store.fact_rows import FACT_TABLES
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
    contents,
    on_the_roll,
)

FIRST, SECOND, *_ = NUMBERS


@pytest.fixture
def prison(store: Store) -> Store:
    """A store with a small prison."""
    with store.unit_of_work("import", "Import 3 reports", at=AT) as work:
        work.put_all(a_small_prison())
        work.commit()
    return store


ONE_OF_EACH: list[tuple[Fact, Fact]] = [
    (a_person(FIRST), a_person(FIRST, release=FRIDAY)),
    (an_officer("NEW11A"), an_officer("NEW11A", status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=FRIDAY)),
    (ShiftCode("E", "Early", time(7), time(12, 30)), ShiftCode("E", "Early", time(7, 15), time(12, 30))),
    (StayFact(FIRST, FRIDAY), StayFact(FIRST, FRIDAY, FRIDAY + timedelta(days=3), "gone")),
    (WhereaboutsFact(FIRST, FRIDAY, "2-1-035"), WhereaboutsFact(FIRST, FRIDAY, "COURT")),
    (AlertFact(FIRST, "XRF", None, None, FRIDAY), AlertFact(FIRST, "XRF", None, None, FRIDAY, ended_on=FRIDAY)),
    (Shift("QAB12C", FRIDAY, "L"), Shift("QAB12C", FRIDAY, "L", (TimeSpan(time(14), time(15, 30)),))),
]


@pytest.mark.parametrize(("fact", "changed"), ONE_OF_EACH, ids=lambda fact: type(fact).__name__)
def test_a_fact_is_new_then_known_then_changed(store: Store, fact: Fact, changed: Fact) -> None:
    with store.unit_of_work("import", at=AT) as work:
        work.put_all([a_person(FIRST)] if fact != a_person(FIRST) else [])
        assert [work.put(fact), work.put(fact), work.put(changed), work.put(changed)] == [
            Put.NEW,
            Put.UNCHANGED,
            Put.CHANGED,
            Put.UNCHANGED,
        ]


@pytest.mark.parametrize(
    "fact",
    [a_note(FIRST, FRIDAY, at=None), Appointment(FIRST, FRIDAY, TimeSpan(time(9), time(11)), "Visits", "HALL")],
    ids=lambda fact: type(fact).__name__,
)
def test_a_fact_that_is_all_key_is_new_or_known(store: Store, fact: Fact) -> None:
    with store.unit_of_work("import", at=AT) as work:
        work.put(a_person(FIRST))
        assert [work.put(fact), work.put(fact)] == [Put.NEW, Put.UNCHANGED]


def test_every_kind_of_fact_has_a_table() -> None:
    assert set(FACT_TABLES) == set(Fact.__args__)


def test_the_same_facts_twice_change_nothing_and_leave_no_entry_in_the_log(prison: Store) -> None:
    before = contents(prison)
    with prison.unit_of_work("import", at=AT) as work:
        assert work.put_all(a_small_prison()) == Written(0, 0, len(a_small_prison()))
        change = work.commit()
    assert (change.id, change.rows, change.prisoners) == ("", 0, frozenset())
    assert [each.action for each in prison.log()] == ["import", "init"]
    assert contents(prison) == before


def test_facts_may_come_in_any_order(store: Store) -> None:
    with store.unit_of_work("import", at=AT) as work:
        work.put_all(reversed(a_small_prison()))
        work.commit()
    assert set(store.snapshot(FRIDAY).prisoners) == set(NUMBERS)


def test_a_change_set_says_whom_and_which_days_it_concerns(prison: Store) -> None:
    with prison.unit_of_work("allocate", "Move SMITH", at=AT) as work:
        work.allocate(Allocation(FIRST, OFFICERS[1], FRIDAY, began_because="by hand", by="manager"))
        change = work.commit()
    assert change.prisoners == {FIRST}
    assert change.key_workers == {OFFICERS[0], OFFICERS[1]}
    assert change.days == {FRIDAY, ago(60)}
    assert (change.actor, change.device, change.action, change.summary) == (
        "manager",
        "office-pc",
        "allocate",
        "Move SMITH",
    )
    assert (change.at, change.rows) == (AT, 2)
    assert prison.log(limit=1) == (change,)


def test_leaving_without_commit_takes_everything_back(prison: Store) -> None:
    before = contents(prison)
    with prison.unit_of_work("import", at=AT) as work:
        work.put_all(on_the_roll("E5678FG"))
        work.setting("lock_minutes", 5)
    assert contents(prison) == before


def test_an_error_half_way_takes_everything_back(prison: Store) -> None:
    before = contents(prison)

    def fail() -> None:
        with prison.unit_of_work("import", at=AT) as work:
            work.put_all(on_the_roll("E5678FG"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert contents(prison) == before
    with prison.unit_of_work("import", at=AT) as work:
        work.put_all(on_the_roll("E5678FG"))
        assert work.commit().id


def test_a_process_that_is_killed_half_way_leaves_nothing(prison: Store) -> None:
    before = contents(prison)
    prison.close()
    script = (
        "import os, sys\nfrom datetime import UTC, datetime\nfrom keywork_desktop.store import Store, StoreKey\n"
        "from tests.store.prison_facts import a_person\n"
        "store = Store.open(sys.argv[1], StoreKey.none())\n"
        "with store.unit_of_work('import', at=datetime(2026, 11, 20, tzinfo=UTC)) as work:\n"
        "    work.put_all([a_person(f'K{n:04d}BC') for n in range(9999)])\n"
        "    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(prison.path)], check=False).returncode == 9
    with Store.open(prison.path, StoreKey.none(), author=prison.author) as again:
        assert contents(again) == before


def test_a_dry_run_answers_what_would_change_and_writes_nothing(prison: Store) -> None:
    before = contents(prison)
    with prison.unit_of_work("import", "Import", at=AT) as work:
        work.put_all(on_the_roll("E5678FG"))
        change = work.dry_run()
    assert (change.id, change.rows, change.prisoners) == ("", 4, {"E5678FG"})
    assert contents(prison) == before
    assert len(prison.log()) == 2


def test_what_was_written_can_be_read_before_it_is_committed(prison: Store) -> None:
    with prison.unit_of_work("import", at=AT) as work:
        work.put_all(on_the_roll("E5678FG"))
        assert "E5678FG" in prison.snapshot(FRIDAY).prisoners
    assert "E5678FG" not in prison.snapshot(FRIDAY).prisoners


def test_a_unit_of_work_that_is_over_writes_no_more(prison: Store) -> None:
    with prison.unit_of_work("import", at=AT) as work:
        work.commit()
        with pytest.raises(Bug):
            work.put(a_person("E5678FG"))


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        store.unit_of_work("import", at=datetime(2026, 11, 20))


@pytest.mark.parametrize("statement", ["UPDATE prisoner SET last_name = 'X'", "DELETE FROM stay", "DROP TABLE stay"])
def test_nothing_is_written_past_the_change_log(prison: Store, statement: str) -> None:
    before = contents(prison)
    with prison.unit_of_work("import", at=AT) as work, pytest.raises(Bug) as error:
        work.connection.execute(text(statement))
    assert error.value.code == "unrecorded_write"
    assert contents(prison) == before


def test_a_fact_about_an_unknown_prisoner_names_his_number(store: Store) -> None:
    with pytest.raises(RequestError) as error, store.unit_of_work("import", at=AT) as work:
        work.put_all([a_person(FIRST), a_note(FIRST, FRIDAY), a_note(SECOND, FRIDAY)])
    assert error.value.code == "unknown_prisoner"
    assert error.value.details == {"unknown": [SECOND]}


def test_an_allocation_to_an_unknown_officer_names_his_id(prison: Store) -> None:
    with pytest.raises(RequestError) as error, prison.unit_of_work("allocate", at=AT) as work:
        work.allocate(Allocation(FIRST, "NOB0DY", FRIDAY))
    assert error.value.code == "unknown_key_worker"
    assert "NOB0DY" in error.value.message


def test_a_location_that_is_none_is_refused(prison: Store) -> None:
    with pytest.raises(RequestError) as error, prison.unit_of_work("import", at=AT) as work:
        work.put(WhereaboutsFact(FIRST, FRIDAY, "02/01/2005"))
    assert error.value.code == "bad_value"


def test_a_fact_can_be_taken_away_again(prison: Store) -> None:
    note = a_note(FIRST, ago(16), by=OFFICERS[1])
    with prison.unit_of_work("correct", at=AT) as work:
        assert work.remove(note)
        assert not work.remove(note)
        change = work.commit()
    assert change.prisoners == {FIRST}
    assert ago(16) not in {record.on for record in prison.snapshot(FRIDAY).prisoners[FIRST].records}


def test_a_person_whom_facts_refer_to_cannot_be_taken_away(prison: Store) -> None:
    with pytest.raises(RequestError) as error, prison.unit_of_work("remove", at=AT) as work:
        work.remove(a_person(FIRST))
    assert error.value.code == "still_referred_to"


# Allocations
def key_worker_of(store: Store, number: str) -> str | None:
    allocation = store.snapshot(FRIDAY).allocations.get(number)
    return allocation.staff_id if allocation else None


def test_a_new_key_worker_ends_the_allocation_before(prison: Store) -> None:
    with prison.unit_of_work("allocate", at=AT) as work:
        assert work.allocate(Allocation(FIRST, OFFICERS[1], FRIDAY)) is Put.NEW
        work.commit()
    assert key_worker_of(prison, FIRST) == OFFICERS[1]
    assert prison.snapshot(ago(1)).allocations[FIRST].staff_id == OFFICERS[0]
    assert prison.snapshot(FRIDAY).last_key_worker == {FIRST: OFFICERS[0]}


def test_the_same_key_worker_again_changes_nothing(prison: Store) -> None:
    with prison.unit_of_work("allocate", at=AT) as work:
        assert work.allocate(Allocation(FIRST, OFFICERS[0], FRIDAY, began_because="by hand")) is Put.UNCHANGED


def test_there_and_back_on_one_day_keeps_who_had_him(prison: Store) -> None:
    with prison.unit_of_work("allocate", at=AT) as work:
        for officer in (OFFICERS[1], OFFICERS[2], OFFICERS[1]):
            work.allocate(Allocation(FIRST, officer, FRIDAY))
        work.commit()
    assert key_worker_of(prison, FIRST) == OFFICERS[1]
    assert len(contents(prison)["allocation"]) == 3


def test_an_open_allocation_among_facts_takes_the_place_of_the_one_before(prison: Store) -> None:
    moved = [Allocation(number, OFFICERS[2], FRIDAY) for number in NUMBERS]
    with prison.unit_of_work("import", at=AT) as work:
        assert work.put_all(moved) == Written(new=4)
        work.commit()
    assert {key_worker_of(prison, number) for number in NUMBERS} == {OFFICERS[2]}


def test_an_allocation_that_an_import_ends_is_ended(prison: Store) -> None:
    present = prison.snapshot(FRIDAY).allocations[FIRST]
    with prison.unit_of_work("import", at=AT) as work:
        gone = replace(present, to_date=FRIDAY, ended_because=AllocationEnded.GONE.value)
        assert work.put(gone) is Put.CHANGED
        work.commit()
    assert key_worker_of(prison, FIRST) is None


def test_an_allocation_cannot_begin_before_the_present_one(prison: Store) -> None:
    with pytest.raises(RequestError) as error, prison.unit_of_work("allocate", at=AT) as work:
        work.allocate(Allocation(FIRST, OFFICERS[1], ago(90)))
    assert error.value.code == "allocated_later"


def test_an_allocation_ends_with_its_reason(prison: Store) -> None:
    with prison.unit_of_work("deallocate", at=AT) as work:
        ended = work.end_allocation(FIRST, FRIDAY, AllocationEnded.STATUS)
        work.commit()
    assert (ended.staff_id, ended.to_date, ended.ended_because) == (OFFICERS[0], FRIDAY, "key_worker_status")
    assert key_worker_of(prison, FIRST) is None
    assert prison.snapshot(FRIDAY).last_key_worker == {FIRST: OFFICERS[0]}


def test_whoever_has_no_key_worker_cannot_lose_one(prison: Store) -> None:
    with pytest.raises(RequestError) as error, prison.unit_of_work("deallocate", at=AT) as work:
        work.end_allocation(SECOND, FRIDAY, "no longer needed")
    assert error.value.code == "no_allocation"


# Planned sessions, settings, policies, reports
WEEK = Period(FRIDAY, FRIDAY + timedelta(days=6))


def test_a_planned_session_is_added_moved_and_taken_away(prison: Store) -> None:
    with prison.unit_of_work("plan", at=AT) as work:
        planned_id = work.add_planned(a_session(FIRST, FRIDAY))
        work.commit()
    assert prison.planned(WEEK) == (replace(a_session(FIRST, FRIDAY), id=planned_id),)
    with prison.unit_of_work("move", at=AT) as work:
        assert work.change_planned(planned_id, on=FRIDAY + timedelta(days=1), locked=True) is Put.CHANGED
        assert work.change_planned(planned_id, locked=True) is Put.UNCHANGED
        change = work.commit()
    assert change.days == {FRIDAY, FRIDAY + timedelta(days=1)}
    moved = prison.planned_session(planned_id)
    assert moved is not None
    assert (moved.on, moved.locked) == (FRIDAY + timedelta(days=1), True)
    with prison.unit_of_work("remove", at=AT) as work:
        work.remove_planned(planned_id)
        work.commit()
    assert prison.planned(WEEK) == ()
    assert prison.planned_session(planned_id) is None


def test_a_planned_session_that_is_gone_cannot_be_moved(prison: Store) -> None:
    with pytest.raises(RequestError) as error, prison.unit_of_work("move", at=AT) as work:
        work.change_planned("0190a7e0-0000-7000-8000-000000000000", locked=True)
    assert error.value.code == "no_such_planned_session"


def test_a_session_cannot_be_moved_past_midnight(prison: Store) -> None:
    with prison.unit_of_work("plan", at=AT) as work:
        planned_id = work.add_planned(a_session(FIRST, FRIDAY))
        with pytest.raises(RequestError) as error:
            work.change_planned(planned_id, start=time(23, 30))
    assert error.value.code == "bad_value"


@pytest.mark.parametrize("ending", ["commit", "dry_run"])
def test_two_sessions_on_one_day_are_refused_when_the_work_ends(prison: Store, ending: str) -> None:
    with prison.unit_of_work("plan", at=AT) as work:
        work.add_all_planned([a_session(FIRST, FRIDAY), a_session(FIRST, FRIDAY, start=time(16))])
        with pytest.raises(RequestError) as error:
            getattr(work, ending)()
    assert error.value.code == "already_planned"


def test_sessions_may_change_places_within_one_work(prison: Store) -> None:
    saturday = FRIDAY + timedelta(days=1)
    with prison.unit_of_work("plan", at=AT) as work:
        early, late = work.add_all_planned([a_session(FIRST, FRIDAY), a_session(FIRST, saturday, start=time(16))])
        work.commit()
    with prison.unit_of_work("plan", at=AT) as work:
        work.change_planned(early, on=saturday)
        work.change_planned(late, on=FRIDAY)
        work.commit()
    assert [session.id for session in prison.planned(WEEK)] == [late, early]


def test_settings_are_values_of_json(store: Store) -> None:
    with store.unit_of_work("settings", at=AT) as work:
        assert work.setting("units", {"2": ["2-1", "2-2"]}) is Put.NEW
        assert work.setting("units", {"2": ["2-1"]}) is Put.CHANGED
        work.commit()
    assert store.settings() == {"units": {"2": ["2-1"]}}


def test_a_policy_set_comes_into_force_for_a_unit(store: Store) -> None:
    with store.unit_of_work("policy", at=AT) as work:
        assert work.policy_in_force("key_work_2025_26", FRIDAY, WEEK.last, "2") is Put.NEW
        work.commit()
    entry = store.snapshot(FRIDAY).policies.in_force[-1]
    assert (entry.policy.id, entry.from_date, entry.to_date, entry.unit) == ("key_work_2025_26", FRIDAY, WEEK.last, "2")


def test_a_policy_set_that_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(RequestError, match="key_work_2025_26") as error, store.unit_of_work("policy", at=AT) as work:
        work.policy_in_force("every_day", FRIDAY)
    assert error.value.code == "unknown_policy"


def test_reading_the_same_file_again_changes_nothing(store: Store) -> None:
    read = ReportRead(ReportKind.ALPHA_LIST, FRIDAY, AT, "alpha.csv")
    with store.unit_of_work("import", at=AT) as work:
        assert work.report_read(read, "ab" * 32, ["2", "1"]) is Put.NEW
        assert work.report_read(replace(read, read_at=AT + timedelta(hours=1)), "ab" * 32, ["1", "2"]) is Put.UNCHANGED
        assert work.report_read(read, "cd" * 32) is Put.NEW


def test_a_record_typed_here_stands_beside_the_note_of_the_same_moment(prison: Store) -> None:
    held = KeyWorkRecord(ago(30), RecordKind.SESSION, OFFICERS[0], time(10, 30), 45, RecordSource.HERE)
    here = RecordFact(FIRST, held)
    with prison.unit_of_work("record", at=AT) as work:
        assert work.put(here) is Put.NEW
        work.commit()
    assert len([r for r in prison.snapshot(FRIDAY).prisoners[FIRST].records if r.on == ago(30)]) == 2
