"""The ranked list on screen: a line of column titles and the rows under it, with the keys of the Today page."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from keywork_desktop.ui.delegates.due_columns import TITLES, columns_for
from keywork_desktop.ui.delegates.due_delegate import DueDelegate
from keywork_desktop.ui.models.due_model import DueModel, PersonRow
from keywork_desktop.ui.style import draw_focus, draw_panel
from keywork_desktop.ui.theme import scaled, tokens

_Move = QAbstractItemView.CursorAction
_STEPS = {
    _Move.MoveDown: 1,
    _Move.MoveNext: 1,
    _Move.MoveRight: 1,
    _Move.MoveUp: -1,
    _Move.MovePrevious: -1,
    _Move.MoveLeft: -1,
}


class _Titles(QWidget):
    """The titles of the columns."""

    def __init__(self, rows: DueRows) -> None:
        super().__init__()
        self._rows = rows

    def sizeHint(self) -> QSize:
        return QSize(100, self.fontMetrics().height() + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        metrics = QFontMetrics(self._rows.font())
        columns = columns_for(
            self._rows.viewport().width(), metrics.averageCharWidth(), under=self._rows.sentences_under
        )
        painter.setFont(scaled(self.font(), 0.9, bold=True))
        painter.setPen(look.quiet_text)
        inside = QRect(1, 0, self.width(), self.height())
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for place, title in enumerate(TITLES):
            where = columns.rect(place, inside)
            shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, where.width())
            painter.drawText(where, middle, shown)
        painter.fillRect(QRect(1, self.height() - 1, self.width() - 2, 1), look.line)
        painter.end()


class DueRows(QListView):
    """The rows. Arrow keys go from person to person; D, M, W, A, E, Enter and Esc are the page's."""

    delivered_wanted = Signal()
    delivered_with_details_wanted = Signal()
    missed_wanted = Signal()
    check_wanted = Signal()
    elsewhere_wanted = Signal()
    acknowledge_wanted = Signal()
    details_wanted = Signal()
    left = Signal()
    resized = Signal()

    def __init__(self, model: DueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.due = model
        self.setModel(model)
        self._delegate = DueDelegate(self)
        self._row_height = 0
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Who must be seen")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)

    @property
    def sentences_under(self) -> bool:
        """True while each row's sentence has a line of its own under the row."""
        return self._delegate.under

    def put_sentences_under(self, under: bool) -> None:
        """Give each row's sentence a line of its own, or put it back into its column where there is room."""
        if under != self._delegate.under:
            self._delegate.under = under
            self.scheduleDelayedItemsLayout()
            self.resized.emit()

    def person(self) -> PersonRow | None:
        """The person chosen."""
        return self.due.person(self.currentIndex())

    def choose_row(self, row: int) -> None:
        """Choose the person at this row, or the nearest one."""
        found = self.due.next_person(row, 1)
        if found < 0:
            found = self.due.next_person(min(row, self.due.rowCount() - 1), -1)
        if found >= 0:
            self._choose(self.due.index(found))

    def choose(self, prison_number: str) -> bool:
        """Choose this prisoner and bring him into sight; False if he is not in the list."""
        index = self.due.index_of(prison_number)
        if index.isValid():
            self._choose(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return index.isValid()

    def _choose(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        row = self.currentIndex().row()
        if action in _STEPS:
            step = _STEPS[action]
            found = self.due.next_person(row + step, step)
        elif action is _Move.MoveHome:
            found = self.due.next_person(0, 1)
        elif action is _Move.MoveEnd:
            found = self.due.next_person(self.due.rowCount() - 1, -1)
        else:
            paged = super().moveCursor(action, modifiers).row()
            found = self.due.next_person(paged, 1 if action is _Move.MovePageDown else -1)
        if found <= self.due.next_person(0, 1):
            # The heading over the first person belongs in sight with him.
            self.scrollToTop()
        return self.due.index(found) if found >= 0 else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = event.key()
        if key == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.delivered_with_details_wanted.emit()
        elif plain and key == Qt.Key.Key_D:
            self.delivered_wanted.emit()
        elif plain and key == Qt.Key.Key_M:
            self.missed_wanted.emit()
        elif plain and key == Qt.Key.Key_W:
            self.check_wanted.emit()
        elif plain and key == Qt.Key.Key_A:
            self.acknowledge_wanted.emit()
        elif plain and key == Qt.Key.Key_E:
            self.elsewhere_wanted.emit()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.details_wanted.emit()
        elif plain and key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; the field above filters by text."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.due.person(self.indexAt(event.position().toPoint())):
            self.details_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self._delegate.row_height()
        if height != self._row_height:  # Qt lays out anew for another height of the list, not for another width
            self._row_height = height
            self.scheduleDelayedItemsLayout()
        self.resized.emit()


class DueList(QFrame):
    """The rows in their panel, under the titles of the columns."""

    def __init__(self, model: DueModel, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.rows = DueRows(model, self)
        self._titles = _Titles(self.rows)
        column.addWidget(self._titles)
        column.addWidget(self.rows, 1)
        self.rows.resized.connect(self._titles.update)
        self.setFocusProxy(self.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        draw_panel(painter, self.rect(), look.surface, look.line, 4)
        if self.rows.hasFocus() and self.rows.person() is None:
            draw_focus(painter, self.rect(), look, 4)
        painter.end()
