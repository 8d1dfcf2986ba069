"""Sets of rules in Settings: copied, changed and put in force; what is refused stands at its field."""

from __future__ import annotations

from datetime import date

from keywork_desktop.ui.dialogs.policy_copy import PolicyCopyDialog
from keywork_desktop.ui.dialogs.policy_edit import PolicyEditDialog
from keywork_desktop.ui.dialogs.policy_use import PolicyUseDialog
from keywork_desktop.ui.pages.settings import SettingsPage
from keywork_desktop.ui.widgets.day_field import qdate
from tests.desk_office import DeskOffice
from tests.settings_page import (
    dialog_of,
    no_dialog,
    table_text,
)


def test_the_set_in_force_is_chosen_and_shipped_ones_cannot_be_changed(page: SettingsPage) -> None:
    line = page.policies.line
    assert line is not None
    assert line.spoken == (
        "Key work 2025/26, Ships with the program, in force, Whole establishment since Tue 1 Apr 2025"
    )
    assert page.policies.edit.isHidden()
    assert not page.policies.copy.isHidden()
    assert len(page.policies.policies.items) == 8


def test_a_set_is_copied_changed_and_put_in_force_for_a_houseblock(office: DeskOffice, page: SettingsPage) -> None:
    page.policies.copy.click()
    copying = dialog_of(page, PolicyCopyDialog)
    copying.name.setText("key work 2025/26")
    copying.save.click()
    assert not copying.save.isEnabled(), "there is a set of this name already"
    copying.name.setText("Ours")
    copying.save.click()
    assert no_dialog(page, PolicyCopyDialog)

    page.policies.choose("ours")
    assert page.policies.line is not None
    assert page.policies.line.note.startswith("Own copy of Key work 2025/26, last changed by manager")
    page.policies.edit.click()
    editing = dialog_of(page, PolicyEditDialog)
    editing.rules.field("baseline", 0).setValue(30)
    editing.save.click()
    assert editing.isVisible(), "thirty sessions in 28 days cannot be"
    assert editing.rules.mistakes() == {"baseline": "30 sessions in 28 days: at most one a day can count."}
    editing.rules.field("baseline", 0).setValue(3)
    editing.rules.box("shielding").setChecked(True)
    editing.save.click()
    assert no_dialog(page, PolicyEditDialog)
    everyone = table_text(page.policies.rules)[0]
    assert everyone.startswith("Everyone | 3 | 28 | 45 |  |  | ")
    assert "decided here" in everyone.casefold()
    assert any(row.startswith("Shielding | 1 | 7 | 45 | 7 days") for row in table_text(page.policies.rules))

    page.policies.use.click()
    using = dialog_of(page, PolicyUseDialog)
    using.unit.setCurrentIndex(using.unit.findData("3"))
    using.save.click()
    assert no_dialog(page, PolicyUseDialog)
    assert [row.unit for row in page.policies.time_line.model.items] == [None, "3"]
    assert "Ours from Sat 21 Nov 2026 on" in page.policies.time_line.model.items[1].spoken
    office.undo()
    assert [row.unit for row in page.policies.time_line.model.items] == [None]


def test_numbers_of_nothing_are_refused_at_the_field(office: DeskOffice, page: SettingsPage) -> None:
    page.policies.copy.click()
    dialog_of(page, PolicyCopyDialog).save.click()
    page.policies.choose("key_work_2025_26_ours")
    page.policies.edit.click()
    editing = dialog_of(page, PolicyEditDialog)
    editing.rules.field("acct_open", 1).setValue(0)
    editing.rules.field("baseline", 0).setValue(0)
    editing.save.click()
    assert editing.rules.mistakes() == {
        "baseline": "The number of sessions must be at least 1.",
        "acct_open": "The number of days must be at least 1.",
    }
    assert "at least 1" in editing.rules.field("baseline", 0).accessibleDescription()
    editing.leave.click()


def test_what_the_action_refuses_stands_at_the_field_and_the_dialog_stays(
    office: DeskOffice, page: SettingsPage
) -> None:
    page.policies.choose("omic_45_minutes")
    page.policies.use.click()
    first = dialog_of(page, PolicyUseDialog)
    first.first.setDate(qdate(date(2026, 12, 7)))
    first.save.click()
    assert no_dialog(page, PolicyUseDialog)
    page.policies.choose("fortnightly_model")
    page.policies.use.click()
    second = dialog_of(page, PolicyUseDialog)
    second.first.setDate(qdate(date(2026, 12, 1)))
    second.save.click()
    assert second.isVisible()
    assert "another one begins on 07/12/2026" in second.mistake_at("from").casefold()
    second.leave.click()
