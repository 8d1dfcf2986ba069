"""The table by houseblock, key worker or cohort: sorted by a click on a heading, Enter leads to the people behind."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from keywork_desktop.domain.measure_rows import MeasureRow
from keywork_desktop.domain.measure_words import FIGURES
from keywork_desktop.ui.models.delivery_table import ROW_ROLE, DeliveryModel, DeliveryShown
from keywork_desktop.ui.widgets.import_tables import WideTable, dress

_LETTERS = (20, 11, 13, 8, 9, 10, 9, 13, 15, 10, 11, 6)
"""How wide the columns are, in letters: the name, then the figures in their order."""

_MOST_ROWS = 13


class DeliveryTable(WideTable):
    """`wanted` carries the `MeasureRow` that somebody asks to see the people of."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LETTERS, 0, parent)
        self.source = DeliveryModel(self)
        self.shown = DeliveryShown(self.source, self)
        self.setModel(self.shown)
        self.setAccessibleName("Measures of each part")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress(self)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setAccessibleName("Click a heading to sort by it")
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self._open)
        self.shown.layoutChanged.connect(self._span_withheld)
        self.shown.modelReset.connect(self._span_withheld)
        self.shown.dataChanged.connect(self._span_withheld)

    def fit_height(self) -> None:
        """As high as its rows, up to a screenful; more scroll."""
        rows = max(3, min(self.shown.rowCount(), _MOST_ROWS))
        heading = self.horizontalHeader().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setMinimumHeight(heading + rows * self.verticalHeader().defaultSectionSize() + bar + 4)

    def _span_withheld(self) -> None:
        """Room for the words of a withheld row across all its empty cells."""
        self.clearSpans()
        for row in range(self.shown.rowCount()):
            found = self.shown.index(row, 0).data(ROW_ROLE)
            if isinstance(found, MeasureRow) and found.withheld:
                self.setSpan(row, 1, 1, len(FIGURES))

    def row(self) -> MeasureRow | None:
        """The row that is chosen."""
        found = self.currentIndex().data(ROW_ROLE) if self.currentIndex().isValid() else None
        return found if isinstance(found, MeasureRow) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if (row := self.row()) is not None:
            self.wanted.emit(row)
