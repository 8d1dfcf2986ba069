"""After a change only those whom it touched are computed again, and the list is the same as computed anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain import due_again as due_again_module
from keywork_desktop.domain.due_again import due_again
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.snapshot import Snapshot
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated, an_alert

NUMBERS = [f"A10{n:02}AB" for n in range(30)]
DAY = timedelta(days=1)


def a_prison(seen: dict[str, date]) -> Snapshot:
    people = [
        a_prisoner(
            number,
            seen=[seen[number]] if number in seen else [],
            alerts=(an_alert("HA", TODAY - 20 * DAY),) if place % 7 == 0 else (),
            location=f"2-1-{place:03}",
        )
        for place, number in enumerate(NUMBERS)
    ]
    return a_snapshot(people, [a_key_worker()], [allocated(number, "OFF01A") for number in NUMBERS[:5]])


@given(st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 60).map(lambda n: TODAY - n * DAY)))
def test_the_list_is_the_same_as_computed_anew(seen: dict[str, date]) -> None:
    before = due_list(a_prison({}))
    after = a_prison(seen)
    assert due_again(before, after, set(seen)) == due_list(after)


def test_nobody_else_is_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = due_list(a_prison({}))
    computed: list[str] = []
    real = due_again_module.due_item
    monkeypatch.setattr(due_again_module, "due_item", lambda p, s: (computed.append(p.prison_number), real(p, s))[1])
    due_again(before, a_prison({NUMBERS[3]: TODAY}), {NUMBERS[3]})
    assert computed == [NUMBERS[3]]


def test_somebody_new_is_computed_and_somebody_gone_is_left_out() -> None:
    facts = a_prison({})
    before = due_list(facts)
    people = {n: p for n, p in facts.prisoners.items() if n != NUMBERS[0]} | {"B1234CD": a_prisoner("B1234CD")}
    after = replace(facts, prisoners=people)
    assert due_again(before, after, frozenset()) == due_list(after)


def test_a_key_worker_who_goes_on_leave_is_seen_with_his_men() -> None:
    facts = a_prison({})
    away = replace(facts.key_workers["OFF01A"], status=KeyWorkerStatus.ANNUAL_LEAVE)
    after = replace(facts, key_workers={"OFF01A": away})
    assert due_again(due_list(facts), after, frozenset()) == due_list(after)


@pytest.mark.parametrize("change", [{"on": TODAY + DAY}, {"policies": RuleBook()}])
def test_another_day_or_rule_computes_everybody_again(change: dict[str, object]) -> None:
    facts = a_prison({})
    after = replace(facts, **change)  # type: ignore[arg-type]  # one field of the snapshot or another
    assert due_again(due_list(facts), after, frozenset()) == due_list(after)
