"""Induction: whose key worker is interim, who waits for a permanent one, and how that is settled (DOMAIN 4)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from keywork_desktop.actions import induction
from keywork_desktop.actions.allocating import move
from keywork_desktop.actions.changing import log, undo
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.induction import confirm_permanent, set_induction
from keywork_desktop.actions.key_workers import set_key_worker
from keywork_desktop.actions.responsibility import responsible
from keywork_desktop.cli import run
from keywork_desktop.domain.clocks import alarms
from keywork_desktop.domain.due_again import due_again
from keywork_desktop.domain.due_list import due_item, due_list
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.facts import Fact, WhereaboutsFact
from keywork_desktop.domain.induction import checked_landing, moved_off, waiting_for_permanent
from keywork_desktop.domain.interim import is_interim, landing_on
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Allocation, EarlierStay, KeyWorkerStatus, Prisoner, Whereabouts
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.store import Store, StoreKey
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated
from tests.store.prison_facts import (
    AT,
    FRIDAY,
    MANAGER,
    NUMBERS,
    OFFICERS,
    a_small_prison,
    a_store_file,
    ago,
    on_the_roll,
)

DAY = timedelta(days=1)
INDUCTION = frozenset({"1-1"})
FIRST, SECOND, THIRD, FOURTH = NUMBERS
OWN, OTHER, SPARE = OFFICERS
ARRIVED, MOVED = "E5678FG", "F6789GH"
Answer = Callable[..., Any]


def days_ago(n: int) -> date:
    return TODAY - n * DAY


def a_man(*places: tuple[int, str], number: str = "A1234BC", **facts: Any) -> Prisoner:
    """Somebody received 20 days ago, seen at these places (days ago, location), oldest first."""
    seen = tuple(Whereabouts(days_ago(n), Location(place)) for n, place in reversed(places))
    return a_prisoner(number, location=places[-1][1], reception=days_ago(20), whereabouts=seen, **facts)


# ------------------------------------------------------------------------------------------------------ what is interim
def test_an_allocation_is_interim_if_it_began_on_an_induction_landing() -> None:
    man = a_man((20, "1-1-004"), (6, "2-1-001"))
    assert is_interim(man, allocated(man.prison_number, "OFF01A", days_ago(18)), INDUCTION)
    assert is_interim(man, allocated(man.prison_number, "OFF01A", days_ago(7)), INDUCTION)
    assert not is_interim(man, allocated(man.prison_number, "OFF01A", days_ago(6)), INDUCTION)
    assert not is_interim(man, None, INDUCTION)
    assert not is_interim(man, allocated(man.prison_number, "OFF01A", days_ago(18)), frozenset())


def test_a_place_that_is_no_cell_leaves_him_on_his_landing() -> None:
    man = a_man((20, "RECP"), (19, "1-1-004"), (8, "COURT"), (6, "2-1-001"), (1, "COURT"))
    landings = {n: landing_on(man, days_ago(n)) for n in (20, 19, 8, 7, 6, 1, 0)}
    assert landings == {20: "1-1", 19: "1-1", 8: "1-1", 7: "1-1", 6: "2-1", 1: "2-1", 0: "2-1"}
    assert landing_on(a_man((20, "RECP")), TODAY) is None
    assert landing_on(a_prisoner(location="3-2-001", reception=days_ago(20)), TODAY) == "3-2"


def test_an_allocation_of_an_earlier_stay_goes_by_where_he_was_then() -> None:
    before = (Whereabouts(days_ago(60), Location("1-1-009")), Whereabouts(days_ago(90), Location("2-1-009")))
    stay = EarlierStay(days_ago(90), days_ago(30), whereabouts=before)
    man = a_man((20, "2-1-001"), earlier=stay)
    assert [is_interim(man, allocated(man.prison_number, "X", days_ago(n)), INDUCTION) for n in (70, 50, 25, 20)] == [
        False,
        True,
        False,
        False,
    ]
    assert landing_on(a_man((20, "2-1-001")), days_ago(40)) is None


def prison(*men: Prisoner, since: int = 18, landings: frozenset[str] = INDUCTION) -> Snapshot:
    bound = [allocated(man.prison_number, "OFF01A", days_ago(since)) for man in men]
    return replace(a_snapshot(men, [a_key_worker()], bound), induction_landings=landings)


def test_whoever_left_induction_is_listed_most_urgent_first() -> None:
    still = a_man((20, "1-1-001"), number="A0001AA")
    court = a_man((20, "1-1-002"), (1, "COURT"), number="A0002AA")
    seen = a_man((20, "1-1-003"), (5, "2-1-003"), number="A0003AA", seen=[days_ago(1)])
    never = a_man((20, "1-1-004"), (5, "2-1-004"), number="A0004AA")
    elsewhere = a_man((20, "3-1-005"), number="A0005AA")
    snapshot = prison(still, court, seen, never, elsewhere)
    assert waiting_for_permanent(snapshot) == ("A0004AA", "A0003AA")
    assert waiting_for_permanent(snapshot, ()) == ()
    assert waiting_for_permanent(snapshot, ["3-1"]) == ()
    assert waiting_for_permanent(replace(snapshot, allocations={})) == ()
    assert moved_off(never, INDUCTION) == days_ago(5)
    assert moved_off(court, INDUCTION) is None
    items = {item.prisoner.prison_number: item.interim for item in due_list(snapshot)}
    assert items == {"A0001AA": True, "A0002AA": True, "A0003AA": True, "A0004AA": True, "A0005AA": False}


def test_naming_the_landing_is_seen_in_a_list_that_is_not_computed_anew() -> None:
    snapshot = prison(a_man((20, "1-1-004"), (5, "2-1-004")), landings=frozenset())
    before = due_list(snapshot)
    after = replace(snapshot, induction_landings=INDUCTION)
    assert [item.interim for item in before] == [False]
    assert due_again(before, after, frozenset()) == due_list(after)
    assert due_item(after.prisoners["A1234BC"], after).interim


@pytest.mark.parametrize(("text", "landing"), [("1-1", "1-1"), (" 1 - 2 ", "1-2"), ("fnc-1", "FNC-1")])
def test_a_landing_has_one_spelling(text: str, landing: str) -> None:
    assert checked_landing(text) == landing


@pytest.mark.parametrize("text", ["", "1", "1-1-004", "one", "COURT"])
def test_what_is_no_landing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a landing like 1-1"):
        checked_landing(text)


# --------------------------------------------------------------------------------------------------------- the actions
def the_facts() -> list[Fact]:
    """One man is in induction still, one has moved off it; OWN is the interim key worker of both."""
    return [
        *a_small_prison(),
        *on_the_roll(ARRIVED, since=ago(9), cell="1-1-001"),
        *on_the_roll(MOVED, since=ago(20), cell="1-1-002"),
        WhereaboutsFact(MOVED, ago(4), "2-1-020"),
        Allocation(ARRIVED, OWN, ago(8), began_because="tracker"),
        Allocation(MOVED, OWN, ago(18), began_because="tracker"),
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_store_file(tmp_path, the_facts())


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Store.open(path, StoreKey.none(), author=MANAGER) as store:
        yield Desk(store, FRIDAY, lambda: AT)


def listed(desk: Desk) -> list[str]:
    return [each.prisoner.prison_number for each in induction.waiting(desk)]


def periods(desk: Desk, number: str) -> list[tuple[str, date, date | None, str, str]]:
    found = sorted((each.allocation for each in responsible(desk, number)), key=lambda a: a.from_date)
    return [(a.staff_id, a.from_date, a.to_date, a.began_because, a.ended_because) for a in found]


def test_induction_is_off_until_a_landing_is_named_and_undone_by_name(desk: Desk) -> None:
    assert (induction.induction_landings(desk), listed(desk)) == ((), [])
    assert not set_induction(desk, ()).id
    change = set_induction(desk, ["1-2", "1-1", "1-1"])
    assert change.summary == "Induction is on 1-1, 1-2"
    assert induction.induction_landings(desk) == ("1-1", "1-2")
    assert listed(desk) == [MOVED]
    undo(desk)
    assert (induction.induction_landings(desk), listed(desk)) == ((), [])
    set_induction(desk, ["1-1"])
    assert set_induction(desk, ()).summary == "No landing is for induction"
    with pytest.raises(RequestError) as refused:
        set_induction(desk, ["1-1", "somewhere"])
    assert (refused.value.code, induction.induction_landings(desk)) == ("bad_setting", ())


def test_the_interim_key_worker_becomes_permanent_from_today(desk: Desk) -> None:
    set_induction(desk, ["1-1"])
    change = confirm_permanent(desk, [MOVED])
    assert change.summary.endswith(
        "is the permanent key worker of " + desk.store.snapshot(FRIDAY).prisoners[MOVED].name
    )
    assert change.prisoners == {MOVED}
    assert periods(desk, MOVED) == [
        (OWN, ago(18), FRIDAY, "tracker", "changed_by_hand: permanent after induction"),
        (OWN, FRIDAY, None, "permanent after induction", ""),
    ]
    assert listed(desk) == []
    undo(desk)
    assert periods(desk, MOVED) == [(OWN, ago(18), None, "tracker", "")]
    assert listed(desk) == [MOVED]


def test_several_are_one_change_set(desk: Desk) -> None:
    set_induction(desk, ["1-1", "2-1"])
    set_induction(desk, ["1-1"])
    with desk.work("import", "moved") as work:
        work.put(WhereaboutsFact(ARRIVED, FRIDAY, "2-1-030"))
        desk.settle(work)
    before = len(log(desk))
    assert confirm_permanent(desk, [MOVED, ARRIVED]).prisoners == {MOVED, ARRIVED}
    assert (len(log(desk)), listed(desk)) == (before + 1, [])


def test_another_key_worker_settles_it_too(desk: Desk) -> None:
    set_induction(desk, ["1-1"])
    move(desk, [MOVED], OTHER)
    assert listed(desk) == []
    assert [period[0] for period in periods(desk, MOVED)] == [OWN, OTHER]


def test_giving_him_to_the_same_key_worker_makes_him_permanent(desk: Desk) -> None:
    set_induction(desk, ["1-1"])
    assert not move(desk, [ARRIVED], OWN).id
    change = move(desk, [MOVED], OWN)
    assert "is the permanent key worker of" in change.summary
    assert periods(desk, MOVED)[-1] == (OWN, FRIDAY, None, "permanent after induction", "")
    assert not move(desk, [MOVED], OWN).id


@pytest.mark.parametrize(
    ("number", "code"), [(ARRIVED, "still_in_induction"), (FIRST, "not_interim"), (FOURTH, "not_allocated")]
)
def test_who_has_nothing_to_be_settled_is_said(desk: Desk, number: str, code: str) -> None:
    set_induction(desk, ["1-1"])
    with pytest.raises(RequestError) as refused:
        confirm_permanent(desk, [MOVED, number])
    assert refused.value.code == code
    assert listed(desk) == [MOVED]


def test_a_key_worker_who_may_not_have_him_does_not_become_permanent(desk: Desk) -> None:
    set_induction(desk, ["1-1"])
    set_key_worker(desk, OWN, status=KeyWorkerStatus.LONG_TERM_ABSENCE)
    with pytest.raises(RequestError, match="on long-term absence") as refused:
        confirm_permanent(desk, [MOVED])
    assert refused.value.code == "not_allowed"
    with pytest.raises(RequestError) as refused:
        move(desk, [MOVED], OWN)
    assert refused.value.code == "not_allowed"
    move(desk, [MOVED], OWN, override=True, reason="back on Monday")
    assert desk.store.snapshot(FRIDAY).allocations[MOVED].override == "back on Monday"
    assert listed(desk) == []


def test_becoming_permanent_does_not_hide_that_they_never_met(desk: Desk) -> None:
    set_induction(desk, ["1-1"])

    def alarm() -> list[str]:
        return [each.text for each in alarms(desk.store.snapshot(FRIDAY)) if each.prisoner.prison_number == MOVED]

    before = alarm()
    assert "18 days ago, never met" in before[0]
    confirm_permanent(desk, [MOVED])
    assert alarm() == before
    assert desk.store.snapshot(FRIDAY).with_him_since == {MOVED: ago(18)}
    assert desk.store.snapshot(ago(1)).with_him_since == {}


def test_a_full_caseload_has_him_in_it_already(desk: Desk) -> None:
    set_induction(desk, ["1-1"])
    set_key_worker(desk, OWN, capacity=1)
    confirm_permanent(desk, [MOVED])
    assert listed(desk) == []


# ------------------------------------------------------------------------------------------------------ command line
@pytest.fixture
def answer(path: Path, capfd: pytest.CaptureFixture[str]) -> Answer:
    def ask(*arguments: str, status: int = 0) -> Any:
        ended = run(["--store", str(path), "--as-of", FRIDAY.isoformat(), *arguments, "--json"])
        printed = capfd.readouterr().out
        assert ended.status == status, printed
        return json.loads(printed)

    return ask


def interim_of(answer: Answer) -> dict[str, bool | None]:
    items = answer("due")["items"]
    return {item["prison_number"]: item["key_worker"] and item["key_worker"]["interim"] for item in items}


def test_the_command_line_names_lists_and_settles(answer: Answer) -> None:
    assert answer("induction", "list") == {"landings": [], "items": []}
    assert answer("induction", "set", "1-1", "--dry-run")["change"] is None
    assert answer("induction", "set", "1-1", "1-2")["change"]
    assert answer("induction", "list") == {
        "landings": ["1-1", "1-2"],
        "items": [
            {
                "prison_number": MOVED,
                "unit": "2",
                "cell": "2-1-020",
                "staff_id": OWN,
                "allocated": ago(18).isoformat(),
                "moved_on": ago(4).isoformat(),
            }
        ],
    }
    assert interim_of(answer) == {
        FIRST: False, SECOND: None, THIRD: None, FOURTH: None, ARRIVED: True, MOVED: True,
    }  # fmt: skip
    assert answer("allocate", MOVED, OWN)["change"]
    assert answer("induction", "list")["items"] == []
    assert interim_of(answer)[MOVED] is False
    assert answer("induction", "set", "--none")["change"]
    assert answer("induction", "list")["landings"] == []


@pytest.mark.parametrize("arguments", [(), ("1-1", "--none")])
def test_landings_or_none_are_asked_for(answer: Answer, arguments: tuple[str, ...]) -> None:
    assert answer("induction", "set", *arguments, status=1)["error"]["code"] == "nothing_to_do"


def test_the_list_reads_as_a_table(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["--store", str(path), "--as-of", FRIDAY.isoformat(), "induction", "set", "1-1"])
    capfd.readouterr()
    run(["--store", str(path), "--as-of", FRIDAY.isoformat(), "induction", "list"])
    printed = capfd.readouterr().out
    assert "Induction: 1-1. 1 prisoner off it, key worker still interim" in printed
    assert MOVED in printed
