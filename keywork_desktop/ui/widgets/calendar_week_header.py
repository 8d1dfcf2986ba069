"""Above the week's days: date, key work time, regime level, where the regime is cut, and the hours of the cells."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from keywork_desktop.domain.detail import hours_and_minutes
from keywork_desktop.domain.wording import counted, short_date, weekday
from keywork_desktop.ui.delegates.calendar_look import elided, fonts_of, width_of
from keywork_desktop.ui.delegates.calendar_regime_look import cut_lines, draw_level, draw_words, level_width
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.models.calendar_entries import DayCell
from keywork_desktop.ui.models.calendar_week_model import CalendarWeekModel
from keywork_desktop.ui.theme import Tokens, tokens

PAD = 4
BAR = 3
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class CalendarWeekHeader(QHeaderView):
    """Lines that no day of the week needs are left out: a cut or a holiday, then the hours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Days")

    def _days(self) -> tuple[DayCell, ...]:
        model = self.model()
        return model.days if isinstance(model, CalendarWeekModel) else ()

    def _notes(self, day: DayCell, width: int) -> tuple[str, ...]:
        """The lines about a holiday and about cuts."""
        key = self.font().toString()
        holiday = (elided(day.holiday, key, 2, width - 2 * PAD),) if day.holiday else ()
        return (*holiday, *cut_lines(day.regime, key, width - 2 * PAD))

    def sizeHint(self) -> QSize:
        key = self.font().toString()
        small, bold = QFontMetrics(fonts_of(key)[2]).height(), QFontMetrics(fonts_of(key)[1]).height()
        sections = (self.sectionSize(column) for column in range(self.count()))
        notes = max(
            (len(self._notes(day, width)) for day, width in zip(self._days(), sections, strict=False)), default=0
        )
        return QSize(100, bold + small + BAR + 8 + notes * (small + 1) + small)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        days = self._days()
        if not 0 <= logicalIndex < len(days):
            return
        day, look, key = days[logicalIndex], tokens(self), self.font().toString()
        weekend = day.on.weekday() > 4 or bool(day.holiday)
        ground = look.today_pale if day.today else look.weekend if weekend else look.surface
        painter.save()
        painter.fillRect(rect, ground)
        small, bold = QFontMetrics(fonts_of(key)[2]).height(), QFontMetrics(fonts_of(key)[1]).height()
        line = QRectF(rect.left(), rect.top() + 1, rect.width() - 1, bold)
        self._first(painter, line.adjusted(PAD, 0, -PAD, 0), day, look, key)
        line = QRectF(line.left(), line.bottom(), line.width(), small)
        self._second(painter, line.adjusted(PAD, 0, -PAD, 0), day, look, key)
        top = line.bottom() + BAR + 4
        if day.regime.everywhere:
            draw_hatch(painter, QRectF(rect.left(), top, rect.width(), rect.bottom() - small - top), look)
        for place, words in enumerate(self._notes(day, rect.width())):
            box = QRectF(line.left(), top + place * (small + 1), line.width(), small + 1)
            colour = look.due if day.holiday and not place else look.text
            draw_words(painter, box, words, ground, colour, self.font())
        self._hours(painter, QRectF(line.left(), rect.bottom() - small, line.width(), small), look, key)
        painter.setPen(QPen(look.line, 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    @staticmethod
    def _first(painter: QPainter, line: QRectF, day: DayCell, look: Tokens, key: str) -> None:
        """Weekday and date, and at the right the regime level."""
        number = short_date(day.on) if day.on.day == 1 else str(day.on.day)
        words = f"{weekday(day.on)} {number}"
        least = level_width(day.regime, key, str(day.regime.level))
        if least and width_of(f"{words}  ", key, 1) + least > line.width():
            words = f"{weekday(day.on)[:2]} {number}"
        painter.setFont(fonts_of(key)[1])
        painter.setPen(look.accent if day.today else look.quiet_text if day.past else look.text)
        painter.drawText(line, _LEFT, words)
        room = int(line.width()) - width_of(words + "  ", key, 1)
        level = day.regime.short_level
        if level_width(day.regime, key, level) > room:
            level = level.removeprefix("Level ").removesuffix(" in part")
        if level_width(day.regime, key, level) > room:
            # The steps say it alone, whole, or not at all: the panel has the words.
            level, room = "", int(line.width()) - width_of(words, key, 1)
        width = level_width(day.regime, key, level)
        if 0 < width <= room:
            draw_level(painter, line.adjusted(line.width() - width, 0, 0, 0), day.regime, level, look, key)

    @staticmethod
    def _second(painter: QPainter, line: QRectF, day: DayCell, look: Tokens, key: str) -> None:
        """Key work time used and available, how many are on leave, and below both the bar."""
        painter.setFont(fonts_of(key)[2])
        painter.setPen(look.quiet_text)
        used, available = hours_and_minutes(day.used), hours_and_minutes(day.available)
        time = f"{used} of {available}" if day.available else "no key work"
        if width_of(time, key, 2) > line.width():
            time = available
        leave = f"{counted(day.on_leave, 'officer')} on leave" if day.on_leave else ""
        for words in (leave, f"{day.on_leave} on leave"):
            if leave and width_of(f"{time}  {words}", key, 2) <= line.width():
                painter.drawText(line, _RIGHT, words)
                break
        painter.drawText(line, _LEFT, elided(time, key, 2, int(line.width())))
        if day.available:
            bar = QRectF(line.left(), line.bottom() + 1, line.width(), BAR)
            painter.fillRect(bar, look.track)
            bar.setWidth(bar.width() * min(1.0, day.used / day.available))
            painter.fillRect(bar, look.accent)

    def _hours(self, painter: QPainter, line: QRectF, look: Tokens, key: str) -> None:
        """The hours of the strips below, where they lie."""
        model = self.model()
        if not isinstance(model, CalendarWeekModel):
            return
        painter.setFont(fonts_of(key)[2])
        painter.setPen(look.quiet_text)
        for hour in model.hours.marks:
            x = line.left() + model.hours.share(hour * 60) * line.width()
            words = str(hour)
            width = width_of(words, key, 2)
            painter.drawText(QRectF(x - width / 2, line.top(), width + 2, line.height()), _LEFT, words)
