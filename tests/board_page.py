"""The Allocations page on a real store, for its tests: made, pressed, and read as text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.ui.pages.allocations import AllocationsPage
from tests.board_prison import a_small_prison
from tests.desk_office import DeskOffice, a_store_with
from tests.factories import TODAY

T = TypeVar("T")

ABBOTT, BARNES, CARTER, DAVIES, ELLIS, FOSTER = (f"A000{n}AA" for n in range(1, 7))


@contextmanager
def an_office(folder: Path) -> Iterator[DeskOffice]:
    """Looks at houseblock 2 of the small prison; its store is closed afterwards."""
    store = a_store_with(folder, a_small_prison())
    office = DeskOffice(store, TODAY)
    office.units = frozenset({"2"})
    office.refresh()
    yield office
    store.close()


def a_page(office: DeskOffice, qtbot: QtBot) -> AllocationsPage:
    """The page on screen, active."""
    page = AllocationsPage(office)  # type: ignore[arg-type]  # an office of the same manners
    qtbot.addWidget(page)
    page.resize(1240, 680)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def shown(page: AllocationsPage) -> str:
    """The board as text: each column with its cards, the chosen ones in brackets."""
    lines = []
    for column in page.board.columns:
        chosen = column.list.chosen_numbers()
        cards = [
            f"[{c.prison_number}]" if c.prison_number in chosen else c.prison_number for c in column.list.cards.cards
        ]
        lines.append(" ".join((column.column.title.split(",")[0], column.column.places, *cards)))
    return "\n".join(lines)


def press(qtbot: QtBot, page: AllocationsPage, *keys: Qt.Key, control: bool = False) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        qtbot.keyClick(focus, key, Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier)


def focused(page: AllocationsPage) -> str | None:
    """The card in focus, if a list of the board has the focus."""
    for column in page.board.columns:
        if column.list.hasFocus():
            return column.list.current_number()
    return None


def dialog_of(page: AllocationsPage, kind: type[T]) -> T:
    found = page.findChild(kind)
    assert found is not None, f"no {kind.__name__} is open"
    return found
