"""Beside the list of Today: what is coming, and who is in with how much key work time."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.ui.models.due_filters import counts
from keywork_desktop.ui.models.officers_model import OfficersModel, key_work_time, officers_today
from keywork_desktop.ui.models.watch_lists import SOON, soon_unplanned
from keywork_desktop.ui.pages.today import TodayPage
from tests.factories import TODAY, a_key_worker, a_prisoner, a_shift, a_snapshot, an_alert
from tests.fake_office import FakeOffice
from tests.today_play import (
    BROWN,
    DAYS,
    GREEN,
    SMITH,
    WHITE,
    a_today_page,
    five_prisoners,
    view_of,
)


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def page(office: FakeOffice, qtbot: QtBot) -> TodayPage:
    return a_today_page(office, qtbot)


def test_the_watch_list_says_what_is_coming(page: TodayPage) -> None:
    watch = {id_: entry.accessibleName() for id_, entry in page.side.watch.items() if entry.isVisible()}
    assert watch == {
        "not_acknowledged": "Overdue priority, not acknowledged, 1",
        "allocated_never_met": "Allocated, never met by him, 1",
        "key_worker_away": "Allocated to somebody away, 1",
        "no_key_worker": "No key worker, 2",
        "soon": "Overdue within 7 days unless seen, 1, 1 of them not planned yet",
    }


def test_a_man_with_a_session_by_his_due_date_is_not_waiting_for_one() -> None:
    view = view_of(five_prisoners())
    assert soon_unplanned(view) == 1
    planned = [PlannedSession(WHITE, "OFF01A", TODAY, time(14, 0), 45)]
    assert soon_unplanned(view_of(five_prisoners(planned=planned))) == 0
    assert counts(view, [SOON])[SOON.id] == 1


def test_officers_in_today_with_their_key_work_time(page: TodayPage) -> None:
    model = page.side.officers
    assert [model.index(row).data() for row in range(model.rowCount())] == [
        "KHAN, Omar | late | 14:00–15:30",
    ]
    assert page.side.time.text() == "1 h 30 profiled · 45 min needed for priority"
    assert not page.side.short.isVisible()


def test_cross_deployed_officers_with_sessions_come_first() -> None:
    snapshot = a_snapshot(
        [a_prisoner(SMITH)],
        [a_key_worker(), a_key_worker("OFF02B", last_name="GILL")],
        shifts=[a_shift("OFF01A", TODAY, "E", "0915-1045"), a_shift("OFF02B", TODAY, "CD")],
        planned=[PlannedSession(SMITH, "OFF02B", TODAY, time(9, 15), 45)],
    )
    view = view_of(snapshot)
    officers = officers_today(view)
    model = OfficersModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(officers)
    assert [model.index(row).data() for row in range(model.rowCount())] == [
        "GILL, Omar | cross-deployed | 1 session needs a place",
        "KHAN, Omar | early | 09:15–10:45",
    ]
    assert key_work_time(view, officers).profiled == 90


def test_too_little_key_work_time_for_priority_is_said(office: FakeOffice, page: TodayPage) -> None:
    people = {BROWN: a_prisoner(BROWN, alerts=(an_alert("HA", TODAY - 30 * DAYS),))}
    people |= {GREEN: a_prisoner(GREEN, alerts=(an_alert("HA", TODAY - 30 * DAYS),))}
    office.show(view_of(five_prisoners(people=people)))
    assert page.side.short.text() == "▲ 45 min short"
    assert page.side.short.isVisible()
