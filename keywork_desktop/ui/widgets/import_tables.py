"""The two tables of an import, dressed: plain rows, fixed heights, Space ticks, Enter and F2 edit a date."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from keywork_desktop.ui.delegates.import_table import CalmDelegate, ReportDateDelegate, WeightDelegate
from keywork_desktop.ui.models.import_files_model import DATE_COLUMN, ImportFilesModel
from keywork_desktop.ui.models.import_problems_model import ROW_ROLE, ImportProblemsModel, ShownProblems
from keywork_desktop.ui.models.import_rows import ImportRow
from keywork_desktop.ui.theme import SMALLEST_TARGET

_FILE_LETTERS = (36, 18, 20, 7, 7, 9, 7, 10, 10, 7, 11)
_PROBLEM_LETTERS = (17, 20, 22, 18, 46, 46)


def dress(table: QTableView, letters: tuple[int, ...], stretch: int) -> None:
    """Rows of one height, columns of so many letters, one column that takes what is left."""
    calm = CalmDelegate(table)
    table.setItemDelegate(calm)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    height = max(SMALLEST_TARGET + 2, table.fontMetrics().height() + 10)
    table.verticalHeader().setDefaultSectionSize(height)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setFixedHeight(table.fontMetrics().height() + 10)
    for column, width in enumerate(letters):
        table.setColumnWidth(column, width * table.fontMetrics().averageCharWidth())
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)


class FilesTable(QTableView):
    """`left_out` asks to leave the chosen file out (Delete)."""

    left_out = Signal()

    def __init__(self, model: ImportFilesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName("Files of this import")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.SelectedClicked)
        self._dates = ReportDateDelegate(self)
        self.setItemDelegateForColumn(DATE_COLUMN, self._dates)
        dress(self, _FILE_LETTERS, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.left_out.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex().siblingAtColumn(DATE_COLUMN))
        else:
            super().keyPressEvent(event)

    def fit_height(self, most: int) -> None:
        """As high as its rows, at most `most` of them."""
        model: QAbstractItemModel = self.model()
        rows = min(most, max(1, model.rowCount()))
        height = rows * self.verticalHeader().defaultSectionSize() + self.horizontalHeader().height() + 4
        self.setFixedHeight(height)


class ProblemsTable(QTableView):
    """Space ticks or unticks the chosen suggestions."""

    def __init__(self, shown: ShownProblems, problems: ImportProblemsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems = problems
        self.setModel(shown)
        self.setAccessibleName("Problems and suggestions")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._weights = WeightDelegate(self)
        self.setItemDelegateForColumn(0, self._weights)
        dress(self, _PROBLEM_LETTERS, 4)

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
