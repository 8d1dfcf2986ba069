"""Pictures of what is published, to be looked at: changes marked and listed, publishing, versions compared."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.curtailing import a_curtailment, curtail
from keywork_desktop.actions.planning_rota import move_session, remove_session
from keywork_desktop.actions.publishing_rota import publish_rota
from keywork_desktop.ui.dialogs.publish import PublishDialog
from keywork_desktop.ui.dialogs.rota_versions import RotaVersionsDialog
from keywork_desktop.ui.pages.rota import RotaPage
from tests.calendar_prison import a_prison, with_a_plan
from tests.desk_office import AT, a_store_with
from tests.factories import TODAY
from tests.looks import colours, on_screen
from tests.store_office import StoreOffice, at_desk


def an_office(folder: Path) -> StoreOffice:
    """A houseblock, planned and published twice; then a day's regime is cut, and sessions moved and taken off."""
    prison = with_a_plan(a_prison(units=1, officers=14, prisoners=90))
    store = a_store_with(folder, prison)
    with store.unit_of_work("plan", "Plan", at=AT) as work:
        for session in prison.planned:
            work.add_planned(session)
        work.commit()
    office = StoreOffice(at_desk(store, TODAY))
    office.refresh()
    office.act(publish_rota)
    change(office, 3)
    office.act(publish_rota)
    change(office, 5)
    day = TODAY + timedelta(days=6)
    office.act(lambda desk: curtail(desk, a_curtailment(desk, day, day, reason="staff shortage")))
    return office


def change(office: StoreOffice, count: int) -> None:
    """Move what can be moved by a week until `count` were, and take two off the rota."""
    assert office.view is not None
    ahead = [s for s in office.view.snapshot.planned if s.on > TODAY + timedelta(days=1)]
    for session in ahead[:2]:
        office.act(partial(remove_session, session_id=session.id))
    moved = 0
    for session in ahead[2:]:
        if moved == count:
            return
        for days in (1, 2, 3, 7):
            before = len(office.errors)
            to: date = session.on + timedelta(days=days)
            office.act(partial(move_session, session_id=session.id, on=to))
            if len(office.errors) == before:
                moved += 1
                break


def test_versions_of_the_rota(qtbot: QtBot, look: str, pictures: Path, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    page = on_screen(qtbot, RotaPage(office))
    assert page.facts is not None
    marks = page.facts.marks
    assert marks is not None
    page.go_to(marks.lines[0].at.staff_id, marks.lines[0].at.on, marks.lines[0].prison_number)
    for _ in range(3):
        QApplication.processEvents()
    strip = page.versions.strip
    assert strip.words.width() >= strip.words.sizeHint().width() or strip.is_wrapped
    assert colours(page, pictures / f"rota_changes_{look}.png") > 20
    strip.publish.click()
    publishing = page.findChildren(PublishDialog)[-1]
    assert colours(publishing, pictures / f"rota_publish_{look}.png") > 8
    publishing.reject()
    strip.versions.click()
    versions = page.findChildren(RotaVersionsDialog)[-1]
    versions.versions.selectRow(1)
    assert colours(versions, pictures / f"rota_versions_{look}.png") > 8
    versions.reject()
    office.desk.store.close()
