"""The measures as numbers with plain words under each: coverage first and largest, for the rate hides who had none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from keywork_desktop.domain.measure_words import COVERAGE, HEADLINES, Measured
from keywork_desktop.domain.measures import Measures
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet, small_heading
from keywork_desktop.ui.widgets.panel import Panel

_GAP = 10
_LETTERS = 36
"""How wide a card is at least, in letters."""


class MeasureCard(Panel):
    """One measure: its name, the number, what was counted, what it means."""

    def __init__(self, measured: Measured, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=2)
        self.measured = measured
        first = measured is COVERAGE
        self.name = small_heading(measured.title, self)
        self.value = ToneLabel("", self, size=2.8 if first else 1.5, bold=True)
        self.counted = ToneLabel("", self, wrap=True, size=1.1 if first else 1.0)
        self.meaning = quiet(measured.meaning, self, wrap=True)
        self.source = quiet(f"From: {measured.source}.", self, wrap=True)
        self.source.setVisible(first)
        for label in (self.name, self.value, self.counted, self.meaning, self.source):
            label.setTextFormat(Qt.TextFormat.PlainText)
            self.column.addWidget(label)
        self.column.addStretch(1)
        self.setToolTip(f"{measured.meaning} From: {measured.source}.")

    def show_measures(self, made: Measures) -> None:
        """Show what these people were given."""
        self.value.setText(self.measured.text(made))
        self.counted.setText(self.measured.counted(made))
        self.setAccessibleName(f"{self.measured.title}: {self.measured.text(made)}. {self.measured.counted(made)}")
        self.setAccessibleDescription(self.toolTip())


class Headlines(QWidget):
    """All cards in columns, as many as there is room for; coverage takes two rows of the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(MeasureCard(measured, self) for measured in HEADLINES)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._columns = 0
        self._place(4)

    def show_measures(self, made: Measures) -> None:
        """Show these on every card."""
        for card in self.cards:
            card.show_measures(made)

    def explain(self, wanted: bool) -> None:
        """Show or hide what each measure means and where it comes from; of coverage it always stands there."""
        for card in self.cards[1:]:
            card.meaning.setVisible(wanted)
            card.source.setVisible(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        card = self.fontMetrics().averageCharWidth() * _LETTERS + _GAP
        self._place(max(1, min(4, (self.width() + _GAP) // card)))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        tall = columns > 1
        spots = [(row, column) for row in range(len(self.cards)) for column in range(columns)]
        if tall:
            spots.remove((1, 0))
        for card, (row, column) in zip(self.cards, spots, strict=False):
            self._grid.addWidget(card, row, column, 2 if tall and card is self.cards[0] else 1, 1)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
