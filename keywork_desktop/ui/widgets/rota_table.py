"""The rota's table: arrows go by days and officers, Space lifts a session, a drop puts it on another cell.

In edit mode the same cells take typed shifts, as in Excel: typing, pasting, filling right and down.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.delegates.rota_cell import RotaCellDelegate, least_width, row_height, unit_height
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_placing import Carried, Place
from keywork_desktop.ui.models.rota_cells import RotaCell, RotaLine
from keywork_desktop.ui.models.rota_facts import RotaFacts
from keywork_desktop.ui.models.rota_table_model import RotaTableModel
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.day_grid import ENTER, DayGrid, Where
from keywork_desktop.ui.widgets.labels import ToneLabel
from keywork_desktop.ui.widgets.rota_headers import PAD, DaysHeader, OfficersHeader

_Trigger = QAbstractItemView.EditTrigger


class RotaTable(DayGrid):
    """Shows a `RotaTableModel`. `line` is the chosen session of the cell in focus; the panel may choose another."""

    cell_chosen = Signal(object)
    """The `RotaCell` in focus, or None."""
    line_opened = Signal(object)
    """A `RotaLine`: Enter or a double click."""
    shift_wanted = Signal(object)
    """A `RotaCell` without a session was opened."""
    answered = Signal(str)
    """What the cell under the carried session says, in words; empty when nothing is carried."""

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(carrier, parent)
        self.rota = RotaTableModel(self)
        self.painter_of_cells = RotaCellDelegate()
        self.painter_of_cells.setParent(self)
        self._answers: dict[tuple[str, date], Place | None] = {}
        self._chosen_key = ""
        self.setVerticalHeader(OfficersHeader(self))
        self.setHorizontalHeader(DaysHeader(self))
        self.setModel(self.rota)
        self.setItemDelegate(self.painter_of_cells)
        self._corner = ToneLabel("Officer", self, tone="quiet_text", size=0.92, bold=True)
        self._corner.setContentsMargins(PAD, 0, 0, 0)
        self._dress()
        carrier.changed.connect(self._draw_answers)
        self.selectionModel().currentChanged.connect(self._moved)
        self.rota.dataChanged.connect(self._tell_again)
        self.rota.rowsInserted.connect(self._share_heights)
        self.rota.rowsRemoved.connect(self._share_heights)
        self.rota.rowsMoved.connect(self._share_heights)
        self.rota.modelReset.connect(self._share_space)

    def _dress(self) -> None:
        self.setAccessibleName("Rota, officers and days")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(_Trigger.EditKeyPressed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_facts(self, facts: RotaFacts) -> None:
        """Show these weeks; the focus stays on its cell."""
        first = not self.rota.columnCount()
        here = self.cell
        self.rota.show(facts)
        if first or here is None:
            start = self._first_cell(facts.view.today)
            if start.isValid():
                self.setCurrentIndex(start)
        self._tell()

    def _first_cell(self, today: date) -> QModelIndex:
        column = self.rota.days.index(today) if today in self.rota.days else 0
        row = next((n for n in range(self.rota.rowCount()) if not self.rota.row(n).is_unit), None)
        return self.rota.index(row, column) if row is not None else QModelIndex()

    @property
    def cell(self) -> RotaCell | None:
        """The officer's day in focus."""
        index = self.currentIndex()
        return self.rota.cell(index) if index.isValid() and index.row() < self.rota.rowCount() else None

    @property
    def line(self) -> RotaLine | None:
        """The chosen session of the cell in focus: its first one that is still open, unless another was chosen."""
        lines = self.cell.lines if self.cell else ()
        chosen = next((line for line in lines if line.key == self._chosen_key), None)
        return chosen or next((line for line in lines if line.open), lines[0] if lines else None)

    def choose_line(self, key: str) -> None:
        """Choose another session of this cell."""
        self._chosen_key = key

    def choose(self, staff_id: str, day: date, prison_number: str = "") -> bool:
        """Put the focus on an officer's day, and there on this prisoner's session; False if it is not shown."""
        index = self.rota.index_of(staff_id, day)
        if not index.isValid():
            return False
        cell = self.rota.cell(index)
        lines = cell.lines if cell else ()
        self._chosen_key = next((line.key for line in lines if line.entry.prison_number == prison_number), "")
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self._tell()
        return True

    @property
    def chosen_cells(self) -> list[list[RotaCell]]:
        """The selected officers' days, row by row; at least the cell in focus."""
        rows: dict[int, list[RotaCell]] = {}
        for index in sorted(self.selectionModel().selectedIndexes(), key=lambda i: (i.row(), i.column())):
            if cell := self.rota.cell(index):
                rows.setdefault(index.row(), []).append(cell)
        if not rows and self.cell:
            return [[self.cell]]
        return list(rows.values())

    def rows_below(self, cell: RotaCell) -> list[str]:
        """Staff IDs from this cell's officer on, as shown."""
        start = self.rota.index_of(cell.staff_id, cell.on).row()
        found = [self.rota.row(n) for n in range(start, self.rota.rowCount())]
        return [row.staff_id for row in found if not row.is_unit]

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        self._chosen_key = ""
        self._tell()

    def _tell(self) -> None:
        self.cell_chosen.emit(self.cell)

    def _tell_again(self, first: QModelIndex, last: QModelIndex) -> None:
        here = self.currentIndex()
        if first.row() <= here.row() <= last.row() and first.column() <= here.column() <= last.column():
            self._tell()

    # -- space --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_widths()
        if self.currentIndex().row() <= 1:
            # The first officer's houseblock stays in sight above him.
            self.verticalScrollBar().setValue(0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.rota.columnCount():
            self._share_space()

    def _share_space(self) -> None:
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setFont(self.font())
        self.verticalHeader().setFixedWidth(self.verticalHeader().sizeHint().width())
        self.horizontalHeader().setFixedHeight(self.horizontalHeader().sizeHint().height())
        self._corner.setGeometry(1, 1, self.verticalHeader().width() - 2, self.horizontalHeader().height() - 2)
        self._share_heights()
        self._share_widths()

    def _share_heights(self) -> None:
        high, low = row_height(self.font()), unit_height(self.font())
        header = self.verticalHeader()
        for row in range(self.rota.rowCount()):
            wanted = low if self.rota.row(row).is_unit else high
            if header.sectionSize(row) != wanted:
                header.resizeSection(row, wanted)

    def _share_widths(self) -> None:
        columns = self.rota.columnCount()
        if not columns:
            return
        room, least = self.viewport().width(), least_width(self.font())
        width, rest = divmod(room, columns)
        if width < least:
            width, rest = least, 0
        for column in range(columns):
            self.setColumnWidth(column, width + (column < rest))

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 200)

    # -- editing the detail -------------------------------------------------------------------------------------------

    @property
    def edits(self) -> bool:
        """Typing writes shifts."""
        return self.painter_of_cells.editing

    def set_edits(self, edits: bool) -> None:
        """Turn edit mode on or off; F2 edits a cell in either."""
        self.painter_of_cells.editing = edits
        triggers = _Trigger.EditKeyPressed
        self.setEditTriggers(triggers | _Trigger.AnyKeyPressed | _Trigger.DoubleClicked if edits else triggers)
        self.viewport().update()

    # -- keyboard -----------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Enter opens, Space lifts; Alt goes through the cell's sessions and through the weeks."""
        plain, alt = not modifiers, bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if key in ENTER and plain and not self.edits:
            self.open_focus()
        elif key == Qt.Key.Key_Space and plain and not self.edits:
            self.lift()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and alt:
            self._choose_next(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and alt:
            self.weeks_turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    def _choose_next(self, step: int) -> None:
        """Alt with up and down goes through the cell's sessions."""
        cell, line = self.cell, self.line
        if cell is None or line is None:
            return
        at = (cell.lines.index(line) + step) % len(cell.lines)
        self._chosen_key = cell.lines[at].key
        self._tell()
        announce(self, cell.lines[at].spoken)

    def open_focus(self) -> None:
        """Open the chosen session; without one, the shift."""
        line, cell = self.line, self.cell
        if line is not None:
            self.line_opened.emit(line)
        elif cell is not None:
            self.shift_wanted.emit(cell)

    # -- carrying -----------------------------------------------------------------------------------------------------

    @property
    def takes_mouse(self) -> bool:
        return not self.edits

    @staticmethod
    def carried_by(line: RotaLine | None) -> Carried | None:
        """What is carried when this session is moved; None where it cannot be."""
        if line is None or not line.entry.session_id or not line.entry.movable:
            return None
        return Carried(line.entry.prison_number, line.entry.session_id)

    def held(self) -> tuple[Carried, Entry] | None:
        line, carried = self.line, self.carried_by(self.line)
        return (carried, line.entry) if line is not None and carried is not None else None

    def where(self, index: QModelIndex) -> Where | None:
        cell = self.rota.cell(index)
        return (cell.staff_id, cell.on) if cell else None

    def show_target(self, where: Where | None) -> None:
        self.painter_of_cells.target = where
        self.answered.emit(self._answer_in_sight(where) if where else "")
        self.viewport().update()

    def _answer_in_sight(self, where: Where) -> str:
        place, cell = self.answer(*where) if self.carrier.placing else None, self.rota.cell(self.rota.index_of(*where))
        return f"{place.fit.shape} {place.words} – {cell.officer}, {long_date(cell.on)}" if cell and place else ""

    def answer_words(self, where: Where) -> str:
        place, cell = self.answer(*where), self.rota.cell(self.rota.index_of(*where))
        return f"{cell.officer}, {long_date(cell.on)}: {place.words}" if cell and place else ""

    def answer(self, staff_id: str, day: date) -> Place | None:
        """Fits, warns or no for a cell, judged once while something is carried."""
        place = (staff_id, day)
        if place not in self._answers:
            self._answers[place] = self.carrier.place(day, staff_id)
        return self._answers[place]

    def _draw_answers(self) -> None:
        self._answers = {}
        carrying = self.carrier.placing is not None
        painter = self.painter_of_cells
        painter.answer = self.answer if carrying else None
        cell = self.cell
        painter.target = (cell.staff_id, cell.on) if carrying and self.carrier.by_keyboard and cell else None
        self.viewport().update()
        if not carrying:
            self.answered.emit("")

    def tip(self, index: QModelIndex, point: QPoint) -> str:
        cell = self.rota.cell(index)
        if cell is None:
            return ""
        place = self.answer(cell.staff_id, cell.on) if self.carrier.placing else None
        return place.words if place else "\n".join([cell.spoken, *(line.spoken for line in cell.lines), *cell.left])

    def entry_of(self, line: RotaLine | None) -> Entry | None:
        """The calendar's value of a session, which the shared commands act on."""
        return line.entry if line else None

    def select_block(self, first: QModelIndex, last: QModelIndex) -> None:
        """Select the cells from `first` to `last`."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(QItemSelection(first, last), flag)
