"""`what-if`, `forecast` and the hours of `plan` on the command line: their keys, and that nothing is changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from keywork_desktop.actions.planning_rota import accept_plan, planned_rota
from keywork_desktop.actions.publishing_rota import publish
from keywork_desktop.cli import run
from keywork_desktop.domain.detail import hours_and_minutes
from tests.calendar_prison import a_prison
from tests.desk_office import a_store_with
from tests.factories import TODAY
from tests.store_office import at_desk

MONDAY = date(2026, 11, 23)
FROM = ("--from", MONDAY.isoformat())


@dataclass
class Line:
    """Runs commands on one store."""

    store: Path
    capsys: pytest.CaptureFixture[str]

    def said(self, *arguments: str, status: int = 0) -> str:
        self.capsys.readouterr()
        assert run([*arguments, "--store", str(self.store), "--as-of", TODAY.isoformat()]).status == status
        return self.capsys.readouterr().out

    def json(self, *arguments: str, status: int = 0) -> Any:
        return json.loads(self.said(*arguments, "--json", status=status))


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """A houseblock of four officers and thirty men, with a published rota."""
    store = a_store_with(tmp_path, a_prison(units=1, officers=4, prisoners=30))
    desk = at_desk(store, TODAY)
    accept_plan(desk, planned_rota(desk, MONDAY))
    publish(desk)
    store.close()
    return Line(tmp_path / "keywork.store", capsys)


def test_what_if_gives_both_rotas_and_the_difference(line: Line) -> None:
    before = line.json("log")
    found = line.json(
        "what-if", *FROM, "--unit", "1", "--level", "3", "--policy", "fortnightly model", "--curtail", "2026-11-24",
        "--curtail", "2026-11-25:0800-1200", "--without", "OFF100:2026-11-23", "--without", "OFF101:2026-11-23",
        "--more-minutes", "30", "--for", "OFF102", "--extra-officer", "60",
    )  # fmt: skip
    assert found["what_if"] == [
        "Level 3, Restrict, throughout in Houseblock 1",
        "“Fortnightly model” in force throughout in Houseblock 1, no regime level",
        *(f"{said} away on Mon 23 Nov" for said in _names("OFF100", "OFF101")),
        f"30 min more key work time a day for {_names('OFF102')[0]}",
        "Regime curtailed on Tue 24 Nov in Houseblock 1",
        "Regime curtailed on Wed 25 Nov, 08:00–12:00 in Houseblock 1",
        "One officer more in Houseblock 1, 1 h of key work time Monday to Friday",
    ]
    assert (found["beside"], found["version"], found["unit"]) == ("published", 1, "1")
    assert (found["from"], found["to"]) == ("2026-11-23", "2026-12-20")
    for key, change in found["difference"].items():
        assert change == found["then"][key] - found["now"][key]
    assert found["then"]["lost_minutes"] > 0 == found["now"]["lost_minutes"]
    assert [hours["unit"] for hours in found["then"]["capacity"]] == ["1"]
    assert found["then"]["proven_best"]
    assert line.json("log") == before


def _names(*staff_ids: str) -> list[str]:
    return [a_prison(units=1, officers=4, prisoners=30).key_workers[staff_id].name for staff_id in staff_ids]


def test_what_if_names_who_is_newly_left_out_and_newly_met(line: Line) -> None:
    days = [f"2026-11-{day}" for day in range(23, 31)] + [f"2026-12-{day:02d}" for day in range(1, 21)]
    found = line.json("what-if", *FROM, *(part for day in days for part in ("--without", f"OFF100:{day}")))
    assert found["newly_left_out"]
    assert {left["reason_code"] for left in found["newly_left_out"]} == {"no_key_work_time"}
    assert all("then" in one for one in found["newly_met"])
    assert found["difference"]["met_on_time"] < 0
    told = line.said("what-if", *FROM, "--more-minutes", "-30")
    assert "What if: 30 min less key work time a day for everyone" in told
    assert "Version 1, published 20 Nov" in told
    assert "Nothing was changed." in told


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--policy", "no such"), "unknown_policy"),
        (("--level", "9"), "policy_mistake"),
        (("--without", "NOBODY:2026-11-23"), "not_on_the_staff_list"),
        (("--more-minutes", "30", "--for", "NOBODY"), "not_on_the_staff_list"),
        (("--for", "OFF100"), "nothing_asked"),
        (("--curtail", "2026-11-23:1200-0800"), "not_a_time"),
        (("--curtail", "yesterday"), "not_a_date"),
        (("--extra-officer", "60"), "unknown_unit"),
        (("--unit", "1", "--extra-officer", "0"), "nothing_asked"),
        (("--unit", "77"), "unknown_unit"),
    ],
)
def test_what_cannot_be_asked_is_refused(line: Line, arguments: tuple[str, ...], code: str) -> None:
    refused = line.json("what-if", *FROM, *arguments, status=1)
    assert refused["error"]["code"] == code


def test_the_hours_of_a_plan_are_given_together_and_by_houseblock(line: Line) -> None:
    made = line.json("plan", *FROM)
    whole, one = made["capacity"]
    assert list(whole) == ["unit", "needed_minutes", "profiled_minutes", "lost_minutes", "short_minutes"]
    assert (whole["unit"], one["unit"]) == (None, "1")
    assert whole["needed_minutes"] == 45 * made["targets"]
    day = f"OFF100:{next(s['date'] for s in made['planned'] if s['staff_id'] == 'OFF100')}"
    assert line.json("plan", *FROM, "--without", day)["capacity"][0]["lost_minutes"] > 0
    assert "Houseblock 1" in line.said("plan", *FROM)


def test_the_forecast_says_who_is_coming_why_and_what_would_mend_it(line: Line) -> None:
    found = line.json("forecast")
    assert (found["as_of"], found["until"]) == ("2026-11-20", "2026-11-27")
    assert found["overdue"]
    for one in found["overdue"]:
        assert "2026-11-20" <= one["due_on"] < "2026-11-27"
        assert one["why"]
        assert one["needs"]
        assert (one["reason_code"] == "not_planned") == (one["room"] is not None)
    longer = line.json("forecast", "--days", "28")
    assert len(longer["overdue"]) >= len(found["overdue"])
    assert longer["until"] == "2026-12-18"
    assert line.json("forecast", "--days", "0", status=1)["error"]["code"] == "not_a_period"
    assert "Becomes overdue" in line.said("forecast")


def test_the_workbook_says_whether_there_is_time_enough(line: Line, tmp_path: Path) -> None:
    whole = line.json("plan", *FROM)["capacity"][0]
    line.said("export", "rota", *FROM, "-o", str(tmp_path / "rota.xlsx"))
    rows = load_workbook(tmp_path / "rota.xlsx")["About"].iter_rows(values_only=True)
    said = {row[0]: row[1] for row in rows if row[0]}
    needed, profiled = (hours_and_minutes(whole[key]) for key in ("needed_minutes", "profiled_minutes"))
    short = hours_and_minutes(whole["short_minutes"])
    assert said["Together"] == f"{needed} needed, {profiled} profiled, 0 h lost: " + (
        f"{short} short" if whole["short_minutes"] else "enough"
    )
    assert said["Houseblock 1"] == said["Together"]
