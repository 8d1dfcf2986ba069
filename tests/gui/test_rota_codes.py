"""Codes that nobody has explained, on the rota page: seen, asked about, and typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.detail import ShiftCode
from keywork_desktop.ui.dialogs.shift import ShiftDialog
from keywork_desktop.ui.dialogs.shift_code import ShiftCodeDialog
from tests.calendar_prison import THURSDAY, TUESDAY, a_wing
from tests.factories import a_shift
from tests.rota_play import CONTROL, KHAN, WEDNESDAY, Key, Played

TX = ShiftCode("TX", "Transfer escort", time(7, 30), time(15, 30))


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """KHAN has TX on Wednesday with an hour and a half of key work time; nobody has explained it."""
    made = Played(qtbot, tmp_path, a_wing())
    desk = made.office.desk
    with desk.work("import", "Import detail") as work:
        work.put(a_shift(KHAN, WEDNESDAY, "TX", "1400-1530"))
        work.commit()
    made.office.refresh()
    QApplication.processEvents()
    yield made
    desk.store.close()


def asked(played: Played) -> ShiftCodeDialog:
    (dialog,) = [each for each in played.page.findChildren(ShiftCodeDialog) if each.isVisible()]
    return dialog


def answer(dialog: ShiftCodeDialog) -> None:
    dialog.meaning.setText("Transfer escort")
    dialog.hours.works.setChecked(True)
    dialog.hours.start.setTime(QTime(7, 30))
    dialog.hours.end.setTime(QTime(15, 30))
    dialog.save.click()


def test_a_code_nobody_explained_is_seen_and_gives_no_key_work_time(played: Played) -> None:
    cell = played.cell(WEDNESDAY)
    assert (cell.text, cell.typed, cell.free) == ("TX?", "TX KW 1400-1530", 0)
    assert "TX ? not explained" in cell.spoken
    assert "key work 14:00–15:30 does not count until the code is explained" in cell.spoken
    assert "1 h 30 key work time not counted: TX not explained" in played.page.body.numbers.text


def test_it_is_explained_from_the_day_and_counts_at_once(played: Played) -> None:
    played.go(WEDNESDAY)
    button = played.page.panel.explain_button
    assert (button.isVisible(), button.text()) == (True, "Explain TX…")
    button.click()
    dialog = asked(played)
    assert "It stands in 1 cell (25 Nov), with key work time in 1." in dialog.note.text()
    answer(dialog)
    assert played.office.said == ["Shift code TX: Transfer escort, 07:30–15:30"]
    assert played.cell(WEDNESDAY).text == "TX ○"
    assert played.cell(WEDNESDAY).shift == "Transfer escort 07:30–15:30"
    assert not button.isVisible()
    assert "not counted" not in played.page.body.numbers.text
    assert played.page.table.hasFocus()
    played.office.undo()
    assert played.cell(WEDNESDAY).text == "TX?"


def test_a_code_that_is_typed_is_asked_about_and_remembered_in_the_same_step(played: Played) -> None:
    played.edit()
    played.page.table.rota.setData(played.page.table.rota.index_of(KHAN, THURSDAY), "tx kw 0800-0900")
    assert played.cell(THURSDAY).typed == "L KW 1400-1530"
    dialog = asked(played)
    assert "You have typed it for 1 day." in dialog.note.text()
    answer(dialog)
    assert played.cell(THURSDAY).typed == "TX KW 0800-0900"
    assert played.cell(THURSDAY).free == played.cell(WEDNESDAY).free - 30 == 60
    (said,) = played.office.said
    assert said == "Detail: KHAN, Omar, 26 Nov: TX KW 0800-0900; TX: Transfer escort, 07:30–15:30"
    played.office.undo()
    assert [played.cell(day).text for day in (WEDNESDAY, THURSDAY)] == ["TX?", "L ○"]


def test_two_codes_pasted_together_are_asked_one_after_the_other(played: Played) -> None:
    played.edit()
    played.go(WEDNESDAY)
    QGuiApplication.clipboard().setText("TX\tWFH")
    played.key(Key.Key_V, modifier=CONTROL)
    answer(asked(played))
    second = asked(played)
    assert second.question.text() == "What does WFH mean?"
    assert (second.meaning.text(), second.hours.off.isChecked()) == ("Working elsewhere", True)
    assert "Suggested: WFH: Working elsewhere, not in the prison." in second.note.text()
    second.save.click()
    assert [played.cell(day).typed for day in (WEDNESDAY, THURSDAY)] == ["TX", "WFH"]
    assert len(played.office.said) == 1


def test_without_an_answer_nothing_is_written(played: Played) -> None:
    played.edit()
    played.page.table.rota.setData(played.page.table.rota.index_of(KHAN, TUESDAY), "TX")
    asked(played).leave.click()
    assert played.cell(TUESDAY).typed == "E KW 0915-1045"
    assert played.office.said == []


def test_the_shift_dialog_offers_every_code_with_its_meaning_and_takes_new_ones(played: Played) -> None:
    played.go(WEDNESDAY)
    played.page.panel.shift_button.click()
    (dialog,) = played.page.findChildren(ShiftDialog)
    assert dialog.code.currentText() == "TX  ? not explained"
    assert dialog.hint.text() == "Nobody has explained TX: its key work time does not count yet."
    assert dialog.explain.text() == "Explain TX…"
    dialog.explain.click()
    (question,) = dialog.findChildren(ShiftCodeDialog)
    answer(question)
    assert dialog.code.currentText() == "TX  Transfer escort 07:30–15:30"
    assert dialog.explain.text() == "New code…"
    dialog.key_work.setText("0800-0900")
    dialog.save_button.click()
    assert played.cell(WEDNESDAY).typed == "TX KW 0800-0900"
    assert played.office.desk.store.shift_codes()["TX"] == TX
