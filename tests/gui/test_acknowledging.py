"""An overdue priority prisoner is taken on: who, when, what next, to whom escalated; it lapses when he is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.acknowledging import acknowledge, withdraw_acknowledgement
from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.recording import record
from keywork_desktop.actions.watching import watched
from keywork_desktop.cli import run
from keywork_desktop.domain.acknowledging import acknowledgement_of, waits_for_acknowledgement
from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.store import Store
from keywork_desktop.ui.dialogs.acknowledge import AcknowledgeDialog
from keywork_desktop.ui.models.watch_lists import NOT_ACKNOWLEDGED
from keywork_desktop.ui.pages.today import TodayPage
from tests.desk_office import a_store_with
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated, an_alert
from tests.store_office import StoreOffice

DAY = timedelta(days=1)
SMITH, GREEN = "A1234BC", "C3456DE"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """SMITH on an ACCT and overdue since 13 days, GREEN overdue under the baseline."""
    people = [
        a_prisoner(SMITH, alerts=(an_alert("HA", TODAY - 30 * DAY),), seen=[TODAY - 20 * DAY]),
        a_prisoner(GREEN, last_name="GREEN", location="2-1-010", seen=[TODAY - 40 * DAY, TODAY - 60 * DAY]),
    ]
    bound = [allocated(SMITH, "OFF01A"), allocated(GREEN, "OFF01A")]
    store = a_store_with(tmp_path, a_snapshot(people, [a_key_worker()], bound))
    yield store
    store.close()


@pytest.fixture
def office(store: Store) -> StoreOffice:
    return StoreOffice(at(store, TODAY))


@pytest.fixture
def page(office: StoreOffice, qtbot: QtBot) -> TodayPage:
    made = TodayPage(office)
    qtbot.addWidget(made)
    made.resize(1400, 800)
    made.show()
    office.refresh()
    made.find(SMITH)
    return made


def at(store: Store, day: Any) -> Desk:
    return Desk(store, day, lambda: datetime.combine(day, time(10, 42), UTC))


def item(desk: Desk, number: str = SMITH) -> DueItem:
    return next(each for each in due_list(desk.store.snapshot(desk.today)) if each.prisoner.prison_number == number)


def watch(page: TodayPage) -> str:
    line = page.side.watch[NOT_ACKNOWLEDGED.id]
    return "" if line.isHidden() else line.accessibleName()


def test_one_key_asks_what_happens_next_and_the_list_says_that_it_is_known(
    page: TodayPage, office: StoreOffice, qtbot: QtBot
) -> None:
    assert watch(page) == "Overdue priority, not acknowledged, 1"
    qtbot.keyClick(page.list.rows, Qt.Key.Key_A)
    dialog = page.findChild(AcknowledgeDialog)
    assert dialog is not None
    assert not dialog.save.isEnabled()
    dialog.next_step.setText("Ofc Khan sees him on Monday at 9")
    dialog.grade.setCurrentText("Duty governor")
    dialog.save.click()
    assert office.errors == []
    assert watch(page) == ""
    row = page.list.rows.person()
    assert row is not None
    assert "escalated" in row.notes
    page.open_details()
    said = page.details.text.toPlainText()
    assert "Ofc Khan sees him on Monday at 9. Escalated to Duty governor." in said
    assert "acknowledged by manager, 20 Nov" in said
    office.undo()
    assert watch(page) == "Overdue priority, not acknowledged, 1"


def test_it_can_be_said_anew_and_taken_back(page: TodayPage, office: StoreOffice) -> None:
    acknowledge(office.desk, SMITH, "Monday")
    office.refresh()
    page.acts.acknowledge()
    dialog = page.findChild(AcknowledgeDialog)
    assert dialog is not None
    assert dialog.next_step.text() == "Monday"
    dialog.withdraw.click()
    assert watch(page) == "Overdue priority, not acknowledged, 1"


def test_who_is_not_overdue_in_a_priority_group_cannot_be_taken_on(page: TodayPage, office: StoreOffice) -> None:
    warned: list[str] = []
    office.warned.connect(warned.append)
    page.find(GREEN)
    page.acts.acknowledge()
    assert page.findChild(AcknowledgeDialog) is None
    assert warned == ["GREEN, John is not overdue in a priority group: there is nothing to acknowledge."]


def test_it_lapses_when_he_is_seen_and_stands_for_that_overdue_session_alone(store: Store) -> None:
    desk = at(store, TODAY)
    acknowledge(desk, SMITH, "Monday")
    known = store.acknowledgements(TODAY)
    assert acknowledgement_of(item(desk), known) is not None
    record(desk, SMITH, TODAY, RecordKind.SESSION)
    assert not item(desk).overdue_priority
    later = at(store, TODAY + 30 * DAY)
    assert waits_for_acknowledgement(item(later), store.acknowledgements(later.today))


def test_a_past_day_knows_only_what_was_said_by_then(store: Store) -> None:
    acknowledge(at(store, TODAY), SMITH, "Monday")
    before = store.snapshot(TODAY - DAY)
    assert watched(at(store, TODAY), before, due_list(before)).acknowledged == {}


@pytest.mark.parametrize(
    ("number", "step", "code"),
    [
        (SMITH, "  ", "next_step_needed"),
        (SMITH, "x" * 301, "too_long"),
        (GREEN, "Monday", "not_overdue_priority"),
        ("Z9999ZZ", "Monday", "not_on_the_roll"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, number: str, step: str, code: str) -> None:
    with pytest.raises(RequestError) as error:
        acknowledge(at(store, TODAY), number, step)
    assert error.value.code == code


def test_what_was_never_said_cannot_be_taken_back(store: Store) -> None:
    with pytest.raises(RequestError) as error:
        withdraw_acknowledgement(at(store, TODAY), SMITH)
    assert error.value.code == "not_acknowledged"


def test_the_command_line_does_it_too(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(store.path)

    def told(*arguments: str, status: int = 0) -> Any:
        capsys.readouterr()
        assert run(["--store", path, "--as-of", TODAY.isoformat(), *arguments, "--json"]).status == status
        return json.loads(capsys.readouterr().out)

    asked = ("acknowledge", SMITH, "--next", "Seen on Monday", "--escalate-to", "Custodial manager")
    assert told(*asked, "--dry-run")["change"] is None
    assert told("due")["items"][0]["acknowledged"] is None
    assert told(*asked)["change"]
    known = told("due")["items"][0]["acknowledged"]
    assert (known["next"], known["escalated_to"]) == ("Seen on Monday", "Custodial manager")
    assert told("acknowledge", SMITH, "--withdraw")["change"]
    assert told("acknowledge", SMITH, "--withdraw", status=1)["error"]["code"] == "not_acknowledged"
