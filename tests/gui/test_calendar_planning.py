"""Planning four weeks and exporting the rota from the calendar, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from keywork_desktop.actions import exporting_rota
from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.ui.dialogs.plan import PlanDialog, PlanWish
from keywork_desktop.ui.pages.calendar import CalendarPage
from keywork_desktop.ui.widgets.calendar_export import usual_name
from tests.calendar_prison import a_prison
from tests.desk_office import a_store_with
from tests.factories import TODAY
from tests.store_office import StoreOffice, at_desk

MONDAY = date(2026, 11, 23)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[CalendarPage]:
    """The calendar over a small prison with a detail and nothing planned."""
    office = StoreOffice(at_desk(a_store_with(tmp_path, a_prison(units=1, officers=4, prisoners=30)), TODAY))
    office.refresh()
    page = CalendarPage(office)
    qtbot.addWidget(page)
    page.resize(1240, 690)
    page.show()
    qtbot.waitUntil(lambda: page.header.width() > 600)
    page.export.folder = tmp_path
    yield page
    office.desk.store.close()


def office_of(page: CalendarPage) -> StoreOffice:
    assert isinstance(page.office, StoreOffice)
    return page.office


def planning(page: CalendarPage) -> PlanDialog:
    page.header.plan.click()
    dialog = page.planning.dialog
    assert dialog is not None
    return dialog


def planned_ids(page: CalendarPage) -> set[str]:
    assert page.facts is not None
    return set(page.facts.sessions)


def test_a_plan_begins_with_the_next_monday_and_the_whole_establishment(page: CalendarPage) -> None:
    dialog = planning(page)
    assert dialog.wish == PlanWish(MONDAY, 4, None)
    dialog.reject()


def test_a_plan_is_proposed_accepted_and_undone_in_one_step(page: CalendarPage) -> None:
    dialog = planning(page)
    dialog.plan_button.click()
    assert dialog.plan is not None
    assert not planned_ids(page)
    assert dialog.accept_button.isVisible()
    dialog.accept_button.click()
    assert planned_ids(page)
    assert office_of(page).said[0].startswith("Plan ")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    office_of(page).undo()
    assert not planned_ids(page)


def test_discarding_a_plan_changes_nothing(page: CalendarPage) -> None:
    dialog = planning(page)
    dialog.plan_button.click()
    dialog.discard_button.click()
    assert not planned_ids(page)
    assert office_of(page).said == []


def test_cancelling_leads_back_to_the_fields(page: CalendarPage) -> None:
    dialog = planning(page)
    office_of(page).cancel_next = True
    dialog.plan_button.click()
    assert [error.code for error in office_of(page).errors] == ["cancelled"]
    assert dialog.plan_button.isVisible()
    assert dialog.plan is None
    dialog.reject()


def test_a_plan_for_weeks_that_are_not_shown_leads_there(page: CalendarPage) -> None:
    dialog = planning(page)
    dialog.first.setDate(dialog.first.date().addDays(28))
    dialog.plan_button.click()
    dialog.accept_button.click()
    assert page.header.title.text() == "Mon 21 Dec 2026 – Sun 17 Jan 2027"


def export_to(page: CalendarPage, path: Path) -> None:
    page.header.export.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.accept()
    QApplication.processEvents()


def test_the_rota_is_exported_and_its_folder_offered(page: CalendarPage, tmp_path: Path) -> None:
    export_to(page, tmp_path / "rota.xlsx")
    assert (tmp_path / "rota.xlsx").stat().st_size > 1000
    assert page.notice.words.text() == "Exported 0 sessions to rota.xlsx."
    names = [made.text() for made in page.notice.findChildren(QPushButton)]
    assert "Open folder" in names


def test_a_file_that_excel_holds_gets_another_name(
    page: CalendarPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = tmp_path / "rota (2).xlsx"

    def held(*_: object) -> None:
        message = "rota.xlsx is open in another program. Close it there, or save under another name."
        raise EnvironmentProblem(message, code="file_open_elsewhere", details={"offer": str(offer)})

    monkeypatch.setattr(exporting_rota, "export_rota", held)
    export_to(page, tmp_path / "rota.xlsx")
    assert page.notice.words.text().startswith("rota.xlsx is open in another program.")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    again = next(made for made in page.notice.findChildren(QPushButton) if made.text() == "Another name…")
    again.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert [Path(file).name for file in dialog.selectedFiles()] == ["rota (2).xlsx"]
    dialog.reject()


def test_the_name_of_the_file_says_prison_unit_and_first_day() -> None:
    assert usual_name("HMP Saltmarsh", MONDAY, "2") == "Rota Saltmarsh Houseblock 2 from 23 Nov 2026.xlsx"
    assert usual_name("HMP Saltmarsh", MONDAY, None) == "Rota Saltmarsh from 23 Nov 2026.xlsx"
