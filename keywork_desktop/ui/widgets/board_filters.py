"""What narrows and orders the board: landing, whose cards, columns, and a field that finds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QWidget

from keywork_desktop.ui.models.board_facts import Filters, Order, Show
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.widgets.buttons import button

_ORDERS = {Order.NAME: "name", Order.LOAD: "load", Order.HOUSEBLOCK: "houseblock"}
_TYPING_MS = 150


class FindField(QLineEdit):
    """Narrows while one types; Enter or Down goes to the first card."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class BoardFilters(QWidget):
    """`changed` says that `filters()` or `order` differ from before."""

    changed = Signal()
    found = Signal()
    """Enter in the field: go to the first card that matches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.landing = QComboBox(self)
        self.landing.setAccessibleName("Landing")
        self.landing.addItem("Landing: all", None)
        self.show_whom = QComboBox(self)
        self.show_whom.setAccessibleName("Whose cards are shown")
        for whom in Show:
            self.show_whom.addItem(f"Show: {whom.value.lower()}", whom)
        for choice in (self.landing, self.show_whom):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.columns = button("Order: name", self)
        self.columns.setMenu(self._columns_menu())
        self.columns.setAccessibleName("Order of the columns")
        self.field = FindField(self)
        self.field.setPlaceholderText("Find name, number, cell")
        self.field.setAccessibleName("Find a name, number or cell on the board")
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 14)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for widget in (self.landing, self.show_whom, self.columns, self.field):
            row.addWidget(widget)
        self.landing.currentIndexChanged.connect(self.changed)
        self.show_whom.currentIndexChanged.connect(self.changed)
        self.field.textChanged.connect(self._typed)
        self.field.entered.connect(self._found)

    def _columns_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._orders = QActionGroup(menu)
        for order, word in _ORDERS.items():
            action = QAction(f"By {word}", menu, checkable=True)
            action.setData(order)
            action.setChecked(order is Order.NAME)
            self._orders.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        self.hide_full = QAction("Hide those who are full", menu, checkable=True)
        self.hide_empty = QAction("Hide those without a card", menu, checkable=True)
        self.narrow = QAction("Narrow columns", menu, checkable=True)
        self.narrow.setToolTip("Name and status only, so that more key workers are in sight (Ctrl+Shift+N)")
        menu.addActions([self.hide_full, self.hide_empty])
        menu.addSeparator()
        menu.addAction(self.narrow)
        self._orders.triggered.connect(self._ordered)
        for action in (self.hide_full, self.hide_empty):
            action.toggled.connect(self._ordered)
        return menu

    @property
    def order(self) -> Order:
        order: Order = self._orders.checkedAction().data()
        return order

    def filters(self) -> Filters:
        """What is chosen now."""
        return Filters(
            landing=self.landing.currentData(),
            show=self.show_whom.currentData(),
            text=self.field.text(),
            hide_full=self.hide_full.isChecked(),
            hide_empty=self.hide_empty.isChecked(),
        )

    def choose_order(self, order: Order) -> None:
        """Order the columns so."""
        for action in self._orders.actions():
            if action.data() is order:
                action.setChecked(True)
        self._ordered()

    def show_landings(self, landings: Sequence[str]) -> None:
        """Offer these landings; the one chosen stays if it is among them."""
        known = tuple(self.landing.itemData(row) for row in range(1, self.landing.count()))
        if known == tuple(landings):
            return
        chosen = self.landing.currentData()
        self.landing.blockSignals(True)
        self.landing.clear()
        self.landing.addItem("Landing: all", None)
        for landing in landings:
            self.landing.addItem(f"Landing: {landing}", landing)
        self.landing.setCurrentIndex(max(0, self.landing.findData(chosen)))
        self.landing.blockSignals(False)

    def clear(self) -> None:
        """Show everyone in every column."""
        for choice in (self.landing, self.show_whom):
            choice.setCurrentIndex(0)
        for action in (self.hide_full, self.hide_empty):
            action.setChecked(False)
        self.field.clear()
        self._typing.stop()
        self.changed.emit()

    def _ordered(self) -> None:
        hidden = " · some hidden" if self.hide_full.isChecked() or self.hide_empty.isChecked() else ""
        self.columns.setText(f"Order: {_ORDERS[self.order]}{hidden}")
        self.changed.emit()

    def _typed(self) -> None:
        self._typing.start()

    def _found(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self.changed.emit()
        self.found.emit()
