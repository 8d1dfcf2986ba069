"""Paints the rota's cells: the shift quietly, below it how many sessions; solid is on the rota, dashed is proposed.

While something is carried each cell says fits, warns or no instead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.rota_changes import ChangeKind
from keywork_desktop.ui.delegates.calendar_look import draw_pin, fonts_of, width_of
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.delegates.rota_signs import (
    chip_colours,
    chip_mark,
    draw_chip,
    draw_corner,
    draw_cover,
    draw_free,
    draw_gone,
    strike,
)
from keywork_desktop.ui.models.calendar_placing import Place
from keywork_desktop.ui.models.rota_cells import LEAVE, LOST_DAYS, RotaCell, UnitDay
from keywork_desktop.ui.models.rota_table_model import CELL_ROLE
from keywork_desktop.ui.shapes import draw_shape, fit_colours
from keywork_desktop.ui.theme import SMALLEST_TARGET, Tokens, tokens

Answer = Callable[[str, date], Place | None]
"""The answer of an officer's day for what is carried, None when nothing is."""

_CENTRE = Qt.AlignmentFlag.AlignCenter
_LETTERS_TO_TYPE = 26
DAY_OFF = "RD"


def row_height(font: QFont) -> int:
    """Height of an officer's row: two lines with air."""
    key = font.toString()
    return max(SMALLEST_TARGET, QFontMetrics(fonts_of(key)[2]).height() + QFontMetrics(fonts_of(key)[1]).height() + 10)


def unit_height(font: QFont) -> int:
    """Height of a houseblock's row."""
    return max(SMALLEST_TARGET, QFontMetrics(fonts_of(font.toString())[1]).height() + 8)


def least_width(font: QFont) -> int:
    """A column is never narrower: `▲9` with its outline, and `TOIL`."""
    key = font.toString()
    chip = width_of("9", key, 1) + int(QFontMetrics(fonts_of(key)[1]).ascent() * 0.66) + 10
    return max(SMALLEST_TARGET, chip, width_of("TOIL", key, 2) + 1)


class RotaCellDelegate(QStyledItemDelegate):
    """`answer` judges a cell while something is carried; `target` is the cell it is over."""

    def __init__(self) -> None:
        super().__init__()
        self.answer: Answer | None = None
        self.target: tuple[str, date] | None = None
        self.editing = False
        """The detail is being edited: shifts are written large, sessions quietly."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(least_width(option.font), row_height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL_ROLE)
        look = tokens(option.palette)
        painter.save()
        if isinstance(cell, UnitDay):
            self._unit_day(painter, option, cell, look)
        elif isinstance(cell, RotaCell):
            self._cell(painter, option, cell, look)
        rect = option.rect
        if isinstance(cell, (RotaCell, UnitDay)) and not cell.on.weekday() and index.column():
            painter.setPen(QPen(look.hatch, 1))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        painter.setPen(QPen(look.line, 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if isinstance(cell, RotaCell):
            self._mark(painter, option, cell, look)
        painter.restore()

    # -- houseblocks --------------------------------------------------------------------------------------------------

    @staticmethod
    def _unit_day(painter: QPainter, option: QStyleOptionViewItem, day: UnitDay, look: Tokens) -> None:
        rect, key = option.rect, option.font.toString()
        painter.fillRect(rect, look.week_pale)
        if not day.available:
            return
        painter.setFont(fonts_of(key)[2])
        painter.setPen(look.quiet_text)
        painter.drawText(rect.adjusted(0, 0, -1, -5), _CENTRE, day.text)
        bar = QRectF(rect.left() + 4, rect.bottom() - 5, rect.width() - 9, 3)
        painter.fillRect(bar, look.track)
        bar.setWidth(bar.width() * min(1.0, day.used / day.available))
        painter.fillRect(bar, look.accent)

    # -- officers -----------------------------------------------------------------------------------------------------

    def _cell(self, painter: QPainter, option: QStyleOptionViewItem, cell: RotaCell, look: Tokens) -> None:
        rect, key = option.rect, option.font.toString()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = look.weekend if cell.weekend or cell.holiday else look.today_pale if cell.today else look.surface
        painter.fillRect(rect, look.accent_pale if selected and self.answer is None else ground)
        if cell.curtailed:
            draw_hatch(painter, QRectF(rect), look)
        place = self.answer(cell.staff_id, cell.on) if self.answer else None
        small, bold = QFontMetrics(fonts_of(key)[2]), QFontMetrics(fonts_of(key)[1])
        top = QRectF(rect.left(), rect.top() + 2, rect.width() - 1, small.height())
        self._code(painter, top, cell, look, key)
        if cell.locked and place is None:
            size = small.ascent() * 0.85
            draw_pin(painter, QRectF(rect.right() - size - 1, rect.top() + 3, size, size), look.text)
        if cell.differs is not None and place is None:
            draw_corner(painter, rect, small.ascent() * 0.7, look.due, filled=cell.differs is not ChangeKind.GONE)
        below = QRectF(rect.left() + 3, top.bottom() + 2, rect.width() - 7, bold.height() + 1)
        if place is not None:
            self._place(painter, rect, below, place, look)
        elif cell.counted:
            self._chip(painter, below, cell, look, key)
        elif cell.gone:
            draw_gone(painter, below, str(cell.gone), look, key)
        elif cell.free and not cell.past:
            draw_free(painter, below, look)

    def _mark(self, painter: QPainter, option: QStyleOptionViewItem, cell: RotaCell, look: Tokens) -> None:
        """The ring of the cell in focus, of the target while carrying; a finer one of what is selected."""
        if self.target == (cell.staff_id, cell.on) or option.state & QStyle.StateFlag.State_HasFocus:
            self._ring(painter, option.rect, look, 2)
        elif option.state & QStyle.StateFlag.State_Selected:
            self._ring(painter, option.rect, look, 1)

    def _code(self, painter: QPainter, rect: QRectF, cell: RotaCell, look: Tokens, key: str) -> None:
        code = cell.code if cell.code and cell.code != DAY_OFF else "·"
        colour, which = look.quiet_text, 2
        if cell.away or code == LEAVE:
            code, colour = (code if code != "·" else "–"), look.due
        elif code in LOST_DAYS:
            colour, which = look.overdue, 1
        elif cell.unexplained:
            code, colour = f"{cell.code}?", look.due
        elif self.editing and cell.code:
            code, colour = cell.code, look.text
        painter.setFont(fonts_of(key)[which])
        painter.setPen(colour)
        if width_of(code, key, which) > rect.width():
            mark = "?" if cell.unexplained else ""
            room = int(rect.width()) - width_of(mark, key, which)
            code = f"{painter.fontMetrics().elidedText(cell.code, Qt.TextElideMode.ElideRight, room)}{mark}"
        painter.drawText(rect, _CENTRE, code)
        if cell.away and code not in (LEAVE, "–"):
            # Status beats the detail: what stands there does not happen (DOMAIN 5).
            half, middle = width_of(code, key, which) / 2 + 1, rect.center()
            painter.drawLine(QPointF(middle.x() - half, middle.y()), QPointF(middle.x() + half, middle.y()))

    @staticmethod
    def _chip(painter: QPainter, rect: QRectF, cell: RotaCell, look: Tokens, key: str) -> None:
        text, colours = str(len(cell.counted)), chip_colours(cell, look)
        draw_chip(painter, rect, text, chip_mark(cell), colours, key, dashed=cell.new, outlined=not cell.over)
        if cell.gone:
            strike(painter, rect.bottomLeft() + QPointF(1, 0), rect.bottomRight(), look.quiet_text)
        if cell.cover:
            draw_cover(painter, rect, look)

    @staticmethod
    def _place(painter: QPainter, rect: QRect, below: QRectF, place: Place, look: Tokens) -> None:
        colour, pale = fit_colours(look, place.fit)
        if place.fit is not Fit.NO:
            painter.fillRect(rect, pale)
        side = below.height() * 0.62
        where = QRectF(below.center().x() - side / 2, below.center().y() - side / 2, side, side)
        faint = QColor(colour)
        if place.fit is Fit.NO:
            where = QRectF(where.center().x() - side / 4, where.center().y() - side / 4, side / 2, side / 2)
        draw_shape(painter, where, place.fit.shape, faint)

    @staticmethod
    def _ring(painter: QPainter, rect: QRect, look: Tokens, width: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(look.accent, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(width // 2, width // 2, -1 - width // 2, -1 - width // 2))

    # -- typing -------------------------------------------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("Shift, like L KW 1400-1530")
        editor.setPlaceholderText("L KW 1400-1530")
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Wider than the cell, so that a whole shift can be read while it is typed; inside what is in sight."""
        parent = editor.parentWidget()
        assert parent is not None, "an editor stands in its table"
        room = parent.rect()
        width = max(option.rect.width(), editor.fontMetrics().averageCharWidth() * _LETTERS_TO_TYPE)
        height = max(option.rect.height() - 8, editor.sizeHint().height())
        left = max(0, min(option.rect.left(), room.width() - width))
        editor.setGeometry(left, option.rect.top() + (option.rect.height() - height) // 2, width, height)
