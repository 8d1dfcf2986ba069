"""The calendar's views: chosen by key, remembered, and turned to other days with something in the hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.planning_rota import place_session
from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.pages.calendar import CalendarPage
from keywork_desktop.ui.pages_stack import PagesStack
from keywork_desktop.ui.places import CALENDAR
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.widgets.calendar_edge_turn import EDGE, PAUSE_MS
from tests.calendar_play import THURSDAY, TUESDAY, Key, Played, a_drop, a_move, carried, shown
from tests.calendar_prison import a_planned, a_view, a_wing
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_shift
from tests.fake_office import FakeOffice
from tests.store_office import StoreOffice, at_desk

LATER = date(2026, 12, 15)
"""A Tuesday of the four weeks after those that are shown first."""


@pytest.mark.parametrize(
    ("key", "mode"),
    [
        (Key.Key_1, Mode.DAY),
        (Key.Key_2, Mode.WEEK),
        (Key.Key_W, Mode.WEEK),
        (Key.Key_3, Mode.WEEKS),
        (Key.Key_F, Mode.WEEKS),
        (Key.Key_4, Mode.AGENDA),
        (Key.Key_A, Mode.AGENDA),
    ],
)
def test_each_view_has_its_key_and_keeps_the_day(qtbot: QtBot, key: Key, mode: Mode) -> None:
    played = Played(qtbot, a_wing())
    played.page.grid.choose(TUESDAY)
    played.keys(key)
    assert played.page.views.mode is mode
    assert played.page.header.modes[mode].isChecked()
    assert played.page.day == TUESDAY


def test_every_key_of_the_page_means_one_thing(qtbot: QtBot) -> None:
    played = Played(qtbot, a_wing())
    actions = played.page.actions()
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"D", "M", "L", "Del", "T", "R", "Ctrl+E", "1", "2", "3", "4", "W", "F", "A"} == set(keys)
    assert "Cut the regime…" in [action.text() for action in actions]


def test_the_buttons_lead_from_view_to_view_with_the_day(qtbot: QtBot) -> None:
    page = Played(qtbot, a_wing()).page
    page.grid.choose(THURSDAY)
    for mode in (Mode.DAY, Mode.WEEK, Mode.AGENDA, Mode.WEEKS):
        page.header.modes[mode].click()
        assert (page.views.mode, page.day) == (mode, THURSDAY)


def remembered(folder: Path) -> Remembered:
    return Remembered(folder / "window.ini")


def a_page(qtbot: QtBot, folder: Path, today: date = TODAY) -> tuple[CalendarPage, FakeOffice, PagesStack]:
    """A page as the window makes it: it remembers before it sees any facts. Hold on to the stack."""
    office = FakeOffice()
    stack = PagesStack(office, (CALENDAR,))
    remembers = remembered(folder)
    stack.made.connect(lambda page: page.remember_in(remembers))
    qtbot.addWidget(stack)
    office.view = a_view(replace(a_wing(), on=today))
    page = stack.page(CALENDAR)
    assert isinstance(page, CalendarPage)
    stack.resize(1240, 690)
    stack.show()
    QApplication.processEvents()
    return page, office, stack


def test_the_view_and_the_day_are_there_again_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    page, _, stack = a_page(qtbot, tmp_path)
    assert page.views.mode is Mode.WEEKS
    page.show_mode(Mode.WEEK, TUESDAY)
    again, _, other_stack = a_page(qtbot, tmp_path)
    assert stack is not other_stack
    assert (again.views.mode, again.day) == (Mode.WEEK, TUESDAY)
    assert again.header.title.text() == "Mon 23 Nov – Sun 29 Nov 2026"


def test_a_day_that_has_passed_gives_way_to_today(qtbot: QtBot, tmp_path: Path) -> None:
    page, _, stack = a_page(qtbot, tmp_path)
    page.show_mode(Mode.DAY, TODAY)
    again, _, other_stack = a_page(qtbot, tmp_path, TUESDAY)
    assert stack is not other_stack
    assert (again.views.mode, again.day) == (Mode.DAY, TUESDAY)


def test_a_day_of_other_weeks_is_gone_to(qtbot: QtBot, tmp_path: Path) -> None:
    remembered(tmp_path).calendar = ("day", LATER)
    _, office, _ = a_page(qtbot, tmp_path)
    assert office.looked_from == [date(2026, 12, 14)]


def test_what_cannot_be_read_counts_as_not_remembered(tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[calendar]\nview=sideways\nday=someday\n")
    assert remembered(tmp_path).calendar == ("sideways", None)


def test_a_view_that_is_unknown_is_not_shown(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_text("[calendar]\nview=sideways\nday=someday\n")
    page, _, stack = a_page(qtbot, tmp_path)
    assert page.views.mode is Mode.WEEKS
    assert stack.shown is page


# -- beyond the four weeks ------------------------------------------------------------------------------------------


@pytest.fixture
def at_store(tmp_path: Path) -> StoreOffice:
    """SMITH is planned on Tuesday; his key worker has time again in the four weeks after these."""
    snapshot = a_wing()
    more = a_shift("OFF01A", LATER, "E", "0915-1045")
    snapshot = replace(snapshot, shifts={**snapshot.shifts, (more.staff_id, more.on): more})
    office = StoreOffice(at_desk(a_store_with(tmp_path, snapshot), TODAY))
    place_session(office.desk, "A1111AA", TUESDAY)
    office.refresh()
    return office


def planned_days(office: StoreOffice) -> list[date]:
    assert office.view is not None
    return [session.on for session in office.view.snapshot.planned]


def test_page_down_turns_the_weeks_with_a_session_in_the_hand(qtbot: QtBot, at_store: StoreOffice) -> None:
    page = shown(qtbot, at_store)
    grid = page.grid
    grid.choose_prisoner("A1111AA", TUESDAY)
    for key in (Key.Key_Space, Key.Key_PageDown):
        QTest.keyClick(grid, key)
    assert page.header.title.text() == "Mon 14 Dec 2026 – Sun 10 Jan 2027"
    assert page.carrier.carried is not None
    assert grid.day == TUESDAY + timedelta(days=28)
    assert grid.painter_of_days.places[LATER].words == "Fits · 09:15"
    for _ in range(7):
        QTest.keyClick(grid, Key.Key_Left)
    assert grid.day == LATER
    QTest.keyClick(grid, Key.Key_Return)
    assert at_store.errors == []
    assert planned_days(at_store) == [LATER]
    assert at_store.said[-1] == "Move SMITH, John to 15 Dec at 09:15"
    at_store.desk.store.close()


def test_whoever_is_planned_before_later_weeks_does_not_wait_there(qtbot: QtBot, at_store: StoreOffice) -> None:
    place_session(at_store.desk, "C3333CC", TUESDAY)
    at_store.refresh()
    page = shown(qtbot, at_store)
    waits = [row.entry.name for row in page.tray.people.items if row.entry]
    assert waits == ["JONES, Alan"]
    QTest.keyClick(page.grid, Key.Key_PageDown)
    assert page.header.title.text() == "Mon 14 Dec 2026 – Sun 10 Jan 2027"
    assert [row.entry.name for row in page.tray.people.items if row.entry] == waits
    at_store.desk.store.close()


@pytest.mark.parametrize("mode", [Mode.DAY, Mode.WEEK], ids=["day", "week"])
def test_page_down_keeps_what_is_carried_in_every_view(qtbot: QtBot, at_store: StoreOffice, mode: Mode) -> None:
    page = shown(qtbot, at_store)
    page.show_mode(mode, TUESDAY)
    page.views.choose_prisoner("A1111AA", TUESDAY)
    for key in (Key.Key_Space, Key.Key_PageDown):
        QTest.keyClick(page.views.shown, key)
    assert page.carrier.carried is not None
    assert page.day == TUESDAY + timedelta(days=mode.days)
    QTest.keyClick(page.views.shown, Key.Key_Escape)
    assert page.carrier.carried is None
    assert planned_days(at_store) == [TUESDAY]
    at_store.desk.store.close()


def test_another_view_puts_back_what_was_carried(qtbot: QtBot) -> None:
    played = Played(qtbot, a_wing(a_planned("A1111AA", TUESDAY, id="S1")))
    played.page.grid.choose_prisoner("A1111AA", TUESDAY)
    played.keys(Key.Key_Space)
    played.page.show_mode(Mode.WEEK)
    assert played.page.carrier.carried is None
    assert played.acted == []


@pytest.mark.parametrize("mode", [Mode.DAY, Mode.WEEK, Mode.WEEKS], ids=["day", "week", "weeks"])
def test_a_drag_that_rests_on_the_edge_turns_the_page_and_is_dropped_there(
    qtbot: QtBot, at_store: StoreOffice, mode: Mode
) -> None:
    page = shown(qtbot, at_store)
    page.show_mode(mode, TUESDAY)
    view = page.views.shown
    before = page.header.title.text()
    page.views.choose_prisoner("A1111AA", TUESDAY)
    assert page.chosen is not None
    session = page.chosen.session_id
    mime = carried("A1111AA", session)
    page.views.shown.lift()  # type: ignore[union-attr]  # the agenda alone lifts nothing
    edge = QPoint(page.views.shown.viewport().width() - EDGE // 2, 200)  # type: ignore[union-attr]  # as above
    view.dragMoveEvent(a_move(edge, mime))
    strip = view.edge.strip  # type: ignore[union-attr]  # as above
    assert strip.isVisible()
    qtbot.waitUntil(lambda: page.header.title.text() != before, timeout=PAUSE_MS * 4)
    assert page.carrier.carried is not None
    assert page.day == TUESDAY + timedelta(days=mode.days)
    view.dragMoveEvent(a_move(QPoint(300, 200), mime))
    assert not strip.isVisible()
    page.carrier.put_back()
    at_store.desk.store.close()


def test_who_only_passes_the_edge_turns_nothing(qtbot: QtBot, at_store: StoreOffice) -> None:
    page = shown(qtbot, at_store)
    grid, before = page.grid, page.header.title.text()
    grid.choose_prisoner("A1111AA", TUESDAY)
    assert page.chosen is not None
    mime = carried("A1111AA", page.chosen.session_id)
    grid.lift()
    sunday = grid.visualRect(grid.days.index_of(date(2026, 11, 29)))
    edge = QPoint(grid.viewport().width() - 4, sunday.center().y())
    grid.dragMoveEvent(a_move(edge, mime))
    assert grid.edge.strip.isVisible()
    drop = a_drop(edge, mime)
    grid.dropEvent(drop)
    assert not grid.edge.strip.isVisible()
    assert not grid.edge._timer.isActive()
    assert page.header.title.text() == before
    at_store.desk.store.close()
