"""The time line of the rules: months across, a row for each place, a bar for what gives the baseline there."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.wording import short_date
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.models.settings_time_line import Bar, TimeLineModel, TimeLineRow, time_lines
from keywork_desktop.ui.models.settings_words import EVERYWHERE, place
from keywork_desktop.ui.settings.levels import LEVEL_SHAPES, level_colours
from keywork_desktop.ui.settings.lines import shape_side
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.style import draw_focus, draw_panel
from keywork_desktop.ui.theme import SMALLEST_TARGET, Tokens, scaled, tokens

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
MONTHS_BEFORE, MONTHS_AFTER = 2, 6
MOST_ROWS = 5


def months_from(day: date, months: int) -> date:
    """The first of the month, so many months on."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


class TimeScale:
    """Turns days into places across: from the first of a month to the end of another."""

    def __init__(self) -> None:
        self.first = self.last = self.today = date(2000, 1, 1)

    def show_around(self, today: date) -> None:
        """Some months before this one and some after it."""
        self.today = today
        self.first = months_from(today, -MONTHS_BEFORE)
        self.last = months_from(today, MONTHS_AFTER + 1) - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def x(self, day: date, area: QRectF) -> float:
        """Where `day` begins in this area."""
        return area.left() + area.width() * (day - self.first).days / self.days

    def months(self) -> list[date]:
        """The first of each month shown."""
        return [months_from(self.first, n) for n in range(MONTHS_BEFORE + MONTHS_AFTER + 1)]


def bars_area(rect: QRect, metrics: QFontMetrics) -> QRectF:
    """The part of a row in which bars are; the name stands left of it."""
    names = metrics.horizontalAdvance(EVERYWHERE) + 28
    return QRectF(rect.left() + names, rect.top(), rect.width() - names - 10, rect.height())


class _Months(QWidget):
    """The months above the bars, and the word today."""

    def __init__(self, scale: TimeScale, parent: QWidget) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setAccessibleName("Months")

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        metrics = self.fontMetrics()
        area = bars_area(self.rect(), metrics)
        today_x = self._scale.x(self._scale.today, area)
        bold = scaled(self.font(), 1.0, bold=True)
        today_width = QFontMetrics(bold).horizontalAdvance("Today") + 6
        # The word stands on the side of its line where no month begins.
        if self._scale.today.day > 15:
            today_x -= today_width
        painter.setPen(look.quiet_text)
        for month in self._scale.months():
            x = self._scale.x(month, area)
            year = f" {month.year}" if month.month == 1 or month == self._scale.first else ""
            words = short_date(month).partition(" ")[2] + year
            width = metrics.horizontalAdvance(words)
            if not (x < today_x + today_width and today_x < x + width):
                painter.drawText(QRectF(x + 3, 0, width + 4, self.height()), _LEFT, words)
        painter.setFont(bold)
        painter.setPen(look.accent)
        painter.drawText(QRectF(today_x + 3, 0, today_width + 12, self.height()), _LEFT, "Today")
        painter.end()


class TimeLineDelegate(QStyledItemDelegate):
    """The name of the place and its bars; a bar begins with the shape of its level and bears its name."""

    def __init__(self, scale: TimeScale, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scale = scale

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, max(SMALLEST_TARGET + 2, QFontMetrics(option.font).height() + 10))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: TimeLineRow = index.data(ITEM_ROLE)
        look = tokens(option.palette)
        area = bars_area(option.rect, QFontMetrics(option.font))
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus:
            draw_focus(painter, option.rect.adjusted(1, 1, -1, -1), look, 4)
        painter.setPen(look.line)
        for month in self._scale.months():
            x = int(self._scale.x(month, area))
            painter.drawLine(x, option.rect.top(), x, option.rect.bottom())
        painter.setFont(scaled(option.font, 1.0, bold=row.unit is None))
        painter.setPen(look.text if row.own or row.unit is None else look.quiet_text)
        name = QRectF(option.rect.left() + 10, option.rect.top(), area.left() - option.rect.left() - 16, area.height())
        painter.drawText(name, _LEFT, place(row.unit))
        painter.setFont(option.font)
        for bar in row.bars:
            self._bar(painter, bar, row, area, look)
        painter.setPen(look.accent)
        x = int(self._scale.x(self._scale.today, area))
        painter.drawLine(x, option.rect.top(), x, option.rect.bottom())
        painter.restore()

    def _bar(self, painter: QPainter, bar: Bar, row: TimeLineRow, area: QRectF, look: Tokens) -> None:
        left = self._scale.x(bar.first, area)
        right = self._scale.x(bar.last + timedelta(days=1), area)
        box = QRectF(left, area.top() + 3, max(6.0, right - left - 1), area.height() - 6).toAlignedRect()
        text, ground = level_colours(look, bar.level) if bar.level else (look.accent, look.accent_pale)
        follows = not row.own and row.unit is not None
        draw_panel(painter, box, None if follows else ground, look.line if follows else text, 4)
        inside = QRectF(box).adjusted(6, 0, -4, 0)
        side = shape_side(QFontMetrics(painter.font()))
        if bar.level and inside.width() >= side:
            shape = QRectF(inside.left(), inside.center().y() - side / 2, side, side)
            draw_shape(painter, shape, LEVEL_SHAPES[bar.level], text)
            inside.setLeft(inside.left() + side + 6)
        words = bar.words.partition(", ")[2] if bar.level else bar.words
        words = f"{bar.level} {words}" if bar.level else words
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(inside.width()))
        if inside.width() > metrics.averageCharWidth() * 3:
            painter.setPen(look.quiet_text if follows else text)
            painter.drawText(inside, _LEFT, shown)


class TimeLineView(QWidget):
    """Months over rows; `show_book` fills it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = TimeScale()
        self.model = TimeLineModel(self)
        self.rows = QListView(self)
        self.rows.setModel(self.model)
        self._delegate = TimeLineDelegate(self.scale, self)
        self.rows.setItemDelegate(self._delegate)
        self.rows.setUniformItemSizes(True)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setAccessibleName("What is in force where, and since when")
        self._months = _Months(self.scale, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._months)
        column.addWidget(self.rows)

    def show_book(self, book: RuleBook, units: tuple[str, ...], today: date) -> None:
        """Show what applies around today. Units without entries of their own share the establishment's row."""
        self.scale.show_around(today)
        lines = time_lines(book, units, self.scale.first, self.scale.last)
        self.model.show([row for row in lines if row.own or row.unit is None])
        row = self._delegate.sizeHint(self._option(), QModelIndex()).height()
        self.rows.setFixedHeight(row * min(MOST_ROWS, max(1, self.model.rowCount())) + 4)
        self._months.update()
        self.rows.viewport().update()

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        option.font = self.rows.font()
        return option
