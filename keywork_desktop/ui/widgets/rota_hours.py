"""A button beside the numbers of a plan that opens its hours by houseblock: needed, profiled, lost and short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QPushButton, QTableView, QWidget

from keywork_desktop.planning.rota_capacity import Capacity
from keywork_desktop.ui.icons import icon
from keywork_desktop.ui.models.rota_comparison import HoursModel, HoursRow
from keywork_desktop.ui.theme import SMALLEST_TARGET
from keywork_desktop.ui.widgets.labels import quiet, small_heading
from keywork_desktop.ui.widgets.popup import Popup

_LETTERS = 62


class RotaHours(QPushButton):
    """Hidden until there are hours of more than one unit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("By houseblock", parent)
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setIcon(icon("ph.caret-down", "text"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setToolTip("Hours needed, profiled, lost and short in each houseblock")
        self.setAccessibleName("Hours by houseblock")
        self._hours: tuple[Capacity, ...] = ()
        self.table: QTableView | None = None
        self.clicked.connect(self.open)
        self.hide()

    def show_hours(self, hours: Sequence[Capacity]) -> None:
        """Take the hours of a plan, the whole first; none hides the button."""
        self._hours = tuple(hours)
        self.setVisible(sum(each.unit is not None for each in hours) > 1)

    def open(self) -> None:
        """Show the hours in a small window under the button."""
        popup = Popup(self, _LETTERS)
        popup.column.addWidget(small_heading("Hours by houseblock", popup))
        self.table = self._table(popup)
        popup.column.addWidget(self.table)
        words = "Needed: a session for each target. Lost: the officer is away, or nobody is unlocked. "
        words += "Time that one key worker has over does not help another's prisoners."
        popup.column.addWidget(quiet(words, popup, wrap=True))
        popup.show_under(self)
        self.table.setFocus()

    def _table(self, popup: QWidget) -> QTableView:
        table, line = QTableView(popup), max(SMALLEST_TARGET, self.fontMetrics().height() + 6)
        table.setModel(HoursModel([HoursRow(each.unit, each, each) for each in self._hours], table))
        table.setAccessibleName("Hours by houseblock")
        table.setShowGrid(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(line)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.setFixedHeight(line * len(self._hours) + header.sizeHint().height() + 4)
        return table
