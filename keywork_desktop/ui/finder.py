"""Ctrl+K: find any person, page or command by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.finder_entries import Entry, matches
from keywork_desktop.ui.style import draw_panel
from keywork_desktop.ui.theme import scaled, tokens
from keywork_desktop.ui.widgets.labels import quiet

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class FoundModel(QAbstractListModel):
    """The answers to what was typed, best first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """These answers instead of the last ones; nothing of the old list has to survive."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.title} · {entry.note}" if entry.note else entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.kind.value}: {entry.spoken or entry.title}"
        return entry if role == ENTRY_ROLE else None


class _FoundDelegate(QStyledItemDelegate):
    """Title, note, and what kind of thing it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, max(28, option.fontMetrics.height() + 12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        look = tokens(option.palette)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            draw_panel(painter, option.rect, look.accent_pale, look.accent, 4)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        rect = option.rect.adjusted(10, 0, -10, 0)
        kind_width = option.fontMetrics.horizontalAdvance("Key worker ") + 4
        painter.setFont(scaled(option.font, 1.0, bold=True))
        metrics = painter.fontMetrics()
        painter.setPen(look.text)
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, rect.width() - kind_width)
        painter.drawText(rect, middle, title)
        left = rect.left() + metrics.horizontalAdvance(title) + 10
        painter.setFont(option.font)
        painter.setPen(look.quiet_text)
        room = QRect(left, rect.top(), rect.right() - kind_width - left, rect.height())
        painter.drawText(
            room, middle, option.fontMetrics.elidedText(entry.note, Qt.TextElideMode.ElideRight, max(0, room.width()))
        )
        painter.drawText(rect, right, entry.kind.value)
        painter.restore()


class Finder(QFrame):
    """A field and the best answers under it; Enter goes to the chosen one, Esc closes. Freed when it closes."""

    def __init__(self, entries: Sequence[Entry], owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Find anything")
        self._entries = entries
        self._most_height = 400
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Name, number, cell, page or command")
        self.field.setAccessibleName("Find any person, page or command")
        self.field.setClearButtonEnabled(True)
        self.model = FoundModel(self)
        self.list = QListView(self)
        self.list.setAccessibleName("Found")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_FoundDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.nothing = quiet("Nothing found. Try part of a name, a number such as A1234BC, or a cell.", self, wrap=True)
        for part in (self.field, self.nothing, self.list):
            column.addWidget(part)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._take)
        self.list.clicked.connect(self._take)
        self._search("")

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper middle of the window."""
        width = min(window.width() - 40, self.fontMetrics().averageCharWidth() * 90 + 40)
        self.setFixedWidth(width)
        self._most_height = window.height() * 2 // 3
        self._fit()
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 56)))
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self._step(event.key())
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _step(self, key: int) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}[Qt.Key(key)]
        count = self.model.rowCount()
        if count:
            row = max(0, min(count - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self.model.index(row))
            announce(self.list, str(self.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)))

    def _search(self, typed: str) -> None:
        found = matches(self._entries, typed)
        self.model.show(found)
        self.nothing.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self.model.index(0))
        self._fit()

    def _fit(self) -> None:
        """As high as what was found, as far as the window allows."""
        rows = self.model.rowCount()
        self.list.setVisible(rows > 0)
        self.list.setFixedHeight(min(rows * max(1, self.list.sizeHintForRow(0)) + 4, self._most_height))
        self.adjustSize()

    def _take(self) -> None:
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            self.close()
            entry.run()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        draw_panel(painter, self.rect(), look.surface, look.field_line, 0)
        painter.end()
