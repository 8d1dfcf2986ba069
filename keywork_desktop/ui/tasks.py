"""Long work on the worker thread: how far it is, and Cancel, which answers at once."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from keywork_desktop.domain.errors import RequestError


class Stopped(RequestError):
    """The user cancelled a piece of long work."""

    def __init__(self, title: str) -> None:
        super().__init__(f"{title}: cancelled. Nothing was changed.", code="cancelled")


class Task(QObject):
    """One piece of long work. The work calls `step` or `fraction` on its thread; the window shows it and may `cancel`.

    Both raise `Stopped` once somebody has cancelled, so that the work rolls back whatever it had begun.
    """

    progressed = Signal(str, float)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stop = threading.Event()
        self._permille = -1

    def step(self, text: str, fraction: float) -> None:
        """Say what is being done and how far it is, 0.0 to 1.0."""
        if self._stop.is_set():
            raise Stopped(self.title)
        permille = int(max(0.0, min(1.0, fraction)) * 1000)
        # Not more signals than anybody can see.
        if text or permille // 10 != self._permille // 10:
            self._permille = permille
            self.progressed.emit(text, permille / 1000)

    def say(self, text: str) -> None:
        """Say what is being done, as far as it is."""
        self.step(text, max(0, self._permille) / 1000)

    def fraction(self, fraction: float) -> None:
        """Say how far it is, 0.0 to 1.0."""
        self.step("", fraction)

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; who waits for it is answered at once, and a late result is dropped."""
        if not self._stop.is_set():
            self._stop.set()
            self.cancelled.emit()
