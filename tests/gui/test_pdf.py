"""The rota and the due list on paper: what stands where, and a PDF that needs no display."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from keywork_desktop.cli import run
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.exporting import DueFacts, RotaFacts
from keywork_desktop.exporting.paper import due_pages, rota_pages
from keywork_desktop.ui.pdf import html_of, pdf_of
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated, an_alert

MONDAY = date(2026, 11, 23)
MADE = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


def the_facts() -> RotaFacts:
    urgent = a_prisoner("A1234BC", alerts=(an_alert("HA", TODAY - timedelta(days=30)),), last_name="O'<NEIL>")
    other = a_prisoner("B1234BC", seen=[TODAY - timedelta(days=3)], location="2-1-002")
    planned = [
        PlannedSession("B1234BC", "OFF01A", MONDAY, time(9, 15), 45),
        PlannedSession("A1234BC", "OFF01A", MONDAY + timedelta(days=8), time(10), 45),
    ]
    snapshot = a_snapshot(
        [urgent, other],
        [a_key_worker()],
        [allocated("A1234BC", "OFF01A"), allocated("B1234BC", "OFF01A")],
        planned=planned,
        period=Period(MONDAY, MONDAY + timedelta(days=27)),
    )
    return RotaFacts(snapshot, due_list(snapshot), 4, None, MADE, "Keywork Desktop 0.1.0", "OFFICIAL-SENSITIVE")


def test_who_is_overdue_in_a_priority_group_comes_first_and_each_week_begins_a_page() -> None:
    pages = rota_pages(the_facts())
    assert [(table.heading, table.new_page, len(table.rows)) for table in pages.tables] == [
        ("Overdue in a priority group: see them first", False, 1),
        ("Week 1 · Mon 23 Nov 2026", True, 1),
        ("Week 2 · Tue 1 Dec 2026", True, 1),
    ]
    assert [row.alarm for table in pages.tables for row in table.rows] == [True, False, True]
    (first,) = pages.tables[0].rows
    assert first.cells[0] == "▲ OVERDUE 362 d"
    assert first.cells[-1] == "1 Dec"


def test_names_are_text_and_never_markup() -> None:
    html = html_of(rota_pages(the_facts()))
    assert "O&#x27;&lt;NEIL&gt;" in html
    assert "<NEIL>" not in html


def test_the_due_list_says_who_is_not_planned() -> None:
    facts = the_facts()
    pages = due_pages(DueFacts("HMP Saltmarsh", TODAY, facts.items, MADE, "Keywork Desktop 0.1.0"))
    (table,) = pages.tables
    assert [row.cells[2] for row in table.rows] == [item.prisoner.prison_number for item in facts.items]
    assert {row.cells[-1] for row in table.rows} == {"NOT PLANNED"}


def test_the_bytes_are_a_pdf(qapp: object) -> None:
    content = pdf_of(rota_pages(the_facts()))
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def test_a_program_without_a_display_writes_one(tmp_path: Path, repository: Path) -> None:
    store, output = tmp_path / "prison.store", tmp_path / "due.pdf"
    common = ["--store", str(store), "--as-of", "2026-11-20"]
    name = ["--establishment", "SMI", "--name", "HMP Saltmarsh", "--no-encryption"]
    assert run([*common, "init", *name]).status == 0
    surroundings = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "keywork_desktop", *common, "export", "due", "-o", str(output), "--json"],
        cwd=repository,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert output.read_bytes().startswith(b"%PDF-")
