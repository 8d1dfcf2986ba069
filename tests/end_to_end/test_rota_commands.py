"""`publish`, `lock`, `curtail`, `back-from-court`, `rota` from outside: their JSON, dry runs, what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from keywork_desktop.cli import run
from keywork_desktop.domain.detail import Appointment, TimeSpan
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.desk_office import AT, a_store_with

SMITH, JONES, BROWN = "A1111AA", "B2222BB", "C3333CC"
Told = Callable[..., Any]


@pytest.fixture
def wing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """SMITH and JONES on Tuesday, BROWN on Thursday; runs a command there and reads its JSON."""
    with a_store_with(tmp_path, a_wing()) as store:
        with store.unit_of_work("plan", "Plan", at=AT) as work:
            work.add_planned(a_planned(SMITH, TUESDAY))
            work.add_planned(a_planned(JONES, TUESDAY, "10:00"))
            work.add_planned(a_planned(BROWN, THURSDAY, "14:00"))
            work.put(Appointment(BROWN, THURSDAY, TimeSpan(time(8), time(16)), "Court"))
            work.commit()
        path = str(store.path)

    def told(*arguments: str, status: int = 0, as_of: str = "2026-11-24") -> Any:
        capsys.readouterr()
        ended = run(["--store", path, "--as-of", as_of, *arguments, "--json"])
        said = capsys.readouterr()
        assert ended.status == status, said.out + said.err
        return json.loads(said.out)

    return told


def log(wing: Told) -> list[str]:
    return [entry["action"] for entry in wing("log")["items"]]


def test_versions_are_published_listed_compared_and_taken_back(wing: Told) -> None:
    first = wing("publish", "--from", "2026-11-24", "--weeks", "1")
    assert first.keys() >= {"change", "summary", "warnings", "version", "from", "to", "sessions"}
    assert (first["version"], first["from"], first["to"], first["sessions"]) == (1, "2026-11-24", "2026-11-30", 3)
    assert wing("publish", "--from", "2026-11-24", "--weeks", "1")["change"] is None
    assert wing("plan", "--from", "2026-11-24", "--weeks", "1")["version"] == 1
    wing("lock", JONES, "2026-11-24")
    wing("plan", "--from", "2026-11-24", "--weeks", "1", "--apply", "--without", "OFF01A:2026-11-26")
    assert wing("publish", "--from", "2026-11-24", "--weeks", "1")["version"] == 2
    assert [item["version"] for item in wing("rota", "versions")["items"]] == [2, 1]
    compared = wing("rota", "compare", "1", "2")
    assert (compared["a"]["version"], compared["b"]["version"]) == (1, 2)
    assert compared["same"] + len(compared["removed"]) + len(compared["moved"]) == 3
    wing("undo")
    assert [item["version"] for item in wing("rota", "versions")["items"]] == [1]
    now = wing("rota", "compare", "1")
    assert now["b"] is None
    assert [now[name] for name in ("added", "removed", "moved", "same")] == [
        compared[name] for name in ("added", "removed", "moved", "same")
    ]


def test_a_lock_keeps_a_session_where_it_is(wing: Told) -> None:
    assert wing("lock", JONES, "2026-11-24")["change"]
    kept = [s for s in wing("plan", "--from", "2026-11-24", "--weeks", "1")["planned"] if s["locked"]]
    assert [(s["prison_number"], s["date"], s["start"]) for s in kept] == [(JONES, "2026-11-24", "10:00")]
    assert wing("unlock", JONES, "2026-11-24")["change"]
    assert not any(s["locked"] for s in wing("plan", "--from", "2026-11-24", "--weeks", "1")["planned"])


def test_a_curtailment_loses_today_and_names_what_comes_later(wing: Told) -> None:
    cut = wing("curtail", "--from", "2026-11-24", "--to", "2026-11-26", "--unit", "2", "--reason", "Staff shortage")
    assert [s["prison_number"] for s in cut["lost"]] == [SMITH, JONES]
    assert [s["prison_number"] for s in cut["later"]] == [BROWN]
    assert cut["warnings"]
    plan = wing("plan", "--from", "2026-11-24", "--weeks", "1")
    assert plan["planned"] == []
    assert {left["reason_code"] for left in plan["left_out"]} == {"regime_closed"}
    (listed,) = wing("rota", "curtailments")["items"]
    assert listed == {
        "from": "2026-11-24", "to": "2026-11-26", "unit": "2", "start": None, "end": None, "reason": "Staff shortage",
    }  # fmt: skip
    wing("curtail", "--from", "2026-11-24", "--to", "2026-11-26", "--unit", "2", "--lift")
    assert wing("rota", "curtailments")["items"] == []


def test_back_from_court_and_kinds_that_do_not_hinder(wing: Told) -> None:
    assert wing("rota", "blocking")["kinds"] == [{"kind": "court", "blocks": True}]
    assert wing("rota", "blocking", "--not", "Court")["kinds"] == [{"kind": "court", "blocks": False}]
    assert wing("rota", "blocking", "--all")["kinds"] == [{"kind": "court", "blocks": True}]
    assert wing("back-from-court", BROWN, "2026-11-26", "--at", "12:30")["change"]
    assert wing("back-from-court", BROWN, "2026-11-26", "--at", "13:00", status=1)["error"]["code"] == "not_at_court"


@pytest.mark.parametrize(
    "arguments",
    [
        ("publish",),
        ("lock", JONES, "2026-11-24"),
        ("curtail", "--from", "2026-11-24", "--reason", "Search"),
        ("back-from-court", BROWN, "2026-11-26"),
        ("rota", "blocking", "--not", "court"),
    ],
)
def test_a_dry_run_changes_nothing(wing: Told, arguments: tuple[str, ...]) -> None:
    before = log(wing)
    assert wing(*arguments, "--dry-run")["change"] is None
    assert log(wing) == before
    assert wing(*arguments)["change"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("publish", "--from", "2027-02-01"), "nothing_planned"),
        (("lock", JONES, "2026-11-25"), "not_planned"),
        (("unlock", "Z9999ZZ", "2026-11-24"), "not_on_the_roll"),
        (("curtail", "--from", "2026-11-24"), "reason_needed"),
        (("curtail", "--from", "2026-11-24", "--reason", "x", "--unit", "99"), "unknown_unit"),
        (("curtail", "--from", "2026-11-24", "--reason", "x", "--start", "14:00", "--end", "13:00"), "not_a_time"),
        (("curtail", "--from", "2026-11-24", "--lift"), "no_curtailment"),
        (("rota", "compare", "1", "2"), "unknown_version"),
        (("back-from-court", SMITH, "2026-11-24"), "not_at_court"),
    ],
)
def test_what_cannot_be_done_says_so(wing: Told, arguments: tuple[str, ...], code: str) -> None:
    assert wing(*arguments, status=1)["error"]["code"] == code


def test_appointments_are_added_listed_and_removed(wing: Told) -> None:
    ends = ("--from", "10:00", "--to", "11:00", "--kind", "Visit", "--place", "Hall")
    added = wing("appointment", "add", SMITH, "--on", "2026-11-24", *ends)
    assert added["warnings"] == []
    (item,) = wing("appointment", "list", SMITH)["items"]
    assert item == {
        "prison_number": SMITH, "on": "2026-11-24", "start": "10:00", "end": "11:00", "kind": "Visit", "place": "Hall",
        "hinders": True,
    }  # fmt: skip
    asked = ("appointment", "remove", SMITH, "--on", "2026-11-24", "--from")
    assert wing(*asked, "09:00", status=1)["error"]["code"] == "which_appointment"
    wing(*asked, "10:00", "--dry-run")
    assert len(wing("appointment", "list", SMITH)["items"]) == 1
    assert wing(*asked, "10:00")["change"]
    assert wing("appointment", "list", SMITH)["items"] == []
    assert log(wing)[:2] == ["appointment", "appointment"]


def test_a_plan_speaks_of_the_units_that_are_named(wing: Told) -> None:
    every = wing("plan", "--from", "2026-11-24", "--weeks", "2")
    one = wing("plan", "--from", "2026-11-24", "--weeks", "2", "--unit", "2")
    both = wing("plan", "--from", "2026-11-24", "--weeks", "2", "--unit", "2", "--unit", "3")
    assert every["people_due"] >= both["people_due"] >= one["people_due"] > 0
    assert both["planned"] == every["planned"]
    assert wing("plan", "--from", "2026-11-24", "--weeks", "2", "--unit", "3")["people_due"] == (
        both["people_due"] - one["people_due"]
    )
