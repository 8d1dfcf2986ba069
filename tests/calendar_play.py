"""The calendar's page before an office that notes what it is asked: for tests that press keys and look on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.errors import KeyworkError
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.pages.calendar import CalendarPage
from keywork_desktop.ui.widgets.calendar_carrier import MIME
from tests.calendar_prison import a_view, a_wing
from tests.fake_office import FakeOffice

TUESDAY, THURSDAY = date(2026, 11, 24), date(2026, 11, 26)
Key = Qt.Key
_Move, _Left, _NoKeys = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def shown(qtbot: QtBot, office: Office) -> CalendarPage:
    """A page of usual size, on screen."""
    page = CalendarPage(office)
    qtbot.addWidget(page)
    page.resize(1240, 690)
    page.show()
    qtbot.waitUntil(lambda: page.header.width() > 600)
    QApplication.processEvents()
    return page


def carried(number: str, session_id: str = "") -> QMimeData:
    """What a drag carries; hold on to it, an event does not."""
    mime = QMimeData()
    mime.setData(MIME, f"{number} {session_id}".encode())
    return mime


def a_move(point: QPoint, mime: QMimeData) -> QDragMoveEvent:
    """A drag passes here."""
    return QDragMoveEvent(point, _Move, mime, _Left, _NoKeys)


def a_drop(point: QPoint, mime: QMimeData) -> QDropEvent:
    """A drag is let go here."""
    return QDropEvent(QPointF(point), _Move, mime, _Left, _NoKeys)


class Played:
    """A page before an office that notes what it is asked."""

    def __init__(self, qtbot: QtBot, snapshot: Snapshot, **more: object) -> None:
        self.office = FakeOffice()
        self.errors: list[KeyworkError] = []
        self.office.failed.connect(self.errors.append)
        self.office.view = a_view(snapshot, **more)
        self.page = shown(qtbot, self.office)

    def keys(self, *keys: Qt.Key) -> None:
        page = self.page
        view = page.agenda.list if page.views.mode is Mode.AGENDA else page.views.shown
        view.setFocus()
        for key in keys:
            QTest.keyClick(view, key)

    def show(self, *planned: PlannedSession) -> None:
        self.office.show(a_view(a_wing(*planned)))

    @property
    def acted(self) -> list[tuple[str, dict[str, object]]]:
        return self.office.acted
