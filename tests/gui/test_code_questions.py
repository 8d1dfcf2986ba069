"""What does this code mean? Asked on the Data page where an import is looked at, and on Settings, Detail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.importing_reports import accept, preview
from keywork_desktop.actions.shift_codes import explain_codes
from keywork_desktop.domain.detail import SHIFT_CODES, ShiftCode
from keywork_desktop.ui.dialogs.shift_code import ShiftCodeDialog
from keywork_desktop.ui.pages.data import DataPage
from keywork_desktop.ui.pages.settings import PARTS, SettingsPage
from keywork_desktop.ui.settings.shift_codes import ShiftCodesSection
from tests.calendar_prison import a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY
from tests.store_office import StoreOffice, at_desk
from tests.unit.made_reports import csv_report

KHAN, OKAFOR = "OFF01A", "OFF02B"
TX = ShiftCode("TX", "Transfer escort", time(7, 30), time(15, 30))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[StoreOffice]:
    made = StoreOffice(at_desk(a_store_with(tmp_path, a_wing()), TODAY))
    made.refresh()
    yield made
    made.desk.store.close()


@pytest.fixture
def detail(tmp_path: Path) -> Path:
    """TX stands in three cells, with key work time in two; ESC and QX in one each."""
    made = tmp_path / "detail.csv"
    days = [f"{date(2026, 11, day):%d/%m/%Y}" for day in (23, 24, 25)]
    rows = [[KHAN, "TX KW 1400-1530", "TX", "ESC"], [OKAFOR, "TX KW 0700-0800", "QX", "RD"]]
    made.write_bytes(csv_report(["Staff User ID", *days], rows))
    return made


@pytest.fixture
def data(office: StoreOffice, qtbot: QtBot, detail: Path) -> DataPage:
    """The Data page with that detail looked at."""
    page = DataPage(office)
    qtbot.addWidget(page)
    page.resize(1240, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.import_files([detail])
    return page


def asked(parent: QWidget) -> ShiftCodeDialog:
    (dialog,) = [each for each in parent.findChildren(ShiftCodeDialog) if each.isVisible()]
    return dialog


def answer(dialog: ShiftCodeDialog, start: QTime = QTime(7, 30), end: QTime = QTime(15, 30)) -> None:  # noqa: B008
    dialog.meaning.setText("Transfer escort")
    dialog.hours.works.setChecked(True)
    dialog.hours.start.setTime(start)
    dialog.hours.end.setTime(end)
    dialog.save.click()


# -- the import -------------------------------------------------------------------------------------------------------


def test_each_unknown_code_is_one_question(data: DataPage) -> None:
    questions = data.preview.questions
    assert questions.isVisible()
    assert questions.title.text() == "◆ 3 codes of the detail nobody has explained"
    assert [(use.code, use.cells, use.with_key_work) for use in questions.questions] == [
        ("ESC", 1, 0),
        ("QX", 1, 0),
        ("TX", 3, 2),
    ]
    assert [made.text() for made in questions.buttons.values()] == ["Explain ESC…", "Explain QX…", "Explain TX…"]


def test_an_answer_is_written_with_the_import_and_never_asked_again(
    data: DataPage, office: StoreOffice, detail: Path
) -> None:
    questions = data.preview.questions
    questions.buttons["TX"].click()
    dialog = asked(data)
    assert dialog.leave.text() == "Ask me later"
    assert dialog.hours.hours == (time(7), time(17))
    assert "All its key work time (07:00–15:30) counts." in dialog.note.text()
    answer(dialog)
    assert questions.title.text() == "◆ 2 codes of the detail nobody has explained"
    assert questions.buttons["TX"].text() == "Change TX…"
    assert questions.buttons["ESC"].hasFocus()
    assert set(office.desk.store.shift_codes()) == set(SHIFT_CODES)
    data.preview.accept.click()
    assert office.said == ["Import detail: 2 changed; TX: Transfer escort, 07:30–15:30"]
    assert office.desk.store.shift_codes()["TX"] == TX
    data.import_files([detail])
    assert [use.code for use in data.preview.questions.questions] == ["ESC", "QX"]
    assert data.preview.questions.answers == {}


def test_the_last_answer_keeps_the_focus_says_what_is_lost_and_enter_asks_again(data: DataPage, qtbot: QtBot) -> None:
    questions = data.preview.questions
    for code in ("ESC", "QX", "TX"):
        questions.buttons[code].click()
        answer(asked(data))
    assert questions.title.text() == "● Every code is explained"
    assert questions.buttons["TX"].hasFocus()
    assert "with key work time in 2. In 1 of them it would not count." in questions.words["TX"].text()
    QTest.keyClick(questions.buttons["TX"], Qt.Key.Key_Return)
    assert asked(data).meaning.text() == "Transfer escort"


def test_what_was_said_of_an_import_goes_with_the_next_change_and_the_next_import(
    data: DataPage, office: StoreOffice, detail: Path
) -> None:
    shown = data.preview.shown
    data.preview.problems_table.setCurrentIndex(shown.index(0, 0))
    assert data.preview.detail.text()
    data.preview.accept.click()
    assert data.notice.words.text() == "Import detail: 2 changed. Undo takes it back."
    assert data.notice.isVisible()
    explain_codes_now(office)
    assert not data.notice.isVisible()
    data.import_files([detail])
    assert data.preview.detail.text() == ""


def explain_codes_now(office: StoreOffice) -> None:
    office.act(lambda desk: explain_codes(desk, [TX]))


def test_the_dialog_tells_what_would_not_count(data: DataPage) -> None:
    data.preview.questions.buttons["TX"].click()
    dialog = asked(data)
    dialog.hours.start.setTime(QTime(7, 30))
    assert "▲ In 1 cell of 2 the key work time lies outside these hours" in dialog.note.text()
    dialog.hours.off.setChecked(True)
    assert "▲ None of its key work time (07:00–15:30) would count." in dialog.note.text()
    dialog.hours.works.setChecked(True)
    dialog.hours.start.setTime(QTime(21, 0))
    assert "It ends the next morning: nights have no key work time." in dialog.note.text()


def test_what_a_code_usually_means_is_put_in_to_be_looked_at_and_no_more(data: DataPage, office: StoreOffice) -> None:
    data.preview.questions.buttons["ESC"].click()
    dialog = asked(data)
    assert (dialog.meaning.text(), dialog.hours.off.isChecked()) == ("Escort", True)
    assert "Suggested: ESC: Escort, not in the prison." in dialog.note.text()
    dialog.leave.click()
    data.preview.accept.click()
    assert "ESC" not in office.desk.store.shift_codes()


def test_nothing_is_remembered_without_meaning_and_hours(data: DataPage) -> None:
    data.preview.questions.buttons["QX"].click()
    dialog = asked(data)
    dialog.save.click()
    assert dialog.isVisible()
    assert dialog.mistake_at("meaning") == "▲ Say in a word or two what it means."
    assert dialog.mistake_at("start") == "▲ Say whether the officer is in the prison."
    assert data.preview.questions.answers == {}


def test_answers_go_with_the_import_that_is_discarded(data: DataPage, office: StoreOffice, detail: Path) -> None:
    data.preview.questions.buttons["TX"].click()
    answer(asked(data))
    data.preview.discard.click()
    assert not data.preview.questions.isVisible()
    data.import_files([detail])
    assert data.preview.questions.answers == {}
    assert set(office.desk.store.shift_codes()) == set(SHIFT_CODES)


# -- Settings ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def section(office: StoreOffice, qtbot: QtBot, detail: Path) -> ShiftCodesSection:
    """Settings, Detail, after the import, with TX explained."""
    accept(office.desk, preview(office.desk, [detail]))
    explain_codes(office.desk, [TX])
    office.refresh()
    page = SettingsPage(office)
    qtbot.addWidget(page)
    page.resize(1234, 682)
    with qtbot.waitExposed(page):
        page.show()
    page.show_part(PARTS.index("Detail"))
    QAbstractItemModelTester(page.detail.codes.codes, QAbstractItemModelTester.FailureReportingMode.Fatal)
    return page.detail.codes


def text_of(section: ShiftCodesSection, code: str) -> str:
    (row,) = [row for row in section.codes.rows if row.code == code]
    return " | ".join(section.codes.cells_of(row)[1:4])


def choose(section: ShiftCodesSection, code: str) -> None:
    section.table.selectRow([row.code for row in section.codes.rows].index(code))


def test_the_table_shows_all_codes_those_to_explain_first(section: ShiftCodesSection) -> None:
    assert [row.code for row in section.codes.rows] == ["ESC", "QX", *SHIFT_CODES, "TX"]
    assert section.heading.text() == "Shift codes · 2 codes not explained"
    assert text_of(section, "ESC") == "? not explained | ? | 1"
    assert text_of(section, "TX") == "Transfer escort | 07:30–15:30 | ▲ 3, key work in 2, 1 not counted"
    assert text_of(section, "AL").startswith("Annual leave | not in the prison | ")
    choose(section, "TX")
    assert (
        section.told.text()
        == "Set by manager, 20 Nov 2026. On 1 day its key work time lies outside these hours and does not count."
    )


def test_a_code_is_explained_changed_and_forgotten_by_keyboard(section: ShiftCodesSection, office: StoreOffice) -> None:
    choose(section, "QX")
    assert section.explain.text() == "Explain…"
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    answer(asked(section))
    assert office.said[-1] == "Shift code QX: Transfer escort, 07:30–15:30"
    assert text_of(section, "QX") == "Transfer escort | 07:30–15:30 | 1"
    choose(section, "QX")
    QTest.keyClick(section.table, Qt.Key.Key_Delete)
    assert office.said[-1] == "Shift code QX forgotten"
    assert text_of(section, "QX") == "? not explained | ? | 1"
    office.undo()
    assert text_of(section, "QX").startswith("Transfer escort")


def test_built_in_hours_are_changed_for_this_prison_and_put_back(
    section: ShiftCodesSection, office: StoreOffice
) -> None:
    choose(section, "E")
    assert not section.forget.isEnabled()
    section.explain.click()
    dialog = asked(section)
    assert dialog.hours.hours == (time(7), time(12, 30))
    dialog.hours.start.setTime(QTime(6, 30))
    dialog.save.click()
    assert text_of(section, "E").startswith("Early | 06:30–12:30")
    choose(section, "E")
    assert section.told.text() == "Set by manager, 20 Nov 2026. Built in is Early, 07:00–12:30."
    assert section.forget.text() == "As built in"
    section.forget.click()
    assert office.said[-1] == "Shift code E: Early, 07:00–12:30 again"
    assert text_of(section, "E").startswith("Early | 07:00–12:30")


def test_a_code_is_added_before_it_comes(section: ShiftCodesSection, office: StoreOffice) -> None:
    section.add.click()
    dialog = asked(section)
    dialog.code.setText("tx")
    answer(dialog)
    assert dialog.mistake_at("code") == "▲ TX has a meaning already. Choose it in the table and change that."
    dialog.code.setText("c4")
    dialog.check()
    answer(dialog)
    assert office.desk.store.shift_codes()["C4"] == ShiftCode("C4", "Transfer escort", time(7, 30), time(15, 30))
    assert text_of(section, "C4") == "Transfer escort | 07:30–15:30 | –"


def test_leave_never_gets_hours(section: ShiftCodesSection) -> None:
    choose(section, "AL")
    section.explain.click()
    dialog = asked(section)
    assert (dialog.hours.off.isChecked(), dialog.hours.works.isEnabled()) == (True, False)


def test_why_a_file_cannot_be_read_is_said_in_whole_and_nothing_else(data: DataPage, tmp_path: Path) -> None:
    assert not data.preview.unread.isVisible()
    data.preview.discard.click()
    bad = tmp_path / "no_year.csv"
    bad.write_bytes(csv_report(["Staff User ID", "Mon 23 Nov", "Tue 24 Nov"], [[KHAN, "E", "L"]]))
    data.import_files([bad])
    assert data.preview.unread.isVisible()
    assert data.preview.unread.text().startswith("✕ no_year.csv: none of its days has a year. Write the year")
    assert data.preview.nothing.text() == ""
    assert not data.preview.accept.isEnabled()
