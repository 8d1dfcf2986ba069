"""What the store knows of a period, of allocations that have ended, and of sessions that NOMIS does not show."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.facts import AdmissionFact, AlertFact, RecordFact, StayFact, WhereaboutsFact
from keywork_desktop.domain.measure_rows import By, period_measures
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.period_facts import PeriodFacts, PersonInPeriod
from keywork_desktop.domain.present_days import present_days
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.store import Store
from keywork_desktop.store.queries import presence
from tests.store.prison_facts import (
    AT,
    FRIDAY,
    NUMBERS,
    OFFICERS,
    a_note,
    a_person,
    a_session,
    a_small_prison,
    ago,
    an_officer,
    on_the_roll,
    written,
)

FIRST, SECOND, THIRD, FOURTH = NUMBERS
FOUR_WEEKS = Period(ago(27), FRIDAY)
DAY = timedelta(days=1)


def person(facts: PeriodFacts, number: str) -> PersonInPeriod:
    return next(one for one in facts.people if one.prison_number == number)


def held_here(number: str, on: date, kind: RecordKind = RecordKind.SESSION) -> RecordFact:
    return RecordFact(number, KeyWorkRecord(on, kind, OFFICERS[0], source=RecordSource.HERE))


# Who was present
_days = st.integers(0, 40).map(ago)


@st.composite
def _stays_and_admissions(draw: st.DrawFn) -> tuple[list[StayFact], list[AdmissionFact]]:
    """A few stays that do not overlap, and admissions of any day, source and booking."""
    turns = sorted(draw(st.sets(_days, min_size=1, max_size=6)))
    stays = [StayFact(FIRST, turns[n], turns[n + 1] if n + 1 < len(turns) else None) for n in range(0, len(turns), 2)]
    days = draw(st.sets(_days, max_size=4))
    sources, bookings = st.sampled_from(["admissions", "alerts", "roll"]), st.sampled_from(["1A", "2B"])
    return stays, [AdmissionFact(FIRST, on, draw(bookings), draw(sources)) for on in sorted(days)]


@given(_stays_and_admissions(), st.integers(0, 30), st.integers(0, 12))
def test_the_days_of_a_period_are_those_of_each_days_snapshot(
    found: tuple[list[StayFact], list[AdmissionFact]], before: int, length: int
) -> None:
    stays, admissions = found
    period = Period(ago(before + length), ago(before))
    runs = present_days(period, admissions, stays)
    day = period.first
    while day <= period.last:
        expected = presence._presence(day, admissions, stays)
        receptions = [run.reception.on for run in runs if day in run.days]
        assert receptions == ([expected.reception.on] if expected else []), day
        day += DAY


def test_everybody_present_on_a_day_of_the_period_is_there(store: Store) -> None:
    left = [
        a_person("E5678FG"),
        StayFact("E5678FG", ago(60), ago(20), "gone"),
        WhereaboutsFact("E5678FG", ago(60), "3-1-007"),
        AdmissionFact("E5678FG", ago(60), "1A"),
        AlertFact("E5678FG", "HA", ago(40), None, ago(40)),
        a_note("E5678FG", ago(25)),
        a_note("E5678FG", ago(10)),
    ]
    before = [a_person("F6789GH"), StayFact("F6789GH", ago(90), ago(27), "gone")]
    facts = written(store, [*a_small_prison(), *left, *before]).period_facts(FOUR_WEEKS)
    assert [one.prison_number for one in facts.people] == [*NUMBERS, "E5678FG"]
    former = person(facts, "E5678FG")
    assert (former.unit, former.days_present, former.last_day) == ("3", 7, ago(21))
    assert [alert.code for alert in former.prisoner.alerts] == ["HA"]
    made = period_measures(facts, by=By.UNIT)
    assert [(row.key, row.measures.sessions) for row in made.rows if row.measures] == [("2", 1), ("3", 1)]
    assert made.total.days == 28


def test_a_man_who_moved_belongs_to_the_unit_of_his_last_day(store: Store) -> None:
    facts = [*a_small_prison(), WhereaboutsFact(SECOND, ago(90), "1-1-001"), WhereaboutsFact(SECOND, ago(5), "3-1-001")]
    written(store, [fact for fact in facts if fact != WhereaboutsFact(SECOND, FRIDAY, "2-1-002")])
    assert person(store.period_facts(FOUR_WEEKS), SECOND).unit == "3"
    assert person(store.period_facts(Period(ago(27), ago(6))), SECOND).unit == "1"


def test_out_and_back_in_the_period_is_one_person(store: Store) -> None:
    written(
        store,
        [
            an_officer(OFFICERS[0]),
            *on_the_roll(FIRST, since=ago(50), cell="1-1-001"),
            StayFact(FIRST, ago(50), ago(20), "gone"),
            StayFact(FIRST, ago(8)),
            WhereaboutsFact(FIRST, ago(8), "3-1-001"),
            AdmissionFact(FIRST, ago(9), "2B"),
        ],
    )
    (one,) = store.period_facts(FOUR_WEEKS).people
    assert [(stay.prisoner.reception, stay.prisoner.unit, stay.count) for stay in one.stays] == [
        (ago(50), "1", 7),
        (ago(9), "3", 10),
    ]


def test_records_allocations_and_planned_minutes_are_those_of_the_period(store: Store) -> None:
    written(
        store,
        [
            *a_small_prison(),
            a_note(FIRST, ago(16), by=OFFICERS[1], at=time(15)),
            held_here(FIRST, ago(2), RecordKind.MISSED),
        ],
    )
    with store.unit_of_work("place", at=AT + DAY) as work:
        work.add_planned(a_session(FIRST, ago(1)))
        work.commit()
    one = person(store.period_facts(FOUR_WEEKS), FIRST)
    assert {(record.on, record.kind) for record in one.records} == {
        (ago(16), RecordKind.SESSION),
        (ago(3), RecordKind.ENTRY),
        (ago(2), RecordKind.MISSED),
    }
    assert (one.key_worker, dict(one.planned_minutes)) == (OFFICERS[0], {ago(1): 45})
    assert person(store.period_facts(Period(ago(90), ago(61))), FIRST).key_worker is None


def test_the_first_roll_is_known_to_be_no_arrival(store: Store) -> None:
    written(store, [a_person(FIRST), StayFact(FIRST, ago(5)), WhereaboutsFact(FIRST, ago(5), "2-1-001")])
    (one,) = store.period_facts(FOUR_WEEKS).people
    assert not one.stays[0].arrival_known
    written(store, [AdmissionFact(FIRST, ago(6), "1A")])
    (one,) = store.period_facts(FOUR_WEEKS).people
    assert one.stays[0].arrival_known


# Allocations that have ended
def test_the_history_of_allocations_holds_those_that_have_ended(store: Store) -> None:
    written(store, a_small_prison())
    with store.unit_of_work("allocate", at=AT + DAY) as work:
        work.allocate(Allocation(FIRST, OFFICERS[1], ago(10)))
        work.commit()
    history = store.allocation_history(FRIDAY)
    assert [(a.staff_id, a.from_date, a.to_date) for a in history[FIRST]] == [
        (OFFICERS[0], ago(60), ago(10)),
        (OFFICERS[1], ago(10), None),
    ]
    assert [a.staff_id for a in store.allocation_history(ago(11))[FIRST]] == [OFFICERS[0]]
    assert SECOND not in history


# Not yet in NOMIS
def test_a_session_waits_for_nomis_until_the_note_of_that_day_comes(store: Store) -> None:
    written(store, [*a_small_prison(), held_here(SECOND, ago(5)), held_here(THIRD, ago(1))])
    waiting = store.not_in_nomis(FRIDAY)
    assert [(each.prison_number, each.on, each.listed) for each in waiting] == [
        (SECOND, ago(5), True),
        (THIRD, ago(1), False),
    ]
    assert [each.prison_number for each in store.not_in_nomis(ago(3))] == [SECOND]
    written(store, [a_note(SECOND, ago(5), by="SOMEBODY")])
    assert [each.prison_number for each in store.not_in_nomis(FRIDAY)] == [THIRD]
