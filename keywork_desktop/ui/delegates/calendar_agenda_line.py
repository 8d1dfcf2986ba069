"""Paints the agenda: a band for each day, a quiet heading for its parts, and a line in columns for each person."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.delegates.calendar_look import (
    draw_pin,
    elided,
    entry_height,
    fonts_of,
    shape_side,
    tone_colours,
    width_of,
)
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_agenda import AgendaDay, AgendaLine, AgendaPart
from keywork_desktop.ui.models.calendar_entries import Tone
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.style import draw_focus, draw_panel
from keywork_desktop.ui.theme import Tokens, tokens

PAD = 10
GAP = 12
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_LETTERS = ("00:00–00:00", "Planned late, 30 Nov", "2-1-035 M", "W0000WW", "OKONKWO-WILLIAMS, Liam (cover)")

_LEAST = "CUNNINGHAM, Malcolm ACCT OKONKWO, Barry"


class AgendaColumns:
    """Where the columns lie: times, status, cell and number as wide as their text; name and officer share the rest."""

    def __init__(self, width: int, font_key: str) -> None:
        time, status, cell, number, officer = (width_of(text, font_key, 1) + GAP for text in _LETTERS)
        status += 16
        rest = max(width - 2 * PAD - time - status - cell - number, 0)
        if rest < width_of(_LEAST, font_key, 1):
            # The number is on the paper, in the copy and in the panel; names are read here.
            number, rest = 0, rest + number
        officer = min(officer, int(rest * 0.45))
        self.time = (PAD, time)
        self.status = (PAD + time, status)
        self.name = (PAD + time + status, rest - officer)
        self.number = (self.name[0] + self.name[1], number)
        self.cell = (self.number[0] + number, cell)
        self.officer = (self.cell[0] + cell, officer)


class CalendarAgendaDelegate(QStyledItemDelegate):
    """Draws from values alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = entry_height(option.font)
        if isinstance(index.data(ITEM_ROLE), AgendaDay):
            return QSize(400, line + 10)
        return QSize(400, line + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, look = index.data(ITEM_ROLE), tokens(option.palette)
        painter.save()
        if isinstance(row, AgendaDay):
            self._day(painter, option.rect, row, look, option.font)
        elif isinstance(row, AgendaPart):
            self._part(painter, option.rect, row, look, option.font)
        elif isinstance(row, AgendaLine):
            self._line(painter, option, row, look)
        painter.restore()

    @staticmethod
    def _day(painter: QPainter, rect: QRect, row: AgendaDay, look: Tokens, font: QFont) -> None:
        key = font.toString()
        ground = look.today_pale if row.today else look.week_pale
        painter.fillRect(rect, ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.line)
        x = rect.left() + PAD
        words = f"{long_date(row.on)}{' · Today' if row.today else ''}"
        painter.setFont(fonts_of(key)[1])
        painter.setPen(look.accent if row.today else look.text)
        painter.drawText(QRectF(x, rect.top(), rect.width(), rect.height()), _LEFT, words)
        x += width_of(words, key, 1) + GAP
        painter.setFont(fonts_of(key)[0])
        painter.setPen(look.quiet_text)
        painter.drawText(QRectF(x, rect.top(), rect.width(), rect.height()), _LEFT, row.count)
        x += width_of(row.count, key, 0) + 2 * GAP
        if not row.note or x >= rect.right() - PAD:
            return
        if row.cut:
            draw_hatch(painter, QRectF(x - GAP, rect.top(), rect.right() - x + GAP, rect.height() - 1), look)
        room = rect.right() - x - PAD
        note = elided(row.note, key, 0, room)
        painter.fillRect(QRectF(x - 4, rect.top() + 4, width_of(note, key, 0) + 8, rect.height() - 9), ground)
        painter.setPen(look.text)
        painter.drawText(QRectF(x, rect.top(), room, rect.height()), _LEFT, note)

    @staticmethod
    def _part(painter: QPainter, rect: QRect, row: AgendaPart, look: Tokens, font: QFont) -> None:
        key = font.toString()
        painter.setFont(fonts_of(key)[2])
        painter.setPen(look.quiet_text)
        painter.drawText(rect.adjusted(PAD, 4, 0, 0), _LEFT, f"{row.part.value} · {row.count}")

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, row: AgendaLine, look: Tokens) -> None:
        rect, key, entry = option.rect, option.font.toString(), row.entry
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        colour, _ = tone_colours(look, entry.tone)
        urgent = entry.tone is Tone.PRIORITY
        if urgent:
            painter.fillRect(rect, look.overdue_pale)
        elif selected:
            painter.fillRect(rect, look.accent_pale)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.weekend)
        columns = AgendaColumns(rect.width(), key)
        if entry.shut:
            draw_hatch(painter, QRectF(rect.left(), rect.top(), sum(columns.time), rect.height()), look)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.line)
        quiet = entry.tone in (Tone.HELD, Tone.LOST)
        text = look.quiet_text if quiet else look.text
        self._text(painter, rect, columns.time, row.time, 1, text, key)
        side = shape_side(option.font)
        left, width = columns.status
        shape = QRectF(rect.left() + left, rect.center().y() - side / 2, side, side)
        draw_shape(painter, shape, entry.tone.shape, colour)
        strong = 1 if urgent or entry.tone is Tone.OVERDUE else 0
        tone = text if entry.tone is Tone.PLANNED else colour
        self._text(painter, rect, (left + side + 6, width - side - 6), row.status, strong, tone, key)
        self._name(painter, rect, columns.name, row, 1 if urgent else 0, text, look, key)
        if columns.number[1]:
            self._text(painter, rect, columns.number, entry.prison_number, 0, look.quiet_text, key)
        self._text(painter, rect, columns.cell, row.cell, 0, text, key)
        left, width = columns.officer
        if entry.locked:
            box = QRectF(rect.left() + left + width - 14, rect.center().y() - 5, 10, 10)
            draw_pin(painter, box, look.quiet_text)
            width -= 16
        self._text(painter, rect, (left, width), row.officer, 0, text, key)
        if selected:
            if option.state & QStyle.StateFlag.State_HasFocus:
                draw_focus(painter, rect.adjusted(0, 0, 0, -1), look, 2)
            else:
                draw_panel(painter, rect.adjusted(0, 0, 0, -1), None, look.accent, 2)

    @staticmethod
    def _text(
        painter: QPainter, rect: QRect, place: tuple[int, int], text: str, which: int, colour: QColor, key: str
    ) -> None:
        left, width = place
        painter.setFont(fonts_of(key)[which])
        painter.setPen(colour)
        shown = elided(text, key, which, width - GAP)
        painter.drawText(QRectF(rect.left() + left, rect.top(), width, rect.height()), _LEFT, shown)

    def _name(
        self,
        painter: QPainter,
        rect: QRect,
        place: tuple[int, int],
        row: AgendaLine,
        which: int,
        colour: QColor,
        look: Tokens,
        key: str,
    ) -> None:
        """The name, and after it the badges of his priority groups."""
        left, width = place
        badges = [(badge, width_of(badge, key, 2) + 10) for badge in row.entry.badges]
        room = max(width - sum(wide + 4 for _, wide in badges), width // 2)
        self._text(painter, rect, (left, room), row.entry.name, which, colour, key)
        x = left + width_of(elided(row.entry.name, key, which, room - GAP), key, which) + 8
        small = fonts_of(key)[2]
        height = QFontMetrics(small).height() + 2
        for badge, wide in badges:
            if x + wide > left + width:
                break
            box = QRect(rect.left() + x, rect.center().y() - height // 2, wide, height)
            draw_panel(painter, box, look.badge, None, 4)
            painter.setFont(small)
            painter.setPen(look.badge_text)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, badge)
            x += wide + 4
