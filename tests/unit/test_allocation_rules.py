"""Who fits whom (DOMAIN 4): each never, each warning, and what speaks for a key worker."""

from datetime import date, timedelta

import pytest

from keywork_desktop.domain.allocation import Fit, Judgement, judge, off_unit, specialist_for
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.planning.recommending import recommend
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated, an_alert

LAST_YEAR = TODAY - timedelta(days=300)
RISKY = a_prisoner(alerts=(an_alert("XRF", LAST_YEAR),))


def codes(judgement: Judgement, fit: Fit) -> set[str]:
    return {reason.code for reason in judgement.reasons if reason.fit is fit}


def test_same_houseblock_with_places_left_fits_and_says_so() -> None:
    judgement = judge(a_prisoner(), a_key_worker(), TODAY, caseload=7)
    assert judgement.fit is Fit.FITS
    assert judgement.text == "Fits · same houseblock · 2 places left"


def test_a_full_caseload_is_a_no_that_says_how_full() -> None:
    judgement = judge(a_prisoner(), a_key_worker(), TODAY, caseload=9)
    assert judgement.text == "No · full (9 of 9)"


@pytest.mark.parametrize(
    ("status", "fit"),
    [
        (KeyWorkerStatus.LONG_TERM_ABSENCE, Fit.NO),
        (KeyWorkerStatus.NO_PRISONER_CONTACT, Fit.NO),
        (KeyWorkerStatus.INACTIVE, Fit.NO),
        (KeyWorkerStatus.ANNUAL_LEAVE, Fit.WARNS),
        (KeyWorkerStatus.ACTIVE, Fit.FITS),
    ],
)
def test_the_key_workers_status_decides_first(status: KeyWorkerStatus, fit: Fit) -> None:
    assert judge(a_prisoner(), a_key_worker(status=status), TODAY, caseload=0).fit is fit


def test_coming_back_is_automatic_on_the_return_date() -> None:
    away = a_key_worker(status=KeyWorkerStatus.ANNUAL_LEAVE, return_date=date(2026, 11, 29))
    assert judge(a_prisoner(), away, date(2026, 11, 28), caseload=0).text == "Warns · on annual leave, back 29 Nov"
    assert judge(a_prisoner(), away, date(2026, 11, 29), caseload=0).fit is Fit.FITS


def test_no_one_to_one_needs_a_second_officer_who_is_somebody_else() -> None:
    prisoner = a_prisoner(alerts=(an_alert("RNO121", LAST_YEAR),))
    key_worker = a_key_worker()
    assert codes(judge(prisoner, key_worker, TODAY, caseload=0), Fit.NO) == {"needs_second_officer"}
    assert judge(prisoner, key_worker, TODAY, caseload=0, second_staff_id="OFF02B").fit is Fit.FITS
    assert judge(prisoner, key_worker, TODAY, caseload=0, second_staff_id="OFF01A").fit is Fit.NO


def test_do_not_allocate_codes_count_only_while_the_alert_is_active() -> None:
    key_worker = a_key_worker(do_not_allocate=("XRF",))
    assert (
        judge(a_prisoner(alerts=(an_alert("XRF", LAST_YEAR),)), key_worker, TODAY, caseload=0).text
        == "No · not for XRF"
    )
    ended = a_prisoner(alerts=(an_alert("XRF", LAST_YEAR, TODAY),))
    assert judge(ended, key_worker, TODAY, caseload=0).fit is Fit.FITS


def test_a_pair_to_be_kept_apart_is_a_no() -> None:
    kept_apart = frozenset({("A1234BC", "OFF01A")})
    assert codes(judge(a_prisoner(), a_key_worker(), TODAY, caseload=0, keep_apart=kept_apart), Fit.NO) == {
        "keep_apart"
    }


def test_another_houseblock_is_a_warning_and_off_unit() -> None:
    key_worker = a_key_worker(unit="3")
    assert codes(judge(a_prisoner(), key_worker, TODAY, caseload=0), Fit.WARNS) == {"off_unit"}
    assert off_unit(a_prisoner(), key_worker)
    assert not off_unit(a_prisoner(location="COURT"), key_worker)


def test_a_man_in_csu_or_ipd_is_off_nobodys_houseblock() -> None:
    for cell in ("CSU-1-004", "IPD-1-002"):
        assert not off_unit(a_prisoner(location=cell), a_key_worker(unit="3"))
        assert not codes(judge(a_prisoner(location=cell), a_key_worker(unit="3"), TODAY, caseload=0), Fit.WARNS)


@pytest.mark.parametrize(
    ("specialism", "facts", "match"),
    [
        ("Self-harm / ACCT", {"alerts": (an_alert("HA", LAST_YEAR),)}, True),
        ("CSIP", {"alerts": (an_alert("CSIP", LAST_YEAR),)}, True),
        ("CSIP", {"alerts": (an_alert("HA", LAST_YEAR),)}, False),
        ("Young adults", {"date_of_birth": date(2001, 11, 21)}, True),
        ("Young adults", {"date_of_birth": date(2001, 11, 20)}, False),
        ("Young adults", {}, False),
    ],
)
def test_a_specialist_is_for_his_cohort(specialism: str, facts: dict[str, object], match: bool) -> None:
    found = specialist_for(a_key_worker(specialisms=(specialism,)), a_prisoner(**facts), TODAY)
    assert (found == specialism) is match


class TestRecommending:
    def test_the_last_key_worker_here_comes_before_the_same_houseblock(self) -> None:
        snapshot = a_snapshot(
            [a_prisoner()],
            [a_key_worker("OFF01A"), a_key_worker("OFF02B", unit="3")],
            last_key_worker={"A1234BC": "OFF02B"},
        )
        (made,) = recommend(snapshot).allocations
        assert (made.staff_id, made.reasons[0]) == ("OFF02B", "continuity")

    def test_the_least_loaded_of_the_same_houseblock(self) -> None:
        prisoners = [a_prisoner(f"A123{n}BC") for n in range(5)]
        snapshot = a_snapshot(
            prisoners,
            [a_key_worker("OFF01A"), a_key_worker("OFF02B"), a_key_worker("OFF03C", unit="3")],
            [allocated(f"A123{n}BC", "OFF01A") for n in range(3)],
        )
        assert {made.staff_id for made in recommend(snapshot).allocations} == {"OFF02B"}

    def test_present_allocations_are_not_touched(self) -> None:
        snapshot = a_snapshot([a_prisoner()], [a_key_worker("OFF01A", unit="5")], [allocated("A1234BC", "OFF01A")])
        assert recommend(snapshot).allocations == ()

    def test_nobody_goes_over_capacity_or_to_somebody_on_leave(self) -> None:
        snapshot = a_snapshot(
            [a_prisoner(f"A123{n}BC") for n in range(4)],
            [a_key_worker("OFF01A", capacity=2), a_key_worker("OFF02B", status=KeyWorkerStatus.ANNUAL_LEAVE)],
        )
        made = recommend(snapshot)
        assert [a.staff_id for a in made.allocations] == ["OFF01A", "OFF01A"]
        assert {u.why for u in made.unplaced} == {"on_leave"}

    @pytest.mark.parametrize(
        ("prisoner", "key_workers", "why"),
        [
            (a_prisoner(), [], "no_key_workers"),
            (a_prisoner(), [a_key_worker(capacity=0)], "full"),
            (a_prisoner(alerts=(an_alert("RNO121", LAST_YEAR),)), [a_key_worker()], "needs_second_officer"),
            (
                a_prisoner(alerts=(an_alert("XRF", LAST_YEAR),)),
                [a_key_worker(do_not_allocate=("XRF",))],
                "do_not_allocate",
            ),
            (a_prisoner(), [a_key_worker(status=KeyWorkerStatus.INACTIVE)], "not_active"),
        ],
    )
    def test_who_is_left_over_is_told_which_rule_stopped_him(self, prisoner, key_workers, why) -> None:  # type: ignore[no-untyped-def]  # parametrised
        (left,) = recommend(a_snapshot([prisoner], key_workers)).unplaced
        assert (left.prison_number, left.why) == ("A1234BC", why)
        assert left.text

    def test_the_most_urgent_is_placed_first(self) -> None:
        urgent = a_prisoner("B1234BC", alerts=(an_alert("HA", TODAY - timedelta(days=30)),))
        made = recommend(a_snapshot([a_prisoner(), urgent], [a_key_worker(capacity=1)]))
        assert [a.prison_number for a in made.allocations] == ["B1234BC"]
        assert made.priority_placed == 1
