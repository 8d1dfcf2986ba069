"""Rebalancing reaches the best there is with the fewest moves, and says what each move buys (DOMAIN 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.allocation import judge
from keywork_desktop.domain.due_list import due_item
from keywork_desktop.domain.people import Allocation, KeyWorkerStatus
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.rebalancing import Rebalance, rebalance
from keywork_desktop.planning.recommending import recommend
from tests.factories import TODAY, a_key_worker, a_prisoner, a_session, a_snapshot, allocated, an_alert

LONG_AGO = TODAY - timedelta(days=60)


def test_men_who_were_never_met_even_out_the_load() -> None:
    men = [a_prisoner(f"A123{n}BC") for n in range(6)]
    officers = [a_key_worker("OFF01A"), a_key_worker("OFF02B")]
    made = rebalance(a_snapshot(men, officers, [allocated(man.prison_number, "OFF01A") for man in men]))
    assert len(made.moves) == 3
    assert {(move.from_staff_id, move.to_staff_id, move.met) for move in made.moves} == {("OFF01A", "OFF02B", False)}
    assert [bought.text for bought in made.moves[0].buys] == [
        "fairer load: KHAN, Omar 6 → 3 of 9, KHAN, Omar 0 → 3 of 9"
    ]
    assert (made.load_before, made.load) == (4.0, 2.0)


def test_whoever_has_met_his_key_worker_stays_with_him() -> None:
    men = [a_prisoner(f"A123{n}BC", records=(a_session(LONG_AGO, "OFF01A"),)) for n in range(6)]
    officers = [a_key_worker("OFF01A", unit="5"), a_key_worker("OFF02B")]
    snapshot = a_snapshot(men, officers, [allocated(man.prison_number, "OFF01A") for man in men])
    assert rebalance(snapshot).moves == ()
    assert len(rebalance(snapshot, keep_met=False).moves) == 6


def test_a_fair_prison_is_left_alone() -> None:
    men = [a_prisoner(f"A123{n}BC") for n in range(4)]
    officers = [a_key_worker("OFF01A"), a_key_worker("OFF02B")]
    bound = [allocated(man.prison_number, officers[n % 2].staff_id) for n, man in enumerate(men)]
    made = rebalance(a_snapshot(men, officers, bound))
    assert (made.moves, made.allocations, made.unplaced, made.stuck) == ((), (), (), ())


def test_a_key_worker_who_sees_nobody_passes_his_men_on() -> None:
    absent = a_key_worker("OFF01A", status=KeyWorkerStatus.LONG_TERM_ABSENCE)
    (move,) = rebalance(
        a_snapshot([a_prisoner()], [absent, a_key_worker("OFF02B")], [allocated("A1234BC", "OFF01A")])
    ).moves
    assert (move.to_staff_id, move.buys[0].code) == ("OFF02B", "rule_kept")
    assert move.buys[0].text == "no longer with somebody who must not have him (on long-term absence)"


def test_annual_leave_moves_nobody() -> None:
    away = a_key_worker("OFF01A", status=KeyWorkerStatus.ANNUAL_LEAVE)
    man = a_prisoner(records=(a_session(LONG_AGO, "OFF01A"),))
    assert rebalance(a_snapshot([man], [away, a_key_worker("OFF02B")], [allocated("A1234BC", "OFF01A")])).moves == ()


def test_an_override_is_left_alone() -> None:
    absent = a_key_worker("OFF01A", status=KeyWorkerStatus.LONG_TERM_ABSENCE)
    kept = allocated("A1234BC", "OFF01A", override="his own wish, agreed by the custodial manager")
    made = rebalance(a_snapshot([a_prisoner()], [absent, a_key_worker("OFF02B")], [kept]))
    assert (made.moves, made.stuck) == ((), ())


def test_over_capacity_those_who_were_never_met_go_first() -> None:
    met = [a_prisoner(f"A123{n}BC", records=(a_session(LONG_AGO, "OFF01A"),)) for n in range(3)]
    new = a_prisoner("B1234BC")
    officers = [a_key_worker("OFF01A", capacity=3), a_key_worker("OFF02B", unit="5")]
    bound = [allocated(man.prison_number, "OFF01A") for man in (*met, new)]
    (move,) = rebalance(a_snapshot([*met, new], officers, bound)).moves
    assert (move.prison_number, move.to_staff_id) == ("B1234BC", "OFF02B")
    assert move.buys[0].text == "KHAN, Omar is over capacity (4 of 3)"


def test_one_moves_to_make_room_for_another() -> None:
    """Only OFF02B may take the new man, and he is full with somebody who could be with OFF01A."""
    new = a_prisoner("B1234BC", alerts=(an_alert("XRF", LONG_AGO),))
    settled = a_prisoner(records=(a_session(LONG_AGO, "OFF02B"),))
    officers = [a_key_worker("OFF01A", do_not_allocate=("XRF",)), a_key_worker("OFF02B", capacity=1)]
    snapshot = a_snapshot([settled, new], officers, [allocated("A1234BC", "OFF02B")])
    assert [left.why for left in recommend(snapshot).unplaced] == ["full"]
    made = rebalance(snapshot)
    assert [(move.prison_number, move.to_staff_id, move.met) for move in made.moves] == [("A1234BC", "OFF01A", True)]
    assert made.moves[0].buys[0].text == "makes room for B1234BC"
    assert [(each.prison_number, each.staff_id) for each in made.allocations] == [("B1234BC", "OFF02B")]


def test_nobody_is_put_in_the_place_of_a_man_who_has_nowhere_else_to_go() -> None:
    acct = a_prisoner("B1234BC", alerts=(an_alert("HA", LONG_AGO),))
    made = rebalance(a_snapshot([a_prisoner(), acct], [a_key_worker(capacity=1)], [allocated("A1234BC", "OFF01A")]))
    assert (made.moves, made.allocations) == ((), ())
    assert [left.prison_number for left in made.unplaced] == ["B1234BC"]


def test_a_man_who_stays_although_a_rule_forbids_it_keeps_his_place() -> None:
    stuck = a_prisoner(alerts=(an_alert("RNO121", LONG_AGO),))
    new = a_prisoner("B1234BC")
    made = rebalance(a_snapshot([stuck, new], [a_key_worker(capacity=1)], [allocated("A1234BC", "OFF01A")]))
    assert [(left.prison_number, left.why) for left in made.stuck] == [("A1234BC", "needs_second_officer")]
    assert (made.allocations, [left.prison_number for left in made.unplaced]) == ((), ["B1234BC"])


def a_prison(rng: Random) -> Snapshot:
    staff = [
        a_key_worker(
            f"Q{place}A",
            unit=rng.choice("23"),
            capacity=rng.randint(1, 3),
            do_not_allocate=rng.choice([(), ("XRF",)]),
            specialisms=rng.choice([(), ("CSIP",)]),
            status=rng.choice([KeyWorkerStatus.ACTIVE] * 4 + [KeyWorkerStatus.INACTIVE, KeyWorkerStatus.ANNUAL_LEAVE]),
        )
        for place in range(3)
    ]
    men, bound, last = [], [], {}
    for place in range(rng.randint(1, 5)):
        number = f"A123{place}BC"
        alerts = tuple(an_alert(code, LONG_AGO) for code in ("XRF", "CSIP", "HA", "RNO121") if rng.random() < 0.2)
        own = rng.choice([None, *staff])
        met = own is not None and rng.random() < 0.5
        men.append(
            a_prisoner(
                number,
                location=f"{rng.choice('23')}-1-00{place + 1}",
                alerts=alerts,
                records=(a_session(TODAY - timedelta(days=3), own.staff_id),) if own and met else (),
            )
        )
        if own is not None:
            bound.append(allocated(number, own.staff_id))
        elif rng.random() < 0.5:
            last[number] = rng.choice(staff).staff_id
    return a_snapshot(men, staff, bound, last_key_worker=last)


def _sound(snapshot: Snapshot, number: str, staff_id: str) -> bool:
    """He may be there: nothing but a full caseload is left to ask, and nobody new goes to somebody who is away."""
    now = snapshot.allocations.get(number)
    judged = judge(snapshot.prisoners[number], snapshot.key_workers[staff_id], snapshot.on, caseload=-1)
    stays = now is not None and now.staff_id == staff_id
    return not judged.broken and (stays or not snapshot.key_workers[staff_id].away_on(snapshot.on))


def objective(snapshot: Snapshot, where: dict[str, str | None]) -> tuple[object, ...] | None:
    """What a state is worth, more is better; None if it breaks a never that today's does not."""
    counts = {staff_id: [n for n, to in where.items() if to == staff_id] for staff_id in snapshot.key_workers}
    worth: dict[str, list[int]] = {staff_id: [] for staff_id in snapshot.key_workers}
    continuity = houseblock = specialist = moves = 0
    for staff_id, men in counts.items():
        here = snapshot.caseloads.get(staff_id, [])
        places = snapshot.key_workers[staff_id].capacity
        if set(men) - set(here) and max(len(men), len(here)) > places:
            return None
    for number, to in where.items():
        now = snapshot.allocations.get(number)
        before = now.staff_id if now else None
        item = due_item(snapshot.prisoners[number], snapshot)
        standing = 2 if before is None else 4 if _sound(snapshot, number, before) else 0
        if to is None:
            if before is not None:
                return None
            continue
        if not _sound(snapshot, number, to):
            if to != before:
                return None
            worth[to].append(0)
        else:
            worth[to].append(1 + bool(item.priority_groups) + standing)
        codes = {
            reason.code
            for reason in judge(
                snapshot.prisoners[number],
                snapshot.key_workers[to],
                snapshot.on,
                caseload=-1,
                last_key_worker=snapshot.last_key_worker.get(number),
            ).reasons
        }
        met = before is not None and not item.never_met_by_key_worker and _sound(snapshot, number, before)
        continuity += (to == before) if met else "continuity" in codes
        houseblock += "same_houseblock" in codes
        specialist += "specialist" in codes
        moves += before is not None and to != before
    # Of a caseload beyond the places, those who are worth least are the ones too many.
    excess = {k: max(0, len(each) - snapshot.key_workers[k].capacity) for k, each in worth.items()}
    weights = sum(sum(sorted(each)[excess[k] :]) for k, each in worth.items())
    load = sum(Fraction(len(men) ** 2, snapshot.key_workers[k].capacity) for k, men in counts.items())
    return (weights, continuity, houseblock, specialist, -load, -moves)


def state(snapshot: Snapshot, made: Rebalance) -> dict[str, str | None]:
    where: dict[str, str | None] = dict.fromkeys(snapshot.prisoners)
    where.update({number: allocation.staff_id for number, allocation in snapshot.allocations.items()})
    where.update({move.prison_number: move.to_staff_id for move in made.moves})
    where.update({each.prison_number: each.staff_id for each in made.allocations})
    return where


@given(st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_no_other_way_is_better_and_every_move_buys_something(rng: Random) -> None:
    snapshot = a_prison(rng)
    made = rebalance(snapshot)
    assert all(move.buys for move in made.moves)
    found = objective(snapshot, state(snapshot, made))
    assert found is not None
    choices = [None, *snapshot.key_workers]
    every = (
        objective(snapshot, dict(zip(snapshot.prisoners, way, strict=True)))
        for way in product(choices, repeat=len(snapshot.prisoners))
    )
    assert found == max(each for each in every if each is not None)


@given(st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_nobody_gets_over_capacity_and_once_is_enough(rng: Random) -> None:
    snapshot = a_prison(rng)
    made = rebalance(snapshot)
    where = state(snapshot, made)
    for staff_id, officer in snapshot.key_workers.items():
        after = sum(to == staff_id for to in where.values())
        assert after <= max(officer.capacity, len(snapshot.caseloads.get(staff_id, ())))
    again = replace(
        snapshot, allocations={number: Allocation(number, to, TODAY) for number, to in where.items() if to is not None}
    )
    assert rebalance(again).load <= made.load
