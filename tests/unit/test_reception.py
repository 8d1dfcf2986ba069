"""Reception: the latest arrival that is not a return (DOMAIN 3.1)."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.facts import AdmissionFact, StayFact
from keywork_desktop.domain.reception import Reception, reception_on, receptions

NUMBER = "A1234BC"


def nov(day: int) -> date:
    return date(2026, 11, day)


def admitted(day: int, booking: str = "12345A", source: str = "admissions") -> AdmissionFact:
    return AdmissionFact(NUMBER, nov(day), booking, source)


def on_the_roll(first: int, gone: int | None = None) -> StayFact:
    return StayFact(NUMBER, nov(first), nov(gone) if gone else None)


def test_reception_is_the_admission() -> None:
    assert reception_on(nov(20), [admitted(3)], [on_the_roll(5)]) == Reception(nov(3))


def test_the_latest_of_two_bookings_is_the_reception() -> None:
    assert reception_on(nov(20), [admitted(3), admitted(12, "77777B")], [on_the_roll(5)]) == Reception(nov(12))


def test_an_admission_after_the_day_is_not_known_on_the_day() -> None:
    assert reception_on(nov(11), [admitted(3), admitted(12, "77777B")], [on_the_roll(5)]) == Reception(nov(3))


def test_back_from_court_is_not_a_reception() -> None:
    assert reception_on(nov(20), [admitted(3), admitted(12), admitted(18)], [on_the_roll(5)]) == Reception(nov(3))


def test_the_same_booking_after_an_absence_from_a_roll_is_a_reception() -> None:
    stays = [on_the_roll(5, gone=10), on_the_roll(13)]
    assert reception_on(nov(20), [admitted(3), admitted(12)], stays) == Reception(nov(12))


def test_admitted_on_the_evening_of_the_roll_that_missed_him_is_a_reception() -> None:
    stays = [on_the_roll(5, gone=12), on_the_roll(13)]
    assert reception_on(nov(20), [admitted(3), admitted(12)], stays) == Reception(nov(12))


def test_a_return_after_a_new_booking_stays_a_return() -> None:
    rows = [admitted(3), admitted(8, "77777B"), admitted(15, "77777B")]
    assert receptions(rows, [on_the_roll(5)]) == (nov(3), nov(8))


def test_without_a_booking_number_nobody_can_say_that_it_is_a_return() -> None:
    assert receptions([admitted(3, ""), admitted(8, "")], [on_the_roll(5)]) == (nov(3), nov(8))


def test_where_no_admission_is_known_the_alerts_report_says_it_with_a_problem() -> None:
    found = reception_on(nov(20), [admitted(2, source="alerts"), admitted(5, source="roll")], [on_the_roll(5)])
    assert found is not None
    assert found.on == nov(2)
    assert "alerts report" in (found.problem or "")


def test_the_admissions_report_beats_the_alerts_report() -> None:
    assert reception_on(nov(20), [admitted(4, source="alerts"), admitted(3)], [on_the_roll(5)]) == Reception(nov(3))


def test_where_nothing_is_known_it_is_the_first_roll_with_a_problem() -> None:
    found = reception_on(nov(20), [admitted(5, source="roll")], [on_the_roll(5)])
    assert found is not None
    assert found.on == nov(5)
    assert "first roll" in (found.problem or "")


def test_an_arrival_before_an_absence_is_not_that_of_the_present_stay() -> None:
    found = reception_on(nov(20), [admitted(3)], [on_the_roll(5, gone=10), on_the_roll(14)])
    assert found is not None
    assert found.on == nov(14)
    assert found.problem


def test_during_the_first_stay_a_later_absence_is_not_known() -> None:
    assert reception_on(nov(9), [admitted(3)], [on_the_roll(5, gone=10), on_the_roll(14)]) == Reception(nov(3))


def test_nothing_shows_him_yet() -> None:
    assert reception_on(nov(2), [admitted(3)], [on_the_roll(5)]) is None


days = st.integers(1, 28)
rows = st.lists(st.builds(admitted, days, st.sampled_from(["", "12345A", "77777B"])), max_size=6)
stays = st.lists(days, unique=True, max_size=6).map(
    lambda found: [on_the_roll(*pair) for pair in zip(sorted(found)[::2], sorted(found)[1::2], strict=False)]
)


@given(rows, stays, days, st.randoms())
def test_reception_is_never_after_the_day_and_order_never_matters(
    admissions: list[AdmissionFact], on_rolls: list[StayFact], day: int, shuffler: st.DrawFn
) -> None:
    found = reception_on(nov(day), admissions, on_rolls)
    assert found is None or found.on <= nov(day)
    assert found is None or found.on in {row.on for row in admissions} | {stay.from_date for stay in on_rolls}
    shuffled, shuffled_rolls = list(admissions), list(on_rolls)
    shuffler.shuffle(shuffled_rolls)
    if len({row.on for row in admissions}) == len(admissions):
        shuffler.shuffle(shuffled)
    assert reception_on(nov(day), shuffled, shuffled_rolls) == found
