"""Draws a core day as a strip from 07:00 to 20:00: unlocks as open stretches, interruptions by shape and word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from keywork_desktop.domain.core_day import WEEKDAYS, CoreDayPart, PartKind, without
from keywork_desktop.domain.detail import TimeSpan, minutes_of
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.models.settings_core_day import KIND_SHAPES, KIND_WORDS, NOTHING, WeekdayLine, day_words
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import SMALLEST_TARGET, Tokens, scaled, tokens

FIRST_HOUR, LAST_HOUR = 7, 20
PAD = 8
SMALLEST_SHAPE = 8
"""Pixels of a shape, also where its stretch is narrower: ten minutes are."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_TONES = {PartKind.MEAL: "due", PartKind.ROLL_CHECK: "week", PartKind.LOCK_UP: "quiet_text"}


def name_width(metrics: QFontMetrics) -> int:
    """How much the names of the weekdays take at the left of their strips."""
    return max(metrics.horizontalAdvance(name) for name in WEEKDAYS) + 2 * PAD


def at_minute(box: QRectF, minute: int) -> float:
    """Where a minute of the day stands in the strip, at its ends for what lies outside the hours drawn."""
    share = (minute - FIRST_HOUR * 60) / ((LAST_HOUR - FIRST_HOUR) * 60)
    return box.left() + box.width() * min(1.0, max(0.0, share))


def draw_hours(painter: QPainter, box: QRectF, look: Tokens) -> None:
    """The hours over the strips, as many as there is room for."""
    painter.setPen(look.quiet_text)
    room = QFontMetrics(painter.font()).horizontalAdvance("00:00") + 8
    step = 1 if box.width() / (LAST_HOUR - FIRST_HOUR) >= room else 2
    for hour in range(FIRST_HOUR + (step == 2), LAST_HOUR + 1, step):
        left = at_minute(box, hour * 60) - room / 2
        painter.drawText(QRectF(left, box.top(), room, box.height()), _MIDDLE, f"{hour:02d}:00")


def draw_day(painter: QPainter, box: QRectF, parts: Sequence[CoreDayPart], look: Tokens) -> None:
    """The strip of one day; where nothing is described only its track, with the words for that."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not parts:
        # Neither open nor closed: an empty frame, so that it is not read as a lock-up.
        painter.setPen(QPen(look.field_line, 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(look.quiet_text)
        painter.drawText(box.adjusted(PAD, 0, -PAD, 0), _LEFT, NOTHING)
        painter.restore()
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.week_pale)
    painter.drawRoundedRect(box, 3, 3)
    unlocks = [part.span for part in parts if part.kind is PartKind.UNLOCK]
    interruptions = [part for part in parts if part.kind is not PartKind.UNLOCK]
    for span in unlocks:
        # The words stand in the longest open piece, so that no interruption lies over them.
        open_ = without([span], [part.span for part in interruptions])
        room = _at(box, max(open_, key=lambda piece: piece.minutes)) if open_ else QRectF()
        _draw_unlock(painter, span, _at(box, span), room, look)
    for part in interruptions:
        _draw_interruption(painter, _at(box, part.span), part, look)
    painter.setPen(QPen(look.line, 1, Qt.PenStyle.DotLine))
    for hour in range(FIRST_HOUR + 1, LAST_HOUR):
        x = at_minute(box, hour * 60)
        painter.drawLine(int(x), int(box.bottom()) - 3, int(x), int(box.bottom()))
    painter.restore()


def _at(box: QRectF, span: TimeSpan) -> QRectF:
    left, right = at_minute(box, minutes_of(span.start)), at_minute(box, minutes_of(span.end))
    return QRectF(left, box.top(), right - left, box.height())


def _draw_unlock(painter: QPainter, span: TimeSpan, rect: QRectF, room: QRectF, look: Tokens) -> None:
    if rect.width() <= 0:
        return
    painter.setPen(QPen(look.accent, 1))
    painter.setBrush(look.accent_pale)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(look.text)
    _word(painter, room.adjusted(PAD, 0, -2, 0), (f"Unlock {span}", str(span), "Unlock"), _LEFT)


def _draw_interruption(painter: QPainter, rect: QRectF, part: CoreDayPart, look: Tokens) -> None:
    if rect.width() <= 0:
        return
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    colour = getattr(look, _TONES[part.kind])
    painter.setPen(QPen(colour, 1))
    painter.setBrush(look.surface)
    painter.drawRect(inner)
    if part.kind is PartKind.LOCK_UP:
        painter.fillRect(inner, QBrush(look.hatch, Qt.BrushStyle.BDiagPattern))
    side = min(max(rect.width() - 4, SMALLEST_SHAPE), QFontMetrics(painter.font()).ascent() * 0.75)
    words = (f"{KIND_WORDS[part.kind]} {part.span}", KIND_WORDS[part.kind])
    beside = rect.adjusted(side + 8, 0, -2, 0)
    fits = any(QFontMetrics(painter.font()).horizontalAdvance(word) <= beside.width() for word in words)
    x = rect.left() + 4 if fits else rect.center().x() - side / 2
    draw_shape(painter, QRectF(x, rect.center().y() - side / 2, side, side), KIND_SHAPES[part.kind], colour)
    painter.setPen(look.text)
    _word(painter, beside, words, _LEFT)


def _word(painter: QPainter, box: QRectF, words: Sequence[str], place: Qt.AlignmentFlag) -> None:
    """The first of the words that fits."""
    metrics = QFontMetrics(painter.font())
    found = next((word for word in words if metrics.horizontalAdvance(word) <= box.width()), None)
    if found is not None:
        painter.drawText(box, place, found)


class CoreDayDelegate(QStyledItemDelegate):
    """A weekday's name and its strip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics = QFontMetrics(option.font)
        return QSize(name_width(metrics) + 240, max(SMALLEST_TARGET + 4, metrics.height() + 14))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(ITEM_ROLE)
        if not isinstance(line, WeekdayLine):
            return
        look, rect = tokens(option.palette), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focus = option.state & QStyle.StateFlag.State_HasFocus
            painter.setBrush(look.today_pale)
            painter.setPen(QPen(look.accent, 2) if focus else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect.adjusted(2, 1.5, -2, -1.5), 4, 4)
        painter.setFont(scaled(option.font, 1.0, bold=not line.of_all))
        painter.setPen(look.quiet_text if line.of_all else look.text)
        painter.drawText(rect.adjusted(PAD, 0, 0, 0), _LEFT, WEEKDAYS[line.weekday])
        painter.setFont(option.font)
        draw_day(painter, strip_of(rect, QFontMetrics(option.font)), line.parts, look)
        painter.restore()


def strip_of(row: QRectF, metrics: QFontMetrics) -> QRectF:
    """Where the strip is in a row that begins with the name of a weekday."""
    return row.adjusted(name_width(metrics), 4, -metrics.horizontalAdvance("00:00") // 2 - 6, -4)


class HourScale(QWidget):
    """The hours over a list of strips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(scaled(self.font(), 0.85))
        draw_hours(painter, strip_of(QRectF(self.rect()), self.fontMetrics()), tokens(self))
        painter.end()


class DayStrip(QWidget):
    """One day's strip with its hours over it: how what is typed would look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: tuple[CoreDayPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[CoreDayPart]) -> None:
        """Draw these parts."""
        self.parts = tuple(parts)
        self.setAccessibleName(f"The day: {day_words(self.parts)}")
        self.setToolTip(day_words(self.parts))
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(420, 2 * line + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(self), QPainter(self)
        line, side = self.fontMetrics().height(), self.fontMetrics().horizontalAdvance("00:00") / 2
        painter.setFont(scaled(self.font(), 0.85))
        box = QRectF(side, 0, self.width() - 2 * side, line)
        draw_hours(painter, box, look)
        painter.setFont(self.font())
        draw_day(painter, QRectF(box.left(), line + 2, box.width(), line + 10), self.parts, look)
        painter.end()


class KindLegend(QWidget):
    """Which shape stands for what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = ", ".join(KIND_WORDS[kind].lower() for kind in KIND_SHAPES)
        self.setAccessibleName(f"Open stretches are unlocks; shapes stand for {words}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _widths(self) -> list[int]:
        side = self.fontMetrics().ascent()
        return [side + 6 + self.fontMetrics().horizontalAdvance(KIND_WORDS[kind]) + 16 for kind in KIND_SHAPES]

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(self), QPainter(self)
        side, x = self.fontMetrics().ascent() * 0.75, 0.0
        for kind, width in zip(KIND_SHAPES, self._widths(), strict=True):
            box = QRectF(x, (self.height() - side) / 2, side, side)
            draw_shape(painter, box, KIND_SHAPES[kind], getattr(look, _TONES[kind]))
            painter.setPen(look.quiet_text)
            painter.drawText(QRectF(x + side + 6, 0, width, self.height()), _LEFT, KIND_WORDS[kind])
            x += width
        painter.end()
