"""The rota goes out as a workbook, is filled in, and comes back: what is recorded, what is refused, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from keywork_desktop.actions.planning_rota import move_session
from keywork_desktop.actions.recording import record
from keywork_desktop.cli import run
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.store import Store, StoreKey
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.desk_office import AT, a_store_with
from tests.store_office import at_desk

SMITH, JONES, BROWN = "A1111AA", "B2222BB", "C3333CC"
WEEK = Period(TUESDAY, date(2026, 11, 30))
Told = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """SMITH and JONES on Tuesday, BROWN on Thursday."""
    with a_store_with(tmp_path, a_wing()) as store, store.unit_of_work("plan", "Plan", at=AT) as work:
        work.add_planned(a_planned(SMITH, TUESDAY))
        work.add_planned(a_planned(JONES, TUESDAY, "10:00"))
        work.add_planned(a_planned(BROWN, THURSDAY, "14:00"))
        work.commit()
        return store.path


@pytest.fixture
def told(path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    def tell(*arguments: str | Path, status: int = 0, as_of: str = "2026-11-24") -> Any:
        capsys.readouterr()
        ended = run(["--store", str(path), "--as-of", as_of, *map(str, arguments), "--json"])
        said = capsys.readouterr()
        assert ended.status == status, said.out + said.err
        return json.loads(said.out)

    return tell


@pytest.fixture
def opened(path: Path) -> Iterator[Store]:
    with Store.open(path, StoreKey.none()) as store:
        yield store


@pytest.fixture
def workbook(told: Told, tmp_path: Path) -> Path:
    made = tmp_path / "Rota from 23 Nov 2026.xlsx"
    told("export", "rota", "--from", "2026-11-23", "--weeks", "1", "-o", made)
    return made


def fill(workbook: Path, **said: tuple[str | None, str | None, object]) -> Path:
    """Outcome, reason and minutes for each prison number, as somebody types them."""
    book = load_workbook(workbook)
    sheet = book["Record"]
    places = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        values = said.get(str(sheet.cell(row, places["Prison number"]).value))
        if values is not None:
            for heading, value in zip(("Outcome", "Reason", "Minutes held"), values, strict=True):
                sheet.cell(row, places[heading]).value = value
    filled = workbook.with_name("filled in.xlsx")
    book.save(filled)
    return filled


def sheet_of(workbook: Path) -> Worksheet:
    return load_workbook(workbook)["Record"]


def test_the_sheet_can_be_filled_in_where_it_should_and_nowhere_else(workbook: Path) -> None:
    sheet = sheet_of(workbook)
    headings = [cell.value for cell in sheet[2]]
    open_ones = {
        headings[cell.column - 1] for row in sheet.iter_rows(min_row=3) for cell in row if not cell.protection.locked
    }
    assert open_ones == {"Outcome", "Reason", "Minutes held"}
    assert sheet.protection.sheet
    assert not sheet.protection.password
    rules = {rule.type: rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "whole"}
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert lists[0] == '"Delivered,Missed,Cancelled"'
    assert "Prisoner refused" in lists[1]
    assert rules == {"whole": "1"}
    hidden = [headings[place] for place, letter in enumerate("ABCDEFGHIJKLM") if sheet.column_dimensions[letter].hidden]
    assert hidden == ["Session ID", "Rota version"]
    assert sheet.cell(3, headings.index("Rota version") + 1).value == "Draft, not published"


def test_what_was_filled_in_is_recorded_and_leaves_the_rota(told: Told, workbook: Path, opened: Store) -> None:
    filled = fill(workbook, **{SMITH: ("Delivered", None, 40), JONES: ("Missed", "Officer sick", None)})
    tried = told("import", filled, "--dry-run")
    (file,) = tried["files"]
    assert file["kind"] == "rota-return"
    assert (file["rows"], file["new"], file["unchanged"], file["refused"]) == (3, 2, 1, 0)
    assert file["problems"] == []
    assert len(opened.planned(WEEK)) == 3
    done = told("import", filled)
    assert done["applied"]
    assert [session.prison_number for session in opened.planned(WEEK)] == [BROWN]
    man = opened.snapshot(TUESDAY).prisoners[SMITH]
    held = next(r for r in man.records if r.on == TUESDAY)
    assert (held.kind, held.minutes, held.staff_id) == (RecordKind.SESSION, 40, "OFF01A")
    lost = next(r for r in opened.snapshot(TUESDAY).prisoners[JONES].records if r.on == TUESDAY)
    assert (lost.kind, lost.reason) == (RecordKind.MISSED, "staff_sick")
    told("undo")
    assert len(opened.planned(WEEK)) == 3


def test_the_same_sheet_twice_changes_nothing(told: Told, workbook: Path) -> None:
    filled = fill(workbook, **{SMITH: ("Delivered", None, None), JONES: ("missed", "Prisoner refused", None)})
    told("import", filled)
    (again,) = told("import", filled)["files"]
    assert (again["new"], again["unchanged"], again["refused"]) == (0, 3, 0)


@pytest.mark.parametrize(
    ("outcome", "reason", "minutes", "column", "words"),
    [
        ("Missed", None, None, "Reason", "needs a reason"),
        ("Done", None, None, "Outcome", "no outcome"),
        ("Missed", "Bored", None, "Reason", "no reason"),
        ("Delivered", "Officer sick", None, "Reason", "has no reason"),
        ("Delivered", None, "ages", "Minutes held", "no number of minutes"),
        ("Delivered", None, 900, "Minutes held", "no number of minutes"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_and_the_others_are_taken(
    told: Told, workbook: Path, outcome: str, reason: str | None, minutes: object, column: str, words: str
) -> None:
    filled = fill(workbook, **{SMITH: (outcome, reason, minutes), JONES: ("Delivered", None, None)})
    (file,) = told("import", filled)["files"]
    assert (file["new"], file["refused"]) == (1, 1)
    (problem,) = file["problems"]
    assert (problem["column"], problem["severity"], problem["row"]) == (column, "error", 3)
    assert words in problem["message"]


def test_a_session_that_has_not_come_yet_is_refused(told: Told, workbook: Path) -> None:
    filled = fill(workbook, **{BROWN: ("Delivered", None, None)})
    (file,) = told("import", filled)["files"]
    assert file["refused"] == 1
    assert "has not come yet" in file["problems"][0]["message"]
    (later,) = told("import", filled, as_of="2026-11-27")["files"]
    assert (later["new"], later["refused"]) == (1, 0)


def test_a_session_that_moved_or_went_since_is_refused_not_guessed(told: Told, workbook: Path, opened: Store) -> None:
    desk = at_desk(opened, TUESDAY)
    (smith, _, _) = opened.planned(WEEK)
    move_session(desk, smith.id, THURSDAY)
    filled = fill(workbook, **{SMITH: ("Delivered", None, None)})
    (file,) = told("import", filled)["files"]
    assert "was moved to 26/11/2026" in file["problems"][0]["message"]
    with opened.unit_of_work("remove", "Take off", at=AT) as work:
        work.remove_planned(smith.id)
        work.commit()
    (file,) = told("import", filled)["files"]
    assert "no longer on the rota" in file["problems"][0]["message"]
    assert file["refused"] == 1


def test_one_that_was_recorded_here_meanwhile_is_known(told: Told, workbook: Path, opened: Store) -> None:
    desk = at_desk(opened, TUESDAY)
    record(desk, SMITH, TUESDAY, RecordKind.SESSION)
    filled = fill(workbook, **{SMITH: ("Delivered", None, None)})
    (file,) = told("import", filled)["files"]
    assert (file["new"], file["unchanged"], file["refused"]) == (0, 3, 0)
    assert [r.on for r in opened.snapshot(TUESDAY).prisoners[SMITH].records if r.counts].count(TUESDAY) == 1
    filled = fill(workbook, **{SMITH: ("Missed", "Prisoner refused", None)})
    (file,) = told("import", filled)["files"]
    assert "no longer on the rota" in file["problems"][0]["message"]


def test_rows_whose_parts_were_moved_are_refused(told: Told, workbook: Path) -> None:
    book = load_workbook(workbook)
    sheet = book["Record"]
    places = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, places["Prison number"]).value = JONES
    sheet.cell(3, places["Outcome"]).value = "Delivered"
    moved = workbook.with_name("moved.xlsx")
    book.save(moved)
    (file,) = told("import", moved)["files"]
    assert "parts of rows were moved" in file["problems"][0]["message"]
