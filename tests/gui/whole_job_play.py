"""The main job in the window's own pages: import the reports, allocate by dragging, take it back, export the rota.

Run as a program with QT_QPA_PLATFORM=minimal: the offscreen platform never runs the drag loop, minimal does. Says as
JSON what came of each step.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from keywork_desktop.actions.planning_rota import accept_plan, planned_rota
from keywork_desktop.domain.allocation import Fit, judge_in
from keywork_desktop.ui import icons
from keywork_desktop.ui.page import Page
from keywork_desktop.ui.pages.allocations import AllocationsPage
from keywork_desktop.ui.pages.calendar import CalendarPage
from keywork_desktop.ui.pages.data import DataPage
from tests.gui.board_drag_play import Player
from tests.store_office import StoreOffice, a_desk

TODAY = date(2026, 11, 20)
UNIT = "2"


def click(button: QPushButton) -> None:
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def shown(page: Page) -> Page:
    page.resize(1240, 680)
    page.show()
    QApplication.processEvents()
    return page


def import_everything(office: StoreOffice, reports: Path) -> dict[str, Any]:
    """Drop the files on the Data page, tick every suggestion, accept."""
    page = DataPage(office)  # type: ignore[arg-type]  # an office of the same manners
    office.refresh()
    shown(page)
    page.import_files(sorted([*reports.glob("*.csv"), *reports.glob("*.xlsx")]))
    QApplication.processEvents()
    before = len(office.desk.store.snapshot(TODAY).prisoners)
    click(page.preview.tick_all)
    click(page.preview.accept)
    snapshot = office.desk.store.snapshot(TODAY)
    page.close()
    return {"before": before, "prisoners": len(snapshot.prisoners), "allocated": len(snapshot.allocations)}


def drag_somebody(office: StoreOffice) -> dict[str, Any]:
    """Drag the first man of the houseblock to the first key worker there who could take him; then take it back."""
    office.units = frozenset({UNIT})
    page = AllocationsPage(office)  # type: ignore[arg-type]  # an office of the same manners
    office.refresh()
    shown(page)
    snapshot = office.desk.store.snapshot(TODAY)
    officers = [column.staff_id for column in page.board.columns.in_sight() if column.staff_id]
    number, target = next(
        (number, staff_id)
        for giver in officers
        for number in snapshot.caseloads.get(giver, ())[:1]
        for staff_id in officers
        if staff_id != giver and judge_in(snapshot, number, staff_id).fit is not Fit.NO
    )
    giver = snapshot.allocations[number].staff_id
    Player(page).drag(number, target)
    QApplication.processEvents()
    moved = office.desk.store.snapshot(TODAY).allocations[number].staff_id
    office.undo()
    QApplication.processEvents()
    back = office.desk.store.snapshot(TODAY).allocations[number].staff_id
    page.close()
    return {"from": giver, "to": target, "moved": moved, "back": back}


def export_rota(office: StoreOffice, into: Path) -> dict[str, Any]:
    """Put a plan on the rota, and export it from the Calendar page's own button and dialog."""
    office.act(lambda desk: accept_plan(desk, planned_rota(desk, date(2026, 11, 23), 4, UNIT)))
    page = CalendarPage(office)  # type: ignore[arg-type]  # an office of the same manners
    office.look_from(date(2026, 11, 23))
    shown(page)
    page.export.folder = into
    written: list[Path] = []
    page.export.exported.connect(partial(list.append, written))
    click(page.header.export)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile("rota.xlsx")
    dialog.accept()
    QApplication.processEvents()
    page.close()
    return {"written": [str(path) for path in written], "planned": len(office.desk.store.planned(office.period))}


def play(folder: Path, reports: Path) -> dict[str, Any]:
    office = StoreOffice(a_desk(folder, TODAY))
    seen: dict[str, Any] = {"import": import_everything(office, reports)}
    seen["drag"] = drag_somebody(office)
    seen["export"] = export_rota(office, folder)
    seen["errors"] = [error.message for error in office.errors]
    office.desk.store.close()
    return seen


if __name__ == "__main__":
    app = QApplication([])
    icons._family = app.font().family  # type: ignore[assignment]  # this platform takes no fonts of an application's own
    print(json.dumps(play(Path(sys.argv[1]), Path(sys.argv[2]))))
