"""The main job in the window's pages, with real mouse events: import, drag, undo, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.drag_apart import seen_in


@pytest.fixture(scope="module")
def seen(repository: Path, sample_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the play saw on its way."""
    return seen_in("whole_job_play", repository, tmp_path_factory.mktemp("job"), sample_reports, seconds=180)


def test_nobody_is_there_before_accept_and_everybody_after(seen: dict[str, Any]) -> None:
    assert seen["import"]["before"] == 0
    assert seen["import"]["prisoners"] == 1020
    assert seen["import"]["allocated"] > 900


def test_a_card_dragged_with_the_mouse_changes_the_store_and_undo_takes_it_back(seen: dict[str, Any]) -> None:
    assert seen["drag"]["moved"] == seen["drag"]["to"] != seen["drag"]["from"]
    assert seen["drag"]["back"] == seen["drag"]["from"]


def test_the_rota_is_exported_from_the_calendar(seen: dict[str, Any]) -> None:
    (written,) = seen["export"]["written"]
    book = openpyxl.load_workbook(written, read_only=True)
    try:
        sessions = sum(1 for row in book["Data"].iter_rows(min_row=2, max_col=1) if row[0].value)
    finally:
        book.close()
    assert sessions == seen["export"]["planned"] > 100


def test_nothing_went_wrong_on_the_way(seen: dict[str, Any]) -> None:
    assert seen["errors"] == []
