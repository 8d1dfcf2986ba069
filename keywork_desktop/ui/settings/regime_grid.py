"""The regime calendar: places down, four weeks across. One place and one stretch of days is chosen at a time."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from keywork_desktop.domain.wording import short_date, weekday
from keywork_desktop.ui.models.settings_regime import CELL_ROLE, DAY_ROLE, DAYS, RegimeCell, RegimeModel
from keywork_desktop.ui.models.settings_words import EVERYWHERE
from keywork_desktop.ui.settings.levels import LEVEL_SHAPES, level_colours
from keywork_desktop.ui.settings.lines import shape_side
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import SMALLEST_TARGET, Tokens, scaled, tokens

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_LEVEL_KEYS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3, Qt.Key.Key_4: 4}


class _DaysHeader(QHeaderView):
    """Weekday over date; the month where it begins; today in the accent; weekends on their own ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setFixedHeight(2 * self.fontMetrics().height() + 8)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = tokens(self)
        day = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, DAY_ROLE)
        today = getattr(self.model(), "today", None)
        if not isinstance(day, date):
            return
        painter.save()
        painter.fillRect(rect, look.weekend if day.weekday() > 4 else look.surface)
        painter.setPen(look.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if day.weekday() == 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        half = rect.height() // 2
        small = scaled(self.font(), 0.86)
        painter.setFont(small)
        painter.setPen(look.accent if day == today else look.quiet_text)
        words = ("Today", weekday(day), weekday(day)[:2]) if day == today else (weekday(day), weekday(day)[:2])
        room = rect.width() - 2
        top = next((word for word in words if QFontMetrics(small).horizontalAdvance(word) <= room), words[-1])
        painter.drawText(QRect(rect.left(), rect.top() + 3, rect.width(), half - 2), _MIDDLE, top)
        painter.setFont(scaled(self.font(), 1.0, bold=True))
        painter.setPen(look.accent if day == today else look.text)
        number = short_date(day) if day.day == 1 else str(day.day)
        if QFontMetrics(painter.font()).horizontalAdvance(number) > room:
            painter.setFont(scaled(self.font(), 0.8, bold=True))
        painter.drawText(QRect(rect.left(), rect.top() + half - 1, rect.width(), half), _MIDDLE, number)
        painter.restore()


class _CellDelegate(QStyledItemDelegate):
    """A stretch of equal days is one bar: shape and word where it begins; dotted where it follows the establishment."""

    def __init__(self, grid: RegimeGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: RegimeCell | None = index.data(CELL_ROLE)
        if cell is None:
            return
        look, rect = tokens(option.palette), option.rect
        painter.save()
        painter.setClipRect(rect)
        ground = look.window if cell.past else look.weekend if cell.day.weekday() > 4 else look.surface
        painter.fillRect(rect, ground)
        painter.setPen(look.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if cell.day.weekday() == 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        bar = QRectF(
            rect.left() - cell.run_at * rect.width() + 2, rect.top() + 3, cell.run * rect.width() - 4, rect.height() - 7
        )
        self._bar(painter, cell, bar, look, option)
        if cell.day == self._grid.today:
            painter.setPen(look.accent)
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if option.state & QStyle.StateFlag.State_Selected:
            self._mark(painter, rect, index.column(), look)
        painter.restore()

    def _bar(
        self, painter: QPainter, cell: RegimeCell, bar: QRectF, look: Tokens, option: QStyleOptionViewItem
    ) -> None:
        colour = look.quiet_text
        inside = bar.adjusted(6, 0, -4, 0)
        if cell.level:
            colour, pale = level_colours(look, cell.level)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(colour, 1)
            if not cell.own and cell.unit is not None:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.setBrush(pale if cell.own else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            side = shape_side(QFontMetrics(option.font))
            shape = QRectF(inside.left(), inside.center().y() - side / 2, side, side)
            draw_shape(painter, shape, LEVEL_SHAPES[cell.level], colour)
            inside.setLeft(inside.left() + side + 4)
            painter.setFont(scaled(option.font, 1.0, bold=cell.own))
        elif not cell.words or not (cell.own or cell.unit is None):
            return
        painter.setPen(colour)
        metrics = QFontMetrics(painter.font())
        words = cell.words
        if metrics.horizontalAdvance(words) > inside.width():
            short = str(cell.level) if cell.level else ""
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(inside.width()))
            if cell.level and len(words) < 5:
                words = short
        painter.drawText(inside, _LEFT, words)

    def _mark(self, painter: QPainter, rect: QRect, column: int, look: Tokens) -> None:
        """The chosen stretch: a frame around all of its days."""
        first, last = self._grid.columns
        painter.setPen(QPen(look.accent, 2))
        box = QRectF(rect).adjusted(1, 1, -1, -1)
        painter.drawLine(QRectF(rect).adjusted(0, 1, 0, 0).topLeft(), QRectF(rect).adjusted(0, 1, 0, 0).topRight())
        painter.drawLine(
            QRectF(rect).adjusted(0, 0, 0, -1).bottomLeft(), QRectF(rect).adjusted(0, 0, 0, -1).bottomRight()
        )
        if column == first:
            painter.drawLine(box.topLeft(), box.bottomLeft())
        if column == last:
            painter.drawLine(box.topRight(), box.bottomRight())


class RegimeGrid(QTableView):
    """`chosen` says that another stretch is chosen; 4, 3, 2, 1, Delete and Enter are keys for what to do with it.

    `turned` asks for the weeks before (-1) or after (1), or today's (0).
    """

    chosen = Signal()
    level_keyed = Signal(int)
    clear_keyed = Signal()
    save_keyed = Signal()
    turned = Signal(int)

    def __init__(self, model: RegimeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._anchor = QPersistentModelIndex()
        self.columns = (0, 0)
        self.setHorizontalHeader(_DaysHeader(self))
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setAccessibleName("Regime calendar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        names = self.verticalHeader()
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setDefaultSectionSize(max(SMALLEST_TARGET + 2, self.fontMetrics().height() + 10))
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._names_width = self.fontMetrics().horizontalAdvance(EVERYWHERE) + 24
        names.setSectionsClickable(False)
        names.setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(10)
        self._fit()

    @property
    def today(self) -> date:
        return self._model.today

    @property
    def stretch(self) -> tuple[str | None, date, date] | None:
        """The chosen place and days; None before anything is chosen."""
        if not self._anchor.isValid():
            return None
        first, last = (self._model.first + timedelta(days=column) for column in self.columns)
        return self._model.units[self._anchor.row()], first, last

    def choose(self, unit: str | None, first: date, last: date) -> None:
        """Choose this stretch, as far as it is shown."""
        index = self._model.index_of(unit, max(first, self._model.first))
        if not index.isValid():
            self._anchor = QPersistentModelIndex()
            self.selectionModel().clearSelection()
            return
        end = min(DAYS - 1, max(index.column(), (last - self._model.first).days))
        self.setCurrentIndex(index)
        self._choose(index, index.siblingAtColumn(end))

    def _choose(self, anchor: QModelIndex, end: QModelIndex) -> None:
        first, last = sorted((anchor.column(), end.column()))
        changed = (anchor.row(), first, last) != (self._anchor.row(), *self.columns)
        self._anchor, self.columns = QPersistentModelIndex(anchor), (first, last)
        across = QItemSelection(anchor.siblingAtColumn(first), anchor.siblingAtColumn(last))
        self.selectionModel().select(across, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()
        if changed:
            self.chosen.emit()

    def fit_height(self) -> None:
        """As high as its rows: it never scrolls up and down."""
        rows = self._model.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height() if self._too_wide() else 0
        self.setFixedHeight(rows + self.horizontalHeader().height() + bar + 2)

    def sizeHint(self) -> QSize:
        return QSize(600, self.minimumHeight())

    # ------------------------------------------------------------------------------------------------ mouse and keys
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and self._anchor.row() == index.row()
            anchor = self._model.index(self._anchor.row(), self._anchor.column()) if extend else index
            self.setCurrentIndex(index)
            self._choose(anchor, index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and index.isValid() and self._anchor.isValid():
            self._choose(
                self._model.index(self._anchor.row(), self._anchor.column()),
                self._model.index(self._anchor.row(), index.column()),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_T:
            self.turned.emit(0)
        elif (level := _LEVEL_KEYS.get(Qt.Key(key))) is not None:
            self.level_keyed.emit(level)
        elif key == Qt.Key.Key_Delete:
            self.clear_keyed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save_keyed.emit()
        else:
            self._walk(event)

    def _walk(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        super().keyPressEvent(event)
        index = self.currentIndex()
        if not index.isValid() or index == before:
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and self._anchor.row() == index.row()
        self._choose(self._model.index(self._anchor.row(), self._anchor.column()) if extend else index, index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _least(self) -> int:
        return max(SMALLEST_TARGET + 2, self.fontMetrics().horizontalAdvance("4 Lo") + 4)

    def _room(self) -> int:
        return self.width() - self._names_width - 2

    def _too_wide(self) -> bool:
        return self._room() // DAYS < self._least()

    def _fit(self) -> None:
        """Days of one width; what is left over goes to the names, so that the last day ends at the edge."""
        width = max(self._least(), self._room() // DAYS)
        left_over = 0 if self._too_wide() else self._room() - width * DAYS
        self.verticalHeader().setFixedWidth(self._names_width + left_over)
        self.horizontalHeader().setDefaultSectionSize(width)
        if self._model.rowCount():
            self.fit_height()
