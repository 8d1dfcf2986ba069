"""Paints somebody who waits beside the calendar on two lines: how long overdue and who; cell and key worker."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.ui.delegates.calendar_look import elided, fonts_of, shape_side, tone_colours, width_of
from keywork_desktop.ui.models.calendar_entries import Entry, Tone
from keywork_desktop.ui.models.calendar_tray_model import TrayRow
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import Tokens, tokens

PAD = 8
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def draw_badge(painter: QPainter, right: float, middle: float, text: str, look: Tokens, font_key: str) -> float:
    """A filled badge whose right edge is at `right`; gives back its width."""
    bold = fonts_of(font_key)[1]
    width, height = width_of(text, font_key, 1) + 10, QFontMetrics(bold).height() + 1
    box = QRectF(right - width, middle - height / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.badge)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(look.badge_text)
    painter.setFont(bold)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return width


class CalendarTrayDelegate(QStyledItemDelegate):
    """Every row of the same height; headings lower."""

    def __init__(self) -> None:
        super().__init__()
        self.carried_key = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = QFontMetrics(fonts_of(option.font.toString())[0]).lineSpacing()
        row = index.data(ITEM_ROLE)
        is_heading = isinstance(row, TrayRow) and row.entry is None
        return QSize(120, line + 14 if is_heading else 2 * line + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ITEM_ROLE)
        if not isinstance(row, TrayRow):
            return
        look = tokens(option.palette)
        painter.save()
        if row.entry is None:
            self._heading(painter, option, row, look)
        else:
            self._person(painter, option, row, row.entry, look)
        painter.restore()

    @staticmethod
    def _heading(painter: QPainter, option: QStyleOptionViewItem, row: TrayRow, look: Tokens) -> None:
        key = option.font.toString()
        painter.setFont(fonts_of(key)[1])
        painter.setPen(look.overdue if row.count and row.heading.startswith("Overdue") else look.quiet_text)
        box = QRectF(option.rect).adjusted(PAD, 2, -PAD, 0)
        count = f" · {row.count}"  # never cut: the words before it may be
        heading = elided(row.heading, key, 1, int(box.width()) - width_of(count, key, 1))
        painter.drawText(box, _LEFT, f"{heading}{count}")

    def _person(
        self, painter: QPainter, option: QStyleOptionViewItem, row: TrayRow, entry: Entry, look: Tokens
    ) -> None:
        rect, key = QRectF(option.rect), option.font.toString()
        regular, bold, _ = fonts_of(key)
        line, side = QFontMetrics(regular).lineSpacing(), shape_side(option.font)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        colour, pale = tone_colours(look, entry.tone)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.tone is Tone.PRIORITY:
            painter.fillRect(option.rect, pale)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush if entry.tone is Tone.PRIORITY else look.accent_pale)
            painter.setPen(QPen(look.accent, 2 if focus else 1))
            painter.drawRoundedRect(rect.adjusted(2, 1.5, -2, -1.5), 4, 4)
        painter.setPen(look.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if entry.key == self.carried_key:
            painter.setOpacity(0.45)
        top = QRectF(rect.left() + PAD, rect.top() + 5, rect.width() - 2 * PAD, line)
        draw_shape(painter, QRectF(top.left(), top.center().y() - side / 2, side, side), entry.tone.shape, colour)
        x, right = top.left() + side + 5, top.right()
        for text in reversed(entry.badges):
            right -= draw_badge(painter, right, top.center().y(), text, look, key) + 4
        painter.setFont(bold)
        painter.setPen(colour)
        painter.drawText(QRectF(x, top.top(), right - x, line), _LEFT, entry.lead)
        x += width_of(entry.lead + "  ", key, 1)
        painter.setPen(look.text)
        painter.drawText(QRectF(x, top.top(), right - x, line), _LEFT, elided(entry.name, key, 1, int(right - x)))
        below = QRectF(top.left() + side + 5, top.bottom(), top.width() - side - 5, line)
        painter.setFont(regular)
        painter.setPen(look.quiet_text)
        painter.drawText(below, _LEFT, elided(f"{row.where} · {row.key_worker}", key, 0, int(below.width())))
