"""`backup`, `restore` and `check` from outside: their JSON, what they refuse, and what is kept aside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from keywork_desktop.cli import run
from keywork_desktop.store import schema
from tests.calendar_prison import a_wing
from tests.desk_office import a_store_with

SMITH = "A1111AA"
Told = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with a_store_with(tmp_path, a_wing()) as made:
        return made.path


@pytest.fixture
def told(store: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs a command on the wing's store and reads its JSON."""

    def tell(*arguments: str | Path, status: int = 0) -> Any:
        capsys.readouterr()
        ended = run(["--store", str(store), "--as-of", "2026-11-24", *map(str, arguments), "--json"])
        said = capsys.readouterr()
        assert ended.status == status, said.out + said.err
        return json.loads(said.out)

    return tell


def test_a_backup_is_made_and_put_back(told: Told, tmp_path: Path, store: Path) -> None:
    copy = tmp_path / "usb" / "copy.store"
    tried = told("backup", copy, "--dry-run")
    assert (tried["change"], copy.exists()) == (None, False)
    made = told("backup", copy)
    assert made.pop("change")
    assert told("log", "--limit", "1")["items"][0]["summary"] == "Backed up to copy.store"
    assert made == {"path": str(copy), "bytes": copy.stat().st_size, "schema": schema.head()}
    told("record", SMITH, "--on", "2026-11-24", "--as", "session")
    assert told("log", "--limit", "1")["items"][0]["action"] == "record"
    tried = told("restore", copy, "--dry-run")
    assert (tried["kept_aside"], tried["change"]) == (None, None)
    assert told("log", "--limit", "1")["items"][0]["action"] == "record"
    restored = told("restore", copy)
    assert restored["store"] == str(store)
    assert restored["change"]
    actions = [item["action"] for item in told("log")["items"]]
    assert actions[0] == "restore"
    assert "record" not in actions
    aside = Path(restored["kept_aside"])
    assert aside.parent == store.parent
    kept = told("--store", aside, "log", "--limit", "1")
    assert kept["items"][0]["action"] == "record"


def test_a_backup_is_not_written_over_by_mistake(told: Told, tmp_path: Path) -> None:
    copy = tmp_path / "copy.store"
    told("backup", copy)
    assert told("backup", copy, status=1)["error"]["code"] == "file_exists"
    assert told("backup", copy, "--replace")["path"] == str(copy)


def test_a_wrong_file_is_refused(told: Told, tmp_path: Path, store: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear governor", encoding="utf-8")
    before = store.read_bytes()
    assert told("restore", letter, status=3)["error"]["code"] == "not_a_store"
    assert told("restore", tmp_path / "none", status=3)["error"]["code"] == "backup_missing"
    assert told("restore", store, status=1)["error"]["code"] == "same_file"
    assert store.read_bytes() == before


def test_the_check_says_what_is_wrong_and_names_nobody(told: Told, store: Path) -> None:
    assert told("check") == {"ok": True, "findings": []}
    connection = dbapi2.connect(str(store), isolation_level=None)
    connection.execute("UPDATE stay SET to_date = '2001-01-01' WHERE prison_number = ?", (SMITH,))
    connection.close()
    found = told("check", status=1)
    assert not found["ok"]
    codes = {finding["code"] for finding in found["findings"]}
    assert codes == {"stay_ends_before_it_begins", "unlike_the_log"}
    assert "SMITH" not in json.dumps(found)


def test_people_get_sentences(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (("backup", str(tmp_path / "c.store")), ("check",), ("restore", str(tmp_path / "c.store"))):
        assert run(["--store", str(store), *arguments]).status == 0
    said = capsys.readouterr().out
    assert "Backed up and read back" in said
    assert "All is well" in said
    assert "The store that was there is kept" in said
