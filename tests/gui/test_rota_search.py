"""Planning from the rota page with the real office: the worker's thread, a first plan at once, Stop, and closing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from keywork_desktop.planning.rota import Plan
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.pages.rota import RotaPage
from tests.calendar_prison import a_prison
from tests.desk_office import a_store_with
from tests.factories import TODAY
from tests.store_office import at_desk


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


async def settled(office: Office) -> None:
    """Wait until nothing is under way."""
    while office._tasks:
        await asyncio.gather(*office._tasks, return_exceptions=True)


def test_a_first_plan_comes_before_the_best_one_and_accepting_puts_it_on_the_rota(
    qtbot: QtBot, qt_runner: asyncio.Runner, worker: ThreadPoolExecutor, tmp_path: Path
) -> None:
    prison = a_prison(units=2, officers=8, prisoners=80)
    office = Office(worker)
    errors: list[object] = []
    office.failed.connect(errors.append)
    page = RotaPage(office)
    qtbot.addWidget(page)
    page.resize(1240, 690)
    page.show()
    found: list[tuple[Plan, bool, bool]] = []

    def note(plan: Plan) -> None:
        found.append((plan, plan.proven_best, page.planning.is_looking))

    page.planning.found.connect(note)

    async def play() -> None:
        # SQLite's connections stay on the thread that made them.
        store = await office.on_worker(a_store_with, tmp_path, prison)
        office.sit_down(at_desk(store, TODAY))
        await settled(office)
        page.propose()
        assert not page.header.plan.isEnabled()
        await settled(office)
        first, best = found[0], found[-1]
        assert len(found) == 2
        assert first[1:] == (False, True)
        assert best[1:] == (True, False)
        assert best[0].met_on_time >= first[0].met_on_time
        assert page.plan is best[0]
        assert page.facts is not None
        assert page.facts.period == best[0].period
        page.accept()
        await settled(office)
        assert page.plan is None
        assert len(page.facts.view.snapshot.planned) == len(best[0].planned)
        page.propose()
        page.planning.stop()
        await settled(office)
        assert page.header.plan.isEnabled()
        await office.shut_down()
        await office.on_worker(store.close)

    qt_runner.run(play())
    assert [getattr(error, "code", "") for error in errors] in ([], ["cancelled"])
