"""Publishing on the rota page: what is published at a glance, changes marked and listed, versions compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.planning_rota import move_session, place_session, remove_session
from keywork_desktop.actions.publishing_rota import publish_rota, rota_versions, to_be_published
from keywork_desktop.domain.rota_changes import ChangeKind
from keywork_desktop.ui.dialogs.publish import PublishDialog
from keywork_desktop.ui.dialogs.rota_versions import NONE_YET, RotaVersionsDialog
from keywork_desktop.ui.models.rota_changes import ChangesListModel, ChangesTableModel
from keywork_desktop.ui.models.rota_version_table import VersionsTableModel
from keywork_desktop.ui.widgets.rota_changes_list import RotaChangesList
from tests.calendar_prison import THURSDAY, TUESDAY, a_prison, a_wing
from tests.factories import TODAY
from tests.rota_play import KHAN, OKAFOR, SMITH, WEDNESDAY, Key, Played, freed

JONES, BROWN = "B2222BB", "C3333CC"


@pytest.fixture
def played(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """SMITH and JONES are planned for Tuesday with KHAN."""
    made = Played(qtbot, tmp_path, a_wing())
    made.place(TUESDAY, SMITH)
    made.place(TUESDAY, JONES)
    yield made
    made.office.desk.store.close()


def publish(played: Played) -> None:
    played.office.act(publish_rota)


def session_of(played: Played, number: str) -> str:
    assert played.page.facts is not None
    return next(s.id for s in played.page.facts.view.snapshot.planned if s.prison_number == number)


def change_three(played: Played) -> None:
    """SMITH goes to Thursday, JONES off the rota, BROWN comes."""
    smith, jones = session_of(played, SMITH), session_of(played, JONES)
    played.office.act(lambda desk: move_session(desk, smith, THURSDAY))
    played.office.act(lambda desk: remove_session(desk, jones))
    played.office.act(lambda desk: place_session(desk, BROWN, TUESDAY))


def strip(played: Played) -> str:
    return played.page.versions.strip.words.text()


def publish_dialog(played: Played) -> PublishDialog:
    played.page.versions.strip.publish.click()
    found = [each for each in played.page.findChildren(PublishDialog) if each.isVisible()]
    return found[-1]


def versions_dialog(played: Played) -> RotaVersionsDialog:
    played.page.versions.strip.versions.click()
    return played.page.findChildren(RotaVersionsDialog)[-1]


# -- at a glance ------------------------------------------------------------------------------------------------------


def test_the_page_says_that_nothing_is_published_then_what_is_and_how_much_has_changed(played: Played) -> None:
    assert strip(played) == "Not published yet"
    assert played.page.versions.strip.changes.isHidden()
    publish(played)
    who = played.office.desk.store.rota_versions()[0].by
    assert strip(played).startswith("Published: version 1, Today ")
    assert strip(played).endswith(f", {who} · no change since")
    change_three(played)
    assert strip(played).endswith(f", {who} · 3 changes since")
    assert played.page.versions.strip.changes.text() == "Changes 3"
    assert not played.page.versions.strip.changes.isHidden()


def test_undoing_a_change_or_the_publishing_is_seen_at_once(played: Played) -> None:
    publish(played)
    played.place(THURSDAY, BROWN)
    played.office.undo()
    assert strip(played).endswith("no change since")
    played.office.undo()
    assert strip(played) == "Not published yet"


# -- publishing -------------------------------------------------------------------------------------------------------


def test_publishing_says_first_what_it_would_keep(played: Played) -> None:
    dialog = publish_dialog(played)
    assert dialog.by.text().startswith("As version 1, by ")
    assert dialog.told.text() == "Fri 20 Nov – Tue 24 Nov · 2 sessions"
    assert dialog.since.text() == "The first version of these weeks."
    assert rota_versions(played.office.desk) == ()
    dialog.publish_button.click()
    (version,) = rota_versions(played.office.desk)
    assert (version.number, len(version.sessions)) == (1, 2)
    assert freed(dialog)


def test_the_second_version_says_what_has_changed_since_the_first(played: Played) -> None:
    publish(played)
    change_three(played)
    dialog = publish_dialog(played)
    assert dialog.by.text().startswith("As version 2, by ")
    assert "3 changes: 1 moved · 1 new · 1 taken off" in dialog.since.text()
    assert dialog.table.changes.rowCount() == 3
    dialog.weeks.click()
    assert dialog.told.text() == "Fri 20 Nov – Thu 17 Dec · 2 sessions"
    assert dialog.publish_button.text() == "Publish version 2"
    dialog.publish_button.click()
    assert [version.number for version in rota_versions(played.office.desk)] == [2, 1]
    assert played.office.said[-1].startswith("Publish version 2 of the rota: 2 sessions")


def test_what_is_published_already_is_not_published_again(played: Played) -> None:
    publish(played)
    dialog = publish_dialog(played)
    assert dialog.since.text().startswith("Nothing has changed since version 1, ")
    assert not dialog.publish_button.isEnabled()
    dialog.reject()


def test_an_empty_rota_cannot_be_published_and_it_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    made = Played(qtbot, tmp_path, a_wing())
    dialog = publish_dialog(made)
    assert dialog.told.text() == "▲ Nothing is planned from Fri 20 Nov 2026 on. Plan first, and accept the plan."
    assert not dialog.publish_button.isEnabled()
    made.office.desk.store.close()


def test_nothing_is_published_while_a_proposal_lies_over_the_rota(qtbot: QtBot, tmp_path: Path) -> None:
    made = Played(qtbot, tmp_path, a_prison(units=1, officers=4, prisoners=30))
    made.page.header.plan.click()
    publish_button = made.page.versions.strip.publish
    assert not publish_button.isEnabled()
    assert publish_button.toolTip() == "Accept or discard the proposal first"
    made.page.header.accept.click()
    assert publish_button.isEnabled()
    made.office.desk.store.close()


def test_looking_whether_to_publish_writes_nothing(played: Played) -> None:
    found = to_be_published(played.office.desk)
    assert (found.draft.version, found.newest, found.changes) == (1, None, None)
    assert rota_versions(played.office.desk) == ()


# -- marks ------------------------------------------------------------------------------------------------------------


def test_cells_tell_what_came_moved_and_went_since_the_version(played: Played) -> None:
    publish(played)
    change_three(played)
    tuesday, thursday = played.cell(TUESDAY), played.cell(THURSDAY)
    assert (tuesday.differs, thursday.differs) == (ChangeKind.NEW, ChangeKind.MOVED)
    assert thursday.lines[0].since == "moved since version 1: was Tue 24 Nov 09:15"
    assert tuesday.lines[0].since == "new since version 1"
    assert [words.split(": ")[1] for words in tuesday.left] == [
        "moved to Thu 26 Nov 14:00 since version 1",
        "taken off since version 1",
    ]
    assert "1 not as published, 2 gone since" in tuesday.spoken
    played.go(THURSDAY)
    assert "moved since version 1: was Tue 24 Nov 09:15" in played.page.panel.text
    played.go(TUESDAY)
    assert played.page.panel.text.splitlines()[-1].endswith(": taken off")
    assert "taken off since version 1" in played.page.table.tip(played.page.table.currentIndex(), played.page.pos())


def test_a_day_from_which_something_only_went_is_marked_too(played: Played) -> None:
    publish(played)
    smith = session_of(played, SMITH)
    played.office.act(lambda desk: move_session(desk, smith, TUESDAY, staff_id=OKAFOR))
    assert played.cell(TUESDAY).differs is ChangeKind.GONE
    assert played.cell(TUESDAY, OKAFOR).lines[0].since == "moved since version 1: was Tue 24 Nov 09:15 KHAN, Omar"


def test_the_chip_takes_marks_and_list_away_and_brings_them_back(played: Played) -> None:
    publish(played)
    change_three(played)
    assert played.page.body.changes.isVisible()
    assert played.page.body.changes.head.text() == "Since version 1 · 3"
    played.page.table.setFocus()
    played.key(Key.Key_C)
    assert played.page.body.changes.isHidden()
    assert played.cell(THURSDAY).differs is None
    assert played.cell(TUESDAY).left == ()
    played.page.versions.strip.changes.click()
    assert played.cell(THURSDAY).differs is ChangeKind.MOVED


def test_the_list_folds_and_opens_with_a_click_and_begins_folded_where_there_is_no_room(played: Played) -> None:
    publish(played)
    change_three(played)
    changes = played.page.body.changes
    assert changes.list.isVisible()
    changes.fold.click()
    assert changes.list.isHidden()
    assert changes.fold.accessibleName() == "Show the changes"
    changes.fold.click()
    assert changes.list.isVisible()
    low = RotaChangesList(played.page)
    low.fit(120)
    assert low.list.isHidden()
    low.fit(900)
    assert not low.list.isHidden()


def test_a_change_in_the_list_leads_to_its_cell(played: Played) -> None:
    publish(played)
    change_three(played)
    changes = played.page.body.changes
    assert {line.kind for line in changes.lines.items} == set(ChangeKind)
    moved = next(line for line in changes.lines.items if line.kind is ChangeKind.MOVED)
    index = changes.lines.index_of(changes.lines.key_of(moved))
    changes.list.clicked.emit(index)
    assert played.page.table.cell == played.cell(THURSDAY)
    assert played.page.table.line is not None
    assert played.page.table.line.entry.prison_number == SMITH


def test_a_change_in_other_weeks_turns_the_page_and_leaves_the_focus(played: Played) -> None:
    publish(played)
    change_three(played)
    played.page.office.look_from(TODAY + timedelta(days=28))
    assert played.page.facts is not None
    assert THURSDAY not in played.page.facts.days
    played.page.versions.strip.versions.setFocus()
    played.page.go_to(KHAN, THURSDAY, SMITH, stay=True)
    assert played.page.table.cell == played.cell(THURSDAY)
    assert played.page.versions.strip.versions.hasFocus()
    played.page.go_to(KHAN, TUESDAY)
    assert played.page.table.hasFocus()


def test_only_changes_of_officers_shown_are_listed_beside_the_rota(played: Played) -> None:
    publish(played)
    change_three(played)
    played.office.show_units(frozenset({"4"}))
    assert played.page.facts is not None
    assert played.page.facts.changes == ()
    played.office.show_units(frozenset({"2"}))
    assert played.page.body.changes.head.text() == "Since version 1 · 3"


def test_a_proposal_is_told_against_the_published_version(qtbot: QtBot, tmp_path: Path) -> None:
    made = Played(qtbot, tmp_path, a_prison(units=1, officers=4, prisoners=30))
    made.page.header.plan.click()
    made.page.header.accept.click()
    publish(made)
    assert made.page.facts is not None
    session = next(s for s in made.page.facts.view.snapshot.planned if not s.locked)
    made.office.act(lambda desk: remove_session(desk, session.id))
    made.page.header.plan.click()
    assert made.page.plan is not None
    assert made.page.plan.version == 1
    assert made.page.facts is not None
    marks = made.page.facts.marks
    assert marks is not None
    assert len(marks.lines) < 20
    moved = made.page.plan.moved_from_published
    said = f"Moves {moved} published session{'s' * (moved != 1)} of version 1"
    assert (said in made.page.body.numbers.text) == bool(moved)
    made.office.desk.store.close()


# -- versions ---------------------------------------------------------------------------------------------------------


def test_without_a_version_the_dialog_says_how_to_make_one(played: Played) -> None:
    dialog = versions_dialog(played)
    assert dialog.told.text() == NONE_YET
    assert dialog.versions.isHidden()
    dialog.reject()
    assert freed(dialog)


def test_a_version_is_compared_with_the_rota_as_it_stands_and_with_another(played: Played) -> None:
    publish(played)
    change_three(played)
    publish(played)
    dialog = versions_dialog(played)
    model = dialog.versions.model()
    assert isinstance(model, VersionsTableModel)
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Version 2", "Version 1"]
    assert (
        dialog.summary.text().splitlines()[0].startswith("Changes from version 2 to the rota as it stands, Fri 20 Nov")
    )
    assert dialog.summary.text().splitlines()[1] == "No change: 2 sessions as before"
    assert dialog.changes.isHidden()
    QTest.keyClick(dialog.versions, Key.Key_Down)
    assert dialog.version.number == 1
    assert dialog.changes.changes.rowCount() == 3
    dialog.beside.setCurrentIndex(dialog.beside.findData(2))
    dialog.beside.activated.emit(dialog.beside.currentIndex())
    assert dialog.summary.text().splitlines()[0] == "Changes from version 1 to version 2, Fri 20 Nov – Tue 24 Nov"
    dialog.reject()


def test_a_changed_line_is_gone_to_with_enter(played: Played) -> None:
    publish(played)
    change_three(played)
    played.go(WEDNESDAY)
    dialog = versions_dialog(played)
    names = [dialog.changes.changes.line(row).prison_number for row in range(dialog.changes.changes.rowCount())]
    dialog.changes.selectRow(names.index(BROWN))
    QTest.keyClick(dialog.changes, Key.Key_Return)
    assert played.page.table.cell == played.cell(TUESDAY)
    assert freed(dialog)


def test_a_line_in_other_weeks_turns_the_page(played: Played) -> None:
    played.page.go_to(KHAN, TODAY + timedelta(days=40))
    assert played.page.facts is not None
    assert TODAY + timedelta(days=40) in played.page.facts.days


def test_only_the_selected_houseblocks_are_listed(played: Played) -> None:
    publish(played)
    change_three(played)
    played.office.show_units(frozenset({"4"}))
    dialog = versions_dialog(played)
    assert dialog.changes.isHidden()
    assert dialog.summary.text().splitlines()[1].startswith("0 changes in ")
    dialog.reject()


def test_the_comparison_goes_on_paper(played: Played, tmp_path: Path) -> None:
    publish(played)
    change_three(played)
    dialog = versions_dialog(played)
    dialog.save_to(str(tmp_path / "changes.pdf"))
    assert (tmp_path / "changes.pdf").read_bytes().startswith(b"%PDF")
    assert dialog.told.text().startswith("Saved as changes.pdf")
    asked = dialog.ask_where_to_save()
    assert isinstance(asked, QFileDialog)
    asked.reject()
    dialog.print_changes()
    QApplication.processEvents()
    previews = dialog.findChildren(QPrintPreviewDialog)
    assert len(previews) == 1
    previews[0].reject()
    dialog.reject()


def test_the_models_keep_their_word(played: Played) -> None:
    publish(played)
    change_three(played)
    assert played.page.facts is not None
    marks = played.page.facts.marks
    assert marks is not None
    held = ChangesListModel(played.page)
    tester = QAbstractItemModelTester(held, QAbstractItemModelTester.FailureReportingMode.Fatal)
    held.show(marks.lines)
    held.show(marks.lines[1:])
    table = ChangesTableModel(marks.lines, played.page)
    others = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    versions = VersionsTableModel(rota_versions(played.office.desk), TODAY, played.page)
    third = QAbstractItemModelTester(versions, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert (held.rowCount(), table.rowCount(), versions.rowCount()) == (2, 3, 1)
    assert [made.model() for made in (tester, others, third)] == [held, table, versions]


def test_in_a_low_window_the_side_scrolls_and_nothing_is_cut(played: Played) -> None:
    publish(played)
    change_three(played)
    played.go(TUESDAY)
    played.page.resize(1240, 420)
    for _ in range(3):
        QApplication.processEvents()
    panel = played.page.body.panel
    assert panel.height() >= panel.heightForWidth(panel.width())
    assert played.page.body.changes.list.isHidden()
    played.page.resize(1240, 900)
    QApplication.processEvents()
    assert played.page.body.changes.list.isVisible()
