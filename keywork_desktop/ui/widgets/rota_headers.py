"""The rota's two headers: officers at the left, which stay in sight while one scrolls, and the days above."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from keywork_desktop.domain.wording import weekday
from keywork_desktop.ui.delegates.calendar_look import elided, fonts_of, width_of
from keywork_desktop.ui.models.rota_cells import RotaRow
from keywork_desktop.ui.models.rota_table_model import ROW_ROLE, RotaTableModel
from keywork_desktop.ui.theme import Tokens, tokens

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
PAD = 8
_LETTERS = "CUNNINGHAM, Alic"


def fitting_name(name: str, font_key: str, width: int) -> str:
    """`CARTLEDGE, Rosalind`, or `CARTLEDGE, R` where that is too wide."""
    if width_of(name, font_key, 1) <= width:
        return name
    last, comma, first = name.partition(", ")
    return elided(f"{last}{comma}{first[:1]}", font_key, 1, width)


class OfficersHeader(QHeaderView):
    """Name, and below it caseload and key work hours; a houseblock's row has its name on one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Officers")

    def sizeHint(self) -> QSize:
        return QSize(width_of(_LETTERS, self.font().toString(), 1) + PAD + 4, 100)

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        return QSize(self.sizeHint().width(), self.sectionSize(logicalIndex))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        row = self.model().headerData(logicalIndex, Qt.Orientation.Vertical, ROW_ROLE)
        if not isinstance(row, RotaRow):
            return
        look, key = tokens(self), self.font().toString()
        painter.save()
        painter.fillRect(rect, look.week_pale if row.is_unit else look.surface)
        box = QRectF(rect).adjusted(PAD, 0, -4, 0)
        if row.is_unit:
            self._unit(painter, box, row, look, key)
        else:
            self._officer(painter, box, row, look, key)
        painter.setPen(QPen(look.line, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    @staticmethod
    def _unit(painter: QPainter, box: QRectF, row: RotaRow, look: Tokens, key: str) -> None:
        painter.setFont(fonts_of(key)[1])
        painter.setPen(look.text)
        painter.drawText(box, _LEFT, elided(row.title, key, 1, int(box.width())))

    @staticmethod
    def _officer(painter: QPainter, box: QRectF, row: RotaRow, look: Tokens, key: str) -> None:
        bold, small = QFontMetrics(fonts_of(key)[1]), QFontMetrics(fonts_of(key)[2])
        top = box.center().y() - (bold.height() + small.height()) / 2
        painter.setFont(fonts_of(key)[1])
        painter.setPen(look.text)
        first = QRectF(box.left(), top, box.width(), bold.height())
        painter.drawText(first, _LEFT, fitting_name(row.title, key, int(box.width())))
        painter.setFont(fonts_of(key)[2])
        painter.setPen(look.due if row.warning else look.quiet_text)
        second = QRectF(box.left(), top + bold.height(), box.width(), small.height())
        painter.drawText(second, _LEFT, elided(row.warning or row.below, key, 2, int(box.width())))


class DaysHeader(QHeaderView):
    """Two letters of the weekday above the number; today is underlined, a bank holiday has a dot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Days")

    def sizeHint(self) -> QSize:
        key = self.font().toString()
        return QSize(100, QFontMetrics(fonts_of(key)[2]).height() + QFontMetrics(fonts_of(key)[1]).height() + 8)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, RotaTableModel) or not 0 <= logicalIndex < len(model.days):
            return
        look, key = tokens(self), self.font().toString()
        day, holiday = model.days[logicalIndex], model.holiday(logicalIndex)
        today = day == model.today
        small, bold = QFontMetrics(fonts_of(key)[2]), QFontMetrics(fonts_of(key)[1])
        ground = look.weekend if day.weekday() > 4 or holiday else look.today_pale if today else look.surface
        painter.save()
        painter.fillRect(rect, ground)
        painter.setFont(fonts_of(key)[2])
        painter.setPen(look.due if holiday else look.quiet_text)
        top = QRectF(rect.left(), rect.top() + 2, rect.width() - 1, small.height())
        name = weekday(day)
        wide = width_of(name, key, 2) + 4 <= rect.width()
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, name if wide else name[:2])
        painter.setFont(fonts_of(key)[1])
        painter.setPen(look.accent if today else look.due if holiday else look.text)
        number = QRectF(rect.left(), top.bottom(), rect.width() - 1, bold.height() + 2)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if today:
            painter.fillRect(QRectF(rect.left() + 4, rect.bottom() - 3, rect.width() - 9, 3), look.accent)
        elif holiday:
            painter.fillRect(QRectF(rect.left() + 4, rect.bottom() - 3, rect.width() - 9, 2), look.due)
        painter.setPen(QPen(look.line, 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()
