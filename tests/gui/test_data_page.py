"""The Data page on a real store: files in, a look at what would change, a yes, the log, and undo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.ui.models.import_rows import Weight
from keywork_desktop.ui.pages.data import DataPage
from tests.factories import TODAY
from tests.store_office import StoreOffice, a_desk


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[DataPage]:
    """The Data page over an empty store."""
    office = StoreOffice(a_desk(tmp_path, TODAY))
    office.refresh()
    page = DataPage(office)
    qtbot.addWidget(page)
    page.resize(1240, 690)
    page.show()
    qtbot.waitUntil(lambda: page.log.width() > 200)
    yield page
    office.desk.store.close()


def office_of(page: DataPage) -> StoreOffice:
    assert isinstance(page.office, StoreOffice)
    return page.office


def face(page: DataPage) -> str:
    return ("known", "reading", "preview")[page._stack.currentIndex()]


def people(page: DataPage) -> int:
    view = office_of(page).view
    return len(view.items) if view else 0


@pytest.fixture
def reports(sample_reports: Path) -> list[Path]:
    return [sample_reports / name for name in ("alpha_list_by_surname.csv", "staff.xlsx")]


def test_an_empty_store_says_which_reports_to_fetch(page: DataPage) -> None:
    assert page._first.text().startswith("Start here.")
    assert page.reports.index(0).data().startswith("▲ Alpha list: not imported yet.")


def test_nothing_is_written_before_the_yes_and_everything_after_in_one_step(
    page: DataPage, reports: list[Path]
) -> None:
    page.import_files(reports)
    assert face(page) == "preview"
    assert page.preview.title.text() == "Import · 2 files"
    assert page.preview.summary.text().startswith("1,176 new, 0 changed, 0 gone.")
    assert people(page) == 0
    page.preview.accept.click()
    assert face(page) == "known"
    assert people(page) == 1020
    assert office_of(page).said == ["Import Alpha list, staff list: 1,176 new"]
    assert page.log.lines.items[0].summary == office_of(page).said[0]
    assert page._last.text().startswith("Last import: Import Alpha list, staff list: 1,176 new")
    assert not page._first.isVisible()
    page.log.undo.click()
    assert people(page) == 0
    assert page.log.redo.toolTip().startswith("Redo: Import Alpha list")
    page.log.redo.click()
    assert people(page) == 1020


def test_the_same_files_again_change_nothing(page: DataPage, reports: list[Path]) -> None:
    page.import_files(reports)
    page.preview.accept.click()
    page.import_files(reports)
    assert page.preview.summary.text().startswith("0 new, 0 changed, 0 gone.")
    assert page.preview.accept.text() == "Accept (nothing new)"
    page.preview.accept.click()
    assert page.notice.words.text() == "Nothing was new: everything in these files is known already."


def test_discarding_writes_nothing(page: DataPage, reports: list[Path]) -> None:
    page.import_files(reports)
    page.preview.discard.click()
    assert face(page) == "known"
    assert people(page) == 0


def test_more_files_join_an_open_import_and_one_is_left_out(page: DataPage, reports: list[Path]) -> None:
    page.import_files(reports[:1])
    page.import_files(reports)
    assert [row.name for row in page.preview.files.rows] == ["alpha_list_by_surname.csv", "staff.xlsx"]
    page.preview.files_table.selectRow(1)
    QTest.keyClick(page.preview.files_table, Qt.Key.Key_Delete)
    assert [row.name for row in page.preview.files.rows] == ["alpha_list_by_surname.csv"]
    page.preview.leave_out.click()
    assert face(page) == "known"


def test_suggestions_are_ticked_by_row_by_file_or_all(page: DataPage, sample_reports: Path) -> None:
    names = ("alpha_list_by_surname.csv", "staff.xlsx", "key_work_tracker.xlsx")
    page.import_files([sample_reports / name for name in names])
    panel = page.preview
    panel.chips[Weight.SUGGESTION].click()
    assert not panel.problems.ticked
    panel.problems_table.selectRow(0)
    QTest.keyClick(panel.problems_table, Qt.Key.Key_Space)
    assert len(panel.problems.ticked) == 1
    assert "1 of" in panel.summary.text()
    panel.tick_all.click()
    ticked = len(panel.problems.ticked)
    assert ticked > 900
    panel.untick_all.click()
    assert not panel.problems.ticked
    panel.tick_all.click()
    panel.accept.click()
    view = office_of(page).view
    assert view is not None
    assert len(view.snapshot.allocations) > 900


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    page: DataPage, reports: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "letter.csv"
    broken.write_text("Dear governor,\nthank you.\n", encoding="utf-8")
    page.import_files([broken, reports[1]])
    rows = {row.name: row.error for row in page.preview.files.rows}
    assert rows["staff.xlsx"] == ""
    assert rows["letter.csv"]
    assert "1 file could not be read and will be left out." in page.preview.summary.text()
    page.preview.accept.click()
    assert office_of(page).said == ["Import staff list: 156 new"]


def test_an_unlock_list_without_a_day_takes_the_one_that_is_given(
    page: DataPage, sample_reports: Path, tmp_path: Path
) -> None:
    nameless = tmp_path / "unlock list.csv"
    shutil.copy(sample_reports / "unlock_list_23_11_2026.csv", nameless)
    page.import_files([sample_reports / "alpha_list_by_surname.csv", nameless])
    page.preview.files.date_given.emit(str(nameless), date(2026, 11, 24))
    rows = {row.name: row for row in page.preview.files.rows}
    assert rows["unlock list.csv"].report_date == date(2026, 11, 24)
    assert rows["unlock list.csv"].numbers[1] > 0
    assert not rows["unlock list.csv"].error


def test_cancelling_leads_back_to_where_it_began(page: DataPage, reports: list[Path]) -> None:
    office_of(page).cancel_next = True
    page.import_files(reports)
    assert face(page) == "known"
    assert [error.code for error in office_of(page).errors] == ["cancelled"]


def test_files_dropped_on_the_zone_are_read(page: DataPage, reports: list[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in reports])
    drop = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.drop_zone.dropEvent(drop)
    assert face(page) == "preview"


def test_choosing_files_opens_a_dialog_for_several(page: DataPage, reports: list[Path]) -> None:
    page.drop_zone.choose.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit([str(path) for path in reports])
    dialog.reject()
    assert face(page) == "preview"


def test_the_whole_of_a_row_is_said_below_the_table(page: DataPage, sample_reports: Path) -> None:
    names = ("alpha_list_by_surname.csv", "staff.xlsx", "key_work_tracker.xlsx")
    page.import_files([sample_reports / name for name in names])
    page.preview.problems_table.selectRow(0)
    row = page.preview.problems.rows[0]
    assert row.message in page.preview.detail.text()
