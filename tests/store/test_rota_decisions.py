"""Versions, curtailments, locks and appointments on a real store: written, undone, known to plans (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from keywork_desktop.actions.appointments import back_from_court, kinds_of_appointment, set_kinds_not_blocking
from keywork_desktop.actions.changing import log, redo, undo
from keywork_desktop.actions.curtailing import a_curtailment, curtail, curtailments, lift_curtailment, sessions_hit
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.planning_rota import (
    accept_plan,
    lock_on,
    move_session,
    place_session,
    planned_rota,
    remove_session,
)
from keywork_desktop.actions.publishing_rota import compared, publish, publish_rota, rota_versions
from keywork_desktop.actions.repairing_rota import accept_repair, repaired_rota
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.placing import Diary, first_free_start, judge_session
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import LostReason, RecordKind
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.store import Store, StoreKey, schema
from keywork_desktop.store.engine import engine_for
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned
from tests.desk_office import AT
from tests.store.planned_wing import BROWN, JONES, MONDAY, SMITH, WEEK, a_planned_desk
from tests.store.prison_facts import contents

OFFICER = "OFF01A"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Monday; SMITH at 9:15 and JONES at 10:00 on Tuesday, BROWN on Thursday at 14:00."""
    with a_planned_desk(tmp_path) as desk:
        yield desk


def on(desk: Desk, day: date) -> Desk:
    return replace(desk, today=day)


def planned(desk: Desk) -> list[tuple[str, date, time]]:
    return [(s.prison_number, s.on, s.start) for s in desk.store.planned(WEEK)]


def session_of(desk: Desk, number: str) -> PlannedSession:
    return next(s for s in desk.store.planned(WEEK) if s.prison_number == number)


def missed(desk: Desk, number: str) -> list[tuple[date, str]]:
    man = desk.store.snapshot(desk.today).prisoners[number]
    return [(r.on, r.reason) for r in man.records if r.kind is RecordKind.MISSED]


# Versions ----------------------------------------------------------------------------------------------------------


def test_publishing_numbers_versions_and_says_who_when_and_what(desk: Desk) -> None:
    made = publish(desk, MONDAY, 1)
    assert (made.version, made.sessions, made.period) == (1, 3, WEEK)
    assert made.change.summary == "Publish version 1 of the rota: 3 sessions, 23 Nov to 29 Nov"
    (version,) = rota_versions(desk)
    assert (version.number, version.by, version.period) == (1, "manager", WEEK)
    assert [replace(s, id="") for s in desk.store.planned(WEEK)] == list(version.sessions)


def test_all_that_is_planned_is_published_unless_told_otherwise(desk: Desk) -> None:
    assert publish(desk).period == Period(MONDAY, THURSDAY)
    assert publish(desk, THURSDAY).sessions == 1


def test_the_same_rota_is_not_published_twice(desk: Desk) -> None:
    publish(desk)
    again = publish(desk)
    assert (again.version, again.change.id) == (1, "")
    lock_on(desk, SMITH, TUESDAY)
    assert publish(desk).version == 2


def test_a_number_that_was_taken_back_is_not_given_to_another_rota(desk: Desk) -> None:
    publish(desk)
    undo(desk)
    assert rota_versions(desk) == ()
    redo(desk)
    assert [v.number for v in rota_versions(desk)] == [1]
    undo(desk)
    assert publish_rota(desk).id
    assert [v.number for v in rota_versions(desk)] == [2]


def test_a_dry_run_says_the_number_and_publishes_nothing(desk: Desk) -> None:
    made = publish(replace(desk, dry_run=True))
    assert (made.version, made.change.id, rota_versions(desk)) == (1, "", ())


def test_nothing_to_publish_is_said(desk: Desk) -> None:
    with pytest.raises(RequestError) as error:
        publish(desk, MONDAY + timedelta(days=14))
    assert error.value.code == "nothing_planned"


def test_a_published_version_stays_as_it_is_when_the_rota_changes(desk: Desk) -> None:
    publish(desk)
    before = rota_versions(desk)
    remove_session(desk, session_of(desk, SMITH).id)
    move_session(desk, session_of(desk, JONES).id, THURSDAY)
    assert rota_versions(desk) == before


def test_two_versions_are_compared_by_where_everybody_is(desk: Desk) -> None:
    publish(desk, MONDAY, 1)
    remove_session(desk, session_of(desk, SMITH).id)
    move_session(desk, session_of(desk, JONES).id, THURSDAY)
    publish(desk, MONDAY, 1)
    _, _, found = compared(desk, 1, 2)
    assert [s.prison_number for s in found.removed] == [SMITH]
    assert [(a.on, b.on) for a, b in found.moved] == [(TUESDAY, THURSDAY)]
    assert (found.added, found.same) == ((), 1)
    _, _, back = compared(desk, 2, 1)
    assert [s.prison_number for s in back.added] == [SMITH]


def test_unknown_versions_and_strange_days_are_refused(desk: Desk) -> None:
    publish(desk, MONDAY, 1)
    with pytest.raises(RequestError) as error:
        compared(desk, 1, 7)
    assert error.value.code == "unknown_version"


def test_a_plan_says_which_version_it_is_measured_against(desk: Desk) -> None:
    assert planned_rota(desk, MONDAY, 1).version is None
    accept_plan(desk, planned_rota(desk, MONDAY, 1))
    published = publish(desk, MONDAY, 1)
    again = planned_rota(desk, MONDAY, 1)
    assert (again.version, again.moved_from_published) == (published.version, 0)
    (first, *_) = desk.store.planned(WEEK)
    absent = frozenset({(OFFICER, first.on)})
    of_that_day = [s for s in desk.store.planned(WEEK) if (s.staff_id, s.on) in absent]
    assert planned_rota(desk, MONDAY, 1, without=absent).moved_from_published == len(of_that_day)
    # What was taken off by hand since is still a change against what is published.
    remove_session(desk, first.id)
    assert planned_rota(desk, MONDAY, 1, without=absent).moved_from_published == len(of_that_day)


# Locks -------------------------------------------------------------------------------------------------------------


def test_a_session_is_locked_by_prisoner_and_day(desk: Desk) -> None:
    lock_on(desk, SMITH.lower(), TUESDAY)
    assert session_of(desk, SMITH).locked
    lock_on(desk, SMITH, TUESDAY, locked=False)
    assert not session_of(desk, SMITH).locked
    with pytest.raises(RequestError) as error:
        lock_on(desk, SMITH, THURSDAY)
    assert error.value.code == "not_planned"


# Curtailments ------------------------------------------------------------------------------------------------------


def test_a_curtailed_day_takes_no_session_and_says_why(desk: Desk) -> None:
    curtail(desk, a_curtailment(desk, TUESDAY, unit="2", reason=" staff  shortage "))
    snapshot = desk.store.snapshot(MONDAY, WEEK)
    diary = Diary(snapshot, ())
    assert first_free_start(diary, SMITH, OFFICER, TUESDAY, 45) is None
    judged = judge_session(diary, a_planned(SMITH, TUESDAY))
    assert ("regime_closed", "regime curtailed") in [(r.code, r.text) for r in judged.broken]
    assert [c.reason for c in curtailments(desk)] == ["staff shortage"]
    with pytest.raises(RequestError) as error:
        place_session(desk, BROWN, TUESDAY)
    assert "regime curtailed" in str(error.value)


def test_only_the_hours_and_the_unit_that_are_cut_are_closed(desk: Desk) -> None:
    morning = TimeSpan(time(8), time(10))
    curtail(desk, a_curtailment(desk, TUESDAY, reason="search", span=morning))
    diary = Diary(desk.store.snapshot(MONDAY, WEEK), ())
    assert first_free_start(diary, SMITH, OFFICER, TUESDAY, 45) == time(10)
    undo(desk)
    curtail(desk, a_curtailment(desk, TUESDAY, unit="CSU", reason="search"))
    diary = Diary(desk.store.snapshot(MONDAY, WEEK), ())
    assert first_free_start(diary, SMITH, OFFICER, TUESDAY, 45) == time(9, 15)


def test_a_plan_knows_the_curtailment_and_gives_it_as_the_reason(desk: Desk) -> None:
    curtail(desk, a_curtailment(desk, MONDAY, WEEK.last, reason="staff shortage"))
    plan = planned_rota(desk, MONDAY, 1)
    assert plan.planned == ()
    assert {left.reason_code for left in plan.left_out} == {"regime_closed"}


def test_sessions_of_today_are_lost_and_later_ones_wait_for_repair(desk: Desk) -> None:
    tuesday = on(desk, TUESDAY)
    cut = a_curtailment(tuesday, TUESDAY, THURSDAY, reason="staff shortage")
    assert len(sessions_hit(tuesday, cut)) == 3
    change = curtail(tuesday, cut)
    assert change.summary == "Regime curtailed from 24/11/2026 to 26/11/2026, all day; 2 sessions lost"
    assert change.warnings == ("1 later session lies in it. Plan again to move it.",)
    assert planned(desk) == [(BROWN, THURSDAY, time(14))]
    assert missed(tuesday, SMITH) == [(TUESDAY, LostReason.CURTAILED.value)]
    repair = repaired_rota(tuesday, weeks=1)
    assert [session.prison_number for session in repair.lost] == [BROWN]
    undo(tuesday)
    assert len(planned(desk)) == 3
    assert missed(tuesday, SMITH) == []
    assert curtailments(desk) == ()


def test_the_same_curtailment_again_changes_nothing_and_it_can_be_lifted(desk: Desk) -> None:
    cut = a_curtailment(desk, TUESDAY, reason="staff shortage")
    assert curtail(desk, cut).id
    assert not curtail(desk, cut).id
    assert lift_curtailment(desk, cut).id
    assert curtailments(desk) == ()
    with pytest.raises(RequestError) as error:
        lift_curtailment(desk, cut)
    assert error.value.code == "no_curtailment"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "reason_needed"),
        ({"reason": "x", "unit": "77"}, "unknown_unit"),
        ({"reason": "x", "last": MONDAY - timedelta(days=1)}, "overlaps"),
    ],
)
def test_a_curtailment_that_cannot_be_is_refused(desk: Desk, given: dict[str, object], code: str) -> None:
    with pytest.raises(RequestError) as error:
        a_curtailment(desk, TUESDAY, **given)  # type: ignore[arg-type]  # fields of the action
    assert error.value.code == code


# Repair ------------------------------------------------------------------------------------------------------------


def test_an_accepted_repair_records_what_is_lost_today_in_one_step(desk: Desk) -> None:
    tuesday = on(desk, TUESDAY)
    repair = repaired_rota(tuesday, frozenset({(OFFICER, TUESDAY)}), weeks=1)
    assert {session.prison_number for session in repair.lost} == {SMITH, JONES}
    accept_repair(tuesday, repair, LostReason.STAFF_SICK.value)
    assert all(day != TUESDAY for _, day, _ in planned(desk))
    assert missed(tuesday, JONES) == [(TUESDAY, "staff_sick")]
    assert {(s.prison_number, s.on) for s in repair.new} <= {(number, day) for number, day, _ in planned(desk)}
    undo(tuesday)
    assert len(planned(desk)) == 3
    assert missed(tuesday, JONES) == []


def test_a_repair_needs_a_reason_and_the_rota_it_was_made_for(desk: Desk) -> None:
    tuesday = on(desk, TUESDAY)
    repair = repaired_rota(tuesday, frozenset({(OFFICER, TUESDAY)}), weeks=1)
    with pytest.raises(RequestError) as error:
        accept_repair(tuesday, repair, "  ")
    assert error.value.code == "reason_needed"
    remove_session(desk, session_of(desk, SMITH).id)
    with pytest.raises(RequestError) as error:
        accept_repair(tuesday, repair, "staff_sick")
    assert error.value.code == "outdated"


# Appointments ------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_court(desk: Desk) -> Desk:
    with desk.store.unit_of_work("import", "Unlock list", at=AT) as work:
        work.put(Appointment(SMITH, TUESDAY, TimeSpan(time(8), time(17)), "Court", "Crown Court"))
        work.put(Appointment(JONES, TUESDAY, TimeSpan(time(9), time(11)), "Gym"))
        work.commit()
    return desk


def free_for(desk: Desk, number: str) -> time | None:
    return first_free_start(Diary(desk.store.snapshot(desk.today, WEEK), ()), number, OFFICER, TUESDAY, 45)


def test_back_from_court_frees_the_rest_of_his_day(with_court: Desk) -> None:
    assert free_for(with_court, SMITH) is None
    back_from_court(with_court, SMITH, TUESDAY, time(10))
    assert free_for(with_court, SMITH) == time(10)
    undo(with_court)
    back_from_court(with_court, SMITH, TUESDAY)
    assert free_for(with_court, SMITH) == time(9, 15)
    with pytest.raises(RequestError) as error:
        back_from_court(with_court, JONES, TUESDAY)
    assert error.value.code == "not_at_court"


def test_kinds_that_do_not_block_are_a_setting(with_court: Desk) -> None:
    assert kinds_of_appointment(with_court) == {"court": True, "gym": True}
    assert free_for(with_court, JONES) is None
    set_kinds_not_blocking(with_court, [" GYM "])
    assert kinds_of_appointment(with_court) == {"court": True, "gym": False}
    assert free_for(with_court, JONES) == time(9, 15)
    assert free_for(with_court, SMITH) is None
    set_kinds_not_blocking(with_court, [])
    assert free_for(with_court, JONES) is None
    assert not set_kinds_not_blocking(with_court, []).id


# Migration ---------------------------------------------------------------------------------------------------------


def test_a_populated_store_goes_down_before_the_rota_versions_and_comes_up_again(desk: Desk) -> None:
    before = contents(desk.store)
    publish(desk)
    curtail(desk, a_curtailment(desk, TUESDAY, reason="staff shortage"))
    path = desk.store.path
    desk.store.close()
    engine = engine_for(path, None)
    schema.migrate(engine, "0003")
    engine.dispose()
    with Store.open(path, StoreKey.none()) as store:
        assert store.migrated_from is not None
        assert contents(store) == before
        again = replace(desk, store=store)
        # The numbers that were given stay known to the log.
        assert publish(again).version == 2
        assert [change.action for change in log(again, limit=3)] == ["publish", "curtail", "publish"]
