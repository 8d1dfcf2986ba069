"""Playing the rota page on a real store: keys, cells, and what stands on the rota afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from keywork_desktop.actions.planning_rota import place_session
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.pages.rota import RotaPage
from tests.calendar_prison import TUESDAY
from tests.desk_office import a_store_with
from tests.factories import TODAY
from tests.store_office import StoreOffice, at_desk

Dialog = TypeVar("Dialog", bound=QDialog)

WEDNESDAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)
KHAN, OKAFOR = "OFF01A", "OFF02B"
SMITH = "A1111AA"
Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Played:
    """A page before an office with a real store."""

    def __init__(self, qtbot: QtBot, folder: Path, facts: Snapshot) -> None:
        self.office = StoreOffice(at_desk(a_store_with(folder, facts), TODAY))
        self.office.refresh()
        self.page = RotaPage(self.office)
        qtbot.addWidget(self.page)
        self.page.resize(1240, 690)
        self.page.show()
        qtbot.waitUntil(lambda: self.page.header.width() > 600)
        self.page.export.folder = folder
        QApplication.processEvents()

    def cell(self, day: date, staff_id: str = KHAN) -> RotaCell:
        found = self.page.table.rota.cell(self.page.table.rota.index_of(staff_id, day))
        assert found is not None
        return found

    def go(self, day: date, staff_id: str = KHAN) -> None:
        assert self.page.table.choose(staff_id, day)
        self.page.table.setFocus()

    def key(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.page.table, key, modifier)

    def place(self, day: date = TUESDAY, number: str = SMITH) -> None:
        self.office.act(partial(place_session, prison_number=number, on=day))

    @property
    def sessions(self) -> list[str]:
        assert self.page.facts is not None
        planned = self.page.facts.view.snapshot.planned
        return [f"{s.prison_number} {s.staff_id} {s.on:%d %b} {s.start:%H:%M}{' pin' * s.locked}" for s in planned]

    def edit(self) -> None:
        self.page.header.edit.click()
        assert self.page.table.edits


@contextmanager
def playing(qtbot: QtBot, folder: Path, facts: Snapshot) -> Iterator[Played]:
    """The rota page before a store with these facts; the store is closed afterwards."""
    made = Played(qtbot, folder, facts)
    yield made
    made.office.desk.store.close()


def dialog_on(played: Played, kind: type[Dialog]) -> Dialog:
    """The one dialog of this kind that is open."""
    (found,) = [dialog for dialog in played.page.window().findChildren(kind) if dialog.isVisible()]
    return found


def freed(dialog: object) -> bool:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not isValid(dialog)
