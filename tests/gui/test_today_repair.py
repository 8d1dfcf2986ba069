"""An officer is pulled on the day: from Today in two clicks to the repair, accepted and taken back in one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.repairing_rota import accept_pulled, repaired_rota
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.rulebook import RegimeEntry
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.ui.dialogs.curtail import CurtailDialog
from keywork_desktop.ui.dialogs.repair import RepairDialog
from keywork_desktop.ui.models.repair_lines import Fate, RepairModel, repair_lines, told
from keywork_desktop.ui.pages.today import TodayPage
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.desk_office import AT, DeskOffice, a_store_with

SMITH, JONES, BROWN = "A1111AA", "B2222BB", "C3333CC"
OFFICER = "OFF01A"


@pytest.fixture
def office(tmp_path: Path, qapp: object) -> Iterator[DeskOffice]:
    """Tuesday: KHAN sees SMITH at 9:15 and BROWN, of a priority group, at 10:00; OKAFOR could cover."""
    store = a_store_with(tmp_path, a_wing())
    with store.unit_of_work("plan", "Plan", at=AT) as work:
        work.add_planned(a_planned(SMITH, TUESDAY))
        work.add_planned(a_planned(BROWN, TUESDAY, "10:00", priority=True))
        work.commit()
    yield DeskOffice(store, TUESDAY)
    store.close()


@pytest.fixture
def page(office: DeskOffice, qtbot: QtBot) -> TodayPage:
    made = TodayPage(office)  # type: ignore[arg-type]  # an office for tests
    qtbot.addWidget(made)
    office.viewed.connect(made.show_view)
    made.resize(1300, 700)
    made.show()
    office.refresh()
    return made


def row_of(page: TodayPage, staff_id: str) -> int:
    officers = page.side.officers.items
    return next(row for row, officer in enumerate(officers) if officer.key_worker.staff_id == staff_id)


def menu_of(page: TodayPage, qtbot: QtBot, staff_id: str) -> QMenu:
    rows = page.side.officer_rows
    where = rows.visualRect(rows.model().index(row_of(page, staff_id), 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    menu = rows.findChild(QMenu)
    assert menu is not None
    return menu


def dialog_of(page: TodayPage) -> RepairDialog:
    return next(each for each in page.findChildren(RepairDialog) if each.isVisible())


def missed(office: DeskOffice, number: str) -> list[str]:
    man = office.desk.store.snapshot(TUESDAY).prisoners[number]
    return [record.reason for record in man.records if record.kind is RecordKind.MISSED]


def planned(office: DeskOffice) -> list[tuple[str, str]]:
    view = office.view
    assert view is not None
    return [(s.prison_number, f"{s.on:%a} {s.start:%H:%M} {s.staff_id}") for s in view.snapshot.planned]


def test_two_clicks_show_the_repair_and_the_third_accepts_it(page: TodayPage, office: DeskOffice, qtbot: QtBot) -> None:
    before = planned(office)
    menu = menu_of(page, qtbot, OFFICER)
    assert [entry.text().replace("&", "") for entry in menu.actions()] == ["Cross-deployed…", "Sick…"]
    menu.actions()[1].trigger()
    dialog = dialog_of(page)
    assert dialog.title.text() == "KHAN, Omar is sick on Tue 24 Nov 2026"
    assert dialog.told.text().startswith("2 sessions cannot be held: ")
    assert dialog.accept_button.isEnabled()
    assert dialog.focusWidget() is dialog.accept_button
    assert planned(office) == before
    dialog.accept_button.click()
    assert office.errors == []
    assert not any(OFFICER in place and "Tue" in place for _, place in planned(office))
    assert missed(office, SMITH) == ["staff_sick"]
    # He is seen that day all the same, by OKAFOR.
    assert (BROWN, "Tue 10:00 OFF02B") in planned(office)
    assert missed(office, BROWN) == []
    view = office.view
    assert view is not None
    assert view.snapshot.shifts[OFFICER, TUESDAY].code == "SL"
    office.undo()
    assert planned(office) == before
    assert missed(office, SMITH) == []


def test_nothing_happens_if_it_is_left_as_it_is(page: TodayPage, office: DeskOffice, qtbot: QtBot) -> None:
    menu_of(page, qtbot, OFFICER).actions()[0].trigger()
    dialog_of(page).leave.click()
    assert office.acts == []


def test_the_keyboard_opens_the_same_choices(page: TodayPage, qtbot: QtBot) -> None:
    rows = page.side.officer_rows
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(row_of(page, OFFICER), 0))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    menu = rows.findChild(QMenu)
    assert menu is not None
    assert menu.accessibleName() == "KHAN, Omar is gone today"


def test_on_a_day_that_has_passed_nobody_can_be_pulled(page: TodayPage, office: DeskOffice) -> None:
    office.look_at(TUESDAY.replace(day=23))
    assert not page.side.officer_rows.may_pull


def test_an_officer_without_sessions_is_only_marked(page: TodayPage, office: DeskOffice, qtbot: QtBot) -> None:
    menu_of(page, qtbot, "OFF02B").actions()[0].trigger()
    dialog = dialog_of(page)
    assert dialog.told.text() == "No planned session is lost."
    dialog.accept_button.click()
    assert office.acts[-1].summary == "OKAFOR, Tim, cross-deployed on 24 Nov: 0 sessions hit"
    view = office.view
    assert view is not None
    assert view.snapshot.shifts["OFF02B", TUESDAY].code == "CD"


def test_the_lines_say_what_is_saved_and_what_is_owed(office: DeskOffice, qtbot: QtBot) -> None:
    repair = repaired_rota(office.desk, frozenset({(OFFICER, TUESDAY)}))
    facts = office.desk.store.snapshot(TUESDAY)
    lines = repair_lines(repair, facts)
    assert {line.prisoner.split()[-1] for line in lines if line.fate is not Fate.MOVES} == {SMITH, BROWN}
    assert [line.fate for line in lines] == sorted((line.fate for line in lines), key=list(Fate).index)
    saved = next(line for line in lines if line.fate is Fate.SAVED)
    assert saved.was.startswith("24 Nov")
    assert saved.now != "–"
    model = RepairModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(lines)
    assert model.index(0, 1).data() == lines[0].prisoner


def test_at_level_4_the_checks_that_a_loss_opens_are_counted(office: DeskOffice) -> None:
    with office.desk.store.unit_of_work("regime", "Lockdown", at=AT) as work:
        work.lay_regime(RegimeEntry(4, TUESDAY))
        work.commit()
    away = frozenset((who, day) for who in (OFFICER, "OFF02B") for day in (TUESDAY, THURSDAY))
    repair = repaired_rota(office.desk, away)
    lines = repair_lines(repair, office.desk.store.snapshot(TUESDAY))
    owed = [line for line in lines if line.opens_check]
    assert [line.prisoner for line in owed] == [f"BROWN, Carl {BROWN}"]
    assert "wellbeing check" in owed[0].why
    assert told(lines).endswith("1 wellbeing check is owed instead.")


def test_only_codes_that_say_why_are_taken(office: DeskOffice) -> None:
    desk = replace(office.desk)
    repair = repaired_rota(desk, frozenset({(OFFICER, TUESDAY)}))
    with pytest.raises(RequestError) as error:
        accept_pulled(desk, repair, OFFICER, TUESDAY, "AL")
    assert error.value.code == "not_a_reason"


def test_who_is_back_from_court_is_free_again_with_one_click(page: TodayPage, office: DeskOffice) -> None:
    with office.desk.store.unit_of_work("import", "Unlock list", at=AT) as work:
        work.put(Appointment(JONES, TUESDAY, TimeSpan(time(0, 1), time(23, 59)), "Court"))
        work.commit()
    office.refresh()
    page.find(SMITH)
    page.open_details()
    assert not page.details.court_button.isVisible()
    page.find(JONES)
    assert page.details.court_button.isVisible()
    page.details.court_button.click()
    assert office.errors == []
    (court,) = office.desk.store.snapshot(TUESDAY, Period(TUESDAY, TUESDAY)).appointments[JONES]
    assert court.span.end < time(23, 59)
    office.undo()
    assert page.details.court_button.isVisible()


def test_a_regime_that_is_cut_is_repaired_in_the_same_way(page: TodayPage, office: DeskOffice) -> None:
    before = planned(office)
    menu = page.side.offer_units()
    whole_day, all_of_it, other = (entry.text() for entry in menu.actions())
    assert (whole_day, all_of_it, other) == ("Houseblock 2", "The whole establishment", "Some hours, other days…")
    menu.actions()[0].trigger()
    dialog = dialog_of(page)
    assert dialog.title.text() == "No regime in Houseblock 2 on Tue 24 Nov 2026"
    assert dialog.told.text().startswith("2 sessions cannot be held")
    dialog.accept_button.click()
    assert office.errors == []
    assert missed(office, SMITH) == missed(office, BROWN) == ["curtailed"]
    (cut,) = office.desk.store.curtailments()
    assert (cut.first, cut.last, cut.unit) == (TUESDAY, TUESDAY, "2")
    assert not any("Tue" in place for _, place in planned(office))
    office.undo()
    assert (planned(office), office.desk.store.curtailments()) == (before, ())


def test_some_hours_or_other_days_are_cut_from_the_same_menu(page: TodayPage, office: DeskOffice) -> None:
    page.side.offer_units().actions()[-1].trigger()
    dialog = next(each for each in page.findChildren(CurtailDialog) if each.isVisible())
    assert "2 planned sessions lie in it" in dialog.note.text()
    dialog.all_day.setChecked(False)
    dialog.start.setTime(QTime(9, 45))
    dialog.end.setTime(QTime(12, 0))
    assert "2 planned sessions lie in it" in dialog.note.text()
    dialog.start.setTime(QTime(10, 0))
    assert "1 planned session lies in it" in dialog.note.text()
    dialog.reason.setText("Search")
    dialog.save.click()
    (cut,) = office.desk.store.curtailments()
    assert (cut.first, cut.hours, cut.reason) == (TUESDAY, "10:00–12:00", "Search")
    assert (missed(office, SMITH), missed(office, BROWN)) == ([], ["curtailed"])
