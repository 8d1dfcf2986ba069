"""The Allocations page before the small prison, for every test of the board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from keywork_desktop.ui.pages.allocations import AllocationsPage
from tests.board_page import a_page, an_office
from tests.desk_office import DeskOffice


@pytest.fixture
def office(tmp_path: Path) -> Iterator[DeskOffice]:
    with an_office(tmp_path) as office:
        yield office


@pytest.fixture
def page(office: DeskOffice, qtbot: QtBot) -> AllocationsPage:
    return a_page(office, qtbot)
