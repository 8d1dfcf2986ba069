"""The rota page by keyboard and by single clicks, on a real store: plan, move, lock, edit the detail, what if."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.ui.dialogs.session import SessionDialog
from keywork_desktop.ui.dialogs.shift import ShiftDialog
from keywork_desktop.ui.dialogs.what_if import WhatIfDialog
from keywork_desktop.ui.widgets.calendar_carrier import MIME
from tests.calendar_prison import THURSDAY, TUESDAY, a_prison, a_wing
from tests.factories import TODAY, a_snapshot
from tests.rota_play import ALT, KHAN, MONDAY, OKAFOR, SMITH, WEDNESDAY, Key, Played, freed, playing


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """KHAN has key work time on Tuesday and Thursday, OKAFOR 45 minutes on Tuesday; nothing is planned."""
    with playing(qtbot, tmp_path, a_wing()) as made:
        yield made


@pytest.fixture
def wing(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """A houseblock of four officers and thirty men, with a detail and no plan."""
    with playing(qtbot, tmp_path, a_prison(units=1, officers=4, prisoners=30)) as made:
        yield made


# -- what is shown ----------------------------------------------------------------------------------------------------


def test_the_page_begins_with_today_and_says_what_stands(played: Played) -> None:
    assert played.page.header.title.text() == "Rota · Mon 16 Nov – Sun 13 Dec"
    assert played.page.table.cell is not None
    assert (played.page.table.cell.officer, played.page.table.cell.on) == ("KHAN, Omar", TODAY)
    assert played.page.body.numbers.text == "0 sessions planned · 3 h 45 profiled · 0 h planned · 3 h 45 free"
    played.go(TUESDAY)
    assert played.page.panel.text == (
        "KHAN, Omar\nTue 24 Nov 2026\nE Early 07:00–12:30, key work 09:15–10:45, 1 h 30 free."
    )


def test_without_officers_and_without_a_detail_the_page_says_what_to_do_first(qtbot: QtBot, tmp_path: Path) -> None:
    for folder, facts, title in (
        (tmp_path / "a", a_snapshot(), "There are no officers yet"),
        (tmp_path / "b", a_snapshot(key_workers=a_wing().key_workers.values()), "No detail for these four weeks"),
    ):
        folder.mkdir()
        made = Played(qtbot, folder, facts)
        assert made.page.empty.title.text() == title
        assert not made.page.header.plan.isEnabled()
        asked: list[str] = []
        made.page.place_wanted.connect(asked.append)
        made.page.empty.button.click()
        assert asked == ["data"]
        made.office.desk.store.close()


def test_a_detail_can_be_typed_where_none_was_imported(qtbot: QtBot, tmp_path: Path) -> None:
    made = Played(qtbot, tmp_path, a_snapshot(key_workers=a_wing().key_workers.values()))
    made.edit()
    made.page.edits.write({(KHAN, TUESDAY): "L KW 1400-1530"})
    assert made.cell(TUESDAY).text == "L ○"
    made.office.desk.store.close()


def test_arrows_weeks_and_today_go_by_keyboard(played: Played) -> None:
    played.go(TUESDAY)
    played.key(Key.Key_Right)
    assert played.page.table.cell == played.cell(WEDNESDAY)
    played.key(Key.Key_Down)
    assert played.page.table.cell == played.cell(WEDNESDAY, OKAFOR)
    played.key(Key.Key_PageDown, modifier=ALT)
    assert played.page.header.title.text() == "Rota · Mon 14 Dec – Sun 10 Jan 2027"
    played.key(Key.Key_T)
    assert played.page.header.title.text() == "Rota · Mon 16 Nov – Sun 13 Dec"
    assert played.page.table.cell is not None
    assert played.page.table.cell.on == TODAY


def test_a_prisoner_is_found_at_his_next_session(played: Played) -> None:
    played.place(THURSDAY)
    played.page.find(SMITH)
    assert played.page.table.cell == played.cell(THURSDAY)
    played.page.find("B2222BB")
    assert played.page.table.cell == played.cell(TODAY)


# -- moving -----------------------------------------------------------------------------------------------------------


def test_space_lifts_every_cell_answers_and_enter_drops(played: Played) -> None:
    played.place()
    played.go(TUESDAY)
    played.key(Key.Key_Space)
    table = played.page.table
    words = {day: place.words for day in (TUESDAY, WEDNESDAY, THURSDAY) if (place := table.answer(KHAN, day))}
    assert words[WEDNESDAY] == "No · no key work time that day"
    assert words[THURSDAY] == "Fits · 14:00"
    cover = table.answer(OKAFOR, TUESDAY)
    assert cover is not None
    assert cover.words == "Warns · 10:00 · not his key worker: marked as cover"
    played.key(Key.Key_Right)
    state = played.page.header.state
    assert state.text() == "✕ No · no key work time that day – KHAN, Omar, Wed 25 Nov 2026"
    played.key(Key.Key_Right)
    assert state.text() == "● Fits · 14:00 – KHAN, Omar, Thu 26 Nov 2026"
    played.key(Key.Key_Return)
    assert state.text() == ""
    assert played.sessions == [f"{SMITH} {KHAN} 26 Nov 14:00 pin"]
    assert table.cell == played.cell(THURSDAY)
    assert table.cell.locked


def test_escape_puts_back_and_no_says_why(played: Played) -> None:
    played.place()
    before = played.sessions
    played.go(TUESDAY)
    played.key(Key.Key_Space, Key.Key_Right, Key.Key_Escape)
    assert played.page.carrier.placing is None
    played.go(TUESDAY)
    played.key(Key.Key_Space, Key.Key_Right, Key.Key_Return)
    assert played.sessions == before
    assert "no key work time that day" in played.office.errors[-1].message


def test_a_drop_on_another_officer_is_cover(played: Played) -> None:
    played.place()
    page, table = played.page, played.page.table
    played.go(TUESDAY)
    carried = table.carried_by(table.line)
    assert carried is not None
    page.carrier.pick_up(carried)
    mime = QMimeData()
    mime.setData(MIME, b"x")
    centre = table.visualRect(table.rota.index_of(OKAFOR, TUESDAY)).center()
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    table.dropEvent(QDropEvent(QPointF(centre), Qt.DropAction.MoveAction, mime, buttons, modifiers))
    assert played.sessions == [f"{SMITH} {OKAFOR} 24 Nov 10:00 pin"]
    assert played.cell(TUESDAY, OKAFOR).lines[0].notes == ("cover", "locked")


def test_lock_and_remove_have_their_keys(played: Played) -> None:
    played.place()
    played.go(TUESDAY)
    played.key(Key.Key_L)
    assert played.sessions == [f"{SMITH} {KHAN} 24 Nov 09:15"]
    played.key(Key.Key_L)
    assert played.sessions == [f"{SMITH} {KHAN} 24 Nov 09:15 pin"]
    played.key(Key.Key_Delete)
    assert played.sessions == []


def test_enter_opens_the_session_or_the_shift(played: Played) -> None:
    played.place()
    played.go(TUESDAY)
    played.key(Key.Key_Return)
    dialog = played.page.findChild(SessionDialog)
    assert dialog is not None
    dialog.close()
    assert freed(dialog)
    played.go(WEDNESDAY)
    played.key(Key.Key_Return)
    shift = played.page.findChild(ShiftDialog)
    assert shift is not None
    shift.code.setCurrentIndex(shift.code.findData("L"))
    shift.key_work.setText("1400-1530")
    shift.save_button.click()
    assert freed(shift)
    assert played.cell(WEDNESDAY).typed == "L KW 1400-1530"


def test_the_sessions_of_a_day_are_gone_through_with_alt(played: Played) -> None:
    played.place()
    played.place(number="B2222BB")
    played.go(TUESDAY)
    assert played.page.table.line is not None
    first = played.page.table.line.entry.prison_number
    played.key(Key.Key_Down, modifier=ALT)
    assert played.page.table.line.entry.prison_number != first
    assert played.page.panel.list.currentIndex().row() == 1
    played.key(Key.Key_Delete)
    assert [line.split()[0] for line in played.sessions] == [first]


# -- planning ---------------------------------------------------------------------------------------------------------


def test_a_plan_is_a_proposal_until_it_is_accepted(wing: Played) -> None:
    page = wing.page
    page.header.plan.click()
    assert page.plan is not None
    assert page.plan.period.first == MONDAY
    assert page.header.title.text() == "Rota · Mon 23 Nov – Sun 20 Dec"
    assert wing.sessions == []
    assert page.header.accept.isVisible()
    assert not page.header.plan.isVisible()
    assert page.facts is not None
    assert page.facts.proposal is not None
    assert page.facts.proposal.words.endswith(" new · 0 sessions as now")
    assert "Proven best" in page.body.numbers.text
    assert page.body.left_out.isVisible()
    page.header.accept.click()
    assert len(wing.sessions) == len(page.facts.view.snapshot.planned) > 0
    assert page.plan is None
    assert page.header.plan.isVisible()
    assert wing.office.said[-1].startswith("Plan ")
    wing.office.undo()
    assert wing.sessions == []


def test_escape_discards_a_proposal(wing: Played) -> None:
    wing.page.header.plan.click()
    wing.page.table.setFocus()
    wing.key(Key.Key_Escape)
    assert wing.page.plan is None
    assert wing.sessions == []
    assert wing.office.said == []


def test_a_second_plan_that_finds_nothing_better_changes_nothing(wing: Played) -> None:
    wing.page.header.plan.click()
    wing.page.header.accept.click()
    wing.page.header.plan.click()
    assert wing.page.facts is not None
    assert wing.page.facts.proposal is not None
    assert wing.page.facts.proposal.changes_nothing
    assert "nothing changes" in wing.page.header.state.text()


def test_while_a_proposal_is_open_nothing_is_moved(wing: Played) -> None:
    wing.page.header.plan.click()
    wing.page.header.accept.click()
    wing.page.header.plan.click()
    session = wing.page.facts.view.snapshot.planned[0] if wing.page.facts else None
    assert session is not None
    wing.go(session.on, session.staff_id)
    wing.key(Key.Key_Space)
    assert wing.page.carrier.placing is None
    assert wing.page.notice.words.text().startswith("Accept or discard the proposal first")


def test_cancelling_leaves_the_rota_as_it_is(wing: Played) -> None:
    wing.office.cancel_next = True
    wing.page.header.plan.click()
    assert [error.code for error in wing.office.errors] == ["cancelled"]
    assert wing.page.header.plan.isEnabled()


def test_somebody_left_out_leads_to_his_key_worker_and_day(played: Played) -> None:
    played.page.header.plan.click()
    left = played.page.body.left_out
    assert left.head.text().startswith("Left out · ")
    line = left.lines.items[0]
    left.list.clicked.emit(left.lines.index(0))
    assert played.page.table.cell is not None
    assert played.page.table.cell.staff_id == line.staff_id == KHAN
    assert played.page.table.cell.on == line.look_at


# -- what if, export --------------------------------------------------------------------------------------------------


def test_what_if_opens_from_the_page(wing: Played) -> None:
    wing.page.header.what_if.click()
    dialog = wing.page.findChild(WhatIfDialog)
    assert dialog is not None
    dialog.close_button.click()
    assert freed(dialog)


def test_the_rota_is_exported_with_one_button(wing: Played, tmp_path: Path) -> None:
    wing.page.header.export.click()
    dialog = wing.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "rota.xlsx"))
    dialog.accept()
    QApplication.processEvents()
    assert (tmp_path / "rota.xlsx").exists()
