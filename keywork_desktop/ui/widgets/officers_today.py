"""The officers who are in today; choosing one offers what may take him or her away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.models.officers_model import OfficersModel, OfficerToday
from keywork_desktop.ui.style import draw_focus, draw_panel
from keywork_desktop.ui.theme import scaled, tokens

CHOICES = (("CD", "&Cross-deployed…"), ("SL", "&Sick…"))
"""Shift codes with what the menu calls them."""

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu)


class _OfficerDelegate(QStyledItemDelegate):
    """Name and shift on one line, key work time and sessions under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        officer: OfficerToday = index.data(ITEM_ROLE)
        look = tokens(option.palette)
        metrics = option.fontMetrics
        rect = option.rect.adjusted(12, 0, -12, 0)
        line = metrics.height()
        top = rect.top() + (rect.height() - 2 * line) // 2
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = option.state & QStyle.StateFlag.State_Selected
            draw_panel(
                painter, option.rect.adjusted(3, 2, -3, -2), look.accent_pale if chosen else look.button_hover, None, 4
            )
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, option.rect.adjusted(3, 2, -3, -2), look, 4)
        if index.row():
            painter.fillRect(QRect(rect.left(), option.rect.top(), rect.width(), 1), look.line)
        bold = scaled(option.font, 1.0, bold=True)
        word = officer.presence.words
        name_room = rect.width() - metrics.horizontalAdvance(word) - 8
        name = QFontMetrics(bold).elidedText(officer.key_worker.name, Qt.TextElideMode.ElideRight, name_room)
        painter.setFont(bold)
        painter.setPen(look.text)
        painter.drawText(QRect(rect.left(), top, rect.width(), line), _MIDDLE, name)
        left = rect.left() + QFontMetrics(bold).horizontalAdvance(name) + 6
        painter.setFont(option.font)
        painter.setPen(look.overdue if officer.cross_deployed else look.quiet_text)
        painter.drawText(QRect(left, top, rect.right() - left + 1, line), _MIDDLE, word)
        painter.setPen(look.quiet_text if officer.presence.key_work_minutes else look.week)
        note = metrics.elidedText(officer.note, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QRect(rect.left(), top + line, rect.width(), line), _MIDDLE, note)
        painter.restore()


class OfficersToday(QListView):
    """`pulled` carries the staff ID of an officer and the shift code of what takes him or her away.

    A click, Enter or the menu key on an officer offers that, unless `may_pull` is false (the day has passed).
    """

    pulled = Signal(str, str)

    def __init__(self, officers: OfficersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.may_pull = True
        self.setModel(officers)
        self.setItemDelegate(_OfficerDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Officers in today")
        self.setToolTip("Cross-deployed or sick? Choose the officer to repair the rota.")
        self.clicked.connect(self.offer)

    def offer(self, index: QModelIndex) -> QMenu | None:
        """Offer what may take this officer away; gives back the menu, None if there is nothing to offer."""
        officer: OfficerToday | None = index.data(ITEM_ROLE)
        if officer is None or not self.may_pull:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(f"{officer.key_worker.name} is gone today")
        for code, words in CHOICES:
            if code == "CD" and officer.cross_deployed:
                words = "&Find a place for the sessions…"
            entry = menu.addAction(words)
            entry.triggered.connect(partial(self.pulled.emit, officer.key_worker.staff_id, code))
        row = self.visualRect(index)
        menu.popup(self.viewport().mapToGlobal(row.bottomLeft() + QPoint(12, 0)))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.offer(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        self.offer(index if index.isValid() else self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
