"""Cutting the regime short from a dialog: what it hits is said before, entered or mended in one step each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.curtailing import curtail, curtailments
from keywork_desktop.domain.curtailments import WHOLE_DAY, Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.ui.dialogs.curtail import CurtailDialog, hit_words, open_curtail
from keywork_desktop.ui.dialogs.repair import RepairDialog, cause_of_cut
from keywork_desktop.ui.widgets.day_field import qdate
from keywork_desktop.ui.widgets.time_field import qtime
from tests.calendar_prison import THURSDAY, TUESDAY, a_planned, a_wing
from tests.desk_office import AT, DeskOffice, a_store_with

SMITH, JONES, BROWN = "A1111AA", "B2222BB", "C3333CC"


@pytest.fixture
def office(tmp_path: Path, qapp: object) -> Iterator[DeskOffice]:
    """SMITH on Tuesday, today, at 9:15; BROWN, of a priority group, on Thursday at 10:00."""
    store = a_store_with(tmp_path, a_wing())
    with store.unit_of_work("plan", "Plan", at=AT) as work:
        work.add_planned(a_planned(SMITH, TUESDAY))
        work.add_planned(a_planned(BROWN, THURSDAY, "10:00", priority=True))
        work.commit()
    made = DeskOffice(store, TUESDAY)
    made.refresh()
    yield made
    store.close()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What the dialog belongs to."""
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def asked(office: DeskOffice, page: QWidget, **chosen: object) -> CurtailDialog:
    assert office.view is not None
    return open_curtail(office, office.view.snapshot, page, **chosen)  # type: ignore[arg-type]  # an office for tests


def test_it_says_what_it_hits_before_anything_is_saved(office: DeskOffice, page: QWidget) -> None:
    dialog = asked(office, page, unit="2", day=THURSDAY)
    assert dialog.note.text() == (
        "1 planned session lies in it, 1 of priority groups. "
        "Later ones stay on the rota until it is mended or planned again."
    )
    assert dialog.save.text() == "Cut it Thu 26 Nov"
    assert curtailments(office.desk) == ()
    dialog.reject()


def test_hours_that_hit_nothing_are_said_to_hit_nothing(office: DeskOffice, page: QWidget) -> None:
    dialog = asked(office, page, day=THURSDAY, span=TimeSpan(time(13, 0), time(17, 0)))
    assert not dialog.all_day.isChecked()
    assert dialog.note.text() == "No planned session lies in it."
    assert not dialog.mend.isEnabled()
    dialog.start.setTime(qtime(time(9, 0)))
    assert "1 planned session lies in it" in dialog.note.text()
    assert dialog.mend.isEnabled()
    dialog.reject()


def test_a_cut_without_a_reason_is_not_taken(office: DeskOffice, page: QWidget, qtbot: QtBot) -> None:
    dialog = asked(office, page, unit="2", day=THURSDAY)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert "Say why" in dialog.mistake_at("reason")
    assert dialog.isVisible()
    assert curtailments(office.desk) == ()
    dialog.reject()


def test_a_usual_reason_is_one_click(office: DeskOffice, page: QWidget, qtbot: QtBot) -> None:
    dialog = asked(office, page, unit="2", day=THURSDAY)
    qtbot.mouseClick(dialog.offered[1], Qt.MouseButton.LeftButton)
    assert dialog.reason.text() == "Incident"
    dialog.reject()


def test_hours_must_end_after_they_begin_and_days_too(office: DeskOffice, page: QWidget) -> None:
    dialog = asked(office, page, day=THURSDAY, span=TimeSpan(time(13, 0), time(17, 0)))
    dialog.reason.setText("Search")
    dialog.end.setTime(qtime(time(12, 0)))
    dialog.decide()
    assert dialog.mistake_at("hours") == "▲ It must end later than it begins."
    dialog.end.setTime(qtime(time(14, 0)))
    dialog.last.setDate(qdate(TUESDAY))
    dialog.decide()
    assert dialog.mistake_at("to") == "▲ The last day is before the first one."
    dialog.reject()


def test_saving_enters_the_days_hours_unit_and_reason_as_one_step(
    office: DeskOffice, page: QWidget, qtbot: QtBot
) -> None:
    dialog = asked(office, page, unit="2", day=THURSDAY, span=TimeSpan(time(9, 0), time(12, 0)))
    dialog.reason.setText("  Staff   shortage ")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    cut = Curtailment(THURSDAY, THURSDAY, "2", TimeSpan(time(9, 0), time(12, 0)), "Staff shortage")
    assert curtailments(office.desk) == (cut,)
    assert not dialog.isVisible()
    assert office.view is not None
    assert office.view.snapshot.curtailments == (cut,)
    office.undo()
    assert curtailments(office.desk) == ()


def test_a_day_that_has_passed_can_be_entered_only_where_it_was_asked_for(office: DeskOffice, page: QWidget) -> None:
    dialog = asked(office, page)
    assert dialog.first.minimumDate() == qdate(TUESDAY)
    dialog.reject()
    late = asked(office, page, day=date(2026, 11, 20))
    assert late.first.minimumDate() == qdate(date(2026, 11, 20))
    assert not late.mend.isVisible()
    late.reject()


def test_mending_shows_the_repair_and_enters_the_cut_with_it(office: DeskOffice, page: QWidget, qtbot: QtBot) -> None:
    dialog = asked(office, page, unit="2", day=THURSDAY)
    dialog.reason.setText("Search")
    qtbot.mouseClick(dialog.mend, Qt.MouseButton.LeftButton)
    repair = next(each for each in page.findChildren(RepairDialog) if each.isVisible())
    assert repair.title.text() == "No regime in Houseblock 2 on Thu 26 Nov 2026"
    assert curtailments(office.desk) == ()
    qtbot.mouseClick(repair.accept_button, Qt.MouseButton.LeftButton)
    assert curtailments(office.desk) == (Curtailment(THURSDAY, THURSDAY, "2", WHOLE_DAY, "Search"),)
    assert office.view is not None
    assert THURSDAY not in {session.on for session in office.view.snapshot.planned}


def test_mending_too_wants_a_reason(office: DeskOffice, page: QWidget, qtbot: QtBot) -> None:
    dialog = asked(office, page, unit="2", day=THURSDAY)
    qtbot.mouseClick(dialog.mend, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "Say why" in dialog.mistake_at("reason")
    dialog.reject()


def test_what_the_action_refuses_stands_in_the_dialog(office: DeskOffice, page: QWidget) -> None:
    dialog = asked(office, page, unit="2", day=THURSDAY)
    error = RequestError("Unit: there is no unit 9.", code="unknown_unit", details={"field": "unit"})
    dialog.refuse(error)
    assert "no unit 9" in dialog.mistake_at("unit")
    dialog.reject()


def test_several_days_are_counted_each() -> None:
    hit = [a_planned(SMITH, TUESDAY), a_planned(BROWN, THURSDAY), a_planned(JONES, THURSDAY)]
    assert hit_words(hit, TUESDAY) == "3 planned sessions lie in it: 1 on Tue 24 Nov, 2 on Thu 26 Nov."
    assert hit_words(hit[:1], TUESDAY) == "1 planned session lies in it."
    assert hit_words([], TUESDAY) == "No planned session lies in it."


def test_the_repair_of_some_hours_says_which() -> None:
    cut = Curtailment(TUESDAY, THURSDAY, None, TimeSpan(time(9, 0), time(12, 0)), "Search")
    assert cause_of_cut(cut).title == (
        "No regime in the whole establishment from Tue 24 Nov 2026 to Thu 26 Nov 2026, 09:00–12:00"
    )
    assert cause_of_cut(cut).curtailed == (cut,)


def test_the_action_of_the_command_line_is_the_same(office: DeskOffice) -> None:
    cut = Curtailment(THURSDAY, THURSDAY, "2", WHOLE_DAY, "Search")
    change = curtail(office.desk, cut)
    assert change.warnings == ("1 later session lies in it. Plan again to move it.",)
