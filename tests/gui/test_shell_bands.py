"""The bands: units, day, policy, ages of the reports, what was saved, work in the background, messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.errors import Bug, RequestError
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.snapshot import ReportKind, ReportRead
from keywork_desktop.ui.bottom_band import BottomBand
from keywork_desktop.ui.day_stepper import DayStepper
from keywork_desktop.ui.messages import MessageBar
from keywork_desktop.ui.opening import Opened
from keywork_desktop.ui.policy_note import PolicyNote, policies_shown
from keywork_desktop.ui.report_ages import ReportAges, report_ages
from keywork_desktop.ui.task_strip import TaskStrip
from keywork_desktop.ui.tasks import Stopped, Task
from keywork_desktop.ui.unit_selector import UnitSelector
from keywork_desktop.ui.units import units_text
from keywork_desktop.ui.view import View
from keywork_desktop.ui.widgets.popup import Popup
from tests.factories import TODAY, a_prisoner, a_snapshot
from tests.fake_office import FakeOffice

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
UNITS = ("1", "2", "3", "CSU", None)


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


def a_view(**facts: object) -> View:
    snapshot = a_snapshot([a_prisoner()])
    return replace(View(snapshot, due_list(snapshot), TODAY), **facts)  # type: ignore[arg-type]  # fields of View


def a_change(summary: str = "Move SMITH, John to KHAN, Omar") -> ChangeSet:
    return ChangeSet("0192", NOW, "a.manager", "OFFICE-PC", "move", summary)


@pytest.mark.parametrize(
    ("units", "text"),
    [
        (None, "All units"),
        ({"2"}, "Houseblock 2"),
        ({"1", "3"}, "Houseblocks 1, 3"),
        ({"CSU"}, "CSU"),
        ({"1", "CSU"}, "Houseblock 1, CSU"),
        ({None}, "Not in a cell"),
        ({"1", "2", "3", "CSU"}, "4 units"),
    ],
)
def test_the_chosen_units_are_said_shortly(units: set[str | None] | None, text: str) -> None:
    assert units_text(None if units is None else frozenset(units), UNITS) == text


def test_one_several_and_all_units_can_be_chosen(qtbot: QtBot) -> None:
    selector = UnitSelector()
    qtbot.addWidget(selector)
    chosen: list[object] = []
    selector.chosen.connect(chosen.append)
    selector.show_units(UNITS, None)
    entries = {action.text(): action for action in selector.menu().actions()}
    entries["Houseblock 2"].trigger()
    entries["CSU"].trigger()
    assert selector.text() == "Houseblock 2, CSU"
    entries["Houseblock 2"].trigger()
    entries["CSU"].trigger()
    assert chosen == [{"2"}, {"2", "CSU"}, {"CSU"}, None]
    assert entries["All units"].isChecked()
    assert selector.accessibleName() == "Units shown: All units"


def test_choosing_units_with_the_keyboard_keeps_the_menu_open(qtbot: QtBot) -> None:
    selector = UnitSelector()
    qtbot.addWidget(selector)
    selector.show_units(UNITS, None)
    menu = selector.menu()
    menu.popup(selector.pos())
    menu.setActiveAction(menu.actions()[2])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert menu.isVisible()
    assert selector.text() == "Houseblocks 1, 2"
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_the_day_can_be_stepped_and_says_what_it_is_to_today(qtbot: QtBot) -> None:
    stepper = DayStepper()
    qtbot.addWidget(stepper)
    days: list[date] = []
    stepper.stepped.connect(days.append)
    stepper.step_back()
    assert days == []
    stepper.show_day(TODAY, TODAY)
    assert stepper.day_button.text() == "Fri 20 Nov 2026"
    assert stepper.return_button.isHidden()
    stepper.step_back()
    assert stepper.return_button.text() == "as it was"
    stepper.step_on()
    stepper.step_on()
    assert stepper.return_button.text() == "as planned"
    assert stepper.day_button.accessibleName() == "Day looked at: Sat 21 Nov 2026, as planned"
    stepper.step_to_today()
    assert days == [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1), TODAY]


def read(kind: ReportKind, days_ago: int, hours_ago: int = 2) -> dict[ReportKind, ReportRead]:
    return {kind: ReportRead(kind, TODAY - timedelta(days=days_ago), NOW - timedelta(hours=hours_ago))}


@pytest.mark.parametrize(
    ("kind", "days", "text", "old"),
    [
        (ReportKind.ALPHA_LIST, 0, "Alpha list 2 h ago", False),
        (ReportKind.ALPHA_LIST, 1, "Alpha list yesterday", False),
        (ReportKind.ALPHA_LIST, 2, "Alpha list 2 days ago", True),
        (ReportKind.CASE_NOTES, 3, "case notes 3 days ago", False),
        (ReportKind.CASE_NOTES, 4, "case notes 4 days ago", True),
        (ReportKind.ALERTS, 2, "alerts 2 days ago", True),
    ],
)
def test_reports_grow_old(kind: ReportKind, days: int, text: str, old: bool) -> None:
    age = next(age for age in report_ages(read(kind, days), TODAY, NOW) if age.kind is kind)
    assert (age.text, age.old) == (text, old)


def test_a_report_of_today_that_was_read_at_another_time_is_of_today() -> None:
    ages = report_ages(read(ReportKind.ALPHA_LIST, 0, hours_ago=-5), TODAY, NOW)
    assert ages[0].text == "Alpha list of today"
    minutes = {ReportKind.ALPHA_LIST: ReportRead(ReportKind.ALPHA_LIST, TODAY, NOW - timedelta(minutes=5))}
    assert report_ages(minutes, TODAY, NOW)[0].text == "Alpha list 5 min ago"


def test_old_reports_are_marked_by_shape_and_word(qtbot: QtBot) -> None:
    ages = ReportAges()
    qtbot.addWidget(ages)
    reports = read(ReportKind.ALPHA_LIST, 0) | read(ReportKind.CASE_NOTES, 9) | read(ReportKind.ALERTS, 0)
    ages.show_ages(report_ages(reports, TODAY, NOW))
    assert ages.text_shown() == "Alpha list 2 h ago · ▲ case notes 9 days ago"
    assert ages.accessibleName() == "Reports: Alpha list 2 h ago, case notes 9 days ago (old)"
    ages.show_ages(report_ages({}, TODAY, NOW))
    assert ages.text_shown() == "▲ no alpha list yet · ▲ no alerts yet · ▲ no case notes yet"


def test_the_policy_in_force_is_one_click_from_its_sources(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    note = PolicyNote(owner)
    note.show_view(a_view())
    assert note.text() == "Key work 2025/26"
    note.click()
    popup = owner.findChild(Popup)
    assert popup is not None
    said = "\n".join(label.text() for label in popup.findChildren(QWidget) if hasattr(label, "text"))
    assert "Everyone: two in four weeks, 45 minutes" in said
    assert "ACCT open: once a week, 45 minutes; the first within 1 day" in said
    popup.close()


def test_a_day_without_a_policy_says_so(qtbot: QtBot) -> None:
    note = PolicyNote()
    qtbot.addWidget(note)
    snapshot = a_snapshot([a_prisoner()], policies=RuleBook(()))
    view = View(snapshot, due_list(snapshot), TODAY)
    note.show_view(view)
    assert note.text() == "No policy in force"
    assert policies_shown(view) == ()
    assert [rules.source for rules in policies_shown(a_view())] == ["Key work 2025/26"]


def test_the_marking_is_always_there_and_undo_has_a_name(qtbot: QtBot, office: FakeOffice) -> None:
    band = BottomBand(office)
    qtbot.addWidget(band)
    assert band.marking.text() == "OFFICIAL-SENSITIVE"
    office.show(a_view())
    assert band.saved.text() == "Nothing to undo"
    assert band.undo.isHidden()
    office.show(a_view(undoable=a_change(), redoable=a_change("Place a session")))
    assert band.saved.text().startswith("Saved ")
    assert band.undo.text() == "Undo: Move SMITH, John to KHAN, Omar"
    assert band.redo.accessibleName() == "Redo: Place a session"
    with qtbot.waitSignal(band.undo_wanted):
        band.undo.click()


def test_a_store_without_encryption_says_so(qtbot: QtBot, office: FakeOffice, tmp_path) -> None:  # type: ignore[no-untyped-def]  # fixture
    band = BottomBand(office)
    qtbot.addWidget(band)
    office.opened.emit(Opened(None, tmp_path / "a.store", encrypted=False))  # type: ignore[arg-type]  # no desk needed
    assert band.safety.text() == "Not encrypted · on this PC"
    office.opened.emit(Opened(None, tmp_path / "a.store", encrypted=True))  # type: ignore[arg-type]  # no desk needed
    assert band.safety.text() == "Encrypted on this PC"


def test_long_work_is_shown_after_a_moment_and_can_be_cancelled(qtbot: QtBot) -> None:
    strip = TaskStrip()
    qtbot.addWidget(strip)
    task = Task("Plan four weeks")
    strip.show_task(task)
    assert strip.isHidden()
    qtbot.waitUntil(lambda: not strip.isHidden(), timeout=3000)
    task.step("Solving", 0.4)
    qtbot.waitUntil(lambda: strip.bar.value() == 400)
    assert strip.words.text().startswith("Plan four weeks · Solving")
    strip.cancel_button.click()
    assert task.is_cancelled
    with pytest.raises(Stopped):
        task.fraction(0.5)
    task.ended.emit()
    assert strip.isHidden()


def test_an_error_stays_until_it_is_dismissed(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    error = RequestError("A1234BC is not on the roll. Check the number.", code="not_on_the_roll", details={"row": 7})
    bar.show_error(error)
    assert not bar.isHidden()
    assert bar.words.text() == "A1234BC is not on the roll. Check the number."
    assert bar.copy_button.isHidden()
    bar.details_button.click()
    assert '"row": 7' in bar.details.text()
    bar.close_button.click()
    assert bar.isHidden()


def test_a_bug_can_be_copied_and_a_cancelled_task_is_only_a_note(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_error(Bug("Something went wrong.", code="bug", details={"kind": "ValueError"}))
    assert not bar.copy_button.isHidden()
    bar.show_error(Stopped("Import"))
    assert bar.words.text() == "Import: cancelled. Nothing was changed."
    assert bar.details_button.isHidden()
    qtbot.keyClick(bar.close_button, Qt.Key.Key_Escape)
