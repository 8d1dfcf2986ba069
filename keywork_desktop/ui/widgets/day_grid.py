"""What every table of days has in common: keys, a session that is lifted or dragged from cell to cell, menu, tips.

The rota has officers down and days across, the calendar weeks and weekdays; a subclass says which place a cell is.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QToolTip, QWidget

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_placing import Carried
from keywork_desktop.ui.widgets.calendar_carrier import MIME, Carrier

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
LEAVING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason)

Where = tuple[str, date]
"""Staff ID and day of a cell; the staff ID is empty where a cell is a day of everybody."""


class DayGrid(QTableView):
    """Lifts with Space, carries with the arrows, puts down with Enter or a drop, puts back with Esc.

    A subclass answers `where`, `held`, `show_target` and `tip`, and opens what is in focus with `open_focus`.
    """

    weeks_turned = Signal(int)
    """Other weeks are wanted: -1 or 1."""
    menu_wanted = Signal(QPoint)
    carry_refused = Signal()

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.carrier = carrier
        self.may_carry = True
        """Sessions can be moved just now; where they cannot, `carry_refused` is said instead."""
        self._pressed: QPoint | None = None
        self._over: Where | None = None
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)

    # -- what a subclass says -----------------------------------------------------------------------------------------

    def where(self, index: QModelIndex) -> Where | None:
        """The place that a cell is; None where nothing can be put down."""
        raise TypeError(f"{type(self).__name__} does not say which place a cell is")

    def held(self) -> tuple[Carried, Entry] | None:
        """What would be lifted from the focus; None where nothing can be moved."""
        raise TypeError(f"{type(self).__name__} does not say what can be moved")

    def show_target(self, where: Where | None) -> None:
        """Mark the cell over which something is carried; None: no cell."""
        raise TypeError(f"{type(self).__name__} does not say how a target is shown")

    def answer_words(self, where: Where) -> str:
        """The cell's answer for those who listen; empty when nothing is carried."""
        return ""

    def tip(self, index: QModelIndex, point: QPoint) -> str:
        """What the tool tip says at `point` inside the cell."""
        return ""

    def open_focus(self) -> None:
        """Open what is in focus."""

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a key means here, and say whether it means anything; nothing is carried by keyboard just now."""
        return False

    @property
    def takes_mouse(self) -> bool:
        """The mouse may take hold of a session; where cells are being typed it may not."""
        return True

    # -- keyboard -----------------------------------------------------------------------------------------------------

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, or they are typed; they never jump to a cell."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.carrier.by_keyboard and self._carry(key, event):
            return
        if not self.press(key, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)

    def step(self, event: QKeyEvent) -> None:
        """Go one cell on with an arrow while something is carried."""
        super().keyPressEvent(event)

    def lift(self) -> None:
        """Take hold of what is in focus; arrows choose the cell, Enter puts it down, Esc puts it back."""
        held = self.held()
        if held is not None and not self.may_carry:
            self.carry_refused.emit()
        elif held is not None:
            self.carrier.pick_up(held[0], held[1].key, by_keyboard=True)

    def _carry(self, key: Qt.Key, event: QKeyEvent) -> bool:
        if key in ARROWS:
            self.step(event)
            where = self.where(self.currentIndex())
            self.show_target(where)
            if where is not None and (words := self.answer_words(where)):
                announce(self, words)
        elif key in ENTER or key == Qt.Key.Key_Space:
            self._put_down(self.where(self.currentIndex()))
        elif key == Qt.Key.Key_Escape:
            self.carrier.put_back()
        else:
            return key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _put_down(self, where: Where | None) -> None:
        if where is not None:
            staff_id, day = where
            self.carrier.drop(day, staff_id or None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.carrier.by_keyboard and event.reason() in LEAVING:
            self.carrier.put_back()

    # -- mouse --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.carrier.by_keyboard:
            self.carrier.put_back()
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._pressed = event.position().toPoint() if left and self.takes_mouse and self.held() else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._pressed = None
            return
        held, far = self.held(), (event.position().toPoint() - self._pressed).manhattanLength()
        if held is None or far < QApplication.startDragDistance():
            return
        self._pressed = None
        self.setState(QAbstractItemView.State.NoState)
        if self.may_carry:
            self.carrier.drag(self, *held, QSize(180, 24))
        else:
            self.carry_refused.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.takes_mouse:
            super().mouseDoubleClickEvent(event)
        elif self.where(self.indexAt(event.position().toPoint())) is not None:
            self.open_focus()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        centre = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(centre if keyboard else event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(self.indexAt(event.pos()), event.pos()), self)
            return True
        return super().viewportEvent(event)

    # -- drops --------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        where = self.where(self.indexAt(event.position().toPoint()))
        if where != self._over:
            self._over = where
            self.show_target(where)
        # A cell that says no takes the drop too: only then can it say why.
        event.setAccepted(event.mimeData().hasFormat(MIME) and where is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._over = None
        self.show_target(None)

    def dropEvent(self, event: QDropEvent) -> None:
        where = self.where(self.indexAt(event.position().toPoint()))
        self._over = None
        if event.mimeData().hasFormat(MIME) and where is not None:
            event.acceptProposedAction()
            self.show_target(None)
            self._put_down(where)
