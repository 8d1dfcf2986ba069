"""The day sheet: marking and page numbers on every page, and those in a priority group stand out."""

from __future__ import annotations

import re
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.due_list import due_list
from keywork_desktop.ui.day_sheet import DaySheet, save_pdf
from keywork_desktop.ui.models.due_filters import ALL
from keywork_desktop.ui.models.due_model import PersonRow, narrowed, rows_of
from keywork_desktop.ui.pages.today import TodayPage
from keywork_desktop.ui.view import View
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated, an_alert
from tests.fake_office import FakeOffice


def a_view(prisoners: int) -> View:
    """So many prisoners who were never met, the first of them on an open ACCT."""
    people = [
        a_prisoner(
            f"A{n:04d}BC",
            last_name=f"SMITH{n}",
            location=f"2-1-{n % 99 + 1:03d}",
            alerts=(an_alert("HA", TODAY - timedelta(days=20)),) if n == 0 else (),
        )
        for n in range(prisoners)
    ]
    people.append(a_prisoner("Z9999ZZ", seen=[TODAY, TODAY - timedelta(days=7)]))
    snapshot = a_snapshot(people, [a_key_worker()], [allocated("A0000BC", "OFF01A")])
    return View(snapshot, due_list(snapshot), TODAY)


def people_of(view: View) -> list[PersonRow]:
    return [row for row in rows_of(view, narrowed(view, ALL, ())) if isinstance(row, PersonRow)]


def pages_of(pdf: bytes) -> int:
    plain = pdf
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            plain += zlib.decompress(packed)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b", plain))


@pytest.mark.parametrize(("prisoners", "pages"), [(0, 1), (5, 1), (60, 4)])
def test_the_sheet_has_as_many_pages_as_it_needs(tmp_path: Path, qapp: object, prisoners: int, pages: int) -> None:
    view = a_view(prisoners)
    file = tmp_path / "day sheet.pdf"
    assert save_pdf(view, people_of(view), str(file)) == pages
    assert pages_of(file.read_bytes()) == pages


def test_only_who_is_overdue_or_due_today_is_on_it() -> None:
    view = a_view(3)
    sheet = DaySheet(view, people_of(view))
    assert [row.number for row in sheet.people] == ["A0000BC", "A0001BC", "A0002BC"]
    assert sheet.title == "Who must be seen · Fri 20 Nov 2026"
    assert sheet.place == "HMP Saltmarsh · All units"


def test_ctrl_p_opens_a_preview_that_is_freed_when_closed(qtbot: QtBot) -> None:
    office = FakeOffice()
    page = TodayPage(office)
    qtbot.addWidget(page)
    office.show(a_view(3))
    page.print_day_sheet()
    dialog = page.findChild(QPrintPreviewDialog)
    assert isinstance(dialog, QPrintPreviewDialog)
    shown = dialog.findChild(QPrintPreviewWidget)
    assert isinstance(shown, QPrintPreviewWidget)
    qtbot.waitUntil(lambda: shown.pageCount() == 1)
    dialog.close()
    qtbot.waitUntil(lambda: page.findChild(QPrintPreviewDialog) is None)


def test_the_pdf_is_written_where_one_says(qtbot: QtBot, tmp_path: Path) -> None:
    office = FakeOffice()
    page = TodayPage(office)
    qtbot.addWidget(page)
    office.show(a_view(3))
    page.save_day_sheet()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "sheet.pdf"))
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    dialog.reject()
