"""One change log: what was done, undone and done again, and who did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.store import Store, StoreKey, UnitOfWork
from keywork_desktop.store.engine import RECORDED
from tests.store.conftest import Clock
from tests.store.prison_facts import (
    AT,
    FRIDAY,
    MANAGER,
    NUMBERS,
    OFFICERS,
    a_note,
    a_person,
    a_session,
    a_small_prison,
    ago,
    contents,
)

FIRST, SECOND, *_ = NUMBERS


@pytest.fixture
def prison(store: Store, clock: Clock) -> Store:
    with store.unit_of_work("import", "Import 3 reports", at=clock()) as work:
        work.put_all(a_small_prison())
        work.commit()
    return store


def move(store: Store, clock: Clock, number: str, officer: str) -> None:
    with store.unit_of_work("allocate", f"Move {number} to {officer}", at=clock()) as work:
        work.allocate(Allocation(number, officer, FRIDAY, by="manager"))
        work.commit()


def test_a_move_is_undone_and_done_again(prison: Store, clock: Clock) -> None:
    before = contents(prison)
    move(prison, clock, FIRST, OFFICERS[1])
    after = contents(prison)
    undone = prison.undo(clock())
    assert contents(prison) == before
    assert (undone.action, undone.summary) == ("undo", f"Undo: Move {FIRST} to {OFFICERS[1]}")
    assert undone.prisoners == {FIRST}
    again = prison.redo(clock())
    assert contents(prison) == after
    assert (again.action, again.summary, again.undoes) == ("redo", f"Redo: Move {FIRST} to {OFFICERS[1]}", undone.id)


def test_the_log_shows_everything_newest_first_and_what_is_undone(prison: Store, clock: Clock) -> None:
    move(prison, clock, FIRST, OFFICERS[1])
    prison.undo(clock())
    log = prison.log()
    assert [(change.action, change.undone) for change in log] == [
        ("undo", False),
        ("allocate", True),
        ("import", False),
        ("init", False),
    ]
    assert log[0].undoes == log[1].id
    prison.redo(clock())
    assert [(change.action, change.undone) for change in prison.log(limit=3)] == [
        ("redo", False),
        ("undo", True),
        ("allocate", False),
    ]


def test_undo_and_redo_survive_a_restart(prison: Store, clock: Clock) -> None:
    before = contents(prison)
    move(prison, clock, FIRST, OFFICERS[1])
    prison.close()
    with Store.open(prison.path, StoreKey.none(), author=MANAGER) as again:
        again.undo(clock())
        assert contents(again) == before
    with Store.open(prison.path, StoreKey.none(), author=MANAGER) as again:
        can_redo = again.redoable()
        assert can_redo is not None
        assert can_redo.summary == f"Move {FIRST} to {OFFICERS[1]}"
        again.redo(clock())
        assert again.snapshot(FRIDAY).allocations[FIRST].staff_id == OFFICERS[1]


def test_undo_goes_back_step_by_step_and_redo_forward_again(prison: Store, clock: Clock) -> None:
    states = [contents(prison)]
    for officer in (OFFICERS[1], OFFICERS[2], OFFICERS[0]):
        move(prison, clock, FIRST, officer)
        states.append(contents(prison))
    for state in reversed(states[:-1]):
        prison.undo(clock())
        assert contents(prison) == state
    for state in states[1:]:
        prison.redo(clock())
        assert contents(prison) == state


def test_a_new_action_clears_what_could_be_done_again(prison: Store, clock: Clock) -> None:
    move(prison, clock, FIRST, OFFICERS[1])
    prison.undo(clock())
    move(prison, clock, SECOND, OFFICERS[1])
    assert prison.redoable() is None
    with pytest.raises(RequestError) as error:
        prison.redo(clock())
    assert error.value.code == "nothing_to_redo"


def test_what_can_be_undone_is_named_beforehand(prison: Store, clock: Clock) -> None:
    move(prison, clock, FIRST, OFFICERS[1])
    undoable = prison.undoable()
    assert undoable is not None
    assert undoable.summary == f"Move {FIRST} to {OFFICERS[1]}"
    prison.undo(clock())
    undoable = prison.undoable()
    assert undoable is not None
    assert undoable.action == "import"


def test_the_making_of_the_store_cannot_be_undone(store: Store, clock: Clock) -> None:
    assert store.undoable() is None
    with pytest.raises(RequestError) as error:
        store.undo(clock())
    assert error.value.code == "nothing_to_undo"


def test_a_dry_run_of_undo_and_redo_changes_nothing(prison: Store, clock: Clock) -> None:
    move(prison, clock, FIRST, OFFICERS[1])
    before = contents(prison)
    assert prison.undo(clock(), dry_run=True).prisoners == {FIRST}
    assert contents(prison) == before
    prison.undo(clock())
    before = contents(prison)
    assert prison.redo(clock(), dry_run=True).id == ""
    assert contents(prison) == before


def test_an_undo_never_overwrites_what_was_changed_since(prison: Store, clock: Clock) -> None:
    move(prison, clock, FIRST, OFFICERS[1])
    with prison.unit_of_work("test", at=clock()) as work:
        # As a change from another machine would arrive, beside this machine's own order of things.
        work.connection.exec_driver_sql(
            "UPDATE allocation SET override_reason = 'changed elsewhere' WHERE to_date IS NULL",
            execution_options={RECORDED: True},
        )
        work.connection.commit()
    before = contents(prison)
    with pytest.raises(RequestError) as error:
        prison.undo(clock())
    assert error.value.code == "changed_since"
    assert contents(prison) == before


def test_an_undo_never_takes_away_whom_others_need(prison: Store, clock: Clock) -> None:
    with prison.unit_of_work("import", "Import E5678FG", at=clock()) as work:
        work.put(a_person("E5678FG"))
        work.commit()
    with prison.unit_of_work("test", at=clock()) as work:
        work.connection.exec_driver_sql(
            "INSERT INTO stay VALUES ('x', 'E5678FG', '2026-11-20', NULL, '')", execution_options={RECORDED: True}
        )
        work.connection.commit()
    with pytest.raises(RequestError) as error:
        prison.undo(clock())
    assert error.value.code == "changed_since"


def test_the_log_of_one_prisoner_leaves_the_others_out(prison: Store, clock: Clock) -> None:
    move(prison, clock, FIRST, OFFICERS[1])
    move(prison, clock, SECOND, OFFICERS[1])
    assert [change.action for change in prison.log(prisoner=SECOND)] == ["allocate", "import"]
    assert prison.log(prisoner="Z9999ZZ") == ()


def test_the_log_keeps_its_order_when_the_clock_was_put_back(prison: Store, clock: Clock) -> None:
    clock.moment -= timedelta(days=1)
    move(prison, clock, FIRST, OFFICERS[1])
    assert [change.action for change in prison.log()] == ["allocate", "import", "init"]
    assert prison.undo(clock()).prisoners == {FIRST}


def test_the_times_in_the_log_are_those_given(prison: Store) -> None:
    assert [change.at for change in prison.log()] == [AT + timedelta(minutes=2), AT + timedelta(minutes=1)]


# Whatever is done, undoing all of it leads back to the beginning, and doing it again to the end
Step = Callable[[Store, UnitOfWork], Any]
days = st.integers(0, 5).map(ago)
numbers, officers = st.sampled_from(NUMBERS), st.sampled_from(OFFICERS)


def a_move(number: str, officer: str, days_later: int) -> Step:
    return lambda _, work: work.allocate(Allocation(number, officer, FRIDAY + timedelta(days=days_later)))


def an_end(number: str, days_later: int) -> Step:
    return lambda _, work: work.end_allocation(number, FRIDAY + timedelta(days=days_later), "no longer needed")


def a_plan(number: str, days_later: int) -> Step:
    return lambda _, work: work.add_planned(a_session(number, FRIDAY + timedelta(days=days_later)))


def an_unplanning(place: int) -> Step:
    def step(store: Store, work: UnitOfWork) -> None:
        planned = store.planned(Period(FRIDAY, FRIDAY + timedelta(days=9)))
        if planned:
            work.remove_planned(planned[place % len(planned)].id)

    return step


steps = st.one_of(
    st.builds(lambda number, name: lambda _, work: work.put(a_person(number, name)), numbers, st.sampled_from("ABC")),
    st.builds(lambda number, day: lambda _, work: work.put(a_note(number, day)), numbers, days),
    st.builds(lambda number, day: lambda _, work: work.remove(a_note(number, day)), numbers, days),
    st.builds(a_move, numbers, officers, st.integers(0, 3)),
    st.builds(an_end, numbers, st.integers(0, 3)),
    st.builds(a_plan, numbers, st.integers(0, 3)),
    st.builds(an_unplanning, st.integers(0, 9)),
    st.builds(lambda value: lambda _, work: work.setting("lock_minutes", value), st.integers(1, 3)),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(st.lists(steps, min_size=1, max_size=4), min_size=1, max_size=6))
def test_undoing_everything_leads_back_and_redoing_everything_forward(
    new_store: Callable[..., Store], clock: Clock, tmp_path_factory: pytest.TempPathFactory, actions: list[list[Step]]
) -> None:
    with new_store(tmp_path_factory.mktemp("tried") / "keywork.store") as store:
        with store.unit_of_work("import", at=clock()) as work:
            work.put_all(a_small_prison())
            work.commit()
        states = [contents(store)]
        for action in actions:
            with store.unit_of_work("try", at=clock()) as work:
                try:
                    for step in action:
                        step(store, work)
                    change = work.commit()
                except RequestError:  # refused as a whole: nothing of it may stay
                    continue
            if change.id:
                states.append(contents(store))
        assert contents(store) == states[-1]
        for state in reversed(states[:-1]):
            store.undo(clock())
            assert contents(store) == state
        for state in states[1:]:
            store.redo(clock())
            assert contents(store) == state
        assert store.redoable() is None
