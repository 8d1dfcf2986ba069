"""The model of a column: changes come card by card and leave the rest alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from keywork_desktop.ui.models.board_card import Card
from keywork_desktop.ui.models.board_cards import CardsModel, NumberRole, carried_in, carrying
from keywork_desktop.ui.models.board_facts import Filters, Order, board_of
from tests.board_prison import a_view, a_whole_prison


def cards_of_the_prison(count: int) -> list[Card]:
    columns = board_of(a_view(a_whole_prison(120)), Filters(), Order.NAME)
    return [card for column in columns for card in column.cards][:count]


def numbers(model: CardsModel) -> list[str]:
    return [model.index(row).data(NumberRole) for row in range(model.rowCount())]


@given(st.permutations(range(8)), st.permutations(range(8)), st.integers(0, 8), st.integers(0, 8))
def test_any_cards_can_follow_any_others(before: list[int], after: list[int], shorter: int, longer: int) -> None:
    cards = cards_of_the_prison(8)
    model = CardsModel([cards[place] for place in before[:shorter]])
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_cards([cards[place] for place in after[:longer]])
    assert numbers(model) == [cards[place].prison_number for place in after[:longer]]
    tester.deleteLater()


def test_a_card_that_moves_up_is_the_same_card(qapp: QApplication) -> None:
    first, second, third = cards_of_the_prison(3)
    model = CardsModel([first, second, third])
    kept = QPersistentModelIndex(model.index(2))
    model.set_cards([third, first])
    assert (kept.row(), kept.data(NumberRole)) == (0, third.prison_number)


def test_only_a_card_that_differs_is_painted_again(qapp: QApplication) -> None:
    first, second = cards_of_the_prison(2)
    model = CardsModel([first, second])
    changed: list[int] = []

    def note(top: object, bottom: object) -> None:
        changed.append(top.row())  # type: ignore[attr-defined]  # an index

    model.dataChanged.connect(note)
    model.set_cards([first, replace(second, cell="2-2-009")])
    assert changed == [1]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Qt.ItemDataRole.DisplayRole, "name"),
        (Qt.ItemDataRole.AccessibleTextRole, "spoken"),
        (Qt.ItemDataRole.ToolTipRole, "tip"),
        (NumberRole, "prison_number"),
    ],
)
def test_a_card_says_who_it_is(qapp: QApplication, role: int, expected: str) -> None:
    (card,) = cards_of_the_prison(1)
    assert CardsModel([card]).index(0).data(role) == getattr(card, expected)


def test_a_drag_carries_prison_numbers_and_nothing_else(qapp: QApplication) -> None:
    cards = cards_of_the_prison(2)
    model = CardsModel(cards)
    data = model.mimeData([model.index(0), model.index(1)])
    assert carried_in(data) == tuple(card.prison_number for card in cards)
    assert data.formats() == model.mimeTypes()


def test_a_drag_of_another_program_carries_nobody(qapp: QApplication) -> None:
    other = QMimeData()
    other.setText("A1234BC")
    assert carried_in(other) == ()
    assert carried_in(carrying(["A1234BC"])) == ("A1234BC",)
