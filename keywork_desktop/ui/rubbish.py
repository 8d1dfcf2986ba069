"""Python's cyclic rubbish, collected on the window's thread only.

Python collects on whichever thread happens to allocate. On the worker that would free widgets that are part of a cycle,
and a widget must die on the thread it lives on. So automatic collection rests while the window is open.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 2_000


class Rubbish(QObject):
    """Collects every few seconds as Python itself would; `stop` gives the work back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """From now on nothing is collected on another thread."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect again as it likes."""
        self._timer.stop()
        gc.enable()

    def collect(self) -> int:
        """Collect the generations that are full; gives back how many objects were found unreachable."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if thresholds[generation] and counts[generation] > thresholds[generation]:
                return gc.collect(generation)
        return 0
