"""The calendar of a whole prison: 1,000 prisoners and 156 officers over four weeks, without a display."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from keywork_desktop.ui.models.calendar_modes import Mode
from keywork_desktop.ui.pages.calendar import CalendarPage
from keywork_desktop.ui.view import View
from tests.calendar_prison import a_prison, a_view, with_a_plan
from tests.fake_office import FakeOffice
from tests.looks import shown_alone

OFFICERS = 156
DAY = date(2026, 11, 24)
VIEWS = pytest.mark.parametrize("mode", list(Mode), ids=[mode.value for mode in Mode])


@pytest.fixture(scope="module")
def view() -> View:
    return a_view(with_a_plan(a_prison()))


@pytest.fixture
def page(qapp: QApplication, view: View) -> Iterator[CalendarPage]:
    office = FakeOffice()
    office.view = view
    with shown_alone(CalendarPage(office)) as made:
        yield made


@VIEWS
def test_showing_a_view_again(benchmark: BenchmarkFixture, page: CalendarPage, view: View, mode: Mode) -> None:
    """Aim: the page has taken in a fresh view within 0.15 s."""
    page.show_mode(mode, DAY)
    benchmark.pedantic(page.show_view, (view,), rounds=10, warmup_rounds=1)


@VIEWS
def test_scrolling(benchmark: BenchmarkFixture, page: CalendarPage, mode: Mode) -> None:
    """Aim: 40 steps of 60 pixels within 0.64 s, 16 ms a step."""
    page.show_mode(mode, DAY)
    shown = page.agenda.list if mode is Mode.AGENDA else page.views.shown
    bar, viewport = shown.verticalScrollBar(), shown.viewport()

    def scroll() -> None:
        for step in range(40):
            bar.setValue(step * 60)
            viewport.repaint()

    benchmark.pedantic(scroll, rounds=5, warmup_rounds=1)


def test_turning_the_week(benchmark: BenchmarkFixture, page: CalendarPage) -> None:
    """Aim: another week of all officers within 0.1 s."""
    page.show_mode(Mode.WEEK, DAY)
    assert page.week.week.rowCount() >= OFFICERS
    days = [date(2026, 12, 1), DAY]

    def turn() -> None:
        days.reverse()
        page.go_to(days[0])
        QApplication.processEvents()

    benchmark.pedantic(turn, rounds=8, warmup_rounds=2)


def test_answers_while_carrying_through_the_week(benchmark: BenchmarkFixture, page: CalendarPage) -> None:
    """Aim: every cell in sight says fits, warns or no within 0.1 s of lifting a session."""
    page.show_mode(Mode.WEEK, DAY)
    assert page.facts is not None
    entry = next(entry for entry in page.facts.entries[DAY] if entry.session_id)
    page.week.choose_prisoner(entry.prison_number, DAY)

    def lift() -> None:
        page.week.lift()
        page.week.viewport().repaint()
        page.carrier.put_back()

    benchmark.pedantic(lift, rounds=5, warmup_rounds=1)
