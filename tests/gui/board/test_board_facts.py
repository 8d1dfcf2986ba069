"""What the board shows: which columns, in which order, with which words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keywork_desktop.ui.models.board_facts import Column, Filters, Order, Show, board_of, landings_of
from keywork_desktop.ui.view import View
from tests.board_prison import a_small_prison, a_view, a_whole_prison
from tests.factories import TODAY, a_key_worker, a_prisoner, a_snapshot, allocated

TWO = frozenset({"2"})


def said(columns: tuple[Column, ...]) -> str:
    """The board as text."""
    lines = []
    for column in columns:
        lines.append(f"{column.title} | {column.places} | {column.standing} | {column.notes}")
        for card in column.cards:
            words = " ".join((card.name, card.cell, card.status_words, *card.badges, *card.tags))
            lines.append(f"  {'!' if card.alarming else '-'} {words}")
    return "\n".join(lines)


@pytest.fixture
def view() -> View:
    return a_view(a_small_prison(), TWO)


def test_the_board_of_a_houseblock(view: View) -> None:
    assert said(board_of(view, Filters(), Order.NAME)) == (
        "Unallocated | 3 | waiting for a key worker | 2 overdue\n"
        "  ! ABBOTT, John 2-1-001 Overdue 29 d ACCT never met\n"
        "  - CARTER, John 2-2-003 Overdue 27 d never met\n"
        "  - BARNES, John 2-1-002 Due Wed 25 Nov\n"
        "GILL, Ross | 1 of 1 | active | 1 overdue\n"
        "  - FOSTER, John 2-1-006 Overdue 27 d never met\n"
        "KHAN, Omar | 2 of 4 | late today | 2 overdue · 1 off unit · CSIP\n"
        "  - DAVIES, John 2-1-004 Overdue 27 d never met\n"
        "  - ELLIS, John 3-1-005 Overdue 27 d off unit never met\n"
        "PRICE, Leon | 0 of 9 | on leave, back 30 Nov | "
    )


def test_whoever_holds_a_card_of_the_unit_has_a_column(view: View) -> None:
    three = a_view(a_small_prison(), frozenset({"3"}))
    assert [column.title for column in board_of(three, Filters(), Order.NAME)] == [
        "Unallocated",
        "KHAN, Omar",
        "WEBB, Carl",
    ]


def test_all_units_show_every_key_worker_but_the_inactive() -> None:
    titles = [column.title for column in board_of(a_view(a_small_prison()), Filters(), Order.NAME)]
    assert titles == ["Unallocated", "GILL, Ross", "KHAN, Omar", "PRICE, Leon", "WEBB, Carl"]


def test_an_inactive_key_worker_who_still_has_a_man_is_shown() -> None:
    facts = a_snapshot(
        [a_prisoner()],
        [a_key_worker("OFF01A", status=a_small_prison().key_workers["OLD01A"].status)],
        [allocated("A1234BC", "OFF01A")],
    )
    column = board_of(a_view(facts), Filters(), Order.NAME)[1]
    assert column.spoken == "Key worker KHAN, Omar, 1 of 9, inactive"


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        (Order.NAME, ["GILL, Ross", "KHAN, Omar", "PRICE, Leon", "WEBB, Carl"]),
        (Order.LOAD, ["PRICE, Leon", "WEBB, Carl", "KHAN, Omar", "GILL, Ross"]),
        (Order.HOUSEBLOCK, ["GILL, Ross", "KHAN, Omar", "PRICE, Leon", "WEBB, Carl"]),
    ],
)
def test_columns_are_ordered(order: Order, titles: list[str]) -> None:
    columns = board_of(a_view(a_small_prison()), Filters(), order)
    assert [column.title for column in columns[1:]] == titles


def test_columns_on_screen_keep_their_places_after_a_move(view: View) -> None:
    shown = ("PRI01A", "KHA01A", "GIL01A")
    columns = board_of(view, Filters(hide_empty=True, hide_full=True), Order.LOAD, shown)
    assert tuple(column.staff_id for column in columns[1:]) == shown


def test_the_full_and_the_empty_can_be_hidden(view: View) -> None:
    columns = board_of(view, Filters(hide_full=True, hide_empty=True), Order.NAME)
    assert [column.title for column in columns] == ["Unallocated", "KHAN, Omar"]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(landing="2-2"), ["A0003AA"]),
        (Filters(show=Show.PRIORITY), ["A0001AA"]),
        (Filters(show=Show.OVERDUE), ["A0001AA", "A0003AA", "A0006AA", "A0004AA", "A0005AA"]),
        (Filters(show=Show.UNALLOCATED), ["A0001AA", "A0003AA", "A0002AA"]),
        (Filters(text="fost"), ["A0006AA"]),
        (Filters(text="2-1-004"), ["A0004AA"]),
        (Filters(text="a0005aa"), ["A0005AA"]),
    ],
)
def test_cards_are_filtered_and_heads_still_count_everyone(view: View, filters: Filters, numbers: list[str]) -> None:
    columns = board_of(view, filters, Order.NAME)
    assert [card.prison_number for column in columns for card in column.cards] == numbers
    assert [column.places for column in columns] == ["3", "1 of 1", "2 of 4", "0 of 9"]


def test_the_landings_are_in_natural_order(view: View) -> None:
    assert landings_of(view) == ("2-1", "2-2")


def test_an_override_stays_visible_on_the_card() -> None:
    facts = a_snapshot(
        [a_prisoner()], [a_key_worker()], [allocated("A1234BC", "OFF01A", override="agreed with the head of function")]
    )
    card = board_of(a_view(facts), Filters(), Order.NAME)[1].cards[0]
    assert "override" in card.tags
    assert "Allocated against a rule: agreed with the head of function" in card.tip


def test_a_card_begins_as_a_row_does_for_those_who_listen(view: View) -> None:
    card = board_of(view, Filters(), Order.NAME)[0].cards[0]
    assert card.spoken.startswith("ABBOTT, John, A0001AA, cell 2-1-001, Overdue 29 days, ACCT")


def test_on_another_day_the_head_names_that_day() -> None:
    facts = a_small_prison()
    column = board_of(a_view(facts, today=TODAY + timedelta(days=3)), Filters(), Order.NAME)[2]
    assert column.standing == "Houseblock 2 · late 20 Nov"


def test_the_same_facts_give_the_same_board() -> None:
    view = a_view(a_whole_prison())
    assert board_of(view, Filters(), Order.LOAD) == board_of(view, Filters(), Order.LOAD)
