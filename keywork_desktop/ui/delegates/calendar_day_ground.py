"""Paints what lies behind the blocks of one day: hours, lines between officers, and the head that stays in sight."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter

from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.ui.delegates.calendar_day_places import DayPlaces
from keywork_desktop.ui.delegates.calendar_look import elided, fonts_of
from keywork_desktop.ui.delegates.calendar_regime_look import draw_closed
from keywork_desktop.ui.delegates.calendar_scale import FOLD
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_day_model import Block
from keywork_desktop.ui.theme import Tokens

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def draw_ground(
    painter: QPainter, view: QSize, places: DayPlaces, scrolled: QPoint, look: Tokens, officers: Iterable[Block]
) -> None:
    """The hours as lines, folds where hours are left out, a line under each officer, and what is shut to scale."""
    left = places.hours - scrolled.x()
    for officer in officers:
        top = places.axis + officer.row * places.row - scrolled.y()
        if top + places.row < places.axis or top > view.height():
            continue
        for span in officer.closed:
            draw_closed(painter, _across(places, span, left, top), look)
        for span in officer.cuts:
            draw_hatch(painter, _across(places, span, left, top), look)
    painter.setPen(look.line)
    for x, _ in places.scale.marks():
        painter.drawLine(int(left + x), places.axis - 4, int(left + x), view.height())
    for x in places.scale.folds():
        painter.fillRect(QRectF(left + x + 1, places.axis, FOLD - 1, view.height()), look.weekend)
    for row in range(places.rows):
        y = places.axis + (row + 1) * places.row - scrolled.y() - 1
        painter.drawLine(0, y, view.width(), y)


def _across(places: DayPlaces, span: TimeSpan, left: float, top: float) -> QRectF:
    """Where a span lies in a row; at the first and the last hour it goes on to the edge."""
    begin, end = places.scale.x_of(span.start), places.scale.x_of(span.end)
    return QRectF(left + begin, top, end - begin, places.row)


def draw_axis(painter: QPainter, view: QSize, places: DayPlaces, scrolled: QPoint, look: Tokens, font: QFont) -> None:
    """The names of the hours; drawn last, because rows scroll under them."""
    key, names = font.toString(), places.names
    painter.fillRect(QRect(0, 0, view.width(), places.axis), look.surface)
    painter.setFont(fonts_of(key)[1])
    painter.setPen(look.quiet_text)
    for x, text in places.scale.marks():
        left = places.hours + x - scrolled.x()
        if left >= names - 1:
            painter.drawText(QRectF(left + 3, 0, 80, places.axis), _LEFT, text)
    painter.fillRect(QRect(0, 0, names, places.axis), look.surface)
    painter.setPen(look.text)
    painter.drawText(QRectF(8, 0, names - 10, places.axis), _LEFT, elided("Officer", key, 1, names - 10))
    painter.setPen(look.line)
    painter.drawLine(0, places.axis - 1, view.width(), places.axis - 1)
