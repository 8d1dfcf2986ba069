"""The week: officers and days; sessions go to another day or officer by drag and by keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.delegates.calendar_week_cell import MOST_LINES, height_for
from keywork_desktop.ui.dialogs.session import SessionDialog
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.models.calendar_week_facts import WeekHours, week_facts
from keywork_desktop.ui.models.calendar_week_model import CalendarWeekModel
from tests.calendar_play import THURSDAY, TUESDAY, Key, Played, a_drop, a_move, carried
from tests.calendar_prison import a_planned, a_prison, a_view, a_wing, with_a_plan
from tests.factories import a_key_worker, a_session

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)
KHAN, OKAFOR = "OFF01A", "OFF02B"


def facts_of(snapshot: Snapshot, **more: object) -> CalendarFacts:
    return CalendarFacts(a_view(snapshot, **more))


def week_of(snapshot: Snapshot, monday: date = MONDAY, **more: object) -> CalendarWeekModel:
    model = CalendarWeekModel()
    model.show(week_facts(facts_of(snapshot, **more), monday))
    return model


def names(model: CalendarWeekModel) -> list[str]:
    return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]


def cell(model: CalendarWeekModel, staff_id: str, day: date) -> list[str]:
    text: str = model.index_of(staff_id, day).data()
    return text.splitlines()


# -- what it shows ---------------------------------------------------------------------------------------------------


def test_each_officer_s_day_has_shift_key_work_time_and_sessions_by_time() -> None:
    model = week_of(a_wing(a_planned("C3333CC", TUESDAY, "10:00"), a_planned("B2222BB", TUESDAY, "09:15")))
    assert names(model) == ["KHAN, Omar", "OKAFOR, Tim"]
    assert cell(model, KHAN, TUESDAY) == [
        "E 1 h 30 of 1 h 30",
        "▲ 10:00 BROWN C",
        "◆ due SMITH J",
        "● 09:15 JONES A",
    ]
    assert cell(model, KHAN, THURSDAY) == ["L 0 h of 1 h 30"]
    assert cell(model, OKAFOR, THURSDAY) == ["AL"]
    assert cell(model, OKAFOR, WEDNESDAY) == []


def test_whoever_has_no_key_worker_stands_in_a_row_of_his_own_above() -> None:
    snapshot = a_wing()
    without = {number: a for number, a in snapshot.allocations.items() if number != "A1111AA"}
    model = week_of(replace(snapshot, allocations=without))
    assert names(model)[0] == "No key worker"
    assert cell(model, "", TUESDAY) == ["", "◆ due SMITH J"]


def test_an_officer_of_another_unit_is_shown_only_with_a_session_of_ours_and_last() -> None:
    snapshot = a_wing(a_planned("A1111AA", TUESDAY, staff_id="OFF99A"))
    other = a_key_worker("OFF99A", unit="1", last_name="ABEL", first_name="Ann")
    snapshot = replace(snapshot, key_workers={**snapshot.key_workers, "OFF99A": other})
    two = frozenset({"2"})
    assert names(week_of(snapshot, units=two)) == ["KHAN, Omar", "OKAFOR, Tim", "ABEL, Ann"]
    assert names(week_of(replace(snapshot, planned=()), units=two)) == ["KHAN, Omar", "OKAFOR, Tim"]


def test_what_was_held_counts_as_used_time() -> None:
    snapshot = a_wing()
    smith = snapshot.prisoners["A1111AA"]
    held = replace(smith, records=(a_session(date(2026, 11, 17), KHAN), *smith.records))
    model = week_of(replace(snapshot, prisoners={**snapshot.prisoners, "A1111AA": held}), date(2026, 11, 16))
    found = model.cell(model.index_of(KHAN, date(2026, 11, 17)))
    assert found is not None
    assert found.used == 45


def test_the_head_of_a_day_says_key_work_time_leave_and_regime() -> None:
    cut = Curtailment(THURSDAY, THURSDAY, reason="Search")
    model = week_of(a_wing(curtailments=(cut,)))
    said = model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Thu 26 Nov 2026, key work time 0 h of 1 h 30 used, nothing planned, 1 officer on leave, "
        "Regime cut all day · search"
    )


def test_hours_are_to_scale_and_what_lies_outside_stays_at_the_edge() -> None:
    hours = WeekHours(9, 16)
    assert hours.share(9 * 60) == 0
    assert hours.share(12 * 60 + 30) == pytest.approx(0.5)
    assert hours.share(16 * 60) == 1
    assert (hours.share(0), hours.share(23 * 60 + 59)) == (0, 1)
    assert hours.marks == (10, 12, 14)


def test_the_model_changes_by_rows_and_cells_and_never_resets() -> None:
    model = CalendarWeekModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    changed: list[tuple[int, int]] = []
    prison = facts_of(with_a_plan(a_prison(2, 8, 120)))
    model.show(week_facts(prison, MONDAY))
    rows = model.rowCount()
    assert rows > 8
    model.show(week_facts(prison, MONDAY + timedelta(days=7)))
    model.show(week_facts(facts_of(a_wing(a_planned("A1111AA", TUESDAY))), MONDAY))
    assert names(model) == ["KHAN, Omar", "OKAFOR, Tim"]
    model.dataChanged.connect(lambda first, _: changed.append((first.row(), first.column())))
    model.show(week_facts(facts_of(a_wing(a_planned("A1111AA", THURSDAY, "14:00"))), MONDAY))
    assert changed == [(0, 1), (0, 3)]
    model.show(week_facts(prison, MONDAY))
    assert model.rowCount() == rows
    assert resets == []
    del tester


def test_a_row_is_as_high_as_its_fullest_day_up_to_a_limit(qtbot: QtBot) -> None:
    many = [a_planned("A1111AA", TUESDAY, f"{9 + n:02d}:00", id=f"S{n}") for n in range(9)]
    played = in_week(qtbot, *many)
    week = played.page.week
    assert week.rowHeight(0) == height_for(MOST_LINES, week.font())
    assert week.rowHeight(1) == height_for(0, week.font())
    layout = week.layout_of(week.week.index_of(KHAN, TUESDAY))
    assert layout is not None
    # Due on Tuesday as well, until a session of that day is held.
    assert layout.hidden == 9 - (MOST_LINES - 1)


# -- what one does in it ---------------------------------------------------------------------------------------------


def in_week(qtbot: QtBot, *planned: object) -> Played:
    played = Played(qtbot, a_wing(*planned))  # type: ignore[arg-type]  # planned sessions
    played.page.show_mode(Mode.WEEK, TUESDAY)
    QApplication.processEvents()
    return played


@pytest.fixture
def played(qtbot: QtBot) -> Played:
    """SMITH is planned on Tuesday 9:15 with KHAN (S1)."""
    return in_week(qtbot, a_planned("A1111AA", TUESDAY, id="S1"))


def test_the_week_opens_at_the_day_in_focus(qtbot: QtBot) -> None:
    played = Played(qtbot, a_wing())
    played.page.grid.choose(TUESDAY)
    played.keys(Key.Key_2)
    page = played.page
    assert page.views.mode is Mode.WEEK
    assert page.header.title.text() == "Mon 23 Nov – Sun 29 Nov 2026"
    assert (page.week.day, page.week.staff_id) == (TUESDAY, KHAN)


def test_arrows_go_through_sessions_days_and_officers(played: Played) -> None:
    week = played.page.week
    week.go(week.week.index_of(KHAN, TUESDAY))
    played.keys(Key.Key_Down)
    assert week.entry is not None
    assert week.entry.session_id == "S1"
    assert played.page.panel.text.startswith("SMITH, John")
    played.keys(Key.Key_Down)
    assert (week.staff_id, week.day, bool(week.entry)) == (OKAFOR, TUESDAY, False)
    played.keys(Key.Key_Up, Key.Key_Right)
    assert (week.staff_id, week.day) == (KHAN, WEDNESDAY)


def test_a_session_is_carried_to_another_day_and_officer(played: Played) -> None:
    week = played.page.week
    week.choose_prisoner("A1111AA", TUESDAY)
    played.keys(Key.Key_Space)
    place_of = week.painter_of_cells.place_of
    assert place_of is not None
    answers = {(who, day.day): place_of(who, day) for who in (KHAN, OKAFOR) for day in (TUESDAY, WEDNESDAY, THURSDAY)}
    assert {where: place.words for where, place in answers.items() if place} == {
        (KHAN, 24): "Fits · 09:15",
        (KHAN, 25): "No · no key work time that day",
        (KHAN, 26): "Fits · 14:00",
        (OKAFOR, 24): "Warns · 10:00 · not his key worker: marked as cover",
        (OKAFOR, 25): "No · no key work time that day",
        (OKAFOR, 26): "No · no key work time that day",
    }
    played.keys(Key.Key_Down)
    assert week.painter_of_cells.target == (OKAFOR, TUESDAY)
    played.keys(Key.Key_Return)
    assert played.acted == [("move_session", {"session_id": "S1", "on": TUESDAY, "staff_id": OKAFOR, "start": None})]
    assert week.painter_of_cells.place_of is None


def test_a_cell_that_says_no_says_why(played: Played) -> None:
    played.page.week.choose_prisoner("A1111AA", TUESDAY)
    played.keys(Key.Key_Space, Key.Key_Right, Key.Key_Return)
    assert played.acted == []
    assert played.errors[0].message.startswith("Wed 25 Nov 2026: No · no key work time that day.")


def test_escape_puts_back(played: Played) -> None:
    played.page.week.choose_prisoner("A1111AA", TUESDAY)
    played.keys(Key.Key_Space, Key.Key_Right, Key.Key_Escape)
    assert played.acted == []
    assert played.page.carrier.carried is None


def test_somebody_who_waits_is_lifted_to_his_key_worker_s_first_day_that_fits(played: Played) -> None:
    page = played.page
    page.tray.setFocus()
    QTest.keyClick(page.tray, Key.Key_Space)
    assert (page.week.staff_id, page.week.day) == (KHAN, TUESDAY)
    played.keys(Key.Key_Return)
    where = {"on": TUESDAY, "staff_id": KHAN, "start": None}
    assert played.acted == [("place_session", {"prison_number": "C3333CC", **where})]


def centre(played: Played, staff_id: str, day: date) -> QPoint:
    week = played.page.week
    return week.visualRect(week.week.index_of(staff_id, day)).center()


def test_a_drop_puts_the_session_with_that_officer_on_that_day(played: Played) -> None:
    week = played.page.week
    week.choose_prisoner("A1111AA", TUESDAY)
    week.lift()
    mime = carried("A1111AA", "S1")
    point = centre(played, OKAFOR, TUESDAY)
    passing = a_move(point, mime)
    week.dragMoveEvent(passing)
    assert passing.isAccepted()
    assert week.painter_of_cells.target == (OKAFOR, TUESDAY)
    drop = a_drop(point, mime)
    week.dropEvent(drop)
    assert drop.isAccepted()
    assert played.acted[0][1]["staff_id"] == OKAFOR


def test_enter_and_a_double_click_open_the_session(played: Played) -> None:
    week = played.page.week
    week.choose_prisoner("A1111AA", TUESDAY)
    played.keys(Key.Key_Return)
    dialog = played.page.findChild(SessionDialog)
    assert dialog is not None
    dialog.reject()


def test_enter_on_a_cell_opens_its_day_at_its_officer_and_escape_leads_back(played: Played) -> None:
    page = played.page
    page.week.go(page.week.week.index_of(OKAFOR, TUESDAY))
    played.keys(Key.Key_Return)
    assert page.is_day_shown
    assert page.day_view.block is not None
    assert page.day_view.block.staff_id == OKAFOR
    played.keys(Key.Key_Escape)
    assert (page.views.mode, page.week.day) == (Mode.WEEK, TUESDAY)


def test_a_click_on_more_and_on_a_day_s_head_open_the_day(qtbot: QtBot) -> None:
    many = [a_planned("A1111AA", TUESDAY, f"{9 + n:02d}:00", id=f"S{n}") for n in range(9)]
    played = in_week(qtbot, *many)
    week = played.page.week
    layout = week.layout_of(week.week.index_of(KHAN, TUESDAY))
    assert layout is not None
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(week.viewport(), left, Qt.KeyboardModifier.NoModifier, layout.more.center())
    assert played.page.is_day_shown
    played.page.show_mode(Mode.WEEK)
    header = week.horizontalHeader()
    point = QPoint(header.sectionViewportPosition(3) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), left, Qt.KeyboardModifier.NoModifier, point)
    assert played.page.header.title.text() == "Thu 26 Nov 2026"


def test_page_down_turns_the_week_and_keeps_officer_and_weekday(played: Played) -> None:
    week = played.page.week
    week.go(week.week.index_of(KHAN, THURSDAY))
    played.keys(Key.Key_PageUp)
    assert played.page.header.title.text() == "Mon 16 Nov – Sun 22 Nov 2026"
    assert (week.staff_id, week.day) == (KHAN, date(2026, 11, 19))
    assert played.office.looked_from == []
    played.keys(Key.Key_PageUp)
    assert played.office.looked_from == [date(2026, 10, 19)]


def test_names_for_those_who_listen(played: Played) -> None:
    week = played.page.week
    said = week.week.index_of(KHAN, TUESDAY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(
        "KHAN, Omar, Tue 24 Nov 2026, shift E, key work time 45 min of 1 h 30 used, 1 session planned; SMITH, John"
    )
    assert week.accessibleName() == "Calendar, one week, officers and days"


def test_nothing_is_clipped_at_double_text_size(qtbot: QtBot) -> None:
    played = in_week(qtbot, a_planned("A1111AA", TUESDAY, id="S1"))
    font = played.page.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    played.page.setFont(font)
    QApplication.processEvents()
    week = played.page.week
    layout = week.layout_of(week.week.index_of(KHAN, TUESDAY))
    assert layout is not None
    box = layout.entries[0][0]
    assert box.height() >= week.fontMetrics().height() * 0.9
    assert week.visualRect(week.week.index_of(KHAN, TUESDAY)).contains(box)
    assert week.horizontalHeader().height() >= week.horizontalHeader().sizeHint().height()
