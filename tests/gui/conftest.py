"""What tests of the window stand on: one event loop as in the program, and no window left behind."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

# Qt keeps its tool tip for the next time.
KEPT_BY_QT = {"QTipLabel"}


def _windows() -> set[QWidget]:
    """Windows that belong to no other window."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return set()
    return {w for w in app.topLevelWidgets() if w.parent() is None and w.metaObject().className() not in KEPT_BY_QT}


@pytest.fixture(autouse=True)
def no_window_left_behind() -> Iterator[None]:
    """Fail the test that leaves a window: give it to `qtbot.addWidget`, or close and delete it."""
    before = _windows()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = _windows() - before
    names = sorted(f"{type(window).__name__} {window.objectName()!r}" for window in left)
    for window in left:
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not names, f"left behind: {', '.join(names)}"


@pytest.fixture
def qt_runner(qapp: QApplication) -> Iterator[asyncio.Runner]:
    """Runs coroutines on the window's event loop, as the program does: `qt_runner.run(page.load())`."""
    # As in the program: widgets left in a cycle must not be freed on the worker thread, where Python may collect.
    gc.collect()
    gc.disable()
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
            yield runner
    finally:
        gc.enable()
