"""Drags cards across the board with real mouse events, and says as JSON what came of it.

Run as a program with QT_QPA_PLATFORM=minimal: the offscreen platform never runs the drag loop, minimal does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keywork_desktop.ui.dialogs.override import OverrideDialog
from keywork_desktop.ui.pages.allocations import AllocationsPage
from keywork_desktop.ui.widgets.board_column import BoardColumn
from tests.board_prison import a_small_prison
from tests.desk_office import DeskOffice, a_store_with
from tests.factories import TODAY

STEPS = 8
_Left = Qt.MouseButton.LeftButton


class Player:
    """Presses on a card, drags it over the board and lets go; `during` is what the columns said on the way."""

    def __init__(self, page: AllocationsPage) -> None:
        self.page = page
        self.during: dict[str, str] = {}
        self.target = ""
        self.frames: list[float] = []

    def column(self, staff_id: str) -> BoardColumn:
        found = self.page.board.columns.get(staff_id)
        assert found is not None, f"{staff_id} has no column"
        return found

    def _in_window(self, column: BoardColumn, point: QPoint) -> QPoint:
        return column.mapTo(self.page, point)

    def drag(self, prison_number: str, staff_id: str, *, put_back: bool = False) -> None:
        """Drag the card (with all that are chosen) to the middle of this key worker's column."""
        board = self.page.board
        home = board.columns.holding(prison_number)
        assert home is not None, f"{prison_number} has no card"
        row = home.list.cards.row_of(prison_number)
        start = home.list.visualRect(home.list.cards.index(row or 0)).center()
        goal = self._in_window(self.column(staff_id), QPoint(self.column(staff_id).width() // 2, 300))
        begin = home.list.viewport().mapTo(self.page, start)
        QTimer.singleShot(0, self._carry(begin, goal, put_back))
        QTest.mousePress(home.list.viewport(), _Left, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(home.list.viewport(), start + QPoint(12, 12))
        QTest.mouseMove(home.list.viewport(), start + QPoint(40, 20))
        QApplication.processEvents()

    def _carry(self, begin: QPoint, goal: QPoint, put_back: bool) -> Callable[[], None]:
        def carry() -> None:
            if self.page.board.hand.how is None:  # the drag's own loop has not begun yet
                QTimer.singleShot(0, carry)
                return
            window = self.page.windowHandle()
            for step in range(1, STEPS + 1):
                point = begin + (goal - begin) * (step / STEPS)
                started = perf_counter()
                QTest.mouseMove(window, point)
                QApplication.processEvents()
                self.frames.append(perf_counter() - started)
            answers = {column.staff_id: column.answer for column in self.page.board.columns}
            self.during = {staff_id: answer.text for staff_id, answer in answers.items() if answer}
            target = self.page.board.hand.target
            self.target = target.staff_id if target else ""
            if put_back:
                QTest.keyClick(window, Qt.Key.Key_Escape)
            QTest.mouseRelease(window, _Left, Qt.KeyboardModifier.NoModifier, goal)

        return carry


def _state(page: AllocationsPage) -> dict[str, list[str]]:
    return {
        column.column.title: [card.prison_number for card in column.list.cards.cards] for column in page.board.columns
    }


def play(folder: Path) -> dict[str, Any]:
    """One man, two together, one put back, one on a column that says no; then one undo."""
    office = DeskOffice(a_store_with(folder, a_small_prison()), TODAY)
    office.show_units(frozenset({"2"}))
    office.refresh()
    page = AllocationsPage(office)  # type: ignore[arg-type]  # an office of the same manners
    page.resize(1240, 680)
    page.show()
    QApplication.processEvents()
    player = Player(page)
    seen: dict[str, Any] = {}
    player.drag("A0001AA", "KHA01A")
    QApplication.processEvents()
    focus = page.board.current_number()
    seen["one"] = {"during": player.during, "target": player.target, "after": _state(page), "focus": focus}
    player.drag("A0002AA", "PRI01A", put_back=True)
    QApplication.processEvents()
    seen["put_back"] = {"after": _state(page), "held": page.board.hand.how is not None}
    page.board.choose(("A0004AA", "A0005AA"))
    player.drag("A0005AA", "PRI01A")
    QApplication.processEvents()
    seen["two"] = {"during": player.during, "after": _state(page)}
    player.drag("A0002AA", "GIL01A")
    QApplication.processEvents()
    dialog = page.findChild(OverrideDialog)
    seen["no"] = {"asks": dialog is not None, "after": _state(page)}
    if dialog is not None:
        dialog.reject()
    office.undo()
    seen["undone"] = _state(page)
    seen["summaries"] = [change.summary for change in office.acts]
    seen["frames"] = player.frames
    page.close()
    office.desk.store.close()
    return seen


if __name__ == "__main__":
    app = QApplication([])
    print(json.dumps(play(Path(sys.argv[1]))))
