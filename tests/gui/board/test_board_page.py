"""The page: keys and clicks end in the command line's action, and the board shows what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.models.board_facts import Show
from keywork_desktop.ui.pages.allocations import AllocationsPage
from keywork_desktop.ui.widgets.board_menu import card_menu, head_menu
from tests.board_page import (
    ABBOTT,
    BARNES,
    CARTER,
    DAVIES,
    ELLIS,
    FOSTER,
    focused,
    press,
    shown,
)
from tests.board_prison import a_small_prison, a_view
from tests.desk_office import DeskOffice
from tests.factories import TODAY, a_snapshot

_Key = Qt.Key


@pytest.fixture
def spoken(page: AllocationsPage) -> list[str]:
    said: list[str] = []
    page.board.said.connect(said.append)
    return said


def test_the_board_shows_who_is_with_whom(page: AllocationsPage) -> None:
    assert shown(page) == (
        "Unallocated 3 A0001AA A0003AA A0002AA\nGILL 1 of 1 A0006AA\nKHAN 2 of 4 A0004AA A0005AA\nPRICE 0 of 9"
    )


def test_space_lifts_arrows_choose_enter_drops(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_Right, _Key.Key_Right, _Key.Key_Return)
    assert [change.summary for change in office.acts] == ["Move ABBOTT, John to KHAN, Omar"]
    assert shown(page) == (
        "Unallocated 2 A0003AA A0002AA\nGILL 1 of 1 A0006AA\nKHAN 3 of 4 [A0001AA] A0004AA A0005AA\nPRICE 0 of 9"
    )
    assert focused(page) == ABBOTT


def test_undo_by_name_brings_him_back_and_the_focus_with_him(
    page: AllocationsPage, office: DeskOffice, qtbot: QtBot
) -> None:
    before = shown(page)
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_Right, _Key.Key_Right, _Key.Key_Return)
    assert office.view is not None
    assert office.view.undoable is not None
    assert office.view.undoable.summary == "Move ABBOTT, John to KHAN, Omar"
    office.undo()
    assert shown(page).replace("[", "").replace("]", "") == before
    assert focused(page) == ABBOTT


def test_every_column_answers_before_the_drop(page: AllocationsPage, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Space)
    answers = {column.staff_id: column.answer for column in page.board.columns}
    assert {staff_id: (answer.fit, answer.text) for staff_id, answer in answers.items() if answer} == {
        "": (Fit.FITS, "Here now"),
        "GIL01A": (Fit.NO, "No · full (1 of 1)"),
        "KHA01A": (Fit.FITS, "Fits · same houseblock · 2 places left"),
        "PRI01A": (Fit.WARNS, "Warns · on annual leave, back 30 Nov"),
    }
    press(qtbot, page, _Key.Key_Escape)
    assert not any(column.answer for column in page.board.columns)


def test_several_cards_hear_how_many_fit(page: AllocationsPage, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT, CARTER, BARNES))
    press(qtbot, page, _Key.Key_Space)
    answer = page.board.columns.get("KHA01A")
    assert answer is not None
    assert answer.answer is not None
    assert answer.answer.text == "Warns · 2 of 3 fit · no one-to-one: needs a second officer"


def test_what_is_lifted_and_where_it_would_go_is_spoken(page: AllocationsPage, spoken: list[str], qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_Right, _Key.Key_K, _Key.Key_Escape)
    assert spoken == [
        "Lifted ABBOTT, John. Left and right choose the key worker, Enter drops, Escape puts back.",
        "Unallocated, 3 prisoners. Here now",
        "Key worker GILL, Ross, 1 of 1. No · full (1 of 1)",
        "Key worker KHAN, Omar, 2 of 4. Fits · same houseblock · 2 places left",
        "Put back.",
    ]


def test_dropping_where_he_is_does_nothing(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_Return)
    assert not office.acts
    assert not office.errors


def test_nothing_moves_while_a_card_is_lifted(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    before = shown(page)
    press(qtbot, page, _Key.Key_Space)
    from keywork_desktop.actions.allocating import move

    office.act(lambda desk: move(desk, [BARNES], "KHA01A"))
    assert shown(page) == before
    press(qtbot, page, _Key.Key_Escape)
    assert "KHAN 3 of 4 A0004AA A0005AA A0002AA" in shown(page)


def test_cut_and_paste(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_X, control=True)
    press(qtbot, page, _Key.Key_Right, _Key.Key_Right)
    press(qtbot, page, _Key.Key_V, control=True)
    assert [change.summary for change in office.acts] == ["Move ABBOTT, John to KHAN, Omar"]


def test_arrows_go_from_column_to_column_at_the_same_height(page: AllocationsPage, qtbot: QtBot) -> None:
    page.board.choose((CARTER,))
    press(qtbot, page, _Key.Key_Right)
    assert focused(page) == FOSTER
    press(qtbot, page, _Key.Key_Right, _Key.Key_Down)
    assert focused(page) == ELLIS
    assert page.board.chosen_numbers() == (ELLIS,)


def test_only_one_list_is_reached_by_tab(page: AllocationsPage) -> None:
    page.board.choose((DAVIES,))
    strong = [c.staff_id for c in page.board.columns if c.list.focusPolicy() is Qt.FocusPolicy.StrongFocus]
    assert strong == ["KHA01A"]


def test_lists_have_names_that_follow_a_move(page: AllocationsPage, qtbot: QtBot) -> None:
    names = [column.list.accessibleName() for column in page.board.columns]
    assert names == [
        "Unallocated, 3 prisoners",
        "Key worker GILL, Ross, 1 of 1",
        "Key worker KHAN, Omar, 2 of 4",
        "Key worker PRICE, Leon, 0 of 9, on leave, back 30 Nov",
    ]
    page.board.choose((BARNES,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_K, _Key.Key_Return)
    column = page.board.columns.get("KHA01A")
    assert column is not None
    assert column.list.accessibleName() == "Key worker KHAN, Omar, 3 of 4"


def test_those_who_listen_hear_a_named_list_of_cards(page: AllocationsPage) -> None:
    column = page.board.columns.get("KHA01A")
    assert column is not None
    heard = QAccessible.queryAccessibleInterface(column.list)
    assert heard.role() is QAccessible.Role.List
    assert heard.text(QAccessible.Text.Name) == "Key worker KHAN, Omar, 2 of 4"
    names = [heard.child(row).text(QAccessible.Text.Name) for row in range(heard.childCount())]
    assert names == [
        "DAVIES, John, A0004AA, cell 2-1-004, Overdue 27 days, never met",
        "ELLIS, John, A0005AA, cell 3-1-005, Overdue 27 days, off unit, never met",
    ]


def test_a_click_on_the_head_puts_down_what_is_lifted(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    press(qtbot, page, _Key.Key_Space)
    column = page.board.columns.get("KHA01A")
    assert column is not None
    qtbot.mouseClick(column, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    assert [change.summary for change in office.acts] == ["Move ABBOTT, John to KHAN, Omar"]


def test_cards_of_several_columns_can_be_chosen_together(page: AllocationsPage, qtbot: QtBot) -> None:
    columns = page.board.columns
    for staff_id in ("GIL01A", "KHA01A"):
        column = columns.get(staff_id)
        assert column is not None
        modifier = Qt.KeyboardModifier.ControlModifier if staff_id == "KHA01A" else Qt.KeyboardModifier.NoModifier
        qtbot.mouseClick(column.list.viewport(), Qt.MouseButton.LeftButton, modifier, QPoint(40, 20))
    assert page.board.chosen_numbers() == (FOSTER, DAVIES)
    first = columns.get("")
    assert first is not None
    qtbot.mouseClick(first.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    assert page.board.chosen_numbers() == (ABBOTT,)


def test_the_context_menu_offers_the_best_first(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    page.board.choose((ABBOTT,))
    column = page.board.columns.get("")
    assert column is not None
    where = column.list.visualRect(column.list.currentIndex()).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, column.list.viewport().mapToGlobal(where))
    page.board.menu_wanted.disconnect(page._menu)
    with qtbot.waitSignal(page.board.menu_wanted):
        QApplication.sendEvent(column.list.viewport(), asked)
    assert office.view is not None
    menu = card_menu(page.board, office.view.snapshot)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "Move to KHAN, Omar",
        "Move to WEBB, Carl",
        "Move to PRICE, Leon",
        "Move to…\tEnter",
        "Lift\tSpace",
        "Cut\tCtrl+X",
        "Take off his key worker…\tDel",
    ]
    menu.actions()[0].trigger()
    menu.deleteLater()
    assert [change.summary for change in office.acts] == ["Move ABBOTT, John to KHAN, Omar"]


def test_the_menu_of_a_head_moves_what_is_chosen_there(page: AllocationsPage, office: DeskOffice) -> None:
    assert head_menu(page.board, "KHA01A") is None
    page.board.choose((ABBOTT,))
    menu = head_menu(page.board, "KHA01A")
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Move 1 card to KHAN, Omar"]
    menu.actions()[0].trigger()
    menu.deleteLater()
    assert [change.summary for change in office.acts] == ["Move ABBOTT, John to KHAN, Omar"]


def test_find_narrows_and_leads_to_the_card(page: AllocationsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filters.field, "fost")
    qtbot.keyClick(page.filters.field, _Key.Key_Return)
    assert focused(page) == FOSTER
    assert shown(page) == "Unallocated 3\nGILL 1 of 1 [A0006AA]\nKHAN 2 of 4\nPRICE 0 of 9"


def test_finding_somebody_clears_filters_that_hide_him(page: AllocationsPage) -> None:
    page.filters.show_whom.setCurrentIndex(page.filters.show_whom.findData(Show.PRIORITY))
    assert "A0004AA" not in shown(page)
    page.find(DAVIES)
    assert focused(page) == DAVIES


def test_another_unit_shows_other_columns(page: AllocationsPage, office: DeskOffice) -> None:
    office.show_units(frozenset({"3"}))
    assert shown(page) == "Unallocated 0\nKHAN 2 of 4 A0004AA A0005AA\nWEBB 1 of 9 A0007AA"


def test_a_past_day_is_shown_and_nobody_can_be_moved(page: AllocationsPage, office: DeskOffice, qtbot: QtBot) -> None:
    office.look_at(TODAY - timedelta(days=1))
    page.board.choose((DAVIES,))
    press(qtbot, page, _Key.Key_Space, _Key.Key_Return, _Key.Key_Delete)
    assert page.board.hand.how is None
    assert not page.move_button.isEnabled()
    assert not page.recommend_button.isEnabled()
    assert page._looking_back.text().startswith("As it was on Thu 19 Nov 2026.")


def test_a_page_behind_another_takes_in_the_facts_when_it_comes_to_the_front(
    page: AllocationsPage, office: DeskOffice
) -> None:
    page.hide()
    office.show_units(frozenset({"3"}))
    assert shown(page).startswith("Unallocated 3")
    page.show()
    assert shown(page).startswith("Unallocated 0")


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (a_snapshot(), "Nobody is on the roll yet"),
        (a_snapshot(a_small_prison().prisoners.values()), "There is no key worker yet"),
    ],
)
def test_an_empty_board_says_what_to_do_first(page: AllocationsPage, facts: Snapshot, message: str) -> None:
    page.show_view(a_view(facts))
    assert page._message_head.text() == message
    assert "Ctrl+7" in page._message.text()
    assert not page.board.isVisible()
