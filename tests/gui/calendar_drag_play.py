"""Drags sessions and people who are due across the calendar with real mouse events, and says as JSON what came of it.

Run as a program with QT_QPA_PLATFORM=minimal: the offscreen platform never runs the drag loop, minimal does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from keywork_desktop.actions.planning_rota import place_session
from keywork_desktop.ui import icons
from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.pages.calendar import CalendarPage
from tests.calendar_prison import THURSDAY, TUESDAY, a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY
from tests.store_office import StoreOffice, at_desk

STEPS = 8
_Left = Qt.MouseButton.LeftButton


class Player:
    """Presses, drags and lets go; `during` is what the days said on the way."""

    def __init__(self, page: CalendarPage) -> None:
        self.page = page
        self.during: dict[str, str] = {}
        self.frames: list[float] = []

    def drag(self, source: QWidget, start: QPoint, goal: QPoint, *, put_back: bool = False) -> None:
        """From a point of `source` to a point of the page."""
        self.during = {}
        begin = source.mapTo(self.page, start)
        QTimer.singleShot(0, self._carry(begin, goal, put_back))
        QTest.mousePress(source, _Left, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(source, start + QPoint(8, 6))
        QTest.mouseMove(source, start + QPoint(30, 12))
        QApplication.processEvents()

    def _carry(self, begin: QPoint, goal: QPoint, put_back: bool) -> Callable[[], None]:
        def carry() -> None:
            if self.page.carrier.placing is None:  # the drag's own loop has not begun yet
                QTimer.singleShot(0, carry)
                return
            window = self.page.windowHandle()
            for step in range(1, STEPS + 1):
                started = perf_counter()
                QTest.mouseMove(window, begin + (goal - begin) * (step / STEPS))
                QApplication.processEvents()
                self.frames.append(perf_counter() - started)
            self.during = {day.isoformat(): p.words for day, p in self.page.grid.painter_of_days.places.items()}
            if put_back:
                QTest.keyClick(window, Qt.Key.Key_Escape)
            QTest.mouseRelease(window, _Left, Qt.KeyboardModifier.NoModifier, goal)

        return carry

    def officer_s_day(self, staff_id: str, day: date) -> QPoint:
        """The middle of a cell of the week, in the page."""
        week = self.page.week
        return week.viewport().mapTo(self.page, week.visualRect(week.week.index_of(staff_id, day)).center())

    def week_entry(self, staff_id: str, day: date) -> QPoint:
        """The middle of the first entry of a cell of the week, in the week."""
        layout = self.page.week.layout_of(self.page.week.week.index_of(staff_id, day))
        assert layout is not None
        return layout.entries[0][0].center()

    def day(self, day: date) -> QPoint:
        """The middle of a day, in the page."""
        grid = self.page.grid
        return grid.viewport().mapTo(self.page, grid.visualRect(grid.days.index_of(day)).center())

    def entry(self, day: date, number: str) -> QPoint:
        """The middle of this prisoner's entry on a day, in the grid."""
        layout = self.page.grid.layout_of(self.page.grid.days.index_of(day))
        assert layout is not None
        return next(box.center() for box, entry in layout.entries if entry.prison_number == number)


def _state(page: CalendarPage) -> dict[str, list[str]]:
    days = {day.isoformat(): page.grid.days.index_of(day).data().splitlines()[1:] for day in (TUESDAY, THURSDAY)}
    return {**days, "waiting": [page.tray.people.text_of(row) for row in page.tray.people.items if row.entry]}


def play(folder: Path) -> dict[str, Any]:
    """A session to another day, one put back, one to a day that says no, somebody overdue onto a day; then one undo."""
    office = StoreOffice(at_desk(a_store_with(folder, a_wing()), TODAY))
    office.refresh()
    office.act(partial(place_session, prison_number="A1111AA", on=TUESDAY))
    page = CalendarPage(office)
    page.resize(1240, 690)
    page.show()
    for _ in range(3):  # the panel beside the grid takes its width once the page has its own
        QApplication.processEvents()
    player, grid, seen = Player(page), page.grid, {}
    player.drag(grid.viewport(), player.entry(TUESDAY, "A1111AA"), player.day(THURSDAY))
    QApplication.processEvents()
    seen["moved"] = {"during": player.during, "after": _state(page), "focus": str(grid.day)}
    player.drag(grid.viewport(), player.entry(THURSDAY, "A1111AA"), player.day(TUESDAY), put_back=True)
    QApplication.processEvents()
    seen["put_back"] = {"after": _state(page), "held": page.carrier.carried is not None}
    player.drag(grid.viewport(), player.entry(THURSDAY, "A1111AA"), player.day(date(2026, 11, 25)))
    QApplication.processEvents()
    seen["no"] = {"after": _state(page), "said": [error.message for error in office.errors]}
    row = page.tray.people.index(1)
    player.drag(page.tray.viewport(), page.tray.visualRect(row).center(), player.day(TUESDAY))
    QApplication.processEvents()
    seen["placed"] = {"during": player.during, "after": _state(page)}
    office.undo()
    QApplication.processEvents()
    seen["undone"] = _state(page)
    page.show_mode(Mode.WEEK, THURSDAY)
    QApplication.processEvents()
    goal = player.officer_s_day("OFF02B", TUESDAY)
    player.drag(page.week.viewport(), player.week_entry("OFF01A", THURSDAY), goal)
    QApplication.processEvents()
    cells = {who: page.week.week.index_of(who, day).data() for who, day in (("OFF01A", THURSDAY), ("OFF02B", TUESDAY))}
    seen["in the week"] = {"cells": cells, "focus": [page.week.staff_id, str(page.week.day)]}
    seen["said"] = office.said
    seen["frames"] = player.frames
    page.close()
    office.desk.store.close()
    return seen


if __name__ == "__main__":
    app = QApplication([])
    # The minimal platform loads no fonts of an application's own: icons are drawn as letters of the usual one.
    icons._family = app.font().family
    print(json.dumps(play(Path(sys.argv[1]))))
