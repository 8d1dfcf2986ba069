"""Pictures of the People page and its dialogs, to be looked at: light, dark, large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.key_workers import keep_apart
from keywork_desktop.ui.dialogs.handover import HandoverDialog
from keywork_desktop.ui.dialogs.keep_apart import KeepApartDialog
from keywork_desktop.ui.dialogs.key_worker import KeyWorkerDialog
from keywork_desktop.ui.pages.people import PeoplePage
from tests.board_prison import a_whole_prison
from tests.desk_office import DeskOffice, a_store_with
from tests.factories import TODAY
from tests.looks import LOOKS_TO_200, colours, on_screen


@pytest.fixture
def page(qtbot: QtBot, look: str, tmp_path: Path) -> Iterator[PeoplePage]:
    """Houseblock 2 of a whole prison, on a window of 1366 × 768."""
    store = a_store_with(tmp_path, a_whole_prison(400))
    office = DeskOffice(store, TODAY)
    office.units = frozenset({"2"})
    page = on_screen(qtbot, PeoplePage(office))  # type: ignore[arg-type]  # an office of the same manners
    office.refresh()
    yield page
    store.close()


@pytest.mark.parametrize("look", LOOKS_TO_200, indirect=True)
def test_both_tables_with_the_page_beside_them(page: PeoplePage, look: str, pictures: Path) -> None:
    for kind, name in enumerate(("key_workers", "prisoners")):
        page._turn_to(kind)
        page.table.choose_row(2)
        page._read_past()
        assert colours(page, pictures / f"people_{name}_{look}.png") > 15
    page.open_person()
    assert colours(page, pictures / f"people_page_{look}.png") > 15


@pytest.mark.parametrize("look", LOOKS_TO_200, indirect=True)
def test_the_dialogs_of_a_key_worker(page: PeoplePage, look: str, pictures: Path, qtbot: QtBot) -> None:
    page.tables[0].sortByColumn(2, page.tables[0].horizontalHeader().sortIndicatorOrder())
    page.table.choose_row(page.table.shown.rowCount() - 1)
    load = page.load
    assert load is not None
    first = load.items[0].prisoner.prison_number
    page.office.act(lambda desk: keep_apart(desk, first, load.key_worker.staff_id, "family"))
    asked: dict[type[QDialog], object] = {
        KeyWorkerDialog: page.acts.edit,
        HandoverDialog: page.acts.hand_over,
        KeepApartDialog: page.acts.keep_apart,
    }
    for kind, ask in asked.items():
        ask()  # type: ignore[operator]  # each opens its dialog
        dialog = page.findChild(kind)
        assert dialog is not None
        assert colours(dialog, pictures / f"{kind.__name__}_{look}.png") > 8
        with qtbot.waitSignal(dialog.destroyed):
            dialog.reject()
