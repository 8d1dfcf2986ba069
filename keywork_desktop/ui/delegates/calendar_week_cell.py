"""Paints an officer's day in the week: shift and key work time above, its hours to scale, and the sessions below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.ui.delegates.calendar_entries_layout import EntriesLayout
from keywork_desktop.ui.delegates.calendar_entry_painter import EntryPainter
from keywork_desktop.ui.delegates.calendar_look import (
    draw_place,
    elided,
    entry_height,
    fonts_of,
    place_height,
    shape_side,
    width_of,
)
from keywork_desktop.ui.delegates.calendar_regime_look import draw_closed
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_grid_model import CELL_ROLE
from keywork_desktop.ui.models.calendar_placing import Place
from keywork_desktop.ui.models.calendar_week_facts import OfficerDay, WeekHours
from keywork_desktop.ui.shapes import draw_shape, fit_colours
from keywork_desktop.ui.theme import Tokens, tokens

PAD = 4
STRIP = 5
"""Height of the line on which key work time and sessions lie to scale."""

MOST_LINES = 4
"""Entries of a cell before `+3 more`."""

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def cell_head(font: QFont) -> int:
    """Height of shift, key work time and the strip to scale."""
    return QFontMetrics(fonts_of(font.toString())[2]).height() + STRIP + 6


def entries_room(rect: QRect, font: QFont) -> QRect:
    """Where the entries have their place in a cell."""
    return rect.adjusted(PAD, cell_head(font), -PAD, -1)


def height_for(entries: int, font: QFont) -> int:
    """How high an officer's row is whose fullest day has so many entries; an answer has room in an empty one."""
    lines = min(entries, MOST_LINES)
    return max(cell_head(font) + lines * entry_height(font) + 3, place_height(font) + 8)


class CalendarWeekDelegate(EntryPainter):
    """The view sets `hours`, `target` and, while something is carried, `place_of`."""

    def __init__(self) -> None:
        super().__init__()
        self.hours = WeekHours()
        self.target: tuple[str, date] | None = None
        self.place_of: Callable[[str, date], Place | None] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, height_for(2, option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, OfficerDay):
            return
        look, rect, font = tokens(option.palette), option.rect, option.font
        painter.save()
        self._ground(painter, rect, cell, look)
        self._head(painter, rect, cell, look, font)
        focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = self.place_of(cell.staff_id, cell.on) if self.place_of else None
        target = self.target == (cell.staff_id, cell.on)
        said = place is not None and (target or place.fit is not Fit.NO)
        lowest = rect.bottom() - place_height(font) - 3 if said else rect.bottom()
        layout = EntriesLayout.of(cell.entries, entries_room(rect, font), font)
        self.draw_entries(painter, layout, look, font, chosen=chosen, focus=focus, lowest=lowest)
        if place is not None and said:
            strip = QRectF(rect.left() + 3, lowest + 1, rect.width() - 6, place_height(font))
            draw_place(painter, strip, place, look, font, look.surface)
        elif place is not None and not cell.entries:
            self._no(painter, rect, place, look, font)
        if target or (focus and not self.current_key and self.target is None):
            self._ring(painter, rect, look)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, cell: OfficerDay, look: Tokens) -> None:
        weekend = cell.on.weekday() > 4 or cell.holiday
        painter.fillRect(rect, look.today_pale if cell.today else look.weekend if weekend else look.surface)
        for span in cell.closed:
            draw_closed(painter, self._across(rect, *self.hours.shares(span)), look)
        for span in cell.cuts:
            draw_hatch(painter, self._across(rect, *self.hours.shares(span)), look)

    @staticmethod
    def _across(rect: QRect, left: float, right: float) -> QRectF:
        room = QRectF(rect)
        return QRectF(room.left() + left * room.width(), room.top(), (right - left) * room.width(), room.height())

    def _head(self, painter: QPainter, rect: QRect, cell: OfficerDay, look: Tokens, font: QFont) -> None:
        key = font.toString()
        small = QFontMetrics(fonts_of(key)[2])
        line = QRectF(rect.left() + PAD, rect.top() + 2, rect.width() - 2 * PAD, small.height())
        painter.setFont(fonts_of(key)[2])
        painter.setPen(look.quiet_text)
        painter.drawText(line, _LEFT, cell.shift)
        room = line.width() - width_of(cell.shift + "  ", key, 2)
        words = cell.time_words if width_of(cell.time_words, key, 2) <= room else hours_and_minutes(cell.available)
        if cell.available:
            painter.drawText(line, _RIGHT, elided(words, key, 2, int(room)))
        track = QRectF(rect.left(), line.bottom() + 1, rect.width(), STRIP)
        for span in cell.key_work:
            painter.fillRect(self._on(track, *self.hours.shares(span)), look.track)
        for span in cell.taken:
            painter.fillRect(self._on(track, *self.hours.shares(span)), look.quiet_text if cell.past else look.accent)

    @staticmethod
    def _on(track: QRectF, left: float, right: float) -> QRectF:
        """A bar on the strip, a pixel short so that two sessions back to back are two."""
        width = max(2.0, (right - left) * track.width() - 1)
        return QRectF(track.left() + left * track.width(), track.top(), width, track.height())

    @staticmethod
    def _no(painter: QPainter, rect: QRect, place: Place, look: Tokens, font: QFont) -> None:
        """A quiet no without its reason: most cells say it."""
        key, side = font.toString(), shape_side(font)
        colour = fit_colours(look, place.fit)[0]
        line = QRectF(entries_room(rect, font)).adjusted(1, 0, 0, 0)
        line.setHeight(entry_height(font))
        draw_shape(painter, QRectF(line.left(), line.center().y() - side / 2, side, side), place.fit.shape, colour)
        painter.setFont(fonts_of(key)[2])
        painter.setPen(look.quiet_text)
        painter.drawText(line.adjusted(side + 4, 0, 0, 0), _LEFT, place.fit.word)

    @staticmethod
    def _ring(painter: QPainter, rect: QRect, look: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.accent, 2, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
