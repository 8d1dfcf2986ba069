"""Several processes may use a store at once; each waits its turn and none loses anything."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from keywork_desktop.domain.errors import Bug, EnvironmentProblem
from keywork_desktop.store import Author, Store, StoreKey, engine
from keywork_desktop.store.holder import Holder, announce, holder_file, holder_of
from tests.store.conftest import Clock
from tests.store.prison_facts import AT, FRIDAY, MANAGER, NUMBERS, a_person, a_small_prison

HOLD = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("holding", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def held_elsewhere(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another process is writing to the store, and we do not wait long."""
    store.close()
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.01)
    command = [sys.executable, "-c", HOLD, str(store.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "holding\n"
        yield store.path
        other.stdin.write("\n")


def test_a_store_that_another_process_is_writing_to_says_who_has_it_open(held_elsewhere: Path) -> None:
    announce(held_elsewhere, Author("so.reed", "gatehouse-pc"), AT)
    with Store.open(held_elsewhere, StoreKey.none(), author=MANAGER) as store:
        with pytest.raises(EnvironmentProblem) as error, store.unit_of_work("import", at=AT):
            pytest.fail("two processes cannot write at once")
        assert (error.value.code, error.value.exit_status) == ("store_locked", 3)
        assert "so.reed on gatehouse-pc" in error.value.message


def test_reading_goes_on_while_another_process_writes(held_elsewhere: Path) -> None:
    with Store.open(held_elsewhere, StoreKey.none(), author=MANAGER) as store:
        assert store.snapshot(FRIDAY).prisoners == {}


def test_a_change_made_elsewhere_is_noticed_once(new_store: Callable[..., Store], clock: Clock) -> None:
    window = new_store()
    with Store.open(window.path, StoreKey.none(), author=MANAGER) as command_line:
        assert not window.changed_elsewhere()
        with command_line.unit_of_work("import", at=clock()) as work:
            work.put_all(a_small_prison())
            work.commit()
        assert window.changed_elsewhere()
        assert not window.changed_elsewhere()
        assert set(window.snapshot(FRIDAY).prisoners) == set(NUMBERS)
        assert not command_line.changed_elsewhere()


def test_two_programs_take_turns_and_the_log_keeps_their_order(new_store: Callable[..., Store], clock: Clock) -> None:
    window = new_store()
    with Store.open(window.path, StoreKey.none(), author=MANAGER) as command_line:
        for turn, store in enumerate((window, command_line, window, command_line)):
            with store.unit_of_work("import", f"turn {turn}", at=AT) as work:
                work.put(a_person(NUMBERS[turn]))
                work.commit()
        assert [change.summary for change in window.log(limit=4)] == ["turn 3", "turn 2", "turn 1", "turn 0"]
        undone = window.undo(clock())
        assert undone.prisoners == {NUMBERS[3]}


def test_one_unit_of_work_at_a_time(store: Store) -> None:
    with store.unit_of_work("import", at=AT), pytest.raises(Bug), store.unit_of_work("import", at=AT):
        pytest.fail("one action, one change set")


def test_a_window_says_that_it_is_open_and_takes_it_back(store: Store) -> None:
    store.announce(AT)
    assert holder_of(store.path) == Holder("manager", "office-pc", os.getpid(), AT.isoformat(timespec="seconds"))
    store.close()
    assert not holder_file(store.path).exists()


def test_a_holder_that_is_surely_gone_is_not_named(store: Store) -> None:
    if sys.platform == "win32":
        assert holder_of(store.path) is None
        return
    command = [sys.executable, "-c", "import os; print(os.getpid())"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    announce(store.path, Author("so.reed", os.uname().nodename), AT)
    said = holder_file(store.path).read_text(encoding="utf-8")
    holder_file(store.path).write_text(said.replace(str(os.getpid()), ended.stdout.strip()), encoding="utf-8")
    assert holder_of(store.path) is None


def test_a_holder_file_that_makes_no_sense_is_passed_over(store: Store) -> None:
    holder_file(store.path).write_text("[]", encoding="utf-8")
    assert holder_of(store.path) is None


def test_a_full_disk_leaves_the_store_as_it_was(store: Store) -> None:
    with store._reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")

    def import_everyone() -> None:
        with store.unit_of_work("import", at=AT) as work:
            work.put_all([a_person(f"A{n:04d}BC") for n in range(3000)])
            work.commit()

    with pytest.raises(EnvironmentProblem) as error:
        import_everyone()
    assert (error.value.code, error.value.exit_status) == ("disk_full", 3)
    assert "SMITH" not in str(error.value)
    assert [change.action for change in store.log()] == ["init"]
    assert store.known().people == {}


def test_a_store_that_cannot_be_written_says_so(store: Store) -> None:
    with store._reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(EnvironmentProblem) as error, store.unit_of_work("import", at=AT) as work:
        work.put(a_person(NUMBERS[0]))
    assert (error.value.code, error.value.exit_status) == ("read_only", 3)
    assert "SMITH" not in str(error.value)
