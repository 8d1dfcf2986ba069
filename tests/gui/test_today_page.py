"""Today: the ranked list, its filters, recording with one key, and what stands beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.ui.delegates.due_columns import columns_for
from keywork_desktop.ui.dialogs.record import RecordDialog
from keywork_desktop.ui.models.due_filters import ALL, NEVER_MET, PRIORITY
from keywork_desktop.ui.models.due_model import DueModel, narrowed, rows_of
from keywork_desktop.ui.models.watch_lists import NO_KEY_WORKER
from keywork_desktop.ui.pages.today import TodayPage
from tests.factories import TODAY, a_prisoner, a_session, a_snapshot
from tests.fake_office import FakeOffice
from tests.shell_parts import NOON
from tests.today_play import (
    BLACK,
    BROWN,
    DAYS,
    GREEN,
    SMITH,
    WHITE,
    a_today_page,
    chosen,
    five_prisoners,
    press,
    texts,
    view_of,
)

RANKED = """\
Overdue, priority group · 1
▲ Overdue 13 d | SMITH, John A1234BC [ACCT] | 2-1-001 | KHAN, Omar (in today, late) | \
ACCT open since 21 Oct: once a week. Last session 31 Oct, 20 days ago.
Overdue, never met · 1
▲ Overdue 37 d | BROWN, John B2345CD | 2-1-009 | No key worker (allocate one) | \
Arrived 11 Oct: first session within 3 days, then two in four weeks. No session since he arrived on 11 Oct.
Overdue · 1
▲ Overdue 32 d | GREEN, John C3456DE | 2-1-010 | KHAN, Omar (in today, late) | \
Two in four weeks. Last session 11 Oct, 40 days ago; none in the last 28 days.
Due today · 1
◆ Due today | WHITE, John D4567EF | 3-2-001 | GILL, Ross (on annual leave, back 29 Nov) | \
Two in four weeks. Last session 6 Nov, 14 days ago.
Due later · 1
● On track | BLACK, John E5678FG | 3-2-002 | No key worker (allocate one) | \
Two in four weeks. Last session 18 Nov, 2 days ago; two in the last 28 days."""


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def page(office: FakeOffice, qtbot: QtBot) -> TodayPage:
    return a_today_page(office, qtbot)


def test_the_list_is_ranked_under_headings_with_counts(page: TodayPage) -> None:
    assert "\n".join(texts(page)) == RANKED


def test_a_row_begins_for_listeners_with_who_where_and_how_urgent(page: TodayPage) -> None:
    spoken = page.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("SMITH, John, A1234BC, cell 2-1-001, Overdue 13 days, ACCT. Key worker KHAN, Omar")


def test_the_model_keeps_the_rules_of_models_through_every_change(qtbot: QtBot) -> None:
    model = DueModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    whole = view_of(five_prisoners())
    seen = five_prisoners(people={SMITH: a_prisoner(SMITH, records=(a_session(TODAY),))})
    for view, only, words in (
        (whole, ALL, []),
        (whole, PRIORITY, []),
        (whole, ALL, ["green"]),
        (view_of(seen), ALL, []),
        (view_of(five_prisoners(), units=frozenset({"3"})), ALL, []),
        (view_of(a_snapshot()), ALL, []),
        (whole, ALL, []),
    ):
        model.show(rows_of(view, narrowed(view, only, words)))
    assert model.rowCount() == 10


def test_arrows_go_from_person_to_person_over_the_headings(page: TodayPage) -> None:
    assert chosen(page) == SMITH
    for expected in (BROWN, GREEN, WHITE, BLACK, BLACK):
        press(page, Qt.Key.Key_Down)
        assert chosen(page) == expected
    press(page, Qt.Key.Key_Home)
    assert chosen(page) == SMITH
    press(page, Qt.Key.Key_End)
    assert chosen(page) == BLACK
    press(page, Qt.Key.Key_Up)
    assert chosen(page) == WHITE


def test_one_key_records_a_session_and_the_next_man_is_chosen(page: TodayPage, office: FakeOffice) -> None:
    page.list.rows.choose(BROWN)
    press(page, Qt.Key.Key_D)
    assert office.acted == [("record", {"prison_number": BROWN, "on": TODAY, "kind": RecordKind.SESSION, "reason": ""})]
    seen = five_prisoners(people={BROWN: a_prisoner(BROWN, last_name="BROWN", records=(a_session(TODAY),))})
    done = ChangeSet("1", NOON, "a", "b", "record", "Session held", frozenset({BROWN}))
    office.show(view_of(seen, changed=done))
    assert chosen(page) == GREEN


def test_down_leads_from_the_field_to_the_list(page: TodayPage, qtbot: QtBot) -> None:
    page.text.setFocus()
    qtbot.keyClick(page.text, Qt.Key.Key_Down)
    assert page.list.rows.hasFocus()
    assert chosen(page) == SMITH


def test_missed_asks_for_the_reason_with_a_number(page: TodayPage, office: FakeOffice, qtbot: QtBot) -> None:
    page.list.rows.choose(GREEN)
    press(page, Qt.Key.Key_M)
    menu = page.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Missed, because:",
        "&1  Officer cross-deployed",
        "&2  Regime curtailed",
        "&3  Officer sick",
        "&4  Prisoner unavailable",
        "&5  Prisoner refused",
        "&6  Other reason",
    ]
    qtbot.keyClick(menu, Qt.Key.Key_5)
    assert office.acted == [
        ("record", {"prison_number": GREEN, "on": TODAY, "kind": RecordKind.MISSED, "reason": "refused"})
    ]


def test_letters_typed_in_the_field_filter_and_record_none(page: TodayPage, office: FakeOffice, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.text, "dm")
    assert office.acted == []
    page.text.setText("khan green")
    assert [row.split(" | ")[1] for row in texts(page) if "|" in row] == ["GREEN, John C3456DE"]
    page.text.setText("3-2")
    assert [row.split(" | ")[1] for row in texts(page) if "|" in row] == ["WHITE, John D4567EF", "BLACK, John E5678FG"]


def test_chips_and_watch_list_count_and_narrow(page: TodayPage) -> None:
    assert {id_: chip.text() for id_, chip in page.chips.items()} == {
        "all": "All 5",
        "priority": "Priority 1",
        "overdue": "Overdue 3",
        "never_met": "Never met 1",
    }
    page.chips[NEVER_MET.id].click()
    assert texts(page)[0] == "Overdue, never met · 1"
    page.side.watch[NO_KEY_WORKER.id].click()
    assert not any(chip.isChecked() for chip in page.chips.values())
    assert [row for row in texts(page) if "|" not in row] == ["Overdue, never met · 1", "Due later · 1"]
    page.side.watch[NO_KEY_WORKER.id].click()
    assert page.chips[ALL.id].isChecked()
    assert page.model.rowCount() == 10


def test_enter_shows_what_each_rule_asks_with_its_source(page: TodayPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_Return)
    assert page.details.isVisible()
    told = page.details.text.toPlainText()
    for part in (
        "Overdue 13 d",
        "ACCT open · due Sat 7 Nov 2026",
        "The last session holds until 7 Nov (31 Oct and 7 days).",
        "Everyone · due",
        "Alert HA since 21 Oct.",
        "Counted: Sat 31 Oct.",
        "source: EDM",
        "1 session counted since he came",
        "Sat 31 Oct, 20 days ago · ● counted",
        "Key worker: KHAN, Omar, in today, late",
    ):
        assert part in told
    press(page, Qt.Key.Key_Down)
    assert page.details.name.text() == "BROWN, John"
    assert "Nothing since reception." in page.details.text.toPlainText()
    qtbot.keyClick(page.details.text, Qt.Key.Key_Escape)
    assert not page.details.isVisible()
    assert page.list.rows.hasFocus()


def test_names_from_outside_are_shown_as_they_are_not_as_markup(office: FakeOffice, page: TodayPage) -> None:
    odd = a_prisoner(SMITH, reception_problem="<b>No admission</b>", seen=[TODAY - DAYS])
    office.show(view_of(a_snapshot([odd])))
    page.open_details()
    assert "<b>No admission</b>" in page.details.text.toPlainText()


def test_escape_takes_the_filters_away(page: TodayPage) -> None:
    page.chips[PRIORITY.id].click()
    page.text.setText("smith")
    press(page, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 10
    assert page.text.text() == ""


def test_selection_and_details_stay_with_the_man_when_the_facts_change(office: FakeOffice, page: TodayPage) -> None:
    page.list.rows.choose(GREEN)
    moved = five_prisoners(people={SMITH: a_prisoner(SMITH, records=(a_session(TODAY),))})
    office.show(view_of(moved))
    assert chosen(page) == GREEN


def test_finding_somebody_takes_away_what_hides_him(page: TodayPage) -> None:
    page.chips[PRIORITY.id].click()
    page.find(BLACK)
    assert chosen(page) == BLACK
    assert page.chips[ALL.id].isChecked()


def test_finding_somebody_of_another_unit_shows_all_units(office: FakeOffice, page: TodayPage) -> None:
    office.units = frozenset({"2"})
    office.show(view_of(five_prisoners(), units=frozenset({"2"})))
    page.find(BLACK)
    assert office.units is None
    assert chosen(page) == BLACK


@pytest.mark.parametrize(
    ("snapshot", "units", "title", "step"),
    [
        (a_snapshot(), None, "Nobody is here yet", "Import reports"),
        (five_prisoners(), frozenset({"5"}), "Nobody in these units", "Show all units"),
    ],
)
def test_an_empty_list_says_what_to_do_first(
    office: FakeOffice, page: TodayPage, snapshot: Snapshot, units: frozenset[str | None], title: str, step: str
) -> None:
    wanted: list[str] = []
    page.place_wanted.connect(wanted.append)
    office.units = units
    office.show(view_of(snapshot, units=units))
    assert (page.empty.title.text(), page.empty.button.text()) == (title, step)
    assert not page.head.delivered_button.isEnabled()
    page.empty.button.click()
    assert wanted == (["data"] if units is None else [])
    assert office.units is None


def test_filters_that_leave_nobody_can_be_taken_away(page: TodayPage) -> None:
    page.text.setText("nobody of that name")
    assert page.empty.isVisible()
    page.empty.button.click()
    assert page.list.isVisible()
    assert page.model.rowCount() == 10


def test_recording_with_details(office: FakeOffice, page: TodayPage, qtbot: QtBot) -> None:
    office._desk = Desk(None, TODAY, lambda: NOON)  # type: ignore[arg-type]  # no store
    press(page, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    dialog = page.findChild(RecordDialog)
    assert isinstance(dialog, RecordDialog)
    assert dialog.by.currentText() == "KHAN, Omar"
    assert not dialog.reason.isVisible()
    dialog.kind.setCurrentIndex(dialog.kind.findData(RecordKind.MISSED))
    assert dialog.reason.isVisible()
    assert not dialog.minutes.isVisible()
    dialog.day.setDate(dialog.day.date().addDays(-1))
    dialog.save_button.click()
    assert office.acted == [
        (
            "record",
            {
                "prison_number": SMITH,
                "on": TODAY - DAYS,
                "kind": RecordKind.MISSED,
                "by": "OFF01A",
                "minutes": None,
                "reason": "cross_deployed",
            },
        )
    ]


@pytest.mark.parametrize(
    ("width", "character", "reason_lines"),
    [(1600, 7, 0), (880, 7, 0), (880, 8, 1), (1130, 11, 1), (1250, 15, 2), (880, 9, 1)],
)
def test_in_large_text_nothing_is_lost_the_reason_gets_lines_of_its_own(
    width: int, character: int, reason_lines: int
) -> None:
    columns = columns_for(width, character)
    assert columns.reason_lines == reason_lines
    assert all(left + column <= width for left, column in columns.places)
    assert all(column > 0 for _, column in columns.places[:4])


def test_where_there_is_little_room_the_side_goes_and_can_be_called(page: TodayPage, qtbot: QtBot) -> None:
    assert page.side.isVisible()
    page.resize(page.fontMetrics().averageCharWidth() * 110, 600)
    assert not page.side.isVisible()
    page.head.side_button.click()
    assert page.side.isVisible()
    page.head.side_button.click()
    assert not page.side.isVisible()
    press(page, Qt.Key.Key_Return)
    assert page.details.isVisible()


def test_rows_are_as_high_as_they_are_painted_when_only_the_width_changes(page: TodayPage, qtbot: QtBot) -> None:
    """Hiding the side makes the list wider: the sentence goes up into its column, and its line with it."""
    rows = page.list.rows

    def heights() -> tuple[int, int]:
        person, below = (rows.visualRect(rows.due.index(row, 0)) for row in (1, 2))
        return below.top() - person.top(), person.height()

    rows.resize(640, rows.height())
    qtbot.waitUntil(lambda: len(set(heights())) == 1)
    high = heights()[0]
    rows.resize(1900, rows.height())
    qtbot.waitUntil(lambda: len(set(heights())) == 1)
    assert heights()[0] < high
