"""Real mouse events drag cards across the board: the answers, the drop, the question, the undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.drag_apart import seen_in


@pytest.fixture(scope="module")
def seen(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the play saw on its way."""
    return seen_in("board_drag_play", repository, tmp_path_factory.mktemp("drag"))


def test_every_column_answers_on_the_way(seen: dict[str, Any]) -> None:
    assert seen["one"]["target"] == "KHA01A"
    assert seen["one"]["during"] == {
        "": "Here now",
        "GIL01A": "No · full (1 of 1)",
        "KHA01A": "Fits · same houseblock · 2 places left",
        "PRI01A": "Warns · on annual leave, back 30 Nov",
    }


def test_the_dropped_card_is_in_its_new_column_and_keeps_the_focus(seen: dict[str, Any]) -> None:
    assert seen["one"]["after"]["KHAN, Omar"] == ["A0001AA", "A0004AA", "A0005AA"]
    assert seen["one"]["focus"] == "A0001AA"


def test_escape_puts_the_card_back(seen: dict[str, Any]) -> None:
    assert seen["put_back"] == {"after": seen["one"]["after"], "held": False}


def test_two_cards_are_dragged_together(seen: dict[str, Any]) -> None:
    assert seen["two"]["during"]["PRI01A"] == "Warns · all 2 fit · on annual leave, back 30 Nov"
    assert seen["two"]["after"]["PRICE, Leon"] == ["A0004AA", "A0005AA"]


def test_a_column_that_says_no_takes_the_drop_and_asks(seen: dict[str, Any]) -> None:
    assert seen["no"] == {"asks": True, "after": seen["two"]["after"]}


def test_each_drag_is_one_change_and_can_be_undone_by_name(seen: dict[str, Any]) -> None:
    assert seen["summaries"] == [
        "Move ABBOTT, John to KHAN, Omar",
        "Move 2 prisoners to PRICE, Leon",
        "Undo: Move 2 prisoners to PRICE, Leon",
    ]
    assert seen["undone"] == seen["one"]["after"]
