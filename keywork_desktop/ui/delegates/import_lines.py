"""Paints the lines of the Data page: a report's kind with its age, and a line of the log."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.ui.delegates.calendar_look import shape_side
from keywork_desktop.ui.models.import_reports_model import ReportLine
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.models.log_model import LogLine
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import Tokens, scaled, tokens

PAD = 10
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class _TwoLines(QStyledItemDelegate):
    """Rows of two lines with a fine line under each."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, 2 * QFontMetrics(option.font).lineSpacing() + 12)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = tokens(option.palette), QRectF(option.rect)
        line = QFontMetrics(option.font).lineSpacing()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(look.accent_pale)
            focus = option.state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(look.accent, 2) if focus else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect.adjusted(2, 1.5, -2, -1.5), 4, 4)
        painter.setPen(look.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        top = QRectF(rect.left() + PAD, rect.top() + 6, rect.width() - 2 * PAD, line)
        self.lines(painter, option, index.data(ITEM_ROLE), top, top.translated(0, line), look)
        painter.restore()

    def lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        item: object,
        top: QRectF,
        below: QRectF,
        look: Tokens,
    ) -> None:
        """Paint the two lines of `item`."""

    @staticmethod
    def text(painter: QPainter, box: QRectF, text: str, flags: Qt.AlignmentFlag = _LEFT) -> None:
        """Text that ends in an ellipsis where there is no room."""
        metrics = QFontMetrics(painter.font())
        painter.drawText(box, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width())))


class ReportLinesDelegate(_TwoLines):
    """`Alpha list   ▲ 4 days ago, Mon 16 Nov 2026` over `who is here … · from …`."""

    def lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        item: object,
        top: QRectF,
        below: QRectF,
        look: Tokens,
    ) -> None:
        if not isinstance(item, ReportLine):
            return
        bold = scaled(option.font, 1.0, bold=True)
        painter.setFont(bold)
        painter.setPen(look.text)
        painter.drawText(top, _LEFT, item.name)
        room = top.width() - QFontMetrics(bold).horizontalAdvance(item.name) - 24
        newest = f"{item.age} · {item.file}" if item.file else item.age
        painter.setFont(bold if item.old else option.font)
        painter.setPen(look.warns if item.old else look.quiet_text if item.missing else look.text)
        shown = QFontMetrics(painter.font()).elidedText(newest, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(top, _RIGHT, shown)
        if item.old:
            side = shape_side(option.font)
            x = top.right() - QFontMetrics(painter.font()).horizontalAdvance(shown) - side - 6
            draw_shape(painter, QRectF(x, top.center().y() - side / 2, side, side), "▲", look.warns)
        painter.setFont(option.font)
        painter.setPen(look.quiet_text)
        self.text(painter, below, f"For {item.purpose}. From {item.source}.")


class LogLinesDelegate(_TwoLines):
    """What was done over when and by whom; what was taken back is quiet and says so."""

    def lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        item: object,
        top: QRectF,
        below: QRectF,
        look: Tokens,
    ) -> None:
        if not isinstance(item, LogLine):
            return
        font = scaled(option.font, 1.0, bold=not item.undone)
        font.setStrikeOut(item.undone)
        painter.setFont(font)
        painter.setPen(look.quiet_text if item.undone else look.text)
        self.text(painter, top, item.summary)
        painter.setFont(option.font)
        painter.setPen(look.quiet_text)
        self.text(painter, below, item.note)
