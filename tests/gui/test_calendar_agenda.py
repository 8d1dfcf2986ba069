"""The agenda: what is due and planned by day, narrowed by officer, prisoner and priority; copied, printed, opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.day_sheet import set_page
from keywork_desktop.ui.dialogs.session import SessionDialog
from keywork_desktop.ui.models.calendar_agenda import (
    AgendaDay,
    AgendaFilter,
    AgendaLine,
    agenda_rows,
    as_text,
)
from keywork_desktop.ui.models.calendar_agenda_model import CalendarAgendaModel
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_modes import Mode
from tests.calendar_play import THURSDAY, TUESDAY, Key, Played
from tests.calendar_prison import a_planned, a_prison, a_view, a_wing, with_a_plan
from tests.factories import TODAY, a_session

EVERYBODY = AgendaFilter()
KHAN, OKAFOR = "OFF01A", "OFF02B"


def facts_of(snapshot: Snapshot, **more: object) -> CalendarFacts:
    return CalendarFacts(a_view(snapshot, **more))


def texts(snapshot: Snapshot, first: date = TODAY, days: int = 7, wanted: AgendaFilter = EVERYBODY) -> list[str]:
    model = CalendarAgendaModel()
    model.show(agenda_rows(facts_of(snapshot), first, days, wanted))
    return [model.index(row).data() for row in range(model.rowCount())]


def test_each_day_lists_what_is_due_and_not_planned_overdue_first_then_what_is_planned() -> None:
    planned = (a_planned("A1111AA", THURSDAY, "14:00"), a_planned("B2222BB", TUESDAY, "10:00"))
    assert texts(a_wing(*planned)) == [
        "Fri 20 Nov 2026 · Today · 1 due, not planned",
        "Due, not planned · 1",
        "▲ Overdue 2 d  BROWN, Carl  C3333CC  2-1-001  ACCT  KHAN, Omar",
        "Tue 24 Nov 2026 · 1 session, 1 due, not planned",
        "Due, not planned · 1",
        "◇ Planned late, 26 Nov  SMITH, John  A1111AA  2-1-001  KHAN, Omar",
        "Planned · 1",
        "10:00–10:45  ● Planned  JONES, Alan  B2222BB  2-1-001  KHAN, Omar",
        "Thu 26 Nov 2026 · 1 session",
        "Planned · 1",
        "14:00–14:45  ● Planned  SMITH, John  A1111AA  2-1-001  KHAN, Omar",
    ]


def test_whoever_is_overdue_stands_on_the_first_day_something_can_be_done() -> None:
    from_tuesday = texts(a_wing(), TUESDAY)
    assert from_tuesday[0] == "Tue 24 Nov 2026 · 3 due, not planned"
    assert from_tuesday[2].startswith("▲ Overdue 2 d  BROWN, Carl")
    assert not any("Overdue" in text for text in texts(a_wing(), date(2026, 11, 16), 3))


def test_what_was_held_stands_apart() -> None:
    snapshot = a_wing()
    smith = snapshot.prisoners["A1111AA"]
    held = replace(smith, records=(a_session(date(2026, 11, 18), KHAN), *smith.records))
    rows = texts(replace(snapshot, prisoners={**snapshot.prisoners, "A1111AA": held}), date(2026, 11, 16), 3)
    assert rows == [
        "Wed 18 Nov 2026",
        "Held or lost · 1",
        "10:00  ● Held  SMITH, John  A1111AA  2-1-001  KHAN, Omar",
    ]


def test_sessions_are_in_order_of_time_whatever_their_urgency() -> None:
    planned = (a_planned("A1111AA", TUESDAY, "09:15"), a_planned("C3333CC", TUESDAY, "10:00"))
    lines = [text for text in texts(a_wing(*planned), TUESDAY, 1) if text[:1].isdigit()]
    assert [line.split()[0] for line in lines] == ["09:15–10:00", "10:00–10:45"]
    assert "▲ Overdue 2 d  BROWN" in lines[1]


def test_the_day_says_where_its_regime_is_cut() -> None:
    cut = Curtailment(TUESDAY, TUESDAY, reason="Search")
    rows = texts(a_wing(a_planned("A1111AA", TUESDAY), curtailments=(cut,)), TUESDAY, 1)
    assert rows[0].endswith("· Regime cut all day · search")
    assert rows[-1].startswith("09:15–10:00  ● Planned – where the regime is cut  SMITH, John")


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (AgendaFilter(staff_id=OKAFOR), {"JONES, Alan"}),
        (AgendaFilter(text="khan smi"), {"SMITH, John"}),
        (AgendaFilter(text="c3333cc"), {"BROWN, Carl"}),
        (AgendaFilter(priority=True), {"BROWN, Carl"}),
        (AgendaFilter(staff_id=OKAFOR, priority=True), set()),
    ],
    ids=["officer", "words", "number", "priority", "both"],
)
def test_the_list_is_narrowed(wanted: AgendaFilter, left: set[str]) -> None:
    snapshot = a_wing(a_planned("B2222BB", TUESDAY, "10:00", staff_id=OKAFOR, cover=True))
    rows = agenda_rows(facts_of(snapshot), TODAY, 7, wanted)
    assert {row.entry.name for row in rows if isinstance(row, AgendaLine)} == left
    if not left:
        assert rows == []


def test_the_model_changes_by_rows() -> None:
    model = CalendarAgendaModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    prison = facts_of(with_a_plan(a_prison(2, 8, 120)))
    for days, wanted in ((28, EVERYBODY), (7, AgendaFilter(priority=True)), (14, EVERYBODY), (1, EVERYBODY)):
        rows = agenda_rows(prison, TODAY, days, wanted)
        model.show(rows)
        assert list(model.items) == rows
    del tester


def test_every_row_has_a_key_of_its_own() -> None:
    model = CalendarAgendaModel()
    rows = agenda_rows(facts_of(with_a_plan(a_prison(2, 8, 120))), date(2026, 11, 16), 28, EVERYBODY)
    keys = [model.key_of(row) for row in rows]
    assert len(keys) == len(set(keys)) > 50


# -- the page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def played(qtbot: QtBot) -> Played:
    """SMITH is planned on Tuesday with KHAN, JONES with OKAFOR as cover; BROWN is overdue, ACCT."""
    snapshot = a_wing(
        a_planned("A1111AA", TUESDAY, id="S1"),
        a_planned("B2222BB", TUESDAY, "10:00", id="S2", staff_id=OKAFOR, cover=True),
    )
    played = Played(qtbot, snapshot)
    played.keys(Key.Key_A)
    QApplication.processEvents()
    return played


def test_a_opens_the_agenda_from_the_day_in_focus_and_hides_the_tray(played: Played) -> None:
    page = played.page
    assert page.views.mode is Mode.AGENDA
    assert page.header.title.text() == "From Fri 20 Nov 2026"
    assert not page.tray.isVisible()
    assert page.agenda.list.hasFocus()
    played.keys(Key.Key_3)
    assert page.tray.isVisible()


def test_arrows_pass_over_headings_and_the_panel_follows(played: Played) -> None:
    agenda = played.page.agenda
    assert agenda.entry is not None
    assert agenda.entry.name == "BROWN, Carl"
    played.keys(Key.Key_Down)
    assert agenda.entry is not None
    assert (agenda.entry.name, agenda.day) == ("SMITH, John", TUESDAY)
    assert played.page.panel.text.startswith("SMITH, John\nA1111AA · 2-1-001")
    played.keys(Key.Key_End)
    last = agenda.entry
    played.keys(Key.Key_Down)
    assert agenda.entry is last
    played.keys(Key.Key_Home)
    assert agenda.entry is not None
    assert agenda.entry.name == "BROWN, Carl"


def test_enter_opens_the_session_and_delete_takes_it_off(played: Played) -> None:
    played.keys(Key.Key_Down, Key.Key_Return)
    dialog = played.page.findChild(SessionDialog)
    assert dialog is not None
    dialog.reject()
    played.keys(Key.Key_Delete)
    assert played.acted == [("remove_session", {"session_id": "S1"})]


def test_typing_narrows_and_letters_are_no_commands_there(played: Played) -> None:
    agenda = played.page.agenda
    agenda.field.setFocus()
    QTest.keyClicks(agenda.field, "Smit")
    assert agenda.field.text() == "Smit"
    assert [line.entry.name for line in agenda.list.shown] == ["SMITH, John"]
    assert played.page.views.mode is Mode.AGENDA
    QTest.keyClick(agenda.field, Key.Key_Down)
    assert agenda.list.hasFocus()
    agenda.field.setText("nobody of that name")
    assert agenda.list.empty_words == "Nobody is left by this filter."
    assert agenda.list.lines.rowCount() == 0


def test_an_officer_s_list_is_copied_for_excel(played: Played) -> None:
    agenda = played.page.agenda
    agenda.officer.setCurrentIndex(agenda.officer.findData(OKAFOR))
    agenda.copy_button.click()
    assert QApplication.clipboard().text() == (
        "Day\tTime\tStatus\tPrisoner\tNumber\tCell\tPriority\tOfficer\n"
        "Tue 24 Nov 2026\t10:00–10:45\t● Planned\tJONES, Alan\tB2222BB\t2-1-001\t\tOKAFOR, Tim (cover)\n"
    )


def test_control_c_copies_the_lines_selected(played: Played) -> None:
    agenda = played.page.agenda
    played.keys(Key.Key_Down)
    QTest.keyClick(agenda.list, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(agenda.list, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    names = [line.split("\t")[3] for line in QApplication.clipboard().text().splitlines()[1:]]
    assert names == ["SMITH, John", "JONES, Alan"]


def test_what_is_copied_begins_with_no_formula() -> None:
    rows = agenda_rows(facts_of(a_wing()), TODAY, 7, EVERYBODY)
    text = as_text(row for row in rows if isinstance(row, AgendaLine))
    cells = [cell for line in text.splitlines() for cell in line.split("\t")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_list_is_printed_with_whose_it_is_and_overdue_in_words(played: Played, tmp_path: Path) -> None:
    agenda = played.page.agenda
    agenda.span.setCurrentIndex(0)
    paper = agenda.paper()
    assert paper.title == "Agenda · Fri 20 Nov 2026"
    assert paper.place == "HMP Saltmarsh · All units"
    assert "<b>▲ OVERDUE 2 d</b>" in paper.html
    assert "SMITH" not in paper.html
    agenda.span.setCurrentIndex(1)
    agenda.officer.setCurrentIndex(agenda.officer.findData(KHAN))
    assert agenda.paper().title == "Agenda · KHAN, Omar · Fri 20 Nov 2026 to Thu 26 Nov 2026"
    assert "JONES" not in agenda.paper().html
    writer = QPdfWriter(str(tmp_path / "agenda.pdf"))
    set_page(writer)
    assert agenda.paper().paint(writer) == 1


def test_control_p_opens_the_preview(played: Played) -> None:
    QTest.keyClick(played.page.agenda.list, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = played.page.findChild(QPrintPreviewDialog)
    assert preview is not None
    preview.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_page_down_goes_on_by_as_many_days_as_are_listed(played: Played) -> None:
    played.keys(Key.Key_PageDown)
    assert played.page.header.title.text() == "From Fri 27 Nov 2026"
    played.page.agenda.span.setCurrentIndex(0)
    played.keys(Key.Key_PageUp)
    assert played.page.header.title.text() == "From Thu 26 Nov 2026"
    played.keys(Key.Key_T)
    assert played.page.header.title.text() == "From Fri 20 Nov 2026"


def test_nothing_is_lifted_here(played: Played) -> None:
    played.keys(Key.Key_Down, Key.Key_Space)
    assert played.page.carrier.carried is None


def test_another_unit_keeps_the_officer_only_if_he_is_there(played: Played) -> None:
    agenda = played.page.agenda
    agenda.officer.setCurrentIndex(agenda.officer.findData(OKAFOR))
    assert played.office.view is not None
    played.office.show(replace(played.office.view, units=frozenset({"2"})))
    assert agenda.officer.currentData() == OKAFOR
    played.office.show(replace(played.office.view, units=frozenset({"1"})))
    assert agenda.officer.currentData() is None
    assert agenda.officer.count() == 1


def test_the_list_of_a_whole_prison_begins_with_today(qtbot: QtBot) -> None:
    played = Played(qtbot, with_a_plan(a_prison(2, 8, 120)))
    played.keys(Key.Key_4)
    first = played.page.agenda.list.lines.items[0]
    assert isinstance(first, AgendaDay)
    assert first.on == TODAY
    assert played.page.agenda.day is not None
    assert played.page.agenda.day < TODAY + timedelta(days=7)
