"""`stats`, `checks`, `not-in-nomis` and `correct` on the command line: their JSON, and how they refuse."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from keywork_desktop.cli import run
from keywork_desktop.domain.facts import AlertFact, Fact, RecordFact
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.store.recording import RowChange
from tests.store.prison_facts import AT, ELMLEY, FRIDAY, MANAGER, OFFICERS, a_note, ago, an_officer, on_the_roll

MEASURES = {
    "days", "every_weeks", "eligible", "sessions", "entries", "projected", "delivery_rate", "coverage", "covered",
    "coverable", "longest_gap_days", "never_met", "overdue_priority", "minutes_per_prisoner_week", "minutes_estimated",
    "lost", "days_to_allocation", "days_to_first_session",
}  # fmt: skip
FOUR_WEEKS = ("stats", "--from", ago(27).isoformat(), "--to", FRIDAY.isoformat())


def number(n: int) -> str:
    return f"A{n:04d}BC"


def a_prison() -> list[Fact]:
    """Six men on houseblock 2 and two on 3, here for 100 days; the first is on an ACCT since twenty days ago."""
    facts: list[Fact] = [an_officer(staff_id) for staff_id in OFFICERS]
    for n in range(8):
        cell = f"{2 if n < 6 else 3}-1-{n + 1:03d}"
        facts += on_the_roll(number(n), since=ago(90), cell=cell, admitted=ago(100))
        facts.append(a_note(number(n), ago(9)))
    return [
        *facts,
        a_note(number(1), ago(2)),
        a_note(number(1), ago(2), at=time(16)),
        a_note(number(2), ago(3), RecordKind.ENTRY),
        AlertFact(number(0), "HA", ago(8), None, ago(8)),
        Allocation(number(0), OFFICERS[0], ago(60)),
        RecordFact(
            number(3), KeyWorkRecord(ago(4), RecordKind.SESSION, OFFICERS[1], minutes=30, source=RecordSource.HERE)
        ),
    ]


class Desk:
    """Runs commands on one store and reads their JSON."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.store = store
        self._capsys = capsys

    def said(self, *arguments: str, status: int = 0) -> str:
        self._capsys.readouterr()
        ended = run(["--store", str(self.store), "--as-of", FRIDAY.isoformat(), *arguments])
        said = self._capsys.readouterr()
        assert ended.status == status, said.out + said.err
        return said.out

    def __call__(self, *arguments: str, status: int = 0) -> Any:
        return json.loads(self.said(*arguments, "--json", status=status))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    path = tmp_path / "prison.store"
    store = Store.create(path, ELMLEY, StoreKey.none(), at=AT, author=MANAGER)
    with store, store.unit_of_work("import", at=AT) as work:
        work.put_all(a_prison())
        work.commit()
    return Desk(path, capsys)


def locked_down(desk: Desk, first: date, last: date | None = None) -> None:
    """Level 4 for the whole establishment."""
    row = {
        "id": "level-4",
        "level": 4,
        "unit": "",
        "from_date": first.isoformat(),
        "to_date": last and last.isoformat(),
    }
    with Store.open(desk.store, StoreKey.none(), MANAGER) as store, store.unit_of_work("regime", at=AT) as work:
        work.recorder.apply(
            [RowChange("regime_entry", "level-4", None, {**row, "entered_by": "x", "entered_at": AT.isoformat()})]
        )
        work.commit()


# stats
def test_the_measures_of_four_weeks(desk: Desk) -> None:
    answer = desk(*FOUR_WEEKS)
    assert set(answer) >= MEASURES | {"rows"}
    expected = {"days": 28, "every_weeks": 2, "eligible": 8, "sessions": 10, "entries": 1, "projected": 16}
    assert {key: answer[key] for key in expected} == expected
    assert (answer["delivery_rate"], answer["covered"], answer["coverable"], answer["coverage"]) == (62.5, 2, 8, 25.0)
    assert (answer["longest_gap_days"], answer["never_met"], answer["overdue_priority"]) == (9, 0, 1)
    assert (answer["minutes_estimated"], answer["minutes_per_prisoner_week"]) == (405, 13.59)
    assert (answer["lost"], answer["days_to_allocation"], answer["rows"]) == ({}, None, [])


def test_a_row_for_each_unit_has_the_same_measures(desk: Desk) -> None:
    answer = desk(*FOUR_WEEKS, "--by", "unit", "--every-weeks", "1")
    assert [(row["key"], row["name"], row["eligible"], row["sessions"]) for row in answer["rows"]] == [
        ("2", "Houseblock 2", 6, 8),
        ("3", "Houseblock 3", 2, 2),
    ]
    assert all(set(row) >= MEASURES | {"key", "name"} for row in answer["rows"])
    assert (answer["projected"], answer["rows"][0]["projected"]) == (32, 24)
    assert desk(*FOUR_WEEKS, "--unit", "3")["eligible"] == 2


def test_rows_by_key_worker_and_by_cohort(desk: Desk) -> None:
    assert [row["key"] for row in desk(*FOUR_WEEKS, "--by", "key-worker")["rows"]] == [OFFICERS[0], None]
    cohorts = desk(*FOUR_WEEKS, "--by", "cohort")["rows"]
    assert cohorts[0] == {"key": "acct_open", "withheld": True}
    assert desk(*FOUR_WEEKS)["overdue_by_group"] == [{"key": "acct_open", "withheld": True}]


def test_a_unit_where_nobody_was_has_no_rate(desk: Desk) -> None:
    answer = desk(*FOUR_WEEKS, "--unit", "CSU")
    assert (answer["eligible"], answer["delivery_rate"], answer["longest_gap_days"]) == (0, None, None)


def test_lost_sessions_by_reason(desk: Desk) -> None:
    desk("record", number(4), "--on", ago(1).isoformat(), "--as", "missed", "--reason", "curtailed")
    desk("record", number(5), "--on", ago(1).isoformat(), "--as", "missed", "--reason", "gone fishing")
    assert desk(*FOUR_WEEKS)["lost"] == {"curtailed": 1, "other": 1}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "2026-11-20", "--to", "2026-11-19"), "not_a_period"),
        (("--from", "1990-01-01", "--to", "2026-11-19"), "not_a_period"),
        (("--from", "20/11/2026", "--to", "2026-11-19"), "not_a_date"),
        (("--from", "2026-11-01", "--to", "2026-11-19", "--every-weeks", "0"), "not_weeks"),
        (("--from", "2026-11-01", "--to", "2026-11-19", "--every-weeks", "two"), "not_weeks"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_what_to_do(desk: Desk, arguments: tuple[str, ...], code: str) -> None:
    assert desk("stats", *arguments, status=1)["error"]["code"] == code


def test_people_read_a_table(desk: Desk) -> None:
    said = desk.said(*FOUR_WEEKS, "--by", "cohort")
    assert "62.50" in said
    assert "too few people to be shown" in said


# checks
def test_checks_are_owed_at_level_4_until_they_are_done(desk: Desk) -> None:
    assert desk("checks") == {"as_of": FRIDAY.isoformat(), "items": []}
    locked_down(desk, ago(3))
    (owed,) = desk("checks")["items"]
    assert {key: owed[key] for key in ("prison_number", "unit", "cell", "level", "because_session_due_on", "done")} == {
        "prison_number": number(0),
        "unit": "2",
        "cell": "2-1-001",
        "level": 4,
        "because_session_due_on": ago(7).isoformat(),
        "done": False,
    }
    before, due = desk(*FOUR_WEEKS), desk("due")
    desk("record", number(0), "--on", FRIDAY.isoformat(), "--as", "wellbeing")
    assert [item["done"] for item in desk("checks")["items"]] == [True]
    assert [item["done"] for item in desk("checks", "--on", ago(1).isoformat())["items"]] == [False]
    assert desk("checks", "--on", ago(4).isoformat())["items"] == []
    assert (desk(*FOUR_WEEKS), desk("due")) == (before, due), "a check counts as a session nowhere"


# not-in-nomis and correct
def test_a_session_recorded_here_is_shown_and_after_three_days_listed(desk: Desk) -> None:
    assert desk("not-in-nomis")["items"] == [
        {"prison_number": number(3), "on": ago(4).isoformat(), "staff_id": OFFICERS[1], "days": 4, "listed": True}
    ]
    desk("record", number(5), "--on", ago(2).isoformat(), "--as", "session")
    assert len(desk("not-in-nomis")["items"]) == 1
    assert len(desk("not-in-nomis", "--all")["items"]) == 2
    shown = {item["prison_number"]: item["not_yet_in_nomis"] for item in desk("due")["items"]}
    assert (shown[number(5)], shown[number(1)]) == ([ago(2).isoformat()], [])


def test_a_session_against_the_wrong_man_is_corrected_with_a_reason(desk: Desk) -> None:
    before = desk("due")
    change = desk("record", number(6), "--on", FRIDAY.isoformat(), "--as", "session")["change"]
    desk("allocate", number(7), OFFICERS[1])
    assert desk("correct", change, "--reason", " ", status=1)["error"]["code"] == "reason_needed"
    assert desk("correct", change, "--reason", "wrong man", "--dry-run")["change"] is None
    made = desk("correct", change, "--reason", "wrong man")
    assert made["change"]
    assert desk("log", "--limit", "1")["items"][0]["summary"].endswith("Reason: wrong man")
    after = {item["prison_number"]: item["last_session"] for item in desk("due")["items"]}
    assert after == {item["prison_number"]: item["last_session"] for item in before["items"]}
    assert desk("correct", change, "--reason", "wrong man", status=1)["error"]["code"] == "changed_since"
    assert desk("correct", "nothing", "--reason", "wrong man", status=1)["error"]["code"] == "no_such_change"
