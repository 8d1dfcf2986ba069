"""The four-week grid: arrows move through entries and days, Space lifts, Enter opens, a drop puts on a day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
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
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.delegates.calendar_day import MORE, CalendarDayDelegate, DayLayout, head_height
from keywork_desktop.ui.delegates.calendar_look import entry_height, fonts_of, width_of
from keywork_desktop.ui.models.calendar_entries import DayCell, Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_grid_model import DAYS, WEEK_COLUMN, CalendarGridModel
from keywork_desktop.ui.models.calendar_placing import Carried
from keywork_desktop.ui.widgets.calendar_carrier import MIME, Carrier

FEWEST_LINES = 3
"""A day is never lower than this many entries; the grid scrolls instead."""

WEEKEND_SHARE = 0.9
"""Width of a day of the weekend against a weekday: few sessions are held then."""

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
_LEAVING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CalendarGrid(QTableView):
    """Shows a `CalendarGridModel`. Where the focus is: a day (`day`) and in it an entry (`entry`), or neither."""

    entry_chosen = Signal(object)
    """The `Entry` in focus, or None; for the panel that shows it."""
    entry_opened = Signal(object)
    day_opened = Signal(object)
    weeks_turned = Signal(int)
    """Past the first or last day: -1 or 1."""
    menu_wanted = Signal(QPoint)

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.carrier = carrier
        self.days = CalendarGridModel(self)
        self.painter_of_days = CalendarDayDelegate()
        self.painter_of_days.setParent(self)
        self._pressed: tuple[QPoint, Entry] | None = None
        self.setModel(self.days)
        self.setItemDelegate(self.painter_of_days)
        self.setAccessibleName("Calendar, four weeks")
        self._dress()
        carrier.changed.connect(self._draw_places)

    def _dress(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFont(self.font())

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_facts(self, facts: CalendarFacts) -> None:
        """Show these four weeks; the focus stays on its entry where that still is, else in its day."""
        place = (self.currentIndex().row(), self.currentIndex().column())
        first = not self.days.rowCount()
        self.days.show(facts)
        if first:
            self._share_space()
        if not self.currentIndex().isValid() or first:
            start = self.days.index_of(facts.view.today)
            self._go(start if start.isValid() else self.days.index(max(place[0], 0), max(place[1], 1)))
        self._tidy_focus()

    @property
    def cell(self) -> DayCell | None:
        """The day in focus."""
        found = self.days.cell(self.currentIndex())
        return found if isinstance(found, DayCell) else None

    @property
    def day(self) -> date | None:
        return self.cell.on if self.cell else None

    @property
    def entry(self) -> Entry | None:
        """The entry in focus, None when the focus is on the day itself."""
        key = self.painter_of_days.current_key
        return next((e for e in self.cell.entries if e.key == key), None) if self.cell else None

    def choose(self, day: date, key: str = "") -> None:
        """Put the focus on a day, and in it on an entry if it is in sight."""
        index = self.days.index_of(day)
        if index.isValid():
            self._go(index, key)

    def choose_prisoner(self, prison_number: str, day: date) -> None:
        """Put the focus on what that day holds for this prisoner."""
        cell = self.days.cell(self.days.index_of(day))
        entries = cell.entries if isinstance(cell, DayCell) else ()
        found = next((e for e in entries if e.prison_number == prison_number), None)
        self.choose(day, found.key if found else "")

    def layout_of(self, index: QModelIndex) -> DayLayout | None:
        """Where the entries of a day lie."""
        cell = self.days.cell(index)
        return DayLayout.of(cell, self.visualRect(index), self.font()) if isinstance(cell, DayCell) else None

    def _go(self, index: QModelIndex, key: str = "") -> None:
        layout = self.layout_of(index)
        if key and layout and key not in layout.keys:
            key = MORE if layout.hidden else ""
        self.painter_of_days.current_key = key
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()
        self._tell()

    def _tidy_focus(self) -> None:
        layout = self.layout_of(self.currentIndex())
        if layout and self.painter_of_days.current_key not in layout.keys:
            self.painter_of_days.current_key = ""
        self.entry_chosen.emit(self.entry)
        self.viewport().update()

    def _tell(self) -> None:
        self.entry_chosen.emit(self.entry)
        if self.entry and self.hasFocus():
            announce(self, self.entry.spoken)

    # -- space --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._share_space()

    def _share_space(self) -> None:
        if not self.days.rowCount():
            return
        key = self.font().toString()
        self.horizontalHeader().setFixedHeight(self.fontMetrics().height() + 8)
        week = max(width_of("of 888 h 88", key, 0), width_of("88 h 88", key, 1), width_of("Week 4", key, 0)) + 12
        rows = self.days.rowCount()
        least = head_height(self.font()) + FEWEST_LINES * entry_height(self.font()) + 4
        height = max(least, self.viewport().height() // rows)
        self.verticalHeader().setMinimumSectionSize(1)
        for row in range(rows):
            rest = self.viewport().height() - rows * height if row == rows - 1 else 0
            self.setRowHeight(row, height + max(0, rest))
        room = self.viewport().width() - week
        weekday = int(room / (5 + 2 * WEEKEND_SHARE))
        self.setColumnWidth(WEEK_COLUMN, week)
        for column in range(1, 6):
            self.setColumnWidth(column, weekday)
        weekend = (room - 5 * weekday) // 2
        self.setColumnWidth(6, weekend)
        self.setColumnWidth(7, room - 5 * weekday - weekend)

    def sizeHint(self) -> QSize:
        return QSize(900, 560)

    def minimumSizeHint(self) -> QSize:
        fonts_of(self.font().toString())
        return QSize(480, 280)

    # -- keyboard -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.carrier.by_keyboard and self._carry(key):
            return
        if key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(key)
        elif key in _ENTER:
            self._open()
        elif key == Qt.Key.Key_Space:
            self.lift()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.weeks_turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Escape and self.painter_of_days.current_key:
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> None:
        """Up and down pass through the day's entries, then to the week before or after; left and right go by days."""
        index, layout = self.currentIndex(), self.layout_of(self.currentIndex())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and layout:
            stops = ("", *layout.keys)
            at = stops.index(self.painter_of_days.current_key) if self.painter_of_days.current_key in stops else 0
            at += 1 if key == Qt.Key.Key_Down else -1
            if 0 <= at < len(stops):
                self._go(index, stops[at])
                return
        self._move_by(_ARROWS[key], last_entry=key == Qt.Key.Key_Up)

    def _move_by(self, days: int, *, last_entry: bool = False) -> None:
        day = self.day
        if day is None:
            return
        index = self.days.index_of(day + timedelta(days))
        if not index.isValid():
            return
        layout = self.layout_of(index)
        self.scrollTo(index)
        self._go(index, layout.keys[-1] if last_entry and layout and layout.keys else "")

    def _open(self) -> None:
        if self.entry:
            self.entry_opened.emit(self.entry)
        elif self.day:
            self.day_opened.emit(self.day)

    # -- carrying by keyboard -----------------------------------------------------------------------------------------

    def lift(self) -> None:
        """Take hold of the entry in focus; arrows choose the day, Enter puts it down, Esc puts it back."""
        entry = self.entry
        if entry and entry.movable:
            self.carrier.pick_up(Carried(entry.prison_number, entry.session_id), entry.key, by_keyboard=True)

    def carry_from(self, day: date) -> None:
        """Begin to choose the day at `day`, for something that was lifted elsewhere."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.choose(day)
        self._draw_places()

    def _carry(self, key: Qt.Key) -> bool:
        day = self.day
        if key in _ARROWS:
            self._move_by(_ARROWS[key])
            self._draw_places()
            place = self.carrier.place(self.day) if self.day else None
            if place and self.day:
                announce(self, f"{long_date(self.day)}: {place.words}")
        elif key in _ENTER and day:
            self.carrier.drop(day)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Space):
            self.carrier.put_back()
        else:
            return key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.carrier.by_keyboard and event.reason() in _LEAVING:
            self.carrier.put_back()

    def _draw_places(self) -> None:
        placing, painter = self.carrier.placing, self.painter_of_days
        painter.places = dict(placing.days) if placing else {}
        painter.carried_key = self.carrier.key
        painter.target = self.day if placing and self.carrier.by_keyboard else None
        self.viewport().update()

    # -- mouse --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        layout = self.layout_of(index)
        self._pressed = None
        if layout is None:
            return
        if self.carrier.by_keyboard:
            self.carrier.put_back()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go(index, layout.key_at(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and self.entry:
            self._pressed = (event.position().toPoint(), self.entry)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        layout = self.layout_of(self.indexAt(point))
        key = layout.key_at(point) if layout else ""
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, entry = self._pressed
        if (point - start).manhattanLength() >= QApplication.startDragDistance() and entry.movable:
            self._pressed = None
            width = self.columnWidth(1)
            self.carrier.drag(self, Carried(entry.prison_number, entry.session_id), entry, QSize(width, 24))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton and self.painter_of_days.current_key == MORE and self.day:
            layout = self.layout_of(self.currentIndex())
            if layout and layout.more.contains(event.position().toPoint()):
                self.day_opened.emit(self.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self.layout_of(index) is not None:
            self._open()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))
        else:
            self.menu_wanted.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tip(event)
            return True
        return super().viewportEvent(event)

    def _tip(self, event: QHelpEvent) -> None:
        index = self.indexAt(event.pos())
        cell, layout = self.days.cell(index), self.layout_of(index)
        if not isinstance(cell, DayCell) or layout is None:
            return
        key = layout.key_at(event.pos())
        entry = next((e for e in cell.entries if e.key == key), None)
        QToolTip.showText(event.globalPos(), entry.spoken if entry else cell.spoken, self)

    # -- drops --------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        cell = self.days.cell(self.indexAt(event.position().toPoint()))
        self.painter_of_days.target = cell.on if isinstance(cell, DayCell) else None
        self.viewport().update()
        # A day that says no takes the drop too: only then can it say why.
        event.setAccepted(event.mimeData().hasFormat(MIME) and isinstance(cell, DayCell))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.painter_of_days.target = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        cell = self.days.cell(self.indexAt(event.position().toPoint()))
        if event.mimeData().hasFormat(MIME) and isinstance(cell, DayCell):
            event.acceptProposedAction()
            self.painter_of_days.target = None
            self.carrier.drop(cell.on)
