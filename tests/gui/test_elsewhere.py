"""When a prisoner is elsewhere: entered and taken off in the window, by key and by button, one undo step each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.appointments import add_appointment, take_off_appointment
from keywork_desktop.actions.planning_rota import planned_rota
from keywork_desktop.domain.detail import Appointment, TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.ui.dialogs.elsewhere import ElsewhereDialog
from keywork_desktop.ui.pages.people import PeoplePage
from keywork_desktop.ui.pages.today import TodayPage
from tests.calendar_prison import TUESDAY, a_planned, a_wing
from tests.desk_office import AT, DeskOffice, a_store_with

SMITH = "A1111AA"
MORNING = TimeSpan(time(9), time(12))


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskOffice]:
    with a_store_with(tmp_path, a_wing()) as store:
        yield DeskOffice(store, TUESDAY)


@pytest.fixture
def dialog(office: DeskOffice, qtbot: QtBot) -> ElsewhereDialog:
    page = TodayPage(office)
    qtbot.addWidget(page)
    office.refresh()
    page.find(SMITH)
    page.show()
    qtbot.keyClick(page.list.rows, Qt.Key.Key_E)
    found = page.findChild(ElsewhereDialog)
    assert found is not None
    return found


def his(office: DeskOffice, day: date = TUESDAY) -> tuple[Appointment, ...]:
    return office.desk.store.snapshot(TUESDAY, Period(day, day)).appointments.get(SMITH, ())


def test_an_appointment_is_entered_shown_and_taken_off(
    dialog: ElsewhereDialog, office: DeskOffice, qtbot: QtBot
) -> None:
    assert dialog.lines == ["Nothing in the next four weeks"]
    assert not dialog.take_off.isEnabled()
    dialog.kind.setCurrentText("Legal visit")
    dialog.place.setText("Visits hall")
    dialog.add.click()
    assert his(office) == (Appointment(SMITH, TUESDAY, MORNING, "Legal visit", "Visits hall"),)
    assert dialog.lines == ["Tue 24 Nov 2026 · 09:00–12:00 · Legal visit · Visits hall"]
    dialog.listed.setFocus()
    qtbot.keyClick(dialog.listed, Qt.Key.Key_Delete)
    assert his(office) == ()
    office.undo()
    assert len(his(office)) == 1
    assert office.errors == []


def test_nothing_can_be_added_that_ends_before_it_starts(dialog: ElsewhereDialog) -> None:
    dialog.start.setTime(QTime(13, 0))
    assert not dialog.add.isEnabled()
    dialog.end.setTime(QTime(14, 0))
    assert dialog.add.isEnabled()
    dialog.kind.setCurrentText("  ")
    assert not dialog.add.isEnabled()


def test_days_that_have_passed_cannot_be_chosen(dialog: ElsewhereDialog) -> None:
    assert dialog.day.minimumDate() == QDate(TUESDAY.year, TUESDAY.month, TUESDAY.day)


def test_the_people_page_opens_it_too(office: DeskOffice, qtbot: QtBot) -> None:
    page = PeoplePage(office)
    qtbot.addWidget(page)
    office.refresh()
    page.find(SMITH)
    page.acts.elsewhere_button.click()
    assert page.findChild(ElsewhereDialog) is not None


def test_the_details_say_where_he_is_and_what_hinders_nothing(office: DeskOffice, qtbot: QtBot) -> None:
    add_appointment(office.desk, SMITH, TUESDAY, time(9), time(12), "Court", "Maidstone")
    with office.desk.store.unit_of_work("setting", "Work does not hinder", at=AT) as work:
        work.put(Appointment(SMITH, TUESDAY, TimeSpan(time(13), time(15)), "Work"))
        work.setting("unlock_kinds_not_blocking", ["work"])
        work.commit()
    page = TodayPage(office)
    qtbot.addWidget(page)
    office.refresh()
    page.find(SMITH)
    page.open_details()
    said = page.details.text.toPlainText()
    assert "Elsewhere this day" in said
    assert "09:00–12:00 Court · Maidstone\n" in said.replace("\u2028", "\n")
    assert "13:00–15:00 Work, hinders no session" in said


def test_a_plan_keeps_clear_of_it_and_a_session_there_is_warned_of(office: DeskOffice) -> None:
    with office.desk.store.unit_of_work("plan", "Plan", at=AT) as work:
        work.add_planned(a_planned(SMITH, TUESDAY))
        work.commit()
    (planned,) = office.desk.store.planned(Period(TUESDAY, TUESDAY))
    change = add_appointment(office.desk, SMITH, TUESDAY, planned.start, planned.end, "Hospital")
    assert change.warnings == ("1 planned session lies there. Plan again, or move it.",)
    there = [s for s in planned_rota(office.desk, TUESDAY, 1).planned if s.prison_number == SMITH and s.on == TUESDAY]
    assert not any(session.span.overlaps(planned.span) for session in there)


@pytest.mark.parametrize(
    ("day", "start", "end", "kind", "code"),
    [
        (date(2026, 11, 23), time(9), time(10), "Court", "in_the_past"),
        (TUESDAY, time(10), time(9), "Court", "not_a_time"),
        (TUESDAY, time(9), time(10), "  ", "kind_needed"),
    ],
)
def test_what_cannot_be_is_refused(office: DeskOffice, day: date, start: time, end: time, kind: str, code: str) -> None:
    with pytest.raises(RequestError) as error:
        add_appointment(office.desk, SMITH, day, start, end, kind)
    assert error.value.code == code
    assert his(office) == ()


def test_twice_the_same_and_one_that_is_gone_are_refused(office: DeskOffice) -> None:
    add_appointment(office.desk, SMITH, TUESDAY, time(9), time(12), "Court")
    with pytest.raises(RequestError) as twice:
        add_appointment(office.desk, SMITH, TUESDAY, time(9), time(12), " Court ")
    assert twice.value.code == "already_there"
    (court,) = his(office)
    take_off_appointment(office.desk, court)
    with pytest.raises(RequestError) as gone:
        take_off_appointment(office.desk, court)
    assert gone.value.code == "outdated"
