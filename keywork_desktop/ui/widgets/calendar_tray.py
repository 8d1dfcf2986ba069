"""The list beside the calendar: who must be put on a day. Drag a row onto a day, or lift it with Space."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QItemSelection, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from keywork_desktop.ui.delegates.calendar_tray import CalendarTrayDelegate
from keywork_desktop.ui.models.calendar_entries import Entry
from keywork_desktop.ui.models.calendar_facts import CalendarFacts
from keywork_desktop.ui.models.calendar_placing import Carried
from keywork_desktop.ui.models.calendar_tray_model import CalendarTrayModel, tray_rows
from keywork_desktop.ui.widgets.calendar_carrier import Carrier

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CalendarTray(QListView):
    """Rows of a `CalendarTrayModel`."""

    entry_chosen = Signal(object)
    entry_opened = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, carrier: Carrier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.carrier = carrier
        self.people = CalendarTrayModel(self)
        self.painter_of_rows = CalendarTrayDelegate()
        self.painter_of_rows.setParent(self)
        self.setModel(self.people)
        self.setItemDelegate(self.painter_of_rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragEnabled(True)
        carrier.changed.connect(self._draw_carried)

    def show_facts(self, facts: CalendarFacts, day: date | None = None) -> None:
        """Show who waits, for four weeks or for one day."""
        self.people.show(tray_rows(facts, day))
        self.setAccessibleName(f"Overdue and not planned, {len(facts.overdue)}")

    @property
    def entry(self) -> Entry | None:
        """Who is chosen."""
        row = self.people.item(self.currentIndex())
        return row.entry if row else None

    def choose_prisoner(self, prison_number: str) -> bool:
        """Choose the row of this prisoner; False if he does not wait here."""
        for row, item in enumerate(self.people.items):
            if item.entry and item.entry.prison_number == prison_number:
                self.setCurrentIndex(self.people.index(row))
                return True
        return False

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.hasFocus():
            self.entry_chosen.emit(self.entry)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            first = next((row for row, item in enumerate(self.people.items) if item.entry), None)
            if first is not None:
                self.setCurrentIndex(self.people.index(first))
        self.entry_chosen.emit(self.entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.entry
        if event.key() in _ENTER and entry:
            self.entry_opened.emit(entry)
        elif event.key() == Qt.Key.Key_Space and entry:
            self.carrier.pick_up(Carried(entry.prison_number), entry.key, by_keyboard=True)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:
        if self.entry:
            self.entry_opened.emit(self.entry)

    def startDrag(self, actions: Qt.DropAction) -> None:
        entry = self.entry
        if entry:
            self.carrier.drag(self, Carried(entry.prison_number), entry, QSize(180, 24))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))
        else:
            self.menu_wanted.emit(event.globalPos())

    def _draw_carried(self) -> None:
        self.painter_of_rows.carried_key = self.carrier.key
        self.viewport().update()
