"""Paints the lists beside the rota: the sessions of a cell, and who a proposal leaves out. Rows of one height each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.ui.delegates.calendar_look import (
    draw_pin,
    elided,
    fonts_of,
    shape_side,
    tone_colours,
    two_lines,
    width_of,
)
from keywork_desktop.ui.delegates.list_rows import draw_ground
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.models.rota_cells import Change, RotaLine
from keywork_desktop.ui.models.rota_left_out import LeftOutLine
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import SMALLEST_TARGET, Tokens, tokens

PAD = 8
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
AnyIndex = QModelIndex | QPersistentModelIndex


def draw_name(painter: QPainter, key: str, look: Tokens, box: QRectF, name: str, where: str) -> None:
    """In one line the name in bold, and behind it, quietly, the cell where there is room; leaves the quiet pen."""
    shown = elided(name, key, 1, int(box.width()))
    painter.setFont(fonts_of(key)[1])
    painter.setPen(look.text)
    painter.drawText(box, _LEFT, shown)
    rest = box.adjusted(width_of(shown + "  ", key, 1), 0, 0, 0)
    painter.setFont(fonts_of(key)[0])
    painter.setPen(look.quiet_text)
    if rest.width() > width_of("2-2", key, 0):
        painter.drawText(rest, _LEFT, elided(where, key, 0, int(rest.width())))


class RotaLineDelegate(QStyledItemDelegate):
    """Two lines: shape, time and name; cell and what is to be known. A new one is dashed, one taken off struck out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        line = QFontMetrics(fonts_of(option.font.toString())[0]).lineSpacing()
        return QSize(120, max(SMALLEST_TARGET, 2 * line + 11))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = index.data(ITEM_ROLE)
        if not isinstance(line, RotaLine):
            return
        look, key, entry = tokens(option.palette), option.font.toString(), line.entry
        painter.save()
        draw_ground(painter, option, look, resting=1)
        height, side = QFontMetrics(fonts_of(key)[0]).lineSpacing(), shape_side(option.font)
        top = QRectF(option.rect).adjusted(PAD, 5, -PAD, 0)
        top.setHeight(height)
        colour = tone_colours(look, entry.tone)[0]
        mark = "▲" if entry.priority and line.open else entry.tone.shape
        shape = QRectF(top.left(), top.center().y() - side / 2, side, side)
        draw_shape(painter, shape, mark, look.overdue if mark == "▲" else colour)
        if line.change is Change.NEW:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.accent, 1.2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(shape.adjusted(-3, -3, 3, 3), 3, 3)
        x, right = top.left() + side + 7, top.right()
        if entry.locked:
            draw_pin(painter, QRectF(right - 10, top.center().y() - 5, 10, 10), look.text)
            right -= 14
        painter.setFont(fonts_of(key)[1])
        painter.setPen(look.quiet_text if line.change is Change.GONE or not line.open else look.text)
        text = elided(f"{entry.lead}  {entry.name}", key, 1, int(right - x))
        painter.drawText(QRectF(x, top.top(), right - x, height), _LEFT, text)
        if line.change is Change.GONE:
            painter.drawLine(int(x), int(top.center().y()), int(x + width_of(text, key, 1)), int(top.center().y()))
        below = QRectF(x, top.bottom(), top.right() - x, height)
        painter.setFont(fonts_of(key)[0])
        painter.setPen(look.due if line.late and line.open else look.quiet_text)
        said = " · ".join((line.where, *line.notes)) if line.where else " · ".join(line.notes)
        painter.drawText(below, _LEFT, elided(said, key, 0, int(below.width())))
        painter.restore()


class LeftOutDelegate(QStyledItemDelegate):
    """Who and where; until when; why, and what would mend it, on two lines each."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        line = QFontMetrics(fonts_of(option.font.toString())[0]).lineSpacing()
        return QSize(120, 6 * line + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = index.data(ITEM_ROLE)
        if not isinstance(line, LeftOutLine):
            return
        look, key = tokens(option.palette), option.font.toString()
        painter.save()
        draw_ground(painter, option, look, resting=1)
        height = QFontMetrics(fonts_of(key)[0]).lineSpacing()
        box = QRectF(option.rect).adjusted(PAD, 6, -PAD, -4)
        x, width = box.left(), int(box.width())
        if line.priority:
            side = shape_side(option.font)
            draw_shape(painter, QRectF(x, box.top() + (height - side) / 2, side, side), "▲", look.overdue)
            x, width = x + side + 5, width - side - 5
        draw_name(painter, key, look, QRectF(x, box.top(), width, height), line.name, line.where)
        painter.drawText(
            QRectF(box.left(), box.top() + height, box.width(), height),
            _LEFT,
            elided(line.when, key, 0, int(box.width())),
        )
        top = box.top() + 2 * height
        for text, colour in ((line.why, look.text), (f"→ {line.needs}" if line.needs else "", look.accent)):
            painter.setPen(colour)
            for said in filter(None, two_lines(text, key, int(box.width()), int(box.width()))):
                painter.drawText(QRectF(box.left(), top, box.width(), height), _LEFT, said)
                top += height
        painter.restore()
