"""Backups that were read back, restoring with the present store kept, and a check that finds what is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from keywork_desktop.domain.errors import EnvironmentProblem, KeyworkError, RequestError
from keywork_desktop.store import Store, StoreKey, restore, schema
from keywork_desktop.store.copies import PAGES_A_STEP, verified
from keywork_desktop.store.holder import announce
from tests.store.prison_facts import AT, FRIDAY, MANAGER, NUMBERS, a_session, a_small_prison, contents

PASSPHRASE = StoreKey.passphrase("boiled kettle")
KEYS = pytest.mark.parametrize("key", [StoreKey.none(), PASSPHRASE], ids=repr)
NewStore = Callable[..., Store]


def fill(store: Store, capacity: int = 10) -> dict[str, list[tuple[object, ...]]]:
    with store.unit_of_work("import", "Import", at=AT) as work:
        work.put_all(a_small_prison())
        work.add_planned(a_session(NUMBERS[0], FRIDAY))
        work.setting("lock_minutes", capacity)
        work.commit()
    return contents(store)


def spoil(path: Path, statement: str) -> None:
    """Write past the log, as another program would."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(statement)
    connection.close()


def left_beside(store: Path) -> list[str]:
    return sorted(each.name for each in store.parent.iterdir() if each.name.startswith("."))


@KEYS
def test_a_backup_holds_everything_and_leaves_the_store_as_it_is(
    new_store: NewStore, key: StoreKey, tmp_path: Path
) -> None:
    store = new_store(key=key)
    before = fill(store)
    made = store.back_up(tmp_path / "elsewhere" / "copy.store")
    assert (made.schema, made.size) == (schema.head(), made.path.stat().st_size)
    assert contents(store) == before
    with Store.open(made.path, key, author=MANAGER) as copy:
        assert contents(copy) == before
        assert copy.undo(AT).prisoners == set(NUMBERS)
    assert left_beside(store.path) == []
    assert sorted(each.name for each in made.path.parent.iterdir()) == ["copy.store"]


def test_an_encrypted_backup_can_be_read_with_its_passphrase_only(new_store: NewStore, tmp_path: Path) -> None:
    store = new_store(key=PASSPHRASE)
    fill(store)
    made = store.back_up(tmp_path / "copy.store")
    assert NUMBERS[0].encode() not in made.path.read_bytes()
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(made.path, StoreKey.passphrase("cold kettle"))
    assert error.value.code == "wrong_passphrase"


def test_an_older_backup_is_replaced_only_when_asked(new_store: NewStore, tmp_path: Path) -> None:
    store, to = new_store(), tmp_path / "copy.store"
    store.back_up(to)
    first = to.read_bytes()
    fill(store)
    with pytest.raises(RequestError) as error:
        store.back_up(to)
    assert (error.value.code, to.read_bytes()) == ("file_exists", first)
    store.back_up(to, replace=True)
    with Store.open(to, StoreKey.none(), author=MANAGER) as copy:
        assert contents(copy) == contents(store)
    with pytest.raises(RequestError):
        store.back_up(store.path, replace=True)


def test_a_backup_that_is_cancelled_leaves_nothing(new_store: NewStore, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(_fraction: float) -> None:
        raise StoppedError

    store = new_store()
    fill(store)
    with pytest.raises(StoppedError):
        store.back_up(tmp_path / "copy.store", progress=stop)
    assert not (tmp_path / "copy.store").exists()
    assert left_beside(store.path) == []
    told: list[float] = []
    store.back_up(tmp_path / "copy.store", progress=told.append)
    assert told[-1] == 1.0
    assert PAGES_A_STEP > 0


def test_a_folder_that_cannot_be_made_says_so(new_store: NewStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as error:
        new_store().back_up(tmp_path / "file" / "copy.store")
    assert error.value.code == "read_only"
    assert left_beside(tmp_path / "any") == []


@KEYS
def test_a_restored_store_is_the_backup_and_the_present_one_is_kept(
    new_store: NewStore, key: StoreKey, tmp_path: Path
) -> None:
    store = new_store(key=key)
    then = fill(store)
    backup = store.back_up(tmp_path / "copy.store").path
    with store.unit_of_work("setting", "Lock sooner", at=AT) as work:
        work.setting("lock_minutes", 3)
        work.commit()
    now = contents(store)
    store.close()
    made = restore(store.path, backup, key, MANAGER, AT)
    assert made.kept_aside is not None
    assert made.kept_aside.name == "keywork.before-restore-20261120-083000.store"
    with Store.open(made.kept_aside, key, author=MANAGER) as aside:
        assert contents(aside) == now
    with Store.open(store.path, key, author=MANAGER) as restored:
        assert contents(restored)["prisoner"] == then["prisoner"]
        assert restored.settings()["lock_minutes"] == 10
        assert restored.settings()["last_backup"]["file"] == "copy.store"
        assert restored.log(limit=1)[0].summary == "Restored from the backup copy.store"
        undoable = restored.undoable()
        assert undoable is not None
        assert undoable.summary == "Import"
        assert restored.check() == ()
    assert left_beside(store.path) == []


def test_what_was_written_last_is_kept_aside_too(new_store: NewStore, tmp_path: Path) -> None:
    """After a power cut the newest changes lie in the log beside the store."""
    store = new_store()
    backup = store.back_up(tmp_path / "copy.store").path
    now = fill(store)
    wal = Path(f"{store.path}-wal").read_bytes()
    main = store.path.read_bytes()
    store.close()
    store.path.write_bytes(main)
    Path(f"{store.path}-wal").write_bytes(wal)
    made = restore(store.path, backup, StoreKey.none(), MANAGER, AT)
    assert made.kept_aside is not None
    with Store.open(made.kept_aside, StoreKey.none(), author=MANAGER) as aside:
        assert contents(aside) == now
    with Store.open(store.path, StoreKey.none(), author=MANAGER) as restored:
        assert restored.snapshot(FRIDAY).prisoners == {}


def test_a_broken_store_is_kept_and_replaced(new_store: NewStore, tmp_path: Path) -> None:
    store = new_store()
    then = fill(store)
    backup = store.back_up(tmp_path / "copy.store").path
    store.close()
    store.path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4080)
    made = restore(store.path, backup, StoreKey.none(), MANAGER, AT)
    assert made.kept_aside is not None
    assert made.kept_aside.read_bytes().endswith(b"\xff" * 4080)
    with Store.open(store.path, StoreKey.none(), author=MANAGER) as restored:
        assert contents(restored)["prisoner"] == then["prisoner"]


def test_a_dry_run_reads_the_backup_and_touches_nothing(new_store: NewStore, tmp_path: Path) -> None:
    store = new_store()
    backup = store.back_up(tmp_path / "copy.store").path
    fill(store)
    store.close()
    before = store.path.read_bytes()
    made = restore(store.path, backup, StoreKey.none(), MANAGER, AT, dry_run=True)
    assert (made.kept_aside, made.change, store.path.read_bytes()) == (None, None, before)


def damaged(path: Path) -> Path:
    content = bytearray(path.read_bytes())
    for at in range(len(content) // 2, len(content) // 2 + 4096):
        content[at] ^= 0x5A
    path.write_bytes(content)
    return path


@KEYS
def test_a_damaged_backup_is_refused_before_anything_is_touched(
    new_store: NewStore, key: StoreKey, tmp_path: Path
) -> None:
    store = new_store(key=key)
    fill(store)
    backup = damaged(store.back_up(tmp_path / "copy.store").path)
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(EnvironmentProblem) as error:
        restore(store.path, backup, key, MANAGER, AT)
    assert error.value.code in ("unreadable", "wrong_passphrase")
    assert store.path.read_bytes() == before
    assert left_beside(store.path) == []


@pytest.mark.parametrize("why", ["backup_missing", "not_a_store", "same_file", "store_newer", "store_locked"])
def test_what_cannot_be_restored_is_said_and_changes_nothing(new_store: NewStore, tmp_path: Path, why: str) -> None:
    store = new_store()
    backup = store.back_up(tmp_path / "copy.store").path
    store.close()
    if why == "backup_missing":
        backup = tmp_path / "none.store"
    elif why == "not_a_store":
        backup.write_text("a letter", encoding="utf-8")
    elif why == "same_file":
        backup = store.path
    elif why == "store_newer":
        spoil(backup, "UPDATE alembic_version SET version_num = '9999'")
    else:
        announce(store.path, MANAGER, AT)
    before = store.path.read_bytes()
    with pytest.raises(KeyworkError) as error:
        restore(store.path, backup, StoreKey.none(), MANAGER, AT)
    assert error.value.code == why
    assert store.path.read_bytes() == before
    assert not list(tmp_path.glob("*before-restore*"))


def test_a_store_that_another_program_writes_to_is_not_replaced(
    new_store: NewStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keywork_desktop.store.engine.BUSY_SECONDS", 0.0)
    store = new_store()
    backup = store.back_up(tmp_path / "copy.store").path
    other = dbapi2.connect(str(store.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(EnvironmentProblem) as error:
            restore(store.path, backup, StoreKey.none(), MANAGER, AT)
    finally:
        other.close()
    assert error.value.code == "store_locked"
    assert not list(tmp_path.glob("*before-restore*"))


def test_where_the_backup_cannot_be_put_the_store_comes_back(
    new_store: NewStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store()
    backup = store.back_up(tmp_path / "copy.store").path
    now = fill(store)
    store.close()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentProblem) as error:
        restore(store.path, backup, StoreKey.none(), MANAGER, AT)
    monkeypatch.undo()
    assert error.value.code == "disk_full"
    with Store.open(store.path, StoreKey.none(), author=MANAGER) as again:
        assert contents(again) == now
    assert not list(tmp_path.glob("*before-restore*"))


def test_all_is_well_in_a_store_after_changes_undo_and_redo(new_store: NewStore) -> None:
    store = new_store()
    fill(store)
    store.undo(AT)
    assert store.check() == ()
    store.redo(AT)
    assert store.check() == ()


TWO_SESSIONS = (
    "INSERT INTO planned_session SELECT 'twice', prison_number, staff_id, on_date, start, minutes, kind, rule, target, "
    "due_on, priority, cover, locked, second_staff_id FROM planned_session"
)
TWO_KEY_WORKERS = (
    "INSERT INTO allocation SELECT 'twice', prison_number, staff_id, '2001-01-01', '2099-01-01', '', '', '', NULL, "
    "'' FROM allocation WHERE to_date IS NULL LIMIT 1"
)


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE prisoner SET last_name = 'Nobody'", {"unlike_the_log"}),
        ("DELETE FROM setting", {"unlike_the_log"}),
        ("UPDATE setting SET value = 'not json'", {"unreadable_value", "unlike_the_log"}),
        ("UPDATE allocation SET to_date = '2001-01-01'", {"allocation_ends_before_it_begins", "unlike_the_log"}),
        ("UPDATE stay SET to_date = '2001-01-01'", {"stay_ends_before_it_begins", "unlike_the_log"}),
        ("UPDATE change_set SET rows = rows + 1", {"change_not_whole"}),
        (TWO_SESSIONS, {"two_sessions_a_day", "sessions_overlap", "unlike_the_log"}),
        (TWO_KEY_WORKERS, {"allocations_overlap", "unlike_the_log"}),
        ("UPDATE allocation SET staff_id = 'NOBODY'", {"refers_to_nothing", "unlike_the_log"}),
    ],
)
def test_what_another_program_has_spoilt_is_found(new_store: NewStore, statement: str, codes: set[str]) -> None:
    store = new_store()
    fill(store)
    store.close()
    spoil(store.path, statement)
    with Store.open(store.path, StoreKey.none(), author=MANAGER) as opened:
        found = opened.check()
    assert {each.code for each in found} == codes
    names = {row for facts in a_small_prison() for row in [getattr(facts, "last_name", "")] if row}
    assert not any(name in each.text for each in found for name in names)


def test_a_damaged_page_is_found(new_store: NewStore) -> None:
    store = new_store()
    fill(store)
    store.close()
    damaged(store.path)
    with pytest.raises(EnvironmentProblem) as error:
        verified(store.path, None, store.path)
    assert error.value.code == "unreadable"
