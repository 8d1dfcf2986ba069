"""The measures of DOMAIN 6, with every figure worked there."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.delivered import delivered, lost_reason
from keywork_desktop.domain.delivery import eligible, percent, projected, weeks_between
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.measure_rows import period_measures
from keywork_desktop.domain.measures import CaseloadSpread, Measures, Waited
from keywork_desktop.domain.people import Prisoner, Whereabouts
from keywork_desktop.domain.period_facts import PersonInPeriod
from keywork_desktop.domain.records import KeyWorkRecord, LostReason, RecordKind
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicySet, Rule
from keywork_desktop.domain.snapshot import Period
from tests.factories import (
    TODAY,
    a_key_worker,
    a_prisoner,
    a_session,
    allocated,
    an_alert,
    an_entry,
    in_force,
    key_work_2025_26,
)
from tests.period_facts import DAY, FOUR_WEEKS, a_record, a_stay, facts_of, in_period, number, some_men

WEEKLY = PolicySet("weekly", "Weekly", "test", Rule("baseline", 1, 7, 45))
NOTHING = PolicySet("nothing", "Nothing", "test", None)


def of(people: list[Prisoner] | list[PersonInPeriod] | list[Prisoner | PersonInPeriod], **facts: object) -> Measures:
    every_weeks = facts.pop("every_weeks", None)
    made = period_measures(facts_of(people, **facts), every_weeks=every_weeks)  # type: ignore[arg-type]  # the factory's own
    return made.total


# Delivery rate, as worked
@pytest.mark.parametrize(
    ("eligible_count", "first", "last", "weeks", "sessions", "expected", "rate"),
    [
        (80, date(2025, 6, 5), date(2025, 6, 13), 2, 43, 51, "84.31"),
        (72, date(2025, 5, 27), date(2025, 6, 4), 2, 44, 46, "95.65"),
        (840, date(2026, 10, 24), date(2026, 11, 20), 1, 840, 3360, "25.00"),
    ],
)
def test_the_worked_figures_of_the_national_service(
    eligible_count: int, first: date, last: date, weeks: int, sessions: int, expected: int, rate: str
) -> None:
    period = Period(first, last)
    people = some_men(eligible_count, sessions, period, reception=date(2025, 1, 6))
    made = of(people, period=period, every_weeks=Fraction(weeks))
    assert (made.eligible, made.sessions, made.projected) == (eligible_count, sessions, expected)
    assert str(made.delivery_rate) == rate


def test_no_sessions_at_all_is_a_rate_of_nought_and_not_missing() -> None:
    assert of(some_men(10)).delivery_rate == Decimal("0.00")


def test_where_nothing_is_projected_there_is_no_rate() -> None:
    made = of(some_men(1, 1), period=Period(TODAY, TODAY))
    assert (made.eligible, made.projected, made.delivery_rate) == (1, 0, None)


def test_eligible_is_the_mean_daily_count_truncated() -> None:
    stayed = [in_period(a_prisoner(number(n))) for n in range(2)]
    left = [in_period(a_prisoner(number(9)), until=FOUR_WEEKS.last)]  # 27 of 28 days
    assert of([*stayed, *left]).eligible == 2
    assert eligible(3 * 28 - 1, 28) == 2


def test_everybody_present_is_eligible_whatever_his_key_worker_or_rules() -> None:
    people = [a_prisoner(number(0), location="COURT"), a_prisoner(number(1), location="CSU-1-001"), a_prisoner()]
    assert of(people).eligible == 3


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 800, "0.12"), (3, 800, "0.38"), (1, 3, "33.33"), (2, 3, "66.67"), (5, 4, "125.00")],
)
def test_percentages_are_rounded_half_to_even(part: int, whole: int, expected: str) -> None:
    assert str(percent(part, whole)) == expected


@given(st.integers(0, 5000), st.integers(1, 400), st.fractions(Fraction(1, 4), Fraction(8)))
def test_what_is_projected_is_the_floor_of_the_exact_quotient(count: int, days: int, weeks: Fraction) -> None:
    found = projected(count, days, weeks)
    assert found <= Fraction(count * days) / (7 * weeks) < found + 1


def test_sessions_every_no_weeks_are_refused() -> None:
    with pytest.raises(ValueError, match="every 0 weeks"):
        projected(10, 28, Fraction(0))


def test_the_weeks_come_from_the_baseline_on_the_last_day() -> None:
    assert weeks_between(Rule("baseline", 2, 28, 45)) == 2
    assert weeks_between(Rule("baseline", 3, 28, 45)) == Fraction(4, 3)
    book = RuleBook(
        (
            PolicyInForce(WEEKLY, date(2025, 4, 1), TODAY - DAY),
            PolicyInForce(key_work_2025_26(), TODAY),
        )
    )
    made = of(some_men(10), policies=book)
    assert (made.every_weeks, made.projected) == (2, 20)


def test_without_a_baseline_nothing_is_projected() -> None:
    made = of(some_men(10, 5), policies=in_force(NOTHING))
    assert (made.every_weeks, made.projected, made.delivery_rate, made.coverage) == (None, 0, None, None)


def test_two_notes_on_one_day_are_one_session_and_entries_are_counted_apart() -> None:
    man = a_prisoner(records=(a_session(TODAY), a_session(TODAY, "OFF02B"), an_entry(TODAY), an_entry(TODAY - DAY)))
    made = of([man])
    assert (made.sessions, made.entries) == (1, 2)


def test_a_session_on_a_day_on_which_he_was_not_here_does_not_count() -> None:
    gone = TODAY - 10 * DAY
    assert of([in_period(a_prisoner(seen=[gone - DAY, gone, TODAY]), until=gone)]).sessions == 1
    came = a_prisoner(reception=TODAY - 5 * DAY, seen=[TODAY - 6 * DAY, TODAY - 5 * DAY])
    assert of([came]).sessions == 1


# Coverage
def test_three_sessions_with_one_man_do_not_make_up_for_two_with_none() -> None:
    days = [TODAY, TODAY - 5 * DAY, TODAY - 10 * DAY, TODAY - 15 * DAY]
    made = of([a_prisoner(number(0), seen=days), a_prisoner(number(1))])
    assert (made.sessions, made.projected, made.delivery_rate) == (4, 4, Decimal("100.00"))
    assert (made.covered, made.coverable, made.coverage) == (1, 2, Decimal("50.00"))


def test_whoever_is_asked_for_nothing_is_left_out_of_coverage() -> None:
    newcomer = a_prisoner(number(1), reception=TODAY - 5 * DAY)  # 6 days of 14
    made = of([a_prisoner(number(0)), newcomer])
    assert (made.covered, made.coverable) == (0, 1)


def test_what_is_asked_is_the_greatest_over_his_rules() -> None:
    on_an_acct = a_prisoner(alerts=(an_alert("HA", TODAY - 20 * DAY),), seen=[TODAY, TODAY - 9 * DAY])
    (one,) = delivered(facts_of([on_an_acct]))
    assert one.asked == 3  # 21 days at one in 7; the baseline asks for two
    assert not one.covered


def test_days_under_a_rule_are_counted_for_each_rule_by_itself() -> None:
    """Level 1 for the first two weeks, then two in 28: two in 14 days at one a week, one in 14 at two in 28."""
    half = TODAY - 14 * DAY
    book = RuleBook((PolicyInForce(WEEKLY, date(2025, 4, 1), half), PolicyInForce(key_work_2025_26(), half + DAY)))
    (one,) = delivered(facts_of([a_prisoner()], policies=book))
    assert one.asked == 2


def test_days_of_lockdown_ask_nothing_of_those_outside_the_priority_groups() -> None:
    book = RuleBook(
        (PolicyInForce(WEEKLY, date(2025, 4, 1)),),
        (RegimeEntry(4, TODAY - 6 * DAY, TODAY),),
        {4: NOTHING},
    )
    (one,) = delivered(facts_of([a_prisoner()], policies=book))
    assert one.asked == 3


def test_each_weekend_in_csu_asks_for_a_session() -> None:
    since = TODAY - 13 * DAY
    there = a_prisoner(location="CSU-1-001", whereabouts=(Whereabouts(since, Location("CSU-1-001")),))
    (one,) = delivered(facts_of([there]))
    assert one.asked == 2


def test_a_man_who_left_counts_for_the_days_he_was_there() -> None:
    (one,) = delivered(facts_of([in_period(a_prisoner(seen=[TODAY - 20 * DAY]), until=TODAY - 13 * DAY)]))
    assert (one.days_present, one.asked, one.covered, one.at_the_end) == (14, 1, True, None)


def test_out_and_back_is_one_person_with_two_stays() -> None:
    before = a_stay(a_prisoner(), until=TODAY - 20 * DAY)
    back = a_stay(a_prisoner(reception=TODAY - 9 * DAY, location="3-1-001"))
    person = PersonInPeriod(
        (before, back), (a_session(TODAY), a_session(TODAY - 15 * DAY), a_session(TODAY - 21 * DAY))
    )
    (one,) = delivered(facts_of([person]))
    assert (one.days_present, one.sessions, one.unit) == (7 + 10, 2, "3")
    assert one.asked == 1  # 17 days at two in 28


# Standing on the last day
def test_the_longest_gap_is_since_the_last_session_or_reception() -> None:
    seen = a_prisoner(number(0), seen=[TODAY - 30 * DAY])
    never = a_prisoner(number(1), reception=TODAY - 45 * DAY)
    made = of([seen, never])
    assert (made.longest_gap_days, made.never_met) == (45, 1)


def test_who_has_gone_has_no_gap_any_more() -> None:
    made = of([in_period(a_prisoner(reception=TODAY - 400 * DAY), until=TODAY)])
    assert (made.longest_gap_days, made.never_met) == (None, 0)


def test_met_by_their_own_key_worker() -> None:
    people = [
        a_prisoner(number(0), records=(a_session(TODAY, "OFF01A"),)),
        a_prisoner(number(1), records=(a_session(TODAY, "OFF02B"),)),
        a_prisoner(number(2)),
    ]
    bound = [allocated(number(0), "OFF01A"), allocated(number(1), "OFF01A")]
    made = of(people, key_workers=[a_key_worker("OFF01A")], allocations=bound)
    assert (made.with_key_worker, made.met_by_own_key_worker) == (2, 1)
    assert made.caseloads == CaseloadSpread(2, 2.0, 2)


def test_overdue_by_priority_group_and_days() -> None:
    seen = [TODAY - 8 * DAY, TODAY - 15 * DAY]
    people = [a_prisoner(number(n), alerts=(an_alert("HA", TODAY - n * DAY),), seen=seen) for n in range(6)]
    made = of([*people, *(a_prisoner(number(100 + n)) for n in range(6))])
    assert made.overdue_priority == 4  # opened two to five days ago, due the day after
    assert [(g.group, g.people, g.most_days) for g in made.overdue_by_group] == [("acct_open", 4, 4)]


# Minutes
def test_minutes_are_those_recorded_else_those_planned_counted_as_estimated() -> None:
    records = (
        a_record(TODAY, RecordKind.SESSION, minutes=30),
        a_session(TODAY - 7 * DAY),
        a_session(TODAY - 14 * DAY),
    )
    person = in_period(a_prisoner(records=records), planned={TODAY - 7 * DAY: 60, TODAY: 60})
    made = of([person])
    assert made.minutes_per_prisoner_week == Decimal("33.75")  # (30 + 60 + 45) ÷ 4
    assert (made.minutes_estimated, made.sessions_estimated) == (105, 2)


def test_the_shorter_session_of_level_3_is_what_its_baseline_plans() -> None:
    short = PolicySet("short", "Short", "test", Rule("baseline", 1, 28, 30), key_work_2025_26().groups)
    on_an_acct = a_prisoner(number(0), seen=[TODAY], alerts=(an_alert("HA", TODAY - DAY),))
    made = delivered(facts_of([on_an_acct, a_prisoner(number(1), seen=[TODAY])], policies=in_force(short)))
    assert [one.minutes for one in made] == [45, 30]


# Lost
def test_lost_sessions_are_counted_by_reason() -> None:
    records = (
        a_record(TODAY, RecordKind.MISSED, reason="curtailed"),
        a_record(TODAY - DAY, RecordKind.MISSED, reason="Cross-deployed"),
        a_record(TODAY - 2 * DAY, RecordKind.MISSED, reason="Officer cross-deployed"),
        a_record(TODAY - 3 * DAY, RecordKind.MISSED, reason="in a dental chair"),
        a_record(TODAY - 4 * DAY, RecordKind.CANCELLED),
        a_record(TODAY - 5 * DAY, RecordKind.MISSED, reason="refused"),
        a_session(TODAY - 5 * DAY),  # held after all
    )
    made = of([a_prisoner(records=records)])
    assert made.lost == {LostReason.CROSS_DEPLOYED: 2, LostReason.CURTAILED: 1, LostReason.OTHER: 1}
    assert made.cancelled == 1


@pytest.mark.parametrize("reason", list(LostReason))
def test_each_reason_is_recognised_by_its_code_and_by_its_words(reason: LostReason) -> None:
    assert lost_reason(reason.value) is lost_reason(reason.words) is lost_reason(reason.words.upper()) is reason


# Waiting
def test_days_from_reception_are_medians_and_open_ones_are_counted_apart() -> None:
    people = [
        in_period(
            a_prisoner(number(0), reception=TODAY - 20 * DAY, seen=[TODAY - 17 * DAY]),
            allocated(number(0), "X", TODAY - 19 * DAY),
        ),
        in_period(
            a_prisoner(number(1), reception=TODAY - 10 * DAY, seen=[TODAY - 4 * DAY]),
            allocated(number(1), "X", TODAY - 6 * DAY),
        ),
        in_period(a_prisoner(number(2), reception=TODAY - 2 * DAY)),
        in_period(a_prisoner(number(3), reception=TODAY - 300 * DAY)),
    ]
    made = of(people)
    assert made.to_allocation == Waited(2.5, 1, 3)
    assert made.to_first_session == Waited(4.5, 1, 3)


def test_a_key_worker_kept_for_him_is_there_on_the_day_he_comes() -> None:
    person = in_period(a_prisoner(reception=TODAY - 5 * DAY), allocated("A1234BC", "X", TODAY - 100 * DAY))
    assert of([person]).to_allocation == Waited(0.0, 0, 1)


def test_the_first_roll_that_shows_somebody_is_no_arrival() -> None:
    stay = a_stay(a_prisoner(reception=TODAY - 5 * DAY), arrival_known=False)
    assert of([PersonInPeriod((stay,))]).to_allocation == Waited(None, 0, 0)


# Wellbeing checks count nowhere
def test_a_wellbeing_check_is_no_session_in_any_measure() -> None:
    man = a_prisoner(number(0), reception=TODAY - 40 * DAY)
    checks = tuple(a_record(TODAY - n * DAY, RecordKind.WELLBEING, minutes=45) for n in range(5))
    checked = a_prisoner(number(0), reception=TODAY - 40 * DAY, records=checks)
    assert of([checked]) == of([man])


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(list(RecordKind))), max_size=20))
def test_rate_and_coverage_count_the_same_days(found: list[tuple[int, RecordKind]]) -> None:
    records = tuple(KeyWorkRecord(TODAY - timedelta(days=ago), kind, "OFF01A") for ago, kind in found)
    made = of([a_prisoner(records=records)])
    sessions = {ago for ago, kind in found if kind is RecordKind.SESSION and ago < 28}
    assert made.sessions == len(sessions)
    assert made.covered == (len(sessions) >= 2)
