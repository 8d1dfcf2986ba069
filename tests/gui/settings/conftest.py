"""The Settings page before three men on two houseblocks, for every test of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from keywork_desktop.ui.pages.settings import SettingsPage
from tests.desk_office import DeskOffice
from tests.settings_page import a_settings_office, a_settings_page


@pytest.fixture
def office(tmp_path: Path) -> Iterator[DeskOffice]:
    with a_settings_office(tmp_path) as office:
        yield office


@pytest.fixture
def page(office: DeskOffice, qtbot: QtBot) -> SettingsPage:
    return a_settings_page(office, qtbot)
