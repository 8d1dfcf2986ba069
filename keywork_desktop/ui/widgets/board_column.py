"""One column of the board: head with name, places and standing; list of cards; the answer while cards are held."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.ui.delegates.card_delegate import CardDelegate
from keywork_desktop.ui.delegates.card_metrics import GAP, LEADING, PAD
from keywork_desktop.ui.models.board_answers import Answer
from keywork_desktop.ui.models.board_facts import Column
from keywork_desktop.ui.shapes import draw_shape, fit_colours
from keywork_desktop.ui.theme import RADIUS, Tokens, tokens
from keywork_desktop.ui.widgets.board_answer_strip import AnswerStrip
from keywork_desktop.ui.widgets.board_list import CardList

_BAR = 4
_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class BoardColumn(QWidget):
    """Paints its own frame and head, so that 157 of them open at once."""

    head_clicked = Signal(str)
    head_menu_wanted = Signal(str, QPoint)

    def __init__(
        self, column: Column, delegate: CardDelegate, on_key: Callable[[QKeyEvent], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self._column = column
        self._target = False
        self._strip: AnswerStrip | None = None
        self.list = CardList(delegate, on_key, self)
        self.list.entered.connect(self.update)
        self.list.left.connect(self.update)
        self.measure()
        self.show_column(column)

    @property
    def staff_id(self) -> str:
        return self._column.staff_id

    @property
    def column(self) -> Column:
        return self._column

    @property
    def answer(self) -> Answer | None:
        """What its strip says; None while nothing is held."""
        return self._strip.answer if self._strip and self._strip.isVisibleTo(self) else None

    def measure(self) -> None:
        """Take the sizes from the delegate's font."""
        self.setFixedWidth(self._delegate.metrics.column_width)
        self.list.scheduleDelayedItemsLayout()
        self._place_list()
        self.update()

    def show_column(self, column: Column) -> None:
        """Show these facts, telling assistive technology the new name of the list."""
        self.list.cards.set_cards(column.cards)
        self.list.setAccessibleName(column.spoken)
        self.list.setAccessibleDescription(column.notes)
        if column != self._column or not self.toolTip():
            self.setToolTip(column.tip)
            self.update()
        self._column = column

    def set_target(self, target: bool) -> None:
        """Frame it as the column into which the cards would go."""
        if target != self._target:
            self._target = target
            self.update()

    def show_answer(self, answer: Answer | None) -> None:
        """Say what this column answers; None hides it."""
        if answer is None:
            if self._strip:
                self._strip.hide()
            return
        if self._strip is None:
            self._strip = AnswerStrip(self)
        self._strip.say(answer)

    def sizeHint(self) -> QSize:
        return QSize(self._delegate.metrics.column_width, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_list()
        if self.answer and self._strip and self._strip.answer:
            self._strip.say(self._strip.answer)

    def _place_list(self) -> None:
        top = self._delegate.metrics.head_height
        self.list.setGeometry(GAP, top + GAP, self.width() - GAP - 2, max(0, self.height() - top - GAP - 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.head_clicked.emit(self.staff_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.head_menu_wanted.emit(self.staff_id, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.list.hasFocus() and self.answer is None
        width = 2.0 if self._target else 1.5 if focused else 1.0
        painter.setPen(QPen(look.accent if self._target or focused else look.line, width))
        painter.setBrush(look.surface)
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        head = self._delegate.metrics.head_height
        painter.setPen(QPen(look.line))
        painter.drawLine(2, head, self.width() - 3, head)
        self._paint_head(painter, QRectF(PAD + 2, PAD, self.width() - 2 * PAD - 4, head - 2 * PAD), look)
        if not self._column.cards:
            self._paint_empty(painter, look)

    def _paint_head(self, painter: QPainter, rect: QRectF, look: Tokens) -> None:
        measures, column = self._delegate.metrics, self._column
        height = measures.name_metrics.height()
        top = rect.top() + height + LEADING
        places = measures.small_metrics.horizontalAdvance(column.places)
        painter.setFont(measures.small)
        painter.setPen(look.no if column.full else look.quiet_text)
        # In a narrow column the places stand under the name, before the standing.
        right = QRectF(rect.right() - places, rect.top(), places, height)
        if measures.narrow:
            right = QRectF(rect.left(), top, places, measures.small_metrics.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, column.places)
        painter.setFont(measures.name)
        painter.setPen(look.text)
        self._line(painter, rect, rect.top(), column.title, measures.name_metrics, 0 if measures.narrow else places + 6)
        painter.setFont(measures.small)
        standing = rect.adjusted(places + 6, 0, 0, 0) if measures.narrow else rect
        indent = self._paint_away(painter, standing, top, look) if column.away else 0.0
        if not column.away:
            painter.setPen(look.quiet_text)
        standing = standing.adjusted(indent, 0, 0, 0)
        self._line(painter, standing, top, column.standing, measures.small_metrics)
        top += measures.small_metrics.height() + LEADING
        painter.setPen(look.quiet_text)
        self._line(painter, rect, top, column.notes, measures.small_metrics)
        if column.capacity:
            self._paint_bar(painter, QRectF(rect.left(), rect.bottom() - 1, rect.width(), _BAR), look)

    def _paint_away(self, painter: QPainter, rect: QRectF, top: float, look: Tokens) -> float:
        """The shape before the standing of somebody who is away; how much room it takes."""
        fit = Fit.WARNS if self._column.away is KeyWorkerStatus.ANNUAL_LEAVE else Fit.NO
        colour, _ = fit_colours(look, fit)
        metrics = self._delegate.metrics.small_metrics
        side = metrics.ascent() * 0.75
        draw_shape(painter, QRectF(rect.left(), top + (metrics.height() - side) / 2, side, side), fit.shape, colour)
        painter.setPen(colour)
        return side + 4

    def _paint_bar(self, painter: QPainter, rect: QRectF, look: Tokens) -> None:
        column = self._column
        share = min(1.0, column.allocated / column.capacity) if column.capacity else 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.track)
        painter.drawRoundedRect(rect, _BAR / 2, _BAR / 2)
        over = column.capacity is not None and column.allocated > column.capacity
        painter.setBrush(look.no if over else look.accent)
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), rect.width() * share, _BAR), _BAR / 2, _BAR / 2)

    def _paint_empty(self, painter: QPainter, look: Tokens) -> None:
        painter.setFont(self._delegate.metrics.small)
        painter.setPen(look.quiet_text)
        text = "None shown" if self._column.allocated else "Nobody yet" if self.staff_id else "Nobody is waiting"
        area = QRectF(PAD, self._delegate.metrics.head_height + 2 * PAD, self.width() - 2 * PAD, 60)
        painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)

    def _line(
        self, painter: QPainter, rect: QRectF, top: float, text: str, metrics: QFontMetrics, spare: int = 0
    ) -> None:
        width = int(rect.width()) - spare
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(rect.left(), top, width, metrics.height()), _ONE_LINE, elided)
