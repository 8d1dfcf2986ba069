"""Paints a day or a week of the four-week calendar, and says where in a cell each entry is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.wording import short_date
from keywork_desktop.ui.delegates.calendar_entries_layout import EntriesLayout
from keywork_desktop.ui.delegates.calendar_entry_painter import EntryPainter
from keywork_desktop.ui.delegates.calendar_look import (
    draw_place,
    elided,
    entry_height,
    fonts_of,
    place_height,
    width_of,
)
from keywork_desktop.ui.delegates.calendar_regime_look import cut_lines, draw_level, draw_words, level_width
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_entries import DayCell, WeekCell
from keywork_desktop.ui.models.calendar_grid_model import CELL_ROLE
from keywork_desktop.ui.models.calendar_placing import Place
from keywork_desktop.ui.theme import Tokens, tokens

PAD = 4
BAR = 3


def head_height(font: QFont) -> int:
    """Height of the line with the day's number and its key work time."""
    return QFontMetrics(font).height() + 6


def entries_room(cell: DayCell, rect: QRect, font: QFont) -> QRect:
    """Where the entries of a day have their place in its cell: below its head and what is said of a cut."""
    lines = len(_cut_lines(cell, rect, font))
    return rect.adjusted(PAD, head_height(font) + lines * _cut_height(font) + 2 * bool(lines), -PAD, 0)


def _cut_height(font: QFont) -> int:
    return QFontMetrics(fonts_of(font.toString())[2]).height() + 1


def _cut_lines(cell: DayCell, rect: QRect, font: QFont) -> tuple[str, ...]:
    return cut_lines(cell.regime, font.toString(), rect.width() - 2 * PAD)


class CalendarDayDelegate(EntryPainter):
    """Draws from values alone. The view sets `places` and `target` too before it repaints."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[date, Place] = {}
        self.target: date | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(width_of("00:00 CUNNINGHAM", option.font.toString(), 0) + 40, 4 * entry_height(option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL_ROLE)
        look = tokens(option.palette)
        painter.save()
        if isinstance(cell, WeekCell):
            self._week(painter, option, cell, look)
        elif isinstance(cell, DayCell):
            self._day(painter, option, cell, look)
        painter.restore()

    def _week(self, painter: QPainter, option: QStyleOptionViewItem, cell: WeekCell, look: Tokens) -> None:
        rect = option.rect
        painter.fillRect(rect, look.surface)
        regular, bold, _ = fonts_of(option.font.toString())
        line = QFontMetrics(regular).lineSpacing()
        used, available = hours_and_minutes(cell.used), hours_and_minutes(cell.available)
        if width_of(f"of {available}", option.font.toString(), 0) > rect.width() - 2 * PAD:
            available = available.partition(" h")[0] + " h"
        said = ((f"Week {cell.number}", regular, look.quiet_text), (used, bold, look.text))
        rest = f"of {available}" if cell.available else "no detail"
        for n, (text, font, colour) in enumerate((*said, (rest, regular, look.quiet_text))):
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(rect.left() + PAD, rect.top() + 5 + n * line + QFontMetrics(font).ascent(), text)
        if cell.available:
            self._bar(
                painter, QRectF(rect.left() + PAD, rect.top() + 9 + 3 * line, rect.width() - 2 * PAD, 4), cell, look
            )

    @staticmethod
    def _bar(painter: QPainter, rect: QRectF, cell: WeekCell | DayCell, look: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.track)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        part = min(1.0, cell.used / cell.available) if cell.available else 0.0
        if part:
            painter.setBrush(look.accent)
            filled = QRectF(rect.left(), rect.top(), max(rect.height(), rect.width() * part), rect.height())
            painter.drawRoundedRect(filled, rect.height() / 2, rect.height() / 2)

    def _day(self, painter: QPainter, option: QStyleOptionViewItem, cell: DayCell, look: Tokens) -> None:
        rect, font = option.rect, option.font
        weekend = cell.on.weekday() > 4
        ground = look.today_pale if cell.today else look.weekend if weekend or cell.holiday else look.surface
        painter.fillRect(rect, ground)
        if cell.regime.cuts:
            self._cut(painter, rect, cell, ground, look, font)
        layout = EntriesLayout.of(cell.entries, entries_room(cell, rect, font), font)
        self._head(painter, rect, cell, look, font)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = self.places.get(cell.on)
        height = place_height(font)
        lowest = rect.bottom() - height - 4 if place else rect.bottom()
        self.draw_entries(painter, layout, look, font, chosen=chosen, focus=has_focus, lowest=lowest)
        if place is not None:
            strip = QRectF(rect.left() + 3, rect.bottom() - height - 2, rect.width() - 6, height)
            draw_place(painter, strip, place, look, font, ground)
        if cell.on == self.target or (has_focus and not self.current_key and self.target is None):
            self._ring(painter, rect, look)

    @staticmethod
    def _cut(painter: QPainter, rect: QRect, cell: DayCell, ground: QColor, look: Tokens, font: QFont) -> None:
        """Where only some of the units shown are concerned, the hatch stands behind the words alone."""
        lines, height = _cut_lines(cell, rect, font), _cut_height(font)
        top = rect.top() + head_height(font) - 1
        below = QRect(rect.left(), top, rect.width(), rect.bottom() + 1 - top)
        if not cell.regime.everywhere:
            below.setHeight(len(lines) * height)
        draw_hatch(painter, QRectF(below), look)
        for place, words in enumerate(lines):
            box = QRectF(rect.left(), top + 1 + place * height, rect.width(), height)
            draw_words(painter, box, words, ground, look.text, font)

    @staticmethod
    def _ring(painter: QPainter, rect: QRect, look: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.accent, 2, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _head(self, painter: QPainter, rect: QRect, cell: DayCell, look: Tokens, font: QFont) -> None:
        key = font.toString()
        _, bold, small = fonts_of(key)
        height = head_height(font) - BAR - 2
        line = QRectF(rect.left() + PAD, rect.top() + 1, rect.width() - 2 * PAD, height)
        text = short_date(cell.on) if cell.on.day == 1 else str(cell.on.day)
        x = line.left()
        painter.setFont(bold)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if cell.today and width_of(f"{text} Today", key, 1) <= line.width():
            text = f"{text} Today"
        painter.setPen(look.accent if cell.today else look.quiet_text if cell.past else look.text)
        painter.drawText(line, left, text)
        x += width_of(text + "  ", key, 1)
        time = self._time_words(cell, line.right() - x - level_width(cell.regime, key, str(cell.regime.level)), key)
        if cell.available:
            self._bar(painter, QRectF(line.left(), line.bottom(), line.width(), BAR), cell, look)
        painter.setFont(small)
        painter.setPen(look.quiet_text)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, time)
        room = int(line.right() - x - (width_of(time + "  ", key, 2) if time else 0))
        if cell.regime.level:
            words = cell.regime.short_level
            if level_width(cell.regime, key, words) > room:
                words = words.removeprefix("Level ").removesuffix(" in part")
            draw_level(painter, line.adjusted(x - line.left(), 0, 0, 0), cell.regime, words, look, key)
            used = level_width(cell.regime, key, words + "  ")
            x, room = x + used, room - used
        if cell.holiday and room > 0:
            painter.setFont(small)
            painter.setPen(look.due)
            painter.drawText(line.adjusted(x - line.left(), 0, 0, 0), left, elided(cell.holiday, key, 2, room))

    @staticmethod
    def _time_words(cell: DayCell, room: float, font_key: str) -> str:
        """Used of available where there is room, else what is available, else nothing: the bar says it too."""
        if not cell.available:
            return ""
        available = hours_and_minutes(cell.available)
        for words in (f"{hours_and_minutes(cell.used)} of {available}", available):
            if width_of(words, font_key, 2) <= room:
                return words
        return ""
