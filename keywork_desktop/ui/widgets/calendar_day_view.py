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
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.delegates.calendar_blocks import draw_block, row_height
from keywork_desktop.ui.delegates.calendar_look import elided, fonts_of, width_of
from keywork_desktop.ui.models.calendar_day_model import Block, BlockKind, CalendarDayModel, day_blocks
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_placing import Carried, Place
from keywork_desktop.ui.models.keyed_list import AnyIndex
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.widgets.calendar_carrier import MIME, Carrier
from keywork_desktop.ui.widgets.calendar_scale import DayScale

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class CalendarDayView(QAbstractItemView):
    """Shows a `CalendarDayModel`. The officers' names stay at the left while the hours scroll."""

    entry_chosen = Signal(object)
    entry_opened = Signal(object)
    days_turned = Signal(int)
    left = Signal()
    """Esc: back to four weeks."""
    menu_wanted = Signal(QPoint)

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.carrier = carrier
        self.blocks = CalendarDayModel(self)
        self.day: date | None = None
        self._scale = DayScale.of((), 600, 100)
        self._boxes: list[QRectF] = []
        self._pressed: tuple[QPoint, Entry] | None = None
        self._target: QModelIndex = QModelIndex()
        self.setModel(self.blocks)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        carrier.changed.connect(self.viewport().update)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_day(self, facts: CalendarFacts, day: date) -> None:
        """Show this day; the focus stays on its block where that still is."""
        other_day = day != self.day
        self.day = day
        self.blocks.show(day_blocks(facts, day))
        self.setAccessibleName(f"{long_date(day)}, officers and their sessions")
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

    def _go(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self.entry_chosen.emit(self.entry)

    # -- geometry -----------------------------------------------------------------------------------------------------

    @property
    def _names_width(self) -> int:
        key = self.font().toString()
        notes = (block for block in self.blocks.items if block.kind is BlockKind.OFFICER)
        widest = max((width_of(block.note, key, 0) for block in notes), default=0) + 18
        return min(max(widest, width_of("OKONKWO, Barry", key, 1)), self.viewport().width() // 3)

    @property
    def _axis_height(self) -> int:
        return self.fontMetrics().height() + 12

    def _lay_out(self) -> None:
        key, height, names = self.font().toString(), row_height(self.font()), self._names_width
        least = width_of("00:00 cover", key, 1) + 28
        blocks = self.blocks.items
        self._scale = DayScale.of(blocks, self.viewport().width() - names - 12, least * 60 / 45)
        top = self._axis_height
        self._boxes = []
        for block in blocks:
            y = top + block.row * height
            if block.kind is BlockKind.OFFICER:
                self._boxes.append(QRectF(0, y, names, height))
            else:
                left, right = self._scale.x_of(block.start), self._scale.x_of(block.end)
                self._boxes.append(QRectF(names + 6 + left, y, max(24.0, right - left), height))
        self._set_scroll_bars(top, height)

    def _set_scroll_bars(self, top: int, height: int) -> None:
        rows = max((block.row + 1 for block in self.blocks.items), default=0)
        view = self.viewport().size()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(height)
        self.verticalScrollBar().setRange(0, max(0, top + rows * height - view.height()))
        wide = int(self._names_width + self._scale.width + 12)
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, wide - view.width()))

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
        box = self._boxes[row]
        fixed = self.blocks.items[row].kind is BlockKind.OFFICER
        return box.translated(0 if fixed else -self.horizontalOffset(), -self.verticalOffset())

    def visualRect(self, index: AnyIndex) -> QRect:
        if not index.isValid() or index.row() >= len(self._boxes):
            return QRect()
        return self._box(index.row()).toAlignedRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        if point.y() < self._axis_height:
            return QModelIndex()
        found = QModelIndex()
        for row, block in enumerate(self.blocks.items[: len(self._boxes)]):
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
        if box.top() < self._axis_height:
            up.setValue(up.value() + box.top() - self._axis_height)
        elif box.bottom() > view.bottom():
            up.setValue(up.value() + box.bottom() - view.bottom())
        block = self.blocks.item(index)
        if block is None or block.kind is BlockKind.OFFICER:
            return
        if box.left() < self._names_width:
            down.setValue(down.value() + box.left() - self._names_width - 6)
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
        look = tokens(self)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.surface)
        view, height = self.viewport().rect(), row_height(self.font())
        names, shift = self._names_width, self.horizontalOffset()
        bottom = view.height()
        painter.setPen(look.line)
        for x, _ in self._scale.marks():
            painter.drawLine(int(names + 6 + x - shift), self._axis_height - 4, int(names + 6 + x - shift), bottom)
        for x in self._scale.folds():
            painter.fillRect(QRectF(names + 7 + x - shift, self._axis_height, 19, bottom), look.weekend)
        rows = max((block.row + 1 for block in self.blocks.items), default=0)
        for row in range(rows):
            y = self._axis_height + (row + 1) * height - self.verticalOffset() - 1
            painter.drawLine(0, y, view.width(), y)
        order = sorted(range(len(self._boxes)), key=lambda row: self.blocks.items[row].kind is BlockKind.OFFICER)
        for row in order:
            box = self._box(row)
            if box.bottom() >= self._axis_height and box.top() <= bottom:
                self._paint_block(painter, row, box)
        self._paint_axis(painter)
        if not self.blocks.items:
            painter.setPen(look.quiet_text)
            painter.drawText(view, Qt.AlignmentFlag.AlignCenter, "No officer has key work time on this day.")
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

    def _paint_axis(self, painter: QPainter) -> None:
        look, key = tokens(self), self.font().toString()
        painter.fillRect(QRect(0, 0, self.viewport().width(), self._axis_height), look.surface)
        painter.setFont(fonts_of(key)[1])
        painter.setPen(look.quiet_text)
        names, shift = self._names_width, self.horizontalOffset()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for x, text in self._scale.marks():
            left = names + 6 + x - shift
            if left >= names - 1:
                painter.drawText(QRectF(left + 3, 0, 80, self._axis_height), flags, text)
        painter.fillRect(QRect(0, 0, names, self._axis_height), look.surface)
        painter.setPen(look.text)
        painter.drawText(QRectF(8, 0, names - 10, self._axis_height), flags, elided("Officer", key, 1, names - 10))
        painter.setPen(look.line)
        painter.drawLine(0, self._axis_height - 1, self.viewport().width(), self._axis_height - 1)

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
        middle = self._boxes[row].center().x()
        there = [n for n, block in enumerate(self.blocks.items) if block.row == wanted]
        if not there:
            return self.currentIndex()
        return self.blocks.index(min(there, key=lambda n: abs(self._boxes[n].center().x() - middle)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.carrier.by_keyboard and key in (*_ENTER, Qt.Key.Key_Space, Qt.Key.Key_Escape):
            self._put_down(keep=key in _ENTER)
        elif key in _ENTER and self.entry:
            self.entry_opened.emit(self.entry)
        elif key == Qt.Key.Key_Space:
            self.lift()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.days_turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
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

    def carry_from(self, staff_id: str | None) -> None:
        """Begin to choose a place at this officer, for somebody who was lifted elsewhere."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        rows = [n for n, block in enumerate(self.blocks.items) if block.staff_id == staff_id]
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
        self.viewport().update()
        event.setAccepted(event.mimeData().hasFormat(MIME) and self._target.isValid())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._target = QModelIndex()
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        block = self.blocks.item(self._row_at(event.position().toPoint()))
        self._target = QModelIndex()
        if event.mimeData().hasFormat(MIME) and block:
            event.acceptProposedAction()
            self._drop_on(block)

    def _row_at(self, point: QPoint) -> QModelIndex:
        """The block under the mouse, or else the officer of that row: dropping beside his time means his first free."""
        index = self.indexAt(point)
        if index.isValid() or point.y() < self._axis_height:
            return index
        row = (point.y() - self._axis_height + self.verticalOffset()) // row_height(self.font())
        for n, block in enumerate(self.blocks.items):
            if block.row == row:
                return self.blocks.index(n)
        return QModelIndex()
