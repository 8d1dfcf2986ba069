"""The list of the agenda: arrows go from person to person, Enter opens a session, Ctrl+C copies what is selected."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from keywork_desktop.ui.delegates.calendar_agenda_line import CalendarAgendaDelegate
from keywork_desktop.ui.models.calendar_agenda import AgendaLine
from keywork_desktop.ui.models.calendar_agenda_model import CalendarAgendaModel
from keywork_desktop.ui.theme import tokens

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class CalendarAgendaList(QListView):
    """Shows a `CalendarAgendaModel`."""

    line_chosen = Signal()
    line_opened = Signal()
    turned = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = CalendarAgendaModel(self)
        self.empty_words = "Nothing is planned or due in these days."
        painter = CalendarAgendaDelegate(self)
        self.setModel(self.lines)
        self.setItemDelegate(painter)
        self.setAccessibleName("Agenda")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    @property
    def line(self) -> AgendaLine | None:
        """The line in focus."""
        item = self.lines.item(self.currentIndex())
        return item if isinstance(item, AgendaLine) else None

    @property
    def shown(self) -> list[AgendaLine]:
        """Every line, without headings."""
        return [item for item in self.lines.items if isinstance(item, AgendaLine)]

    @property
    def selected(self) -> list[AgendaLine]:
        """The lines selected, from the top."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [item for row in rows if isinstance(item := self.lines.items[row], AgendaLine)]

    def choose_first(self) -> None:
        """Put the focus on the first line if it is on none."""
        if self.line is None:
            for row, item in enumerate(self.lines.items):
                if isinstance(item, AgendaLine):
                    self.setCurrentIndex(self.lines.index(row))
                    return

    def choose_prisoner(self, prison_number: str) -> bool:
        """Put the focus on this prisoner's first line; False if there is none."""
        for row, item in enumerate(self.lines.items):
            if isinstance(item, AgendaLine) and item.entry.prison_number == prison_number:
                self.setCurrentIndex(self.lines.index(row))
                return True
        return False

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Headings are passed over."""
        moves = QAbstractItemView.CursorAction
        step = {moves.MoveUp: -1, moves.MovePrevious: -1, moves.MoveDown: 1, moves.MoveNext: 1}.get(action)
        if action is moves.MoveHome:
            step, row = 1, -1
        elif action is moves.MoveEnd:
            step, row = -1, self.lines.rowCount()
        else:
            row = self.currentIndex().row()
        if step is None:
            return super().moveCursor(action, modifiers)
        row += step
        while 0 <= row < self.lines.rowCount():
            if isinstance(self.lines.items[row], AgendaLine):
                return self.lines.index(row)
            row += step
        if step < 0:
            self.scrollToTop()
        return self.currentIndex()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.line_chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.choose_first()
        self.line_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER and self.line:
            self.line_opened.emit()
        elif key in _PAGES:
            self.turned.emit(_PAGES[key])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid() and self.line:
            self.line_opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        centre = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(centre if keyboard else event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.lines.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(tokens(self).quiet_text)
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.empty_words)
            painter.end()
