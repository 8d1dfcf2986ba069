"""`core-day` from outside: several times after one option, JSON, dry runs, what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keywork_desktop.cli import run
from keywork_desktop.cli.core_day import weekdays_of
from keywork_desktop.domain.errors import RequestError
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.desk_office import AT, a_store_with

SMITH, BROWN = "A1111AA", "C3333CC"
Told = Callable[..., Any]
USUAL = ("--unlock", "0800-1200", "1345-1700", "--meal", "11:30-12:00", "--roll-check", "1630-1645")


@pytest.fixture
def wing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """SMITH on Tuesday at 9:15, BROWN on Thursday at 14:00; runs a command there and reads what it says."""
    with a_store_with(tmp_path, a_wing()) as store:
        with store.unit_of_work("plan", "Plan", at=AT) as work:
            work.add_planned(a_planned(SMITH, TUESDAY))
            work.add_planned(a_planned(BROWN, THURSDAY, "14:00"))
            work.commit()
        path = str(store.path)

    def told(*arguments: str, status: int = 0, plain: bool = False) -> Any:
        capsys.readouterr()
        ended = run(["--store", path, "--as-of", "2026-11-24", *arguments, *(() if plain else ("--json",))])
        said = capsys.readouterr()
        assert ended.status == status, said.out + said.err
        return said.out + said.err if plain else json.loads(said.out)

    return told


def test_it_is_set_listed_and_taken_back(wing: Told) -> None:
    made = wing("core-day", "set", "--unit", "2", "--days", "mon-thu", "--from", "2026-11-24", *USUAL)
    assert made.keys() >= {"change", "summary", "warnings", "outside"}
    assert made["outside"] == []
    items = wing("core-day", "list")["items"]
    assert [(item["unit"], item["weekday"], item["now"]) for item in items] == [
        ("2", name, True) for name in ("mon", "tue", "wed", "thu")
    ]
    assert items[0]["parts"] == [
        {"kind": "unlock", "start": "08:00", "end": "12:00"},
        {"kind": "meal", "start": "11:30", "end": "12:00"},
        {"kind": "unlock", "start": "13:45", "end": "17:00"},
        {"kind": "roll_check", "start": "16:30", "end": "16:45"},
    ]
    assert items[0]["open"] == [
        {"start": "08:00", "end": "11:30"},
        {"start": "13:45", "end": "16:30"},
        {"start": "16:45", "end": "17:00"},
    ]
    assert wing("log")["items"][0]["action"] == "core_day"
    wing("undo")
    assert wing("core-day", "list")["items"] == []


def test_sessions_that_then_lie_outside_are_named_and_no_plan_goes_there(wing: Told) -> None:
    made = wing("core-day", "set", "--unlock", "0930-1200")
    assert [(s["prison_number"], s["date"]) for s in made["outside"]] == [(SMITH, "2026-11-24"), (BROWN, "2026-11-26")]
    assert "2 planned sessions ahead now lie outside" in made["warnings"][0]
    planned = wing("plan", "--from", "2026-11-24", "--weeks", "1")["planned"]
    assert all("09:30" <= session["start"] < "12:00" for session in planned)


def test_a_dry_run_says_the_same_and_changes_nothing(wing: Told) -> None:
    made = wing("core-day", "set", *USUAL, "--dry-run")
    assert made["change"] is None
    assert wing("core-day", "list")["items"] == []


def test_what_counts_on_a_day_is_the_units_own_or_the_establishments(wing: Told) -> None:
    wing("core-day", "set", "--unlock", "0800-1700", "--from", "2026-11-01")
    wing("core-day", "set", "--unlock", "0900-1100", "--unit", "2", "--days", "tue")
    on = ("core-day", "list", "--on", "2026-11-24")
    assert [item["unit"] for item in wing(*on, "--unit", "2")["items"]] == ["2"]
    assert [item["unit"] for item in wing("core-day", "list", "--on", "2026-11-25", "--unit", "2")["items"]] == [None]
    assert [item["unit"] for item in wing(*on)["items"]] == [None]
    assert "unlock 09:00–11:00" in wing("core-day", "list", "--unit", "2", plain=True)


def test_it_is_copied_and_cleared(wing: Told) -> None:
    wing("core-day", "set", "--unit", "2", *USUAL)
    wing("core-day", "copy", "--of", "2", "--to", "CSU", "--to", "all")
    assert len(wing("core-day", "list")["items"]) == 21
    wing("core-day", "clear", "--unit", "2", "--days", "sat,sun")
    assert len(wing("core-day", "list", "--unit", "2")["items"]) == 5
    refused = wing("core-day", "clear", "--unit", "IPD", status=1)
    assert refused["error"]["code"] == "no_core_day"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--unlock", "0800"), "not_a_time"),
        (("--unlock", "1200-0800"), "not_a_time"),
        (("--unlock", "2500-2600"), "not_a_time"),
        (("--unlock", "0800-1200", "1100-1300"), "core_day_mistake"),
        (("--days", "mon-thu"), "core_day_mistake"),
        (("--unlock", "0800-1200", "--days", "someday"), "not_weekdays"),
        (("--unlock", "0800-1200", "--unit", "77"), "unknown_unit"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(wing: Told, given: tuple[str, ...], code: str) -> None:
    assert wing("core-day", "set", *given, status=1)["error"]["code"] == code


def test_weekdays_are_written_as_people_write_them() -> None:
    assert weekdays_of("Mon-Thu") == (0, 1, 2, 3)
    assert weekdays_of("saturday, sun") == (5, 6)
    assert weekdays_of("fri-mon") == (0, 4, 5, 6)
    assert weekdays_of("all") == tuple(range(7))
    with pytest.raises(RequestError, match="mon-thu"):
        weekdays_of("mon-wed-fri")
