"""Paints a day or a week of the four-week calendar, and says where in a cell each entry is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.wording import short_date
from keywork_desktop.ui.delegates.calendar_look import (
    draw_entry,
    draw_place,
    elided,
    entry_height,
    fonts_of,
    place_height,
    width_of,
)
from keywork_desktop.ui.models.calendar_entries import DayCell, Entry, WeekCell
from keywork_desktop.ui.models.calendar_grid_model import CELL_ROLE
from keywork_desktop.ui.models.calendar_placing import Place
from keywork_desktop.ui.theme import Tokens, tokens

PAD = 4
BAR = 3
MORE = "more"
"""Stands for the line `+3 more` where an entry's key is expected."""


def head_height(font: QFont) -> int:
    """Height of the line with the day's number and its key work time."""
    return QFontMetrics(font).height() + 6


@dataclass(frozen=True)
class DayLayout:
    """Where the parts of one day lie in its cell: the entries in sight, and the line that opens the others."""

    entries: tuple[tuple[QRect, Entry], ...]
    more: QRect
    hidden: int

    @classmethod
    def of(cls, cell: DayCell, rect: QRect, font: QFont) -> DayLayout:
        pitch = entry_height(font)
        top = rect.top() + head_height(font)
        room = max(0, (rect.bottom() - top) // pitch)
        shown = len(cell.entries) if len(cell.entries) <= room else max(0, room - 1)
        width = rect.width() - 2 * PAD
        boxes = [QRect(rect.left() + PAD, top + n * pitch, width, pitch - 2) for n in range(shown + 1)]
        hidden = len(cell.entries) - shown
        return cls(tuple(zip(boxes, cell.entries[:shown], strict=False)), boxes[-1] if hidden else QRect(), hidden)

    def key_at(self, point: QPoint) -> str:
        """The key of the entry under `point`, `MORE`, or nothing."""
        for box, entry in self.entries:
            if box.contains(point):
                return entry.key
        return MORE if self.hidden and self.more.contains(point) else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What the arrow keys step through: entries in sight, then the line that opens the others."""
        return (*(entry.key for _, entry in self.entries), *((MORE,) if self.hidden else ()))


class CalendarDayDelegate(QStyledItemDelegate):
    """Draws from values alone. The view sets `current_key`, `carried_key` and `places` before it repaints."""

    def __init__(self, parent: QStyledItemDelegate | None = None) -> None:
        super().__init__(parent)
        self.current_key = ""
        self.carried_key = ""
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
        layout = DayLayout.of(cell, rect, font)
        self._head(painter, rect, cell, look, font)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = self.places.get(cell.on)
        height = place_height(font)
        lowest = rect.bottom() - height - 4 if place else rect.bottom()
        for box, entry in layout.entries:
            if box.bottom() > lowest:
                break
            current = chosen and entry.key == self.current_key
            draw_entry(
                painter,
                QRectF(box),
                entry,
                look,
                font,
                current=current,
                focus=has_focus,
                dim=entry.key == self.carried_key,
            )
        if layout.hidden and place is None:
            self._more(painter, layout, look, font, current=has_focus and self.current_key == MORE)
        if place is not None:
            strip = QRectF(rect.left() + 3, rect.bottom() - height - 2, rect.width() - 6, height)
            draw_place(painter, strip, place, look, font, ground)
        if cell.on == self.target or (has_focus and not self.current_key and self.target is None):
            self._ring(painter, rect, look)

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
        time = ""
        if cell.available:
            time = f"{hours_and_minutes(cell.used)} of {hours_and_minutes(cell.available)}"
            if width_of(time, key, 2) > line.right() - x:
                time = hours_and_minutes(cell.available)
            if width_of(time, key, 2) > line.right() - x:
                time = ""
            self._bar(painter, QRectF(line.left(), line.bottom(), line.width(), BAR), cell, look)
        painter.setFont(small)
        painter.setPen(look.quiet_text)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, time)
        if cell.holiday:
            room = int(line.right() - x - (width_of(time + " ", key, 2) if time else 0))
            painter.setPen(look.due)
            painter.drawText(line.adjusted(x - line.left(), 0, 0, 0), left, elided(cell.holiday, key, 2, room))

    @staticmethod
    def _more(painter: QPainter, layout: DayLayout, look: Tokens, font: QFont, *, current: bool) -> None:
        key = font.toString()
        painter.setFont(fonts_of(key)[0])
        painter.setPen(look.accent)
        box = layout.more.adjusted(3, 0, 0, 0)
        words = f"+{layout.hidden} more"
        fits = width_of(words, key, 0) <= box.width()
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, left, words if fits else f"+{layout.hidden}")
        if current:
            painter.setPen(QPen(look.accent, 2))
            painter.drawRoundedRect(QRectF(layout.more).adjusted(1, 1, -1, -1), 4, 4)
