"""Paints a day that one may choose: shape and word of its answer, the date, and the reason."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.wording import short_date, weekday
from keywork_desktop.ui.delegates.calendar_look import elided, entry_height, fonts_of, shape_side, width_of
from keywork_desktop.ui.models.calendar_choices import DayChoice
from keywork_desktop.ui.models.keyed_list import ITEM_ROLE
from keywork_desktop.ui.shapes import draw_shape, fit_colours
from keywork_desktop.ui.theme import tokens

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
PAD = 8


class DayChoicesDelegate(QStyledItemDelegate):
    """One line a day: `● Fits  Tue 24 Nov  09:15`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(240, entry_height(option.font) + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice = index.data(ITEM_ROLE)
        if not isinstance(choice, DayChoice):
            return
        look, key, rect = tokens(option.palette), option.font.toString(), QRectF(option.rect)
        regular, bold, _ = fonts_of(key)
        colour, pale = fit_colours(look, choice.place.fit)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(pale)
            focus = option.state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(look.accent, 2 if focus else 1))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        middle = rect.center().y()
        side = shape_side(option.font)
        draw_shape(painter, QRectF(rect.left() + PAD, middle - side / 2, side, side), choice.place.fit.shape, colour)
        x = rect.left() + PAD + side + 6
        painter.setFont(bold)
        painter.setPen(colour)
        painter.drawText(QRectF(x, rect.top(), 80, rect.height()), _LEFT, choice.place.fit.word)
        x += max(width_of(fit.word, key, 1) for fit in Fit) + 10
        painter.setPen(look.text)
        painter.setFont(bold if choice.place.fit is Fit.FITS else regular)
        day = f"{weekday(choice.on)} {short_date(choice.on)}"
        painter.drawText(QRectF(x, rect.top(), 120, rect.height()), _LEFT, day)
        x += width_of("Wed 29 Nov", key, 1) + 12
        painter.setFont(regular)
        painter.setPen(look.quiet_text if choice.place.fit is Fit.NO else look.text)
        said = f"here now · {choice.place.text}" if choice.here else choice.place.text
        room = rect.right() - PAD - x
        painter.drawText(QRectF(x, rect.top(), room, rect.height()), _LEFT, elided(said, key, 0, int(room)))
        painter.restore()
