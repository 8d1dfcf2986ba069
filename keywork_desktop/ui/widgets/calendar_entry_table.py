"""A table of days whose cells hold entries: the focus is on a cell and in it on an entry or on `+3 more`."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.delegates.calendar_entries_layout import MORE, EntriesLayout
from keywork_desktop.ui.delegates.calendar_entry_painter import EntryPainter
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_placing import Carried
from keywork_desktop.ui.widgets.calendar_carrier import Carrier
from keywork_desktop.ui.widgets.calendar_edge_turn import EdgeTurn
from keywork_desktop.ui.widgets.day_grid import ARROWS, ENTER, DayGrid

_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class EntryTable(DayGrid):
    """A subclass answers `entries_at`, `layout_of` and `beside`, and what `DayGrid` asks of it."""

    entry_chosen = Signal(object)
    """The `Entry` in focus, or None; for the panel that shows it."""
    entry_opened = Signal(object)
    day_opened = Signal(object)

    def __init__(self, carrier: Carrier, painter: EntryPainter, parent: QWidget | None = None) -> None:
        super().__init__(carrier, parent)
        self.painter_of_entries = painter
        painter.setParent(self)
        self.setItemDelegate(painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setShowGrid(True)
        self.edge = EdgeTurn(self)
        self.edge.turned.connect(self.weeks_turned)
        carrier.changed.connect(self._carried_changed)

    # -- what a subclass says -----------------------------------------------------------------------------------------

    def entries_at(self, index: QModelIndex) -> tuple[Entry, ...]:
        """Everything that a cell holds, in order."""
        raise TypeError(f"{type(self).__name__} does not say what a cell holds")

    def layout_of(self, index: QModelIndex) -> EntriesLayout | None:
        """Where the entries of a cell lie; None where a cell holds none by its nature."""
        raise TypeError(f"{type(self).__name__} does not say where entries lie")

    def beside(self, index: QModelIndex, key: Qt.Key) -> QModelIndex:
        """The cell to which an arrow leads from this one; invalid where there is none."""
        raise TypeError(f"{type(self).__name__} does not say where an arrow leads")

    # -- where the focus is -------------------------------------------------------------------------------------------

    @property
    def day(self) -> date | None:
        """The day of the cell in focus."""
        where = self.where(self.currentIndex())
        return where[1] if where else None

    @property
    def entry(self) -> Entry | None:
        """The entry in focus, None when the focus is on the cell itself."""
        key = self.painter_of_entries.current_key
        return next((e for e in self.entries_at(self.currentIndex()) if e.key == key), None)

    def go(self, index: QModelIndex, key: str = "") -> None:
        """Put the focus on a cell, and in it on an entry; on `+3 more` if that entry is not in sight."""
        layout = self.layout_of(index)
        if key and layout and key not in layout.keys:
            key = MORE if layout.hidden else ""
        self.painter_of_entries.current_key = key
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()
        self.entry_chosen.emit(self.entry)
        if self.entry and self.hasFocus():
            announce(self, self.entry.spoken)

    def choose_prisoner_at(self, index: QModelIndex, prison_number: str) -> None:
        """Put the focus on what a cell holds for this prisoner."""
        found = next((e for e in self.entries_at(index) if e.prison_number == prison_number), None)
        if index.isValid():
            self.scrollTo(index)
            self.go(index, found.key if found else "")

    def tidy_focus(self) -> None:
        """After the cells have changed: an entry that is gone has no focus any more."""
        layout, painter = self.layout_of(self.currentIndex()), self.painter_of_entries
        if layout and painter.current_key not in layout.keys:
            painter.current_key = ""
        self.entry_chosen.emit(self.entry)
        self.viewport().update()

    # -- keyboard -----------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if key in ARROWS and not modifiers:
            self._step_through(key)
        elif key in ENTER:
            self.open_focus()
        elif key == Qt.Key.Key_Space:
            self.lift()
        elif key in _PAGES:
            self.weeks_turned.emit(_PAGES[key])
        elif key == Qt.Key.Key_Escape and self.painter_of_entries.current_key:
            self.go(self.currentIndex())
        else:
            return False
        return True

    def _step_through(self, key: Qt.Key) -> None:
        """Up and down pass through the cell's entries, then to the cell above or below; left and right leave it."""
        index, layout = self.currentIndex(), self.layout_of(self.currentIndex())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and layout:
            stops, now = ("", *layout.keys), self.painter_of_entries.current_key
            at = (stops.index(now) if now in stops else 0) + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= at < len(stops):
                self.go(index, stops[at])
                return
        self._leave_to(key, last_entry=key == Qt.Key.Key_Up)

    def _leave_to(self, key: Qt.Key, *, last_entry: bool = False) -> None:
        index = self.beside(self.currentIndex(), key)
        if index.isValid():
            self.scrollTo(index)
            layout = self.layout_of(index)
            self.go(index, layout.keys[-1] if last_entry and layout and layout.keys else "")

    def step(self, event: QKeyEvent) -> None:
        self._leave_to(Qt.Key(event.key()))

    def _carry(self, key: Qt.Key, event: QKeyEvent) -> bool:
        if key in _PAGES:
            self.weeks_turned.emit(_PAGES[key])
            return True
        return super()._carry(key, event)

    def open_focus(self) -> None:
        if self.entry:
            self.entry_opened.emit(self.entry)
        elif self.day:
            self.day_opened.emit(self.day)

    # -- carrying -----------------------------------------------------------------------------------------------------

    def held(self) -> tuple[Carried, Entry] | None:
        entry = self.entry
        return (Carried(entry.prison_number, entry.session_id), entry) if entry and entry.movable else None

    def _carried_changed(self) -> None:
        self.painter_of_entries.carried_key = self.carrier.key
        if self.carrier.placing is None:
            self.edge.stop()
        carrying = self.carrier.placing is not None and self.carrier.by_keyboard
        self.show_target(self.where(self.currentIndex()) if carrying else None)
        self.viewport().update()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        self.edge.at(event.position().toPoint())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.edge.stop()

    def dropEvent(self, event: QDropEvent) -> None:
        self.edge.stop()
        super().dropEvent(event)

    # -- mouse --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        layout = self.layout_of(index)
        if layout is None:
            return
        if self.carrier.by_keyboard:
            self.carrier.put_back()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go(index, layout.key_at(point))
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        layout = self.layout_of(self.indexAt(point))
        hand = layout is not None and layout.key_at(point)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if self._pressed is not None:
            # Without one, the table would drag its selection from cell to cell.
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.painter_of_entries.current_key == MORE and self.day:
            layout = self.layout_of(self.currentIndex())
            if layout and layout.more.contains(event.position().toPoint()):
                self.day_opened.emit(self.day)

    def tip(self, index: QModelIndex, point: QPoint) -> str:
        layout = self.layout_of(index)
        if layout is None:
            return ""
        key = layout.key_at(point)
        entry = next((e for e in self.entries_at(index) if e.key == key), None)
        return entry.spoken if entry else str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
