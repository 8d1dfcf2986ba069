"""The calendar by keyboard and by single clicks: each way ends in the same action as the command line's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from keywork_desktop.domain.records import RecordKind
from keywork_desktop.ui.dialogs.session import SessionDialog
from keywork_desktop.ui.models.calendar_modes import Mode
from tests.calendar_play import THURSDAY, TUESDAY, Key, Played, a_drop, carried
from tests.calendar_prison import a_planned, a_view, a_wing
from tests.factories import TODAY, a_snapshot


def is_freed(dialog: SessionDialog) -> bool:
    """A dialog that was closed does not stay behind."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not isValid(dialog)


@pytest.fixture
def played(qtbot: QtBot) -> Played:
    """SMITH is planned on Tuesday 9:15 (S1); JONES and BROWN are overdue and not planned."""
    return Played(qtbot, a_wing(a_planned("A1111AA", TUESDAY, id="S1")))


def test_the_title_the_panel_and_the_focus_begin_with_today(played: Played) -> None:
    assert played.page.header.title.text() == "Mon 16 Nov – Sun 13 Dec 2026"
    assert played.page.grid.day == TODAY
    assert played.page.panel.text == "Choose a session, or somebody who is due, to see why and to move it."


def test_arrows_pass_through_entries_and_days(played: Played) -> None:
    grid = played.page.grid
    grid.choose(TUESDAY)
    played.keys(Key.Key_Down)
    assert grid.entry is not None
    assert grid.entry.name == "SMITH, John"
    assert played.page.panel.text.startswith("SMITH, John\nA1111AA · 2-1-001")
    played.keys(Key.Key_Down)
    assert grid.day == TUESDAY + timedelta(days=7)
    played.keys(Key.Key_Up)
    assert (grid.day, grid.entry is not None) == (TUESDAY, True)
    played.keys(Key.Key_Right, Key.Key_Right, Key.Key_Left)
    assert grid.day == TUESDAY + timedelta(days=1)


def test_space_lifts_arrows_choose_and_enter_puts_down(played: Played) -> None:
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_Space)
    places = played.page.grid.painter_of_days.places
    assert places[THURSDAY].words == "Fits · 14:00"
    assert places[TUESDAY + timedelta(days=1)].words == "No · no key work time that day"
    played.keys(Key.Key_Right, Key.Key_Right, Key.Key_Return)
    assert played.acted == [("move_session", {"session_id": "S1", "on": THURSDAY, "staff_id": None, "start": None})]
    assert played.page.carrier.carried is None


def test_escape_puts_back_and_the_same_day_changes_nothing(played: Played) -> None:
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_Space, Key.Key_Right, Key.Key_Escape)
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_Space, Key.Key_Return)
    assert played.acted == []
    assert played.page.grid.painter_of_days.places == {}


def test_what_is_carried_cannot_be_removed_on_the_way(played: Played) -> None:
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_Space, Key.Key_Right, Key.Key_Delete)
    assert played.acted == []
    assert played.page.chosen is not None
    assert played.page.panel.text.startswith("SMITH, John")
    played.keys(Key.Key_Escape)
    assert played.page.chosen is None


def test_in_a_day_somebody_who_waits_is_lifted_to_his_key_worker(played: Played) -> None:
    page = played.page
    page.show_day(TUESDAY)
    page.tray.setFocus()
    assert page.tray.entry is not None
    QTest.keyClick(page.tray, Key.Key_Space)
    assert page.day_view.block is not None
    assert (page.day_view.block.staff_id, page.day_view.block.span_text) == ("OFF01A", "10:00–10:45")
    played.keys(Key.Key_Return)
    where = {"on": TUESDAY, "staff_id": "OFF01A", "start": time(10, 0)}
    assert played.acted == [("place_session", {"prison_number": "C3333CC", **where})]


def test_a_day_that_says_no_takes_the_drop_and_says_why(played: Played) -> None:
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_Space, Key.Key_Right, Key.Key_Return)
    assert played.acted == []
    assert played.errors[0].message.startswith("Wed 25 Nov 2026: No · no key work time that day.")


def test_the_focus_stays_on_what_was_moved(played: Played) -> None:
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_Space, Key.Key_Right, Key.Key_Right, Key.Key_Return)
    played.show(a_planned("A1111AA", THURSDAY, "14:00", id="S1"))
    assert played.page.grid.day == THURSDAY
    assert played.page.grid.entry is not None
    assert played.page.grid.entry.session_id == "S1"


def test_somebody_who_waits_is_lifted_from_the_tray_onto_a_day(played: Played) -> None:
    tray = played.page.tray
    tray.setFocus()
    assert tray.entry is not None
    assert tray.entry.name == "BROWN, Carl"
    QTest.keyClick(tray, Key.Key_Space)
    assert played.page.grid.day == TUESDAY
    played.keys(Key.Key_Return)
    assert played.acted == [
        ("place_session", {"prison_number": "C3333CC", "on": TUESDAY, "staff_id": None, "start": None})
    ]


def test_a_drop_on_a_day_puts_the_session_there(played: Played) -> None:
    page = played.page
    page.grid.choose(TUESDAY)
    page.grid.lift()
    page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down)
    page.grid.lift()
    point = page.grid.visualRect(page.grid.days.index_of(THURSDAY)).center()
    mime = carried("A1111AA", "S1")
    drop = a_drop(point, mime)
    page.grid.dropEvent(drop)
    assert drop.isAccepted()
    assert played.acted[0][1]["on"] == THURSDAY


def test_t_goes_to_today_and_page_down_to_the_next_four_weeks(played: Played) -> None:
    played.page.grid.choose(THURSDAY)
    played.keys(Key.Key_PageDown)
    assert played.office.looked_from == [date(2026, 12, 14)]
    played.keys(Key.Key_T)
    assert played.page.grid.day == TODAY


def test_delete_lock_and_missed_are_one_key_each(played: Played, qtbot: QtBot) -> None:
    played.show(a_planned("A1111AA", TODAY, id="S2"))
    played.page.grid.choose(TODAY)
    played.keys(Key.Key_Down, Key.Key_L, Key.Key_Delete, Key.Key_D)
    assert played.acted == [
        ("lock_session", {"session_id": "S2", "locked": True}),
        ("remove_session", {"session_id": "S2"}),
        ("settle_session", {"session_id": "S2", "kind": RecordKind.SESSION}),
    ]
    played.keys(Key.Key_M)
    menu = played.page.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[-6:] == [
        "&1  Officer cross-deployed",
        "&2  Regime curtailed",
        "&3  Officer sick",
        "&4  Prisoner unavailable",
        "&5  Prisoner refused",
        "&6  Other reason",
    ]
    menu.actions()[-2].trigger()
    menu.close()
    assert played.acted[-1] == (
        "settle_session",
        {"session_id": "S2", "kind": RecordKind.MISSED, "reason": "refused"},
    )


def test_what_has_not_come_yet_cannot_have_been_held(played: Played) -> None:
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_D, Key.Key_M)
    assert played.acted == []
    assert not played.page.commands["delivered"].isEnabled()
    assert played.page.commands["remove"].isEnabled()


def test_enter_opens_the_session_and_moves_it_without_dragging(played: Played, qtbot: QtBot) -> None:
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_Return)
    dialog = played.page.findChild(SessionDialog)
    assert dialog is not None
    assert dialog.choice is not None
    assert dialog.choice.on == THURSDAY
    assert dialog.place_button.text() == "Move to Thu 26 Nov"
    assert dialog.times.itemText(1) == "14:45–15:30"
    dialog.times.setCurrentIndex(1)
    dialog.place_button.click()
    assert is_freed(dialog)
    where = {"on": THURSDAY, "staff_id": None, "start": time(14, 45)}
    assert played.acted == [("move_session", {"session_id": "S1", **where})]


def test_another_officer_is_chosen_as_cover(played: Played, qtbot: QtBot) -> None:
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down)
    played.page.commands["open"].trigger()
    dialog = played.page.findChild(SessionDialog)
    assert dialog is not None
    dialog.officers.setCurrentIndex(1)
    dialog.days.setCurrentIndex(dialog.choices.index_of(TUESDAY))
    assert "cover" in dialog.days.currentIndex().data()
    dialog.place_button.click()
    assert is_freed(dialog)
    assert played.acted[0][1] == {"session_id": "S1", "on": TUESDAY, "staff_id": "OFF02B", "start": None}


def test_enter_on_a_day_opens_it_and_escape_leads_back(played: Played) -> None:
    page = played.page
    page.grid.choose(TUESDAY)
    played.keys(Key.Key_Return)
    assert page.is_day_shown
    assert page.header.title.text() == "Tue 24 Nov 2026"
    assert page.tray.people.index(0).data() == "Due 24 Nov, still open · 0"
    played.keys(Key.Key_PageDown)
    assert page.header.title.text() == "Wed 25 Nov 2026"
    played.keys(Key.Key_Escape)
    assert page.views.mode is Mode.WEEKS
    assert page.grid.day == TUESDAY + timedelta(days=1)


def test_in_a_day_a_session_is_moved_to_another_time_and_officer(played: Played) -> None:
    page = played.page
    page.show_day(TUESDAY)
    assert page.day_view.choose_prisoner("A1111AA")
    played.keys(Key.Key_Space, Key.Key_Right, Key.Key_Return)
    assert played.acted[-1][1] == {"session_id": "S1", "on": TUESDAY, "staff_id": "OFF01A", "start": time(10, 0)}
    page.day_view.choose_prisoner("A1111AA")
    played.keys(Key.Key_Space, Key.Key_Down, Key.Key_Return)
    assert played.acted[-1][1]["staff_id"] == "OFF02B"


def test_a_click_on_more_opens_the_day(qtbot: QtBot) -> None:
    many = [a_planned("A1111AA", TUESDAY, f"{9 + n:02d}:00", id=f"S{n}") for n in range(9)]
    played = Played(qtbot, a_wing(*many))
    grid = played.page.grid
    layout = grid.layout_of(grid.days.index_of(TUESDAY))
    assert layout is not None
    assert layout.hidden
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, layout.more.center())
    assert played.page.is_day_shown


def test_a_click_chooses_a_session_and_the_panel_has_every_button(played: Played) -> None:
    grid = played.page.grid
    layout = grid.layout_of(grid.days.index_of(TUESDAY))
    assert layout is not None
    point = layout.entries[0][0].center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert played.page.chosen is not None
    assert played.page.chosen.session_id == "S1"
    texts = [action.text() for action in played.page.commands.values()]
    assert texts == ["Move to day…", "Delivered", "Missed…", "Lock", "Remove"]


def test_another_day_than_today_is_looked_at_and_not_touched(qtbot: QtBot) -> None:
    snapshot = a_wing(a_planned("A1111AA", TUESDAY, id="S1"))
    played = Played(qtbot, snapshot)
    played.office.show(a_view(snapshot, today=TODAY + timedelta(days=1)))
    assert played.page.state.words.text().startswith("As it was on Fri 20 Nov 2026.")
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_Down, Key.Key_Space)
    assert played.page.carrier.carried is None
    assert not played.page.commands["remove"].isEnabled()


def test_an_empty_prison_is_told_what_to_import(qtbot: QtBot) -> None:
    played = Played(qtbot, a_snapshot(period=a_wing().period))
    assert played.page.empty.title.text() == "Nobody is on the roll yet"
    assert not played.page.header.plan.isEnabled()


def test_without_a_detail_the_calendar_says_so(qtbot: QtBot) -> None:
    played = Played(qtbot, replace(a_wing(), shifts={}))
    assert "No detail is known" in played.page.state.words.text()


def test_find_goes_to_his_session_or_to_him_in_the_tray(played: Played) -> None:
    played.page.find("A1111AA")
    assert played.page.grid.day == TUESDAY
    played.page.find("B2222BB")
    assert played.page.tray.entry is not None
    assert played.page.tray.entry.prison_number == "B2222BB"


def test_names_for_those_who_listen(played: Played) -> None:
    page = played.page
    index = page.grid.days.index_of(TUESDAY)
    assert page.grid.accessibleName() == "Calendar, four weeks"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith(
        "Tue 24 Nov 2026, key work time 45 min of 2 h 15 used, 1 session planned; SMITH, John, A1111AA, cell 2-1-001"
    )
    assert page.tray.accessibleName() == "Overdue and not planned, 2"


def test_at_half_again_the_text_size_names_are_still_read(qtbot: QtBot) -> None:
    played = Played(qtbot, a_wing(a_planned("A1111AA", TUESDAY, id="S1")))
    font = played.page.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    played.page.setFont(font)
    grid = played.page.grid
    assert grid.rowHeight(0) >= 3 * 24
    assert grid.layout_of(grid.days.index_of(TUESDAY)) is not None
    assert not grid.grab(grid.rect()).isNull()
    assert grid.indexAt(QPoint(5, 5)).isValid()
