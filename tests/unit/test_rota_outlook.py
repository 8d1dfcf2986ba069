"""The next seven days: who becomes overdue with this detail, why and what would mend it; who leaves before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.actions.forecasting import coming_up
from keywork_desktop.actions.planning_rota import accept_plan, move_session, place_session, planned_rota
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.placing import Diary, judge_session
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.planning.rota import plan_rota
from keywork_desktop.planning.rota_outlook import Outlook, outlook
from tests.calendar_prison import a_prison
from tests.desk_office import a_store_with
from tests.factories import a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert
from tests.store_office import at_desk
from tests.whole_prison import a_whole_prison

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)
MONTH = Period(FRIDAY, FRIDAY + 28 * DAY)
DUE_WEDNESDAY = [FRIDAY - 9 * DAY, FRIDAY - 23 * DAY]
"""Two in 28 days, seen a fortnight apart: due on Wednesday 25 November."""


def one_man(*key_work: date, on: date = FRIDAY, **facts: Any) -> Snapshot:
    """Due on Wednesday; his key worker has 45 minutes at 09:15 on these days."""
    return a_snapshot(
        [a_prisoner(seen=DUE_WEDNESDAY, **facts)],
        [a_key_worker(), a_key_worker("OFF02B", last_name="OKAFOR", first_name="Tim")],
        [allocated("A1234BC", "OFF01A")],
        shifts=[a_shift("OFF01A", day, "E", "0915-1000") for day in key_work],
        period=MONTH,
        on=on,
    )


def told(found: Outlook) -> list[tuple[date, str, str, str]]:
    return [(each.open.due_on, each.reason_code, each.why, each.needs) for each in found.overdue]


def test_who_has_room_and_is_not_planned_is_offered_it() -> None:
    (one,) = outlook(one_man(FRIDAY, FRIDAY + 3 * DAY)).overdue
    assert (one.reason_code, one.needs) == ("not_planned", "Plan the rota, or put him there.")
    assert one.why == "Nobody has planned it. KHAN, Omar has time on Mon 23 Nov at 09:15."
    assert one.room is not None
    assert (one.room.on, one.room.start, one.room.staff_id) == (FRIDAY + 3 * DAY, time(9, 15), "OFF01A")
    (today,) = outlook(one_man(FRIDAY)).overdue
    assert today.why.endswith("has time on Fri 20 Nov at 09:15.")


def test_who_has_no_room_is_told_why_and_what_would_mend_it() -> None:
    assert told(outlook(one_man())) == [
        (
            date(2026, 11, 25),
            "no_key_work_time",
            "KHAN, Omar has no key work time by Wed 25 Nov 2026.",
            "45 minutes of key work time for KHAN, Omar by Wed 25 Nov.",
        )
    ]
    nobody = replace(one_man(), allocations={})
    assert told(outlook(nobody))[0][1:] == (
        "no_key_worker",
        "He has no key worker.",
        "A key worker: allocate him.",
    )


def test_nothing_is_said_of_who_is_planned_in_time_or_due_later() -> None:
    snapshot = one_man(FRIDAY + 3 * DAY)
    planned = plan_rota(snapshot).planned
    assert planned
    assert not outlook(replace(snapshot, planned=planned)).overdue
    assert not outlook(one_man(), days=5).overdue
    assert outlook(one_man(), days=6).overdue


def test_a_session_that_comes_too_late_would_be_moved() -> None:
    late = PlannedSession("A1234BC", "OFF01A", FRIDAY + 7 * DAY, time(9, 15), 45)
    snapshot = replace(one_man(FRIDAY + 3 * DAY, FRIDAY + 7 * DAY), planned=(late,))
    (one,) = outlook(snapshot).overdue
    assert one.instead_of == late
    assert one.why == "His session of Fri 27 Nov comes too late. KHAN, Omar has time on Mon 23 Nov at 09:15."
    (kept,) = outlook(replace(snapshot, planned=(replace(late, locked=True),))).overdue
    assert kept.room is None
    assert kept.instead_of is None


def test_cover_is_offered_for_a_priority_group_alone() -> None:
    acct = (an_alert("HA", FRIDAY - 40 * DAY),)
    away = a_key_worker(status=KeyWorkerStatus.LONG_TERM_ABSENCE)
    snapshot = one_man(alerts=acct)
    shift = a_shift("OFF02B", FRIDAY + DAY, "E", "0915-1000")
    snapshot = replace(
        snapshot,
        key_workers={**snapshot.key_workers, "OFF01A": away},
        shifts={("OFF02B", shift.on): shift},
        prisoners={"A1234BC": a_prisoner(seen=[FRIDAY - 6 * DAY], alerts=acct)},
    )
    (one,) = outlook(snapshot).overdue
    assert one.room is not None
    assert (one.room.staff_id, one.room.cover, one.room.priority) == ("OFF02B", True, True)
    assert one.why == "Nobody has planned it. OKAFOR, Tim has time on Sat 21 Nov at 09:15, as cover."
    plain = one_man()
    plain = replace(plain, key_workers=snapshot.key_workers, shifts=snapshot.shifts)
    assert outlook(plain).overdue[0].room is None


def test_no_two_are_offered_the_same_room() -> None:
    snapshot = one_man(FRIDAY + 3 * DAY)
    other = a_prisoner("B1234BC", seen=DUE_WEDNESDAY, location="2-1-002")
    snapshot = replace(
        snapshot,
        prisoners={**snapshot.prisoners, "B1234BC": other},
        allocations={**snapshot.allocations, "B1234BC": allocated("B1234BC", "OFF01A")},
    )
    first, second = outlook(snapshot).overdue
    assert first.room is not None
    assert (second.room, second.reason_code) == (None, "slots_taken")
    assert second.why == "All key work time of KHAN, Omar by Wed 25 Nov 2026 is taken."


# -- releases ----------------------------------------------------------------------------------------------------------


def test_who_leaves_before_he_is_due_is_told_with_his_last_session() -> None:
    snapshot = one_man(FRIDAY + 3 * DAY, release_date=FRIDAY + 4 * DAY)
    (one,) = outlook(snapshot).leaving
    assert one.why == ("Released on Tue 24 Nov, before his next session is due on Wed 25 Nov. Last seen on Wed 11 Nov.")
    assert one.needs == "KHAN, Omar has time on Mon 23 Nov at 09:15. Put his last session there."
    assert one.room is not None
    (planned,) = outlook(replace(snapshot, planned=(one.room,))).leaving
    assert (planned.room, planned.needs) == (None, "His last session is planned on Mon 23 Nov.")
    (none,) = outlook(one_man(release_date=FRIDAY + 4 * DAY)).leaving
    assert none.needs == "45 minutes of key work time for KHAN, Omar before he leaves."


def test_a_last_session_is_as_late_as_can_be_and_not_on_the_day_he_leaves() -> None:
    days = (FRIDAY + DAY, FRIDAY + 3 * DAY, FRIDAY + 4 * DAY)
    (one,) = outlook(one_man(*days, release_date=FRIDAY + 4 * DAY)).leaving
    assert one.room is not None
    assert one.room.on == FRIDAY + 3 * DAY


def test_who_was_seen_shortly_before_is_not_missed() -> None:
    snapshot = one_man(FRIDAY + 2 * DAY, release_date=FRIDAY + 3 * DAY)
    seen = a_prisoner(seen=[FRIDAY - DAY, FRIDAY - 15 * DAY], release_date=FRIDAY + 3 * DAY)
    (one,) = outlook(replace(snapshot, prisoners={"A1234BC": seen})).leaving
    assert (one.room, one.needs) == (None, "Seen shortly before he leaves: nothing is missing.")


@given(st.integers(0, 27), st.integers(0, 30), st.booleans())
def test_a_plan_wants_and_puts_sessions_before_a_release_only(leaves: int, last: int, priority: bool) -> None:
    """DOMAIN 5: targets count up to the last day of his presence, so his last session is planned before he goes."""
    monday = FRIDAY + 3 * DAY
    release = monday + leaves * DAY
    days = [monday + n * DAY for n in range(28)]
    man = a_prisoner(
        seen=[FRIDAY - last * DAY, FRIDAY - (last + 14) * DAY],
        alerts=(an_alert("HA", FRIDAY - 90 * DAY),) if priority else (),
        release_date=release,
    )
    snapshot = a_snapshot(
        [man],
        [a_key_worker()],
        [allocated("A1234BC", "OFF01A")],
        shifts=[a_shift("OFF01A", day, "E", "0915-1000") for day in days],
        period=Period(monday, days[-1]),
        on=FRIDAY,
    )
    plan = plan_rota(snapshot)
    assert all(outcome.target.by <= release for outcome in plan.outcomes)
    assert all(session.on <= release for session in plan.planned)
    # He is there and time is plentiful: whatever is wanted of him before he leaves is met before he leaves.
    assert not plan.left_out


# -- on a whole prison -------------------------------------------------------------------------------------------------


def test_every_room_that_is_offered_keeps_every_must() -> None:
    prison = a_whole_prison(2, 8, 60)
    later = tuple(session for session in prison.planned if session.on > FRIDAY + 7 * DAY)
    snapshot = replace(prison, on=FRIDAY, period=MONTH, planned=later)
    found = outlook(snapshot)
    rooms = [each for each in found.overdue if each.room]
    assert rooms
    assert any(each.instead_of for each in rooms)
    gone = {each.instead_of for each in rooms}
    diary = Diary(snapshot, (session for session in snapshot.planned if session not in gone))
    for each in rooms:
        assert each.room is not None
        assert each.room.on <= each.open.due_on
        judged = judge_session(diary, each.room)
        assert not judged.broken
        diary.add(each.room)
    still = {o.open.item.prisoner.prison_number for o in outlook(replace(snapshot, planned=diary.planned)).overdue}
    assert still.isdisjoint(each.open.item.prisoner.prison_number for each in rooms)


def test_what_is_offered_can_be_done_by_hand_and_then_it_is_no_longer_coming(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, a_prison(units=1, officers=4, prisoners=30))
    desk = at_desk(store, FRIDAY)
    accept_plan(desk, planned_rota(desk, FRIDAY + 10 * DAY))
    before = coming_up(desk)
    one = next(each for each in before.overdue if each.room)
    assert one.room is not None
    if one.instead_of is not None:
        move_session(desk, one.instead_of.id, one.room.on, staff_id=one.room.staff_id, start=one.room.start)
    else:
        place_session(desk, one.room.prison_number, one.room.on, staff_id=one.room.staff_id, start=one.room.start)
    after = coming_up(desk)
    assert len(after.overdue) == len(before.overdue) - 1
    assert one.room.prison_number not in {each.open.item.prisoner.prison_number for each in after.overdue}
    store.close()


def test_days_that_cannot_be_looked_ahead_are_refused(tmp_path: Path) -> None:
    store = a_store_with(tmp_path, one_man())
    for days in (0, 29):
        with pytest.raises(RequestError, match="cannot be looked ahead"):
            coming_up(at_desk(store, FRIDAY), days)
    store.close()
