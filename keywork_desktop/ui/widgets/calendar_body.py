"""The calendar's body: the view, and beside it who waits and what is chosen, or else the day in focus."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.calendar_chosen import ChosenPanel
from keywork_desktop.ui.widgets.calendar_day_panel import DayPanel
from keywork_desktop.ui.widgets.calendar_legend import CalendarLegend
from keywork_desktop.ui.widgets.calendar_tray import CalendarTray
from keywork_desktop.ui.widgets.calendar_views import CalendarViews
from keywork_desktop.ui.widgets.panel import Panel

SIDE_LETTERS, SIDE_SHARE = 32, 0.25
"""The side panel is as wide as these letters, but never more than its share of the page."""


class CalendarBody(QWidget):
    """Lays out what it is given."""

    def __init__(
        self,
        views: CalendarViews,
        tray: CalendarTray,
        panel: ChosenPanel,
        day_panel: DayPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(views, 1)
        middle.addWidget(CalendarLegend(self))
        self._waiting = Panel(self, margin=3)
        self._waiting.column.addWidget(tray)
        self._side = QWidget(self)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(SPACE)
        side.addWidget(self._waiting, 1)
        side.addWidget(day_panel)
        side.addWidget(panel)
        self._rest = QWidget(self)
        self._rest.hide()
        side.addWidget(self._rest, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE + 4)
        row.addLayout(middle, 1)
        row.addWidget(self._side)

    def show_tray(self, *, shown: bool) -> None:
        """The agenda lists itself who waits."""
        self._waiting.setVisible(shown)
        self._rest.setVisible(not shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = self.fontMetrics().averageCharWidth() * SIDE_LETTERS
        self._side.setFixedWidth(min(letters, int(self.width() * SIDE_SHARE)))
