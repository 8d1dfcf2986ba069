"""The due date of DOMAIN 3.1: its sentences as examples, and its promises for every history."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.due_list import due_item
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.obligations import (
    Status,
    obligations_of,
    status_of,
)
from keywork_desktop.domain.people import Prisoner, Whereabouts
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.seen import due_on, session_days
from keywork_desktop.domain.weekends import missed_weekends
from tests.factories import TODAY, a_prisoner, a_session, a_snapshot, an_alert, an_entry, in_force

DAY = timedelta(days=1)


def due(prisoner: Prisoner, day: date = TODAY) -> date | None:
    found = obligations_of(prisoner, in_force(), day)
    return found[0].due_on if found else None


def rule_of(prisoner: Prisoner, day: date = TODAY) -> str:
    return obligations_of(prisoner, in_force(), day)[0].rule.id


def test_a_new_arrival_is_due_three_days_after_reception() -> None:
    assert due(a_prisoner(reception=TODAY - DAY)) == TODAY + 2 * DAY


def test_someone_received_before_the_policy_began_has_fourteen_days_from_its_beginning() -> None:
    assert due(a_prisoner(reception=date(2025, 3, 30))) == date(2025, 4, 15)


def test_a_man_seen_on_each_due_date_from_day_three_is_seen_every_fourteen_days() -> None:
    reception = date(2026, 6, 1)
    seen = [reception + 3 * DAY]
    for _ in range(6):
        next_due = due(a_prisoner(reception=reception, seen=seen), seen[0])
        assert next_due is not None
        seen.insert(0, next_due)
    assert {(later - earlier).days for later, earlier in pairwise(seen)} == {14}


def test_nobody_is_due_again_the_day_after_he_was_seen() -> None:
    seen = [TODAY, TODAY - 27 * DAY]
    assert due(a_prisoner(reception=TODAY - 60 * DAY, seen=seen)) == TODAY + 7 * DAY


def test_an_acct_opened_today_is_due_tomorrow() -> None:
    prisoner = a_prisoner(alerts=(an_alert("HA", TODAY),), seen=[TODAY - DAY, TODAY - 8 * DAY])
    assert (rule_of(prisoner), due(prisoner)) == ("acct_open", TODAY + DAY)


def test_what_happened_before_the_acct_was_opened_does_not_answer_it() -> None:
    opened = TODAY - 2 * DAY
    prisoner = a_prisoner(alerts=(an_alert("HA", opened),), seen=[opened - DAY])
    assert due(prisoner) == opened + DAY
    seen_since = a_prisoner(alerts=(an_alert("HA", opened),), seen=[opened])
    assert due(seen_since) == opened + 7 * DAY


def test_a_session_before_post_closure_began_does_answer_it() -> None:
    began = TODAY - 2 * DAY
    prisoner = a_prisoner(alerts=(an_alert("HA1", began),), seen=[began - DAY, began - 8 * DAY, began - 15 * DAY])
    acct = next(o for o in obligations_of(prisoner, in_force(), TODAY) if o.rule.id == "acct_post_closure")
    assert acct.due_on == began + 7 * DAY
    assert acct.prior == began + 6 * DAY


@pytest.mark.parametrize(("days_ahead", "groups"), [(28, ("rosh_pre_release",)), (29, ())])
def test_high_rosh_counts_from_twenty_eight_days_before_release(days_ahead: int, groups: tuple[str, ...]) -> None:
    prisoner = a_prisoner(alerts=(an_alert("ROH", TODAY - 300 * DAY),), release_date=TODAY + days_ahead * DAY)
    assert due_item(prisoner, a_snapshot([prisoner])).priority_groups == groups


def test_someone_still_here_after_his_release_date_stays_in_the_group_and_is_flagged() -> None:
    prisoner = a_prisoner(alerts=(an_alert("ROV", TODAY - 300 * DAY),), release_date=TODAY - DAY)
    item = due_item(prisoner, a_snapshot([prisoner]))
    assert item.priority_groups == ("rosh_pre_release",)
    assert any("has passed" in problem for problem in item.problems)


@pytest.mark.parametrize(
    ("release", "begins"),
    [
        (date(2026, 12, 31), date(2026, 10, 31)),
        (date(2026, 4, 30), date(2026, 2, 28)),
        (date(2027, 1, 15), date(2026, 11, 15)),
    ],
)
def test_tact_counts_from_two_calendar_months_before_release(release: date, begins: date) -> None:
    prisoner = a_prisoner(
        reception=date(2024, 1, 1), alerts=(an_alert("XTACT", date(2024, 1, 2)),), release_date=release
    )
    for day, member in ((begins - DAY, False), (begins, True)):
        found = [o.rule.id for o in obligations_of(prisoner, in_force(), day)]
        assert ("extremism_pre_release" in found) is member


def test_an_alert_without_effective_date_begins_with_the_report_that_first_showed_it() -> None:
    prisoner = a_prisoner(alerts=(an_alert("HA", None, first_seen=TODAY - 3 * DAY),))
    assert due(a_prisoner(alerts=prisoner.alerts, seen=[TODAY - 2 * DAY, TODAY - 12 * DAY])) == TODAY + 5 * DAY


def test_on_equal_dates_the_group_is_named_before_the_baseline() -> None:
    prisoner = a_prisoner(reception=TODAY - DAY, alerts=(an_alert("HA", TODAY + DAY - DAY),))
    found = obligations_of(prisoner, in_force(), TODAY)
    assert [o.rule.id for o in found] == ["acct_open", "baseline"]
    same = a_prisoner(reception=TODAY - 2 * DAY, alerts=(an_alert("HA", TODAY),))
    assert [(o.rule.id, o.due_on) for o in obligations_of(same, in_force(), TODAY)] == [
        ("acct_open", TODAY + DAY),
        ("baseline", TODAY + DAY),
    ]


def test_two_notes_on_one_day_are_one_session_and_entries_never_count() -> None:
    on = TODAY - 5 * DAY
    records = (a_session(on, at=time(9)), a_session(on, at=time(15)), an_entry(TODAY))
    assert session_days(records, TODAY, TODAY - 100 * DAY) == (on,)


def test_sessions_before_reception_do_not_count() -> None:
    prisoner = a_prisoner(reception=TODAY - DAY, seen=[TODAY - 3 * DAY])
    assert due(prisoner) == TODAY + 2 * DAY


class TestWeekends:
    @pytest.mark.parametrize("unit", ["CSU", "IPD"])
    def test_a_prisoner_there_is_due_on_sunday(self, unit: str) -> None:
        prisoner = a_prisoner(location=f"{unit}-1-003", seen=[TODAY - DAY, TODAY - 8 * DAY])
        assert (rule_of(prisoner), due(prisoner)) == ("weekend", date(2026, 11, 22))

    def test_saturday_or_sunday_meets_it(self) -> None:
        saturday = date(2026, 11, 21)
        prisoner = a_prisoner(location="CSU-1-003", seen=[saturday, saturday - 8 * DAY])
        weekend = next(o for o in obligations_of(prisoner, in_force(), saturday) if o.rule.id == "weekend")
        assert weekend.due_on == date(2026, 11, 29)

    def test_a_weekend_that_passes_is_missed_not_overdue(self) -> None:
        there = Whereabouts(date(2026, 11, 6), Location("CSU-1-003"))
        prisoner = a_prisoner(location="CSU-1-003", seen=[date(2026, 11, 15)], whereabouts=(there,))
        assert missed_weekends(prisoner, in_force(), TODAY) == (date(2026, 11, 8),)
        item = due_item(prisoner, a_snapshot([prisoner]))
        assert item.missed_weekends == 1
        assert item.status is Status.DUE_THIS_WEEK

    def test_a_weekend_of_which_he_was_there_one_day_only_is_not_missed(self) -> None:
        there = (
            Whereabouts(date(2026, 11, 15), Location("CSU-1-003")),
            Whereabouts(date(2026, 11, 1), Location("2-1-003")),
        )
        prisoner = a_prisoner(location="CSU-1-003", whereabouts=there)
        assert missed_weekends(prisoner, in_force(), TODAY) == ()


@pytest.mark.parametrize(
    ("ahead", "status"),
    [
        (-1, Status.OVERDUE),
        (0, Status.DUE_TODAY),
        (1, Status.DUE_THIS_WEEK),
        (7, Status.DUE_THIS_WEEK),
        (8, Status.ON_TRACK),
    ],
)
def test_status_by_days_ahead(ahead: int, status: Status) -> None:
    assert status_of(TODAY + ahead * DAY, TODAY) is status


def test_without_a_rule_there_is_no_obligation() -> None:
    prisoner = a_prisoner()
    item = due_item(prisoner, a_snapshot([prisoner], policies=RuleBook()))
    assert (item.status, item.due_on, item.days_overdue) == (Status.NO_OBLIGATION, None, 0)


# Promises that hold for every history ------------------------------------------------------------------------------

NOT_COUNTED = set(RecordKind) - {RecordKind.SESSION}
days_before = st.integers(min_value=0, max_value=400).map(lambda n: TODAY - n * DAY)
rules = st.builds(
    lambda sessions, times, extra: Rule("baseline", sessions, sessions * times + extra, 45),
    st.integers(1, 4),
    st.integers(1, 14),
    st.integers(0, 3),
)
alerts = st.lists(st.builds(an_alert, st.sampled_from(["HA", "HA1", "ROH", "XTACT"]), days_before), max_size=3)
people = st.builds(
    lambda reception, seen, alerts, release, location: a_prisoner(
        reception=reception, seen=seen, alerts=tuple(alerts), release_date=release, location=location
    ),
    days_before,
    st.lists(days_before, max_size=12),
    alerts,
    st.none() | st.integers(-5, 80).map(lambda n: TODAY + n * DAY),
    st.sampled_from(["2-1-001", "CSU-1-001", "COURT"]),
)


@given(rules, days_before, st.integers(0, 14), st.lists(days_before, max_size=8))
def test_nobody_is_overdue_on_the_first_day_of_a_rule(rule: Rule, start: date, first: int, seen: list[date]) -> None:
    before = sorted({day for day in seen if day <= start}, reverse=True)
    assert due_on(rule, before, start, first) >= start


@given(people)
def test_nobody_is_overdue_on_the_day_he_arrives(prisoner: Prisoner) -> None:
    found = due(prisoner, prisoner.reception)
    assert found is None or found >= prisoner.reception


@given(people, days_before)
def test_a_session_never_makes_a_due_date_earlier(prisoner: Prisoner, on: date) -> None:
    more = a_prisoner(
        reception=prisoner.reception,
        records=(*prisoner.records, a_session(on)),
        alerts=prisoner.alerts,
        release_date=prisoner.release_date,
        location=str(prisoner.location),
    )
    before = {o.rule.id: o.due_on for o in obligations_of(prisoner, in_force(), TODAY)}
    after = {o.rule.id: o.due_on for o in obligations_of(more, in_force(), TODAY)}
    assert before.keys() == after.keys()
    assert all(after[rule] >= before[rule] for rule in before)


@given(rules, days_before, st.integers(0, 14), st.lists(days_before, max_size=8), days_before)
def test_a_session_today_never_makes_any_rule_earlier(
    rule: Rule, start: date, first: int, seen: list[date], on: date
) -> None:
    before = sorted(set(seen), reverse=True)
    after = sorted({*seen, on}, reverse=True)
    assert due_on(rule, after, start, min(first, rule.step)) >= due_on(rule, before, start, min(first, rule.step))


@given(
    people, st.lists(st.tuples(days_before, st.sampled_from([k for k in RecordKind if k is not RecordKind.SESSION])))
)
def test_only_sessions_count(prisoner: Prisoner, others: list[tuple[date, RecordKind]]) -> None:
    noise = tuple(KeyWorkRecord(on, kind) for on, kind in others)
    noisy = a_prisoner(
        reception=prisoner.reception,
        records=(*prisoner.records, *noise),
        alerts=prisoner.alerts,
        release_date=prisoner.release_date,
        location=str(prisoner.location),
    )
    assert obligations_of(noisy, in_force(), TODAY) == obligations_of(prisoner, in_force(), TODAY)


@given(people, st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(prisoner: Prisoner, shuffled: object) -> None:
    records, found_alerts = list(prisoner.records), list(prisoner.alerts)
    shuffled.shuffle(records)  # type: ignore[attr-defined]  # random.Random, as hypothesis gives it
    shuffled.shuffle(found_alerts)  # type: ignore[attr-defined]  # random.Random, as hypothesis gives it
    other = a_prisoner(
        reception=prisoner.reception,
        records=tuple(records),
        alerts=tuple(found_alerts),
        release_date=prisoner.release_date,
        location=str(prisoner.location),
    )
    assert obligations_of(other, in_force(), TODAY) == obligations_of(prisoner, in_force(), TODAY)
