"""How a due date came about, told in words, and who is in on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from keywork_desktop.domain.arithmetic import arithmetic
from keywork_desktop.domain.due_list import due_item
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.presence import away_long, presence
from keywork_desktop.domain.wording import long_date
from tests.factories import TODAY, a_key_worker, a_prisoner, a_shift, a_snapshot, an_alert


def steps_of(prisoner, day=TODAY):
    item = due_item(prisoner, a_snapshot([prisoner], on=day))
    return arithmetic(item.deciding, day), item.deciding


def test_two_sessions_hold_for_four_weeks():
    steps, deciding = steps_of(a_prisoner(seen=[date(2026, 11, 2), date(2026, 10, 30)]))
    assert steps == (
        "Asked: two in four weeks, since 20 Nov 2025.",
        "The last two sessions hold until 27 Nov (30 Oct and 28 days).",
        "So the next session is due by Fri 27 Nov 2026.",
    )
    assert deciding.due_on == date(2026, 11, 27)


def test_nobody_is_due_again_within_days_of_being_seen():
    steps, deciding = steps_of(a_prisoner(seen=[date(2026, 11, 19), date(2026, 10, 20)]))
    assert "Not before 26 Nov, 7 days after the last session." in steps
    assert deciding.due_on == date(2026, 11, 26)


def test_a_new_arrival_is_due_within_days():
    steps, _ = steps_of(a_prisoner(reception=date(2026, 11, 19)))
    assert "No session since he arrived: the first is due within 3 days." in steps
    assert steps[-1] == "So the next session is due by Sun 22 Nov 2026."


def test_one_of_two_sessions_held_names_the_next():
    steps, deciding = steps_of(a_prisoner(reception=date(2026, 11, 1), seen=[date(2026, 11, 4)]))
    assert "One of two held since it began: the next is wanted by 18 Nov." in steps
    assert deciding.due_on == date(2026, 11, 18)


def test_an_acct_opened_yesterday_says_when_its_first_session_is_due():
    steps, _ = steps_of(
        a_prisoner(alerts=(an_alert("HA", date(2026, 11, 19)),), seen=[date(2026, 11, 10), date(2026, 11, 2)])
    )
    assert steps == (
        "Asked: once a week, since 19 Nov.",
        "No session since the rule began: the first is due within 1 day.",
        "So the next session is due by Fri 20 Nov 2026.",
    )


def test_a_weekend_session_needs_no_arithmetic():
    prisoner = a_prisoner(location="CSU-1-001", seen=[date(2026, 11, 19), date(2026, 11, 5)])
    item = due_item(prisoner, a_snapshot([prisoner]))
    weekend = next(o for o in item.obligations if o.rule.id == "weekend")
    assert arithmetic(weekend, TODAY) == (
        "One session each weekend, on Saturday or Sunday. A weekend that passes without one is missed.",
    )


def test_a_change_of_rules_is_named_instead_of_a_formula_that_did_not_decide():
    _, deciding = steps_of(a_prisoner(seen=[date(2026, 11, 2), date(2026, 10, 30)]))
    changed = replace(deciding, carried_from=date(2026, 11, 9))
    assert arithmetic(changed, TODAY)[1] == (
        "The rules changed on 9 Nov: that neither hides nor hastens what was due before."
    )
    ended = replace(changed, ended=True)
    assert arithmetic(ended, TODAY)[1] == (
        "It ended on 9 Nov while he was overdue: its date stays until the next session."
    )


@pytest.mark.parametrize("ago", range(1, 60, 7))
def test_the_last_step_names_the_due_date(ago):
    steps, deciding = steps_of(a_prisoner(seen=[TODAY - timedelta(days=ago), TODAY - timedelta(days=ago + 9)]))
    assert steps[-1] == f"So the next session is due by {long_date(deciding.due_on)}."


def test_the_detail_says_who_is_in():
    officer = a_key_worker()
    here = a_snapshot(key_workers=[officer], shifts=[a_shift("OFF01A", TODAY, "L", "1400-1530")])
    assert presence(here, officer, TODAY).words == "late"
    assert presence(here, officer, TODAY).here
    assert presence(here, officer, TODAY).key_work_minutes == 90
    away = a_snapshot(key_workers=[officer], shifts=[a_shift("OFF01A", TODAY, "CD", "1400-1530")])
    assert presence(away, officer, TODAY).words == "cross-deployed"
    assert presence(away, officer, TODAY).key_work_minutes == 0
    assert presence(a_snapshot(key_workers=[officer]), officer, TODAY).words == "not on the detail"


def test_the_status_beats_the_detail_until_the_return_date():
    officer = a_key_worker(status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=date(2026, 11, 29))
    snapshot = a_snapshot(key_workers=[officer], shifts=[a_shift("OFF01A", TODAY, "L", "1400-1530")])
    assert presence(snapshot, officer, TODAY).words == "on annual leave, back 29 Nov"
    assert not presence(snapshot, officer, TODAY).here


def test_over_seven_days_away_is_long():
    def until(day):
        return a_key_worker(status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=day)

    assert not away_long(a_key_worker(), TODAY)
    assert not away_long(until(TODAY + timedelta(days=7)), TODAY)
    assert away_long(until(TODAY + timedelta(days=8)), TODAY)
    assert away_long(a_key_worker(status=KeyWorkerStatus.LONG_TERM_ABSENCE), TODAY)
