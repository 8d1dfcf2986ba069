"""The Settings page on a real store, for its tests: made, pressed, and read as text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.models.keyed_list import KeyedListModel
from keywork_desktop.ui.models.settings_regime import RegimeModel
from keywork_desktop.ui.models.settings_table import KeyedTableModel
from keywork_desktop.ui.pages.settings import SettingsPage
from tests.desk_office import DeskOffice, a_store_with
from tests.factories import TODAY, a_key_worker, a_prisoner, a_shift, a_snapshot, an_alert

T = TypeVar("T", bound=QWidget)

ABBOTT, BARNES, CARTER = "A0001AA", "A0002AA", "A0003AA"
TOMORROW = TODAY + timedelta(days=1)
POLICIES, REGIME, GROUPS, LOCATIONS = range(4)


def a_prison_to_set() -> Snapshot:
    """Three men on two houseblocks, and one officer with three quarters of an hour of key work time next week."""
    return a_snapshot(
        [
            a_prisoner(ABBOTT, last_name="ABBOTT", location="2-1-001"),
            a_prisoner(BARNES, last_name="BARNES", location="2-2-004", alerts=(an_alert("CSIP", date(2026, 10, 1)),)),
            a_prisoner(CARTER, last_name="CARTER", location="3-1-002"),
        ],
        [a_key_worker("OFF01A")],
        shifts=[a_shift("OFF01A", date(2026, 11, 23), "L", "1400-1445")],
    )


@contextmanager
def a_settings_office(folder: Path) -> Iterator[DeskOffice]:
    """Key work 2025/26 in force since April 2025, as in every new store."""
    store = a_store_with(folder, a_prison_to_set())
    office = DeskOffice(store, TODAY)
    office.refresh()
    yield office
    store.close()


def a_settings_page(office: DeskOffice, qtbot: QtBot, part: int = 0) -> SettingsPage:
    """The page on screen, active, with one of its parts shown."""
    page = SettingsPage(office)  # type: ignore[arg-type]  # an office of the same manners
    qtbot.addWidget(page)
    page.resize(1234, 682)
    with qtbot.waitExposed(page):
        page.show()
    page.show_part(part)
    page.activateWindow()
    QCoreApplication.processEvents()
    return page


def last_done(office: DeskOffice) -> str:
    """What was done last; nothing may have been refused."""
    assert not office.errors, office.errors[-1].message
    return office.acts[-1].summary if office.acts else newest_in_log(office)


def newest_in_log(office: DeskOffice) -> str:
    """What was done last, by whatever way."""
    return office.desk.store.log(limit=1)[0].summary


def dialog_of(page: SettingsPage, kind: type[T]) -> T:
    """The open dialog of this kind."""
    found = page.findChild(kind)
    assert found is not None, f"no {kind.__name__} is open"
    return found


def no_dialog(page: SettingsPage, kind: type[QWidget]) -> bool:
    """Whether dialogs of this kind are closed and freed."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return page.findChild(kind) is None


def spoken(model: KeyedListModel) -> list[str]:
    """What a list says, row by row."""
    return [model.spoken_of(item) for item in model.items]


def table_text(model: KeyedTableModel) -> list[str]:
    """What a table shows, row by row."""
    return [" | ".join(model.cells_of(row)) for row in model.rows]


def grid_text(model: RegimeModel) -> list[str]:
    """The regime calendar: a level for each day, `·` for none; in brackets where it follows the establishment."""
    lines = []
    for row in range(model.rowCount()):
        cells = [model.cell(model.index(row, column)) for column in range(model.columnCount())]
        signs = [
            "·" if cell is None or cell.level is None else f"{cell.level}" if cell.own else f"({cell.level})"
            for cell in cells
        ]
        lines.append(f"{model.units[row] or 'all'}: {' '.join(signs)}")
    return lines
