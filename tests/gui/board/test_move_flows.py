"""Moves that ask first: a rule in the way, a reason, the choice of a key worker, a whole recommendation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keywork_desktop.ui.dialogs.move_to import MoveToDialog
from keywork_desktop.ui.dialogs.override import OverrideDialog
from keywork_desktop.ui.dialogs.recommend import RecommendDialog
from keywork_desktop.ui.dialogs.take_off import TakeOffDialog
from keywork_desktop.ui.pages.allocations import AllocationsPage
from tests.board_page import (
    ABBOTT,
    BARNES,
    CARTER,
    DAVIES,
    dialog_of,
    press,
    shown,
)
from tests.desk_office import DeskOffice

_Key = Qt.Key


def test_a_no_asks_for_a_reason_first(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_G, _Key.Key_Return)
    assert not office.acts
    dialog = dialog_of(page, OverrideDialog)
    assert dialog.reasons.item(0).text() == "ABBOTT, John: full (1 of 1)"
    assert not dialog.anyway.isEnabled()
    qtbot.keyClicks(dialog.reason, "agreed until Monday")
    qtbot.mouseClick(dialog.anyway, Qt.MouseButton.LeftButton)
    assert [change.summary for change in office.acts] == ["Move ABBOTT, John to GILL, Ross"]
    assert office.view is not None
    assert office.view.snapshot.allocations[ABBOTT].override == "agreed until Monday"
    assert "GILL 2 of 1 [A0001AA] A0006AA" in shown(page)


def test_leaving_it_as_it_is_moves_nobody(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_G, _Key.Key_Return)
    qtbot.mouseClick(dialog_of(page, OverrideDialog).leave, Qt.MouseButton.LeftButton)
    assert not office.acts
    assert not office.errors


def test_of_several_only_those_who_fit_can_be_moved(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT, CARTER, BARNES))
    press(qtbot, page, _Key.Key_Space, _Key.Key_K, _Key.Key_Return)
    dialog = dialog_of(page, OverrideDialog)
    assert dialog.only_fitting.text() == "Move only the 2 that fit"
    qtbot.mouseClick(dialog.only_fitting, Qt.MouseButton.LeftButton)
    assert [change.summary for change in office.acts] == ["Move 2 prisoners to KHAN, Omar"]
    assert "KHAN 4 of 4 [A0001AA] A0004AA A0005AA [A0002AA]" in shown(page)


def test_naming_a_second_officer_answers_no_one_to_one(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((CARTER,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_K, _Key.Key_Return)
    dialog = dialog_of(page, OverrideDialog)
    assert [dialog.second.itemText(row) for row in range(dialog.second.count())] == [
        "None named",
        "GILL, Ross",
        "WEBB, Carl",
    ]
    dialog.second.setCurrentIndex(1)
    assert (dialog.anyway.text(), dialog.reason.isEnabled()) == ("Move", False)
    qtbot.mouseClick(dialog.anyway, Qt.MouseButton.LeftButton)
    assert office.view is not None
    allocation = office.view.snapshot.allocations[CARTER]
    assert (allocation.staff_id, allocation.second_staff_id, allocation.override) == ("KHA01A", "GIL01A", "")


def test_back_to_unallocated_asks_why(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((DAVIES,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_Home, _Key.Key_Return)
    dialog = dialog_of(page, TakeOffDialog)
    assert not dialog.take_off.isEnabled()
    qtbot.keyClicks(dialog.reason, "conflict of interest")
    qtbot.mouseClick(dialog.take_off, Qt.MouseButton.LeftButton)
    assert [change.summary for change in office.acts] == ["Take DAVIES, John off KHAN, Omar"]
    assert "Unallocated 4 A0001AA [A0004AA] A0003AA A0002AA" in shown(page)


def test_delete_takes_off_the_caseload(page: AllocationsPage, qtbot: QtBot) -> None:
    page.board.choose((DAVIES,))
    press(qtbot, page, _Key.Key_Delete)
    dialog_of(page, TakeOffDialog).reject()


def test_enter_opens_move_to(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Return)
    dialog = dialog_of(page, MoveToDialog)
    assert dialog.move_button.text() == "Move to KHAN, Omar"
    qtbot.mouseClick(dialog.move_button, Qt.MouseButton.LeftButton)
    assert [change.summary for change in office.acts] == ["Move ABBOTT, John to KHAN, Omar"]


def test_the_button_does_what_enter_does(page: AllocationsPage, qtbot: QtBot) -> None:
    assert not page.move_button.isEnabled()
    page.board.choose((ABBOTT, BARNES))
    assert page.move_button.text() == "Move 2 to…"
    qtbot.mouseClick(page.move_button, Qt.MouseButton.LeftButton)
    dialog_of(page, MoveToDialog).reject()


def test_recommend_proposes_and_one_undo_takes_it_back(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    before = shown(page)
    assert page.recommend_button.text() == "Recommend for 3 unallocated"
    qtbot.mouseClick(page.recommend_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, RecommendDialog)
    assert dialog.proposal.rowCount() == 2
    assert dialog.left_over.item(0).text().startswith("CARTER, John: No one-to-one")
    assert dialog.accept_some.text() == "Accept all 2"
    qtbot.keyClick(dialog.table, _Key.Key_Space)
    assert dialog.accept_some.text() == "Accept 1 of 2"
    qtbot.keyClick(dialog.table, _Key.Key_Space)
    qtbot.mouseClick(dialog.accept_some, Qt.MouseButton.LeftButton)
    assert [change.summary for change in office.acts] == ["Allocate 2 prisoners as recommended"]
    assert page.recommend_button.text() == "Recommend for 1 unallocated"
    office.undo()
    assert shown(page) == before


def test_dialogs_are_freed_when_closed(page: AllocationsPage, qtbot: QtBot) -> None:
    page.board.choose((DAVIES,))
    press(qtbot, page, _Key.Key_Return)
    dialog = dialog_of(page, MoveToDialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    assert page.findChild(MoveToDialog) is None
