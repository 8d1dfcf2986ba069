"""The cards of one column, for its list view. Changes come card by card, so that focus and selection stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from keywork_desktop.ui.models.board_card import Card

AnyIndex = QModelIndex | QPersistentModelIndex

CardRole = Qt.ItemDataRole.UserRole
"""The whole `Card`."""
NumberRole = Qt.ItemDataRole.UserRole + 1
"""The prison number."""

PRISON_NUMBERS = "application/x-keywork-prison-numbers"
"""What a drag carries: prison numbers, one a line, and nothing else about anybody."""


def carrying(prison_numbers: Sequence[str]) -> QMimeData:
    """What is dragged, or cut, as data."""
    carried = QMimeData()
    carried.setData(PRISON_NUMBERS, "\n".join(prison_numbers).encode("ascii"))
    return carried


def carried_in(data: QMimeData) -> tuple[str, ...]:
    """The prison numbers in a drag; empty if it is another program's."""
    if not data.hasFormat(PRISON_NUMBERS):
        return ()
    return tuple(bytes(data.data(PRISON_NUMBERS).data()).decode("ascii").split())


class CardsModel(QAbstractListModel):
    """One row a card, in the order of DOMAIN 3.1."""

    def __init__(self, cards: Sequence[Card] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards = list(cards)

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(self._cards)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  the default that Qt gives
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._cards):
            return None
        card = self._cards[index.row()]
        if role == CardRole:
            return card
        if role == NumberRole:
            return card.prison_number
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return card.tip
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [PRISON_NUMBERS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return carrying([self._cards[index.row()].prison_number for index in indexes])

    def row_of(self, prison_number: str) -> int | None:
        """The row of this prisoner's card, None if it is not in this column."""
        for row, card in enumerate(self._cards):
            if card.prison_number == prison_number:
                return row
        return None

    def name_of(self, prison_number: str) -> str:
        """The name on this prisoner's card, his number if he has none here."""
        row = self.row_of(prison_number)
        return prison_number if row is None else self._cards[row].name

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards, saying only what differs: rows gone, moved, new or changed."""
        staying = {card.prison_number for card in cards}
        for row in range(len(self._cards) - 1, -1, -1):
            if self._cards[row].prison_number not in staying:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._cards[row]
                self.endRemoveRows()
        for row, card in enumerate(cards):
            if row < len(self._cards) and self._cards[row].prison_number == card.prison_number:
                self._change(row, card)
                continue
            was = self.row_of(card.prison_number)
            if was is None:
                self.beginInsertRows(QModelIndex(), row, row)
                self._cards.insert(row, card)
                self.endInsertRows()
            else:
                self.beginMoveRows(QModelIndex(), was, was, QModelIndex(), row)
                self._cards.insert(row, self._cards.pop(was))
                self.endMoveRows()
                self._change(row, card)

    def _change(self, row: int, card: Card) -> None:
        if self._cards[row] != card:
            self._cards[row] = card
            index = self.index(row)
            self.dataChanged.emit(index, index)
