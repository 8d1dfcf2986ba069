"""Paints what lies behind the blocks of one day: hours, lines between officers, and the head that stays in sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter

from keywork_desktop.ui.delegates.calendar_day_places import DayPlaces
from keywork_desktop.ui.delegates.calendar_look import elided, fonts_of
from keywork_desktop.ui.delegates.calendar_scale import FOLD
from keywork_desktop.ui.theme import Tokens

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def draw_ground(painter: QPainter, view: QSize, places: DayPlaces, scrolled: QPoint, look: Tokens) -> None:
    """The hours as lines, folds where hours are left out, and a line under each officer."""
    left = places.hours - scrolled.x()
    painter.setPen(look.line)
    for x, _ in places.scale.marks():
        painter.drawLine(int(left + x), places.axis - 4, int(left + x), view.height())
    for x in places.scale.folds():
        painter.fillRect(QRectF(left + x + 1, places.axis, FOLD - 1, view.height()), look.weekend)
    for row in range(places.rows):
        y = places.axis + (row + 1) * places.row - scrolled.y() - 1
        painter.drawLine(0, y, view.width(), y)


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
