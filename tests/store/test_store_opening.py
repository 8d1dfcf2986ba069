"""Making and opening stores: encrypted and plain, with every way in which that can go wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from sqlcipher3 import dbapi2

from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.store.engine import APPLICATION_ID
from tests.store.prison_facts import AT, ELMLEY, FRIDAY, MANAGER, NUMBERS, a_small_prison

PASSPHRASE = StoreKey.passphrase("Wing 2's kettle, boiled")
NewStore = Callable[..., Store]


def reopened(store: Store, key: StoreKey) -> Store:
    store.close()
    return Store.open(store.path, key, author=MANAGER)


def code_of(error: pytest.ExceptionInfo[EnvironmentProblem]) -> str:
    assert error.value.exit_status == 3
    return error.value.code


@pytest.mark.parametrize("key", [StoreKey.none(), PASSPHRASE, StoreKey.from_credential_store()], ids=repr)
def test_what_was_written_is_there_after_a_restart(new_store: NewStore, key: StoreKey) -> None:
    store = new_store(key=key)
    with store.unit_of_work("import", "Import", at=AT) as work:
        work.put_all(a_small_prison())
        work.commit()
    with reopened(store, key) as again:
        assert set(again.snapshot(FRIDAY).prisoners) == set(NUMBERS)
        assert again.encrypted is (key.kind != "none")


def test_a_new_store_names_the_establishment_and_has_the_policy_of_2025_in_force(store: Store) -> None:
    (entry,) = store.snapshot(FRIDAY).policies.in_force
    assert store.establishment == ELMLEY
    assert (entry.policy.id, entry.from_date.isoformat(), entry.to_date, entry.unit) == (
        "key_work_2025_26",
        "2025-04-01",
        None,
        None,
    )


def test_nobody_can_read_a_name_in_an_encrypted_file(new_store: NewStore) -> None:
    store = new_store(key=PASSPHRASE)
    with store.unit_of_work("import", at=AT) as work:
        work.put_all(a_small_prison())
        work.commit()
    written = b"".join(file.read_bytes() for file in store.path.parent.iterdir())
    for word in (b"SMITH", b"KHAN", NUMBERS[0].encode(), b"prisoner", b"SQLite"):
        assert word not in written


def test_names_can_be_read_in_a_plain_file_which_is_why_it_says_so(new_store: NewStore) -> None:
    store = new_store()
    with store.unit_of_work("import", at=AT) as work:
        work.put_all(a_small_prison())
        work.commit()
    store.close()
    assert b"SMITH" in store.path.read_bytes()
    assert not store.encrypted


@pytest.mark.parametrize("wrong", ["wing 2's kettle, boiled", "x", "'; DROP TABLE prisoner; --"])
def test_a_wrong_passphrase_is_refused(new_store: NewStore, wrong: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EnvironmentProblem) as error:
        reopened(new_store(key=PASSPHRASE), StoreKey.passphrase(wrong))
    assert code_of(error) == "wrong_passphrase"
    assert wrong not in str(error.value) or wrong == "x"
    assert capfd.readouterr().err == ""


def test_the_same_letters_typed_on_another_keyboard_open_the_store(new_store: NewStore) -> None:
    composed, decomposed = "caf\u00e9 noir", "cafe\u0301 noir"
    store = new_store(key=StoreKey.passphrase(composed))
    reopened(store, StoreKey.passphrase(decomposed)).close()


def test_an_empty_passphrase_is_no_passphrase() -> None:
    with pytest.raises(RequestError) as error:
        StoreKey.passphrase("")
    assert error.value.code == "empty_passphrase"


def test_a_passphrase_is_never_shown() -> None:
    assert "kettle" not in repr(PASSPHRASE)


def test_a_store_with_a_passphrase_asks_for_it_where_the_credential_store_knows_nothing(new_store: NewStore) -> None:
    with pytest.raises(EnvironmentProblem) as error:
        reopened(new_store(key=PASSPHRASE), StoreKey.from_credential_store())
    assert code_of(error) == "passphrase_needed"


def test_a_store_that_was_moved_still_opens_with_the_credential_store(new_store: NewStore, tmp_path: Path) -> None:
    store = new_store(key=StoreKey.from_credential_store())
    store.close()
    moved = store.path.rename(tmp_path / "elsewhere.store")
    with Store.open(moved, StoreKey.from_credential_store(), author=MANAGER) as again:
        assert again.establishment == ELMLEY


def test_without_a_credential_store_a_passphrase_is_asked_for(tmp_path: Path) -> None:
    keyring.set_keyring(NoKeyring())
    with pytest.raises(EnvironmentProblem) as error:
        Store.create(tmp_path / "a.store", ELMLEY, StoreKey.from_credential_store(), at=AT, author=MANAGER)
    assert code_of(error) == "no_credential_store"
    assert "--passphrase-file" in error.value.message
    assert not list(tmp_path.iterdir())


def test_a_plain_store_opens_whatever_key_is_at_hand(new_store: NewStore) -> None:
    with reopened(new_store(), PASSPHRASE) as store:
        assert not store.encrypted


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(tmp_path / "none.store", StoreKey.none(), author=MANAGER)
    assert code_of(error) == "store_missing"
    assert not list(tmp_path.iterdir())


def test_a_store_is_never_made_over_a_file(new_store: NewStore, tmp_path: Path) -> None:
    new_store("a.store").close()
    before = (tmp_path / "a.store").read_bytes()
    with pytest.raises(EnvironmentProblem) as error:
        new_store("a.store")
    assert code_of(error) == "store_exists"
    assert (tmp_path / "a.store").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"Prison number,Name\n", b"\0" * 100])
def test_some_other_file_is_not_a_store(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "report.csv"
    file.write_bytes(content)
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(file, PASSPHRASE, author=MANAGER)
    assert code_of(error) == "not_a_store"


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(tmp_path, PASSPHRASE, author=MANAGER)
    assert code_of(error) == "not_a_store"


def test_some_other_database_is_not_a_store(tmp_path: Path) -> None:
    connection = dbapi2.connect(str(tmp_path / "other.db"))
    connection.execute("CREATE TABLE prisoner (name TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(tmp_path / "other.db", StoreKey.none(), author=MANAGER)
    assert code_of(error) == "not_a_store"


def test_a_store_of_a_newer_version_is_left_alone(new_store: NewStore) -> None:
    store = new_store()
    store.close()
    connection = dbapi2.connect(str(store.path))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(store.path, StoreKey.none(), author=MANAGER)
    assert code_of(error) == "store_newer"
    assert "newer version" in error.value.message


def test_a_damaged_store_says_so(new_store: NewStore) -> None:
    store = new_store()
    store.close()
    content = bytearray(store.path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    store.path.write_bytes(content)
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(store.path, StoreKey.none(), author=MANAGER)
    assert code_of(error) == "unreadable"


def test_a_folder_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, memory_keyring: object, new_store: NewStore
) -> None:
    (tmp_path / "file").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(EnvironmentProblem) as error:
        new_store("file/a.store", key=StoreKey.from_credential_store())
    assert code_of(error) == "read_only"
    assert vars(memory_keyring)["passwords"] == {}


def test_a_store_that_could_not_be_finished_leaves_nothing_behind(
    tmp_path: Path, memory_keyring: object, new_store: NewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(EnvironmentProblem) as error:
        new_store(key=StoreKey.from_credential_store())
    assert code_of(error) == "read_only"
    assert not list(tmp_path.iterdir())
    assert vars(memory_keyring)["passwords"] == {}


def test_a_network_share_is_refused_before_anything_is_written() -> None:
    with pytest.raises(EnvironmentProblem) as error:
        Store.create(r"\\server\share\a.store", ELMLEY, StoreKey.none(), at=AT, author=MANAGER)
    assert code_of(error) == "network_share"


def test_the_file_says_what_it_is(store: Store) -> None:
    store.close()
    connection = dbapi2.connect(str(store.path))
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_closing_twice_does_no_harm(store: Store) -> None:
    store.close()
    store.close()


def test_what_starts_slowly_is_not_imported_with_the_store() -> None:
    """The window must not wait for what is only needed for a migration or an encrypted store."""
    script = "import sys, keywork_desktop.store\nprint({'alembic', 'keyring', 'mako'} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout == "set()\n"


def test_opening_an_up_to_date_store_needs_no_migration_library(store: Store) -> None:
    store.close()
    script = (
        "import sys\nfrom keywork_desktop.store import Store, StoreKey\n"
        "Store.open(sys.argv[1], StoreKey.none()).close()\nprint('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(store.path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
