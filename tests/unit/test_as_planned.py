"""What is still open once the planned sessions are held."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keywork_desktop.domain.as_planned import (
    Outcome,
    open_obligations,
    outcome_of,
    overdue_and_not_planned,
    upcoming_days,
)
from keywork_desktop.domain.due_list import due_item
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Prisoner, Whereabouts
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from tests.calendar_prison import a_planned
from tests.factories import TODAY, a_prisoner, a_snapshot, an_alert, in_force

LAST = TODAY + timedelta(days=27)
SEEN = TODAY - timedelta(days=10), TODAY - timedelta(days=24)
"""Two in 28 days: due again 28 days after the earlier one."""
DUE = TODAY + timedelta(days=4)


def opened(prisoner: Prisoner, *planned: date) -> list[tuple[date, str, bool, date | None]]:
    item = due_item(prisoner, a_snapshot([prisoner]))
    found = open_obligations(item, in_force(), planned, LAST)
    return [(o.due_on, o.rule.id, o.follows_plan, o.planned_late_on) for o in found]


def test_somebody_without_a_session_is_open_on_his_due_date() -> None:
    assert opened(a_prisoner(seen=SEEN)) == [(DUE, "baseline", False, None)]


def test_a_session_in_time_answers_it_and_the_next_date_follows_the_plan() -> None:
    held = TODAY + timedelta(days=3)
    after = SEEN[0] + timedelta(days=28)
    assert opened(a_prisoner(seen=SEEN), held) == [(after, "baseline", True, None)]


def test_a_session_after_the_due_date_leaves_it_open_and_says_when() -> None:
    late = DUE + timedelta(days=2)
    assert opened(a_prisoner(seen=SEEN), late) == [(DUE, "baseline", False, late)]


def test_what_is_overdue_is_not_open_here() -> None:
    assert opened(a_prisoner(seen=[TODAY - timedelta(days=60)])) == []


def test_an_overdue_man_with_a_session_is_due_again_after_it() -> None:
    held = TODAY + timedelta(days=1)
    assert opened(a_prisoner(seen=[TODAY - timedelta(days=60)]), held)[0][2] is True


def test_a_priority_group_asks_every_week() -> None:
    man = a_prisoner(seen=[TODAY - timedelta(days=2)], alerts=(an_alert("HA", TODAY - timedelta(days=30)),))
    held = [TODAY + timedelta(days=4), TODAY + timedelta(days=11)]
    assert opened(man, *held)[0][:3] == (TODAY + timedelta(days=18), "acct_open", True)


def test_each_weekend_in_the_unit_without_a_session_is_open() -> None:
    there = (Whereabouts(TODAY - timedelta(days=40), Location("CSU-1-001")),)
    man = a_prisoner(location="CSU-1-001", seen=SEEN, whereabouts=there)
    sundays = [due for due, rule, *_ in opened(man, date(2026, 11, 28)) if rule == "weekend"]
    assert sundays == [date(2026, 11, 22), date(2026, 12, 6), date(2026, 12, 13)]


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (RecordKind.SESSION, Outcome.DELIVERED),
        (RecordKind.MISSED, Outcome.MISSED),
        (RecordKind.CANCELLED, Outcome.CANCELLED),
        (RecordKind.ENTRY, Outcome.NOT_RECORDED),
    ],
)
def test_a_record_of_that_day_says_what_became_of_a_session(kind: RecordKind, outcome: Outcome) -> None:
    yesterday = TODAY - timedelta(days=1)
    man = a_prisoner(records=(KeyWorkRecord(yesterday, kind),))
    assert outcome_of(a_planned(man.prison_number, yesterday), man, TODAY) is outcome


def test_a_session_to_come_is_planned_and_of_one_who_left_is_said_so() -> None:
    session = a_planned("A1234BC", TODAY)
    assert outcome_of(session, a_prisoner(), TODAY) is Outcome.PLANNED
    assert outcome_of(session, None, TODAY) is Outcome.PRISONER_GONE


def test_overdue_and_not_planned_keeps_the_rank_and_leaves_out_the_planned() -> None:
    men = [a_prisoner(number, seen=[TODAY - timedelta(days=60)]) for number in ("A1111AA", "B2222BB")]
    session = a_planned("A1111AA", TODAY + timedelta(days=2))
    snapshot = a_snapshot(men, planned=[session, a_planned("B2222BB", TODAY - timedelta(days=1))])
    items = [due_item(man, snapshot) for man in men]
    waiting = overdue_and_not_planned(items, upcoming_days(snapshot))
    assert [item.prisoner.prison_number for item in waiting] == ["B2222BB"]
