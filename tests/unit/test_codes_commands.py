"""`import --code` and `detail codes` on the command line: their JSON, their refusals, and nothing on a dry run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keywork_desktop.cli import run
from keywork_desktop.store import Store, StoreKey
from tests.store.prison_facts import AT, ELMLEY, FRIDAY, MANAGER, OFFICERS, a_small_prison
from tests.unit.made_reports import csv_report

Answer = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "keywork.store"
    store = Store.create(found, ELMLEY, StoreKey.none(), at=AT, author=MANAGER)
    with store, store.unit_of_work("import", at=AT) as work:
        work.put_all(a_small_prison())
        work.commit()
    return found


@pytest.fixture
def detail(tmp_path: Path) -> str:
    made = tmp_path / "detail.csv"
    days = ["23/11/2026", "24/11/2026", "25/11/2026"]
    made.write_bytes(csv_report(["Staff User ID", *days], [[OFFICERS[0], "TX KW 1400-1530", "TX", "WFH"]]))
    return str(made)


@pytest.fixture
def answer(path: Path, capfd: pytest.CaptureFixture[str]) -> Answer:
    def ask(*arguments: str, status: int = 0) -> Any:
        ended = run(["--store", str(path), "--as-of", FRIDAY.isoformat(), *arguments, "--json"])
        printed = capfd.readouterr().out
        assert ended.status == status, printed
        return json.loads(printed)

    return ask


def items(answer: Answer) -> dict[str, Any]:
    return {item["code"]: item for item in answer("detail", "codes", "list")["items"]}


def test_an_import_asks_once_about_each_code(answer: Answer, detail: str) -> None:
    made = answer("import", detail)
    assert made["questions"] == [
        {
            "code": "TX",
            "cells": 2,
            "with_key_work": 1,
            "first": "2026-11-23",
            "last": "2026-11-24",
            "suggestion": None,
        },
        {
            "code": "WFH",
            "cells": 1,
            "with_key_work": 0,
            "first": "2026-11-25",
            "last": "2026-11-25",
            "suggestion": "WFH=Working elsewhere",
        },
    ]
    (file,) = made["files"]
    assert [(p["row"], p["column"], p["value"], p["severity"], p["suggestion"]) for p in file["problems"]] == [
        (2, "23/11/2026", "TX", "note", None),
        (2, "25/11/2026", "WFH", "note", "WFH=Working elsewhere"),
    ]
    found = items(answer)
    assert list(found)[:3] == ["TX", "WFH", "E"]
    assert found["TX"] == {
        "code": "TX",
        "meaning": None,
        "start": None,
        "end": None,
        "works": None,
        "source": "unexplained",
        "by": None,
        "at": None,
        "cells": 2,
        "with_key_work": 1,
        "not_counted": 1,
        "first": "2026-11-23",
        "last": "2026-11-24",
    }


def test_accepting_suggestions_never_explains_a_code(answer: Answer, detail: str) -> None:
    made = answer("import", detail, "--accept-suggestions")
    assert [question["code"] for question in made["questions"]] == ["TX", "WFH"]
    assert items(answer)["WFH"]["source"] == "unexplained"


def test_codes_are_explained_with_the_import(answer: Answer, detail: str) -> None:
    codes = ("--code", "TX=Transfer escort 0730-1530", "--code", "WFH=Working elsewhere")
    assert answer("import", detail, *codes, "--dry-run")["questions"] == []
    assert "TX" not in items(answer)
    made = answer("import", detail, *codes)
    assert (made["questions"], made["files"][0]["problems"]) == ([], [])
    found = items(answer)
    assert [found["TX"][key] for key in ("meaning", "start", "end", "works", "source", "not_counted")] == [
        "Transfer escort",
        "07:30",
        "15:30",
        True,
        "remembered",
        0,
    ]
    assert [found["WFH"][key] for key in ("meaning", "start", "works")] == ["Working elsewhere", None, False]
    answer("undo")
    assert "TX" not in items(answer)


def test_codes_are_set_and_forgotten(answer: Answer, detail: str) -> None:
    answer("import", detail)
    dry = answer("detail", "codes", "set", "TX=Transfer escort 0730-1530", "--dry-run")
    assert (dry["change"], dry["summary"]) == (None, "Shift code TX: Transfer escort, 07:30–15:30")
    assert items(answer)["TX"]["meaning"] is None
    assert answer("detail", "codes", "set", "TX=Transfer escort 1430-1530", "WFH=Working elsewhere")["warnings"] == [
        "On 1 shift (23 Nov) key work time still does not count: it lies outside TX (14:30–15:30)."
    ]
    assert answer("detail", "codes", "set", "TX=Transfer escort 0730-1530")["warnings"] == []
    assert answer("detail", "codes", "forget", "TX")["summary"] == "Shift code TX forgotten"
    assert items(answer)["TX"]["not_counted"] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("set", "TX"), "bad_code"),
        (("set", "TX="), "bad_code"),
        (("set", "AL=Leave 0800-1600"), "bad_code"),
        (("set", "TX=One", "tx=Two"), "twice"),
        (("forget", "TX"), "unknown_code"),
    ],
)
def test_what_makes_no_sense_is_refused(answer: Answer, arguments: tuple[str, ...], code: str) -> None:
    assert answer("detail", "codes", *arguments, status=1)["error"]["code"] == code


def test_it_can_be_read_without_json(path: Path, detail: str, capfd: pytest.CaptureFixture[str]) -> None:
    here = ["--store", str(path), "--as-of", FRIDAY.isoformat()]
    assert run([*here, "import", detail]).status == 0
    assert (
        "What does TX mean? It stands in 2 cells (23 Nov – 24 Nov), with key work time in 1." in capfd.readouterr().out
    )
    assert run([*here, "detail", "codes", "list"]).status == 0
    lines = capfd.readouterr().out.splitlines()
    (row,) = [line for line in lines if line.startswith("TX")]
    assert row.split()[1:] == ["?", "?", "unexplained", "2", "1", "1"]
