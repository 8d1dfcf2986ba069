"""The pinned PySide6 keeps its count of `None`.

PySide6 6.12.0 loses a reference to `None` with every void call on Python 3.10 and 3.11, and the process aborts after
some thousand of them. Short tests pass on it, so this one counts. From 3.12 on `None` is immortal and cannot be lost.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

import PySide6
import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2_000
# Other parts of the program come and go while we count; the defect loses one for each call.
NOISE = 100


def references_lost(call: Callable[[], None]) -> int:
    """How many references to `None` are gone after `CALLS` calls."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


@pytest.mark.parametrize("kind", ["core", "gui", "widgets"])
def test_void_calls_keep_the_references_of_none(qtbot: QtBot, kind: str) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    thing, model = QObject(), QStandardItemModel()
    size = QSize(10, 10)
    calls: dict[str, Callable[[], None]] = {
        "core": lambda: thing.setObjectName("card"),
        "gui": lambda: model.setColumnCount(3),
        "widgets": lambda: widget.setMinimumSize(size),
    }
    assert abs(references_lost(calls[kind])) < NOISE


def test_the_pinned_series_is_installed() -> None:
    assert (6, 11, 3) <= tuple(int(part) for part in PySide6.__version__.split(".")[:3]) < (6, 12)


def test_a_coroutine_runs_on_the_windows_event_loop(qt_runner: asyncio.Runner) -> None:
    async def answer() -> str:
        return "done"

    assert qt_runner.run(answer()) == "done"
