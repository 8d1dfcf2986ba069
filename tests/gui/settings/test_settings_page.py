"""The Settings page as a whole: its parts, and what it does while it is hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.regime import set_regime
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.ui.pages.settings import SettingsPage
from tests.desk_office import DeskOffice
from tests.settings_page import (
    TOMORROW,
)

_Key = Qt.Key


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
