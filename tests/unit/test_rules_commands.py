"""`policy`, `regime` and `group` on the command line: their JSON, their refusals, and the day as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from keywork_desktop.cli import run
from keywork_desktop.domain.detail import Shift, TimeSpan
from keywork_desktop.domain.facts import AlertFact, Fact
from keywork_desktop.store import Store, StoreKey
from tests.store.prison_facts import (
    AT,
    FRIDAY,
    MANAGER,
    OFFICERS,
    a_note,
    a_small_prison,
    a_store_file,
    ago,
    on_the_roll,
)

FIRST = "A1234BC"
IN_HOUSEBLOCK_3 = "E5678FG"
TODAY, TOMORROW = FRIDAY.isoformat(), (FRIDAY + timedelta(days=1)).isoformat()
Answer = Callable[..., Any]


def day(n: int) -> str:
    return (FRIDAY + timedelta(days=n)).isoformat()


def the_facts() -> list[Fact]:
    span = TimeSpan(time(14), time(15, 30))
    return [
        *a_small_prison(),
        *on_the_roll(IN_HOUSEBLOCK_3, since=ago(50), cell="3-1-001", admitted=ago(100)),
        a_note(IN_HOUSEBLOCK_3, ago(10)),
        a_note(IN_HOUSEBLOCK_3, ago(24)),
        AlertFact(IN_HOUSEBLOCK_3, "HID", ago(90), None, ago(90)),
        *(Shift(OFFICERS[0], FRIDAY + timedelta(days=n), "L", (span,)) for n in (0, 7, 14, 21)),
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return a_store_file(tmp_path, the_facts())


@pytest.fixture
def answer(path: Path, capfd: pytest.CaptureFixture[str]) -> Answer:
    def ask(*arguments: str, as_of: str = TODAY, status: int = 0) -> Any:
        ended = run(["--store", str(path), "--as-of", as_of, *arguments, "--json"])
        printed = capfd.readouterr().out
        assert ended.status == status, printed
        return json.loads(printed)

    return ask


def refused(answer: Answer, *arguments: str) -> tuple[str, str | None]:
    error = answer(*arguments, status=1)["error"]
    assert error["message"].endswith(".")
    return error["code"], error["details"].get("field")


def the_log(answer: Answer) -> list[str]:
    return [each["action"] for each in answer("log")["items"]]


def due_of(answer: Answer, number: str, *arguments: str, as_of: str = TODAY) -> dict[str, Any]:
    return next(item for item in answer("due", *arguments, as_of=as_of)["items"] if item["prison_number"] == number)


# Policies
def test_the_policy_sets_are_listed_with_what_is_in_force(answer: Answer) -> None:
    listed = answer("policy", "list")
    assert {"on", "in_force", "items"} <= set(listed)
    assert listed["in_force"] == [{"unit": None, "source": "Key work 2025/26", "level": None}]
    sets = {item["id"]: item for item in listed["items"]}
    assert len(sets) == 8
    assert sets["key_work_2025_26"]["in_force"] == [{"from": "2025-04-01", "to": None, "unit": None}]
    rules = {rule["rule"]: rule for rule in sets["key_work_2025_26"]["rules"]}
    assert (rules["baseline"]["sessions"], rules["baseline"]["window_days"]) == (2, 28)
    assert rules["acct_open"]["local_reading"] is True
    assert rules["weekend"]["source"]


@pytest.mark.parametrize("name", ["fortnightly_model", "Fortnightly model", "fortnightly MODEL"])
def test_a_policy_is_used_by_id_or_name(answer: Answer, name: str) -> None:
    made = answer("policy", "use", name, "--from", day(3))
    assert made["change"]
    assert made["summary"] == "“Fortnightly model” in force from 23/11/2026; ends “Key work 2025/26” of 01/04/2025 on"
    assert [each["source"] for each in answer("policy", "list", "--on", day(3))["in_force"]] == ["Fortnightly model"]
    assert [each["source"] for each in answer("policy", "list", "--on", day(2))["in_force"]] == ["Key work 2025/26"]
    assert the_log(answer)[0] == "policy"


def test_a_houseblock_may_have_its_own(answer: Answer) -> None:
    answer("policy", "use", "omic_45_minutes", "--from", ago(5).isoformat(), "--unit", "3")
    units = {each["unit"]: each["source"] for each in answer("policy", "list")["in_force"]}
    assert units == {None: "Key work 2025/26", "3": "OMiC 45 minutes"}
    due = due_of(answer, IN_HOUSEBLOCK_3)
    assert [(o["rule"], o["window_days"]) for o in due["obligations"]] == [("baseline", 7)]


def test_policies_refuse_with_the_field_named(answer: Answer) -> None:
    answer("policy", "use", "fortnightly_model", "--from", day(10))
    assert refused(answer, "policy", "use", "omic_45_minutes", "--from", day(5)) == ("overlaps", "from")
    assert refused(answer, "policy", "use", "every_day", "--from", TODAY) == ("unknown_policy", "name")
    assert refused(answer, "policy", "use", "omic_45_minutes", "--from", TODAY, "--unit", "9") == (
        "unknown_unit",
        "unit",
    )
    assert refused(answer, "policy", "use", "omic_45_minutes", "--from", day(5), "--to", day(4)) == ("overlaps", "to")
    assert refused(answer, "policy", "use", "omic_45_minutes", "--from", "0026-11-20") == ("policy_mistake", "from")
    assert refused(answer, "policy", "use", "omic_45_minutes", "--from", "tomorrow")[0] == "not_a_date"
    assert refused(answer, "policy", "edit", "key_work_2025_26", "--set", "name=Mine") == ("shipped", "name")
    assert refused(answer, "policy", "copy", "key_work_2025_26", "OMiC 45 minutes") == ("policy_exists", "name")
    assert refused(answer, "policy", "copy", "key_work_2025_26", " ?! ") == ("policy_mistake", "name")


def test_a_copy_is_changed_and_put_in_force(answer: Answer) -> None:
    answer("policy", "copy", "Key work 2025/26", "Elmley winter")
    made = answer(
        *("policy", "edit", "elmley winter", "--set", "baseline.sessions=1", "--set", "weekend.units=IPD"),
        *("--set", "arrival_days=2", "--drop", "extremism_pre_release"),
    )
    assert made["summary"].startswith("Change “Elmley winter”: arrival_days, baseline.sessions")
    own = next(item for item in answer("policy", "list")["items"] if not item["shipped"])
    rules = {rule["rule"]: rule for rule in own["rules"]}
    assert (own["copied_from"], own["arrival_days"], own["weekend_units"]) == ("key_work_2025_26", 2, ["IPD"])
    assert (rules["baseline"]["sessions"], rules["baseline"]["source"]) == (1, "Decided here: Elmley winter")
    assert "extremism_pre_release" not in rules
    answer("policy", "use", "elmley_winter", "--from", ago(30).isoformat())
    assert due_of(answer, IN_HOUSEBLOCK_3)["obligations"][-1]["sessions"] == 1
    answer("policy", "edit", "elmley_winter", "--set", "baseline.sessions=2")
    assert due_of(answer, IN_HOUSEBLOCK_3)["obligations"][-1]["sessions"] == 2
    yesterday = due_of(answer, IN_HOUSEBLOCK_3, "--on", day(-1))
    assert yesterday["obligations"][-1]["sessions"] == 1, "as it was"
    edit = ("policy", "edit", "elmley_winter", "--set", "baseline.sessions=3", "--from", day(-3))
    assert refused(answer, *edit) == ("overlaps", "from")


@pytest.mark.parametrize(
    ("setting", "field"),
    [
        ("baseline.sessions=0", "baseline.sessions"),
        ("baseline.window_days=0", "baseline.window_days"),
        ("baseline.minutes=many", "baseline.minutes"),
        ("acct_open.first_within=-1", "acct_open.first_within"),
        ("veterans.sessions=1", "groups"),
        ("colour=red", "colour"),
        ("id=other", "id"),
        ("baseline=2", "baseline"),
        ("name=OMiC 45 minutes", "name"),
    ],
)
def test_a_mistake_in_a_policy_names_the_field(answer: Answer, setting: str, field: str) -> None:
    answer("policy", "copy", "key_work_2025_26", "Own")
    assert refused(answer, "policy", "edit", "own", "--set", setting) == ("policy_mistake", field)


# The regime calendar
def test_level_4_tomorrow_is_one_entry(answer: Answer) -> None:
    made = answer("regime", "set", "4", "--from", TOMORROW, "--to", TOMORROW)
    assert made["summary"] == "Level 4, Lockdown, on 21/11/2026"
    (entry,) = answer("regime", "list")["items"]
    assert {key: entry[key] for key in ("level", "from", "to", "unit", "now")} == {
        "level": 4, "from": TOMORROW, "to": TOMORROW, "unit": None, "now": False,
    }  # fmt: skip
    assert due_of(answer, IN_HOUSEBLOCK_3, "--on", TOMORROW)["status"] == "no_obligation"
    assert due_of(answer, FIRST, "--on", TOMORROW)["rule"] == "acct_open"
    assert due_of(answer, IN_HOUSEBLOCK_3)["status"] != "no_obligation"
    answer("undo")
    assert answer("regime", "list")["items"] == []


def test_what_a_new_level_cuts_or_replaces_is_told(answer: Answer) -> None:
    answer("regime", "set", "3", "--from", day(-10))
    cut = answer("regime", "set", "red", "--from", TODAY, "--to", day(2))
    assert cut["summary"] == "Level 4, Lockdown, from 20/11/2026 to 22/11/2026; cuts level 3 of 10/11/2026 on"
    replaced = answer("regime", "set", "prepare", "--from", day(-1), "--to", day(2), "--unit", "3", "--dry-run")
    assert (replaced["change"], replaced["summary"]) == (
        None,
        "Level 1, Prepare, from 19/11/2026 to 22/11/2026 in Houseblock 3",
    )
    assert [(e["level"], e["from"], e["to"]) for e in answer("regime", "list")["items"]] == [
        (3, day(-10), day(-1)),
        (4, TODAY, day(2)),
        (3, day(3), None),
    ]
    assert refused(answer, "regime", "set", "1", "--from", day(1), "--to", day(5)) == ("overlaps", "from")
    answer("regime", "clear", "--from", day(2), "--to", day(4))
    assert [(e["level"], e["from"], e["to"]) for e in answer("regime", "list")["items"]][1:] == [
        (4, TODAY, day(1)),
        (3, day(5), None),
    ]


def test_the_regime_refuses_with_the_field_named(answer: Answer) -> None:
    assert refused(answer, "regime", "set", "5", "--from", TODAY) == ("policy_mistake", "level")
    assert refused(answer, "regime", "set", "4", "--from", TODAY, "--to", day(-1)) == ("overlaps", "to")
    assert refused(answer, "regime", "set", "4", "--from", TODAY, "--to", "9999-12-31") == ("policy_mistake", "to")
    assert refused(answer, "regime", "clear") == ("no_level", "from")
    assert refused(answer, "regime", "colour", "red", "3") == ("policy_mistake", "level")


def test_a_colour_stands_for_the_level_that_was_chosen(answer: Answer) -> None:
    answer("regime", "colour", "amber-red", "4")
    assert answer("regime", "list")["colours"] == {"green": 1, "green-amber": 2, "amber-red": 4, "red": 4}
    answer("regime", "set", "amber-red", "--from", TODAY)
    assert answer("regime", "list")["items"][0]["level"] == 4


def test_a_planned_level_says_what_it_will_ask_for(answer: Answer) -> None:
    expected = answer("regime", "forecast", "1", "--from", day(0))
    assert (expected["people"], expected["sessions_a_week_after"], expected["time_for"]) == (5, 5, 2)
    assert expected["too_many"] == 3
    assert expected["words"] == "Level 1 from Fri 20 Nov 2026: 3 more sessions a week than you have time for"
    assert answer("regime", "set", "1", "--from", day(0), "--dry-run")["warnings"] == [expected["words"]]
    assert answer("regime", "list")["items"] == []


# Groups
def test_a_local_group_is_off_until_somebody_approved_it(answer: Answer) -> None:
    assert due_of(answer, IN_HOUSEBLOCK_3)["priority_groups"] == []
    answer("group", "on", "Neurodiverse", "--approved-by", "Governor and PGD", "--from", day(-1))
    assert due_of(answer, IN_HOUSEBLOCK_3)["priority_groups"] == ["neurodiverse"]
    group = next(item for item in answer("group", "list")["items"] if item["id"] == "neurodiverse")
    assert (group["on"], group["members"], group["switches"][0]["approved_by"]) == (True, 1, "Governor and PGD")
    assert group["switches"][0]["approved_on"] == TODAY
    answer("group", "off", "neurodiverse", "--from", day(1))
    assert due_of(answer, IN_HOUSEBLOCK_3)["priority_groups"] == ["neurodiverse"]
    assert due_of(answer, IN_HOUSEBLOCK_3, "--on", day(1))["priority_groups"] == []


def test_groups_refuse_with_the_field_named(answer: Answer) -> None:
    on = ("--approved-by", "Governor", "--from", TODAY)
    assert refused(answer, "group", "on", "veterans", *on) == ("unknown_group", "name")
    assert refused(answer, "group", "on", "acct_open", *on) == ("always_on", "name")
    assert refused(answer, "group", "on", "csip", "--approved-by", " ", "--from", TODAY) == (
        "policy_mistake",
        "csip.approved_by",
    )
    assert refused(answer, "group", "on", "csip", *on, "--sessions", "0") == ("policy_mistake", "csip.sessions")
    assert refused(answer, "group", "on", "csip", *on, "--days", "0") == ("policy_mistake", "csip.window_days")
    assert refused(answer, "group", "on", "csip", *on, "--age", "21") == ("policy_mistake", "age")
    assert refused(answer, "group", "on", "neurodiverse landing", *on) == ("policy_mistake", "landing")
    assert refused(answer, "group", "on", "neurodiverse_landing", *on, "--landing", "23") == (
        "policy_mistake",
        "landing",
    )
    assert refused(answer, "group", "off", "csip") == ("not_on", "name")


def test_a_group_that_only_this_prison_has_lives_by_flags(answer: Answer) -> None:
    answer("group", "on", "Veterans", "--approved-by", "Governor", "--from", day(-10), "--new")
    made = answer("group", "flag", "veterans", FIRST, "--from", day(-2), "--by", "Safer custody")
    assert made["summary"] == "SMITH, John: Veterans from 18/11/2026, by Safer custody, review by 16/12/2026"
    assert "veterans" in due_of(answer, FIRST)["priority_groups"]
    (flag,) = answer("group", "list", as_of="2026-12-17")["flags"]
    assert (flag["group"], flag["review_on"], flag["review_passed"]) == ("veterans", "2026-12-16", True)
    answer("group", "unflag", "veterans", FIRST)
    assert "veterans" not in due_of(answer, FIRST)["priority_groups"]
    assert "veterans" in due_of(answer, FIRST, "--on", day(-1))["priority_groups"]


def test_flags_refuse_with_the_field_named(answer: Answer) -> None:
    by = ("--from", TODAY, "--by", "Committee")
    flagging = answer("group", "flag", "shielding", FIRST, *by)
    assert flagging["warnings"] == ["Shielding is off: the flag asks for nothing until the group is switched on."]
    assert refused(answer, "group", "flag", "shielding", FIRST, "--from", day(-3), "--by", "X") == ("overlaps", "from")
    assert refused(answer, "group", "flag", "csip", FIRST, "--from", TODAY, "--by", " ") == ("policy_mistake", "by")
    assert refused(answer, "group", "flag", "rosh_pre_release", FIRST, *by) == ("policy_mistake", "days")
    assert refused(answer, "group", "flag", "rosh_pre_release", FIRST, *by, "--days", "20") == (
        "policy_mistake",
        "days",
    )
    assert refused(answer, "group", "flag", "csip", FIRST, *by, "--months", "3") == ("policy_mistake", "months")
    assert refused(answer, "group", "flag", "csip", FIRST, *by, "--review", day(-1)) == ("policy_mistake", "review")
    assert refused(answer, "group", "flag", "csip", FIRST, *by, "--to", TODAY) == ("policy_mistake", "to")
    assert refused(answer, "group", "flag", "csip", "Z9999ZZ", *by)[0] == "not_on_the_roll"
    assert refused(answer, "group", "unflag", "csip", FIRST)[0] == "not_flagged"


@pytest.mark.parametrize(
    "command",
    [
        ("policy", "use", "omic_45_minutes", "--from", TODAY),
        ("policy", "copy", "omic_45_minutes", "Mine"),
        ("regime", "set", "4", "--from", TODAY),
        ("regime", "colour", "green", "2"),
        ("group", "on", "csip", "--approved-by", "Governor", "--from", TODAY),
        ("group", "flag", "csip", FIRST, "--from", TODAY, "--by", "Governor"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_dry_run_writes_nothing(answer: Answer, command: tuple[str, ...]) -> None:
    before = the_log(answer)
    made = answer(*command, "--dry-run")
    assert (made["change"], bool(made["summary"])) == (None, True)
    assert the_log(answer) == before
    assert answer(*command)["change"]
    answer("undo")
    assert answer("log", "--limit", "2")["items"][1]["undone"]


def test_tables_are_for_people(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["regime", "set", "4", "--from", TODAY, "--unit", "3"],
        ["group", "on", "csip", "--approved-by", "Governor", "--from", TODAY],
        ["group", "flag", "csip", FIRST, "--from", TODAY, "--by", "Governor"],
        ["policy", "list"],
        ["regime", "list"],
        ["group", "list"],
        ["regime", "forecast", "1", "--from", TODAY],
    ):
        assert run(["--store", str(path), "--as-of", TODAY, *arguments]).status == 0
    said = capfd.readouterr().out
    for words in ("Key work 2025/26", "4 Lockdown", "Houseblock 3", "CSIP", "approved by Governor", "red = level 4"):
        assert words in said


# As it was
def test_a_past_day_reads_as_it_read_then(answer: Answer, path: Path) -> None:
    answer("regime", "set", "3", "--from", day(-10), as_of=day(-10))
    answer("group", "on", "neurodiverse", "--approved-by", "Governor", "--from", day(-5), as_of=day(-5))
    days = [day(-n) for n in range(9, -1, -1)]
    then = {on: answer("due", as_of=on)["items"] for on in days}
    answer("policy", "use", "fortnightly_model", "--from", day(1))
    answer("regime", "set", "4", "--from", day(1), "--to", day(3))
    answer("group", "on", "neurodiverse", "--approved-by", "Governor", "--from", day(2), "--landing", "2-1")
    answer("group", "on", "young_adult", "--approved-by", "Governor", "--from", day(1))
    answer("group", "flag", "shielding", FIRST, "--from", day(1), "--by", "Healthcare")
    store = Store.open(path, StoreKey.none(), author=MANAGER)
    with store, store.unit_of_work("import", at=AT + timedelta(days=2)) as work:
        work.put(a_note(FIRST, date.fromisoformat(day(1))))
        work.commit()
    for on in days:
        assert answer("due", "--on", on, as_of=day(4))["items"] == then[on]
        assert answer("due", as_of=on)["items"] == then[on]
