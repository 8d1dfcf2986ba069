"""Every page is narrow enough for a small screen with text of twice the size: nothing pushes the window beyond it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.pages.calendar import CalendarPage
from keywork_desktop.ui.places import CALENDAR, PLACES, Place
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.window import Window
from tests.calendar_prison import TUESDAY, a_prison
from tests.desk_office import a_store_with
from tests.looks import colours
from tests.shell_parts import NOON, FakeDoor
from tests.store_office import StoreOffice, at_desk

SMALL = (1366, 768)


@pytest.fixture
def window(qtbot: QtBot, look: str, tmp_path: Path) -> Iterator[Window]:
    """The window with all its pages, over a prison of three houseblocks."""
    store = a_store_with(tmp_path, a_prison(units=3, officers=6, prisoners=60))
    office = StoreOffice(at_desk(store, TUESDAY))
    door = FakeDoor(office.desk, store.path)
    made = Window(office, door, Remembered(tmp_path / "window.ini"), lambda: NOON, None, PLACES)
    qtbot.addWidget(made)
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(*SMALL)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    yield made
    made.watch.stop()
    store.close()


def fits(window: Window) -> None:
    QApplication.processEvents()
    assert window.width() == SMALL[0], "something on the page is wider than the screen"


@pytest.mark.parametrize("look", [pytest.param(("light", 2.0), id="light_200")], indirect=True)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_a_page_fits(window: Window, place: Place, look: str, pictures: Path) -> None:
    window.go_to(place)
    fits(window)
    assert colours(window, pictures / f"fits_{place.id}_{look}.png") > 5


@pytest.mark.parametrize("look", [pytest.param(("light", 2.0), id="light_200")], indirect=True)
@pytest.mark.parametrize("mode", list(Mode), ids=lambda mode: mode.value)
def test_every_view_of_the_calendar_fits(window: Window, mode: Mode, look: str, pictures: Path) -> None:
    window.go_to(CALENDAR)
    page = window.page
    assert isinstance(page, CalendarPage)
    page.show_mode(mode)
    fits(window)
    assert colours(window, pictures / f"fits_calendar_{mode.value}_{look}.png") > 5
