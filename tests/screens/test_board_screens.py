"""Pictures of the Allocations page, to be looked at: light, dark, large text, cards held, and its dialogs."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.planning.recommending import recommend
from keywork_desktop.ui.dialogs.move_to import MoveToDialog
from keywork_desktop.ui.dialogs.recommend import RecommendDialog
from keywork_desktop.ui.pages.allocations import AllocationsPage
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.board_hand import Held
from tests.board_prison import a_view, a_whole_prison
from tests.looks import LIGHT_AND_DARK, LOOKS_TO_200, colours, on_screen

UNITS = frozenset({"2"})


class NoOffice(QObject):
    """Enough for a page that only shows."""

    viewed = Signal(object)
    view = None

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """There is no store to ask."""
        work.close()


@pytest.fixture
def view() -> View:
    return a_view(a_whole_prison(), UNITS)


@pytest.fixture
def page(qtbot: QtBot, look: str, view: View) -> AllocationsPage:
    page = on_screen(qtbot, AllocationsPage(NoOffice()))  # type: ignore[arg-type]  # enough of an office to be shown
    page.show_view(view)
    QApplication.processEvents()
    return page


@pytest.mark.parametrize("look", LOOKS_TO_200, indirect=True)
def test_the_board_while_a_card_is_lifted(page: AllocationsPage, look: str, pictures: Path) -> None:
    first = next(iter(page.board.columns))
    page.board.choose((first.column.cards[1].prison_number,))
    page.board.hold(Held.LIFTED)
    page.board.hand.aim_beside(3)
    assert colours(page, pictures / f"allocations_{look}.png") > 20
    page.board.put_back()


@pytest.mark.parametrize("look", LIGHT_AND_DARK, indirect=True)
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
        assert colours(dialog, pictures / f"{name}_{look}.png") > 10
        dialog.reject()
