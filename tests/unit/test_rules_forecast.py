"""What a planned level asks for before it begins, beside the time there is; policy documents; flags and switches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from keywork_desktop.domain.forecast import asked_of_a_week, regime_forecast, with_level
from keywork_desktop.domain.obligations import obligations_of
from keywork_desktop.domain.people import GroupFlag, KeyWorkerStatus
from keywork_desktop.domain.rulebook import GroupSwitch, RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyMistake, Rule, policy_document, policy_set_from
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.time_lines import Overlap
from keywork_desktop.store.policies import shipped_policies
from tests.factories import TODAY, a_key_worker, a_prisoner, a_shift, a_snapshot, an_alert, in_force

MONDAY = date(2026, 11, 23)


def the_book(*regime: RegimeEntry) -> RuleBook:
    levels = {level: shipped_policies()[f"edm_level_{level}"] for level in (4, 3, 2, 1)}
    return replace(in_force(), regime=regime, levels=levels)


def a_prison(men: int = 8, weeks: int = 4, **facts: object) -> Snapshot:
    """Men of houseblock 2 and one officer with 90 minutes of key work time on two days a week."""
    people = [a_prisoner(f"A{n:04d}BC") for n in range(men)]
    days = [MONDAY + timedelta(days=7 * week + n) for week in range(weeks) for n in (0, 3)]
    shifts = [a_shift("OFF01A", on, "L", "1400-1530") for on in days]
    return a_snapshot(people, [a_key_worker(**facts)], shifts=shifts, policies=the_book())


def test_level_1_asks_for_more_than_there_is_time_for() -> None:
    expected = regime_forecast(a_prison(), RegimeEntry(1, MONDAY))
    assert (expected.people, expected.before, expected.after, expected.more) == (8, 4, 8, 4)
    assert (expected.time_from, expected.time_to) == (MONDAY, MONDAY + timedelta(days=24))
    assert expected.time_for == 4, "16 sessions of 45 minutes in 25 days of detail"
    assert expected.too_many == 4
    assert expected.words == "Level 1 from Mon 23 Nov 2026: 4 more sessions a week than you have time for"


def test_shorter_sessions_fit_more_often_into_the_same_time() -> None:
    expected = regime_forecast(a_prison(), RegimeEntry(3, MONDAY))
    assert (expected.after, expected.time_for, expected.too_many) == (2, 6, 0)
    assert expected.words == "Level 3 from Mon 23 Nov 2026: asks for 2 sessions a week, and there is time for 6"


def test_the_most_demanding_rule_of_each_prisoner_counts_once() -> None:
    plain, acct = a_prisoner(), a_prisoner("B2345CD", alerts=(an_alert("HA", TODAY - timedelta(days=3)),))
    csu = a_prisoner("C3456DE", location="CSU-1-004")
    asked = asked_of_a_week([plain, acct, csu], the_book(), MONDAY)
    assert asked.sessions == Fraction(1, 2) + 1 + 1
    assert (asked.whole, asked.length) == (3, 45)


def test_lockdown_asks_only_for_priority_and_weekends() -> None:
    book = with_level(the_book(), RegimeEntry(4, MONDAY))
    people = [a_prisoner(), a_prisoner("B2345CD", alerts=(an_alert("HA", TODAY),))]
    assert asked_of_a_week(people, book, MONDAY).sessions == 1


def test_an_officer_who_is_away_has_no_time() -> None:
    expected = regime_forecast(a_prison(status=KeyWorkerStatus.LONG_TERM_ABSENCE), RegimeEntry(1, MONDAY))
    assert (expected.time_for, expected.too_many) == (0, 8)


def test_without_a_detail_nobody_knows_the_time() -> None:
    expected = regime_forecast(a_prison(weeks=0), RegimeEntry(1, MONDAY))
    assert (expected.time_for, expected.too_many) == (None, None)
    assert "no detail" in expected.words


def test_where_the_detail_ends_before_the_last_four_weeks_of_it_are_taken() -> None:
    later = MONDAY + timedelta(days=200)
    expected = regime_forecast(a_prison(weeks=8), RegimeEntry(1, later))
    assert expected.time_to == MONDAY + timedelta(days=52)
    assert expected.time_from == MONDAY + timedelta(days=25)


def test_a_units_forecast_is_of_its_people_and_officers() -> None:
    prison = a_prison()
    nobody = regime_forecast(prison, RegimeEntry(1, MONDAY, unit="3"))
    assert (nobody.people, nobody.after, nobody.time_for) == (0, 0, 0)
    assert regime_forecast(prison, RegimeEntry(1, MONDAY, unit="2")).people == 8


def test_the_forecast_lays_the_level_over_those_that_are_planned() -> None:
    book = the_book(RegimeEntry(3, date(2026, 11, 1)))
    laid = with_level(book, RegimeEntry(4, MONDAY, MONDAY))
    assert [laid.level_on(MONDAY + timedelta(days=n), "2") for n in (-1, 0, 1)] == [3, 4, 3]
    with pytest.raises(Overlap):
        with_level(the_book(RegimeEntry(3, TODAY, MONDAY)), RegimeEntry(4, MONDAY, MONDAY + timedelta(days=3)))


# Policy documents
@pytest.mark.parametrize("policy_id", list(shipped_policies()))
def test_a_document_says_what_the_set_says(policy_id: str) -> None:
    policy = shipped_policies()[policy_id]
    assert policy_set_from(policy_document(policy)) == policy


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("baseline.sessions", 0, "baseline: sessions"),
        ("baseline.window_days", 0, "baseline: window_days"),
        ("baseline.sessions", "2", "baseline: sessions"),
        ("baseline.minutes", 4.5, "baseline: minutes"),
        ("baseline.sessions", True, "baseline: sessions"),
        ("baseline.often", 1, "baseline: often"),
        ("groups.veterans", {"sessions": 1, "window_days": 7, "minutes": 45}, "not a cohort"),
        ("groups.shielding", {"sessions": 1}, "shielding: window_days is missing"),
        ("arrival_days", "three", "arrival_days"),
        ("arrival_days", -1, "arrival_days"),
        ("name", " ", "name"),
        ("baseline", 3, "baseline"),
        ("colour", "red", "colour"),
    ],
)
def test_a_mistake_in_a_policy_is_refused_with_the_field_named(path: str, value: object, said: str) -> None:
    document = policy_document(shipped_policies()["key_work_2025_26"])
    home, _, field = path.rpartition(".")
    (document[home] if home else document)[field] = value
    with pytest.raises(PolicyMistake, match=said):
        policy_set_from(document)


# Flags and switches in time
def test_a_longer_window_never_makes_anyone_overdue_overnight() -> None:
    decided = date(2026, 11, 18)
    flag = GroupFlag("rosh_pre_release", decided, "IRMM", days_before_release=56)
    rosh = {"alerts": (an_alert("ROH", date(2026, 1, 1)),), "release_date": date(2027, 1, 1), "flags": (flag,)}
    found = [o for o in obligations_of(a_prisoner(**rosh), the_book(), TODAY) if o.rule.priority]
    assert [(o.rule.id, o.start, o.due_on) for o in found] == [("rosh_pre_release", decided, date(2026, 11, 25))]
    assert not [o for o in obligations_of(a_prisoner(**rosh), the_book(), date(2026, 11, 17)) if o.rule.priority]


def test_a_longer_window_ends_with_its_flag() -> None:
    flag = GroupFlag(
        "extremism_pre_release", date(2026, 11, 1), "Committee", date(2026, 11, 15), months_before_release=6
    )
    man = a_prisoner(alerts=(an_alert("XTACT", date(2026, 1, 1)),), release_date=date(2027, 3, 1), flags=(flag,))
    asked = [[o.rule.id for o in obligations_of(man, the_book(), date(2026, 11, n)) if not o.ended] for n in (7, 15)]
    assert ["extremism_pre_release" in each for each in asked] == [True, False]


def test_an_age_or_landing_set_later_changes_nothing_before_it() -> None:
    rule = Rule("neurodiverse_landing", 1, 7, 45, 7)
    first = GroupSwitch(
        "neurodiverse_landing", rule, date(2026, 10, 1), "Governor", date(2026, 11, 30), landings=("2-1",)
    )
    later = GroupSwitch("neurodiverse_landing", rule, date(2026, 12, 1), "Governor", landings=("2-3",))
    here, there = a_prisoner(), a_prisoner("B2345CD", location="2-3-001")

    def asked(book: RuleBook, day: date) -> list[bool]:
        return [
            "neurodiverse_landing" in [o.rule.id for o in obligations_of(m, book, day) if not o.ended]
            for m in (here, there)
        ]

    before, after = replace(the_book(), switches=(first,)), replace(the_book(), switches=(first, later))
    assert asked(after, TODAY) == asked(before, TODAY) == [True, False]
    assert asked(after, date(2026, 12, 1)) == [False, True]
