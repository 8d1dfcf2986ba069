"""The columns on screen: made, kept in their order, found by key worker, by card and by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from keywork_desktop.ui.delegates.card_delegate import CardDelegate
from keywork_desktop.ui.models.board_facts import UNALLOCATED, Column
from keywork_desktop.ui.widgets.board_column import BoardColumn

_BETWEEN = 8
_ABOVE_BAR = 6
"""Pixels between the columns and the bar that scrolls them."""


class BoardColumns(QWidget):
    """Unallocated stays at the left; the key workers' columns scroll beside it."""

    def __init__(
        self,
        delegate: CardDelegate,
        on_key: Callable[[QKeyEvent], bool],
        on_new: Callable[[BoardColumn], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self._on_key = on_key
        self._on_new = on_new
        self._by_staff: dict[str, BoardColumn] = {}
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._strip = QWidget()
        self._row = QHBoxLayout(self._strip)
        self._row.setContentsMargins(0, 0, 0, _ABOVE_BAR)
        self._row.setSpacing(_BETWEEN)
        self._row.addStretch(1)
        self.area.setWidget(self._strip)
        for clear in (self.area.viewport(), self._strip):
            clear.setAutoFillBackground(False)
        bar = self.area.horizontalScrollBar()
        bar.rangeChanged.connect(self._align_first)
        self._left = QVBoxLayout()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(_BETWEEN)
        whole.addLayout(self._left)
        whole.addWidget(self.area, 1)
        self._align_first()
        self._colour_bar()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour_bar()

    def _colour_bar(self) -> None:
        """The bar lies on the ground of the window, not on that of a list."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, palette.color(QPalette.ColorRole.Window))
        self.area.horizontalScrollBar().setPalette(palette)

    def _align_first(self) -> None:
        """The first column ends where the others do, with or without a bar under them."""
        bar = self.area.horizontalScrollBar()
        scrolls = bar.maximum() > bar.minimum()
        self._left.setContentsMargins(0, 0, 0, _ABOVE_BAR + (bar.sizeHint().height() if scrolls else 0))

    def __iter__(self) -> Iterator[BoardColumn]:
        return iter(self._by_staff.values())

    def __len__(self) -> int:
        return len(self._by_staff)

    @property
    def order(self) -> tuple[str, ...]:
        """Staff IDs from left to right, the unallocated first."""
        return tuple(self._by_staff)

    def get(self, staff_id: str) -> BoardColumn | None:
        """The column of this key worker, None if it is not shown."""
        return self._by_staff.get(staff_id)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns in this order, making and removing only those that differ."""
        wanted = [column.staff_id for column in columns]
        self._strip.setUpdatesEnabled(False)
        for gone in [staff_id for staff_id in self._by_staff if staff_id not in set(wanted)]:
            widget = self._by_staff.pop(gone)
            widget.hide()
            widget.deleteLater()
        made = False
        for column in columns:
            known = self._by_staff.get(column.staff_id)
            if known:
                known.show_column(column)
            else:
                self._make(column)
                made = True
        if made or list(self._by_staff) != wanted:
            self._by_staff = {staff_id: self._by_staff[staff_id] for staff_id in wanted}
            self._lay_out()
        self._strip.setUpdatesEnabled(True)

    def _make(self, column: Column) -> None:
        first = column.staff_id == UNALLOCATED
        made = BoardColumn(column, self._delegate, self._on_key, self if first else self._strip)
        self._by_staff[column.staff_id] = made
        self._on_new(made)
        if first:
            self._left.addWidget(made)

    def _lay_out(self) -> None:
        place = 0
        for staff_id, column in self._by_staff.items():
            if staff_id == UNALLOCATED:
                continue
            found = self._row.itemAt(place)
            if found is None or found.widget() is not column:
                self._row.removeWidget(column)
                self._row.insertWidget(place, column)
            column.show()
            place += 1

    def mark_held(self, prison_numbers: frozenset[str]) -> None:
        """Paint these cards as held."""
        self._delegate.held = prison_numbers
        for column in self.in_sight():
            column.list.viewport().update()

    def measure(self) -> None:
        """Take the sizes from the delegate's font."""
        for column in self:
            column.measure()

    def at(self, point: QPoint) -> BoardColumn | None:
        """The column at a point of this widget; in the gap between two, the one to the left."""
        viewport = self.area.viewport()
        inside = viewport.mapFrom(self, point)
        first = self.get(UNALLOCATED)
        if inside.x() < 0:
            return first
        x = self._strip.mapFrom(viewport, inside).x()
        for column in self:
            if column is not first and column.x() <= x < column.x() + column.width() + _BETWEEN:
                return column
        return None

    def holding(self, prison_number: str | None) -> BoardColumn | None:
        """The column in which this prisoner's card is."""
        if prison_number is None:
            return None
        return next((column for column in self if column.list.cards.row_of(prison_number) is not None), None)

    def beside(self, column: BoardColumn, steps: int) -> BoardColumn:
        """The column so many steps to the right (negative: left), at the end the last one."""
        columns = list(self)
        return columns[max(0, min(len(columns) - 1, columns.index(column) + steps))]

    def in_sight(self) -> list[BoardColumn]:
        """The columns of which something can be seen."""
        first = self.get(UNALLOCATED)
        left = self.area.horizontalScrollBar().value()
        right = left + self.area.viewport().width()
        return [
            column for column in self if column is first or (column.x() < right and column.x() + column.width() > left)
        ]

    def bring_into_sight(self, column: BoardColumn) -> None:
        """Scroll sideways as far as is needed to see the whole column."""
        if column.staff_id != UNALLOCATED:
            self._row.activate()
            self.area.ensureVisible(column.x() + column.width() // 2, 0, column.width() // 2 + _BETWEEN, 0)
