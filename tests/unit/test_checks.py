"""Wellbeing checks: when one is owed, what answers it, and that it counts as a session nowhere (DOMAIN 3.4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.checks import (
    ENTRY_SETTING,
    LEVELS_SETTING,
    CheckRules,
    WellbeingCheck,
    check_ledger,
    check_owed,
    check_rules_of,
    checks_on,
)
from keywork_desktop.domain.due_list import due_item, due_list
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Prisoner, Whereabouts
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicySet, Rule
from keywork_desktop.domain.snapshot import Period
from tests.factories import TODAY, a_prisoner, a_session, a_snapshot, an_alert, an_entry, key_work_2025_26
from tests.period_facts import a_record

DAY = timedelta(days=1)
USUAL = CheckRules()
LOCKDOWN = PolicySet("edm_level_4", "EDM level 4", "EDM", None, key_work_2025_26().groups)
RESTRICT = PolicySet("edm_level_3", "EDM level 3", "EDM", Rule("baseline", 1, 28, 30), key_work_2025_26().groups)


def a_regime(*entries: RegimeEntry) -> RuleBook:
    return RuleBook((PolicyInForce(key_work_2025_26(), date(2025, 4, 1)),), entries, {4: LOCKDOWN, 3: RESTRICT})


def locked_down(since: date = TODAY - 10 * DAY, unit: str | None = None, level: int = 4) -> RuleBook:
    return a_regime(RegimeEntry(level, since, None, unit))


def on_an_acct(days: int, *records: KeyWorkRecord, **facts: object) -> Prisoner:
    """His ACCT was opened so many days ago: due the day after it was."""
    return a_prisoner(alerts=(an_alert("HA", TODAY - days * DAY),), records=records, **facts)


def owed(prisoner: Prisoner, book: RuleBook | None = None, rules: CheckRules = USUAL) -> WellbeingCheck | None:
    return check_owed(prisoner, book or locked_down(), TODAY, rules)


# Owed
def test_a_check_is_owed_when_the_session_is_overdue_at_level_4() -> None:
    check = owed(on_an_acct(2))
    assert check is not None
    assert (check.level, check.because_session_due_on, check.group, check.done) == (4, TODAY - DAY, "acct_open", False)


def test_no_check_is_owed_on_the_day_the_session_is_due() -> None:
    assert owed(on_an_acct(1)) is None


@pytest.mark.parametrize("how", [RecordKind.MISSED, RecordKind.CANCELLED])
def test_a_check_is_owed_on_the_very_day_when_the_planned_session_was_lost(how: RecordKind) -> None:
    check = owed(on_an_acct(1, a_record(TODAY, how, reason="curtailed")))
    assert check is not None
    assert check.because_session_due_on == TODAY


def test_a_session_lost_before_it_was_due_owes_no_check() -> None:
    assert owed(on_an_acct(0, a_record(TODAY, RecordKind.MISSED, reason="curtailed"))) is None


def test_a_session_that_day_is_better_than_a_check() -> None:
    assert owed(on_an_acct(5, a_session(TODAY))) is None
    assert owed(on_an_acct(5, a_session(TODAY - 6 * DAY))) is not None


def test_whoever_is_in_no_priority_group_is_owed_none_however_overdue() -> None:
    assert owed(a_prisoner()) is None


def test_whoever_was_in_a_group_that_has_ended_is_owed_none() -> None:
    former = a_prisoner(alerts=(an_alert("HA", TODAY - 20 * DAY, TODAY - 2 * DAY),))
    assert due_item(former, a_snapshot([former], policies=locked_down())).overdue_priority
    assert owed(former) is None


def test_no_check_is_owed_at_other_levels_or_without_one() -> None:
    assert owed(on_an_acct(5), a_regime()) is None
    assert owed(on_an_acct(5), locked_down(level=3)) is None


def test_the_level_is_that_of_his_unit_on_the_day() -> None:
    book = locked_down(unit="3")
    assert owed(on_an_acct(5), book) is None
    assert owed(on_an_acct(5, location="3-1-001"), book) is not None
    moved = (Whereabouts(TODAY, Location("2-1-001")), Whereabouts(TODAY - 50 * DAY, Location("3-2-007")))
    yesterday = check_owed(on_an_acct(5, whereabouts=moved), book, TODAY - DAY, USUAL)
    assert yesterday is not None
    assert (yesterday.unit, yesterday.cell) == ("3", "3-2-007")


def test_at_other_levels_the_session_is_that_of_the_group_and_not_of_the_baseline() -> None:
    rules = CheckRules(frozenset({4, 3}))
    assert owed(on_an_acct(1), locked_down(level=3), rules) is None  # overdue by the baseline, not yet by the ACCT
    assert owed(on_an_acct(2), locked_down(level=3), rules) is not None


# Done
def test_a_check_recorded_that_day_is_done() -> None:
    check = owed(on_an_acct(5, a_record(TODAY, RecordKind.WELLBEING)))
    assert check is not None
    assert check.done


def test_a_check_of_yesterday_does_not_do_for_today() -> None:
    check = owed(on_an_acct(5, a_record(TODAY - DAY, RecordKind.WELLBEING)))
    assert check is not None
    assert not check.done


def test_an_imported_entry_is_accepted_only_where_the_setting_says_so() -> None:
    accepting = CheckRules(entry_is_a_check=True)
    imported, typed_here = on_an_acct(5, an_entry(TODAY)), on_an_acct(5, a_record(TODAY, RecordKind.ENTRY))
    for prisoner, rules, done in (
        (imported, USUAL, False),
        (imported, accepting, True),
        (typed_here, accepting, False),
    ):
        check = owed(prisoner, rules=rules)
        assert check is not None
        assert check.done is done


def test_the_settings_say_when_checks_are_owed() -> None:
    assert check_rules_of({}) == USUAL
    found = check_rules_of({LEVELS_SETTING: [4, 3], ENTRY_SETTING: True})
    assert found == CheckRules(frozenset({3, 4}), True)
    with pytest.raises(ValueError, match="5 is not a regime level"):
        check_rules_of({LEVELS_SETTING: [5]})


# Lists
def test_checks_come_in_the_order_of_the_due_list() -> None:
    people = [
        a_prisoner(
            f"A000{n}BC", location=f"2-1-00{n}", alerts=(an_alert("HA", TODAY - n * DAY),), seen=[TODAY - 9 * DAY]
        )
        for n in range(1, 6)
    ]
    found = checks_on(a_snapshot(people, policies=locked_down()), USUAL)
    assert [check.prisoner.prison_number for check in found] == ["A0005BC", "A0004BC", "A0003BC", "A0002BC"]


def test_the_ledger_shows_each_day_and_what_was_done() -> None:
    prisoner = on_an_acct(5, a_record(TODAY - DAY, RecordKind.WELLBEING), a_session(TODAY - 2 * DAY))
    snapshot = a_snapshot([prisoner], policies=locked_down())
    found = check_ledger(snapshot, Period(TODAY - 9 * DAY, TODAY), USUAL)
    assert [(TODAY - check.on).days for check in found] == [3]
    unseen = a_snapshot([on_an_acct(5, a_record(TODAY - DAY, RecordKind.WELLBEING))], policies=locked_down())
    days = [((TODAY - c.on).days, c.done) for c in check_ledger(unseen, Period(TODAY - 9 * DAY, TODAY), USUAL)]
    assert days == [(0, False), (1, True), (2, False), (3, False)]


# Never a session
@given(
    checks=st.sets(st.integers(0, 30), max_size=10),
    sessions=st.sets(st.integers(0, 30), max_size=6),
    opened=st.integers(0, 30),
)
def test_checks_change_nothing_in_the_due_list(checks: set[int], sessions: set[int], opened: int) -> None:
    held = tuple(a_session(TODAY - ago * DAY) for ago in sessions)
    checked = tuple(a_record(TODAY - ago * DAY, RecordKind.WELLBEING) for ago in checks)
    book = locked_down()
    with_checks, without = (
        due_list(a_snapshot([on_an_acct(opened, *records)], policies=book))[0] for records in ((*held, *checked), held)
    )
    for what in ("obligations", "status", "days_overdue", "sessions_28_days", "last_session", "never_met", "heading"):
        assert getattr(with_checks, what) == getattr(without, what), what
