"""Pictures of the calendar and the Data page, to be looked at: light, dark, large text, carrying, dialogs, import."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.rulebook import RegimeEntry
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.rota import plan_rota
from keywork_desktop.store.policies import shipped_policies
from keywork_desktop.ui.day_sheet import set_page
from keywork_desktop.ui.dialogs.session import SessionDialog
from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.pages.calendar import CalendarPage
from keywork_desktop.ui.pages.data import DataPage
from tests.calendar_prison import a_prison, a_view, with_a_plan
from tests.factories import TODAY, a_core_day
from tests.fake_office import FakeOffice
from tests.looks import colours, on_screen
from tests.store_office import StoreOffice, a_desk

DAY = date(2026, 11, 24)


def test_the_calendar(qtbot: QtBot, look: str, pictures: Path) -> None:
    office = FakeOffice()
    office.view = a_view(replace(with_a_plan(a_prison())), units=frozenset({"2"}))
    page = on_screen(qtbot, CalendarPage(office))
    QApplication.processEvents()
    assert colours(page, pictures / f"calendar_weeks_{look}.png") > 20
    assert page.facts is not None
    entry = next(entry for entry in page.facts.entries[DAY] if entry.session_id)
    page.grid.choose(DAY, entry.key)
    page.grid.lift()
    assert colours(page, pictures / f"calendar_carrying_{look}.png") > 20
    page.carrier.put_back()
    page.open_entry(entry)
    dialog = page.findChild(SessionDialog)
    assert dialog is not None
    assert colours(dialog, pictures / f"calendar_session_{look}.png") > 10
    dialog.close()
    page.show_day(DAY)
    QApplication.processEvents()
    assert colours(page, pictures / f"calendar_day_{look}.png") > 20
    plan = page.planning.begin(office.view)
    plan.show_plan(plan_rota(office.view.snapshot, unit="2"), office.view.snapshot.planned)
    assert colours(plan, pictures / f"calendar_plan_{look}.png") > 10
    plan.reject()


def a_cut_prison() -> Snapshot:
    """Levels that differ by houseblock, a morning and a day on which the regime is cut, and a core day."""
    sets = shipped_policies()
    levels = {level: sets[f"edm_level_{level}"] for level in (1, 2, 3, 4)}
    monday = DAY - timedelta(days=1)
    regime = (
        RegimeEntry(3, monday, monday + timedelta(days=6)),
        RegimeEntry(4, DAY + timedelta(days=2), DAY + timedelta(days=3), "2"),
    )
    cuts = (
        Curtailment(DAY, DAY, None, TimeSpan(time(9, 15), time(12)), "Staff shortage"),
        Curtailment(DAY + timedelta(days=8), DAY + timedelta(days=8), None, reason="Full staff meeting"),
    )
    core = tuple(a_core_day("0830-1200 1345-1700", unit="2", weekday=n, roll_check="1115-1145") for n in range(5))
    snapshot = with_a_plan(a_prison())
    policies = replace(snapshot.policies, regime=regime, levels=levels)
    return replace(snapshot, policies=policies, curtailments=cuts, core_days=core)


@pytest.mark.parametrize("units", [frozenset({"2"}), None], ids=["one", "all"])
def test_the_regime_in_every_view(qtbot: QtBot, look: str, pictures: Path, units: frozenset[str | None] | None) -> None:
    office = FakeOffice()
    office.view = a_view(a_cut_prison(), units=units)
    page = on_screen(qtbot, CalendarPage(office))
    name = "one" if units else "all"
    for mode in Mode:
        page.show_mode(mode, DAY)
        QApplication.processEvents()
        assert colours(page, pictures / f"calendar_regime_{mode.value}_{name}_{look}.png") > 20
    page.show_mode(Mode.WEEK, DAY)
    assert page.facts is not None
    entry = next(entry for entry in page.facts.entries[DAY] if entry.session_id)
    page.week.choose_prisoner(entry.prison_number, DAY)
    page.week.lift()
    QApplication.processEvents()
    assert colours(page, pictures / f"calendar_week_carrying_{name}_{look}.png") > 20
    page.carrier.put_back()


def test_the_agenda_on_paper(qtbot: QtBot, pictures: Path) -> None:
    office = FakeOffice()
    office.view = a_view(a_cut_prison(), units=frozenset({"2"}))
    page = on_screen(qtbot, CalendarPage(office))
    page.show_mode(Mode.AGENDA, DAY)
    writer = QPdfWriter(str(pictures / "calendar_agenda.pdf"))
    set_page(writer)
    assert page.agenda.paper().paint(writer) > 1


def test_the_data_page(qtbot: QtBot, look: str, pictures: Path, sample_reports: Path, tmp_path: Path) -> None:
    office = StoreOffice(a_desk(tmp_path, TODAY))
    office.refresh()
    page = on_screen(qtbot, DataPage(office))
    assert colours(page, pictures / f"data_empty_{look}.png") > 10
    page.import_files(sorted(path for path in sample_reports.iterdir() if path.suffix in (".csv", ".xlsx")))
    QApplication.processEvents()
    page.preview.problems_table.selectRow(3)
    assert colours(page, pictures / f"data_import_{look}.png") > 10
    page.preview.accept.click()
    assert colours(page, pictures / f"data_{look}.png") > 10
    office.desk.store.close()
