"""What goes on while nobody clicks: midnight, a PC that slept, another program's changes, and idle minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from keywork_desktop.ui.office import Office

LOOK_EVERY_MS = 5_000

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Watch(QObject):
    """Looks at the clock every few seconds.

    `clock` is the machine's; `real_today` the day that work is done on, None where it was given (`--as-of`) and never
    moves. The clock also runs while the PC sleeps, so waking up counts as idle, and the day moves on at once.
    """

    idle = Signal()

    def __init__(
        self,
        office: Office,
        clock: Callable[[], datetime],
        real_today: Callable[[], date] | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._clock = clock
        self._real_today = real_today
        self._last_sign = clock()
        self._watching = False
        self.lock_minutes = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch the application's events and the clock."""
        app = QApplication.instance()
        if isinstance(app, QGuiApplication) and not self._watching:
            self._watching = True
            app.installEventFilter(self)
            app.applicationStateChanged.connect(self._came_back)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        app = QApplication.instance()
        if isinstance(app, QGuiApplication) and self._watching:
            self._watching = False
            app.removeEventFilter(self)
            app.applicationStateChanged.disconnect(self._came_back)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._last_sign = self._clock()
        return False

    def look(self) -> None:
        """Look at the clock and at the store now."""
        if self.lock_minutes and self._clock() - self._last_sign >= timedelta(minutes=self.lock_minutes):
            self._last_sign = self._clock()
            self.idle.emit()
        if not self._office.has_store:
            return
        if self._real_today is not None:
            self._office.move_on_to(self._real_today())
        self._office.spawn(self._office.look_elsewhere())

    def _came_back(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()
