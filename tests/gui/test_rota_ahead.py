"""Beside the rota: who becomes overdue in the next seven days, who leaves first; and hours by houseblock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keywork_desktop.actions.planning_rota import accept_plan, planned_rota, remove_session
from keywork_desktop.ui.models.rota_forecast import ForecastLine, forecast_words
from tests.calendar_prison import a_prison
from tests.factories import TODAY
from tests.rota_play import MONDAY, Played

DAY = timedelta(days=1)


@pytest.fixture
def wing(qtbot: QtBot, tmp_path: Path) -> Iterator[Played]:
    """Two houseblocks of four officers and thirty men; one man leaves on Tuesday; planned from Monday week."""
    facts = a_prison(units=2, officers=4, prisoners=60)
    leaving = max(facts.prisoners.values(), key=lambda man: man.records[0].on if man.records else TODAY - 900 * DAY)
    leaving = replace(leaving, release_date=TODAY + 4 * DAY)
    facts = replace(facts, prisoners={**facts.prisoners, leaving.prison_number: leaving})
    made = Played(qtbot, tmp_path, facts)
    accept_plan(made.office.desk, planned_rota(made.office.desk, MONDAY + 7 * DAY))
    show_anew(made)
    yield made
    made.office.desk.store.close()


def show_anew(played: Played) -> None:
    played.office.refresh()
    assert played.office.view is not None
    played.page.show_view(played.office.view)


def lines(wing: Played) -> list[ForecastLine]:
    return [line for line in wing.page.body.forecast.lines.items if isinstance(line, ForecastLine)]


def test_who_is_coming_stands_beside_the_rota_with_what_would_mend_it(wing: Played) -> None:
    widget = wing.page.body.forecast
    assert widget.isVisible()
    found = lines(wing)
    assert found
    assert widget.head.text() == forecast_words(found, 7)
    room = sum(line.room is not None and not line.leaves for line in found)
    assert widget.head.text() == f"Next 7 days · {len(found) - 1} become overdue ({room} have room), 1 leaves first"
    assert [line.leaves for line in found] == sorted(line.leaves for line in found)
    assert all(line.needs for line in found)
    assert found[-1].when == "leaves Tue 24 Nov"
    QAbstractItemModelTester(widget.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_choosing_a_line_goes_to_the_officer_and_day(wing: Played) -> None:
    widget = wing.page.body.forecast
    place, line = next((place, line) for place, line in enumerate(lines(wing)) if not line.leaves and line.staff_id)
    widget.list.setCurrentIndex(widget.lines.index(place))
    widget.list.clicked.emit(widget.lines.index(place))
    assert wing.page.table.cell is not None
    assert (wing.page.table.cell.staff_id, wing.page.table.cell.on) == (line.staff_id, line.look_at)


@pytest.mark.parametrize("moved", [False, True], ids=["placed", "moved"])
def test_one_click_puts_him_where_there_is_room_and_then_he_is_no_longer_coming(wing: Played, moved: bool) -> None:
    widget = wing.page.body.forecast
    number, late = next((line.prison_number, line.instead_of) for line in lines(wing) if line.room and line.instead_of)
    if not moved:
        wing.office.act(partial(remove_session, session_id=late))
    place, line = next((place, line) for place, line in enumerate(lines(wing)) if line.prison_number == number)
    assert line.room is not None
    assert bool(line.instead_of) == moved
    before = len(wing.sessions)
    widget.list.setCurrentIndex(widget.lines.index(place))
    assert widget.put.isEnabled()
    widget.put.click()
    QApplication.processEvents()
    put = f"{line.prison_number} {line.room.staff_id} {line.room.on:%d %b} {line.room.start:%H:%M} pin"
    assert put in wing.sessions
    assert len(wing.sessions) == before + (not moved)
    assert line.prison_number not in {one.prison_number for one in lines(wing)}
    wing.office.undo()
    assert line.prison_number in {one.prison_number for one in lines(wing)}


def test_without_room_nothing_can_be_put_and_the_list_folds(wing: Played) -> None:
    widget = wing.page.body.forecast
    place = next(place for place, line in enumerate(lines(wing)) if line.room is None)
    widget.list.setCurrentIndex(widget.lines.index(place))
    assert not widget.put.isEnabled()
    widget.fold.click()
    assert widget.list.isHidden()
    assert widget.put.isHidden()
    assert widget.fold.accessibleName() == "Show who is coming"
    widget.fold.click()
    assert not widget.list.isHidden()


def test_a_proposal_shows_its_hours_by_houseblock_and_not_who_is_coming(wing: Played) -> None:
    button = wing.page.body.numbers.by_unit
    assert button.isHidden()
    wing.page.header.plan.click()
    assert wing.page.plan is not None
    assert wing.page.body.forecast.isHidden()
    assert button.isVisible()
    button.click()
    assert button.table is not None
    model = button.table.model()
    shown = [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]
    assert [row[0] for row in shown] == ["Together", "Houseblock 1", "Houseblock 2"]
    assert "Needed" in model.index(1, 0).data(11) or "needed" in model.index(1, 0).data(11)
    wing.page.header.discard.click()
    assert button.isHidden()
    assert wing.page.body.forecast.isVisible()


def test_nothing_is_said_of_the_next_days_on_another_day(wing: Played) -> None:
    wing.office.day = TODAY - DAY
    show_anew(wing)
    assert wing.page.body.forecast.isHidden()


def test_it_is_said_when_nobody_is_coming() -> None:
    assert forecast_words([], 7) == "Next 7 days · nobody becomes overdue"
