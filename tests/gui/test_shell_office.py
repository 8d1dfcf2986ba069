"""The window's hold on the store: fresh views only, work that can be cancelled, midnight, other programs, our bugs."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.recording import record
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import Bug, KeyworkError
from keywork_desktop.domain.facts import PersonFact, StayFact, WhereaboutsFact
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.store import Store, StoreKey
from keywork_desktop.ui.office import Office
from keywork_desktop.ui.tasks import Stopped, Task
from keywork_desktop.ui.view import View
from keywork_desktop.ui.watch import Watch
from tests.factories import TODAY
from tests.shell_parts import NOON
from tests.store_office import AUTHOR, a_desk

SMITH = "A1234BC"


class OpenOffice:
    """A real office with its worker, and what it said."""

    def __init__(self, worker: ThreadPoolExecutor) -> None:
        self.office = Office(worker)
        self.views: list[View] = []
        self.failed: list[KeyworkError] = []
        self.said: list[str] = []
        self.office.viewed.connect(self.views.append)
        self.office.failed.connect(self.failed.append)
        self.office.done.connect(self.said.append)

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self.office._tasks:
            await asyncio.gather(*self.office._tasks)


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


@pytest.fixture
def open_office(worker: ThreadPoolExecutor) -> OpenOffice:
    return OpenOffice(worker)


def with_smith(folder: Path) -> Desk:
    desk = a_desk(folder, TODAY)
    with desk.work("import", "Import of 1 file") as work:
        work.put(PersonFact(SMITH, "SMITH", "John"))
        work.put(StayFact(SMITH, TODAY - timedelta(days=90)))
        work.put(WhereaboutsFact(SMITH, TODAY - timedelta(days=90), "2-1-035"))
        desk.settle(work)
    return desk


async def seated(there: OpenOffice, folder: Path) -> Desk:
    desk = await there.office.on_worker(with_smith, folder)
    there.office.sit_down(desk)
    await there.settled()
    return desk


async def left(there: OpenOffice) -> None:
    await there.office.shut_down()
    desk = there.office.stand_up()
    assert desk is not None
    await there.office.on_worker(desk.store.close)


def test_an_action_is_done_off_the_window_and_the_new_facts_are_shown(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner
) -> None:
    async def play() -> None:
        await seated(open_office, tmp_path)
        open_office.office.act(partial(record, prison_number=SMITH, on=TODAY, kind=RecordKind.SESSION))
        await open_office.settled()
        await left(open_office)

    qt_runner.run(play())
    before, after = open_office.views
    assert before.by_number[SMITH].never_met
    assert not after.by_number[SMITH].never_met
    assert after.changed is not None
    assert after.changed.prisoners == {SMITH}
    assert after.undoable == after.changed
    assert open_office.said == ["Session held with SMITH, John, 20 Nov"]


def test_only_the_newest_of_many_days_is_read(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner
) -> None:
    async def play() -> None:
        await seated(open_office, tmp_path)
        for days in range(1, 9):
            open_office.office.look_at(TODAY - timedelta(days=days))
        await open_office.settled()
        await left(open_office)

    qt_runner.run(play())
    assert [view.snapshot.on for view in open_office.views] == [TODAY, TODAY - timedelta(days=8)]
    assert open_office.views[-1].changed is None


def test_the_days_around_the_day_looked_at_are_known_wherever_the_calendar_is(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner
) -> None:
    async def play() -> None:
        await seated(open_office, tmp_path)
        open_office.office.look_from(TODAY + timedelta(days=70))
        await open_office.settled()
        await left(open_office)

    qt_runner.run(play())
    view = open_office.views[-1]
    assert view.snapshot.period is not None
    assert view.snapshot.period.first == (TODAY + timedelta(days=66))
    assert view.detail.period is not None
    assert TODAY in view.detail.period


def test_midnight_moves_those_on_who_look_at_today(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner
) -> None:
    tomorrow = TODAY + timedelta(days=1)

    async def play() -> None:
        await seated(open_office, tmp_path)
        open_office.office.move_on_to(tomorrow)
        await open_office.settled()
        open_office.office.look_at(TODAY - timedelta(days=5))
        open_office.office.move_on_to(tomorrow + timedelta(days=1))
        await open_office.settled()
        await left(open_office)

    qt_runner.run(play())
    assert [(view.snapshot.on, view.today) for view in open_office.views[1:]] == [
        (tomorrow, tomorrow),
        (TODAY - timedelta(days=5), tomorrow + timedelta(days=1)),
    ]


def test_what_another_program_changed_is_read_anew(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner
) -> None:
    def change_elsewhere(path: Path) -> None:
        with Store.open(path, StoreKey.none(), AUTHOR) as store:
            record(Desk(store, TODAY, lambda: NOON), SMITH, TODAY, RecordKind.SESSION)

    async def play() -> None:
        desk = await seated(open_office, tmp_path)
        await open_office.office.look_elsewhere()
        await open_office.office.on_worker(change_elsewhere, desk.store.path)
        await open_office.office.look_elsewhere()
        await left(open_office)

    qt_runner.run(play())
    assert [view.by_number[SMITH].never_met for view in open_office.views] == [True, False]


def test_cancel_answers_at_once_and_a_late_result_is_dropped(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner
) -> None:
    go_on = threading.Event()
    steps: list[str] = []

    def slow(desk: Desk, task: Task) -> str:
        task.step("Solving", 0.1)
        steps.append("begun")
        go_on.wait(10)
        task.fraction(0.5)
        steps.append("never reached")
        return "late"

    async def play() -> None:
        await seated(open_office, tmp_path)
        open_office.office.task_began.connect(lambda task: task.progressed.connect(lambda *_: task.cancel()))
        with pytest.raises(Stopped):
            await open_office.office.ask_long("Plan four weeks", slow)
        go_on.set()
        await left(open_office)

    qt_runner.run(play())
    assert steps == ["begun"]


def test_long_work_gives_its_answer(open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner) -> None:
    def work(desk: Desk, task: Task) -> str:
        task.step("Reading", 0.5)
        return desk.store.establishment.name

    async def play() -> str:
        await seated(open_office, tmp_path)
        answer = await open_office.office.ask_long("Look", work)
        await left(open_office)
        return answer

    assert qt_runner.run(play()) == "HMP Saltmarsh"


def test_a_bug_is_told_without_anybody_s_name(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(desk: Desk) -> ChangeSet:
        raise ValueError("SMITH, John is not a number")

    async def play() -> None:
        await seated(open_office, tmp_path)
        open_office.office.act(broken)
        await open_office.settled()
        await left(open_office)

    with caplog.at_level(logging.ERROR):
        qt_runner.run(play())
    (error,) = open_office.failed
    assert isinstance(error, Bug)
    assert error.details["kind"] == "ValueError"
    assert any("broken" in place for place in error.details["where"])
    assert "SMITH" not in f"{error.message} {error.details} {caplog.text}"


def test_shutting_down_ends_what_is_under_way(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner
) -> None:
    waiting = threading.Event()

    def work(desk: Desk, task: Task) -> None:
        waiting.wait(10)
        task.fraction(0.5)

    async def play() -> None:
        await seated(open_office, tmp_path)
        open_office.office.spawn(open_office.office.ask_long("Plan", work))
        ending = asyncio.ensure_future(open_office.office.shut_down())
        waiting.set()
        await ending
        assert not open_office.office._tasks
        await left(open_office)

    qt_runner.run(play())


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def idle_office(worker: ThreadPoolExecutor) -> Office:
    return Office(worker)


def watched(office: Office, clock: Callable[[], datetime]) -> tuple[Watch, list[bool]]:
    watch = Watch(office, clock, None)
    watch.lock_minutes = 10
    locked: list[bool] = []
    watch.idle.connect(lambda: locked.append(True))
    return watch, locked


def test_ten_minutes_without_a_sign_of_life_lock_the_window(idle_office: Office, qapp: QApplication) -> None:
    clock = Clock()
    watch, locked = watched(idle_office, clock)
    clock.now += timedelta(minutes=9, seconds=59)
    watch.look()
    assert locked == []
    clock.now += timedelta(seconds=1)
    watch.look()
    watch.look()
    assert locked == [True]


def test_a_key_or_the_mouse_is_a_sign_of_life(idle_office: Office, qapp: QApplication) -> None:
    clock = Clock()
    watch, locked = watched(idle_office, clock)
    watch.start()
    clock.now += timedelta(minutes=9)
    nobody = QObject()
    qapp.sendEvent(nobody, QEvent(QEvent.Type.KeyPress))
    clock.now += timedelta(minutes=9)
    watch.look()
    assert locked == []
    watch.stop()
    clock.now += timedelta(minutes=9)
    qapp.sendEvent(nobody, QEvent(QEvent.Type.KeyPress))
    watch.look()
    assert locked == [True]


def test_waking_up_after_a_night_locks_and_moves_the_day_on(
    open_office: OpenOffice, tmp_path: Path, qt_runner: asyncio.Runner
) -> None:
    clock = Clock()
    locked: list[bool] = []

    def local_day() -> date:
        return clock.now.date()

    async def play() -> None:
        await seated(open_office, tmp_path)
        watch = Watch(open_office.office, clock, local_day)
        watch.lock_minutes = 10
        watch.idle.connect(lambda: locked.append(True))
        clock.now += timedelta(hours=14)
        watch._came_back(Qt.ApplicationState.ApplicationActive)
        await open_office.settled()
        await left(open_office)

    qt_runner.run(play())
    assert locked == [True]
    assert open_office.views[-1].today == TODAY + timedelta(days=1)
