"""The rota page of a whole prison: 156 officers over four weeks with their sessions, without a display."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from keywork_desktop.domain.rota_published import since_version, told_in
from keywork_desktop.domain.rota_versions import RotaVersion
from keywork_desktop.planning.rota import plan_rota
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.pages.rota import RotaPage
from keywork_desktop.ui.view import View
from tests.calendar_prison import a_prison, a_view, with_a_plan
from tests.fake_office import FakeOffice
from tests.looks import shown_alone

OFFICERS, UNITS = 156, 6


@pytest.fixture(scope="module")
def view() -> View:
    return a_view(with_a_plan(a_prison()))


@pytest.fixture
def page(qapp: QApplication, view: View) -> Iterator[RotaPage]:
    office = FakeOffice()
    office.view = view
    with shown_alone(RotaPage(office)) as made:
        assert made.table.rota.rowCount() == OFFICERS + UNITS
        yield made


def test_reading_the_facts(benchmark: BenchmarkFixture, view: View) -> None:
    """Aim: all cells of 156 officers within 0.1 s."""
    benchmark(lambda: RotaFacts(view).rows)


def test_showing_a_view_again(benchmark: BenchmarkFixture, page: RotaPage, view: View) -> None:
    """Aim: the page has taken in a fresh view within 0.15 s."""
    benchmark(page.show_view, view)


def test_painting(benchmark: BenchmarkFixture, page: RotaPage) -> None:
    """Aim: a frame of the table within 30 ms."""
    benchmark(page.table.viewport().repaint)


def test_scrolling_through_all_officers(benchmark: BenchmarkFixture, page: RotaPage) -> None:
    """Aim: 50 steps of 100 pixels within 0.8 s, 16 ms a step."""
    bar = page.table.verticalScrollBar()

    def scroll() -> None:
        for step in range(50):
            bar.setValue(step * 100)
            QApplication.processEvents()

    benchmark.pedantic(scroll, rounds=5, warmup_rounds=1)


def test_answers_while_carrying(benchmark: BenchmarkFixture, page: RotaPage, view: View) -> None:
    """Aim: every cell in sight says fits, warns or no within 0.2 s of lifting a session."""
    session = view.snapshot.planned[40]
    page.table.choose(session.staff_id, session.on)

    def lift() -> None:
        page.table.lift()
        page.table.viewport().repaint()
        page.carrier.put_back()

    benchmark.pedantic(lift, rounds=5, warmup_rounds=1)


def test_showing_a_proposal(benchmark: BenchmarkFixture, page: RotaPage, view: View) -> None:
    """Aim: a plan for the whole prison is a proposal on the page within 0.4 s."""
    plan = plan_rota(replace(view.snapshot, planned=view.snapshot.planned[::2]))

    def propose() -> None:
        page.show_plan(plan)
        QApplication.processEvents()
        page.discard()

    benchmark.pedantic(propose, rounds=3, warmup_rounds=1)


def test_showing_a_view_that_differs_everywhere_from_what_is_published(
    benchmark: BenchmarkFixture, page: RotaPage, view: View
) -> None:
    """Aim: with a thousand changes marked and listed the page takes a view in within 0.25 s."""
    snapshot = view.snapshot
    assert snapshot.period is not None
    published = tuple(replace(s, start=s.start.replace(hour=s.start.hour - 1)) for s in snapshot.planned)
    version = RotaVersion(1, datetime(2026, 11, 19, 16, 40, tzinfo=UTC), "J Smith", snapshot.period, published)
    since = since_version(version, snapshot.planned, snapshot.on, told_in(snapshot))
    assert since.changes.count > 1000
    benchmark(page.show_view, replace(view, published=since))
