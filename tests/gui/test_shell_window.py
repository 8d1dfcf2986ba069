"""The window as a whole: how one enters, goes from page to page, takes back, finds, hides names, and leaves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.recording import record
from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.domain.facts import PersonFact, StayFact, WhereaboutsFact
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.ui.appearance import Scheme, apply
from keywork_desktop.ui.finder import Finder
from keywork_desktop.ui.help import HelpWindow
from keywork_desktop.ui.opening import Protection
from keywork_desktop.ui.remembered import Remembered
from keywork_desktop.ui.theme import dark, light, tokens
from keywork_desktop.ui.window import HIDE_NAMES, Window
from tests.factories import TODAY, a_key_worker
from tests.shell_parts import FakeDoor, a_window, page_of
from tests.store_office import StoreOffice, a_desk

SMITH = "A1234BC"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[StoreOffice]:
    """An office at a store with one prisoner and one key worker."""
    desk = a_desk(tmp_path, TODAY)
    with desk.work("import", "Import of 2 files") as work:
        work.put(PersonFact(SMITH, "SMITH", "John"))
        work.put(StayFact(SMITH, TODAY.replace(month=6)))
        work.put(WhereaboutsFact(SMITH, TODAY.replace(month=6), "2-1-035"))
        work.put(a_key_worker())
        desk.settle(work)
    yield StoreOffice(desk)
    desk.store.close()


@pytest.fixture
def window(office: StoreOffice, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """The window, open at Today."""
    made = a_window(office, FakeDoor(office.desk, tmp_path / "test.store"), tmp_path / "window.ini")
    qtbot.addWidget(made)
    made.show()
    made.start()
    yield made
    made.watch.stop()


def press(window: Window, command: str) -> None:
    window.commands[command].trigger()


def test_it_opens_where_it_was_left(window: Window, office: StoreOffice, tmp_path: Path, qtbot: QtBot) -> None:
    assert window.pages.place_shown is not None
    assert window.pages.place_shown.id == "today"
    assert window.top.prison.text() == "HMP Saltmarsh"
    assert window.windowTitle() == "Keywork Desktop · HMP Saltmarsh"
    assert window.rail.isVisible()
    press(window, "Go to Calendar")
    office.show_units(frozenset({"2"}))
    window.remember()
    again = a_window(office, FakeDoor(office.desk, tmp_path / "test.store"), tmp_path / "window.ini")
    qtbot.addWidget(again)
    again.start()
    assert again.pages.place_shown is not None
    assert again.pages.place_shown.id == "calendar"
    assert office.units == {"2"}
    again.watch.stop()


def test_pages_are_made_when_first_wanted_and_see_the_present_view(window: Window, office: StoreOffice) -> None:
    first = page_of(window)
    press(window, "Go to Data")
    second = page_of(window)
    assert second is not first
    assert second.views == [office.view]
    press(window, "Go to Today")
    assert page_of(window) is first
    first.place_wanted.emit("data")
    assert page_of(window) is second


def test_each_page_has_its_key(window: Window) -> None:
    keys = {text: action.shortcut().toString() for text, action in window.commands.items() if text.startswith("Go to")}
    assert keys == {
        "Go to Today": "Ctrl+1",
        "Go to Allocations": "Ctrl+2",
        "Go to Calendar": "Ctrl+3",
        "Go to People": "Ctrl+5",
        "Go to Data": "Ctrl+7",
    }


def test_undo_and_redo_work_on_every_page_and_go_by_name(window: Window, office: StoreOffice) -> None:
    office.act(partial(record, prison_number=SMITH, on=TODAY, kind=RecordKind.SESSION))
    assert window.bottom.undo.text() == "Undo: Session held with SMITH, John, 20 Nov"
    press(window, "Go to Calendar")
    press(window, "Undo")
    assert window.bottom.undo.text() == "Undo: Import of 2 files"
    assert window.bottom.redo.isVisible()
    press(window, "Redo")
    assert window.bottom.undo.text() == "Undo: Session held with SMITH, John, 20 Nov"


def test_what_cannot_be_done_is_said_in_the_bar_not_in_a_dialog(window: Window, office: StoreOffice) -> None:
    office.act(partial(record, prison_number="B9999ZZ", on=TODAY, kind=RecordKind.SESSION))
    assert window.messages.isVisible()
    assert "B9999ZZ is not on the roll" in window.messages.words.text()
    window.messages.close_button.setFocus()
    window.messages.close_button.click()
    assert not window.messages.isVisible()
    assert page_of(window).control.hasFocus()


def finder_of(window: Window) -> Finder:
    found = window.findChild(Finder)
    assert found is not None
    return found


def test_anybody_is_found_by_typing(window: Window, qtbot: QtBot) -> None:
    press(window, "Find anything")
    finder = finder_of(window)
    qtbot.keyClicks(finder.field, "smi jo")
    first = finder.model.index(0)
    assert first.data() == "SMITH, John · A1234BC · 2-1-035 · ▲ Overdue 150 d"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Prisoner: SMITH, John, A1234BC, cell 2-1-035, Overdue 150 days"
    )
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert page_of(window).found == [SMITH]


def test_a_prisoner_found_from_data_is_shown_on_today_a_key_worker_on_people(window: Window) -> None:
    press(window, "Go to Data")
    window.bring_into_sight(SMITH)
    assert window.pages.place_shown is not None
    assert window.pages.place_shown.id == "today"
    press(window, "Find anything")
    finder = finder_of(window)
    finder.field.setText("khan")
    finder.field.returnPressed.emit()
    assert window.pages.place_shown.id == "people"
    assert page_of(window).found == ["OFF01A"]


def test_pages_and_commands_are_found_too(window: Window, qtbot: QtBot) -> None:
    press(window, "Find anything")
    finder = finder_of(window)
    shown = [finder.model.index(row).data() for row in range(finder.model.rowCount())]
    assert shown[:5] == [
        "Today · Ctrl+1",
        "Allocations · Ctrl+2",
        "Calendar · Ctrl+3",
        "People · Ctrl+5",
        "Data · Ctrl+7",
    ]
    qtbot.keyClicks(finder.field, "calen")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.pages.place_shown is not None
    assert window.pages.place_shown.id == "calendar"


def test_nothing_found_says_what_to_try(window: Window, qtbot: QtBot) -> None:
    press(window, "Find anything")
    finder = finder_of(window)
    qtbot.keyClicks(finder.field, "zzzz")
    assert finder.nothing.isVisible()
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.keyClick(finder.field, Qt.Key.Key_Escape)
    assert page_of(window).found == []


def texts_in_sight(window: QWidget) -> str:
    return "\n".join(
        w.text() for w in window.findChildren(QWidget) if w.isVisible() and hasattr(w, "text") and callable(w.text)
    )


def test_one_key_hides_every_name(window: Window, office: StoreOffice, qtbot: QtBot) -> None:
    office.act(partial(record, prison_number=SMITH, on=TODAY, kind=RecordKind.SESSION))
    dialog = QDialog(window)
    dialog.open()
    assert "SMITH" in texts_in_sight(window)
    press(window, HIDE_NAMES)
    assert window.privacy.is_drawn
    assert "SMITH" not in texts_in_sight(window)
    assert "OFFICIAL-SENSITIVE" in texts_in_sight(window)
    assert not dialog.isVisible()
    press(window, "Undo")
    press(window, "Find anything")
    assert window.findChild(Finder) is None
    qtbot.keyClick(window.privacy.curtain, Qt.Key.Key_Escape)
    assert not window.privacy.is_drawn
    assert dialog.isVisible()
    assert window.bottom.undo.text() == "Undo: Session held with SMITH, John, 20 Nov"
    dialog.reject()


def test_idle_minutes_lock_it_and_one_click_unlocks_a_store_without_passphrase(window: Window, qtbot: QtBot) -> None:
    window.watch.idle.emit()
    assert window.privacy.curtain.title.text() == "Locked"
    press(window, HIDE_NAMES)
    assert window.privacy.is_drawn
    window.privacy.curtain.open_button.click()
    assert not window.privacy.is_drawn


def test_a_locked_store_asks_for_its_passphrase_again(office: StoreOffice, tmp_path: Path, qtbot: QtBot) -> None:
    window = a_window(office, FakeDoor(office.desk, tmp_path / "test.store", "sea wall"), tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.start()
    threshold = window.entrance.threshold
    assert threshold.passphrase.isVisible()
    assert not threshold.problem.isVisible()
    assert not window.rail.isVisible()
    qtbot.keyClicks(threshold.passphrase, "see wall")
    qtbot.keyClick(threshold.passphrase, Qt.Key.Key_Return)
    assert threshold.problem.text() == "The passphrase does not open it."
    qtbot.keyClicks(threshold.passphrase, "sea wall")
    qtbot.keyClick(threshold.passphrase, Qt.Key.Key_Return)
    assert window.page is not None
    press(window, "Lock now")
    curtain = window.privacy.curtain
    qtbot.keyClicks(curtain.passphrase, "wrong")
    curtain.open_button.click()
    assert curtain.problem.text() == "The passphrase does not open it."
    curtain.passphrase.setText("sea wall")
    curtain.open_button.click()
    assert not window.privacy.is_drawn
    window.watch.stop()


def test_a_store_that_stays_shut_says_why_and_what_next(office: StoreOffice, tmp_path: Path, qtbot: QtBot) -> None:
    door = FakeDoor(office.desk, tmp_path / "test.store")
    door.problem = EnvironmentProblem("It is open by B. Manager. Close the other window.", code="store_locked")
    window = a_window(office, door, tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.start()
    assert window.entrance.threshold.words.text() == "It is open by B. Manager. Close the other window."
    door.problem = None
    window.entrance.threshold.again_button.click()
    assert window.page is not None
    window.watch.stop()


def test_the_first_start_leads_to_importing(tmp_path: Path, qtbot: QtBot) -> None:
    desk = a_desk(tmp_path, TODAY)
    office = StoreOffice(desk)
    office.stand_up()
    door = FakeDoor(None, tmp_path / "test.store")
    door.make = lambda: desk
    window = a_window(office, door, tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.start()
    start = window.entrance.first_start
    assert start is not None
    start.begin_button.click()
    assert start.problem.text() == "The code is three letters, such as EYI."
    qtbot.keyClicks(start.code, "smi")
    qtbot.keyClicks(start.name, "HMP Saltmarsh")
    qtbot.keyClicks(start.passphrase, "short")
    start.begin_button.click()
    assert start.problem.text() == "The passphrase needs at least 8 characters."
    start.passphrase.setText("sea wall and samphire")
    start.again.setText("sea wall and samphir")
    start.begin_button.click()
    assert start.problem.text() == "The two passphrases differ. Type the second one again."
    start.again.setText("sea wall and samphire")
    start.begin_button.click()
    assert door.made == [("SMI", "HMP Saltmarsh", Protection.PASSPHRASE, "sea wall and samphire")]
    assert window.pages.place_shown is not None
    assert window.pages.place_shown.id == "data"
    window.watch.stop()
    desk.store.close()


@pytest.mark.parametrize("way", ["by_pc", "not_at_all"])
def test_a_store_without_a_passphrase_must_be_chosen_by_name(way: str, tmp_path: Path, qtbot: QtBot) -> None:
    desk = a_desk(tmp_path, TODAY)
    office = StoreOffice(desk)
    office.stand_up()
    door = FakeDoor(None, tmp_path / "test.store")
    door.make = lambda: desk
    window = a_window(office, door, tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.start()
    start = window.entrance.first_start
    assert start is not None
    start.code.setText("SMI")
    start.name.setText("HMP Saltmarsh")
    getattr(start, way).click()
    assert not start.passphrase.isVisible()
    start.begin_button.click()
    kept = Protection.CREDENTIAL_STORE if way == "by_pc" else Protection.NONE
    assert door.made == [("SMI", "HMP Saltmarsh", kept, None)]
    window.watch.stop()
    desk.store.close()


def test_the_demo_prison_is_one_click_away_and_says_so(office: StoreOffice, tmp_path: Path, qtbot: QtBot) -> None:
    desk = office.stand_up()
    assert desk is not None
    door = FakeDoor(None, tmp_path / "test.store")
    door.make = lambda: desk
    window = a_window(office, door, tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.start()
    assert window.entrance.first_start is not None
    window.entrance.first_start.demo_button.click()
    assert window.top.mark.text() == "DEMO"
    assert window.page is not None
    window.watch.stop()


def test_files_dropped_anywhere_go_to_data(window: Window, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "alpha.csv"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(400, 300), copy, mime, left, none))
    assert window.pages.place_shown is not None
    assert window.pages.place_shown.id == "data"
    assert page_of(window).files == [tmp_path / "alpha.csv"]


def test_help_is_there_for_each_page(window: Window) -> None:
    for place in window.pages.places:
        press(window, f"Go to {place.title}")
        press(window, "Help for this page")
        helping = window.findChild(HelpWindow)
        assert helping is not None
        assert helping.windowTitle() == f"Help: {place.title}"
        assert place.title in helping.text.toPlainText()
    assert helping is not None
    helping.close()


def test_light_dark_and_the_size_of_text_are_remembered(window: Window, qapp: QApplication, tmp_path: Path) -> None:
    press(window, "Appearance: dark")
    assert tokens() is dark()
    press(window, "Larger text")
    window.remember()
    kept = Remembered(tmp_path / "window.ini")
    assert (kept.scheme, kept.text_scale, kept.lock_minutes) == (Scheme.DARK, 1.15, 10)
    for _ in range(9):
        press(window, "Larger text")
    assert Remembered(tmp_path / "window.ini").text_scale <= 2.0
    apply(qapp, Scheme.LIGHT)
    assert tokens() is light()


def test_what_cannot_be_read_in_the_settings_counts_as_not_remembered(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    file.write_text(
        "[window]\nunits=[3\n[look]\nscheme=purple\ntext_scale=huge\n[lock]\nminutes=-4\n", encoding="utf-8"
    )
    kept = Remembered(file)
    assert (kept.units, kept.scheme, kept.text_scale, kept.lock_minutes) == (None, Scheme.SYSTEM, 1.0, 10)
    assert kept.geometry is None


def test_closing_asks_the_program_to_end_and_does_not_end_it(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()
    assert window.isVisible()


def test_a_warning_of_an_action_is_shown(window: Window, office: StoreOffice) -> None:
    office.warned.emit("He is on annual leave.")
    assert window.messages.words.text() == "He is on annual leave."
    office.failed.emit(RequestError("No.", code="no"))
    assert window.messages.words.text() == "No."


def test_a_warning_goes_when_what_it_warned_of_is_undone_and_not_before(window: Window, office: StoreOffice) -> None:
    office.done.emit("Fill 15 days")
    office.warned.emit("7 planned sessions now have no key work time.")
    office.done.emit("Lock a session")
    office.done.emit("Undo: Lock a session")
    assert window.messages.isVisibleTo(window)
    office.done.emit("Undo: Fill 15 days")
    assert not window.messages.isVisibleTo(window)
    office.failed.emit(RequestError("No.", code="no"))
    office.done.emit("Undo: Fill 15 days")
    assert window.messages.isVisibleTo(window)
