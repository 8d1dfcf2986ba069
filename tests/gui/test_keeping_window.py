"""Backups in the window: made on the Data page, checked, and restored with the present store kept aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

from keywork_desktop import app
from keywork_desktop.actions.keeping import LastBackup
from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.ui.commands import RESTORE
from keywork_desktop.ui.dialogs.restore import RestoreDialog
from keywork_desktop.ui.opening import Protection
from keywork_desktop.ui.pages.data import DataPage
from keywork_desktop.ui.widgets.keeping_panel import told
from tests.factories import TODAY
from tests.shell_parts import FakeDoor, a_window, page_of
from tests.store_office import StoreOffice, a_desk

NOON = datetime.combine(TODAY, time(12)).astimezone()
"""By the clock on the wall, wherever the test runs."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[StoreOffice]:
    office = StoreOffice(a_desk(tmp_path, TODAY))
    yield office
    office.desk.store.close()


@pytest.fixture
def page(office: StoreOffice, qtbot: QtBot) -> DataPage:
    office.refresh()
    page = DataPage(office)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.mark.parametrize(
    ("last", "words", "old"),
    [
        (None, "No backup yet. The store is on this PC alone.", True),
        (LastBackup(NOON, "a.store"), "Last backup today 12:00, a.store", False),
        (LastBackup(NOON - timedelta(days=7), "a.store"), "Last backup Fri 13 Nov 12:00, a.store", False),
        (LastBackup(NOON - timedelta(days=8), "a.store"), "Last backup Thu 12 Nov 12:00, a.store", True),
    ],
)
def test_a_backup_that_is_old_or_missing_is_said(last: LastBackup | None, words: str, old: bool) -> None:
    assert told(last, NOON.date()) == (words, old)


def test_the_store_is_backed_up_from_the_data_page(page: DataPage, office: StoreOffice, tmp_path: Path) -> None:
    assert page.keeping.words.text() == "▲ No backup yet. The store is on this PC alone."
    dialog = page.keeping.ask_where()
    assert isinstance(dialog, QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.close()
    page.keeping.to(str(tmp_path / "copy.store"))
    assert office.errors == []
    assert page.keeping.words.text().endswith(", copy.store")
    assert not page.keeping.words.text().startswith("▲")
    assert page.notice.words.text() == f"Backed up to {tmp_path / 'copy.store'}, and read back whole."
    with Store.open(tmp_path / "copy.store", StoreKey.none()) as copy:
        assert copy.establishment == office.desk.store.establishment
    assert office.desk.store.undoable() is None


def test_the_store_itself_is_never_written_over(page: DataPage, office: StoreOffice) -> None:
    page.keeping.to(str(office.desk.store.path))
    assert [error.code for error in office.errors] == ["same_file"]
    assert page.keeping.back_up_button.isEnabled()


def test_the_check_says_that_all_is_well_or_what_is_wrong(page: DataPage, office: StoreOffice) -> None:
    page.keeping.check_button.click()
    assert page.notice.words.text().startswith("All is well")
    connection = dbapi2.connect(str(office.desk.store.path), isolation_level=None)
    connection.execute("UPDATE establishment SET name = 'HMP Elsewhere'")
    connection.close()
    page.keeping.check_button.click()
    assert page.notice.words.text().startswith("1 rows of establishment are not as the log says.")


def test_going_back_to_a_backup_is_asked_of_the_window(page: DataPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.command_wanted) as asked:
        page.keeping.restore_button.click()
    assert asked.args == [RESTORE]


def test_restoring_is_confirmed_and_leads_back_to_the_pages(office: StoreOffice, tmp_path: Path, qtbot: QtBot) -> None:
    door = FakeDoor(office.desk, tmp_path / "test.store")
    window = a_window(office, door, tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.start()
    backup = tmp_path / "copy.store"
    backup.write_bytes(b"any")
    page_of(window).command_wanted.emit(RESTORE)
    asking = window.findChild(QFileDialog)
    assert asking is not None
    asking.close()
    window.entrance.confirm_restoring(str(backup))
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    assert "kept aside, whole" in dialog.words.text()
    assert door.restored == []
    dialog.restore_button.click()
    assert door.restored == [(backup, None)]
    assert window.page is not None
    assert window.rail.isVisible()
    window.watch.stop()


def test_an_encrypted_backup_asks_for_its_passphrase(office: StoreOffice, tmp_path: Path, qtbot: QtBot) -> None:
    door = FakeDoor(office.desk, tmp_path / "test.store")
    window = a_window(office, door, tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.start()
    door.backup_passphrase = "sea wall"
    window.entrance.restore_file(str(tmp_path / "copy.store"))
    threshold = window.entrance.threshold
    assert threshold.title.text() == "This backup is encrypted"
    assert threshold.isVisible()
    assert not window.rail.isVisible()
    threshold.passphrase.setText("cold kettle")
    threshold.open_button.click()
    assert threshold.problem.text() == "The passphrase does not open it."
    threshold.passphrase.setText("sea wall")
    threshold.open_button.click()
    assert door.restored == [(tmp_path / "copy.store", "sea wall")]
    assert window.rail.isVisible()
    window.watch.stop()


def test_a_backup_that_is_refused_leads_back_to_the_store(office: StoreOffice, tmp_path: Path, qtbot: QtBot) -> None:
    door = FakeDoor(office.desk, tmp_path / "test.store")
    window = a_window(office, door, tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.start()
    door.problem = EnvironmentProblem("letter.txt is not a Keywork store.", code="not_a_store")
    window.entrance.restore_file(str(tmp_path / "letter.txt"))
    threshold = window.entrance.threshold
    assert threshold.words.text() == "letter.txt is not a Keywork store. The store is as it was: Try again opens it."
    door.problem = None
    threshold.again_button.click()
    assert window.rail.isVisible()
    window.watch.stop()


def test_a_real_backup_comes_back_through_the_door(tmp_path: Path) -> None:
    start = app.WindowStart(tmp_path / "own.store", TODAY, fixed_day=True, passphrase=None)
    door = app.StoreDoor(start, lambda: TODAY)
    made = door.create("SMI", "HMP Saltmarsh", Protection.PASSPHRASE, "sea wall and samphire")
    made.desk.store.back_up(tmp_path / "copy.store")
    with made.desk.work("setting", "Lock sooner") as work:
        work.setting("lock_minutes", 3)
        made.desk.settle(work)
    with pytest.raises(EnvironmentProblem) as wrong:
        door.restore(tmp_path / "copy.store", "sea wall")
    assert wrong.value.code == "wrong_passphrase"
    opened = door.restore(tmp_path / "copy.store", "sea wall and samphire")
    assert opened.by_passphrase
    assert "lock_minutes" not in opened.desk.store.settings()
    assert len(list(tmp_path.glob("own.before-restore-*.store"))) == 1
    door.close_all()
