"""Paints the cells of the people's tables: the shape before the status, the bar of a caseload, badges of groups."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from keywork_desktop.ui.delegates.import_table import CalmDelegate
from keywork_desktop.ui.models.people_lines import PersonLine
from keywork_desktop.ui.models.people_table import LINE_ROLE
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import Tokens, scaled, tokens

_PAD = 6
_BAR = 5
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class _Painted(CalmDelegate):
    """Paints the ground as usual and the contents itself."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(LINE_ROLE)
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        text, whole.text = whole.text, ""
        QApplication.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, option.widget)
        if isinstance(line, PersonLine):
            painter.save()
            painter.setFont(option.font)
            inside = option.rect.adjusted(_PAD, 0, -_PAD, 0)
            self.paint_line(painter, inside, line, text, tokens(option.palette))
            painter.restore()

    def paint_line(self, painter: QPainter, rect: QRect, line: PersonLine, text: str, look: Tokens) -> None:
        """Paint one cell's contents into `rect`."""
        raise TypeError(f"{type(self).__name__} does not say how it paints")


def _elided(painter: QPainter, rect: QRect, text: str) -> None:
    painter.drawText(rect, _LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))


class StatusCells(_Painted):
    """Shape and words in the colour of the status."""

    def paint_line(self, painter: QPainter, rect: QRect, line: PersonLine, text: str, look: Tokens) -> None:
        colour = getattr(look, line.tone)
        side = painter.fontMetrics().ascent() * 0.75
        shape = QRectF(rect.left(), rect.center().y() - side / 2 + 0.5, side, side)
        draw_shape(painter, shape, line.shape, colour)
        painter.setPen(colour)
        _elided(painter, rect.adjusted(int(side) + 6, 0, 0, 0), text)


class CaseloadCells(_Painted):
    """`7 of 9` and a bar; a caseload over its places is told in another colour, and by its words."""

    def paint_line(self, painter: QPainter, rect: QRect, line: PersonLine, text: str, look: Tokens) -> None:
        share = line.share or 0.0
        over = share > 1
        words = painter.fontMetrics().horizontalAdvance("00 of 00")
        painter.setPen(look.no if over else look.text)
        _elided(painter, QRect(rect.left(), rect.top(), words, rect.height()), text)
        left = rect.left() + words + _PAD
        bar = QRectF(left, rect.center().y() - _BAR / 2 + 0.5, max(0, rect.right() - left), _BAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.track)
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.setBrush(look.no if over else look.accent)
        bar.setWidth(bar.width() * min(1.0, share))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)


class GroupCells(_Painted):
    """Filled badges, as many as have room."""

    def paint_line(self, painter: QPainter, rect: QRect, line: PersonLine, text: str, look: Tokens) -> None:
        font = scaled(painter.font(), 0.82, bold=True)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(font)
        left, height = rect.left(), metrics.height() + 2
        for badge in line.badges:
            width = metrics.horizontalAdvance(badge) + 10
            if left + width > rect.right():
                painter.setPen(look.quiet_text)
                painter.drawText(QRect(left, rect.top(), rect.right() - left, rect.height()), _LEFT, "…")
                return
            where = QRectF(left, rect.center().y() - height / 2 + 0.5, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.badge)
            painter.drawRoundedRect(where, 3, 3)
            painter.setPen(look.badge_text)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, badge)
            left += width + 4
