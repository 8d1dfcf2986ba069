"""The rows of the measures: by unit, key worker and cohort; and numbers withheld because they are small (DOMAIN 6)."""

from datetime import date

import pytest

from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.measure_rows import By, period_measures
from keywork_desktop.domain.measures import Measures
from keywork_desktop.domain.people import Whereabouts
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicySet, Rule
from tests.factories import (
    TODAY,
    a_key_worker,
    a_prisoner,
    allocated,
    an_alert,
    key_work_2025_26,
)
from tests.period_facts import DAY, facts_of, number, some_men

WEEKLY = PolicySet("weekly", "Weekly", "test", Rule("baseline", 1, 7, 45))


def test_everybody_belongs_to_the_unit_of_his_last_day() -> None:
    moved = (Whereabouts(TODAY - 2 * DAY, Location("3-1-001")), Whereabouts(TODAY - 90 * DAY, Location("2-1-001")))
    people = [
        a_prisoner(number(0), location="3-1-001", whereabouts=moved, seen=[TODAY - 10 * DAY]),
        a_prisoner(number(1), location="10-1-001"),
        a_prisoner(number(2), location="COURT"),
        a_prisoner(number(3), location="CSU-1-001"),
    ]
    made = period_measures(facts_of(people), by=By.UNIT)
    assert [(row.key, row.name) for row in made.rows] == [
        ("3", "Houseblock 3"),
        ("10", "Houseblock 10"),
        ("CSU", "CSU"),
        (None, "Not in a cell"),
    ]
    assert [row.measures.sessions for row in made.rows if row.measures] == [1, 0, 0, 0]


def test_one_unit_alone_is_the_same_as_its_row() -> None:
    people = [*some_men(8, 12), *(a_prisoner(number(50 + n), location="4-1-001") for n in range(3))]
    facts = facts_of(people)
    rows = {row.key: row.measures for row in period_measures(facts, by=By.UNIT).rows}
    assert period_measures(facts, unit="2").total == rows["2"]
    assert rows["4"] is not None
    assert rows["4"].eligible == 3


def test_a_row_for_each_key_worker_by_name_and_one_for_those_without() -> None:
    staff = [a_key_worker("OFF02B", last_name="ADAMS"), a_key_worker("OFF01A", last_name="KHAN")]
    people = some_men(4, 4)
    bound = [allocated(number(0), "OFF01A"), allocated(number(1), "OFF02B"), allocated(number(2), "LEFT9")]
    rows = period_measures(facts_of(people, key_workers=staff, allocations=bound), by=By.KEY_WORKER).rows
    assert [(row.key, row.name) for row in rows] == [
        ("OFF02B", "ADAMS, Omar"),
        ("OFF01A", "KHAN, Omar"),
        ("LEFT9", "LEFT9"),
        (None, "No key worker"),
    ]
    assert all(row.measures and row.measures.sessions == 1 for row in rows)


def test_a_unit_with_its_own_policy_is_projected_by_it() -> None:
    book = RuleBook(
        (PolicyInForce(key_work_2025_26(), date(2025, 4, 1)), PolicyInForce(WEEKLY, date(2026, 1, 1), unit="3"))
    )
    people = [a_prisoner(number(0)), a_prisoner(number(1), location="3-1-001")]
    rows = period_measures(facts_of(people, policies=book), by=By.UNIT).rows
    assert [row.measures.projected for row in rows if row.measures] == [2, 4]


# Small numbers
def cohort_of(members: int, others: int = 20) -> dict[str | None, Measures | None]:
    people = [a_prisoner(number(n), alerts=(an_alert("HA", TODAY - 9 * DAY),)) for n in range(members)]
    people += [a_prisoner(number(1000 + n)) for n in range(others)]
    return {row.key: row.measures for row in period_measures(facts_of(people), by=By.COHORT).rows}


@pytest.mark.parametrize("members", [0, 1, 4])
def test_a_cohort_of_under_five_is_withheld(members: int) -> None:
    assert cohort_of(members)["acct_open"] is None


def test_a_cohort_of_five_is_shown() -> None:
    found = cohort_of(5)["acct_open"]
    assert found is not None
    assert found.eligible == 5


def test_a_cohort_that_all_but_a_few_belong_to_is_withheld_as_it_would_give_those_few_away() -> None:
    assert cohort_of(20, others=3)["acct_open"] is None
    assert cohort_of(20, others=0)["acct_open"] is not None


def test_every_cohort_with_a_rule_has_a_row_so_that_no_row_says_nobody() -> None:
    assert list(cohort_of(5)) == ["acct_open", "acct_post_closure", "rosh_pre_release", "extremism_pre_release"]


def test_the_overdue_of_a_small_group_cannot_be_computed_back_from_those_of_the_others() -> None:
    people = [a_prisoner(number(n), alerts=(an_alert("HA", TODAY - 9 * DAY),)) for n in range(6)]
    people += [a_prisoner(number(20 + n), alerts=(an_alert("HA1", TODAY - 30 * DAY),)) for n in range(2)]
    people += [a_prisoner(number(50 + n)) for n in range(9)]
    made = period_measures(facts_of(people)).total
    assert made.overdue_priority == 8
    assert made.overdue_by_group == ()
    assert made.withheld_groups == ("acct_open", "acct_post_closure")
