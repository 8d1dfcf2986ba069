"""The head of the Today page: filters as chips and by text, and the buttons that record, print and show the side."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from keywork_desktop.ui.models.due_filters import ALL, CHIPS, DueFilter
from keywork_desktop.ui.widgets.buttons import Chip, button
from keywork_desktop.ui.widgets.filter_field import FilterField
from keywork_desktop.ui.widgets.labels import heading
from keywork_desktop.ui.widgets.wrapping_row import WrappingRow

HEADING_CHARACTERS = 90
"""The page's width, in characters, under which the heading is hidden."""


class TodayHead(WrappingRow):
    """`filter_chosen` carries the `DueFilter` whose chip was chosen."""

    filter_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = heading("Who must be seen", self)
        self._group = QButtonGroup(self)
        self.chips = {only.id: Chip(only.word, self) for only in CHIPS}
        self.chips[ALL.id].setChecked(True)
        self.text = FilterField("Name, number, cell, officer", "Filter by name, number, cell or key worker", self)
        self.text.setToolTip("Narrow the list by typing (Ctrl+F)")
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        self.text.setMaximumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.print_button = button("", self, icon_name="ph.printer", tip="Print the day sheet (Ctrl+P)")
        self.print_button.setAccessibleName("Print the day sheet")
        self.missed_button = button("Missed…  M", self, tip="Record a session missed, with its reason")
        self.missed_button.setAccessibleName("Record a session missed")
        self.delivered_button = button("Record session  D", self, kind="primary", tip="Record a session held today")
        self.delivered_button.setAccessibleName("Record a session held")
        self.side_button = button(
            "", self, kind="chip", icon_name="ph.info", tip="Officers in today, and what to watch"
        )
        self.side_button.setAccessibleName("Officers and watch list")
        self.side_button.setCheckable(True)
        self._lay_out()
        self._group.buttonClicked.connect(self._chosen)

    def _lay_out(self) -> None:
        self.first.addWidget(self.heading)
        self.first.addSpacing(4)
        for chip in self.chips.values():
            self._group.addButton(chip)
            self.first.addWidget(chip)
        self.first.addWidget(self.text, 2)
        self.first.addStretch(1)
        for part in (self.print_button, self.missed_button, self.delivered_button, self.side_button):
            self.last.addWidget(part)

    def show_counts(self, found: Mapping[str, int]) -> None:
        """Say on each chip how many people it leaves."""
        for id_, chip in self.chips.items():
            chip.set_count(found[id_])

    def show_filter(self, only: DueFilter) -> None:
        """Check the chip of this filter; one of the watch list has none among the chips."""
        # An exclusive group would keep one of them checked.
        self._group.setExclusive(False)
        for id_, chip in self.chips.items():
            chip.setChecked(id_ == only.id)
        self._group.setExclusive(True)

    def fit(self, width: int) -> None:
        """Where even the controls have little room, the rail says which page this is."""
        self.heading.setVisible(width >= HEADING_CHARACTERS * self.fontMetrics().averageCharWidth())

    def _chosen(self) -> None:
        self.filter_chosen.emit(next((only for only in CHIPS if self.chips[only.id].isChecked()), ALL))
