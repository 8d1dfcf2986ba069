"""Clocks of arrivals, alarms of allocations, and sessions that NOMIS does not show yet (DOMAIN 3, 3.3)."""

from datetime import timedelta

import pytest

from keywork_desktop.domain.clocks import AlarmKind, Clock, alarms, all_clocks, arrival_clocks
from keywork_desktop.domain.not_in_nomis import not_in_nomis
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.records import RecordKind
from tests.factories import TODAY, a_key_worker, a_prisoner, a_session, a_snapshot, allocated, an_entry
from tests.period_facts import a_record

DAY = timedelta(days=1)
KHAN = a_key_worker("OFF01A")


# Clocks
def test_three_clocks_are_shown_separately() -> None:
    man = a_prisoner(
        reception=TODAY - 20 * DAY,
        records=(a_session(TODAY - 2 * DAY, "OFF01A"), a_session(TODAY - 17 * DAY, "OFF02B")),
    )
    snapshot = a_snapshot([man], [KHAN], [allocated("A1234BC", "OFF01A", TODAY - 10 * DAY)])
    clocks = arrival_clocks(man, snapshot)
    assert (clocks.to_allocation.days, clocks.to_first_session.days) == (10, 3)
    assert clocks.to_key_worker is not None
    assert (clocks.to_key_worker.days, clocks.to_key_worker.running) == (8, False)


def test_the_first_clock_stops_with_the_first_key_worker_not_the_present_one() -> None:
    man = a_prisoner(reception=TODAY - 20 * DAY)
    first = allocated("A1234BC", "OFF09Z", TODAY - 18 * DAY, to_date=TODAY - 5 * DAY)
    snapshot = a_snapshot([man], [KHAN], [allocated("A1234BC", "OFF01A", TODAY - 5 * DAY)])
    assert arrival_clocks(man, snapshot, [first]).to_allocation.days == 2


def test_an_allocation_of_an_earlier_stay_stops_no_clock() -> None:
    man = a_prisoner(reception=TODAY - 3 * DAY)
    ended = allocated("A1234BC", "OFF09Z", TODAY - 90 * DAY, to_date=TODAY - 30 * DAY)
    clocks = arrival_clocks(man, a_snapshot([man]), [ended])
    assert clocks.to_allocation.running
    assert clocks.to_allocation.text == "not yet, 3 days"
    assert clocks.to_key_worker is None


def test_a_key_worker_who_knew_him_before_the_allocation_has_met_him() -> None:
    man = a_prisoner(records=(a_session(TODAY - 40 * DAY, "OFF01A"),))
    snapshot = a_snapshot([man], [KHAN], [allocated("A1234BC", "OFF01A", TODAY - 10 * DAY)])
    clock = arrival_clocks(man, snapshot).to_key_worker
    assert clock is not None
    assert (clock.days, clock.text) == (0, "the same day")


def test_entries_and_checks_stop_no_clock() -> None:
    man = a_prisoner(reception=TODAY - 9 * DAY, records=(an_entry(TODAY), a_record(TODAY, RecordKind.WELLBEING)))
    assert arrival_clocks(man, a_snapshot([man])).to_first_session == Clock(TODAY - 9 * DAY, None, TODAY)


def test_the_newest_arrivals_come_first_and_older_ones_can_be_left_out() -> None:
    people = [a_prisoner(f"A000{n}BC", reception=TODAY - n * DAY) for n in (5, 1, 9)]
    found = all_clocks(a_snapshot(people), {}, since=TODAY - 5 * DAY)
    assert [clocks.prisoner.prison_number for clocks in found] == ["A0001BC", "A0005BC"]


# Alarms
def test_allocated_but_never_met_is_an_alarm_whoever_else_saw_him() -> None:
    man = a_prisoner(records=(a_session(TODAY - DAY, "OFF02B"),))
    (alarm,) = alarms(a_snapshot([man], [KHAN], [allocated("A1234BC", "OFF01A", TODAY - 34 * DAY)]))
    assert alarm.kind is AlarmKind.NEVER_MET
    assert alarm.text == "Allocated to KHAN, Omar 34 days ago, never met."


def test_a_key_worker_who_is_away_is_an_alarm_that_says_until_when() -> None:
    away = a_key_worker("OFF01A", status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=TODAY + 9 * DAY)
    man = a_prisoner(records=(a_session(TODAY - DAY, "OFF01A"),))
    (alarm,) = alarms(a_snapshot([man], [away], [allocated("A1234BC", "OFF01A")]))
    assert (alarm.kind, alarm.until) == (AlarmKind.AWAY, TODAY + 9 * DAY)
    assert alarm.text == "Allocated to KHAN, Omar, who is away: on annual leave, back 29 Nov."


def test_a_key_worker_who_is_back_today_is_no_alarm() -> None:
    back = a_key_worker("OFF01A", status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=TODAY)
    man = a_prisoner(records=(a_session(TODAY - DAY, "OFF01A"),))
    assert alarms(a_snapshot([man], [back], [allocated("A1234BC", "OFF01A")])) == ()


def test_whoever_has_no_key_worker_is_no_alarm_of_an_allocation() -> None:
    assert alarms(a_snapshot([a_prisoner()], [KHAN])) == ()


def test_those_longest_without_come_first() -> None:
    people = [a_prisoner(f"A000{n}BC") for n in range(3)]
    bound = [allocated(f"A000{n}BC", "OFF01A", TODAY - days * DAY) for n, days in enumerate((3, 30, 7))]
    assert [alarm.days for alarm in alarms(a_snapshot(people, [KHAN], bound))] == [30, 7, 3]


# Not yet in NOMIS
@pytest.mark.parametrize(("ago", "listed"), [(0, False), (2, False), (3, True), (40, True)])
def test_a_session_recorded_here_is_listed_after_three_days(ago: int, listed: bool) -> None:
    (waiting,) = not_in_nomis("A1234BC", [a_record(TODAY - ago * DAY, RecordKind.SESSION)], TODAY)
    assert (waiting.days, waiting.listed) == (ago, listed)


def test_a_note_of_that_day_by_anybody_answers_it_and_an_entry_does_not() -> None:
    here = a_record(TODAY - 5 * DAY, RecordKind.SESSION)
    assert not_in_nomis("A1234BC", [here, a_session(TODAY - 5 * DAY, "SOMEBODY")], TODAY) == ()
    assert len(not_in_nomis("A1234BC", [here, an_entry(TODAY - 5 * DAY), a_session(TODAY - 4 * DAY)], TODAY)) == 1


def test_only_sessions_wait_for_nomis() -> None:
    others = [a_record(TODAY - 5 * DAY, kind) for kind in RecordKind if kind is not RecordKind.SESSION]
    assert not_in_nomis("A1234BC", others, TODAY) == ()
