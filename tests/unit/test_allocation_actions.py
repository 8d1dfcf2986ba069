"""Key workers set, kept apart and handed over; who was responsible; numbers merged: on a real store (DOMAIN 4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from keywork_desktop.actions import allocating, key_workers
from keywork_desktop.actions.changing import undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.key_workers import hand_over, handover, set_capacity_at_level, set_key_worker
from keywork_desktop.actions.responsibility import merge_numbers, responsible, responsible_for
from keywork_desktop.cli import run
from keywork_desktop.domain.allocation import judge_in
from keywork_desktop.domain.candidates import judge_several
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.facts import AlertFact, Fact, StayFact
from keywork_desktop.domain.people import Allocation, KeyWorkerStatus
from keywork_desktop.domain.responsibility import responsible_on
from keywork_desktop.planning.handing_over import Choice
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.store.recording import RowChange, columns_of
from keywork_desktop.store.tables import table_names
from tests.store.prison_facts import (
    AT,
    FRIDAY,
    MANAGER,
    NUMBERS,
    OFFICERS,
    a_note,
    a_small_prison,
    a_store_file,
    ago,
    contents,
    on_the_roll,
)

FIRST, SECOND, THIRD, FOURTH = NUMBERS
OWN, OTHER, SPARE = OFFICERS
LEAVE = KeyWorkerStatus.ANNUAL_LEAVE


def the_facts() -> list[Fact]:
    """The small prison: the first man (no one-to-one) and the second are OWN's, the third is OTHER's."""
    return [
        *a_small_prison(),
        Allocation(SECOND, OWN, ago(40), began_because="tracker"),
        Allocation(THIRD, OTHER, ago(40), began_because="tracker"),
        a_note(SECOND, ago(1)),
        a_note(SECOND, ago(15)),
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_store_file(tmp_path, the_facts())


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    moment = AT

    def now() -> datetime:
        nonlocal moment
        moment += timedelta(minutes=1)
        return moment

    with Store.open(path, StoreKey.none(), author=MANAGER) as store:
        yield Desk(store, FRIDAY, now)


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(RequestError) as caught:
        action()
    return caught.value.code


class TestKeyWorkers:
    def test_what_is_given_is_set_and_the_rest_stays(self, desk: Desk) -> None:
        change = set_key_worker(
            desk, OWN.lower(), capacity=4, specialisms=["Young  adults", ""], do_not_allocate=["XRF"]
        )
        found = desk.store.snapshot(FRIDAY).key_workers[OWN]
        assert (found.capacity, found.specialisms, found.do_not_allocate) == (4, ("Young adults",), ("XRF",))
        assert found.status is KeyWorkerStatus.ACTIVE
        assert change.summary == "Set the capacity and the specialisms and the alerts not to allocate of KHAN, Omar"

    def test_leave_has_a_return_date_and_coming_back_needs_nobody(self, desk: Desk) -> None:
        back = FRIDAY + timedelta(days=10)
        set_key_worker(desk, OWN, status=LEAVE, return_date=back)
        assert desk.store.snapshot(FRIDAY).key_workers[OWN].away_on(FRIDAY)
        assert not desk.store.snapshot(back).key_workers[OWN].away_on(back)
        set_key_worker(desk, OWN, status=KeyWorkerStatus.ACTIVE)
        assert desk.store.snapshot(FRIDAY).key_workers[OWN].return_date is None

    def test_what_a_change_breaks_is_said_and_nobody_is_moved(self, desk: Desk) -> None:
        change = set_key_worker(desk, OTHER, status=KeyWorkerStatus.LONG_TERM_ABSENCE, capacity=0)
        assert change.warnings == (
            f"{OTHER} has 1 of 0 places taken: rebalance, or say why.",
            f"{THIRD} is still with {OTHER}: on long-term absence.",
        )
        assert desk.store.snapshot(FRIDAY).allocations[THIRD].staff_id == OTHER

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"capacity": 10}, "bad_capacity"),
            ({"capacity": -1}, "bad_capacity"),
            ({"status": LEAVE, "return_date": FRIDAY}, "bad_return_date"),
            ({"return_date": FRIDAY + timedelta(days=3)}, "bad_return_date"),
        ],
    )
    def test_what_cannot_be_right_is_refused(self, desk: Desk, values: dict[str, Any], code: str) -> None:
        assert refused(lambda: set_key_worker(desk, OWN, **values)) == code

    def test_kept_apart_is_a_never_everywhere_until_it_is_taken_back(self, desk: Desk) -> None:
        change = key_workers.keep_apart(desk, FOURTH, OWN, "an old  matter")
        assert change.warnings == ()
        snapshot = desk.store.snapshot(FRIDAY)
        assert snapshot.keep_apart == {(FOURTH, OWN)}
        assert [reason.code for reason in judge_in(snapshot, FOURTH, OWN).broken] == ["keep_apart"]
        assert FOURTH in judge_several(snapshot, [FOURTH], OWN).refused
        assert refused(lambda: allocating.move(desk, [FOURTH], OWN)) == "not_allowed"
        key_workers.end_keep_apart(desk, FOURTH, OWN)
        assert desk.store.snapshot(FRIDAY).keep_apart == frozenset()
        assert refused(lambda: key_workers.end_keep_apart(desk, FOURTH, OWN)) == "not_kept_apart"
        undo(desk)
        assert desk.store.snapshot(FRIDAY).keep_apart == {(FOURTH, OWN)}
        assert desk.store.snapshot(ago(1)).keep_apart == frozenset()

    def test_somebody_who_has_him_now_is_told_so(self, desk: Desk) -> None:
        assert key_workers.keep_apart(desk, SECOND, OWN).warnings[-1].startswith(f"{SECOND} is still with {OWN}")

    def test_a_lockdown_raises_places_in_proportion_and_nothing_else_changes(self, desk: Desk) -> None:
        set_key_worker(desk, OTHER, capacity=4)
        set_capacity_at_level(desk, {4: 12})
        with desk.work("regime", "Level 4") as work:
            row = {"id": "r", "level": 4, "unit": "", "from_date": FRIDAY.isoformat(), "to_date": FRIDAY.isoformat()}
            entered = {"entered_by": "manager", "entered_at": AT.isoformat()}
            work.recorder.apply([RowChange("regime_entry", "r", None, {**row, **entered})])
            work.commit()
        raised, after = desk.store.snapshot(FRIDAY), desk.store.snapshot(FRIDAY + timedelta(days=1))
        assert [raised.key_workers[k].capacity for k in (OWN, OTHER)] == [8, 5]
        assert [after.key_workers[k].capacity for k in (OWN, OTHER)] == [6, 4]
        set_key_worker(desk, OTHER, specialisms=["CSIP"])
        assert desk.store.snapshot(FRIDAY + timedelta(days=1)).key_workers[OTHER].capacity == 4
        assert refused(lambda: set_capacity_at_level(desk, {5: 12})) == "bad_capacity"
        assert refused(lambda: set_capacity_at_level(desk, {4: 8})) == "bad_capacity"


class TestRebalancing:
    def test_it_is_accepted_as_one_change_that_says_why(self, desk: Desk) -> None:
        set_key_worker(desk, OTHER, status=KeyWorkerStatus.INACTIVE)
        proposed = allocating.rebalanced(desk)
        (move,) = proposed.moves
        assert (move.prison_number, move.from_staff_id) == (THIRD, OTHER)
        assert [each.prison_number for each in proposed.allocations] == [FOURTH]
        before = contents(desk.store)
        allocating.accept_rebalance(desk, proposed)
        now = desk.store.snapshot(FRIDAY).allocations[THIRD]
        assert now.staff_id == move.to_staff_id
        assert now.began_because.startswith("rebalanced: no longer with somebody who must not have him (inactive)")
        assert refused(lambda: allocating.accept_rebalance(desk, proposed)) == "outdated"
        undo(desk)
        assert contents(desk.store) == before

    def test_a_recommendation_that_would_break_a_never_by_now_is_refused(self, desk: Desk) -> None:
        proposed = allocating.recommended(desk)
        (made,) = proposed.allocations
        key_workers.keep_apart(desk, made.prison_number, made.staff_id)
        assert refused(lambda: allocating.accept_recommendation(desk, proposed)) == "outdated"


class TestHandingOver:
    def test_a_short_leave_keeps_who_is_not_due_and_covers_who_is(self, desk: Desk) -> None:
        with desk.work("allocate", "second officer") as work:
            now = desk.store.snapshot(FRIDAY).allocations[FIRST]
            work.allocate(replace(now, second_staff_id=SPARE, from_date=FRIDAY))
            work.commit()
        found = handover(desk, OWN, LEAVE, FRIDAY + timedelta(days=7))
        assert [(man.item.prisoner.prison_number, man.choice) for man in found.men] == [
            (FIRST, Choice.COVER),
            (SECOND, Choice.KEEP),
        ]
        assert found.men[0].key_worker is not None
        assert found.men[0].key_worker.staff_id == OTHER
        assert found.men[0].why == "overdue, before the return"
        hand_over(desk, found)
        after = desk.store.snapshot(FRIDAY)
        assert after.caseloads[OWN] == [FIRST, SECOND]
        assert after.key_workers[OWN].status is LEAVE

    def test_who_leaves_for_good_gives_his_men_away_and_the_reason_stays(self, desk: Desk) -> None:
        found = handover(desk, OWN, KeyWorkerStatus.INACTIVE)
        by_number = {man.item.prisoner.prison_number: man for man in found.men}
        assert by_number[FIRST].key_worker is None
        assert by_number[FIRST].why == "No one-to-one: choose a key worker by hand and name a second officer."
        taking = by_number[SECOND].key_worker
        assert taking is not None
        assert taking.staff_id == SPARE
        assert by_number[SECOND].reasons == ("same_houseblock", "load")
        hand_over(desk, found)
        after = desk.store.snapshot(FRIDAY)
        assert after.caseloads == {OWN: [FIRST], OTHER: [THIRD], SPARE: [SECOND]}
        ended, began = responsible(desk, SECOND)
        assert ended.allocation.ended_because == "key_worker_status"
        assert began.allocation.began_because == "handed over by KHAN, Omar (inactive)"

    def test_each_man_can_be_answered_otherwise(self, desk: Desk) -> None:
        found = handover(desk, OWN, KeyWorkerStatus.INACTIVE)
        assert refused(lambda: hand_over(desk, found, {FIRST: OTHER})) == "not_allowed"
        hand_over(desk, found, {FIRST: None, SECOND: OTHER})
        assert desk.store.snapshot(FRIDAY).caseloads == {OWN: [FIRST], OTHER: [SECOND, THIRD]}
        assert refused(lambda: hand_over(desk, found, {SECOND: SPARE})) == "outdated"


class TestResponsibility:
    def test_who_was_responsible_on_any_date_by_whom_and_why(self, desk: Desk) -> None:
        allocating.move(desk, [SECOND], SPARE, reason="asked for it")
        history = responsible(desk, SECOND)
        assert [(each.allocation.staff_id, each.allocation.to_date) for each in history] == [
            (OWN, FRIDAY),
            (SPARE, None),
        ]
        assert [each.allocation.staff_id for each in responsible_on(history, ago(1))] == [OWN]
        assert [each.allocation.staff_id for each in responsible_on(history, FRIDAY)] == [SPARE]
        first, now = history
        assert first.began is not None
        assert (first.began.by, first.began.action, first.allocation.began_because) == ("manager", "import", "tracker")
        assert first.ended is not None
        assert (first.ended.action, first.allocation.ended_because) == ("allocate", "changed_by_hand")
        assert (now.allocation.by, now.allocation.began_because, now.ended) == ("manager", "asked for it", None)

    def test_an_undone_change_leaves_no_trace_in_who_was_responsible(self, desk: Desk) -> None:
        allocating.move(desk, [SECOND], None, reason="a mistake")
        undo(desk)
        (only,) = responsible(desk, SECOND)
        assert (only.allocation.to_date, only.ended) == (None, None)

    def test_a_key_workers_caseload_on_any_date(self, desk: Desk) -> None:
        allocating.move(desk, [SECOND], SPARE)
        history = responsible_for(desk, OWN)
        assert {each.allocation.prison_number for each in responsible_on(history, ago(1))} == {FIRST, SECOND}
        assert {each.allocation.prison_number for each in responsible_on(history, FRIDAY)} == {FIRST}


class TestMergedNumbers:
    NEW = "F6789GH"

    def roll(self, desk: Desk, *more: Fact) -> None:
        """The newest roll shows the second man under a new number; the old one is gone from it."""
        with desk.work("import", "Import") as work:
            work.put_all(on_the_roll(self.NEW, since=FRIDAY, cell="2-1-002", admitted=FRIDAY)[:3])
            work.put(StayFact(SECOND, FRIDAY, FRIDAY, "gone"))
            work.put(StayFact(SECOND, ago(100)))
            work.put_all(more)
            work.commit()

    def test_sessions_reception_and_key_worker_go_on_under_the_new_number(self, desk: Desk) -> None:
        before = desk.store.snapshot(FRIDAY).prisoners[SECOND]
        self.roll(desk)
        merge_numbers(desk, SECOND, self.NEW)
        after = desk.store.snapshot(FRIDAY)
        man = after.prisoners[self.NEW]
        assert SECOND not in after.prisoners
        assert (man.records, man.reception) == (before.records, before.reception)
        assert after.allocations[self.NEW].staff_id == OWN
        assert responsible(desk, SECOND) == ()
        assert responsible(desk, self.NEW)[0].allocation.from_date == ago(40)

    def test_of_two_key_workers_that_of_the_new_number_stays(self, desk: Desk) -> None:
        self.roll(desk, Allocation(self.NEW, OTHER, FRIDAY))
        merge_numbers(desk, SECOND, self.NEW)
        former, now = responsible(desk, self.NEW)
        assert (former.allocation.staff_id, former.allocation.ended_because) == (OWN, "merged_number")
        assert (now.allocation.staff_id, now.allocation.to_date) == (OTHER, None)

    def test_one_undo_takes_it_back(self, desk: Desk) -> None:
        self.roll(desk, AlertFact(self.NEW, "CSIP", ago(3), None, FRIDAY))
        before = contents(desk.store)
        merge_numbers(desk, SECOND, self.NEW)
        assert contents(desk.store) != before
        undo(desk)
        assert contents(desk.store) == before

    def test_what_cannot_be_merged_is_refused(self, desk: Desk) -> None:
        assert refused(lambda: merge_numbers(desk, SECOND, SECOND)) == "same_number"
        assert refused(lambda: merge_numbers(desk, "Z9999ZZ", SECOND)) == "unknown_prisoner"
        assert refused(lambda: merge_numbers(desk, SECOND, "Z9999ZZ")) == "not_on_the_roll"

    def test_every_table_about_a_prisoner_is_known(self) -> None:
        from keywork_desktop.store.people_writes import _KEYS

        about = {name for name in table_names() if name != "prisoner" and "prison_number" in columns_of(name)}
        assert about <= set(_KEYS)


class TestCommands:
    @pytest.fixture
    def answer(self, path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Any]:
        def ask(*arguments: str, status: int = 0) -> Any:
            ended = run(["--store", str(path), "--as-of", FRIDAY.isoformat(), *arguments, "--json"])
            printed = capfd.readouterr().out
            assert ended.status == status, printed
            return json.loads(printed)

        return ask

    def test_staff_set_takes_everything_at_once(self, answer: Callable[..., Any], path: Path) -> None:
        back = (FRIDAY + timedelta(days=9)).isoformat()
        options = ("--status", "annual-leave", "--return", back, "--capacity", "5", "--keep-apart", FOURTH)
        assert answer("staff", "set", OTHER, *options, "--dry-run")["change"] is None
        made = answer("staff", "set", OTHER, *options, "--reason", "an old matter")
        assert made["change"]
        with Store.open(path, StoreKey.none()) as store:
            found = store.snapshot(FRIDAY)
        assert (found.key_workers[OTHER].capacity, found.keep_apart) == (5, {(FOURTH, OTHER)})
        answer("staff", "set", OTHER, "--end-keep-apart", FOURTH)
        assert answer("staff", "set", OTHER, "--status", "asleep", status=2)["error"]["code"] == "usage"
        assert answer("staff", "set", OTHER, "--capacity", "12", status=1)["error"]["code"] == "bad_capacity"

    def test_handover_and_responsible(self, answer: Callable[..., Any]) -> None:
        found = answer("staff", "handover", OWN, "--status", "inactive")
        assert {man["prison_number"]: man["staff_id"] for man in found["men"]} == {FIRST: None, SECOND: SPARE}
        assert found["change"] is None
        assert answer("staff", "handover", OWN, "--status", "inactive", "--apply")["change"]
        history = answer("responsible", SECOND)["items"]
        assert [(each["staff_id"], each["to"]) for each in history] == [(OWN, FRIDAY.isoformat()), (SPARE, None)]
        assert len(answer("responsible", SECOND, "--on", ago(3).isoformat())["items"]) == 1

    def test_recommend_and_rebalance(self, answer: Callable[..., Any]) -> None:
        found = answer("recommend")
        assert found["objective"]["placed"] == 1
        answer("staff", "set", OTHER, "--status", "inactive")
        moved = answer("recommend", "--rebalance")
        assert [(move["prison_number"], move["buys"][0]["code"]) for move in moved["moves"]] == [(THIRD, "rule_kept")]
        assert [left["prison_number"] for left in moved["stuck"]] == [FIRST]
        assert answer("recommend", "--rebalance", "--apply")["applied"]

    def test_merge(self, answer: Callable[..., Any]) -> None:
        assert answer("merge", FIRST, SECOND)["change"]
        assert [item["staff_id"] for item in answer("responsible", SECOND)["items"]] == [OWN, OWN]
