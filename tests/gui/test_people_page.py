"""The People page on a real store: tables, the person's page, and the dialogs that change a key worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.allocating import move
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.day_sheet import set_page
from keywork_desktop.ui.dialogs.handover import HandoverDialog
from keywork_desktop.ui.dialogs.keep_apart import KeepApartDialog
from keywork_desktop.ui.dialogs.key_worker import KeyWorkerDialog
from keywork_desktop.ui.dialogs.move_to import MoveToDialog
from keywork_desktop.ui.dialogs.record import RecordDialog
from keywork_desktop.ui.pages.people import PeoplePage
from keywork_desktop.ui.paper import Paper
from tests.board_prison import a_small_prison
from tests.desk_office import DeskOffice, a_store_with
from tests.factories import TODAY

Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[DeskOffice]:
    """Looks at houseblock 2 of the small prison."""
    store = a_store_with(tmp_path, a_small_prison())
    office = DeskOffice(store, TODAY)
    office.units = frozenset({"2"})
    yield office
    store.close()


@pytest.fixture
def page(office: DeskOffice, qtbot: QtBot) -> PeoplePage:
    page = PeoplePage(office)  # type: ignore[arg-type]  # an office of the same manners
    qtbot.addWidget(page)
    page.resize(1240, 680)
    with qtbot.waitExposed(page):
        page.show()
    office.refresh()
    page.activateWindow()
    return page


def office_of(page: PeoplePage) -> DeskOffice:
    office: object = page.office
    assert isinstance(office, DeskOffice)
    return office


def facts(page: PeoplePage) -> Snapshot:
    """What the page shows, as facts."""
    view = office_of(page).view
    assert view is not None
    return view.snapshot


def dialog_of(page: PeoplePage, kind: type[Dialog]) -> Dialog:
    """The dialog of this kind that is open over the page."""
    found = page.findChild(kind)
    assert found is not None, f"no {kind.__name__} is open"
    return found


def shown(page: PeoplePage, *columns: int) -> list[str]:
    """The table in front as text, the columns asked for."""
    model = page.table.shown
    return [" | ".join(model.index(row, column).data() for column in columns) for row in range(model.rowCount())]


def told(page: PeoplePage) -> str:
    """What the person's page says, once his past is read."""
    page._read_past()
    return page.panel.text.toPlainText()


def gone(page: PeoplePage, kind: type) -> bool:
    """Whether a closed dialog has been freed."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return page.findChild(kind) is None


def test_key_workers_of_the_unit_with_status_caseload_and_whoever_has_one_of_its_men(page: PeoplePage) -> None:
    assert shown(page, 0, 1, 2, 4) == [
        "GILL, Ross | Active | 1 of 1 | ",
        "KHAN, Omar | Active | 2 of 4 | 1",
        "PRICE, Leon | Annual leave, back 30 Nov | 0 of 9 | ",
    ]
    page.filters[0].setCurrentIndex(4)
    assert shown(page, 0, 1) == ["OLDMAN, Pat | Inactive"]


def test_filters_and_typing_narrow_and_a_heading_sorts(page: PeoplePage) -> None:
    page.filters[0].setCurrentIndex(1)
    assert shown(page, 0) == ["PRICE, Leon"]
    page.filters[0].setCurrentIndex(0)
    page.text.setText("csip")
    assert shown(page, 0) == ["KHAN, Omar"]
    page.text.clear()
    page.table.sort_by(2)
    assert shown(page, 0) == ["PRICE, Leon", "KHAN, Omar", "GILL, Ross"]
    page.table.sort_by(2)
    assert shown(page, 0) == ["GILL, Ross", "KHAN, Omar", "PRICE, Leon"]


def test_nobody_matching_says_so_and_offers_everybody(page: PeoplePage) -> None:
    page.text.setText("zzz")
    assert page.empty.title.text() == "Nobody matches"
    page.empty.button.click()
    assert len(shown(page, 0)) == 3


def test_prisoners_are_ranked_and_named_as_ux_says(page: PeoplePage) -> None:
    page.kinds[1].click()
    assert shown(page, 0, 1, 3)[0] == "ABBOTT, John | Overdue 29 d | 2-1-001"
    first = page.table.shown.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("ABBOTT, John, A0001AA, cell 2-1-001, Overdue 29 days, ACCT")


def test_his_page_says_what_is_asked_who_was_responsible_and_why(page: PeoplePage) -> None:
    office_of(page).act(lambda desk: move(desk, ["A0006AA"], "GIL01A"))
    office_of(page).act(lambda desk: move(desk, ["A0004AA"], "GIL01A", reason="asked for", override=True))
    page.find("A0004AA")
    text = told(page)
    assert "What is asked, earliest first" in text
    assert "GILL, Ross · 20 Nov – now\nbegan: asked for; rule overridden" not in text
    assert "▲ Rule overridden: asked for" in text
    assert "GILL, Ross · 20 Nov – now" in text
    assert "written by manager" in text
    assert "KHAN, Omar · 21 Oct – 20 Nov" in text
    assert "20 Nov · Allocated to GILL, Ross" in text
    page.find("KHA01A")
    assert "DAVIES, John A0004AA · 21 Oct – 20 Nov" in told(page)


def test_a_change_elsewhere_keeps_the_chosen_person(page: PeoplePage) -> None:
    tester = QAbstractItemModelTester(page.key_workers, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.find("KHA01A")
    office_of(page).act(lambda desk: move(desk, ["A0002AA"], "KHA01A"))
    assert page.table.current_key() == "KHA01A"
    assert shown(page, 0, 2)[1] == "KHAN, Omar | 3 of 4"
    office_of(page).undo()
    assert shown(page, 0, 2)[1] == "KHAN, Omar | 2 of 4"
    assert tester.model() is page.key_workers


def test_everything_of_a_key_worker_is_set_in_one_dialog(page: PeoplePage) -> None:
    page.find("PRI01A")
    page.acts.edit_button.click()
    dialog = dialog_of(page, KeyWorkerDialog)
    dialog.status.status_choice.setCurrentIndex(0)
    dialog.capacity.setValue(5)
    dialog.specialisms.field.setText("extremism")
    dialog.specialisms.add_typed()
    dialog.never.field.setText("xrf")
    dialog.save.click()
    price = facts(page).key_workers["PRI01A"]
    assert (price.status, price.return_date, price.capacity) == (KeyWorkerStatus.ACTIVE, None, 5)
    assert (price.specialisms, price.do_not_allocate) == (("Extremism",), ("XRF",))
    assert len(office_of(page).acts) == 1
    assert gone(page, KeyWorkerDialog)


def test_a_return_date_that_nobody_knows_is_taken_away(page: PeoplePage) -> None:
    page.find("PRI01A")
    page.acts.edit()
    dialog = dialog_of(page, KeyWorkerDialog)
    assert dialog.status.back == TODAY + timedelta(days=10)
    dialog.status.has_date.setChecked(False)
    dialog.save.click()
    assert facts(page).key_workers["PRI01A"].return_date is None
    assert shown(page, 0, 1)[2] == "PRICE, Leon | Annual leave"


def test_going_on_leave_with_men_asks_what_becomes_of_them(page: PeoplePage) -> None:
    page.find("KHA01A")
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    dialog = dialog_of(page, KeyWorkerDialog)
    dialog.status.status_choice.setCurrentIndex(1)
    dialog.status.has_date.setChecked(True)
    assert dialog.said.text() == "Next: what becomes of the 2 prisoners."
    dialog.save.click()
    asked = dialog_of(page, HandoverDialog)
    assert asked.status.back == TODAY + timedelta(days=14)
    assert [asked.men.texts(row)[3] for row in range(2)] == ["covered by GILL, Ross", "covered by WEBB, Carl"]
    asked.go.click()
    assert asked.men.chosen["A0005AA"] == "WEB01A"
    asked.do.click()
    assert facts(page).key_workers["KHA01A"].status is KeyWorkerStatus.ANNUAL_LEAVE
    assert facts(page).allocations["A0005AA"].staff_id == "WEB01A"
    assert len(office_of(page).acts) == 1
    office_of(page).undo()
    assert facts(page).allocations["A0005AA"].staff_id == "KHA01A"
    assert gone(page, HandoverDialog)


def test_each_man_is_turned_over_by_space_or_given_to_somebody_else(page: PeoplePage, tmp_path: Path) -> None:
    page.find("KHA01A")
    page.acts.hand_over()
    asked = dialog_of(page, HandoverDialog)
    asked.status.status_choice.setCurrentIndex(3)
    assert asked.men.going == 2
    asked.table.selectRow(0)
    QTest.keyClick(asked.table, Qt.Key.Key_Space)
    assert asked.men.going == 1
    assert asked.do.text() == "Set the status, hand over 1"
    QTest.keyClick(asked.table, Qt.Key.Key_Return)
    other = asked.findChild(MoveToDialog)
    assert other is not None
    other.chosen.emit((asked.men.number_at(0),), "WEB01A")
    other.reject()
    assert asked.men.decision(0) == ("goes to WEBB, Carl", "chosen by hand")
    assert asked._proposed is not None
    paper = Paper("Handover list", "HMP Saltmarsh", asked.men.as_html(asked._proposed))
    writer = QPdfWriter(str(tmp_path / "list.pdf"))
    set_page(writer)
    assert paper.paint(writer) == 1
    asked.reject()
    assert not office_of(page).acts


def test_pairs_are_kept_apart_and_let_go_from_either_side(page: PeoplePage) -> None:
    page.find("A0001AA")
    page.acts.apart_button.click()
    dialog = dialog_of(page, KeepApartDialog)
    assert not dialog.add.isEnabled()
    dialog.other.setEditText("KHAN, Omar · KHA01A · Houseblock 2")
    dialog.reason.setText("family")
    dialog.add.click()
    assert facts(page).keep_apart == {("A0001AA", "KHA01A")}
    dialog.close_button.click()
    page.find("KHA01A")
    assert "To be kept apart from 1" in told(page)
    QTest.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    again = dialog_of(page, KeepApartDialog)
    assert again.pairs.item(0).text() == "ABBOTT, John · A0001AA"
    again.end.click()
    assert not facts(page).keep_apart
    assert again.pairs.item(0).text() == "Nobody yet"


def test_a_prisoner_is_moved_and_recorded_from_his_page(page: PeoplePage) -> None:
    page.find("A0002AA")
    page.acts.move_button.click()
    dialog = dialog_of(page, MoveToDialog)
    dialog.chosen.emit(("A0002AA",), "KHA01A")
    dialog.reject()
    assert facts(page).allocations["A0002AA"].staff_id == "KHA01A"
    page.acts.record_button.click()
    dialog_of(page, RecordDialog).reject()


def test_another_day_is_only_looked_at(page: PeoplePage) -> None:
    office_of(page).look_at(TODAY - timedelta(days=3))
    assert page.looking_back.text().startswith("As it was on Tue 17 Nov 2026.")
    page.find("KHA01A")
    assert not any(each.isEnabled() for each in page.acts.buttons_for())
    page.acts.edit()
    assert page.findChild(KeyWorkerDialog) is None


def test_the_menu_offers_the_same_by_keyboard(page: PeoplePage) -> None:
    page.find("KHA01A")
    page._menu(page.mapToGlobal(page.rect().center()))
    menu = page.findChild(QMenu)
    assert menu is not None
    assert [a.text() for a in menu.actions()] == ["Change…", "Goes away…", "Keep apart…", "Print this page"]
    menu.close()


def test_enter_goes_to_the_page_and_escape_comes_back(page: PeoplePage) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.panel.text
    QTest.keyClick(page.panel.text, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.table


def test_his_page_and_the_handover_list_are_previewed_for_printing(page: PeoplePage, qtbot: QtBot) -> None:
    page.find("A0001AA")
    told(page)
    page.panel.print_button.click()
    preview = dialog_of(page, QPrintPreviewDialog)
    assert preview.windowTitle() == "Print: ABBOTT, John"
    pages = preview.findChild(QPrintPreviewWidget)
    assert pages is not None
    qtbot.waitUntil(lambda: pages.pageCount() == 1)
    preview.close()
    qtbot.waitUntil(lambda: page.findChild(QPrintPreviewDialog) is None)
    page.find("KHA01A")
    page.acts.hand_over_button.click()
    asked = dialog_of(page, HandoverDialog)
    asked.print_list.click()
    sheet = asked.findChild(QPrintPreviewDialog)
    assert sheet is not None
    assert sheet.windowTitle() == "Print: Handover list · KHAN, Omar"
    sheet.close()
    qtbot.waitUntil(lambda: asked.findChild(QPrintPreviewDialog) is None)
    asked.reject()
