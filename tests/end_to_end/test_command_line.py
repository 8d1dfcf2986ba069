"""The command line from outside: its JSON, its exit statuses, and that one wrong word never costs anything."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from keywork_desktop.cli import run

AS_OF = "2026-11-20"


class Desk:
    """Runs commands on one store and reads their JSON."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.store = store
        self._capsys = capsys

    def __call__(self, *arguments: str | Path, status: int = 0, as_of: str = AS_OF) -> Any:
        self._capsys.readouterr()
        ended = run(["--store", str(self.store), "--as-of", as_of, *map(str, arguments), "--json"])
        said = self._capsys.readouterr()
        assert ended.status == status, said.out + said.err
        return json.loads(said.out)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path / "prison.store", capsys)
    answer = made("init", "--establishment", "SMI", "--name", "HMP Saltmarsh", "--no-encryption")
    assert answer == {"store": str(made.store), "encrypted": False}
    return made


@pytest.fixture
def reports(sample_reports: Path) -> list[Path]:
    return sorted([*sample_reports.glob("*.csv"), *sample_reports.glob("*.xlsx")])


@pytest.fixture(scope="module")
def imported(sample_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all sample reports and suggestions taken in, made once."""
    store = tmp_path_factory.mktemp("imported") / "prison.store"
    files = [str(file) for file in sorted([*sample_reports.glob("*.csv"), *sample_reports.glob("*.xlsx")])]
    for command in (
        ["init", "--establishment", "SMI", "--name", "HMP Saltmarsh", "--no-encryption"],
        ["import", *files, "--accept-suggestions"],
    ):
        assert run(["--store", str(store), "--as-of", AS_OF, *command, "--json"]).status == 0
    return store


@pytest.fixture
def prison(imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    store = tmp_path / "prison.store"
    shutil.copyfile(imported, store)
    return Desk(store, capsys)


def by_number(answer: Any) -> dict[str, Any]:
    return {item["prison_number"]: item for item in answer["items"]}


# Importing ---------------------------------------------------------------------------------------------------------


def test_every_row_of_the_sample_reports_is_accounted_for(desk: Desk, reports: list[Path]) -> None:
    answer = desk("import", *reports)
    assert answer["applied"]
    kinds = {file["kind"]: file for file in answer["files"]}
    for file in answer["files"]:
        accounted = sum(file[word] for word in ("new", "changed", "unchanged", "repeated", "refused"))
        assert file["rows"] == accounted
    assert kinds["case-notes"]["rows"] == 3707
    assert kinds["case-notes"]["new"] == 3707
    assert kinds["alpha-list"]["new"] == 1020
    assert kinds["staff"]["new"] == 156
    due = desk("due")
    assert len(due["items"]) == 1020


def test_the_worked_answers_come_out_exactly(prison: Desk, sample_reports: Path) -> None:
    known = json.loads((sample_reports / "known_cases.json").read_text("utf-8"))
    answer = prison("due")
    items = by_number(answer)
    assert answer["as_of"] == known["as_of"]
    assert len(items) == known["prisoners"]
    for name, expected in known["expected"].items():
        item = items[expected["prison_number"]]
        assert {key: item[key] for key in expected} == expected, name


def test_the_same_files_twice_change_nothing(prison: Desk, reports: list[Path]) -> None:
    before = prison("due")
    answer = prison("import", *reports, "--accept-suggestions")
    assert answer["change"] is None
    assert sum(file["new"] + file["changed"] + file["gone"] for file in answer["files"]) == 0
    assert prison("due") == before


def test_the_order_of_the_files_never_matters(desk: Desk, reports: list[Path], tmp_path: Path) -> None:
    other = Desk(tmp_path / "other.store", desk._capsys)
    other("init", "--establishment", "SMI", "--name", "HMP Saltmarsh", "--no-encryption")
    desk("import", *reports, "--accept-suggestions")
    other("import", *reversed(reports), "--accept-suggestions")
    assert desk("due") == other("due")


def test_suggestions_are_never_applied_silently(desk: Desk, reports: list[Path]) -> None:
    answer = desk("import", *reports)
    tracker = next(file for file in answer["files"] if file["kind"] == "tracker")
    assert tracker["new"] == 0
    assert any(p["severity"] == "suggestion" and p["suggestion"] for p in tracker["problems"])
    assert all(item["key_worker"] is None for item in desk("due")["items"])


def test_a_dry_run_writes_nothing(desk: Desk, reports: list[Path]) -> None:
    answer = desk("import", *reports, "--dry-run")
    assert (answer["applied"], answer["change"]) == (False, None)
    assert desk("due")["items"] == []


def test_a_wrong_file_ends_the_whole_import_with_what_and_where(
    desk: Desk, reports: list[Path], tmp_path: Path
) -> None:
    stray = tmp_path / "letter.csv"
    stray.write_text("Dear Sir\nplease find enclosed\n", "utf-8")
    answer = desk("import", *reports, stray, status=1)
    assert answer["error"]["code"] == "not_recognised"
    assert "letter.csv" in answer["error"]["message"]
    assert desk("due")["items"] == []
    assert desk("import", tmp_path / "nothing.csv", status=3)["error"]["code"] == "unreadable"


def test_no_text_of_a_case_note_reaches_the_store_or_the_answer(prison: Desk, sample_reports: Path) -> None:
    text = "Session held in interview room"
    assert text in (sample_reports / "key_worker_case_notes_by_wing.csv").read_text("utf-8-sig")
    stored = b"".join(file.read_bytes() for file in prison.store.parent.glob("prison.store*"))
    assert text.encode() not in stored
    assert text not in json.dumps(prison("log"))


# Due ---------------------------------------------------------------------------------------------------------------

DUE_KEYS = {
    "prison_number", "last_name", "first_name", "unit", "cell", "key_worker", "priority_groups", "status", "due_on",
    "days_overdue", "rule", "why", "last_session", "sessions_28_days", "never_met", "never_met_by_key_worker",
    "missed_weekends", "was_overdue_since", "reception", "release_date", "problems", "obligations",
}  # fmt: skip
OBLIGATION_KEYS = {
    "rule", "priority", "source", "start", "due_on", "sessions", "window_days", "minutes", "counted_sessions", "prior",
    "spacing", "carried_from",
}  # fmt: skip


def test_due_has_the_contracts_keys_and_order(prison: Desk) -> None:
    items = prison("due")["items"]
    assert all(item.keys() >= DUE_KEYS for item in items)
    assert all(asked.keys() >= OBLIGATION_KEYS for item in items for asked in item["obligations"])
    assert all(item["why"] for item in items)
    ranks = [_rank(item) for item in items]
    assert ranks == sorted(ranks)
    assert {item["unit"] for item in items} == {"1", "2", "3", "4", "5", "6", "CSU", "IPD", None}


def _rank(item: dict[str, Any]) -> tuple[int, int]:
    if item["status"] == "overdue":
        heading = 0 if item["priority_groups"] else 1 if item["never_met"] else 2
        return heading, -item["days_overdue"]
    return {"due_today": 3, "no_obligation": 5}.get(item["status"], 4), 0


def test_filters_narrow_the_list(prison: Desk) -> None:
    everyone = prison("due")["items"]
    assert prison("due", "--unit", "2")["items"] == [item for item in everyone if item["unit"] == "2"]
    assert prison("due", "--status", "overdue")["items"] == [i for i in everyone if i["status"] == "overdue"]
    officer = next(item["key_worker"]["staff_id"] for item in everyone if item["key_worker"])
    of_his = [i for i in everyone if i["key_worker"] and i["key_worker"]["staff_id"] == officer]
    assert prison("due", "--key-worker", officer)["items"] == of_his


def test_json_is_accepted_before_the_command_too(prison: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["--json", "--store", str(prison.store), "--as-of", AS_OF, "due", "--unit", "CSU"]).status == 0
    assert len(json.loads(capsys.readouterr().out)["items"]) == 20


# Changing ----------------------------------------------------------------------------------------------------------


def test_allocate_record_undo_and_redo(prison: Desk) -> None:
    free = next(item for item in prison("due")["items"] if item["key_worker"] is None and item["unit"] == "2")
    number = free["prison_number"]
    loads = prison("recommend")["loads"]
    room = next(load["staff_id"] for load in loads if load["allocated"] < load["capacity"])
    assert prison("allocate", number, room, "--dry-run")["change"] is None
    assert by_number(prison("due"))[number]["key_worker"] is None
    assert prison("allocate", number, room, "--override", "--reason", "asked for")["change"]
    assert by_number(prison("due"))[number]["key_worker"]["staff_id"] == room
    assert prison("record", number, "--on", AS_OF, "--as", "session", "--minutes", "45")["change"]
    item = by_number(prison("due"))[number]
    assert (item["last_session"], item["never_met_by_key_worker"]) == (AS_OF, False)
    prison("undo")
    prison("undo")
    assert by_number(prison("due"))[number] == free
    prison("redo")
    prison("redo")
    assert by_number(prison("due"))[number]["last_session"] == AS_OF
    log = prison("log", "--prisoner", number)["items"]
    assert [entry["undone"] for entry in log if entry["action"] in ("allocate", "record")] == [False, False]
    assert prison("deallocate", number, "--reason", "moved on")["change"]
    assert len(prison("log", "--limit", "1")["items"]) == 1


def test_a_never_is_refused_with_its_reason_and_needs_one_to_be_overridden(prison: Desk) -> None:
    two_staff = "B9420RE"
    room = next(n["staff_id"] for n in prison("recommend")["loads"] if n["allocated"] < n["capacity"])
    refused = prison("allocate", two_staff, room, status=1)["error"]
    assert refused["code"] == "not_allowed"
    assert "second officer" in refused["message"]
    assert prison("allocate", two_staff, room, "--override", status=1)["error"]["code"] == "reason_needed"
    assert prison("allocate", two_staff, room, "--override", "--reason", "SO agreed")["change"]


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["allocate", "A1234BC", "NOBODY"], 1, "not_on_the_roll"),
        (["allocate", "nonsense", "NOBODY"], 1, "not_a_prison_number"),
        (["allocate", "H1155ZD", "NOBODY"], 1, "not_on_the_staff_list"),
        (["record", "H1155ZD", "--on", "2026-11-21", "--as", "session"], 1, "in_the_future"),
        (["record", "H1155ZD", "--on", "20/11/2026", "--as", "session"], 1, "not_a_date"),
        (["record", "H1155ZD", "--on", AS_OF, "--as", "missed"], 1, "reason_needed"),
        (["record", "H1155ZD", "--on", AS_OF, "--as", "session", "--minutes", "0"], 1, "not_minutes"),
        (["plan", "--from", "2026-11-23", "--weeks", "0"], 1, "not_weeks"),
        (["plan", "--from", "2026-11-23", "--without", "nobody"], 1, "not_an_absence"),
        (["redo"], 1, "nothing_to_redo"),
        (["record", "H1155ZD", "--on", AS_OF, "--as", "tea"], 2, "usage"),
        (["nonsense"], 2, "usage"),
        (["due", "--nonsense"], 2, "usage"),
    ],
)
def test_what_cannot_be_done_says_so(prison: Desk, arguments: list[str], status: int, code: str) -> None:
    before = prison("log")
    error = prison(*arguments, status=status)["error"]
    assert error["code"] == code
    assert error["message"]
    assert isinstance(error["details"], dict)
    assert prison("log") == before


# The rota ----------------------------------------------------------------------------------------------------------


def test_recommend_plan_and_export(prison: Desk, tmp_path: Path) -> None:
    proposed = prison("recommend", "--apply")
    assert proposed["applied"] == bool(proposed["allocations"])
    assert proposed.keys() >= {"allocations", "unplaced", "loads", "objective"}
    again = prison("recommend")
    assert again["allocations"] == []
    plan = prison("plan", "--from", "2026-11-23", "--apply")
    assert plan["targets"] == plan["met_on_time"] + len(plan["left_out"])
    assert plan["slots_used"] <= plan["slots_total"]
    assert plan["planned"]
    assert {left["reason_code"] for left in plan["left_out"]} <= {
        "no_key_worker", "no_key_work_time", "slots_taken", "prisoner_unavailable", "regime_closed",
        "needs_second_officer",
    }  # fmt: skip
    workbook = tmp_path / "rota.xlsx"
    written = prison("export", "rota", "--from", "2026-11-23", "-o", workbook)
    assert written["sessions"] == len(plan["planned"])
    sheets = ["Rota", "Week 1", "Week 2", "Week 3", "Week 4", "Overdue priority", "Due list", "Key workers"]
    sheets += ["Record", "Data"]
    assert written["sheets"] == [*sheets, "About"]
    book = openpyxl.load_workbook(workbook, read_only=True)
    try:
        headings = [cell.value for cell in next(book["Data"].iter_rows(max_row=1))]
        listed = sum(1 for row in book["Data"].iter_rows(min_row=2, max_col=1) if row[0].value)
    finally:
        book.close()
    assert headings[:14] == [
        "Prison number", "Name", "Unit", "Cell", "Status", "Due on", "Days overdue", "Rule", "Key worker ID",
        "Key worker", "Date", "Start", "Minutes", "Cover",
    ]  # fmt: skip
    assert listed == len(plan["planned"])
    assert prison("export", "due", "-o", tmp_path / "due.csv")["path"] == str(tmp_path / "due.csv")
    assert prison("export", "rota", "--from", "2026-11-23", "-o", tmp_path / "rota.docx", status=1)["error"]["code"]


# The store ---------------------------------------------------------------------------------------------------------


def test_a_passphrase_opens_the_store_and_nothing_else_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "passphrase.txt"
    secret.write_text("correct horse battery staple\r\nanother line\n", "utf-8")
    made = Desk(tmp_path / "sealed.store", capsys)
    answer = made("init", "--establishment", "SMI", "--name", "HMP Saltmarsh", "--passphrase-file", secret)
    assert answer["encrypted"]
    assert made("due", "--passphrase-file", secret)["items"] == []
    monkeypatch.setenv("KEYWORK_PASSPHRASE", "wrong")
    assert made("due", status=3)["error"]["code"] == "wrong_passphrase"
    monkeypatch.setenv("KEYWORK_PASSPHRASE", "correct horse battery staple")
    assert made("due")["items"] == []
    assert made("init", "--establishment", "SMI", "--name", "X", status=3)["error"]["code"] == "store_exists"
    assert b"Saltmarsh" not in made.store.read_bytes()


def test_a_store_that_is_not_there_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = Desk(tmp_path / "none.store", capsys)("due", status=3)["error"]
    assert error["code"] == "store_missing"
    assert "init" in error["message"]


def test_the_demo_makes_a_prison_and_says_what_it_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--as-of", AS_OF, "--json", "demo", "--into", str(tmp_path / "demo"), "--no-window"]).status == 0
    made = json.loads(capsys.readouterr().out)
    assert made.keys() >= {
        "store", "workbook", "prisoners", "key_workers", "overdue_priority", "sessions_planned"
    }  # fmt: skip
    assert (made["prisoners"], made["key_workers"]) == (1000, 150)
    assert made["overdue_priority"] > 0
    assert made["sessions_planned"] > 1000
    assert Path(made["workbook"]).stat().st_size > 100_000
    again = run(["--as-of", AS_OF, "--json", "demo", "--into", str(tmp_path / "demo"), "--no-window"])
    assert again.status == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "not_empty"


def test_version_names_the_libraries(desk: Desk) -> None:
    answer = desk("version")
    assert answer.keys() >= {"version", "schema", "libraries"}
    assert all(answer["libraries"].values())


def test_people_get_tables_and_sentences(prison: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["--store", str(prison.store), "--as-of", AS_OF, "due", "--unit", "CSU"]).status == 0
    said = capsys.readouterr().out
    assert "Who must be seen, Fri 20 Nov 2026: 20" in said
    assert run(["--store", str(prison.store), "--as-of", AS_OF, "undo"]).status == 0
    assert "Undo: Import" in capsys.readouterr().out


def test_a_real_process_ends_with_the_same_status_and_json(prison: Desk, repository: Path) -> None:
    command = [sys.executable, "-m", "keywork_desktop", "--store", str(prison.store), "--as-of", AS_OF]
    done = subprocess.run(
        [*command, "due", "--unit", "IPD", "--json"], cwd=repository, capture_output=True, check=True, text=True
    )
    assert len(json.loads(done.stdout)["items"]) == 25
    assert done.stderr == ""
    refused = subprocess.run(
        [*command, "allocate", "A1234BC", "X"], cwd=repository, capture_output=True, check=False, text=True
    )
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert "not on the roll" in refused.stderr


def test_reason_text_may_look_like_an_option(prison: Desk) -> None:
    number = next(item["prison_number"] for item in prison("due")["items"] if item["key_worker"])
    answer = prison("deallocate", number, "--reason", "--json")
    assert answer["change"]
