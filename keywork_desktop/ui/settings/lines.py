"""Paints lists of two lines: a title with a word at its right, and a quiet note under it; and the list itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from keywork_desktop.ui.delegates.list_rows import draw_elided, draw_ground
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE, KeyedListModel
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.style import draw_panel
from keywork_desktop.ui.theme import Tokens, scaled, tokens

PAD = 10
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Lines:
    """What a row shows. `word` stands at the right with `shape` before it, both in the colour of the token `tone`."""

    title: str
    note: str
    word: str = ""
    shape: str = ""
    tone: str = "quiet_text"
    badge: str = ""
    faint: bool = False


def shape_side(metrics: QFontMetrics) -> float:
    """How large a shape is beside text of this font."""
    return max(9.0, round(metrics.ascent() * 0.72))


class LinesDelegate(QStyledItemDelegate):
    """Asks `lines_of` what a row shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def lines_of(self, item: object) -> Lines:
        """What to paint for this item."""
        return Lines(str(item), "")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, 2 * QFontMetrics(option.font).lineSpacing() + 14)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = tokens(option.palette), QRectF(option.rect)
        painter.save()
        draw_ground(painter, option, look)
        line = QFontMetrics(option.font).lineSpacing()
        top = QRectF(rect.left() + PAD, rect.top() + 7, rect.width() - 2 * PAD, line)
        self._top(painter, option, self.lines_of(index.data(ITEM_ROLE)), top, look)
        painter.setFont(option.font)
        painter.setPen(look.quiet_text)
        draw_elided(painter, top.translated(0, line), self.lines_of(index.data(ITEM_ROLE)).note)
        painter.restore()

    def _top(self, painter: QPainter, option: QStyleOptionViewItem, lines: Lines, top: QRectF, look: Tokens) -> None:
        room = QRectF(top)
        if lines.word:
            metrics = QFontMetrics(option.font)
            painter.setFont(option.font)
            colour = getattr(look, lines.tone)
            painter.setPen(colour)
            painter.drawText(top, _RIGHT, lines.word)
            used = float(metrics.horizontalAdvance(lines.word))
            if lines.shape:
                side = shape_side(metrics)
                x = top.right() - used - side - 6
                draw_shape(painter, QRectF(x, top.center().y() - side / 2, side, side), lines.shape, colour)
                used += side + 8
            room.setWidth(room.width() - used - 8)
        bold = scaled(option.font, 1.0, bold=not lines.faint)
        if lines.badge:
            small = scaled(option.font, 0.82, bold=True)
            width = QFontMetrics(small).horizontalAdvance(lines.badge) + 10
            title_room = room.width() - width - 8
            title = QFontMetrics(bold).elidedText(lines.title, Qt.TextElideMode.ElideRight, int(title_room))
            x = room.left() + QFontMetrics(bold).horizontalAdvance(title) + 8
            box = QRectF(x, room.top() + 1, width, room.height() - 2).toAlignedRect()
            draw_panel(painter, box, None, look.field_line if lines.faint else look.badge, 3)
            painter.setFont(small)
            painter.setPen(look.quiet_text if lines.faint else look.badge if not look.dark else look.overdue)
            painter.drawText(box, _MIDDLE, lines.badge)
            room.setWidth(title_room)
        painter.setFont(bold)
        painter.setPen(look.text)
        draw_elided(painter, room, lines.title)


class LinesList(QListView):
    """A calm list without a frame. `chosen` carries the current item or None; `wanted` the one Enter was pressed on."""

    chosen = Signal(object)
    wanted = Signal(object)
    deleting = Signal(object)

    def __init__(
        self, model: KeyedListModel, delegate: LinesDelegate, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(delegate)
        delegate.setParent(self)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.dataChanged.connect(self._tell)

    @property
    def current(self) -> object | None:
        """The item of the current row."""
        return self.currentIndex().data(ITEM_ROLE) if self.currentIndex().isValid() else None

    def choose_first(self) -> None:
        """Choose the first row if none is chosen."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.wanted.emit(self.current)
        elif event.key() == Qt.Key.Key_Delete and self.current is not None:
            self.deleting.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self._tell()

    def _tell(self) -> None:
        self.chosen.emit(self.current)
