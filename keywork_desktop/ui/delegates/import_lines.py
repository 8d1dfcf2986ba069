"""Paints the lines of the Data page: a report's kind with its age, and a line of the log."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.ui.delegates.calendar_look import shape_side
from keywork_desktop.ui.delegates.list_rows import draw_elided, draw_ground
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
        draw_ground(painter, option, look)
        top = QRectF(rect.left() + PAD, rect.top() + 6, rect.width() - 2 * PAD, line)
        item = index.data(ITEM_ROLE)
        self.draw_title(painter, option, item, top, look)
        painter.setFont(option.font)
        painter.setPen(look.quiet_text)
        draw_elided(painter, top.translated(0, line), self.note_of(item))
        painter.restore()

    def draw_title(
        self, painter: QPainter, option: QStyleOptionViewItem, item: object, top: QRectF, look: Tokens
    ) -> None:
        """Paint the first line of `item`."""

    def note_of(self, item: object) -> str:
        """The second line of `item`."""
        return ""


class ReportLinesDelegate(_TwoLines):
    """`Alpha list   ▲ 4 days ago, Mon 16 Nov 2026` over `who is here … · from …`."""

    def note_of(self, item: object) -> str:
        return f"For {item.purpose}. From {item.source}." if isinstance(item, ReportLine) else ""

    def draw_title(
        self, painter: QPainter, option: QStyleOptionViewItem, item: object, top: QRectF, look: Tokens
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


class LogLinesDelegate(_TwoLines):
    """What was done over when and by whom; what was taken back is quiet and says so."""

    def note_of(self, item: object) -> str:
        return item.note if isinstance(item, LogLine) else ""

    def draw_title(
        self, painter: QPainter, option: QStyleOptionViewItem, item: object, top: QRectF, look: Tokens
    ) -> None:
        if not isinstance(item, LogLine):
            return
        font = scaled(option.font, 1.0, bold=not item.undone)
        font.setStrikeOut(item.undone)
        painter.setFont(font)
        painter.setPen(look.quiet_text if item.undone else look.text)
        draw_elided(painter, top, item.summary)
