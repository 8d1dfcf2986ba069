"""Real mouse events drag sessions and people across the calendar: the answers, the drop, the undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.drag_apart import seen_in

JONES, BROWN = "▲ 53 d JONES, Alan 2-1-001", "▲ 2 d BROWN, Carl ACCT 2-1-001"


@pytest.fixture(scope="module")
def seen(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the play saw on its way."""
    return seen_in("calendar_drag_play", repository, tmp_path_factory.mktemp("drag"))


def test_every_day_answers_on_the_way(seen: dict[str, Any]) -> None:
    during = seen["moved"]["during"]
    assert during["2026-11-24"] == "Fits · 09:15"
    assert during["2026-11-25"] == "No · no key work time that day"
    assert during["2026-11-26"] == "Fits · 14:00"
    assert during["2026-11-19"] == "No · this day has passed"


def test_the_dropped_session_is_on_its_new_day_and_keeps_the_focus(seen: dict[str, Any]) -> None:
    assert seen["moved"]["after"] == {
        "2026-11-24": ["0 h of 2 h 15", "◇ late SMITH J"],
        "2026-11-26": ["45 min of 1 h 30", "● 14:00 SMITH J pinned"],
        "waiting": [BROWN, JONES],
    }
    assert seen["moved"]["focus"] == "2026-11-26"


def test_escape_puts_it_back(seen: dict[str, Any]) -> None:
    assert seen["put_back"] == {"after": seen["moved"]["after"], "held": False}


def test_a_day_that_says_no_says_why(seen: dict[str, Any]) -> None:
    assert seen["no"]["after"] == seen["moved"]["after"]
    assert seen["no"]["said"][0].startswith("Wed 25 Nov 2026: No · no key work time that day.")


def test_somebody_overdue_is_dragged_from_the_tray_onto_a_day(seen: dict[str, Any]) -> None:
    assert seen["placed"]["during"]["2026-11-24"] == "Fits · 09:15"
    assert seen["placed"]["after"]["2026-11-24"][1] == "▲ 09:15 BROWN C pinned"
    assert seen["placed"]["after"]["waiting"] == [JONES]


def test_each_drag_is_one_change_and_is_undone_by_name(seen: dict[str, Any]) -> None:
    assert seen["said"] == [
        "Plan SMITH, John for 24 Nov at 09:15",
        "Move SMITH, John to 26 Nov at 14:00",
        "Plan BROWN, Carl for 24 Nov at 09:15",
        "Undo: Plan BROWN, Carl for 24 Nov at 09:15",
        "Move SMITH, John to 24 Nov at 10:00",
    ]
    assert seen["undone"] == seen["moved"]["after"]


def test_in_the_week_a_session_is_dragged_to_another_officer_and_keeps_the_focus(seen: dict[str, Any]) -> None:
    assert seen["in the week"] == {
        "cells": {"OFF01A": "L 0 h of 1 h 30", "OFF02B": "M 45 min of 45 min\n● 10:00 SMITH J pinned"},
        "focus": ["OFF02B", "2026-11-24"],
    }
