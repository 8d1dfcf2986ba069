"""Pictures of the Allocations page, to be looked at: light, dark, large text, cards held, and its dialogs."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.planning.recommending import recommend
from keywork_desktop.ui import appearance
from keywork_desktop.ui.dialogs.move_to import MoveToDialog
from keywork_desktop.ui.dialogs.recommend import RecommendDialog
from keywork_desktop.ui.pages.allocations import AllocationsPage
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.board_hand import Held
from tests.board_prison import a_view, a_whole_prison

UNITS = frozenset({"2"})
LOOKS = [("light", 1.0), ("dark", 1.0), ("light", 1.5), ("dark", 2.0)]


class NoOffice(QObject):
    """Enough for a page that only shows."""

    viewed = Signal(object)
    view = None

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """There is no store to ask."""
        work.close()


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
def view() -> View:
    return a_view(a_whole_prison(), UNITS)


@pytest.fixture
def page(qtbot: QtBot, look: str, view: View) -> AllocationsPage:
    page = AllocationsPage(NoOffice())  # type: ignore[arg-type]  # enough of an office to be shown
    qtbot.addWidget(page)
    page.resize(1366 - 132, 768 - 44 - 34)
    with qtbot.waitExposed(page):
        page.show()
    page.show_view(view)
    QApplication.processEvents()
    return page


def colours_in(path: Path, picture: object) -> int:
    """Save the picture; how many colours it has: an empty page has hardly any."""
    image = picture.toImage()  # type: ignore[attr-defined]  # a pixmap
    assert image.save(str(path))
    step = 7
    points = [(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)]
    return len({QColor(image.pixel(x, y)).rgb() for x, y in points})


@pytest.mark.parametrize("look", LOOKS, indirect=True)
def test_the_board_while_a_card_is_lifted(page: AllocationsPage, look: str, pictures: Path) -> None:
    first = next(iter(page.board.columns))
    page.board.choose((first.column.cards[1].prison_number,))
    page.board.hold(Held.LIFTED)
    page.board.hand.aim_beside(3)
    assert colours_in(pictures / f"allocations_{look}.png", page.grab()) > 20
    page.board.put_back()


@pytest.mark.parametrize("look", LOOKS[:2], indirect=True)
def test_the_dialogs_of_the_board(page: AllocationsPage, look: str, view: View, pictures: Path, qtbot: QtBot) -> None:
    waiting = [item.prisoner.prison_number for item in view.shown if item.key_worker is None]
    dialogs: dict[str, QDialog] = {
        "move_to": MoveToDialog(view.snapshot, waiting[:1], page),
        "recommend": RecommendDialog(view, recommend(view.snapshot, "2"), waiting, page),
    }
    for name, dialog in dialogs.items():
        dialog.resize(1060, 560)
        with qtbot.waitExposed(dialog):
            dialog.open()
        assert colours_in(pictures / f"{name}_{look}.png", dialog.grab()) > 10
        dialog.reject()
