"""The regime calendar in Settings by mouse and keyboard: each change is one step by name, told before it is made."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.regime_colours import RegimeColour
from keywork_desktop.ui.dialogs.regime_colours import RegimeColoursDialog
from keywork_desktop.ui.pages.settings import SettingsPage
from keywork_desktop.ui.widgets.day_field import day_of, qdate
from tests.desk_office import DeskOffice
from tests.factories import TODAY
from tests.settings_page import (
    REGIME,
    dialog_of,
    grid_text,
    last_done,
    newest_in_log,
    no_dialog,
    spoken,
)

_Key = Qt.Key


def test_level_4_tomorrow_takes_two_clicks(office: DeskOffice, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_part(REGIME)
    editor = page.regime.editor
    qtbot.mouseClick(editor.levels[0], Qt.MouseButton.LeftButton)
    assert editor.save.text() == "Set level 4, tomorrow"
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert page.regime.grid.hasFocus()
    assert last_done(office) == "Level 4, Lockdown, on 21/11/2026"
    assert grid_text(page.regime.model)[0].startswith("all: · · · · · 4 ·")
    assert spoken(page.regime.entries) == [
        "Level 4 Lockdown, Whole establishment, on Sat 21 Nov 2026, planned, entered by manager on Fri 20 Nov 2026"
    ]
    office.undo()
    assert "4" not in grid_text(page.regime.model)[0]


def test_what_a_level_asks_for_is_told_before_it_is_saved(office: DeskOffice, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_part(REGIME)
    editor = page.regime.editor
    editor.choose_level(1)
    assert editor.sentence.text() == "Level 1 from tomorrow: 1 more session a week than you have time for."
    assert "3 sessions a week asked" in editor.because.text()
    assert not office.acts


def test_the_keyboard_chooses_days_and_level_and_saves(office: DeskOffice, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_part(REGIME)
    grid = page.regime.grid
    grid.setFocus()
    qtbot.keyClick(grid, _Key.Key_Down)
    qtbot.keyClick(grid, _Key.Key_Right)
    qtbot.keyClick(grid, _Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, _Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert grid.stretch == ("2", date(2026, 11, 22), date(2026, 11, 24))
    qtbot.keyClick(grid, _Key.Key_3)
    qtbot.keyClick(grid, _Key.Key_Return)
    assert last_done(office) == "Level 3, Restrict, from 22/11/2026 to 24/11/2026 in Houseblock 2"
    assert grid_text(page.regime.model)[1].startswith("2: · · · · · · 3 3 3 ·")
    grid.choose("2", date(2026, 11, 23), date(2026, 11, 23))
    qtbot.keyClick(grid, _Key.Key_Delete)
    qtbot.keyClick(grid, _Key.Key_Return)
    assert grid_text(page.regime.model)[1].startswith("2: · · · · · · 3 · 3 ·")


def test_dragging_chooses_days_of_one_place(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_part(REGIME)
    grid = page.regime.grid
    first, end = (grid.visualRect(page.regime.model.index(1, column)).center() for column in (7, 11))
    below = grid.visualRect(page.regime.model.index(2, 11)).center()
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(grid.viewport(), end)
    qtbot.mouseMove(grid.viewport(), below)
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert grid.stretch == ("2", date(2026, 11, 23), date(2026, 11, 27))
    assert page.regime.editor.stretch == ("2", date(2026, 11, 23), date(2026, 11, 27))


def test_past_days_can_only_be_read(office: DeskOffice, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_part(REGIME)
    page.regime.grid.choose(None, date(2026, 11, 17), date(2026, 11, 18))
    editor = page.regime.editor
    assert not editor.isEnabled()
    assert "has passed: past days can only be read here" in editor.sentence.text()
    page.regime.save()
    assert not office.acts
    page.regime.grid.choose(None, TODAY, TODAY)
    assert editor.isEnabled()


def test_until_further_notice_and_another_day_are_chosen_in_the_fields(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(REGIME)
    editor = page.regime.editor
    editor.first.setDate(qdate(date(2026, 12, 7)))
    assert day_of(editor.last) == date(2026, 12, 7), "the last day follows the first one"
    editor.open_end.click()
    editor.choose_level(2)
    assert editor.save.text() == "Set level 2, from Mon 7 Dec"
    editor.save.click()
    assert last_done(office) == "Level 2, Reduce, from 07/12/2026"


def test_four_weeks_are_turned_by_key_and_button(page: SettingsPage, qtbot: QtBot) -> None:
    page.show_part(REGIME)
    qtbot.keyClick(page.regime.grid, _Key.Key_PageDown)
    assert page.regime.title.text() == "Mon 14 Dec 2026 – Sun 10 Jan 2027"
    page.regime.back.click()
    page.regime.back.click()
    assert page.regime.title.text() == "Mon 19 Oct – Sun 15 Nov 2026"
    qtbot.keyClick(page.regime.grid, _Key.Key_T)
    assert page.regime.title.text() == "Mon 16 Nov – Sun 13 Dec 2026"


def test_what_cannot_be_set_is_said_where_it_is_asked(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(REGIME)
    editor = page.regime.editor
    editor.choose_level(4)
    editor.last.setDate(qdate(date(2026, 11, 25)))
    editor.save.click()
    editor.first.setDate(qdate(date(2026, 11, 24)))
    editor.last.setDate(qdate(date(2026, 11, 28)))
    editor.choose_level(3)
    assert "by half" in editor.sentence.text()
    assert not editor.save.isEnabled()


def test_an_entry_is_cleared_from_the_list(office: DeskOffice, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_part(REGIME)
    page.regime.editor.choose_level(4)
    page.regime.editor.save.click()
    page.regime.list.choose_first()
    qtbot.keyClick(page.regime.list, _Key.Key_Delete)
    assert last_done(office).startswith("No regime level on 21/11/2026")
    assert not page.regime.entries.items


def test_colours_stand_for_other_levels_but_red_is_level_4(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(REGIME)
    assert "RMP green" in page.regime.editor.levels[3].accessibleName()
    page.regime.editor.colours.click()
    dialog = dialog_of(page, RegimeColoursDialog)
    assert RegimeColour.RED not in dialog.fields
    field = dialog.fields[RegimeColour.GREEN]
    field.setCurrentIndex(field.findData(2))
    dialog.save.click()
    assert no_dialog(page, RegimeColoursDialog)
    assert newest_in_log(office) == "green stands for level 2"
    assert "RMP green, green-amber" in page.regime.editor.levels[2].accessibleName()
