"""Editing the detail on the rota page as in Excel, and other times for sessions that lost theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from tests.calendar_prison import THURSDAY, TUESDAY, a_prison, a_wing
from tests.rota_play import CONTROL, KHAN, OKAFOR, SMITH, WEDNESDAY, Key, Played, playing


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """KHAN has key work time on Tuesday and Thursday, OKAFOR 45 minutes on Tuesday; nothing is planned."""
    with playing(qtbot, tmp_path, a_wing()) as made:
        yield made


@pytest.fixture
def wing(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """A houseblock of four officers and thirty men, with a detail and no plan."""
    with playing(qtbot, tmp_path, a_prison(units=1, officers=4, prisoners=30)) as made:
        yield made


# -- editing the detail -----------------------------------------------------------------------------------------------


def test_a_shift_is_typed_into_its_cell(played: Played) -> None:
    played.edit()
    played.go(WEDNESDAY)
    played.key(Key.Key_L)
    editor = played.page.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "l"
    QTest.keyClicks(editor, " kw 1400-1530")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()
    assert played.cell(WEDNESDAY).text == "L ○"
    assert played.office.said == ["Detail: KHAN, Omar, 25 Nov: L KW 1400-1530"]


def test_what_cannot_be_read_is_said_and_the_cell_stays(played: Played) -> None:
    played.edit()
    played.page.table.rota.setData(played.page.table.rota.index_of(KHAN, TUESDAY), "E KW 1400-1530")
    assert "The key work time lies outside E (07:00-12:30)" in played.office.errors[-1].message
    assert played.cell(TUESDAY).typed == "E KW 0915-1045"


def test_cells_are_pasted_from_excel_in_one_step(played: Played) -> None:
    played.edit()
    played.go(WEDNESDAY)
    QGuiApplication.clipboard().setText("AL\tL KW 1400-1530\r\nRD\tE KW 0915-1000\r\n")
    played.key(Key.Key_V, modifier=CONTROL)
    assert [played.cell(day).typed for day in (WEDNESDAY, THURSDAY)] == ["AL", "L KW 1400-1530"]
    assert [played.cell(day, OKAFOR).typed for day in (WEDNESDAY, THURSDAY)] == ["RD", "E KW 0915-1000"]
    played.office.undo()
    assert played.cell(WEDNESDAY).typed == ""
    assert played.cell(THURSDAY, OKAFOR).typed == "AL"


def test_what_does_not_fit_on_the_page_is_not_pasted(played: Played) -> None:
    played.edit()
    played.go(WEDNESDAY, OKAFOR)
    QGuiApplication.clipboard().setText("AL\nAL\nAL")
    played.key(Key.Key_V, modifier=CONTROL)
    said = played.office.errors[-1].message
    assert said.startswith("3 rows and 1 column were copied; from here there are 1 officer and 19 days.")


def test_filling_right_and_down_copying_and_clearing(played: Played) -> None:
    table = played.page.table
    played.edit()
    played.go(TUESDAY)
    table.select_block(table.rota.index_of(KHAN, TUESDAY), table.rota.index_of(OKAFOR, WEDNESDAY))
    played.key(Key.Key_R, modifier=CONTROL)
    assert played.cell(WEDNESDAY).typed == "E KW 0915-1045"
    assert played.cell(WEDNESDAY, OKAFOR).typed == "M KW 1000-1045"
    table.select_block(table.rota.index_of(KHAN, TUESDAY), table.rota.index_of(OKAFOR, WEDNESDAY))
    played.key(Key.Key_D, modifier=CONTROL)
    assert played.cell(TUESDAY, OKAFOR).typed == "E KW 0915-1045"
    table.select_block(table.rota.index_of(KHAN, TUESDAY), table.rota.index_of(KHAN, WEDNESDAY))
    played.key(Key.Key_C, modifier=CONTROL)
    assert QGuiApplication.clipboard().text() == "E KW 0915-1045\tE KW 0915-1045"
    played.key(Key.Key_Delete)
    assert played.cell(TUESDAY).typed == ""
    assert played.cell(THURSDAY).typed == "L KW 1400-1530"


def test_a_day_is_marked_from_the_menu_and_its_session_stands_out(played: Played) -> None:
    played.place()
    played.go(TUESDAY)
    played.page.table.menu_wanted.emit(played.page.rect().center())
    menu = next(menu for menu in played.page.findChildren(QMenu) if menu.isVisible())
    assert "Mark day as" in [action.text() for action in menu.actions()]
    played.page.edits.marks[0].trigger()
    assert played.cell(TUESDAY).text == "CD ✕1*"
    menu.close()


def test_escape_ends_editing_and_letters_are_commands_again(played: Played) -> None:
    played.place()
    played.key(Key.Key_E)
    assert played.page.table.edits
    played.go(WEDNESDAY)
    played.key(Key.Key_Escape)
    assert not played.page.table.edits
    played.go(TUESDAY)
    played.key(Key.Key_L)
    assert played.sessions == [f"{SMITH} {KHAN} 24 Nov 09:15"]


def test_sessions_that_lost_their_time_get_another_in_two_clicks(wing: Played) -> None:
    wing.page.header.plan.click()
    wing.page.header.accept.click()
    before = set(wing.sessions)
    first = wing.page.facts.view.snapshot.planned[0] if wing.page.facts else None
    assert first is not None
    lost = {line for line in before if f"{first.staff_id} {first.on:%d %b}" in line}
    wing.go(first.on, first.staff_id)
    wing.page.edits.marks[1].trigger()
    assert wing.page.state.words.text().endswith("on days that have lost key work time.")
    find = next(made for made in wing.page.state.findChildren(QPushButton) if made.text() == "Find other times")
    find.click()
    assert wing.page.proposals.repair is not None
    assert wing.page.body.numbers.text.startswith(f"{len(lost)} session")
    assert set(wing.sessions) == before
    wing.page.header.accept.click()
    assert wing.office.errors == []
    assert wing.page.plan is None
    assert not lost & set(wing.sessions)
    assert wing.page.state.isHidden()
    wing.office.undo()
    assert set(wing.sessions) == before
