"""The real window on a real screen with a real mouse: drag a card, see the store change, take it back by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from keywork_desktop.cli import run
from keywork_desktop.domain.allocation import Fit, judge_in
from keywork_desktop.store import Store, StoreKey

AS_OF = "2026-11-20"
PATIENCE = 60.0
PLAY = Path(__file__).with_name("real_window_play.py")


@contextmanager
def started(command: list[str], environment: dict[str, str], **more: Any) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, **more)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The environment of a fresh screen of 1366 × 768 with a window manager."""
    read, write = os.pipe()
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_ACCESSIBILITY": "0"}
    with ExitStack() as stack:
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        stack.enter_context(started(command, environment, pass_fds=[write], **quiet))
        os.close(write)
        with os.fdopen(read) as pipe:
            environment["DISPLAY"] = f":{pipe.readline().strip()}"
        stack.enter_context(started(["openbox"], environment, **quiet))
        yield environment


class RealWindow:
    """The program on the screen: what it shows, and a hand on mouse and keyboard."""

    def __init__(self, state: Path, environment: dict[str, str], process: subprocess.Popen[bytes]) -> None:
        self._state, self._environment, self._process = state, environment, process

    def xdotool(self, *arguments: object) -> None:
        subprocess.run(["xdotool", *map(str, arguments)], env=self._environment, check=True, timeout=30)

    def state(self) -> dict[str, Any]:
        assert self._process.poll() is None, "the program has ended"
        return json.loads(self._state.read_text("utf-8")) if self._state.exists() else {}

    def until(self, what: str, holds: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """The state once it holds and stands still; fails with what was waited for."""
        before: dict[str, Any] = {}
        written = 0
        end = monotonic() + PATIENCE
        while monotonic() < end:
            stamp = self._state.stat().st_mtime_ns if self._state.exists() else 0
            if stamp == written:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(timeout=0.05)  # until it looks again
                continue
            written, now = stamp, self.state()
            if now == before and now and holds(now):
                return now
            before = now
        raise AssertionError(f"waited {PATIENCE:.0f} s for: {what}\nlast seen: {self.state()}")

    def drag(self, start: tuple[int, int], goal: tuple[int, int]) -> None:
        """Press, ten moves a fiftieth of a second apart, let go: as a hand does it."""
        moves: list[object] = ["mousemove", *start, "sleep", "0.1", "mousedown", "1", "sleep", "0.1"]
        for step in range(1, 11):
            point = [begin + (end - begin) * step // 10 for begin, end in zip(start, goal, strict=True)]
            moves += ["mousemove", *point, "sleep", "0.02"]
        self.xdotool(*moves, "sleep", "0.2", "mouseup", "1")


def middle(place: list[int]) -> tuple[int, int]:
    return place[0] + place[2] // 2, place[1] + place[3] // 2


@pytest.fixture
def demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(["--as-of", AS_OF, "--json", "demo", "--into", str(tmp_path / "demo"), "--no-window"]).status == 0
    return Path(json.loads(capsys.readouterr().out)["store"])


@pytest.fixture
def real_window(demo: Path, screen: dict[str, str], tmp_path: Path, repository: Path) -> Iterator[RealWindow]:
    state = tmp_path / "state.json"
    paths = os.pathsep.join([str(repository), *filter(None, [os.environ.get("PYTHONPATH")])])
    fresh = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    environment = {**screen, **fresh, "PYTHONPATH": paths}
    command = [sys.executable, str(PLAY), str(state), "--store", str(demo), "--as-of", AS_OF]
    with started(command, environment, cwd=repository) as process:
        yield RealWindow(state, environment, process)


def key_worker_of(store: Path, prison_number: str, capsys: pytest.CaptureFixture[str]) -> str | None:
    """As the command line sees it, while the window has the store open."""
    capsys.readouterr()
    assert run(["--store", str(store), "--as-of", AS_OF, "--json", "due"]).status == 0
    items = json.loads(capsys.readouterr().out)["items"]
    found = next(item for item in items if item["prison_number"] == prison_number)["key_worker"]
    return found["staff_id"] if found else None


def a_move_that_fits(store: Path, columns: list[dict[str, Any]]) -> tuple[str, str, str]:
    """A card in sight and a column in sight that could take it: prison number, from whom, to whom."""
    with Store.open(store, StoreKey.none()) as opened:
        snapshot = opened.snapshot(date.fromisoformat(AS_OF))
    for source in columns:
        for number in source["cards"]:
            for target in columns:
                staff_id = target["staff_id"]
                if not staff_id or source["staff_id"] in ("", staff_id):
                    continue
                if judge_in(snapshot, number, staff_id).fit is not Fit.NO:
                    return number, source["staff_id"], staff_id
    raise AssertionError("no card in sight could move to a column in sight")


def test_a_card_is_dragged_with_a_real_mouse_and_taken_back_by_name(
    real_window: RealWindow, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = real_window.until("Today filled", lambda now: now["title"] == "Today" and now["rows"] == 1000)
    assert seen["marking"] == "OFFICIAL-SENSITIVE"
    real_window.xdotool("key", "ctrl+2")
    seen = real_window.until("the board", lambda now: now["columns"] and any(c["cards"] for c in now["columns"]))
    number, source, target = a_move_that_fits(demo, seen["columns"])
    assert key_worker_of(demo, number, capsys) == source

    by_id = {column["staff_id"]: column for column in seen["columns"]}
    real_window.drag(middle(by_id[source]["cards"][number]), middle(by_id[target]["place"]))
    after = real_window.until("the move", lambda now: now["undo"].startswith("Undo: Move "))
    assert key_worker_of(demo, number, capsys) == target
    moved = {column["staff_id"]: column for column in after["columns"]}
    assert number not in moved[source]["cards"]

    real_window.xdotool("key", "ctrl+z")
    real_window.until("the undo", lambda now: not now["undo"].startswith("Undo: Move "))
    assert key_worker_of(demo, number, capsys) == source


def test_the_whole_window_is_on_the_screen(real_window: RealWindow) -> None:
    seen = real_window.until("Today filled", lambda now: now["title"] == "Today" and now["rows"] == 1000)
    x, y, width, height = seen["frame"]
    assert x >= 0
    assert y >= 0
    assert x + width <= 1366
    assert y + height <= 768
