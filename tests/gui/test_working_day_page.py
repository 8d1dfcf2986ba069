"""Settings, Working day: the core day of a place, what hinders a session, and when the regime is cut short."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.core_day import list_core_days, set_core_day
from keywork_desktop.actions.curtailing import a_curtailment, curtail, curtailments
from keywork_desktop.domain.core_day import CoreDays
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.ui.dialogs.core_day import CoreDayDialog
from keywork_desktop.ui.dialogs.core_day_copy import CoreDayCopyDialog, CoreDayEndDialog
from keywork_desktop.ui.dialogs.curtail import CurtailDialog
from keywork_desktop.ui.models.settings_core_day import (
    NOTHING,
    CoreDayEntriesModel,
    CoreWeekModel,
    WeekdayLine,
    day_words,
    entry_lines,
    weekday_lines,
)
from keywork_desktop.ui.models.settings_curtailments import CurtailmentsModel, curtailment_lines
from keywork_desktop.ui.settings.core_day import CoreDaySection
from keywork_desktop.ui.settings.curtailments import CurtailmentsSection
from keywork_desktop.ui.settings.hindering import HinderingSection
from keywork_desktop.ui.settings.working_day import WorkingDayPart
from keywork_desktop.ui.widgets.core_day_rows import MOST_ROWS
from keywork_desktop.ui.widgets.day_field import qdate
from keywork_desktop.ui.widgets.time_field import qtime
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.desk_office import AT, DeskOffice, a_store_with
from tests.factories import a_core_day, core_day_parts

MONDAY = TUESDAY - timedelta(days=1)
SMITH, JONES, BROWN = "A1111AA", "B2222BB", "C3333CC"
UNLOCKED = "Unlocked 08:00–12:00 and 13:45–17:00"


@pytest.fixture
def office(tmp_path: Path, qapp: object) -> Iterator[DeskOffice]:
    """Tuesday; SMITH at 9:15 and BROWN, of a priority group, on Thursday at 14:00; two kinds of appointment."""
    store = a_store_with(tmp_path, a_wing())
    with store.unit_of_work("plan", "Plan", at=AT) as work:
        work.add_planned(a_planned(SMITH, TUESDAY))
        work.add_planned(a_planned(BROWN, THURSDAY, "14:00", priority=True))
        work.put(Appointment(JONES, TUESDAY, TimeSpan(time(9), time(11)), "Gym"))
        work.put(Appointment(SMITH, THURSDAY, TimeSpan(time(9), time(11)), "Court"))
        work.commit()
    made = DeskOffice(store, TUESDAY)
    made.refresh()
    yield made
    store.close()


@pytest.fixture
def part(office: DeskOffice, qtbot: QtBot) -> WorkingDayPart:
    made = WorkingDayPart(office)  # type: ignore[arg-type]  # an office of the same manners
    qtbot.addWidget(made)
    office.viewed.connect(made.show_view)
    made.resize(1200, 640)
    with qtbot.waitExposed(made):
        made.show()
    assert office.view is not None
    made.show_view(office.view)
    return made


@pytest.fixture
def warnings(office: DeskOffice) -> list[str]:
    """What the office warned of."""
    said: list[str] = []
    office.warned.connect(said.append)
    return said


def texts(section: CoreDaySection) -> list[str]:
    return [section.week.text_of(item) for item in section.week.items]


def shown(owner: QWidget, kind: type[QWidget]) -> QWidget:
    return next(each for each in owner.findChildren(kind) if each.isVisible())


def core_dialog(section: CoreDaySection) -> CoreDayDialog:
    dialog = shown(section, CoreDayDialog)
    assert isinstance(dialog, CoreDayDialog)
    return dialog


# The core day ------------------------------------------------------------------------------------------------------


def test_at_first_nothing_is_described_and_it_says_what_that_means(part: WorkingDayPart) -> None:
    section = part.core_day
    assert texts(section) == [f"{name}: {NOTHING}" for name in ("Monday", "Tuesday", "Wednesday", "Thursday",
                                                                 "Friday", "Saturday", "Sunday")]  # fmt: skip
    assert section.none.isVisible()
    assert not section.end_button.isEnabled()
    assert not section.copy_button.isEnabled()


def test_a_core_day_is_entered_with_the_keyboard_alone(part: WorkingDayPart, office: DeskOffice, qtbot: QtBot) -> None:
    section = part.core_day
    section.days.setFocus()
    qtbot.keyClick(section.days, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(section.days, Qt.Key.Key_Return)
    dialog = core_dialog(section)
    assert dialog.weekdays.weekdays == tuple(range(7))
    assert dialog.save.text() == "Save for every day"
    qtbot.keyClick(dialog.rows.rows[0].kind, Qt.Key.Key_Return)
    assert [each.core_day for each in list_core_days(office.desk)] == [
        a_core_day(weekday=weekday, since=TUESDAY) for weekday in range(7)
    ]
    assert texts(section)[0] == f"Monday: {UNLOCKED}"
    assert [item.title for item in section.entries.items] == ["Every day, since Tue 24 Nov"]
    office.undo()
    assert texts(section)[0] == f"Monday: {NOTHING}"


def test_before_it_is_saved_it_says_which_planned_sessions_would_lie_outside(
    part: WorkingDayPart, warnings: list[str]
) -> None:
    section = part.core_day
    section.days.selectAll()
    section.change()
    dialog = core_dialog(section)
    assert dialog.note.text() == "No planned session ahead lies outside it."
    dialog.rows.rows[1].start.setTime(qtime(time(14, 30)))
    assert dialog.note.text() == (
        "1 planned session ahead would lie outside it, 1 of priority groups. "
        "They stay on the rota until it is planned again."
    )
    dialog.save.click()
    assert warnings == ["1 planned session ahead now lies outside the core day. Plan again to move it."]


def test_parts_that_overlap_are_told_at_once_and_not_saved(part: WorkingDayPart, office: DeskOffice) -> None:
    section = part.core_day
    section.change()
    dialog = core_dialog(section)
    dialog.rows.rows[1].start.setTime(qtime(time(11, 0)))
    assert "Unlock 08:00–12:00 and unlock 11:00–17:00 overlap" in dialog.mistake_at("parts")
    dialog.save.click()
    assert dialog.isVisible()
    dialog.rows.rows[1].start.setTime(qtime(time(17, 0)))
    assert dialog.mistake_at("parts") == "▲ Row 2 ends before it begins."
    assert list_core_days(office.desk) == ()
    dialog.reject()


def test_a_dialog_without_a_weekday_is_not_saved(part: WorkingDayPart, office: DeskOffice) -> None:
    part.core_day.change()
    dialog = core_dialog(part.core_day)
    dialog.weekdays.tick([])
    dialog.save.click()
    assert dialog.mistake_at("weekdays") == "▲ Choose at least one weekday."
    dialog.weekdays.more.click()
    assert dialog.weekdays.weekdays == tuple(range(5))
    dialog.save.click()
    assert len(list_core_days(office.desk)) == 5


def test_a_unit_follows_the_establishment_until_it_has_a_day_of_its_own(
    part: WorkingDayPart, office: DeskOffice
) -> None:
    set_core_day(office.desk, core_day_parts(), range(7), TUESDAY)
    set_core_day(office.desk, core_day_parts("0900-1130"), [1], TUESDAY, "2")
    office.refresh()
    section = part.core_day
    section.unit.setCurrentIndex(section.unit.findData("2"))
    assert texts(section)[0] == f"Monday: {UNLOCKED}, as the whole establishment"
    assert texts(section)[1] == "Tuesday: Unlocked 09:00–11:30"
    assert [item.title for item in section.entries.items] == ["Tue, since Tue 24 Nov"]


def test_ending_and_copying_are_asked_for_and_done(part: WorkingDayPart, office: DeskOffice, qtbot: QtBot) -> None:
    set_core_day(office.desk, core_day_parts(), [0, 1], TUESDAY - timedelta(days=14))
    office.refresh()
    section = part.core_day
    section.copy()
    copy = shown(section, CoreDayCopyDialog)
    assert isinstance(copy, CoreDayCopyDialog)
    copy.save.click()
    assert copy.mistake_at("units") == "▲ Tick at least one place (Space)."
    copy.targets.setFocus()
    qtbot.keyClick(copy.targets, Qt.Key.Key_Space)
    assert copy.ticked == ("2",)
    copy.save.click()
    assert office.view is not None
    assert office.view.snapshot.core_hours.on("2", TUESDAY) == a_core_day(unit="2", weekday=1, since=TUESDAY)
    section.days.setCurrentIndex(section.week.index(1))
    qtbot.keyClick(section.days, Qt.Key.Key_Delete)
    end = shown(section, CoreDayEndDialog)
    assert isinstance(end, CoreDayEndDialog)
    assert end.weekdays.weekdays == (1,)
    end.save.click()
    assert texts(section)[1] == f"Tuesday: {NOTHING}"
    assert [(item.title, item.when) for item in section.entries.items] == [
        ("Tue, since Tue 24 Nov", "now"),
        ("Mon, since Tue 10 Nov", "now"),
        ("Tue, Tue 10 Nov – Mon 23 Nov", "past"),
    ]
    assert section.entries.items[0].note.startswith("Ended · entered by manager")


def test_who_listens_hears_the_whole_day(part: WorkingDayPart, office: DeskOffice) -> None:
    set_core_day(office.desk, core_day_parts(meal="1130-1200", roll_check="1630-1645"), [1], TUESDAY)
    office.refresh()
    section = part.core_day
    said = section.week.data(section.week.index(1), int(Qt.ItemDataRole.AccessibleTextRole))
    assert said == f"Tuesday: {UNLOCKED} · meal 11:30–12:00 · roll check 16:30–16:45"
    assert QAccessible.queryAccessibleInterface(section.days).text(QAccessible.Text.Name) == "Weekdays"
    section.days.setCurrentIndex(section.week.index(1))
    section.change()
    dialog = core_dialog(section)
    assert dialog.rows.rows[1].start.accessibleName() == "Row 2: from"
    assert dialog.strip.accessibleName() == f"The day: {UNLOCKED} · meal 11:30–12:00 · roll check 16:30–16:45"
    dialog.reject()


def test_many_rows_scroll_and_the_added_one_is_in_sight(part: WorkingDayPart, qtbot: QtBot) -> None:
    part.core_day.change()
    dialog = core_dialog(part.core_day)
    for _ in range(MOST_ROWS):
        dialog.rows.add.click()
    assert dialog.height() <= dialog.screen().availableSize().height()
    last = dialog.rows.rows[-1].kind
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    dialog.reject()


# The models --------------------------------------------------------------------------------------------------------


def test_the_models_stand_every_change(office: DeskOffice, qtbot: QtBot) -> None:
    week, entries, cuts = CoreWeekModel(), CoreDayEntriesModel(), CurtailmentsModel()
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (week, entries, cuts)
    ]
    assert len(testers) == 3
    hours = CoreDays([a_core_day(weekday=1, since=TUESDAY)])
    week.show(weekday_lines(CoreDays(), None, TUESDAY))
    week.show(weekday_lines(hours, "2", TUESDAY))
    assert week.items[1] == WeekdayLine(1, core_day_parts(), of_all=True)
    set_core_day(office.desk, core_day_parts(), [0], TUESDAY + timedelta(days=10))
    set_core_day(office.desk, core_day_parts(), [0, 1], TUESDAY)
    lines = entry_lines(list_core_days(office.desk), None, TUESDAY)
    entries.show(lines[:1])
    entries.show(lines)
    entries.show(lines[1:])
    assert [line.title for line in lines] == [
        "Mon, from Fri 4 Dec",
        "Mon, Tue 24 Nov – Thu 3 Dec",
        "Tue, since Tue 24 Nov",
    ]
    assert entries.spoken_of(lines[0]).startswith("Mon, from Fri 4 Dec 2026 on, Unlocked 08:00")
    found = [a_curtailment(office.desk, TUESDAY + timedelta(days=n), reason="search") for n in (-3, 0, 4)]
    several = curtailment_lines(found, TUESDAY)
    cuts.show(several[:2])
    cuts.show(several)
    cuts.show([])
    assert [line.when for line in several] == ["now", "coming", "past"]
    assert cuts.spoken_of(several[1]) == "Regime cut on Sat 28 Nov 2026, all day, Whole establishment, search, coming"
    assert day_words(()) == NOTHING


# What hinders, and what is cut --------------------------------------------------------------------------------------


def kinds(section: HinderingSection) -> dict[str, bool]:
    items = [section.list.item(row) for row in range(section.list.count())]
    return {item.text(): item.checkState() is Qt.CheckState.Checked for item in items}


def test_a_tick_says_what_hinders_a_session_and_undo_takes_it_back(
    part: WorkingDayPart, office: DeskOffice, qtbot: QtBot
) -> None:
    section = part.hindering
    assert kinds(section) == {"Court": True, "Gym": True}
    section.list.setFocus()
    section.list.setCurrentRow(1)
    qtbot.keyClick(section.list, Qt.Key.Key_Space)
    assert office.view is not None
    assert office.view.snapshot.not_blocking == {"gym"}
    assert kinds(section) == {"Court": True, "Gym": False}
    assert len(office.acts) == 1
    assert section.list.currentRow() == 1
    office.undo()
    assert kinds(section) == {"Court": True, "Gym": True}
    assert len(office.acts) == 2


def test_without_any_unlock_list_it_says_where_they_come_from(tmp_path: Path, qtbot: QtBot) -> None:
    store = a_store_with(tmp_path, a_wing())
    office = DeskOffice(store, TUESDAY)
    office.refresh()
    section = HinderingSection(office)  # type: ignore[arg-type]  # an office of the same manners
    qtbot.addWidget(section)
    section.show()
    assert office.view is not None
    section.show_view(office.view)
    assert section.none.isVisible()
    assert not section.list.isVisible()
    store.close()


def test_the_regime_is_cut_from_here_and_taken_back(part: WorkingDayPart, office: DeskOffice, qtbot: QtBot) -> None:
    section = part.cuts
    assert section.none.isVisible()
    section.cut.click()
    dialog = shown(section, CurtailDialog)
    assert isinstance(dialog, CurtailDialog)
    dialog.first.setDate(qdate(date(2026, 12, 1)))
    dialog.reason.setText("Staff training")
    dialog.save.click()
    assert [item.title for item in section.cuts.items] == ["Tue 1 Dec, all day"]
    assert not section.back.isEnabled()
    section.list.choose_first()
    section.back.click()
    assert curtailments(office.desk) == ()
    assert section.none.isVisible()


def test_what_has_passed_is_read_only(part: WorkingDayPart, office: DeskOffice, qtbot: QtBot) -> None:
    curtail(office.desk, a_curtailment(office.desk, date(2026, 11, 10), reason="search"))
    office.refresh()
    section = part.cuts
    assert isinstance(section, CurtailmentsSection)
    section.list.choose_first()
    assert not section.back.isEnabled()
    qtbot.keyClick(section.list, Qt.Key.Key_Delete)
    assert len(curtailments(office.desk)) == 1


def test_it_stands_in_one_column_where_there_is_no_room(part: WorkingDayPart) -> None:
    part.resize(1200, 640)
    assert part.cuts.y() == part.hindering.y()
    part.resize(500, 640)
    QCoreApplication.processEvents()
    assert part.cuts.y() < part.hindering.y()
