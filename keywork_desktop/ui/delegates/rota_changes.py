"""Paints a change since the published version: shape and name, then the word with where it was and is, and whose."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.domain.rota_changes import ChangeKind, ChangeLine, place_words
from keywork_desktop.ui.delegates.calendar_look import elided, fonts_of, shape_side
from keywork_desktop.ui.delegates.list_rows import draw_ground
from keywork_desktop.ui.delegates.rota_lists import PAD, AnyIndex, draw_name
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import tokens

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ChangeDelegate(QStyledItemDelegate):
    """Three lines: who and in which cell; the change with its place; from where, and whose."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(120, 3 * QFontMetrics(fonts_of(option.font.toString())[0]).lineSpacing() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = index.data(ITEM_ROLE)
        if not isinstance(line, ChangeLine):
            return
        look, key = tokens(option.palette), option.font.toString()
        painter.save()
        draw_ground(painter, option, look, resting=1)
        height = QFontMetrics(fonts_of(key)[0]).lineSpacing()
        box, side = QRectF(option.rect).adjusted(PAD, 6, -PAD, -4), shape_side(option.font)
        draw_shape(painter, QRectF(box.left(), box.top() + (height - side) / 2, side, side), line.kind.shape, look.due)
        x, width = box.left() + side + 6, int(box.width()) - side - 6
        draw_name(painter, key, look, QRectF(x, box.top(), width, height), line.name, line.where)
        painter.setPen(look.due)
        painter.drawText(
            QRectF(x, box.top() + height, width, height), _LEFT, elided(self.first_words(line), key, 0, width)
        )
        painter.setPen(look.quiet_text)
        painter.drawText(
            QRectF(x, box.top() + 2 * height, width, height), _LEFT, elided(self.last_words(line), key, 0, width)
        )
        painter.restore()

    @staticmethod
    def first_words(line: ChangeLine) -> str:
        """`moved to Thu 26 Nov 14:00`, `new Thu 26 Nov 14:00`, `taken off Tue 24 Nov 09:15`."""
        to = " to" if line.kind is ChangeKind.MOVED else ""
        return f"{line.kind.value}{to} {place_words(line.at)}"

    @staticmethod
    def last_words(line: ChangeLine) -> str:
        """`from Tue 24 Nov 09:15 · KHAN, Omar`; without the way where it has none."""
        way = [f"from {place_words(line.was)}"] if line.was is not None and line.now is not None else []
        return " · ".join((*way, line.officer))
