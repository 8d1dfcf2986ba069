"""Interim key workers in the window: the board's tag and menu, Move to…, People, Today's watch line, Settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.induction import confirm_permanent, set_induction
from keywork_desktop.domain.facts import WhereaboutsFact
from keywork_desktop.ui.dialogs.move_to import MoveToDialog
from keywork_desktop.ui.models.board_card import Card
from keywork_desktop.ui.models.people_lines import PRISONER_FILTERS, prisoner_lines
from keywork_desktop.ui.models.settings_landings import LandingRow
from keywork_desktop.ui.models.watch_lists import OFF_INDUCTION, watch_lines
from keywork_desktop.ui.pages.allocations import AllocationsPage
from keywork_desktop.ui.pages.people import PeoplePage
from keywork_desktop.ui.pages.today import TodayPage
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.board_menu import card_menu
from tests.board_page import ABBOTT, DAVIES, ELLIS, FOSTER, a_page, an_office
from tests.desk_office import DeskOffice
from tests.factories import TODAY
from tests.settings_page import a_settings_page, table_text
from tests.store_office import StoreOffice

LOCATIONS = 3


@pytest.fixture
def office(tmp_path: Path) -> Iterator[DeskOffice]:
    """DAVIES and FOSTER were allocated on 2-1, which is induction; DAVIES moved to 2-2 five days ago."""
    with an_office(tmp_path) as office:
        with office.desk.work("import", "Import 1 report") as work:
            work.put(WhereaboutsFact(DAVIES, TODAY - timedelta(days=5), "2-2-004"))
            office.desk.settle(work)
        set_induction(office.desk, ["2-1"])
        office.refresh()
        yield office


def view_of(office: DeskOffice) -> View:
    assert office.view is not None
    return office.view


def cards(page: AllocationsPage) -> dict[str, Card]:
    return {card.prison_number: card for column in page.board.columns for card in column.list.cards.cards}


def menu_texts(page: AllocationsPage, office: DeskOffice, *numbers: str) -> list[str]:
    page.board.choose(numbers)
    menu = card_menu(page.board, view_of(office).snapshot)
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    menu.deleteLater()
    return texts


# ----------------------------------------------------------------------------------------------------------- the board
def test_cards_of_those_with_an_interim_key_worker_are_tagged(office: DeskOffice, qtbot: QtBot) -> None:
    shown = cards(a_page(office, qtbot))
    assert {number: "interim" in shown[number].tags for number in (ABBOTT, DAVIES, ELLIS, FOSTER)} == {
        ABBOTT: False,
        DAVIES: True,
        ELLIS: False,
        FOSTER: True,
    }
    assert ", interim" in shown[DAVIES].spoken
    assert shown[DAVIES].tags == ("never met", "interim")
    assert "interim: allocated in induction" in shown[DAVIES].tip


def test_the_card_menu_makes_the_key_worker_permanent(office: DeskOffice, qtbot: QtBot) -> None:
    page = a_page(office, qtbot)
    words = "Make his key worker permanent"
    offered = {number: words in menu_texts(page, office, number) for number in (DAVIES, FOSTER, ELLIS, ABBOTT)}
    assert offered == {DAVIES: True, FOSTER: False, ELLIS: False, ABBOTT: False}
    assert words not in menu_texts(page, office, DAVIES, FOSTER)
    page.board.choose((DAVIES,))
    menu = card_menu(page.board, view_of(office).snapshot)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.deleteLater()
    assert [change.summary for change in office.acts] == ["KHAN, Omar is the permanent key worker of DAVIES, John"]
    assert "interim" not in cards(page)[DAVIES].tags
    office.undo()
    assert "interim" in cards(page)[DAVIES].tags


def test_move_to_says_interim_and_lets_him_stay(office: DeskOffice, qtbot: QtBot) -> None:
    page = a_page(office, qtbot)
    page.board.choose((DAVIES,))
    page.move_button.click()
    dialog = page.findChild(MoveToDialog)
    assert dialog is not None
    assert dialog._now() == f"{DAVIES} · 2-2-004 · with KHAN, Omar now, interim"
    assert dialog.permanent.isVisible()
    dialog.activateWindow()
    dialog.permanent.setFocus()
    qtbot.waitUntil(dialog.permanent.hasFocus)
    QTest.keyClick(dialog.permanent, Qt.Key.Key_Return)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [change.summary for change in office.acts] == ["KHAN, Omar is the permanent key worker of DAVIES, John"]
    assert page.findChild(MoveToDialog) is None


def test_move_to_has_nothing_to_settle_while_he_is_in_induction(office: DeskOffice, qtbot: QtBot) -> None:
    dialog = MoveToDialog(view_of(office).snapshot, (FOSTER,))
    qtbot.addWidget(dialog)
    assert not dialog.permanent.isVisibleTo(dialog)
    assert dialog._now().endswith("with GILL, Ross now, interim")


# -------------------------------------------------------------------------------------------------------------- people
def test_the_persons_page_says_interim_and_settles_it(office: DeskOffice, qtbot: QtBot) -> None:
    page = PeoplePage(office)  # type: ignore[arg-type]  # an office of the same manners
    qtbot.addWidget(page)
    page.resize(1240, 680)
    with qtbot.waitExposed(page):
        page.show()
    office.refresh()
    page.find(DAVIES)
    assert "Interim key worker, allocated in induction" in page.panel.text.toPlainText()
    assert page.acts.permanent_button.isVisible()
    page.acts.permanent_button.click()
    assert [change.summary for change in office.acts] == ["KHAN, Omar is the permanent key worker of DAVIES, John"]
    page.find(FOSTER)
    interim = next(each for each in PRISONER_FILTERS if each.id == "interim")
    lines = prisoner_lines(view_of(office).items, interim.matches)
    assert [(line.key, line.spoken.endswith("key worker GILL, Ross, interim")) for line in lines] == [(FOSTER, True)]
    assert not page.acts.permanent_button.isVisible()
    page.acts.make_permanent()
    assert len(office.acts) == 1


# --------------------------------------------------------------------------------------------------------------- today
def test_today_watches_those_who_left_induction(office: DeskOffice, qtbot: QtBot) -> None:
    at_work = StoreOffice(office.desk)
    page = TodayPage(at_work)
    qtbot.addWidget(page)
    page.resize(1400, 800)
    page.show()
    at_work.refresh()
    entry = page.side.watch[OFF_INDUCTION.id]
    assert not entry.isHidden()
    assert "Off induction, key worker still interim" in entry.accessibleName()
    entry.click()
    rows = [page.model.index(row).data() for row in range(page.model.rowCount())]
    told = [row.split(" | ")[-1] for row in rows if "|" in row]
    assert told == [
        "Moved off induction on 15 Nov; KHAN, Omar is interim. Make permanent, or choose another key worker."
    ]
    at_work.act(lambda desk: confirm_permanent(desk, [DAVIES]))
    rows = [page.model.index(row).data() for row in range(page.model.rowCount())]
    assert not [row for row in rows if "|" in row]


def test_the_line_keeps_to_the_chosen_units(office: DeskOffice) -> None:
    counts = {line.entry.id: line.count for line in watch_lines(view_of(office))}
    assert counts[OFF_INDUCTION.id] == 1
    office.units = frozenset({"3"})
    office.refresh()
    assert {line.entry.id: line.count for line in watch_lines(view_of(office))}[OFF_INDUCTION.id] == 0


# ------------------------------------------------------------------------------------------------------------ settings
def test_induction_landings_are_chosen_in_locations(office: DeskOffice, qtbot: QtBot) -> None:
    page = a_settings_page(office, qtbot, LOCATIONS)
    part = page.locations

    def special() -> dict[str, str]:
        return {row.landing: row.special for row in part.landings.rows}

    assert special()["2-1"] == "Induction unit"
    part.table.selectRow([row.landing for row in part.landings.rows].index("3-1"))
    assert part.induction.text() == "Induction landing"
    part.induction.click()
    assert office.acts[-1].summary == "Induction is on 2-1, 3-1"
    assert isinstance(part.row, LandingRow)
    assert (part.row.landing, part.induction.text()) == ("3-1", "Not for induction")
    part.induction.click()
    assert office.acts[-1].summary == "Induction is on 2-1"
    assert special()["3-1"] == ""
    office.undo()
    assert special()["3-1"] == "Induction unit"
    assert len(table_text(part.landings)) == 3
