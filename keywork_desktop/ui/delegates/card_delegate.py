"""Paints a prisoner's card: name and badge, number and cell, status by shape, word and colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.wording import STATUS_SHAPES
from keywork_desktop.ui.delegates.card_metrics import GAP, LEADING, PAD, STRIPE, CardMetrics
from keywork_desktop.ui.models.board_card import OVERRIDE, Card
from keywork_desktop.ui.models.board_cards import CardRole
from keywork_desktop.ui.shapes import draw_shape, status_colour
from keywork_desktop.ui.theme import RADIUS, Tokens, tokens

_URGENT = (Status.OVERDUE, Status.DUE_TODAY)


class CardDelegate(QStyledItemDelegate):
    """One for the whole board. `held` are the prison numbers that are cut, lifted or being dragged."""

    held: frozenset[str] = frozenset()

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._elided: dict[tuple[str, int, bool], str] = {}
        self.set_font(font)

    def set_font(self, font: QFont, *, narrow: bool = False) -> None:
        """Measure anew; call when the window's font changes, or when the columns become narrow."""
        self.metrics = CardMetrics.of(font, narrow=narrow)
        self._elided.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.metrics.column_width - 2 * GAP, self.metrics.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CardRole)
        if card is None:
            return
        state = option.state
        rect = QRectF(option.rect).adjusted(1, 1, -1, -GAP + 1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        look = tokens(option.palette)
        painter.save()
        self.paint_card(painter, rect, card, look, chosen=chosen, focused=focused)
        painter.restore()

    def paint_card(
        self,
        painter: QPainter,
        rect: QRectF,
        card: Card,
        look: Tokens,
        *,
        chosen: bool = False,
        focused: bool = False,
        held: bool | None = None,
    ) -> None:
        """Paint a card into `rect`. `held` pales it, as what is taken from its place; None: if it is among the held."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if held is None:
            held = card.prison_number in self.held
        self._ground(painter, rect, card, look, chosen=chosen, focused=focused, held=held)
        if held:
            painter.setOpacity(0.65)
        side = PAD // 2 if self.metrics.narrow else PAD
        inner = rect.adjusted(STRIPE + side, PAD - 1, -side, -PAD)
        beside = self._badge_beside_name(card, inner.width())
        top = self._first_line(painter, inner, card, look, badge=beside)
        if not self.metrics.narrow:
            top = self._text(
                painter,
                QRectF(inner.left(), top, inner.width(), self.metrics.small_metrics.height()),
                f"{card.prison_number} · {card.cell}",
                look.quiet_text,
            )
        self._last_line(painter, QRectF(inner.left(), top, inner.width(), inner.bottom() - top), card, look, beside)

    def _ground(
        self, painter: QPainter, rect: QRectF, card: Card, look: Tokens, *, chosen: bool, focused: bool, held: bool
    ) -> None:
        ground = look.overdue_pale if card.alarming else look.accent_pale if chosen else look.surface
        edge = look.accent if chosen or focused else look.line
        outline = QPainterPath()
        outline.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.fillPath(outline, ground)
        painter.save()
        painter.setClipPath(outline)
        stripe = status_colour(look, card.status) if card.status in _URGENT else look.line
        if card.status is Status.OVERDUE and not card.alarming:
            stripe = look.field_line
        painter.fillRect(QRectF(rect.left(), rect.top(), STRIPE, rect.height()), stripe)
        painter.restore()
        pen = QPen(edge, 2.0 if focused else 1.5 if chosen else 1.0)
        if held:
            pen = QPen(look.accent, 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        if focused and chosen:
            painter.setPen(QPen(look.accent, 1.0, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(rect.adjusted(3.5, 3.5, -3.5, -3.5), RADIUS - 2, RADIUS - 2)

    def _badge_beside_name(self, card: Card, width: float) -> bool:
        """Only where the whole name still fits: who it is comes first."""
        if not card.badges or self.metrics.narrow:
            return False
        name = self.metrics.name_metrics.horizontalAdvance(card.name)
        return name + self._width((card.badges[0], True)) <= width

    def _first_line(self, painter: QPainter, inner: QRectF, card: Card, look: Tokens, *, badge: bool) -> float:
        measures = self.metrics
        room = inner.width()
        if badge:
            room -= self._badge(painter, inner.right(), inner.top(), card.badges[0], look) + 4
        height = measures.name_metrics.height()
        painter.setFont(measures.name)
        painter.setPen(look.text)
        whole = card.short_name if measures.narrow else card.name
        name = self._fit(whole, int(room), measures.name_metrics, strong=True)
        painter.drawText(QRectF(inner.left(), inner.top(), room, height), _LINE, name)
        return inner.top() + height + LEADING

    def _badge(self, painter: QPainter, right: float, top: float, text: str, look: Tokens) -> float:
        """Paint a filled badge that ends at `right`; its width."""
        measures = self.metrics
        width = measures.badge_metrics.horizontalAdvance(text) + 10
        rect = QRectF(right - width, top, width, measures.badge_height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.badge)
        painter.drawRoundedRect(rect, 3, 3)
        painter.setFont(measures.badge)
        painter.setPen(look.badge_text)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        return width

    def _text(self, painter: QPainter, rect: QRectF, text: str, colour: QColor) -> float:
        """One line of small text; the top of the next line."""
        painter.setFont(self.metrics.small)
        painter.setPen(colour)
        painter.drawText(rect, _LINE, self._fit(text, int(rect.width()), self.metrics.small_metrics))
        return rect.top() + self.metrics.small_metrics.height() + LEADING

    def _last_line(self, painter: QPainter, rect: QRectF, card: Card, look: Tokens, shown: int) -> None:
        """The status, then the badges after the first `shown` of them, then the tags."""
        measures = self.metrics
        height = measures.strong_metrics.height()
        side = measures.strong_metrics.ascent() * 0.78
        colour = status_colour(look, card.status)
        shape = QRectF(rect.left(), rect.top() + (height - side) / 2, side, side)
        draw_shape(painter, shape, STATUS_SHAPES[card.status], colour)
        left = rect.left() + side + 5
        words = card.status_words
        more = [(text, True) for text in card.badges[shown:]] + [(text, False) for text in card.tags]
        whole = left + measures.strong_metrics.horizontalAdvance(words)
        if measures.narrow or (more and whole + self._width(more[0]) > rect.right()):
            words = card.short_status
        painter.setFont(measures.strong)
        painter.setPen(colour)
        words = self._fit(words, int(rect.right() - left), measures.strong_metrics, strong=True)
        painter.drawText(QRectF(left, rect.top(), rect.right() - left, height), _LINE, words)
        self._rest(painter, rect, left + measures.strong_metrics.horizontalAdvance(words), more, look)

    def _rest(self, painter: QPainter, rect: QRectF, from_x: float, more: list[tuple[str, bool]], look: Tokens) -> None:
        """Further badges and tags from the right, as many as there is room for; all of them are in the tool tip."""
        right = rect.right()
        for text, is_badge in more:
            width = self._width((text, is_badge))
            if right - width < from_x:
                return
            if is_badge:
                self._badge(painter, right, rect.top(), text, look)
            else:
                painter.setFont(self.metrics.small)
                painter.setPen(look.warns if text == OVERRIDE else look.quiet_text)
                line = QRectF(right - width, rect.top(), width, self.metrics.small_metrics.height())
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            right -= width

    def _width(self, more: tuple[str, bool]) -> int:
        text, is_badge = more
        if is_badge:
            return self.metrics.badge_metrics.horizontalAdvance(text) + 14
        return self.metrics.small_metrics.horizontalAdvance(text) + 8

    def _fit(self, text: str, width: int, metrics: QFontMetrics, *, strong: bool = False) -> str:
        key = (text, width, strong)
        if key not in self._elided:
            self._elided[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return self._elided[key]


_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
