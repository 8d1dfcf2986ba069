"""The best allocation is the best there is: against trying everything, and against linear programs (DOMAIN 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.allocation import judge
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.allocation_flow import LEFT_OUT, Sharing, share_out
from keywork_desktop.planning.allocation_terms import Terms
from keywork_desktop.planning.recommending import Recommendation, recommend
from tests.allocation_oracles import (
    Objective,
    allowed_pairs,
    best_by_linear_programs,
    best_by_trying_everything,
    objective,
)
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated, an_alert

SPECIALISMS = ((), (), ("CSIP",), ("Young adults",), ("Self-harm / ACCT",))
AWAY = (KeyWorkerStatus.ANNUAL_LEAVE, KeyWorkerStatus.LONG_TERM_ABSENCE, KeyWorkerStatus.INACTIVE)


def a_prison(
    rng: Random, men: int, officers: int, *, blocks: int = 2, most_places: int = 3, bound: float = 0.2
) -> Snapshot:
    """People with everything that the rules look at, drawn by lot."""
    staff = [
        a_key_worker(
            f"Q{place:03d}A",
            unit=str(rng.randint(1, blocks)),
            capacity=rng.randint(0, most_places),
            specialisms=rng.choice(SPECIALISMS),
            do_not_allocate=rng.choice([(), (), (), ("XRF",)]),
            status=rng.choice([*[KeyWorkerStatus.ACTIVE] * 12, *AWAY]),
        )
        for place in range(officers)
    ]
    people, allocations, last, apart, count = [], [], {}, set(), dict.fromkeys(range(officers), 0)
    for place in range(men):
        number = f"A{place:04d}BC"
        alerts = [
            an_alert(code, TODAY - timedelta(days=40))
            for code, often in (("HA", 0.2), ("CSIP", 0.2), ("XRF", 0.2), ("RNO121", 0.04))
            if rng.random() < often
        ]
        people.append(
            a_prisoner(
                number,
                location=f"{rng.randint(1, blocks)}-1-{place % 900 + 1:03d}",
                alerts=tuple(alerts),
                date_of_birth=rng.choice([None, date(1980, 5, 5), date(2006, 5, 5)]),
                seen=[TODAY - timedelta(days=rng.randint(1, 40))],
            )
        )
        chosen = rng.randrange(officers)
        if rng.random() < bound and count[chosen] < staff[chosen].capacity:
            count[chosen] += 1
            allocations.append(allocated(number, staff[chosen].staff_id))
        elif rng.random() < 0.4:
            last[number] = rng.choice(staff).staff_id
        if rng.random() < 0.1:
            apart.add((number, rng.choice(staff).staff_id))
    found = a_snapshot(people, staff, allocations, last_key_worker=last)
    return replace(found, keep_apart=frozenset(apart))


def reached(snapshot: Snapshot, made: Recommendation) -> Objective:
    """What a recommendation comes to, counted without it; fails if it breaks a never."""
    allowed = {(pair.prison_number, pair.staff_id): pair for pair in allowed_pairs(snapshot)}
    chosen = [allowed[each.prison_number, each.staff_id] for each in made.allocations]
    for staff_id, officer in snapshot.key_workers.items():
        given_now = sum(each.staff_id == staff_id for each in made.allocations)
        assert not given_now or len(snapshot.caseloads.get(staff_id, ())) + given_now <= officer.capacity
    assert {each.prison_number for each in (*made.allocations, *made.unplaced)} == set(snapshot.prisoners) - set(
        snapshot.allocations
    )
    found = objective(snapshot, chosen)
    said = (
        made.priority_placed,
        len(made.allocations),
        *map(made.count, ("continuity", "same_houseblock", "specialist")),
    )
    assert said == found[:5]
    assert made.load == pytest.approx(float(-found[5]), abs=1e-4)
    return found


@given(st.randoms(use_true_random=False), st.integers(1, 5), st.integers(1, 4))
@settings(max_examples=150)
def test_no_allocation_of_a_few_is_better(rng: Random, men: int, officers: int) -> None:
    snapshot = a_prison(rng, men, officers)
    assert reached(snapshot, recommend(snapshot)) == best_by_trying_everything(snapshot)


@given(st.randoms(use_true_random=False), st.integers(20, 60), st.integers(3, 15), st.integers(1, 9))
@settings(max_examples=25)
def test_linear_programs_find_nothing_better(rng: Random, men: int, officers: int, most_places: int) -> None:
    snapshot = a_prison(rng, men, officers, blocks=3, most_places=most_places, bound=0.1)
    assert reached(snapshot, recommend(snapshot)) == best_by_linear_programs(snapshot)


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_answer_is_the_same_in_whatever_order_the_facts_come(rng: Random) -> None:
    snapshot = a_prison(rng, 25, 6)

    def shuffled(facts: dict[str, object]) -> dict[str, object]:
        return dict(rng.sample(sorted(facts.items()), len(facts)))

    other = replace(
        snapshot,
        prisoners=shuffled(dict(snapshot.prisoners)),
        key_workers=shuffled(dict(snapshot.key_workers)),
        allocations=shuffled(dict(snapshot.allocations)),
        last_key_worker=shuffled(dict(snapshot.last_key_worker)),
    )
    assert recommend(other) == recommend(snapshot)


@given(st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_judging_alike_people_once_is_judging_each(rng: Random) -> None:
    snapshot = a_prison(rng, 15, 5)
    terms = Terms(snapshot, list(snapshot.prisoners.values()))
    allowed, (continuity, houseblock, specialist) = terms.allowed({}), terms.gains()
    for row, prisoner in enumerate(terms.prisoners):
        for column, officer in enumerate(terms.officers):
            one_by_one = judge(
                prisoner,
                officer,
                snapshot.on,
                caseload=-1,
                last_key_worker=snapshot.last_key_worker.get(prisoner.prison_number),
                keep_apart=snapshot.keep_apart,
            )
            codes = {reason.code for reason in one_by_one.reasons}
            assert allowed[row, column] == (not one_by_one.broken and not officer.away_on(snapshot.on))
            assert bool(continuity[row, column]) == ("continuity" in codes)
            assert bool(houseblock[row, column]) == ("same_houseblock" in codes)
            assert bool(specialist[row, column]) == ("specialist" in codes)


def test_of_equals_the_most_urgent_is_placed() -> None:
    """Ten alike men, three places: those who have waited longest get them."""
    men = [a_prisoner(f"A12{n:02d}BC", seen=[TODAY - timedelta(days=10 * n + 1)]) for n in range(10)]
    made = recommend(a_snapshot(men, [a_key_worker("OFF01A", capacity=2), a_key_worker("OFF02B", capacity=1)]))
    assert {each.prison_number for each in made.allocations} == {"A1209BC", "A1208BC", "A1207BC"}


def test_one_man_makes_room_for_another_who_can_go_nowhere_else() -> None:
    """The nearest choice for the first would leave the second without a key worker."""
    risky = a_prisoner("A1111BC", alerts=(an_alert("XRF", TODAY - timedelta(days=90)),), location="3-1-001")
    other = a_prisoner("A2222BC", location="2-1-001", seen=[TODAY - timedelta(days=200)])
    officers = [
        a_key_worker("OFF01A", unit="2", capacity=1),
        a_key_worker("OFF02B", unit="3", capacity=1, do_not_allocate=("XRF",)),
    ]
    made = recommend(a_snapshot([risky, other], officers))
    assert {each.prison_number: each.staff_id for each in made.allocations} == {
        "A1111BC": "OFF01A",
        "A2222BC": "OFF02B",
    }


def test_the_rule_that_is_nearest_to_being_mended_is_named() -> None:
    officers = [
        a_key_worker("OFF01A", capacity=0),
        *(a_key_worker(f"OFF{n}B", status=KeyWorkerStatus.INACTIVE) for n in range(3)),
    ]
    (left,) = recommend(a_snapshot([a_prisoner()], officers)).unplaced
    assert left.why == "full"


def test_someone_to_be_kept_apart_is_told_so() -> None:
    snapshot = replace(a_snapshot([a_prisoner()], [a_key_worker()]), keep_apart=frozenset({("A1234BC", "OFF01A")}))
    (left,) = recommend(snapshot).unplaced
    assert left.why == "keep_apart"


def test_weights_beyond_what_a_machine_word_holds_are_still_exact() -> None:
    """Capacities without a common measure: the whole numbers grow, the answer stays the best."""
    rng = Random(5)
    people, caseloads = 40, 6
    dear = [[rng.randrange(10**12) + 10**12 * place for place in range(8)] for _ in range(caseloads)]
    gains = [np.array([[rng.randrange(50) for _ in range(caseloads)] for _ in range(people)]) for _ in range(4)]
    everywhere = np.ones((people, caseloads), dtype=bool)
    large = share_out(Sharing(everywhere, gains, [1] * people, dear))
    assert large.count(LEFT_OUT) == 0

    def worth(answer: list[int]) -> list[int]:
        return [int(sum(gain[row, column] for row, column in enumerate(answer))) for gain in gains]

    cheap = share_out(Sharing(everywhere, gains, [1] * people, [[0] * 8] * caseloads))
    assert worth(large) == worth(cheap)
    for one, other in pairwise(sorted(rng.sample(range(people), 20))):
        swapped = list(large)
        swapped[one], swapped[other] = large[other], large[one]
        assert worth(swapped) <= worth(large)
