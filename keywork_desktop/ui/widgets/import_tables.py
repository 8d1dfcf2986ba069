"""The two tables of an import, dressed: plain rows, fixed heights, Space ticks, Enter and F2 edit a date."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from keywork_desktop.ui.delegates.import_table import CalmDelegate, ReportDateDelegate, WeightDelegate
from keywork_desktop.ui.models.import_files_model import DATE_COLUMN, ImportFilesModel
from keywork_desktop.ui.models.import_problems_model import ROW_ROLE, ImportProblemsModel, ShownProblems
from keywork_desktop.ui.models.import_rows import ImportRow
from keywork_desktop.ui.theme import SMALLEST_TARGET

_FILE_LETTERS = (26, 15, 18, 7, 7, 9, 7, 10, 10, 6, 11)
_PROBLEM_LETTERS = (17, 17, 21, 14, 34, 40)


class WideTable(QTableView):
    """Columns of so many letters; one is wider where there is room, and the table scrolls where there is none."""

    def __init__(self, letters: tuple[int, ...], stretch: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters, self._stretch = letters, stretch

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.model() is not None:
            self.dress()

    def share_width(self) -> None:
        """Give each column its letters, and what is left to the one that stretches."""
        letter = self.fontMetrics().averageCharWidth()
        for column, width in enumerate(self._letters):
            self.setColumnWidth(column, width * letter)
        rest = self.viewport().width() - sum(self._letters) * letter
        if rest > 0:
            self.setColumnWidth(self._stretch, self._letters[self._stretch] * letter + rest)

    def dress(self) -> None:
        """Rows of one height, in the size of the font."""
        height = max(SMALLEST_TARGET + 2, self.fontMetrics().height() + 10)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(self.fontMetrics().height() + 10)
        self.share_width()


def dress(table: WideTable) -> None:
    """Whole rows, no grid, a quiet header."""
    calm = CalmDelegate(table)
    table.setItemDelegate(calm)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.dress()


class FilesTable(WideTable):
    """`left_out` asks to leave the chosen file out (Delete)."""

    left_out = Signal()

    def __init__(self, model: ImportFilesModel, parent: QWidget | None = None) -> None:
        super().__init__(_FILE_LETTERS, 0, parent)
        self._most = 0
        self.setModel(model)
        self.setAccessibleName("Files of this import")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.SelectedClicked)
        self._dates = ReportDateDelegate(self)
        self.setItemDelegateForColumn(DATE_COLUMN, self._dates)
        dress(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.left_out.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex().siblingAtColumn(DATE_COLUMN))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._most and event.oldSize().width() != event.size().width():
            self.fit_height(self._most)

    def fit_height(self, most: int) -> None:
        """As high as its rows, but not higher than `most` pixels, and never lower than two rows."""
        self._most = most
        model: QAbstractItemModel = self.model()
        row, rest = self.verticalHeader().defaultSectionSize(), self.horizontalHeader().height() + 4
        if self.horizontalHeader().length() > self.viewport().width():
            rest += self.horizontalScrollBar().sizeHint().height()
        rows = min(max(2, (most - rest) // row), max(1, model.rowCount()))
        self.setFixedHeight(rows * row + rest)


class ProblemsTable(WideTable):
    """Space ticks or unticks the chosen suggestions."""

    def __init__(self, shown: ShownProblems, problems: ImportProblemsModel, parent: QWidget | None = None) -> None:
        super().__init__(_PROBLEM_LETTERS, 4, parent)
        self._problems = problems
        self.setModel(shown)
        self.setAccessibleName("Problems and suggestions")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._weights = WeightDelegate(self)
        self.setItemDelegateForColumn(0, self._weights)
        dress(self)

    def chosen(self) -> list[ImportRow]:
        """The selected rows."""
        return [index.data(ROW_ROLE) for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            rows = [row for row in self.chosen() if row.suggestion_id]
            on = any(row.suggestion_id not in self._problems.ticked for row in rows)
            self._problems.tick(rows, on=on)
        else:
            super().keyPressEvent(event)
