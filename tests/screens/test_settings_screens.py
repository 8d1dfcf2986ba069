"""Pictures of the Settings page, to be looked at: each part in light, dark and large text, and its dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.core_day import set_core_day
from keywork_desktop.actions.curtailing import a_curtailment, curtail
from keywork_desktop.actions.groups import flag, group_on
from keywork_desktop.actions.regime import set_regime
from keywork_desktop.actions.rules import copy_policy, use_policy
from keywork_desktop.ui.dialogs.core_day import CoreDayDialog
from keywork_desktop.ui.dialogs.core_day_copy import CoreDayCopyDialog, CoreDayEndDialog
from keywork_desktop.ui.dialogs.curtail import CurtailDialog
from keywork_desktop.ui.dialogs.group_flag import FlagDialog
from keywork_desktop.ui.dialogs.group_on import GroupOnDialog
from keywork_desktop.ui.dialogs.policy_edit import PolicyEditDialog
from keywork_desktop.ui.dialogs.policy_use import PolicyUseDialog
from keywork_desktop.ui.dialogs.regime_colours import RegimeColoursDialog
from keywork_desktop.ui.pages.settings import PARTS, SettingsPage
from tests.board_prison import a_whole_prison
from tests.desk_office import DeskOffice, a_store_with
from tests.factories import TODAY, a_core_day
from tests.looks import colours, on_screen

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[DeskOffice]:
    """A whole prison with levels, sets and groups in time."""
    store = a_store_with(tmp_path, a_whole_prison())
    office = DeskOffice(store, TODAY)
    desk = office.desk
    set_regime(desk, 2, date(2026, 11, 9), date(2026, 11, 22))
    set_regime(desk, 4, TOMORROW, TOMORROW, "2")
    set_regime(desk, 3, date(2026, 11, 30), date(2026, 12, 6), "5")
    use_policy(desk, "omic_45_minutes", date(2027, 2, 1), None, "3")
    copy_policy(desk, "key_work_2025_26", "Key work 2025/26, ours")
    group_on(desk, "csip", "Head of Residence, PGD", date(2026, 11, 1), approved_on=date(2026, 10, 30))
    group_on(desk, "young_adult", "PGD", date(2026, 12, 1), unit="4", under_age=25)
    group_on(desk, "neurodiverse_landing", "PGD", date(2026, 11, 1), landings=("2-3",))
    looked = store.snapshot(TODAY)
    core_day = a_core_day("0745-1215 1345-1715 1730-1900", meal="1645-1715", roll_check="1215-1230")
    set_core_day(desk, core_day.parts, range(5), date(2026, 6, 1))
    curtail(desk, a_curtailment(desk, TOMORROW, unit="2", reason="Staff shortage"))
    for number in list(looked.prisoners)[:3]:
        flag(desk, "csip", number, date(2026, 10, 1), "CM Price", reason="debts on the landing")
    office.refresh()
    yield office
    store.close()


@pytest.fixture
def page(qtbot: QtBot, look: str, office: DeskOffice) -> SettingsPage:
    page = on_screen(qtbot, SettingsPage(office))  # type: ignore[arg-type]  # an office of the same manners
    page.regime.editor.choose_level(1)
    page.groups.choose("csip")
    QApplication.processEvents()
    return page


def test_the_parts_of_the_settings(page: SettingsPage, look: str, pictures: Path) -> None:
    for place, name in enumerate(PARTS):
        page.show_part(place)
        QApplication.processEvents()
        file = pictures / f"settings_{name.split()[0].lower()}_{look}.png"
        assert colours(page, file) > 15
        part = page.part
        assert part.width() <= page.width(), f"{name} is wider than the page"


def test_the_dialogs_of_the_settings(
    page: SettingsPage, look: str, office: DeskOffice, pictures: Path, qtbot: QtBot
) -> None:
    assert office.view is not None
    snapshot = office.view.snapshot
    page.policies.choose("key_work_2025_26_ours")
    line = page.policies.line
    assert line is not None
    assert page.facts is not None
    edit = PolicyEditDialog(line.policy, (), TODAY, page)
    edit.rules.field("baseline", 0).setValue(30)
    edit.decide()
    on = GroupOnDialog("neurodiverse", snapshot.units, ("2-1", "2-2", "2-3"), TODAY, page, ("2-3",))
    on.decide()
    core_day = a_core_day("0745-1215 1345-1715", meal="1645-1715", roll_check="1215-1230")
    dialogs: dict[str, QDialog] = {
        "policy_edit": edit,
        "policy_use": PolicyUseDialog(line.policy, snapshot.policies, snapshot.units, TODAY, page),
        "regime_colours": RegimeColoursDialog(page.facts.colours, page),
        "group_on": on,
        "group_flag": FlagDialog("rosh_pre_release", snapshot, TODAY, page),
        "core_day": CoreDayDialog(page.office, "2", (0, 1), core_day.parts, TODAY, page),
        "core_day_copy": CoreDayCopyDialog("2", snapshot.units, TODAY, page),
        "core_day_end": CoreDayEndDialog("2", (0, 1), TODAY, page),
        "curtail": CurtailDialog(page.office, snapshot, page, unit="2", day=TOMORROW),
    }
    for name, dialog in dialogs.items():
        with qtbot.waitExposed(dialog):
            dialog.open()
        assert colours(dialog, pictures / f"settings_{name}_{look}.png") > 10
        assert dialog.height() <= 768, f"{name} is higher than the screen"
        dialog.reject()
