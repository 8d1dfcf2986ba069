"""Several prisoners on one key worker, and who would be best (DOMAIN 4)."""

from __future__ import annotations

from datetime import date

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.candidates import candidates, judge_several
from keywork_desktop.domain.people import KeyWorkerStatus
from tests.factories import a_key_worker, a_prisoner, a_snapshot, allocated, an_alert

ROOMY = a_key_worker("OFF01A", capacity=9)


def test_twelve_men_and_seven_places_are_seven_of_twelve() -> None:
    men = [a_prisoner(f"A{n:04d}BC") for n in range(14)]
    held = [allocated(man.prison_number, "OFF01A") for man in men[:2]]
    verdict = judge_several(a_snapshot(men, [ROOMY], held), [man.prison_number for man in men[2:]], "OFF01A")
    assert (len(verdict.fitting), verdict.fit) == (7, Fit.WARNS)
    assert verdict.text == "Warns · 7 of 12 fit · full (9 of 9)"


def test_all_of_them_fit_when_nothing_gives_pause() -> None:
    men = [a_prisoner("A0001BC"), a_prisoner("A0002BC")]
    verdict = judge_several(a_snapshot(men, [ROOMY]), ["A0001BC", "A0002BC"], "OFF01A")
    assert (verdict.fit, verdict.text) == (Fit.FITS, "Fits · all 2 fit")


def test_one_man_hears_every_reason_for_him() -> None:
    facts = a_snapshot([a_prisoner()], [ROOMY], last_key_worker={"A1234BC": "OFF01A"})
    verdict = judge_several(facts, ["A1234BC"], "OFF01A")
    assert verdict.text == "Fits · his last key worker here · same houseblock · 9 places left"


def test_those_who_are_his_already_take_no_second_place() -> None:
    men = [a_prisoner("A0001BC"), a_prisoner("A0002BC")]
    full = a_key_worker("OFF01A", capacity=2)
    facts = a_snapshot(men, [full], [allocated("A0001BC", "OFF01A")])
    verdict = judge_several(facts, ["A0001BC", "A0002BC"], "OFF01A")
    assert (verdict.already, verdict.fitting) == (("A0001BC",), ("A0002BC",))
    assert judge_several(facts, ["A0001BC"], "OFF01A").text == "Fits · his key worker now"


def test_a_second_officer_answers_no_one_to_one() -> None:
    man = a_prisoner(alerts=(an_alert("RNO121", date(2026, 1, 1)),))
    facts = a_snapshot([man], [ROOMY, a_key_worker("OFF02B")])
    alone = judge_several(facts, ["A1234BC"], "OFF01A")
    assert alone.fit is Fit.NO
    assert alone.only_needs_second_officer
    assert judge_several(facts, ["A1234BC"], "OFF01A", "OFF02B").fit is Fit.FITS


def test_the_second_officer_he_has_stays_with_him() -> None:
    man = a_prisoner(alerts=(an_alert("RNO121", date(2026, 1, 1)),))
    staff = [ROOMY, a_key_worker("OFF02B"), a_key_worker("OFF03C")]
    facts = a_snapshot([man], staff, [allocated("A1234BC", "OFF02B", second_staff_id="OFF03C")])
    assert judge_several(facts, ["A1234BC"], "OFF01A").fit is Fit.FITS
    assert judge_several(facts, ["A1234BC"], "OFF03C").fit is Fit.NO


def test_a_man_for_two_officers_is_not_offered_a_full_key_worker_first() -> None:
    man = a_prisoner(alerts=(an_alert("RNO121", date(2026, 1, 1)),))
    staff = [a_key_worker("OFF01A", capacity=0), a_key_worker("OFF02B")]
    found = candidates(a_snapshot([man], staff), ["A1234BC"])
    assert [verdict.key_worker.staff_id for verdict in found] == ["OFF02B", "OFF01A"]


def test_the_best_candidate_is_his_last_key_worker_then_his_houseblock_then_the_least_load() -> None:
    men = [a_prisoner(), a_prisoner("A0002BC")]
    staff = [
        a_key_worker("OFF01A", unit="3"),
        a_key_worker("OFF02B"),
        a_key_worker("OFF03C"),
        a_key_worker("OFF04D", unit="4"),
        a_key_worker("OFF05E", capacity=0),
        a_key_worker("OFF06F", status=KeyWorkerStatus.INACTIVE),
    ]
    facts = a_snapshot(men, staff, [allocated("A0002BC", "OFF02B")], last_key_worker={"A1234BC": "OFF04D"})
    assert [verdict.key_worker.staff_id for verdict in candidates(facts, ["A1234BC"])] == [
        "OFF04D",
        "OFF03C",
        "OFF02B",
        "OFF01A",
        "OFF05E",
    ]
