"""The signs of the rota, for its cells and for the legend below it: chips, free time, what changed, cover."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from keywork_desktop.ui.delegates.calendar_look import fonts_of, width_of
from keywork_desktop.ui.models.rota_cells import RotaCell
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import Tokens

_CENTRE = Qt.AlignmentFlag.AlignCenter


def chip_colours(cell: RotaCell, look: Tokens) -> tuple[QColor, QColor]:
    """Colour and ground of a day's chip: lost time first, then what is to be recorded, priority, and the rest."""
    if cell.stranded:
        return look.no, look.surface
    if cell.to_record:
        return look.due, look.due_pale
    if cell.over:
        return look.quiet_text, look.week_pale
    return (look.overdue, look.overdue_pale) if cell.priority else (look.accent, look.accent_pale)


def chip_mark(cell: RotaCell) -> str:
    """The shape before a day's number."""
    return "✕" if cell.stranded else "▲" if cell.priority else "◇" if cell.to_record else ""


def draw_chip(
    painter: QPainter,
    rect: QRectF,
    text: str,
    mark: str,
    colours: tuple[QColor, QColor],
    key: str,
    *,
    dashed: bool = False,
    outlined: bool = True,
) -> None:
    """A number in its outline, a shape before it; dashed where it is only proposed."""
    colour, pale = colours
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.2, Qt.PenStyle.CustomDashLine if dashed else Qt.PenStyle.SolidLine)
    if dashed:
        pen.setDashPattern([2.4, 1.8])
    painter.setPen(pen if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(pale)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(fonts_of(key)[1])
    painter.setPen(colour)
    side = QFontMetrics(fonts_of(key)[1]).ascent() * 0.66 if mark else 0.0
    width = width_of(text, key, 1) + (side + 2 if mark else 0)
    x = rect.center().x() - width / 2
    if mark:
        draw_shape(painter, QRectF(x, rect.center().y() - side / 2, side, side), mark, colour)
        x += side + 2
    painter.drawText(QRectF(x, rect.top(), rect.right() - x, rect.height()), Qt.AlignmentFlag.AlignVCenter, text)


def draw_cover(painter: QPainter, chip: QRectF, look: Tokens) -> None:
    """A dot on the chip's corner: one of its sessions is cover for another key worker."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.surface, 1))
    painter.setBrush(look.text)
    painter.drawEllipse(QPointF(chip.right() - 0.5, chip.bottom() - 0.5), 3, 3)


def draw_gone(painter: QPainter, rect: QRectF, text: str, look: Tokens, key: str) -> None:
    """A number struck through, without a chip: the proposal takes all of it off."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(fonts_of(key)[1])
    painter.setPen(look.quiet_text)
    painter.drawText(rect, _CENTRE, text)
    half, middle = width_of(text, key, 1) / 2 + 4, rect.center()
    strike(painter, QPointF(middle.x() - half, middle.y()), QPointF(middle.x() + half, middle.y()), look.quiet_text)


def draw_free(painter: QPainter, rect: QRectF, look: Tokens) -> None:
    """Key work time that nothing is planned in: an empty place."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.field_line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    side = rect.height() * 0.4
    painter.drawEllipse(rect.center(), side / 2, side / 2)


def draw_corner(painter: QPainter, rect: QRect | QRectF, side: float, colour: QColor, *, filled: bool) -> None:
    """The corner of a day that differs from the published version; hollow where something has only gone from it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = 0.0 if filled else 0.7
    left, top = rect.left() + inset, rect.top() + inset
    painter.setPen(Qt.PenStyle.NoPen if filled else QPen(colour, 1.4))
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(left, top), QPointF(left + side, top), QPointF(left, top + side)]))
    painter.restore()


def strike(painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
    """A line through what goes."""
    painter.setPen(QPen(colour, 1.4))
    painter.drawLine(start, end)
