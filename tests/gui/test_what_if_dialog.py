"""What if, by clicks and keys on a real store: several things at once, compared, copied, printed; nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.exploring_rota import Beside
from keywork_desktop.actions.planning_rota import accept_plan, planned_rota
from keywork_desktop.actions.publishing_rota import publish
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.what_if import Away, ExtraOfficer, OtherLevel, OtherPolicy, OtherTime, RegimeCut
from keywork_desktop.ui.dialogs.what_if import WhatIfDialog
from keywork_desktop.ui.widgets.what_if_editor import CUT, EXTRA, LEVEL, POLICY, TIME
from tests.calendar_prison import a_prison
from tests.rota_play import MONDAY, Key, Played, freed

LAST = MONDAY + timedelta(days=27)


@pytest.fixture
def wing(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """A houseblock of four officers and thirty men, with a detail and no plan."""
    made = Played(qtbot, tmp_path, a_prison(units=1, officers=4, prisoners=30))
    yield made
    made.office.desk.store.close()


@pytest.fixture
def dialog(wing: Played) -> WhatIfDialog:
    wing.page.header.what_if.click()
    found = wing.page.findChild(WhatIfDialog)
    assert found is not None
    return found


def rows(table: QTableView) -> dict[str, tuple[str, ...]]:
    model = table.model()
    return {
        model.index(row, 0).data(): tuple(model.index(row, column).data() for column in range(1, model.columnCount()))
        for row in range(model.rowCount())
    }


def test_each_kind_is_said_with_a_few_fields(dialog: WhatIfDialog) -> None:
    editor = dialog.editor
    assert "Key work 2025/26" in [editor.policy.itemText(n) for n in range(editor.policy.count())]
    assert not any("level 4" in editor.policy.itemText(n) for n in range(editor.policy.count()))
    editor.policy.setCurrentIndex(0)
    editor.officers.tick("OFF100")
    editor.officers.tick("OFF102")
    editor.until.setDate(QDate(2026, 11, 29))
    editor.add.click()
    assert editor.officers.ticked == ()
    for kind in (TIME, LEVEL, POLICY, CUT, EXTRA):
        editor.kind.setCurrentIndex(kind)
        editor.add.click()
    assert dialog.lines.ifs == (
        Away(("OFF100", "OFF102"), MONDAY, MONDAY + timedelta(days=6)),
        OtherTime(30),
        OtherLevel(4),
        OtherPolicy(editor.policy.itemData(0)),
        RegimeCut(Curtailment(MONDAY, MONDAY)),
        ExtraOfficer("1", 90),
    )


def test_what_is_missing_is_said(dialog: WhatIfDialog) -> None:
    editor = dialog.editor
    dialog.explore()
    assert editor.mistake.text() == "▲ Tick who is away."
    assert dialog.found is None
    editor.officers.tick("OFF100")
    editor.since.setDate(QDate(2026, 12, 1))
    editor.until.setDate(QDate(2026, 11, 30))
    editor.add.click()
    assert editor.mistake.text() == "▲ The last day is before the first."
    editor.kind.setCurrentIndex(TIME)
    assert editor.mistake.isHidden()
    editor.minutes.setValue(0)
    editor.add.click()
    assert editor.mistake.text() == "▲ Say how many minutes."
    editor.kind.setCurrentIndex(CUT)
    editor.all_day.setChecked(False)
    editor.end.setTime(editor.start.time())
    editor.add.click()
    assert editor.mistake.text() == "▲ The hours end before they begin."
    assert dialog.lines.ifs == ()


def test_officers_are_found_by_typing_and_ticked_with_space(dialog: WhatIfDialog) -> None:
    ticks = dialog.editor.officers
    name = ticks.list.item(2).text()
    QTest.keyClicks(ticks.field, name[:-1])
    QTest.keyClick(ticks.field, Key.Key_Down)
    assert ticks.list.currentItem().text() == name
    QTest.keyClick(ticks.list, Key.Key_Space)
    ticks.field.clear()
    assert len(ticks.ticked) == 1
    assert not any(ticks.list.item(row).isHidden() for row in range(ticks.list.count()))


def test_lines_go_away_again_and_what_is_filled_in_counts_where_nothing_was_added(dialog: WhatIfDialog) -> None:
    dialog.editor.kind.setCurrentIndex(LEVEL)
    dialog.explore()
    assert dialog.lines.ifs == (OtherLevel(4),)
    assert dialog.found is not None
    assert dialog.found.said == ("Level 4, Lockdown, throughout",)
    shown = rows(dialog.answer.numbers)
    assert shown["Sessions wanted"][2].startswith("−")
    assert shown["Met on time"][2].startswith("−")
    assert "worse" not in shown["Met on time"][2], "fewer are wanted"
    dialog.editor.kind.setCurrentIndex(TIME)
    dialog.editor.minutes.setValue(45)
    dialog.explore()
    assert dialog.lines.text.splitlines()[1:] == ["45 min more key work time a day for everyone"]
    assert not dialog.editor.pending
    dialog.lines.remove(OtherTime(45))
    dialog.lines.add(OtherTime(30))
    dialog.lines.add(OtherTime(30))
    dialog.lines.remove(OtherLevel(4))
    assert dialog.lines.text == "30 min more key work time a day for everyone"
    best = dialog.found.beside(Beside.BEST)
    dialog.explore()
    assert dialog.found.said == ("30 min more key work time a day for everyone",)
    assert dialog.found.beside(Beside.BEST) is best


def test_it_is_compared_beside_the_published_version_and_with_the_rest_at_a_choice(wing: Played) -> None:
    desk = wing.office.desk
    accept_plan(desk, planned_rota(desk, MONDAY))
    publish(desk)
    wing.office.refresh()
    wing.page.header.what_if.click()
    dialog = wing.page.findChild(WhatIfDialog)
    assert dialog is not None
    before = desk.store.log()
    dialog.lines.add(Away(("OFF100",), MONDAY, LAST))
    dialog.explore()
    answer = dialog.answer
    choices = [answer.against.itemText(n) for n in range(answer.against.count())]
    assert choices == ["Version 1, published 20 Nov", "Rota as it stands", "Best as things are"]
    assert answer.numbers.model().headerData(1, Qt.Orientation.Horizontal) == "Version 1"
    assert rows(answer.numbers)["Key work time there"][2].endswith("worse")
    assert answer.tabs.tabText(1) != "Newly left out · 0"
    left = answer.left_out.model()
    assert answer.tabs.tabText(1) == f"Newly left out · {left.rowCount()}"
    assert "Houseblock 1" in rows(answer.hours)
    assert "→" in rows(answer.hours)["Houseblock 1"][2]
    answer.against.setCurrentIndex(2)
    dialog.explore()
    assert answer.beside is Beside.BEST
    assert desk.store.log() == before
    for view in (answer.numbers, answer.hours, answer.left_out, answer.saved):
        QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_everything_can_be_copied_and_printed(dialog: WhatIfDialog) -> None:
    assert not dialog.copy_button.isEnabled()
    dialog.lines.add(Away(("OFF100",), MONDAY, LAST))
    dialog.explore()
    dialog.copy_button.click()
    text = QGuiApplication.clipboard().text()
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    assert blocks[0] == ["What if", *dialog.lines.text.splitlines()]
    assert blocks[1][0] == "\tBest as things are\tWhat if\tDifference"
    assert blocks[2][0] == "\tNeeded\tProfiled\tLost\tShort"
    assert blocks[3][0] == f"Newly left out or late\t{len(blocks[3]) - 1}"
    assert blocks[3][1].count("\t") == 6
    dialog.print_button.click()
    preview = dialog.findChild(QPrintPreviewDialog)
    assert preview is not None
    preview.close()


def test_somebody_who_cancels_keeps_the_last_answer(wing: Played, dialog: WhatIfDialog) -> None:
    dialog.lines.add(OtherLevel(4))
    dialog.explore()
    first = dialog.found
    dialog.lines.add(OtherTime(30))
    wing.office.cancel_next = True
    dialog.explore()
    assert dialog.found is first
    assert dialog.explore_button.isEnabled()
    assert dialog.bar.isHidden()
    assert wing.office.errors == []
    wing.office.cancel_next = False
    dialog.explore()
    assert dialog.found is not first


def test_nothing_of_it_stands_on_the_rota_and_the_dialog_is_freed(wing: Played, dialog: WhatIfDialog) -> None:
    dialog.lines.add(OtherLevel(4))
    dialog.lines.add(ExtraOfficer("1", 90))
    dialog.explore()
    dialog.close_button.click()
    assert freed(dialog)
    QApplication.processEvents()
    assert wing.sessions == []
    assert wing.office.said == []


def test_it_is_about_the_units_that_are_selected(qtbot: QtBot, tmp_path: Path) -> None:
    made = Played(qtbot, tmp_path, a_prison(units=3, officers=2, prisoners=10))
    made.office.show_units(frozenset({"1", "3"}))
    made.page.header.what_if.click()
    dialog = made.page.findChild(WhatIfDialog)
    assert dialog is not None
    places = [dialog.editor.level_unit.itemText(n) for n in range(dialog.editor.level_unit.count())]
    assert places == ["Houseblock 1", "Houseblock 3"]
    dialog.editor.kind.setCurrentIndex(TIME)
    dialog.editor.add.click()
    dialog.explore_button.click()
    assert dialog.found is not None
    assert dialog.found.units == {"1", "3"}
    dialog.close()
    made.office.desk.store.close()
