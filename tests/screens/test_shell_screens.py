"""Pictures of the whole window with Today, and of what may stand before it: light, dark, large text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import ReportKind, ReportRead
from keywork_desktop.ui.finder import Finder
from keywork_desktop.ui.opening import Opened
from keywork_desktop.ui.places import TODAY as TODAY_PLACE
from keywork_desktop.ui.places import Place
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.view import View
from keywork_desktop.ui.window import Window
from tests.board_prison import a_view, a_whole_prison
from tests.factories import TODAY
from tests.fake_office import FakeOffice
from tests.looks import LIGHT_AND_DARK, LOOKS_TO_200, colours
from tests.shell_parts import FakeDoor, PlainPage, plain_places

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


def the_view() -> View:
    read = {kind: ReportRead(kind, TODAY, NOW - timedelta(hours=2)) for kind in ReportKind}
    read[ReportKind.CASE_NOTES] = ReportRead(ReportKind.CASE_NOTES, TODAY - timedelta(days=4), NOW)
    undo = ChangeSet("1", NOW, "a.manager", "OFFICE-PC", "move", "Move WALSH, Ryan to HARPER, Dean")
    snapshot = replace(a_whole_prison(), reports=read)
    return replace(a_view(snapshot, frozenset({"2"})), undoable=undo)


@pytest.fixture
def window(qtbot: QtBot, look: str, tmp_path: Path) -> Iterator[Window]:
    """The window with the real Today page; the other pages are plain."""
    office = FakeOffice()
    office._desk = Desk(None, TODAY, lambda: NOW)  # type: ignore[arg-type]  # nothing is asked of the store
    places: tuple[Place, ...] = (TODAY_PLACE, *plain_places()[1:])
    door = FakeDoor(None, tmp_path / "keywork.store")
    made = Window(office, door, Remembered(tmp_path / "window.ini"), lambda: NOW, None, places)
    qtbot.addWidget(made)
    # On a small screen, such as that of the tests, the first start takes all of it.
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.watch.stop()


def filled(window: Window, tmp_path: Path) -> None:
    office = window.office
    assert isinstance(office, FakeOffice)
    office.opened.emit(Opened(office.desk, tmp_path / "keywork.store", encrypted=False, demo=True))
    office.units = frozenset({"2"})
    office.show(the_view())
    window._remembered.place = "today"
    window.go_to(TODAY_PLACE)
    QApplication.processEvents()


@pytest.mark.parametrize("look", LOOKS_TO_200, indirect=True)
def test_today(window: Window, look: str, pictures: Path, tmp_path: Path) -> None:
    filled(window, tmp_path)
    assert window.width() == 1366, "something on the page needs more room than there is"
    assert colours(window, pictures / f"today_{look}.png") > 20


@pytest.mark.parametrize("look", LIGHT_AND_DARK, indirect=True)
def test_today_with_details_and_a_message(window: Window, look: str, pictures: Path, tmp_path: Path) -> None:
    filled(window, tmp_path)
    page = window.page
    assert page is not None
    assert not isinstance(page, PlainPage)
    page.open_details()  # type: ignore[attr-defined]  # the Today page
    window.messages.show_error(RequestError("A0042BC has this on 20/11/2026 already. Undo it first.", code="recorded"))
    QApplication.processEvents()
    assert colours(window, pictures / f"today_details_{look}.png") > 20


@pytest.mark.parametrize("look", LIGHT_AND_DARK, indirect=True)
def test_find_and_the_curtain(window: Window, look: str, pictures: Path, tmp_path: Path) -> None:
    filled(window, tmp_path)
    window.find_anything()
    finder = window.findChild(Finder)
    assert isinstance(finder, Finder)
    finder.field.setText("wal")
    assert colours(finder, pictures / f"find_{look}.png") > 5
    finder.close()
    window.privacy.lock()
    QApplication.processEvents()
    assert colours(window, pictures / f"locked_{look}.png") > 2


@pytest.mark.parametrize("look", LOOKS_TO_200, indirect=True)
def test_the_first_start(window: Window, look: str, pictures: Path) -> None:
    window.start()
    QApplication.processEvents()
    assert window.width() == 1366
    assert colours(window, pictures / f"first_start_{look}.png") > 5


@pytest.mark.parametrize("look", LIGHT_AND_DARK, indirect=True)
def test_the_threshold_of_an_encrypted_store(window: Window, look: str, pictures: Path) -> None:
    window.entrance.threshold.ask_passphrase("keywork.store", "The passphrase does not open it.")
    window.entrance._show(window.entrance.threshold)
    QApplication.processEvents()
    assert colours(window, pictures / f"threshold_{look}.png") > 5
