"""The details that were read, from the rota and from Settings: what is different by now, compared, and used again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.detail_editing import set_shift_texts
from keywork_desktop.actions.importing_reports import accept, compare
from keywork_desktop.ui.dialogs.details_read import DetailsReadDialog
from keywork_desktop.ui.settings.details_read import DetailsReadSection
from tests.calendar_prison import a_wing
from tests.rota_play import KHAN, MONDAY, OKAFOR, Played, dialog_on, freed, playing
from tests.unit.made_reports import report


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """KHAN has key work time on Tuesday and Thursday; OKAFOR 45 minutes on Tuesday and leave on Thursday."""
    with playing(qtbot, tmp_path, a_wing()) as made:
        yield made


def read_detail(played: Played, khan: str, drawn_up: int = 16) -> None:
    rows = [[KHAN, "KHAN, Omar", khan], [OKAFOR, "OKAFOR, Tim", "L"]]
    headings = ["Staff User ID", "Name", f"{MONDAY:%d/%m/%Y}"]
    file = report(headings, rows, f"detail {drawn_up}.csv", on=date(2026, 11, drawn_up))
    desk = played.office.desk
    accept(desk, compare(desk, [file]))
    played.office.refresh()


def shown(dialog: DetailsReadDialog) -> list[list[str]]:
    model = dialog.changes.model()
    return [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]


def test_what_was_typed_by_hand_is_seen_and_one_day_used_again(played: Played) -> None:
    read_detail(played, "E")
    set_shift_texts(played.office.desk, {(KHAN, MONDAY): "SL", (OKAFOR, MONDAY): "AL"})
    played.office.refresh()
    played.page.detail_menu.read.trigger()
    dialog = dialog_on(played, DetailsReadDialog)
    assert dialog.summary.text() == "2 officers’ days are different, all of them typed here by hand."
    assert shown(dialog) == [
        ["KHAN, Omar", "Mon 23 Nov", "E", "SL", "typed here by hand"],
        ["OKAFOR, Tim", "Mon 23 Nov", "L", "AL", "typed here by hand"],
    ]
    assert not dialog.use.isEnabled()
    dialog.changes.selectRow(0)
    assert dialog.use.text() == "Use 1 chosen day again"
    dialog.use.click()
    assert played.office.said[-1] == "Detail 1 used again: 1 day of KHAN, Omar"
    assert played.cell(MONDAY).typed == "E"
    assert shown(dialog) == [["OKAFOR, Tim", "Mon 23 Nov", "L", "AL", "typed here by hand"]]
    dialog.leave.click()
    assert freed(dialog)
    played.office.refresh()  # nothing listens any more


def test_two_details_are_compared_and_nothing_can_be_used_from_there(played: Played) -> None:
    read_detail(played, "E")
    read_detail(played, "M", 17)
    played.page.detail_menu.read.trigger()
    dialog = dialog_on(played, DetailsReadDialog)
    assert dialog.summary.text() == "Nothing is different between detail 2 and how it stands now."
    assert dialog.use_all.isHidden()
    dialog.details.selectRow(1)
    assert shown(dialog) == [["KHAN, Omar", "Mon 23 Nov", "E", "M", ""]]
    dialog.beside.setCurrentIndex(1)
    dialog.beside.activated.emit(1)
    assert [dialog.changes.model().headerData(n, Qt.Orientation.Horizontal) for n in (2, 3)] == ["Detail 1", "Detail 2"]
    assert dialog.use.isHidden()


def test_the_list_is_narrowed_to_an_officer_and_to_what_was_typed(played: Played) -> None:
    read_detail(played, "E")
    read_detail(played, "M", 17)
    set_shift_texts(played.office.desk, {(OKAFOR, MONDAY): "AL"})
    played.office.refresh()
    played.page.detail_menu.read.trigger()
    dialog = dialog_on(played, DetailsReadDialog)
    dialog.details.selectRow(1)
    assert [row[0] for row in shown(dialog)] == ["KHAN, Omar", "OKAFOR, Tim"]
    assert dialog.only_by_hand.text() == "Typed by hand 1"
    dialog.only_by_hand.click()
    assert [row[0] for row in shown(dialog)] == ["OKAFOR, Tim"]
    dialog.only_by_hand.click()
    QTest.keyClicks(dialog.officer, "khan")
    assert [row[0] for row in shown(dialog)] == ["KHAN, Omar"]
    assert dialog.summary.text().endswith("1 of them is listed.")
    dialog.use_all.click()
    assert played.cell(MONDAY).typed == "E"


def test_before_any_detail_was_read_the_dialog_says_so(played: Played) -> None:
    played.page.detail_menu.read.trigger()
    dialog = dialog_on(played, DetailsReadDialog)
    assert dialog.told.text().startswith("No detail has been read yet.")
    assert dialog.details.isHidden()


def test_read_details_are_listed_in_settings_and_open_from_there(played: Played, qtbot: QtBot) -> None:
    read_detail(played, "E")
    section = DetailsReadSection(played.office)
    qtbot.addWidget(section)
    assert played.office.view is not None
    section.show_view(played.office.view)
    section.show()
    assert section.lines.rowCount() == 1
    section.open.click()
    dialog = section.window().findChild(DetailsReadDialog)
    assert dialog is not None
    assert dialog.line is not None
    assert dialog.line.number == 1
    dialog.leave.click()
