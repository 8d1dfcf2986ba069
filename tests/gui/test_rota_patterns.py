"""The Detail menu of the rota: filling from patterns, and keeping weeks as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from keywork_desktop.actions import working_patterns as keeping
from keywork_desktop.domain.detail_versions import DetailDifference, DetailLine
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.working_patterns import LaidDay, Outcome
from keywork_desktop.ui.dialogs.pattern_fill import PatternFillDialog
from keywork_desktop.ui.dialogs.pattern_save import PatternForm
from keywork_desktop.ui.models.details_read import DetailLinesModel, DifferencesModel
from keywork_desktop.ui.models.pattern_grid import PatternGridModel
from keywork_desktop.ui.models.pattern_stays import StaysModel
from keywork_desktop.ui.settings.working_patterns import WorkingPatternsSection
from tests.calendar_prison import THURSDAY, TUESDAY, a_wing
from tests.factories import TODAY, a_shift
from tests.rota_play import KHAN, MONDAY, OKAFOR, Key, Played, dialog_on, freed, playing

WEEK = ("E KW 0915-1045", "M", "L", "L KW 1400-1530", "RD", "RD", "")
SUNDAY = MONDAY + timedelta(days=6)


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """KHAN has key work time on Tuesday and Thursday; OKAFOR 45 minutes on Tuesday and leave on Thursday."""
    with playing(qtbot, tmp_path, a_wing()) as made:
        yield made


def keep(played: Played, name: str = "Days", texts: tuple[str, ...] = WEEK) -> None:
    played.office.act(partial(keeping.save_texts, name=name, texts=texts))


def week_of(played: Played, staff_id: str = KHAN) -> list[str]:
    return [played.cell(MONDAY + timedelta(days=n), staff_id).typed for n in range(7)]


def choose_week(played: Played, first: str = KHAN, last: str = KHAN) -> None:
    table = played.page.table
    table.select_block(table.rota.index_of(first, MONDAY), table.rota.index_of(last, SUNDAY))


def entries(played: Played) -> dict[str, bool]:
    played.page.header.detail.choices.aboutToShow.emit()
    return {each.text(): each.isEnabled() for each in played.page.header.detail.choices.actions() if each.text()}


# -- the menu ---------------------------------------------------------------------------------------------------------


def test_the_menu_says_for_whom_each_entry_is(played: Played) -> None:
    played.go(TUESDAY)
    assert entries(played) == {
        "Fill from a pattern: KHAN, Omar…": True,
        "Save weeks of KHAN, Omar as a pattern…": True,
        "Fill everybody from his pattern…": True,
        "Details read…": True,
    }
    choose_week(played, KHAN, OKAFOR)
    assert entries(played)["Fill from a pattern: 2 officers…"]
    assert not entries(played)["Save weeks as a pattern…"]


def test_nothing_is_written_from_another_day(played: Played) -> None:
    played.go(TUESDAY)
    played.office.look_at(TODAY - timedelta(days=1))
    found = entries(played)
    assert not found["Fill from a pattern: KHAN, Omar…"]
    assert found["Details read…"]
    played.page.header.detail.choices.aboutToHide.emit()
    played.page.detail_menu.fill_all.trigger()
    assert played.office.errors[-1].message == "Go back to today, in the top band, to change the detail."


def test_find_lists_the_entries_without_naming_anybody(played: Played) -> None:
    choose_week(played, KHAN, OKAFOR)
    entries(played)
    played.page.header.detail.choices.aboutToHide.emit()
    texts = [action.text() for action in played.page.actions()]
    for text in ("Fill from a pattern…", "Save weeks as a pattern…", "Details read…"):
        assert text in texts
    played.page.detail_menu.save.trigger()
    assert played.office.errors[-1].message.startswith("Choose the days of one officer on the rota")


# -- filling ----------------------------------------------------------------------------------------------------------


def test_the_chosen_days_are_filled_after_a_preview_and_undone_in_one_step(played: Played) -> None:
    keep(played)
    choose_week(played, KHAN, OKAFOR)
    played.page.detail_menu.fill.trigger()
    dialog = dialog_on(played, PatternFillDialog)
    assert dialog.told.text() == (
        "8 days of 2 officers are filled. 1 day says so already. 2 other shifts stay. 1 day of leave or absence stays."
    )
    rows = [[dialog.stays.model().index(row, column).data() for column in range(4)] for row in range(3)]
    assert rows == [
        ["KHAN, Omar", "Tue 24 Nov", "E KW 0915-1045", "M"],
        ["OKAFOR, Tim", "Tue 24 Nov", "M KW 1000-1045", "M"],
        ["OKAFOR, Tim", "Thu 26 Nov", "AL  Annual leave", "L KW 1400-1530"],
    ]
    assert dialog.do.text() == "Fill 8 days"
    dialog.do.click()
    assert played.office.said[-1] == "Fill 8 days of 2 officers from “Days”"
    assert week_of(played) == ["E KW 0915-1045", "E KW 0915-1045", "L", "L KW 1400-1530", "RD", "RD", ""]
    assert week_of(played, OKAFOR)[3] == "AL"
    assert freed(dialog)
    played.office.undo()
    assert week_of(played) == ["", "E KW 0915-1045", "", "L KW 1400-1530", "", "", ""]


def test_writing_over_is_asked_for_by_box_and_counted_at_once(played: Played) -> None:
    keep(played)
    choose_week(played, OKAFOR, OKAFOR)
    played.page.detail_menu.fill.trigger()
    dialog = dialog_on(played, PatternFillDialog)
    dialog.over.click()
    assert dialog.told.text().startswith("5 days of 1 officer are filled, 1 of them over what is there.")
    dialog.over_away.click()
    assert dialog.told.text() == "6 days of 1 officer are filled, 2 of them over what is there."
    assert dialog.stays.isHidden()
    dialog.do.click()
    assert week_of(played, OKAFOR)[:4] == list(WEEK[:4])


def test_sessions_that_would_lose_their_time_are_warned_of_first(played: Played) -> None:
    played.place()
    keep(played)
    choose_week(played)
    played.page.detail_menu.fill.trigger()
    dialog = dialog_on(played, PatternFillDialog)
    assert dialog.warning.isHidden()
    dialog.over.click()
    assert dialog.warning.text() == (
        "▲ Once filled: 1 planned session (24 Nov) now has no key work time. Plan again to move what is lost."
    )


def test_the_first_week_can_be_any_week_of_the_pattern(played: Played) -> None:
    keep(played, "Two weeks", ("E",) * 7 + ("N",) * 7)
    choose_week(played)
    played.page.detail_menu.fill.trigger()
    dialog = dialog_on(played, PatternFillDialog)
    assert [dialog.start.itemText(n) for n in range(3)][1:] == ["Week 1", "Week 2"]
    dialog.start.setCurrentIndex(2)
    dialog.do.click()
    assert week_of(played) == ["N", "E KW 0915-1045", "N", "L KW 1400-1530", "N", "N", "N"]


def test_everybody_is_filled_from_his_own_pattern(played: Played) -> None:
    keep(played)
    worker = played.office.desk.store.snapshot(TODAY).key_workers[OKAFOR]
    with played.office.desk.work("staff", "Staff list") as work:
        work.put(replace(worker, working_pattern="days"))
        played.office.desk.settle(work)
    played.office.refresh()
    played.go(TUESDAY)
    played.page.detail_menu.fill_all.trigger()
    dialog = dialog_on(played, PatternFillDialog)
    assert dialog.pattern.currentText() == "Each his own, as the staff list names it"
    assert dialog.filling.staff_ids is None
    dialog.do.click()
    assert week_of(played)[0] == ""
    assert week_of(played, OKAFOR)[0] == "E KW 0915-1045"


def test_without_a_pattern_the_dialog_says_what_to_do_first(played: Played) -> None:
    played.go(TUESDAY)
    played.page.detail_menu.fill.trigger()
    dialog = dialog_on(played, PatternFillDialog)
    assert dialog.told.text().startswith("No working pattern is kept yet.")
    assert not dialog.do.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert freed(dialog)


# -- keeping weeks ----------------------------------------------------------------------------------------------------


def test_chosen_weeks_are_kept_as_a_pattern_with_a_name(played: Played) -> None:
    choose_week(played)
    played.page.detail_menu.save.trigger()
    form = dialog_on(played, PatternForm)
    assert isinstance(form, PatternForm)
    assert form.grid.texts == ("", "E KW 0915-1045", "", "L KW 1400-1530", "", "", "")
    form.save.click()
    assert form.mistake_at("name") == "▲ Give the pattern a name."
    QTest.keyClicks(form.name, "Khan's weeks")
    form.grid.setData(form.grid.index(0, 0), "e  kw 0915-1045")
    form.save.click()
    assert played.office.said[-1] == "Keep the working pattern “Khan's weeks” (1 week)"
    (pattern,) = keeping.patterns(played.office.desk)
    assert keeping.texts_of(pattern)[0] == "E KW 0915-1045"
    assert freed(form)


def test_leave_is_left_empty_and_said(played: Played) -> None:
    choose_week(played, OKAFOR, OKAFOR)
    played.page.detail_menu.save.trigger()
    form = dialog_on(played, PatternForm)
    assert isinstance(form, PatternForm)
    assert "1 day of leave, sickness, training or cross-deployment (26 Nov) is left empty" in form.note.text()
    assert form.weeks.text() == "1 week"
    form.weeks.setValue(2)
    assert form.grid.weeks == 2
    assert form.weeks.text() == "2 weeks"


def test_a_name_that_is_taken_is_refused_and_can_be_replaced(played: Played) -> None:
    keep(played)
    choose_week(played)
    played.page.detail_menu.save.trigger()
    form = dialog_on(played, PatternForm)
    assert isinstance(form, PatternForm)
    QTest.keyClicks(form.name, "days")
    assert form.over.isHidden()
    form.save.click()
    assert "“Days” already" in form.mistake_at("name")
    form.over.setChecked(True)
    form.save.click()
    assert [pattern.name for pattern in keeping.patterns(played.office.desk)] == ["days"]


def test_a_week_is_typed_day_after_day_with_enter_alone(played: Played) -> None:
    choose_week(played)
    played.page.detail_menu.save.trigger()
    form = dialog_on(played, PatternForm)
    assert isinstance(form, PatternForm)
    form.table.setFocus()
    form.table.setCurrentIndex(form.grid.index(0, 0))
    for text in ("m kw 0915-1045", "e"):
        QTest.keyClick(form.table, Key.Key_Return)
        (editor,) = [field for field in form.table.findChildren(QLineEdit) if field.isVisible()]
        editor.setText(text)
        QTest.keyClick(editor, Key.Key_Return)
        QApplication.processEvents()
    assert form.grid.texts[:3] == ("M KW 0915-1045", "E", "")
    assert form.table.currentIndex() == form.grid.index(0, 2)
    QTest.keyClick(form.table, Key.Key_Left)
    QTest.keyClick(form.table, Key.Key_Delete)
    assert form.grid.texts[:2] == ("M KW 0915-1045", "")
    assert form.isVisible()  # Enter has not saved anything


def test_a_shift_that_cannot_be_is_refused_at_the_days(played: Played) -> None:
    choose_week(played)
    played.page.detail_menu.save.trigger()
    form = dialog_on(played, PatternForm)
    assert isinstance(form, PatternForm)
    QTest.keyClicks(form.name, "Late early")
    form.grid.setData(form.grid.index(0, 0), "E KW 1400-1530")
    form.save.click()
    assert "Week 1 Monday" in form.mistake_at("days")
    assert keeping.patterns(played.office.desk) == ()


# -- settings ---------------------------------------------------------------------------------------------------------


def test_patterns_are_listed_changed_and_forgotten_in_settings(played: Played, qtbot: QtBot) -> None:
    keep(played)
    section = WorkingPatternsSection(played.office)
    qtbot.addWidget(section)
    assert played.office.view is not None
    section.show_view(played.office.view)
    section.show()
    assert section.patterns.cells_of(section.patterns.rows[0]) == (
        "Days", "1 week", "3 h in 1 week", "nobody's pattern has this name",
    )  # fmt: skip
    section.table.setFocus()
    QTest.keyClick(section.table, Key.Key_Return)
    form = section.window().findChild(PatternForm)
    assert form is not None
    assert form.grid.texts == WEEK
    form.name.setText("Days B")
    form.save.click()
    played.office.viewed.connect(section.show_view)
    played.office.refresh()
    assert [row.pattern.name for row in section.patterns.rows] == ["Days B"]
    QTest.keyClick(section.table, Key.Key_Delete)
    assert played.office.said[-1] == "Forget the working pattern “Days B”"
    assert not section.none.isHidden()
    assert not section.change.isEnabled()


# -- models -----------------------------------------------------------------------------------------------------------


def test_the_models_keep_qts_promises(qtbot: QtBot) -> None:
    assert QApplication.instance() is not None
    grid = PatternGridModel(editable=True)
    tester = QAbstractItemModelTester(grid)
    for texts in (WEEK, WEEK * 3, ("E",) * 14, WEEK):
        grid.show_texts(texts)
        assert grid.texts == texts
    grid.set_weeks(2)
    assert grid.data(grid.index(1, 3)) == ""
    assert grid.data(grid.index(0, 0)) == "E\n0915–1045"
    assert grid.data(grid.index(0, 6), Qt.ItemDataRole.AccessibleTextRole) == "Week 1 Sunday: nothing said"
    shift, was = a_shift(KHAN, THURSDAY, "L"), a_shift(KHAN, THURSDAY, "AL")
    stays = StaysModel([LaidDay(shift, was, Outcome.AWAY)], {KHAN: "KHAN, Omar"})
    spoken = stays.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "KHAN, Omar, Thu 26 Nov: AL  Annual leave stays; the pattern says L"
    differences = DifferencesModel([DetailDifference(KHAN, THURSDAY, was, None, True)], {}, "Detail 1", "Now")
    spoken = differences.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "OFF01A, Thu 26 Nov: Detail 1 AL, Now no shift, typed here by hand"
    line = DetailLine(
        1, MONDAY, datetime(2026, 11, 20, 9, tzinfo=UTC), "a.manager", "d.csv", "0" * 64, Period(MONDAY, SUNDAY), 2, 5
    )
    lines = DetailLinesModel(today=TODAY)
    testers = [QAbstractItemModelTester(model) for model in (stays, differences, lines)]
    lines.show([line])
    lines.show([replace(line, number=2), line])
    assert lines.index(1, 0).data() == "Detail 1"
    assert lines.index(0, 5).data() == "5 of 2 officers"
    del tester, testers
