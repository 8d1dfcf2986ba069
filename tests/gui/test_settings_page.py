"""Settings by mouse and keyboard on a real store: each change is one step by name, told before it is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.regime import set_regime
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.regime_colours import RegimeColour
from keywork_desktop.domain.rules import NEURODIVERSE_LANDING
from keywork_desktop.ui.dialogs.group_flag import FlagDialog, FlagEndDialog
from keywork_desktop.ui.dialogs.group_off import GroupOffDialog
from keywork_desktop.ui.dialogs.group_on import GroupOnDialog
from keywork_desktop.ui.dialogs.policy_copy import PolicyCopyDialog
from keywork_desktop.ui.dialogs.policy_edit import PolicyEditDialog
from keywork_desktop.ui.dialogs.policy_use import PolicyUseDialog
from keywork_desktop.ui.dialogs.regime_colours import RegimeColoursDialog
from keywork_desktop.ui.pages.settings import SettingsPage
from keywork_desktop.ui.widgets.day_field import day_of, qdate
from tests.desk_office import DeskOffice
from tests.factories import TODAY
from tests.settings_page import (
    ABBOTT,
    a_settings_office,
    a_settings_page,
    dialog_of,
    grid_text,
    no_dialog,
    spoken,
    table_text,
)

TOMORROW = TODAY + timedelta(days=1)
POLICIES, REGIME, GROUPS, LOCATIONS = range(4)
_Key = Qt.Key


@pytest.fixture
def office(tmp_path: Path) -> Iterator[DeskOffice]:
    with a_settings_office(tmp_path) as office:
        yield office


@pytest.fixture
def page(office: DeskOffice, qtbot: QtBot) -> SettingsPage:
    return a_settings_page(office, qtbot)


def last(office: DeskOffice) -> str:
    """What was done last; nothing may have been refused."""
    assert not office.errors, office.errors[-1].message
    return office.acts[-1].summary if office.acts else _logged(office)


def _logged(office: DeskOffice) -> str:
    return office.desk.store.log(prisoner=None, limit=1)[0].summary


# ------------------------------------------------------------------------------------------------------- the calendar
def test_level_4_tomorrow_takes_two_clicks(office: DeskOffice, page: SettingsPage, qtbot: QtBot) -> None:
    page.show_part(REGIME)
    editor = page.regime.editor
    qtbot.mouseClick(editor.levels[0], Qt.MouseButton.LeftButton)
    assert editor.save.text() == "Set level 4, tomorrow"
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert page.regime.grid.hasFocus()
    assert last(office) == "Level 4, Lockdown, on 21/11/2026"
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
    assert last(office) == "Level 3, Restrict, from 22/11/2026 to 24/11/2026 in Houseblock 2"
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
    assert last(office) == "Level 2, Reduce, from 07/12/2026"


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
    assert last(office).startswith("No regime level on 21/11/2026")
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
    assert _logged(office) == "green stands for level 2"
    assert "RMP green, green-amber" in page.regime.editor.levels[2].accessibleName()


# ------------------------------------------------------------------------------------------------------------ policies
def test_the_set_in_force_is_chosen_and_shipped_ones_cannot_be_changed(page: SettingsPage) -> None:
    line = page.policies.line
    assert line is not None
    assert line.spoken == (
        "Key work 2025/26, Ships with the program, in force, Whole establishment since Tue 1 Apr 2025"
    )
    assert page.policies.edit.isHidden()
    assert not page.policies.copy.isHidden()
    assert len(page.policies.policies.items) == 8


def test_a_set_is_copied_changed_and_put_in_force_for_a_houseblock(office: DeskOffice, page: SettingsPage) -> None:
    page.policies.copy.click()
    copying = dialog_of(page, PolicyCopyDialog)
    copying.name.setText("key work 2025/26")
    copying.save.click()
    assert not copying.save.isEnabled(), "there is a set of this name already"
    copying.name.setText("Ours")
    copying.save.click()
    assert no_dialog(page, PolicyCopyDialog)

    page.policies.choose("ours")
    assert page.policies.line is not None
    assert page.policies.line.note.startswith("Own copy of Key work 2025/26, last changed by manager")
    page.policies.edit.click()
    editing = dialog_of(page, PolicyEditDialog)
    editing.rules.field("baseline", 0).setValue(30)
    editing.save.click()
    assert editing.isVisible(), "thirty sessions in 28 days cannot be"
    assert editing.rules.mistakes() == {"baseline": "30 sessions in 28 days: at most one a day can count."}
    editing.rules.field("baseline", 0).setValue(3)
    editing.rules.box("shielding").setChecked(True)
    editing.save.click()
    assert no_dialog(page, PolicyEditDialog)
    everyone = table_text(page.policies.rules)[0]
    assert everyone.startswith("Everyone | 3 | 28 | 45 |  |  | ")
    assert "decided here" in everyone.casefold()
    assert any(row.startswith("Shielding | 1 | 7 | 45 | 7 days") for row in table_text(page.policies.rules))

    page.policies.use.click()
    using = dialog_of(page, PolicyUseDialog)
    using.unit.setCurrentIndex(using.unit.findData("3"))
    using.save.click()
    assert no_dialog(page, PolicyUseDialog)
    assert [row.unit for row in page.policies.time_line.model.items] == [None, "3"]
    assert "Ours from Sat 21 Nov 2026 on" in page.policies.time_line.model.items[1].spoken
    office.undo()
    assert [row.unit for row in page.policies.time_line.model.items] == [None]


def test_numbers_of_nothing_are_refused_at_the_field(office: DeskOffice, page: SettingsPage) -> None:
    page.policies.copy.click()
    dialog_of(page, PolicyCopyDialog).save.click()
    page.policies.choose("key_work_2025_26_ours")
    page.policies.edit.click()
    editing = dialog_of(page, PolicyEditDialog)
    editing.rules.field("acct_open", 1).setValue(0)
    editing.rules.field("baseline", 0).setValue(0)
    editing.save.click()
    assert editing.rules.mistakes() == {
        "baseline": "The number of sessions must be at least 1.",
        "acct_open": "The number of days must be at least 1.",
    }
    assert "at least 1" in editing.rules.field("baseline", 0).accessibleDescription()
    editing.leave.click()


def test_what_the_action_refuses_stands_at_the_field_and_the_dialog_stays(
    office: DeskOffice, page: SettingsPage
) -> None:
    page.policies.choose("omic_45_minutes")
    page.policies.use.click()
    first = dialog_of(page, PolicyUseDialog)
    first.first.setDate(qdate(date(2026, 12, 7)))
    first.save.click()
    assert no_dialog(page, PolicyUseDialog)
    page.policies.choose("fortnightly_model")
    page.policies.use.click()
    second = dialog_of(page, PolicyUseDialog)
    second.first.setDate(qdate(date(2026, 12, 1)))
    second.save.click()
    assert second.isVisible()
    assert "another one begins on 07/12/2026" in second.mistake_at("from").casefold()
    second.leave.click()


# -------------------------------------------------------------------------------------------------------------- groups
def test_a_local_group_is_off_until_somebody_approved_it(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("csip")
    assert page.groups.asks.text() == "Off: it asks for nothing."
    page.groups.on.click()
    dialog = dialog_of(page, GroupOnDialog)
    dialog.save.click()
    assert dialog.isVisible(), "nobody has approved it"
    dialog.by.setText("Head of Residence")
    dialog.approved.setDate(qdate(date(2026, 11, 18)))
    dialog.save.click()
    assert no_dialog(page, GroupOnDialog)
    assert page.groups.approved.text() == (
        "Whole establishment since Fri 20 Nov · approved by Head of Residence on Wed 18 Nov 2026"
    )
    assert page.groups.line is not None
    assert page.groups.line.members == 1
    page.groups.off.click()
    dialog_of(page, GroupOffDialog).save.click()
    assert no_dialog(page, GroupOffDialog)
    assert page.groups.line.switches[0].to_date == TODAY


def test_groups_of_the_table_cannot_be_switched_here(page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("acct_open")
    assert page.groups.on.isHidden()
    assert page.groups.off.isHidden()


def test_a_group_of_our_own_and_its_age_are_asked_for(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("young_adult")
    page.groups.on.click()
    young = dialog_of(page, GroupOnDialog)
    young.by.setText("PGD")
    young.age.setValue(12)
    assert "age" in young.mistakes()
    young.age.setValue(22)
    young.save.click()
    assert no_dialog(page, GroupOnDialog)
    assert "under 22" in page.groups.approved.text()
    page.groups.other.click()
    other = dialog_of(page, GroupOnDialog)
    other.name.setText("Veterans")
    other.by.setText("PGD")
    other.save.click()
    assert no_dialog(page, GroupOnDialog)
    page.groups.choose("veterans")
    assert page.groups.name.text() == "Veterans"


def test_a_flag_has_an_author_a_reason_and_a_review_and_ends(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("shielding")
    page.groups.flag.click()
    dialog = dialog_of(page, FlagDialog)
    dialog.who.setText("nobody at all")
    assert set(dialog.mistakes()) == {"prison_number", "by", "reason"}
    dialog.who.setText("abbott")
    dialog.by.setText("Healthcare")
    dialog.reason.setText("medical advice")
    dialog.save.click()
    assert no_dialog(page, FlagDialog)
    assert table_text(page.groups.flags) == [
        f"ABBOTT, John {ABBOTT} | 20 Nov 2026 |  | 18 Dec 2026 | Healthcare | medical advice"
    ]
    page.groups.table.selectRow(0)
    assert page.groups.whole.text() == (
        "ABBOTT, John: medical advice. Decided by Healthcare, entered by manager on Fri 20 Nov 2026."
    )
    page.groups.end_flag.click()
    ending = dialog_of(page, FlagEndDialog)
    ending.end.setDate(qdate(date(2026, 11, 30)))
    ending.save.click()
    assert no_dialog(page, FlagEndDialog)
    assert "30 Nov 2026" in table_text(page.groups.flags)[0]


def test_the_irmm_lengthens_the_window_of_one_prisoner(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("rosh_pre_release")
    page.groups.flag.click()
    dialog = dialog_of(page, FlagDialog)
    dialog.who.setText(ABBOTT)
    dialog.by.setText("IRMM")
    dialog.reason.setText("agreed at the meeting")
    dialog.days.setValue(56)
    dialog.save.click()
    assert no_dialog(page, FlagDialog)
    assert table_text(page.groups.flags)[0].endswith("| IRMM | 56 days before release · agreed at the meeting")


# ----------------------------------------------------------------------------------------------------------- locations
def test_the_neurodiverse_landing_is_named_and_unnamed(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(LOCATIONS)
    assert table_text(page.locations.landings) == [
        "Houseblock 2 | 2-1 | 1 | 1 | ",
        "Houseblock 2 | 2-2 | 1 | 1 | ",
        "Houseblock 3 | 3-1 | 1 | 1 | ",
    ]
    page.locations.table.selectRow(1)
    page.locations.name.click()
    dialog = dialog_of(page, GroupOnDialog)
    assert dialog.ticked == ("2-2",)
    dialog.by.setText("PGD")
    dialog.save.click()
    assert no_dialog(page, GroupOnDialog)
    assert table_text(page.locations.landings)[1].endswith("Neurodiverse landing since Fri 20 Nov")
    assert office.view is not None
    assert [switch.group for switch in office.view.snapshot.policies.switches] == [NEURODIVERSE_LANDING]
    page.locations.unname.click()
    dialog_of(page, GroupOffDialog).save.click()
    assert no_dialog(page, GroupOffDialog)
    assert table_text(page.locations.landings)[1].endswith("Neurodiverse landing Fri 20 Nov")


# ---------------------------------------------------------------------------------------------------------- the whole
def test_the_parts_are_chosen_by_key_and_named_to_find(page: SettingsPage, qtbot: QtBot) -> None:
    assert [action.text() for action in page.actions()] == [
        "Settings: Policies",
        "Settings: Regime calendar",
        "Settings: Groups",
        "Settings: Locations",
        "Settings: Detail",
        "Settings: Working day",
    ]
    page.actions()[2].trigger()
    assert page.part is page.groups
    page.chips[2].setFocus()
    qtbot.keyClick(page.chips[2], _Key.Key_Right)
    qtbot.keyClick(page.chips[3], _Key.Key_Space)
    shown: object = page.part
    assert shown is page.locations


def test_a_hidden_page_waits_until_it_is_shown_again(office: DeskOffice, page: SettingsPage) -> None:
    page.hide()
    page.regime.editor.choose_level(4)
    office.act(_set_level)
    assert not page.regime.entries.items
    page.show()
    assert len(page.regime.entries.items) == 1


def _set_level(desk: Desk) -> ChangeSet:
    return set_regime(desk, 4, TOMORROW, TOMORROW)
