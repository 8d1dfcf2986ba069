"""The Today page before five prisoners, for its tests: made, pressed, and read as text."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.watching import Watched
from keywork_desktop.domain.clocks import alarms
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.ui.pages.today import TodayPage
from keywork_desktop.ui.view import View
from tests.factories import TODAY, a_key_worker, a_prisoner, a_shift, a_snapshot, allocated, an_alert
from tests.fake_office import FakeOffice

DAYS = timedelta(days=1)
SMITH, BROWN, GREEN, WHITE, BLACK = "A1234BC", "B2345CD", "C3456DE", "D4567EF", "E5678FG"


def five_prisoners(**changes: object) -> Snapshot:
    """One under each heading that matters, two key workers, one of them on leave."""
    people = {
        SMITH: a_prisoner(SMITH, alerts=(an_alert("HA", TODAY - 30 * DAYS),), seen=[TODAY - 20 * DAYS]),
        BROWN: a_prisoner(BROWN, last_name="BROWN", location="2-1-009", reception=TODAY - 40 * DAYS),
        GREEN: a_prisoner(GREEN, last_name="GREEN", location="2-1-010", seen=[TODAY - 40 * DAYS, TODAY - 60 * DAYS]),
        WHITE: a_prisoner(WHITE, last_name="WHITE", location="3-2-001", seen=[TODAY - 14 * DAYS, TODAY - 28 * DAYS]),
        BLACK: a_prisoner(BLACK, last_name="BLACK", location="3-2-002", seen=[TODAY - 2 * DAYS, TODAY - 9 * DAYS]),
    }
    officers = [
        a_key_worker(),
        a_key_worker(
            "OFF02B",
            last_name="GILL",
            first_name="Ross",
            unit="3",
            status=KeyWorkerStatus.ANNUAL_LEAVE,
            return_date=TODAY + 9 * DAYS,
        ),
    ]
    people.update(changes.pop("people", {}))  # type: ignore[call-overload]  # prisoners by number
    return a_snapshot(
        people.values(),
        officers,
        [allocated(SMITH, "OFF01A"), allocated(GREEN, "OFF01A"), allocated(WHITE, "OFF02B")],
        shifts=[a_shift("OFF01A", TODAY, "L", "1400-1530")],
        period=Period(date(2026, 11, 16), date(2026, 12, 13)),
        **changes,
    )


def view_of(snapshot: Snapshot, **facts: object) -> View:
    """What the page is shown of these facts today."""
    facts.setdefault("watched", Watched(alarms=alarms(snapshot)))
    return View(snapshot, due_list(snapshot), TODAY, **facts)  # type: ignore[arg-type]  # fields of View


def a_today_page(office: FakeOffice, qtbot: QtBot) -> TodayPage:
    """The page on screen with the five prisoners, in focus."""
    made = TodayPage(office)
    qtbot.addWidget(made)
    made.resize(1200, 680)
    made.show()
    office.show(view_of(five_prisoners()))
    made.setFocus()
    return made


def texts(page: TodayPage) -> list[str]:
    """What the list says, row by row."""
    return [page.model.index(row).data() for row in range(page.model.rowCount())]


def chosen(page: TodayPage) -> str | None:
    """The number of who is chosen."""
    person = page.list.rows.person()
    return person.number if person else None


def press(page: TodayPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(page.list.rows, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
