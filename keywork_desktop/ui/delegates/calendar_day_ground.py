"""Paints what lies behind the blocks of one day: hours, lines between officers, and the head that stays in sight."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter

from keywork_desktop.domain.detail import TimeSpan, hours_and_minutes
from keywork_desktop.domain.wording import counted
from keywork_desktop.ui.delegates.calendar_day_places import DayPlaces
from keywork_desktop.ui.delegates.calendar_look import GAP, elided, fonts_of, width_of
from keywork_desktop.ui.delegates.calendar_regime_look import draw_closed, draw_level, draw_words, level_width
from keywork_desktop.ui.delegates.calendar_scale import FOLD
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_day_model import Block
from keywork_desktop.ui.models.calendar_entries import DayCell
from keywork_desktop.ui.theme import Tokens

PART = 18
"""Pixels between the parts of the head."""

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
    key, names, top = font.toString(), places.names, places.axis // 2
    line = places.axis - top
    painter.fillRect(QRect(0, 0, view.width(), places.axis), look.surface)
    painter.setFont(fonts_of(key)[1])
    painter.setPen(look.quiet_text)
    for x, text in places.scale.marks():
        left = places.hours + x - scrolled.x()
        if left >= names - 1:
            painter.drawText(QRectF(left + 3, top, 80, line), _LEFT, text)
    painter.fillRect(QRect(0, 0, names, places.axis), look.surface)
    painter.setPen(look.text)
    painter.drawText(QRectF(8, top, names - 10, line), _LEFT, elided("Officer", key, 1, names - 10))
    painter.setPen(look.line)
    painter.drawLine(0, places.axis - 1, view.width(), places.axis - 1)


def draw_day_head(painter: QPainter, view: QSize, places: DayPlaces, cell: DayCell, look: Tokens, font: QFont) -> None:
    """Above the hours: the regime level, where it is cut, key work time used and available, who is on leave."""
    key, height = font.toString(), places.axis // 2
    painter.fillRect(QRect(0, 0, view.width(), height), look.today_pale if cell.today else look.week_pale)
    x, room = 8, view.width() - 16
    if cell.regime.level:
        width = min(level_width(cell.regime, key, cell.regime.level_words), room)
        draw_level(painter, QRectF(x, 0, width, height), cell.regime, cell.regime.level_words, look, key)
        x, room = x + width + PART, room - width - PART
    if cell.regime.cuts and room > 0:
        words = elided(" · ".join(map(cell.regime.cut_words, cell.regime.cuts)), key, 2, room - 2 * GAP)
        width = width_of(words, key, 2) + 2 * GAP
        draw_hatch(painter, QRectF(x, 0, width + 2 * GAP, height), look)
        draw_words(painter, QRectF(x + GAP, 4, width, height - 8), words, look.surface, look.text, font)
        x, room = x + width + 2 * GAP + PART, room - width - 2 * GAP - PART
    said = [cell.holiday] if cell.holiday else []
    said.append(f"{hours_and_minutes(cell.used)} of {hours_and_minutes(cell.available)} key work time used")
    if cell.on_leave:
        said.append(f"{counted(cell.on_leave, 'officer')} on leave")
    painter.setFont(fonts_of(key)[2])
    painter.setPen(look.quiet_text)
    painter.drawText(QRectF(x, 0, room, height), _LEFT, elided(" · ".join(said), key, 2, max(0, room)))
