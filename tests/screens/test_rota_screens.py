"""Pictures of the rota page, to be looked at: as it stands, carrying, proposal, editing, what if, in each look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.exploring_rota import Beside, Explored, Side
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import Shift, TimeSpan
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.what_if import Away, If, OtherTime, RegimeCut, imagined
from keywork_desktop.planning.rota import plan_rota
from keywork_desktop.planning.rota_capacity import capacity_of
from keywork_desktop.planning.rota_outlook import outlook
from keywork_desktop.ui.dialogs.shift import ShiftDialog
from keywork_desktop.ui.dialogs.what_if import WhatIfDialog
from keywork_desktop.ui.models.rota_forecast import forecast_lines
from keywork_desktop.ui.pages.rota import RotaPage
from tests.calendar_prison import a_prison, a_view, weeks_around, with_a_plan
from tests.fake_office import FakeOffice
from tests.looks import colours, on_screen

NEXT_MONDAY = date(2026, 11, 23)


def a_houseblock() -> Snapshot:
    """Four weeks from Monday, planned; one officer is sick, one on leave, so that their sessions stand out."""
    prison = with_a_plan(a_prison(units=1, officers=26, prisoners=170, period=weeks_around(NEXT_MONDAY)))
    shifts = dict(prison.shifts)
    for officer, code, days in (("OFF103", "SL", 3), ("OFF107", "AL", 7)):
        for n in range(days):
            day = NEXT_MONDAY + timedelta(days=n)
            shifts[officer, day] = Shift(officer, day, code)
    return replace(prison, shifts=shifts)


def a_side(prison: Snapshot, ifs: tuple[If, ...]) -> Side:
    then = imagined(prison, ifs)
    plan = plan_rota(then.snapshot, without=then.away)
    return Side("Rota as it stands", plan, capacity_of(then.snapshot, plan, then.away))


def test_the_rota(qtbot: QtBot, look: str, pictures: Path) -> None:
    office, prison = FakeOffice(), a_houseblock()
    office.view = a_view(prison)
    page = on_screen(qtbot, RotaPage(office))
    assert page.facts is not None
    session = next(s for s in prison.planned if s.on > NEXT_MONDAY)
    page.table.choose(session.staff_id, session.on)
    page.table.setFocus()
    QApplication.processEvents()
    coming = forecast_lines(outlook(replace(prison, planned=prison.planned[::2])), prison)
    page.body.forecast.show_lines(coming, may_put=True)
    page.body.forecast.show()
    page.body.forecast.list.setCurrentIndex(page.body.forecast.lines.index(0))
    QApplication.processEvents()
    assert colours(page, pictures / f"rota_{look}.png") > 20
    page.table.lift()
    assert colours(page, pictures / f"rota_carrying_{look}.png") > 20
    page.carrier.put_back()
    plan = plan_rota(prison)
    page.show_plan(plan)
    # The head's layout follows the buttons that came and went one event later.
    for _ in range(3):
        QApplication.processEvents()
    assert page.header.title.width() >= page.header.title.sizeHint().width()
    numbers = page.body.numbers
    assert numbers.reached.heightForWidth(numbers.reached.width()) <= numbers.reached.height()
    assert colours(page, pictures / f"rota_proposal_{look}.png") > 20
    page.discard()
    page.header.edit.click()
    page.table.edit(page.table.currentIndex())
    assert colours(page, pictures / f"rota_editing_{look}.png") > 20
    page.header.edit.click()
    office.answers["known_policies"] = ()
    dialog = WhatIfDialog(office, office.view, NEXT_MONDAY, None, page)
    dialog.open()
    away = Away((session.staff_id, "OFF103"), NEXT_MONDAY, NEXT_MONDAY + timedelta(days=27))
    cut = RegimeCut(Curtailment(NEXT_MONDAY, NEXT_MONDAY + timedelta(days=2), "1", TimeSpan(time(8), time(12))))
    for one in (away, OtherTime(30, session.staff_id), cut):
        dialog.lines.add(one)
    now, then = (a_side(prison, ifs) for ifs in ((), (away, cut)))
    said = tuple(dialog.lines.text.splitlines())
    dialog.answer.show_found(Explored(said, then, {Beside.STANDING: now}, plan.period, None))
    for place in range(4):
        dialog.answer.tabs.setCurrentIndex(place)
        QApplication.processEvents()
        assert colours(dialog, pictures / f"rota_what_if_{place + 1}_{look}.png") > 10
    dialog.close()
    assert page.table.cell is not None
    shift = ShiftDialog([page.table.cell], page)
    shift.open()
    assert colours(shift, pictures / f"rota_shift_{look}.png") > 5
    shift.close()
