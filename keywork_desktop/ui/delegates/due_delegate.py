"""Paints the ranked list: headings with their shape, and a line for each prisoner."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.domain.due_list import Heading
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.wording import STATUS_SHAPES, status_words
from keywork_desktop.ui.delegates.due_columns import PAD, DueColumns, DueFonts, columns_for, two_lines
from keywork_desktop.ui.models.due_model import HeadingRow, PersonRow
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.shapes import draw_shape, status_colour
from keywork_desktop.ui.style import draw_focus, draw_panel
from keywork_desktop.ui.theme import Tokens, tokens

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)

MOST_REMEMBERED = 5_000

HEADING_STATUS = {
    Heading.OVERDUE_PRIORITY: Status.OVERDUE,
    Heading.OVERDUE_NEVER_MET: Status.OVERDUE,
    Heading.OVERDUE: Status.OVERDUE,
    Heading.DUE_TODAY: Status.DUE_TODAY,
    Heading.DUE_LATER: Status.DUE_THIS_WEEK,
    Heading.NO_OBLIGATION: Status.NO_OBLIGATION,
}


class DueDelegate(QStyledItemDelegate):
    """Two fixed heights: one for headings, one for people. Fonts are worked out once and again when they change."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._list = parent
        self._fonts = DueFonts.of(parent.font())
        self._base = QFont(parent.font())
        self._broken: dict[tuple[str, int], tuple[str, str]] = {}
        self.under = False
        """The sentence has a line of its own under the row, however wide the list."""

    def fonts(self, font: QFont) -> DueFonts:
        """The fonts for this base font."""
        if font != self._base:
            self._base = QFont(font)
            self._broken.clear()
            self._fonts = DueFonts.of(font)
        return self._fonts

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        fonts = self.fonts(option.font)
        heading = isinstance(index.data(ITEM_ROLE), HeadingRow)
        if heading:
            return QSize(200, fonts.heading_height)
        return QSize(200, self.row_height())

    def row_height(self) -> int:
        """How high a person's row is at the list's present width and font, in pixels."""
        fonts = self.fonts(self._list.font())
        return fonts.row_height(self._columns(self._list.viewport().width(), fonts).reason_lines)

    def _columns(self, width: int, fonts: DueFonts) -> DueColumns:
        return columns_for(width, QFontMetrics(fonts.plain).averageCharWidth(), under=self.under)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ITEM_ROLE)
        look = tokens(option.palette)
        painter.save()
        if isinstance(row, HeadingRow):
            self._heading(painter, option.rect, row, look, self.fonts(option.font))
        elif isinstance(row, PersonRow):
            self._person(painter, option, row, look)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: HeadingRow, look: Tokens, fonts: DueFonts) -> None:
        status = HEADING_STATUS[row.heading]
        colour = status_colour(look, status) if row.heading is not Heading.OVERDUE else look.text
        painter.fillRect(rect, look.week_pale)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.line)
        side = QFontMetrics(fonts.plain).ascent() * 0.8
        shape = QRectF(rect.left() + PAD, rect.center().y() - side / 2 + 0.5, side, side)
        draw_shape(painter, shape, STATUS_SHAPES[status], colour)
        painter.setFont(fonts.bold)
        painter.setPen(colour)
        painter.drawText(rect.adjusted(PAD + int(side) + 6, 0, -PAD, 0), _MIDDLE, row.text)

    def _person(self, painter: QPainter, option: QStyleOptionViewItem, row: PersonRow, look: Tokens) -> None:
        rect, fonts = option.rect, self.fonts(option.font)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        urgent = row.item.overdue_priority
        if urgent:
            painter.fillRect(rect, look.overdue_pale)
        elif selected:
            painter.fillRect(rect, look.accent_pale)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.weekend)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.line)
        columns = self._columns(rect.width(), fonts)
        whole, line = rect, QFontMetrics(fonts.plain).height()
        rect = rect.adjusted(0, 0, 0, -columns.reason_lines * line)
        self._status(painter, columns.rect(0, rect), row, look, fonts)
        self._name(painter, columns.rect(1, rect), row, look, fonts)
        self._lines(
            painter, columns.rect(2, rect), (str(row.item.prisoner.location), ""), (look.text, look.text), fonts
        )
        minded = row.presence is None or row.presence.away
        tones = (look.text if row.presence else look.warns, look.warns if minded else look.quiet_text)
        self._lines(painter, columns.rect(3, rect), (row.key_worker, row.key_worker_note), tones, fonts)
        self._lines(
            painter,
            columns.rect(4, rect),
            (row.last_session, row.last_session_note),
            (look.text, look.quiet_text),
            fonts,
        )
        place = columns.under(whole, line) if columns.reason_lines else columns.rect(5, rect)
        if columns.reason_lines == 1:
            self._text(painter, place, row.why, look.text if urgent else look.quiet_text, fonts.plain)
        else:
            if not columns.places[3][1]:
                # Without a column the key worker has a line of his own, above the reason.
                own = QRect(place.left(), place.top(), place.width(), line)
                tone = look.warns if minded else look.quiet_text
                self._text(painter, own, f"{row.key_worker}, {row.key_worker_note}", tone, fonts.plain)
                place = place.adjusted(0, line, 0, 0)
            self._why(painter, place, row, look, fonts)
        if selected:
            active = bool(option.state & QStyle.StateFlag.State_Active)
            if active:
                draw_focus(painter, whole.adjusted(0, 0, 0, -1), look, 2)
            else:
                draw_panel(painter, whole.adjusted(0, 0, 0, -1), None, look.accent, 2)

    def _status(self, painter: QPainter, rect: QRect, row: PersonRow, look: Tokens, fonts: DueFonts) -> None:
        status = row.item.status
        colour = status_colour(look, status)
        metrics = QFontMetrics(fonts.plain)
        side = metrics.ascent() * 0.85
        left = int(side) + 6
        if row.status_note:
            rect, lower = _halves(rect, metrics)
            tone = look.due if row.check_done is False else look.quiet_text
            self._text(painter, lower.adjusted(left, 0, 0, 0), row.status_note, tone, fonts.plain)
        draw_shape(
            painter, QRectF(rect.left(), rect.center().y() - side / 2 + 0.5, side, side), STATUS_SHAPES[status], colour
        )
        strong = status in (Status.OVERDUE, Status.DUE_TODAY)
        self._text(
            painter, rect.adjusted(left, 0, 0, 0), status_words(row.item), colour, fonts.bold if strong else fonts.plain
        )

    def _name(self, painter: QPainter, rect: QRect, row: PersonRow, look: Tokens, fonts: DueFonts) -> None:
        upper, lower = _halves(rect, QFontMetrics(fonts.plain))
        badge_metrics = QFontMetrics(fonts.badge)
        widths = [badge_metrics.horizontalAdvance(badge) + 10 for badge in row.badges]
        name_room = rect.width() - sum(widths) - 4 * len(widths)
        metrics = QFontMetrics(fonts.bold)
        name = metrics.elidedText(row.item.prisoner.name, Qt.TextElideMode.ElideRight, max(40, name_room))
        self._text(painter, upper, name, look.text, fonts.bold)
        left = upper.left() + metrics.horizontalAdvance(name) + 6
        height = badge_metrics.height() + 1
        for badge, width in zip(row.badges, widths, strict=True):
            if left + width > rect.right() + 1:
                break
            box = QRect(left, upper.center().y() - height // 2, width, height)
            draw_panel(painter, box, look.badge, None, 4)
            painter.setFont(fonts.badge)
            painter.setPen(look.badge_text)
            painter.drawText(box, _CENTRE, badge)
            left += width + 4
        self._text(painter, lower, " · ".join((row.number, *row.notes)), look.quiet_text, fonts.plain)

    def _lines(
        self, painter: QPainter, rect: QRect, lines: tuple[str, str], tones: tuple[QColor, QColor], fonts: DueFonts
    ) -> None:
        if rect.width() <= 0:
            return
        if not lines[1]:
            self._text(painter, rect, lines[0], tones[0], fonts.plain)
            return
        for half, text, tone in zip(_halves(rect, QFontMetrics(fonts.plain)), lines, tones, strict=True):
            self._text(painter, half, text, tone, fonts.plain)

    def _why(self, painter: QPainter, rect: QRect, row: PersonRow, look: Tokens, fonts: DueFonts) -> None:
        key = (row.why, rect.width())
        lines = self._broken.get(key)
        if lines is None:
            if len(self._broken) > MOST_REMEMBERED:
                self._broken.clear()
            lines = self._broken[key] = two_lines(row.why, rect.width(), QFontMetrics(fonts.plain))
        tone = look.text if row.item.overdue_priority else look.quiet_text
        self._lines(painter, rect, lines, (tone, tone), fonts)

    def _text(self, painter: QPainter, rect: QRect, text: str, colour: QColor, font: QFont) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _MIDDLE, shown)


def _halves(rect: QRect, metrics: QFontMetrics) -> tuple[QRect, QRect]:
    """The upper and the lower line of a row."""
    line = metrics.height()
    top = rect.top() + (rect.height() - 2 * line) // 2
    return QRect(rect.left(), top, rect.width(), line), QRect(rect.left(), top + line, rect.width(), line)
