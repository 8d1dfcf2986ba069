"""Working on one day: arrows choose a block, Space lifts a session, Enter puts it down, and so does the mouse."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.calendar_day_model import Block, BlockKind
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_placing import Carried, Placing
from keywork_desktop.ui.models.keyed_list import AnyIndex
from keywork_desktop.ui.widgets.calendar_carrier import MIME, Carrier
from keywork_desktop.ui.widgets.calendar_day_sheet import CalendarDaySheet
from keywork_desktop.ui.widgets.calendar_edge_turn import EdgeTurn

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class CalendarDayView(CalendarDaySheet):
    """A sheet one works on. `turned` carries the days to go back (-1) or on (1)."""

    turned = Signal(int)
    left = Signal()
    """Esc: back to where one came from."""
    menu_wanted = Signal(QPoint)

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(carrier, parent)
        self._pressed: tuple[QPoint, Entry] | None = None
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.edge = EdgeTurn(self)
        self.edge.turned.connect(self.turned)
        carrier.changed.connect(self._carried_changed)

    def _carried_changed(self) -> None:
        if self.carrier.placing is None:
            self.edge.stop()

    # -- keyboard -----------------------------------------------------------------------------------------------------

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        moves = QAbstractItemView.CursorAction
        row, items = self.currentIndex().row(), self.blocks.items
        if not items:
            return QModelIndex()
        if row < 0:
            return self.blocks.index(0)
        if action in (moves.MoveLeft, moves.MovePrevious):
            return self.blocks.index(max(0, row - 1))
        if action in (moves.MoveRight, moves.MoveNext):
            return self.blocks.index(min(len(items) - 1, row + 1))
        if action in (moves.MoveUp, moves.MoveDown):
            return self._in_row(items[row].row + (1 if action is moves.MoveDown else -1), row)
        return self.blocks.index(0 if action is moves.MoveHome else len(items) - 1)

    def _in_row(self, wanted: int, row: int) -> QModelIndex:
        """The block of another officer nearest in time to the one in focus."""
        middle = self._places.boxes[row].center().x()
        there = [n for n, block in enumerate(self.blocks.items) if block.row == wanted]
        if not there:
            return self.currentIndex()
        return self.blocks.index(min(there, key=lambda n: abs(self._places.boxes[n].center().x() - middle)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.carrier.by_keyboard and key in (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Escape):
            self._put_down(keep=key in _ENTER)
        elif key in _ENTER and self.entry:
            self.entry_opened.emit(self.entry)
        elif key == Qt.Key.Key_Space:
            self.lift()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.entry_chosen.emit(self.entry)
        place = self._place(self.block) if self.block and self.carrier.by_keyboard else None
        if place and self.block:
            announce(self, f"{self.blocks.spoken_of(self.block)}: {place.words}")
        self.viewport().update()

    def lift(self) -> None:
        """Take hold of the session in focus."""
        entry = self.entry
        if entry and entry.movable and entry.session_id:
            self.carrier.pick_up(Carried(entry.prison_number, entry.session_id), entry.key, by_keyboard=True)

    def carry_from(self, placing: Placing) -> None:
        """Begin to choose a place at his key worker, for somebody who was lifted elsewhere."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        rows = [n for n, block in enumerate(self.blocks.items) if block.staff_id == placing.staff_id]
        free = [n for n in rows if self.blocks.items[n].kind is BlockKind.FREE]
        if free or rows:
            self._go(self.blocks.index((free or rows)[0]))

    def _put_down(self, *, keep: bool) -> None:
        if keep and self.block and self.day:
            self._drop_on(self.block)
        else:
            self.carrier.put_back()

    def _drop_on(self, block: Block) -> None:
        if self.day is not None:
            start = block.start if block.kind is BlockKind.FREE else None
            self.carrier.drop(self.day, block.staff_id, start)

    # -- mouse and drops ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        self._pressed = None
        if not index.isValid():
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go(index)
        if event.button() == Qt.MouseButton.LeftButton and self.entry:
            self._pressed = (point, self.entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, entry = self._pressed
        far = (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
        if far and entry.movable and entry.session_id:
            self._pressed = None
            self.carrier.drag(self, Carried(entry.prison_number, entry.session_id), entry, QSize(160, 24))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.entry:
            self.entry_opened.emit(self.entry)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))
        else:
            self.menu_wanted.emit(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self._target = self._row_at(event.position().toPoint())
        self.edge.at(event.position().toPoint())
        self.viewport().update()
        event.setAccepted(event.mimeData().hasFormat(MIME) and self._target.isValid())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.edge.stop()
        self._target = QModelIndex()
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        self.edge.stop()
        block = self.blocks.item(self._row_at(event.position().toPoint()))
        self._target = QModelIndex()
        if event.mimeData().hasFormat(MIME) and block:
            event.acceptProposedAction()
            self._drop_on(block)

    def _row_at(self, point: QPoint) -> QModelIndex:
        """The block under the mouse, or else the officer of that row: dropping beside his time means his first free."""
        index = self.indexAt(point)
        if index.isValid() or point.y() < self._places.axis:
            return index
        row = self._places.row_at(point.y() + self.verticalOffset())
        for n, block in enumerate(self.blocks.items):
            if block.row == row:
                return self.blocks.index(n)
        return QModelIndex()
