"""The Delivery page on the real loop and worker: choosing quickly, and a store that changes meanwhile."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pytestqt.qtbot import QtBot

from keywork_desktop.domain.delivery_periods import PeriodChoice
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.pages.delivery import DeliveryPage
from tests.delivery_play import a_store, cards, eight_men
from tests.store.prison_facts import AT, FRIDAY, MANAGER, a_note, ago
from tests.store_office import at_desk


def test_the_last_choice_is_what_stays(qt_runner: asyncio.Runner, qtbot: QtBot, tmp_path: Path) -> None:
    a_store(tmp_path, eight_men()).close()

    def opened() -> Store:
        return Store.open(tmp_path / "prison.store", StoreKey.none(), MANAGER)

    async def play(page: DeliveryPage, office: Office) -> tuple[str, str]:
        store = await office.on_worker(opened)
        office.sit_down(at_desk(store, FRIDAY))
        await settled(office)
        for choice in (PeriodChoice.LAST_MONTH, PeriodChoice.THIS_MONTH, PeriodChoice.LAST_28_DAYS):
            page.chooser.choose(choice)
        await settled(office)
        first = cards(page)["coverage"]

        def note() -> None:
            with store.unit_of_work("import", at=AT) as work:
                work.put_all([a_note("A0005BC", ago(1))])
                work.commit()

        page.chooser.choose(PeriodChoice.LAST_MONTH)
        page.chooser.choose(PeriodChoice.LAST_28_DAYS)
        await office.on_worker(note)
        office.refresh()
        await settled(office)
        await office.shut_down()
        await office.on_worker(store.close)
        return first, cards(page)["coverage"]

    with ThreadPoolExecutor(max_workers=1) as worker:
        office = Office(worker)
        page = DeliveryPage(office)
        qtbot.addWidget(page)
        page.show()
        assert qt_runner.run(play(page, office)) == ("12.50 %", "25.00 %")


async def settled(office: Office) -> None:
    """Nothing is being asked any more."""
    while office._tasks:
        await asyncio.gather(*office._tasks)


def test_charts_are_loaded_only_for_this_page() -> None:
    code = (
        "import sys, keywork_desktop.app, keywork_desktop.ui.window, keywork_desktop.ui.places;"
        "sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
