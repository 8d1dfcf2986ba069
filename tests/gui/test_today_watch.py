"""Today on a real store: checks with one key, the watch list's readable lists, explanations, corrections, past days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.allocating import move
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.recording import record
from keywork_desktop.actions.regime import set_regime
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.facts import RecordFact
from keywork_desktop.domain.people import KeyWorkerStatus, Prisoner
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.store import Store
from keywork_desktop.ui.dialogs.correct import CorrectDialog
from keywork_desktop.ui.models import watch_lists
from keywork_desktop.ui.models.due_filters import DueFilter
from keywork_desktop.ui.models.due_model import DueModel, PersonRow, narrowed, rows_of
from keywork_desktop.ui.pages.today import TodayPage
from keywork_desktop.ui.view import View
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_key_worker, a_prisoner, a_session, a_snapshot, allocated, an_alert
from tests.store_office import StoreOffice

DAY = timedelta(days=1)
SMITH, BROWN, GREEN, WHITE, BLACK = "A1234BC", "B2345CD", "C3456DE", "D4567EF", "E5678FG"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two on an ACCT and overdue, one long overdue, one new, one in CSU; two key workers, one of them away."""
    acct = (an_alert("HA", TODAY - 30 * DAY),)
    people = [
        a_prisoner(SMITH, alerts=acct, seen=[TODAY - 20 * DAY]),
        a_prisoner(BROWN, last_name="BROWN", location="2-1-009", alerts=acct, seen=[TODAY - 12 * DAY]),
        a_prisoner(GREEN, last_name="GREEN", location="2-1-010", seen=[TODAY - 40 * DAY, TODAY - 60 * DAY]),
        a_prisoner(WHITE, last_name="WHITE", location="3-2-001", reception=TODAY - 5 * DAY),
        a_prisoner(BLACK, last_name="BLACK", location="CSU-1-002", seen=[TODAY - 30 * DAY, TODAY - 33 * DAY]),
    ]
    away = a_key_worker(
        "OFF02B",
        last_name="GILL",
        first_name="Ross",
        unit="3",
        status=KeyWorkerStatus.ANNUAL_LEAVE,
        return_date=TODAY + 9 * DAY,
    )
    bound = [allocated(SMITH, "OFF01A"), allocated(GREEN, "OFF02B", TODAY - 34 * DAY)]
    store = a_store_with(tmp_path, a_snapshot(people, [a_key_worker(), away], bound))
    yield store
    store.close()


@pytest.fixture
def office(store: Store) -> StoreOffice:
    return StoreOffice(Desk(store, TODAY, lambda: datetime.combine(TODAY, time(10, 42), UTC)))


@pytest.fixture
def page(office: StoreOffice, qtbot: QtBot) -> TodayPage:
    made = TodayPage(office)
    qtbot.addWidget(made)
    made.resize(1400, 800)
    made.show()
    office.refresh()
    return made


def at(office: StoreOffice, day: date) -> Desk:
    """A desk of the same store on another day."""
    return Desk(office.desk.store, day, lambda: datetime.combine(day, time(9, 0), UTC))


def watch(page: TodayPage) -> dict[str, str]:
    return {id_: entry.accessibleName() for id_, entry in page.side.watch.items() if not entry.isHidden()}


def told(page: TodayPage, entry: DueFilter) -> list[str]:
    """Choose an entry of the watch list with a click, and read the list."""
    page.side.watch[entry.id].click()
    rows = [page.model.index(row).data() for row in range(page.model.rowCount())]
    return [f"{row.split(' | ')[1].split(',')[0]}: {row.split(' | ')[-1]}" for row in rows if "|" in row]


def statuses(page: TodayPage) -> list[str]:
    rows = [page.model.index(row).data() for row in range(page.model.rowCount())]
    return [row.split(" | ")[0] for row in rows if "|" in row]


def press(page: TodayPage, key: Qt.Key) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.list.rows, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def lock_down(office: StoreOffice, since: date = TODAY) -> None:
    office.act(lambda desk: set_regime(desk, 4, since))


# ------------------------------------------------------------------------------------------------------------- checks
def test_w_records_a_check_and_the_next_man_is_chosen(page: TodayPage, office: StoreOffice) -> None:
    lock_down(office)
    assert watch(page)["checks"] == "Wellbeing checks owed, 2"
    assert told(page, watch_lists.CHECKS) == [
        "SMITH: Wellbeing check owed: ACCT open session due 7 Nov not held, regime level 4.",
        "BROWN: Wellbeing check owed: ACCT open session due 15 Nov not held, regime level 4.",
    ]
    assert statuses(page) == ["▲ Overdue 13 d, check owed", "▲ Overdue 5 d, check owed"]
    page.list.rows.choose(SMITH)
    press(page, Qt.Key.Key_W)
    assert office.said[-1] == "Wellbeing check of SMITH, John, 20 Nov"
    assert statuses(page) == ["▲ Overdue 13 d, check done", "▲ Overdue 5 d, check owed"]
    person = page.list.rows.person()
    assert person is not None
    assert person.number == BROWN
    assert watch(page)["checks"] == "Wellbeing checks owed, 1, 1 of 2 done"
    assert page.filter_strip.text.text().startswith("Wellbeing checks owed · 2 people, 1 to do.")


def test_a_check_can_be_recorded_by_a_click_over_the_list_and_in_the_details(
    page: TodayPage, office: StoreOffice
) -> None:
    lock_down(office)
    told(page, watch_lists.CHECKS)
    page.list.rows.choose(SMITH)
    page.filter_strip.act_button.click()
    page.list.rows.choose(BROWN)
    page.open_details()
    assert not page.details.check_button.isHidden()
    page.details.check_button.click()
    assert statuses(page) == ["▲ Overdue 13 d, check done", "▲ Overdue 5 d, check done"]
    assert "● Wellbeing check done" in page.details.text.toPlainText()
    assert page.details.check_button.isHidden()


def test_w_where_no_check_is_owed_says_so_and_records_nothing(page: TodayPage, office: StoreOffice) -> None:
    warned: list[str] = []
    office.warned.connect(warned.append)
    before = office.desk.store.log(limit=1)
    page.list.rows.choose(GREEN)
    press(page, Qt.Key.Key_W)
    assert warned == ["No wellbeing check is owed for GREEN, John. To record one all the same: Shift+D."]
    assert office.desk.store.log(limit=1) == before
    assert "checks" not in watch(page)


# ------------------------------------------------------------------------------------------------- the lists, by name
def test_each_entry_opens_a_list_that_says_of_each_what_is_the_matter(page: TodayPage, office: StoreOffice) -> None:
    office.act(lambda desk: move(desk, [WHITE], "OFF01A"))
    assert watch(page) == {
        "not_acknowledged": "Overdue priority, not acknowledged, 2",
        "allocated_never_met": "Allocated, never met by him, 2",
        "key_worker_away": "Allocated to somebody away, 1",
        "no_key_worker": "No key worker, 2",
        "arrivals": "New arrivals not yet settled, 1",
        "weekends": "Weekends missed, 1",
    }
    assert told(page, watch_lists.ALLOCATED_NEVER_MET) == [
        "WHITE: Allocated to KHAN, Omar today, never met.",
        "GREEN: Allocated to GILL, Ross 34 days ago, never met.",
    ]
    assert told(page, watch_lists.KEY_WORKER_AWAY) == [
        "GREEN: Allocated to GILL, Ross, who is away: on annual leave, back 29 Nov."
    ]
    assert told(page, watch_lists.ARRIVALS) == [
        "WHITE: Came 15 Nov · allocated after 5 days · first session not yet, 5 days · own key worker not yet, 0 days"
    ]
    assert told(page, watch_lists.WEEKENDS)[0].startswith("BLACK: 51 weekends missed, ending 15 Nov, 8 Nov, 1 Nov")


def test_a_session_without_a_note_is_listed_after_three_days(page: TodayPage, office: StoreOffice) -> None:
    record(at(office, TODAY - 4 * DAY), GREEN, TODAY - 4 * DAY, RecordKind.SESSION)
    record(at(office, TODAY - 2 * DAY), WHITE, TODAY - 2 * DAY, RecordKind.SESSION, by="OFF01A")
    office.refresh()
    assert told(page, watch_lists.WAITING) == [
        "GREEN: Recorded here, no note in NOMIS: 16 Nov by GILL, Ross, 4 days ago."
    ]
    office.show_units(frozenset({"3"}))
    assert "not_in_nomis" in watch(page), "the entry that is chosen stays, so that it can be let go"
    page.filter_strip.leave_button.click()
    assert "not_in_nomis" not in watch(page)


def test_who_was_overdue_when_sessions_were_suspended_is_listed(page: TodayPage, office: StoreOffice) -> None:
    lock_down(office, TODAY - 4 * DAY)
    assert watch(page)["suspended"] == "Overdue when suspended, 1"
    assert told(page, watch_lists.SUSPENDED)[-1] == "GREEN: Was due 19 Oct: 27 days overdue when suspended on 16 Nov."
    assert statuses(page)[-1] == "– No obligation, was overdue 27 d"


def test_who_left_a_group_overdue_keeps_a_badge_and_is_listed() -> None:
    ended = a_prisoner(SMITH, alerts=(an_alert("HA", TODAY - 30 * DAY, TODAY - 2 * DAY),), seen=[TODAY - 20 * DAY])
    view = view_with(ended)
    (item,) = narrowed(view, watch_lists.FORMER_GROUP, [])
    _, row = rows_of(view, [item])
    assert isinstance(row, PersonRow)
    assert row.badges == ("was ACCT",)


def view_with(person: Prisoner) -> View:
    facts = a_snapshot([person])
    return View(facts, due_list(facts), TODAY)


def test_a_note_that_came_late_is_listed_and_marked(page: TodayPage, office: StoreOffice) -> None:
    note_that_came_late(office)
    assert told(page, watch_lists.LATE)[-1] == "GREEN: Arrived late: session 12 Nov, known since 19 Nov."
    page.list.rows.choose(GREEN)
    page.open_details()
    details = page.details.text.toPlainText()
    assert "Thu 12 Nov, 8 days ago · ● counted" in details
    assert "▲ known since 19 Nov" in details


def note_that_came_late(office: StoreOffice) -> None:
    """A first note of 2 Nov, written down that day; one of 12 Nov, imported on the 19th."""
    for number, on, known in ((WHITE, TODAY - 18 * DAY, TODAY - 18 * DAY), (GREEN, TODAY - 8 * DAY, TODAY - DAY)):
        moment = datetime.combine(known, time(7, 0), UTC)
        with office.desk.store.unit_of_work("import", "Import case notes", at=moment) as work:
            work.put(RecordFact(number, a_session(on)))
            work.commit()
    office.refresh()


def test_a_past_day_is_as_it_was_and_says_what_was_known_only_later(page: TodayPage, office: StoreOffice) -> None:
    note_that_came_late(office)
    office.look_at(TODAY - 3 * DAY)
    assert page.day_strip.text.text() == (
        "As it was on Tue 17 Nov 2026. 4 prisoners have a session that became known only later: "
        "marked “recorded later”."
    )
    assert watch(page)["recorded_after"] == "Recorded after this day, 4"
    page.day_strip.act_button.click()
    green = page.model.index_of(GREEN).data()
    assert green.startswith("◇ Due Thu 19 Nov | GREEN, John C3456DE, recorded later | 2-1-010 | ")
    assert green.endswith(
        "Not known on this day: session 12 Nov, known since 19 Nov; session 11 Oct, known since 20 Nov; "
        "session 21 Sep, known since 20 Nov."
    )
    office.look_at(TODAY - 60 * DAY)
    assert "Recording began later on Mon 2 Nov 2026" in page.day_strip.text.text()
    office.look_at(TODAY)
    assert page.day_strip.isHidden()


def test_a_level_that_was_entered_afterwards_is_told_on_that_day(page: TodayPage, office: StoreOffice) -> None:
    note_that_came_late(office)
    lock_down(office, TODAY - 4 * DAY)
    office.look_at(TODAY - 3 * DAY)
    assert "Regime level 4 was entered on 20 Nov." in page.day_strip.text.text()


# --------------------------------------------------------------------------------------------- explained and corrected
def test_every_obligation_is_explained_by_what_matched_counted_and_added_up(page: TodayPage) -> None:
    page.list.rows.choose(SMITH)
    page.open_details()
    details = page.details.text.toPlainText()
    for part in (
        "ACCT open · due Sat 7 Nov 2026",
        "Alert HA since 21 Oct.",
        "The last session holds until 7 Nov (31 Oct and 7 days).",
        "Counted: Sat 31 Oct.",
        "Everyone · due",
        "Applies to everyone: Key work 2025/26 is in force.",
        "source: ",
        "Sat 31 Oct, 20 days ago · ● counted",
    ):
        assert part in details


def test_a_wrong_record_is_corrected_from_the_details_with_a_reason(
    page: TodayPage, office: StoreOffice, qtbot: QtBot
) -> None:
    office.act(lambda desk: record(desk, GREEN, TODAY, RecordKind.SESSION))
    page.list.rows.choose(GREEN)
    page.open_details()
    assert page.details.text.toPlainText().count("Correct…") == 1
    page.details.text.anchorClicked.emit(QUrl("correct:0"))
    dialog = page.findChild(CorrectDialog)
    assert isinstance(dialog, CorrectDialog)
    assert dialog.told.text() == "Session by GILL, Ross, Fri 20 Nov 2026"
    assert not dialog.correct_button.isEnabled()
    qtbot.keyClicks(dialog.reason, "entered against the wrong man")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.correct_button.click()
    assert office.errors == []
    assert office.said[-1] == "Correct: Session held with GREEN, John, 20 Nov. Reason: entered against the wrong man"
    assert "Correct…" not in page.details.text.toPlainText()
    office.undo()
    assert "Correct…" in page.details.text.toPlainText()


def test_a_record_that_is_gone_by_now_cannot_be_corrected_and_that_is_said(
    page: TodayPage, office: StoreOffice
) -> None:
    office.act(lambda desk: record(desk, GREEN, TODAY, RecordKind.SESSION))
    page.list.rows.choose(GREEN)
    page.open_details()
    page.details.text.anchorClicked.emit(QUrl("correct:0"))
    dialog = page.findChild(CorrectDialog)
    assert isinstance(dialog, CorrectDialog)
    office.undo()
    dialog.reason.setText("wrong man")
    dialog.correct_button.click()
    assert [error.code for error in office.errors] == ["no_such_change"]


def test_the_model_keeps_the_rules_of_models_through_the_watch_lists(page: TodayPage, office: StoreOffice) -> None:
    lock_down(office)
    view = office.view
    assert view is not None
    model = DueModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for entry in watch_lists.WATCH:
        model.show(rows_of(view, narrowed(view, entry, []), entry.people(view)))
    assert {entry.id for entry in watch_lists.WATCH} == set(page.side.watch)
