"""The calendar's body: the four weeks or the day, and beside them who waits and what is chosen."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.calendar_chosen import ChosenPanel
from keywork_desktop.ui.widgets.calendar_day_view import CalendarDayView
from keywork_desktop.ui.widgets.calendar_grid import CalendarGrid
from keywork_desktop.ui.widgets.calendar_legend import CalendarLegend
from keywork_desktop.ui.widgets.calendar_tray import CalendarTray
from keywork_desktop.ui.widgets.panel import Panel

SIDE_LETTERS, SIDE_SHARE = 32, 0.25
"""The side panel is as wide as these letters, but never more than its share of the page."""


class CalendarBody(QWidget):
    """Lays out what it is given; `views` shows the grid or the day."""

    def __init__(
        self,
        grid: CalendarGrid,
        day_view: CalendarDayView,
        tray: CalendarTray,
        panel: ChosenPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.views = QStackedWidget(self)
        self.views.addWidget(grid)
        self.views.addWidget(day_view)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self.views, 1)
        middle.addWidget(CalendarLegend(self))
        waiting = Panel(self, margin=3)
        waiting.column.addWidget(tray)
        self._side = QWidget(self)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(SPACE)
        side.addWidget(waiting, 1)
        side.addWidget(panel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE + 4)
        row.addLayout(middle, 1)
        row.addWidget(self._side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = self.fontMetrics().averageCharWidth() * SIDE_LETTERS
        self._side.setFixedWidth(min(letters, int(self.width() * SIDE_SHARE)))
