"""One day, an officer a row and time across: an item view, so that assistive technology sees named items."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.delegates.calendar_blocks import draw_block
from keywork_desktop.ui.delegates.calendar_day_ground import draw_axis, draw_day_head, draw_ground
from keywork_desktop.ui.delegates.calendar_day_places import DayPlaces
from keywork_desktop.ui.models.calendar_day_model import Block, BlockKind, CalendarDayModel, day_blocks
from keywork_desktop.ui.models.calendar_entries import DayCell, Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_placing import Place
from keywork_desktop.ui.models.keyed_list import AnyIndex
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.widgets.calendar_carrier import Carrier


class CalendarDaySheet(QAbstractItemView):
    """Shows a `CalendarDayModel`. The officers' names stay at the left while the hours scroll."""

    entry_chosen = Signal(object)
    entry_opened = Signal(object)

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.carrier = carrier
        self.blocks = CalendarDayModel(self)
        self.day: date | None = None
        self.cell: DayCell | None = None
        self._places = DayPlaces.of((), self.font(), 600)
        self._target: QModelIndex = QModelIndex()
        self.setModel(self.blocks)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        carrier.changed.connect(self.viewport().update)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_day(self, facts: CalendarFacts, day: date) -> None:
        """Show this day; the focus stays on its block where that still is."""
        other_day = day != self.day
        self.day, self.cell = day, facts.cells[day]
        self.blocks.show(day_blocks(facts, day))
        regime = "".join(f", {words}" for words in self.cell.regime.spoken)
        self.setAccessibleName(f"{long_date(day)}, officers and their sessions{regime}")
        self._lay_out()
        if other_day or not self.currentIndex().isValid():
            self.verticalScrollBar().setValue(0)
            if self.blocks.rowCount():
                self._go(self.blocks.index(0))
        self.viewport().update()

    @property
    def block(self) -> Block | None:
        """The block in focus."""
        return self.blocks.item(self.currentIndex())

    @property
    def entry(self) -> Entry | None:
        """The session in focus, if it is one."""
        return self.block.entry if self.block else None

    def choose_prisoner(self, prison_number: str) -> bool:
        """Put the focus on this prisoner's session; False if he has none that day."""
        for row, block in enumerate(self.blocks.items):
            if block.entry and block.entry.prison_number == prison_number:
                self._go(self.blocks.index(row))
                return True
        return False

    def choose_officer(self, staff_id: str) -> None:
        """Put the focus on this officer, if he is shown."""
        for row, block in enumerate(self.blocks.items):
            if block.staff_id == staff_id and block.kind is BlockKind.OFFICER:
                self._go(self.blocks.index(row))
                return

    def _go(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self.entry_chosen.emit(self.entry)

    # -- geometry -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._places = DayPlaces.of(self.blocks.items, self.font(), self.viewport().width())
        view, places = self.viewport().size(), self._places
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(places.row)
        self.verticalScrollBar().setRange(0, max(0, places.height - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, places.width - view.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._lay_out()

    def _box(self, row: int) -> QRectF:
        box = self._places.boxes[row]
        fixed = self.blocks.items[row].kind is BlockKind.OFFICER
        return box.translated(0 if fixed else -self.horizontalOffset(), -self.verticalOffset())

    def visualRect(self, index: AnyIndex) -> QRect:
        if not index.isValid() or index.row() >= len(self._places.boxes):
            return QRect()
        return self._box(index.row()).toAlignedRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        if point.y() < self._places.axis:
            return QModelIndex()
        found = QModelIndex()
        for row, block in enumerate(self.blocks.items[: len(self._places.boxes)]):
            if self._box(row).contains(point.toPointF()):
                if block.kind is BlockKind.OFFICER:
                    return self.blocks.index(row)
                found = self.blocks.index(row)
        return found

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        box, view = self.visualRect(index), self.viewport().rect()
        up, down = self.verticalScrollBar(), self.horizontalScrollBar()
        if box.top() < self._places.axis:
            up.setValue(up.value() + box.top() - self._places.axis)
        elif box.bottom() > view.bottom():
            up.setValue(up.value() + box.bottom() - view.bottom())
        block = self.blocks.item(index)
        if block is None or block.kind is BlockKind.OFFICER:
            return
        if box.left() < self._places.names:
            down.setValue(down.value() + box.left() - self._places.names - 6)
        elif box.right() > view.right():
            down.setValue(down.value() + box.right() - view.right() + 6)

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: AnyIndex) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += QRegion(self.visualRect(index))
        return region

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    # -- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        look, view, places = tokens(self), self.viewport(), self._places
        scrolled = QPoint(self.horizontalOffset(), self.verticalOffset())
        painter = QPainter(view)
        painter.fillRect(event.rect(), look.surface)
        items = self.blocks.items
        officers = (block for block in items if block.kind is BlockKind.OFFICER)
        draw_ground(painter, view.size(), places, scrolled, look, officers)
        for row in sorted(range(len(places.boxes)), key=lambda row: items[row].kind is BlockKind.OFFICER):
            box = self._box(row)
            if box.bottom() >= places.axis and box.top() <= view.height():
                self._paint_block(painter, row, box)
        draw_axis(painter, view.size(), places, scrolled, look, self.font())
        if self.cell is not None:
            draw_day_head(painter, view.size(), places, self.cell, look, self.font())
        if not items:
            painter.setPen(look.quiet_text)
            painter.drawText(view.rect(), Qt.AlignmentFlag.AlignCenter, "No officer has key work time on this day.")
        painter.end()

    def _paint_block(self, painter: QPainter, row: int, box: QRectF) -> None:
        block, index = self.blocks.items[row], self.currentIndex()
        current = index.row() == row and (self.hasFocus() or self.carrier.by_keyboard)
        target = self._target.isValid() and self._target.row() == row
        dim = bool(block.entry and block.entry.key == self.carrier.key)
        draw_block(
            painter, box, block, tokens(self), self.font(), current=current or target, dim=dim, place=self._place(block)
        )

    def _place(self, block: Block) -> Place | None:
        if self.carrier.placing is None or self.day is None or block.kind is BlockKind.SESSION:
            return None
        start = block.start if block.kind is BlockKind.FREE else None
        return self.carrier.place(self.day, block.staff_id, start)
