"""`detail pattern`, `versions`, `compare` and `use` on the command line: their JSON and refusals."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keywork_desktop.cli import run
from tests.calendar_prison import a_wing
from tests.desk_office import a_store_with

KHAN, OKAFOR = "OFF01A", "OFF02B"
WEEK = ("E KW 0915-1045", "M", "L", "L KW 1400-1530", "RD", "RD", "-")
FROM_TO = ("--from", "2026-11-23", "--to", "2026-11-29")
Answer = Callable[..., Any]


@pytest.fixture
def answer(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Answer:
    store = a_store_with(tmp_path, a_wing())
    path = store.path
    store.close()

    def ask(*arguments: str, status: int = 0, plain: bool = False) -> Any:
        ended = run(["--store", str(path), "--as-of", "2026-11-20", *arguments, *([] if plain else ["--json"])])
        printed = capfd.readouterr().out
        assert ended.status == status, printed
        return printed if plain else json.loads(printed)

    return ask


def a_detail(folder: Path, name: str, khan: str, okafor: str) -> str:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        rows = [["Staff User ID", "Name", "23/11/2026"], [KHAN, "KHAN, Omar", khan], [OKAFOR, "OKAFOR, Tim", okafor]]
        csv.writer(file).writerows(rows)
    return str(path)


def test_a_pattern_is_saved_listed_renamed_and_forgotten(answer: Answer) -> None:
    assert answer("detail", "pattern", "save", "Days", *WEEK, "--dry-run")["change"] is None
    assert answer("detail", "pattern", "list") == {"items": []}
    assert answer("detail", "pattern", "save", "Days", *WEEK)["change"]
    (item,) = answer("detail", "pattern", "list")["items"]
    assert item == {
        "name": "Days",
        "weeks": [["E KW 0915-1045", "M", "L", "L KW 1400-1530", "RD", "RD", ""]],
        "key_work_minutes": 180,
        "officers": [],
    }
    assert answer("detail", "pattern", "save", "days", *WEEK, status=1)["error"]["code"] == "pattern_exists"
    answer("detail", "pattern", "rename", "days", "Days B")
    assert "Week 1" in answer("detail", "pattern", "list", plain=True)
    answer("detail", "pattern", "forget", "Days B")
    assert answer("detail", "pattern", "forget", "Days B", status=1)["error"]["code"] == "unknown_pattern"


def test_a_pattern_is_read_from_an_officers_weeks(answer: Answer) -> None:
    answer("detail", "pattern", "save", "Khan", "--like", KHAN, "--from", "2026-11-23")
    (item,) = answer("detail", "pattern", "list")["items"]
    assert item["weeks"] == [["", "E KW 0915-1045", "", "L KW 1400-1530", "", "", ""]]
    both = answer("detail", "pattern", "save", "Both", *WEEK, "--like", KHAN, status=1)
    assert both["error"]["code"] == "nothing_given"


def test_filling_says_what_it_writes_and_what_stays(answer: Answer) -> None:
    answer("detail", "pattern", "save", "Days", *WEEK)
    dry = answer("detail", "pattern", "fill", "Days", *FROM_TO, "--staff", OKAFOR, "--dry-run")
    done = answer("detail", "pattern", "fill", "Days", *FROM_TO, "--staff", OKAFOR)
    assert dry["change"] is None
    assert done["change"]
    assert {**dry, "change": done["change"]} == done
    assert {key: done[key] for key in ("new", "same", "over", "in_the_way", "away")} == {
        "new": 4, "same": 0, "over": 0, "in_the_way": 1, "away": 1,
    }  # fmt: skip
    (officer,) = done["officers"]
    assert (officer["staff_id"], officer["week_one_on"]) == (OKAFOR, "2026-11-23")
    assert officer["days"][3] == {
        "date": "2026-11-26", "shift": "L KW 1400-1530", "standing": "AL", "outcome": "away",
    }  # fmt: skip
    over = answer("detail", "pattern", "fill", "Days", *FROM_TO, "--staff", OKAFOR, "--over", "--over-leave")
    assert (over["over"], over["same"]) == (2, 4)
    assert "bank holiday" in answer(
        "detail", "pattern", "fill", "Days", "--from", "2026-12-25", "--to", "2026-12-25", "--staff", KHAN, plain=True
    )


def test_filling_needs_officers_or_names_on_the_staff_list(answer: Answer) -> None:
    answer("detail", "pattern", "save", "Days", *WEEK)
    assert answer("detail", "pattern", "fill", "Days", *FROM_TO, status=1)["error"]["code"] == "nothing_given"
    assert answer("detail", "pattern", "fill", *FROM_TO, status=1)["error"]["code"] == "no_patterns_named"


def test_details_are_listed_compared_and_used_again(answer: Answer, tmp_path: Path) -> None:
    for name, khan, okafor in (("detail 1.csv", "E", "L"), ("detail 2.csv", "M", "L")):
        answer("import", a_detail(tmp_path, name, khan, okafor), "--date", f"2026-11-1{name[7]}")
    items = answer("detail", "versions")["items"]
    assert [(item["number"], item["file"], item["officers"], item["from"]) for item in items] == [
        (2, "detail 2.csv", 2, "2026-11-23"),
        (1, "detail 1.csv", 2, "2026-11-23"),
    ]
    differs = {"staff_id": KHAN, "date": "2026-11-23", "was": "E", "now": "M", "by_hand": False}
    assert answer("detail", "compare", "1", "2")["differences"] == [differs]
    assert answer("detail", "compare", "1")["differences"] == [differs]
    assert answer("detail", "compare", "1", "--staff", OKAFOR)["differences"] == []
    assert answer("detail", "use", "1", "--dry-run")["change"] is None
    assert answer("detail", "use", "1")["summary"] == "Detail 1 used again: 1 day of KHAN, Omar"
    now = answer("detail", "compare", "2")
    assert [(each["was"], each["now"], each["by_hand"]) for each in now["differences"]] == [("M", "E", True)]
    assert now["by_hand"] == 1
    assert answer("detail", "use", "9", status=1)["error"]["code"] == "unknown_version"
    assert "typed here by hand" in answer("detail", "compare", "2", plain=True)
    assert "detail 2.csv" in answer("detail", "versions", plain=True)


def test_the_import_says_what_stays_and_a_yes_keeps_what_is_overwritten(answer: Answer, tmp_path: Path) -> None:
    answer("import", a_detail(tmp_path, "one.csv", "E", "L"), "--date", "2026-11-11")
    answer("detail", "pattern", "save", "Nights", "N", "N", "N", "N", "N", "N", "N")
    answer(
        "detail", "pattern", "fill", "Nights", "--from", "2026-11-23", "--to", "2026-11-23", "--staff", KHAN, "--over"
    )
    newer = a_detail(tmp_path, "two.csv", "M", "L")
    dry = answer("import", newer, "--date", "2026-11-12", "--dry-run")
    (file,) = dry["files"]
    said = [problem["message"] for problem in file["problems"]]
    assert said[0].startswith("1 day changed here by hand is overwritten")
    assert file["problems"][0]["value"] == "1 other shift"
    answer("import", newer, "--date", "2026-11-12", "--accept-suggestions")
    assert [each["now"] for each in answer("detail", "compare", "2")["differences"]] == ["N"]
