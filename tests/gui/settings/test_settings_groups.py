"""Groups, flags and landings in Settings: approved by somebody, with an author, a reason and an end."""

from __future__ import annotations

from datetime import date

from keywork_desktop.domain.rules import NEURODIVERSE_LANDING
from keywork_desktop.ui.dialogs.group_flag import FlagDialog, FlagEndDialog
from keywork_desktop.ui.dialogs.group_off import GroupOffDialog
from keywork_desktop.ui.dialogs.group_on import GroupOnDialog
from keywork_desktop.ui.pages.settings import SettingsPage
from keywork_desktop.ui.widgets.day_field import qdate
from tests.desk_office import DeskOffice
from tests.factories import TODAY
from tests.settings_page import (
    ABBOTT,
    GROUPS,
    LOCATIONS,
    dialog_of,
    no_dialog,
    table_text,
)


def test_a_local_group_is_off_until_somebody_approved_it(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("csip")
    assert page.groups.asks.text() == "Off: it asks for nothing."
    page.groups.on.click()
    dialog = dialog_of(page, GroupOnDialog)
    dialog.save.click()
    assert dialog.isVisible(), "nobody has approved it"
    dialog.by.setText("Head of Residence")
    dialog.approved.setDate(qdate(date(2026, 11, 18)))
    dialog.save.click()
    assert no_dialog(page, GroupOnDialog)
    assert page.groups.approved.text() == (
        "Whole establishment since Fri 20 Nov · approved by Head of Residence on Wed 18 Nov 2026"
    )
    assert page.groups.line is not None
    assert page.groups.line.members == 1
    page.groups.off.click()
    dialog_of(page, GroupOffDialog).save.click()
    assert no_dialog(page, GroupOffDialog)
    assert page.groups.line.switches[0].to_date == TODAY


def test_groups_of_the_table_cannot_be_switched_here(page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("acct_open")
    assert page.groups.on.isHidden()
    assert page.groups.off.isHidden()


def test_a_group_of_our_own_and_its_age_are_asked_for(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("young_adult")
    page.groups.on.click()
    young = dialog_of(page, GroupOnDialog)
    young.by.setText("PGD")
    young.age.setValue(12)
    assert "age" in young.mistakes()
    young.age.setValue(22)
    young.save.click()
    assert no_dialog(page, GroupOnDialog)
    assert "under 22" in page.groups.approved.text()
    page.groups.other.click()
    other = dialog_of(page, GroupOnDialog)
    other.name.setText("Veterans")
    other.by.setText("PGD")
    other.save.click()
    assert no_dialog(page, GroupOnDialog)
    page.groups.choose("veterans")
    assert page.groups.name.text() == "Veterans"


def test_a_flag_has_an_author_a_reason_and_a_review_and_ends(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("shielding")
    page.groups.flag.click()
    dialog = dialog_of(page, FlagDialog)
    dialog.who.setText("nobody at all")
    assert set(dialog.mistakes()) == {"prison_number", "by", "reason"}
    dialog.who.setText("abbott")
    dialog.by.setText("Healthcare")
    dialog.reason.setText("medical advice")
    dialog.save.click()
    assert no_dialog(page, FlagDialog)
    assert table_text(page.groups.flags) == [
        f"ABBOTT, John {ABBOTT} | 20 Nov 2026 |  | 18 Dec 2026 | Healthcare | medical advice"
    ]
    page.groups.table.selectRow(0)
    assert page.groups.whole.text() == (
        "ABBOTT, John: medical advice. Decided by Healthcare, entered by manager on Fri 20 Nov 2026."
    )
    page.groups.end_flag.click()
    ending = dialog_of(page, FlagEndDialog)
    ending.end.setDate(qdate(date(2026, 11, 30)))
    ending.save.click()
    assert no_dialog(page, FlagEndDialog)
    assert "30 Nov 2026" in table_text(page.groups.flags)[0]


def test_the_irmm_lengthens_the_window_of_one_prisoner(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(GROUPS)
    page.groups.choose("rosh_pre_release")
    page.groups.flag.click()
    dialog = dialog_of(page, FlagDialog)
    dialog.who.setText(ABBOTT)
    dialog.by.setText("IRMM")
    dialog.reason.setText("agreed at the meeting")
    dialog.days.setValue(56)
    dialog.save.click()
    assert no_dialog(page, FlagDialog)
    assert table_text(page.groups.flags)[0].endswith("| IRMM | 56 days before release · agreed at the meeting")


def test_the_neurodiverse_landing_is_named_and_unnamed(office: DeskOffice, page: SettingsPage) -> None:
    page.show_part(LOCATIONS)
    assert table_text(page.locations.landings) == [
        "Houseblock 2 | 2-1 | 1 | 1 | ",
        "Houseblock 2 | 2-2 | 1 | 1 | ",
        "Houseblock 3 | 3-1 | 1 | 1 | ",
    ]
    page.locations.table.selectRow(1)
    page.locations.name.click()
    dialog = dialog_of(page, GroupOnDialog)
    assert dialog.ticked == ("2-2",)
    dialog.by.setText("PGD")
    dialog.save.click()
    assert no_dialog(page, GroupOnDialog)
    assert table_text(page.locations.landings)[1].endswith("Neurodiverse landing since Fri 20 Nov")
    assert office.view is not None
    assert [switch.group for switch in office.view.snapshot.policies.switches] == [NEURODIVERSE_LANDING]
    page.locations.unname.click()
    dialog_of(page, GroupOffDialog).save.click()
    assert no_dialog(page, GroupOffDialog)
    assert table_text(page.locations.landings)[1].endswith("Neurodiverse landing Fri 20 Nov")
