"""Pictures of the People page and its dialogs, to be looked at: light, dark, large text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.key_workers import keep_apart
from keywork_desktop.ui import appearance
from keywork_desktop.ui.dialogs.handover import HandoverDialog
from keywork_desktop.ui.dialogs.keep_apart import KeepApartDialog
from keywork_desktop.ui.dialogs.key_worker import KeyWorkerDialog
from keywork_desktop.ui.pages.people import PeoplePage
from tests.board_prison import a_whole_prison
from tests.desk_office import DeskOffice, a_store_with
from tests.factories import TODAY

LOOKS = [("light", 1.0), ("dark", 1.0), ("light", 1.5), ("dark", 2.0)]


@pytest.fixture
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """The theme and text scale asked for; afterwards the application is as it was."""
    before = (qapp.style().name(), qapp.palette(), qapp.font())
    scheme, scale = request.param
    appearance.apply(qapp, appearance.Scheme(scheme), scale)
    yield f"{scheme}_{round(scale * 100)}"
    qapp.setStyle(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])


@pytest.fixture
def page(qtbot: QtBot, look: str, tmp_path: Path) -> Iterator[PeoplePage]:
    """Houseblock 2 of a whole prison, on a window of 1366 × 768."""
    store = a_store_with(tmp_path, a_whole_prison(400))
    office = DeskOffice(store, TODAY)
    office.units = frozenset({"2"})
    page = PeoplePage(office)  # type: ignore[arg-type]  # an office of the same manners
    qtbot.addWidget(page)
    page.resize(1366 - 132, 768 - 44 - 34)
    with qtbot.waitExposed(page):
        page.show()
    office.refresh()
    yield page
    store.close()


def colours_in(widget: QWidget, file: Path) -> int:
    """Save a picture of it; how many colours it has: an empty one has hardly any."""
    image = widget.grab().toImage()
    assert image.save(str(file))
    points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
    return len({QColor(image.pixel(x, y)).rgb() for x, y in points})


@pytest.mark.parametrize("look", LOOKS, indirect=True)
def test_both_tables_with_the_page_beside_them(page: PeoplePage, look: str, pictures: Path) -> None:
    for kind, name in enumerate(("key_workers", "prisoners")):
        page._turn_to(kind)
        page.table.choose_row(2)
        page._read_past()
        assert colours_in(page, pictures / f"people_{name}_{look}.png") > 15
    page.open_person()
    assert colours_in(page, pictures / f"people_page_{look}.png") > 15


@pytest.mark.parametrize("look", LOOKS, indirect=True)
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
        assert colours_in(dialog, pictures / f"{kind.__name__}_{look}.png") > 8
        with qtbot.waitSignal(dialog.destroyed):
            dialog.reject()
