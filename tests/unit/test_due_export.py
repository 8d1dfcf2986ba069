"""The due list as a workbook and as CSV."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.exporting import DueFacts, export_due_list
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated, an_alert


def facts(**more: Any) -> DueFacts:
    snapshot = a_snapshot(
        [
            a_prisoner("A2222BB", last_name="=WALSH", location="3-1-001", seen=[date(2026, 11, 18)]),
            a_prisoner(
                "A1111AA", last_name="SMITH", alerts=(an_alert("HA", date(2026, 11, 10)),), seen=[date(2026, 11, 9)]
            ),
        ],
        [a_key_worker("OFF01A")],
        [allocated("A1111AA", "OFF01A")],
    )
    moment = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    return DueFacts("HMP Saltmarsh", TODAY, due_list(snapshot), moment, "Keywork Desktop 0.1.0", **more)


def test_the_workbook_is_ranked_and_marks_the_overdue(tmp_path: Path) -> None:
    path = tmp_path / "due.xlsx"
    exported = export_due_list(facts(planned={"A1111AA": date(2026, 11, 23)}), path)
    assert (exported.sheets, exported.sessions) == (("Due list",), 0)
    sheet = load_workbook(path)["Due list"]
    headings = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet[f"{headings['Status']}2"].value == "▲ OVERDUE 9 d"
    assert sheet[f"{headings['Status']}2"].font.bold
    assert sheet[f"{headings['Prison number']}2"].value == "A1111AA"
    assert sheet[f"{headings['Next planned']}2"].value == datetime(2026, 11, 23)
    assert sheet[f"{headings['Next planned']}3"].value == "not planned"
    assert sheet[f"{headings['Key worker']}3"].value == "No key worker"
    assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
    assert sheet.auto_filter.ref == sheet.dimensions


def test_csv_opens_in_excel_with_its_marking_and_without_formulas(tmp_path: Path) -> None:
    path = tmp_path / "due.csv"
    exported = export_due_list(facts(), path)
    assert exported.sheets == ()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["Prison number"] for line in lines] == ["A1111AA", "A2222BB"]
    assert lines[0]["Due on"] == "2026-11-11"
    assert lines[0]["Days overdue"] == "9"
    assert lines[1]["Name"] == "'=WALSH, John"
    assert {line["Marking"] for line in lines} == {"OFFICIAL-SENSITIVE"}


def test_another_ending_is_refused_with_those_that_work(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"\.xlsx or \.csv") as caught:
        export_due_list(facts(), tmp_path / "due.pdf")
    assert caught.value.code == "format_not_available"
