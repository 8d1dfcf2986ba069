"""Runs the real program, and keeps a file up to date with where its board's cards and columns are on screen.

A program of its own: `real_window_play.py STATE_FILE ARGUMENTS…`. What runs is the program as it is; a timer looks on.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from keywork_desktop.app import main
from keywork_desktop.ui import window as window_module
from keywork_desktop.ui.pages.allocations import AllocationsPage
from keywork_desktop.ui.window import Window

LOOK_EVERY = 150


def on_screen(widget: QWidget, rect: QRect) -> list[int]:
    corner = widget.mapToGlobal(QPoint(rect.x(), rect.y()))
    return [corner.x(), corner.y(), rect.width(), rect.height()]


def board_of(page: AllocationsPage) -> list[dict[str, Any]]:
    """The columns in sight, each with the places of its visible cards."""
    found = []
    for column in page.board.columns.in_sight():
        cards, view = column.list.cards, column.list
        places = {
            card.prison_number: on_screen(view.viewport(), view.visualRect(cards.index(row)))
            for row, card in enumerate(cards.cards)
            if view.viewport().rect().contains(view.visualRect(cards.index(row)))
        }
        found.append({"staff_id": column.staff_id, "place": on_screen(column, column.rect()), "cards": places})
    return found


def state_of(window: Window) -> dict[str, Any]:
    page = window.page
    return {
        "title": page.title if page is not None else "",
        "undo": window.bottom.undo.text() if window.bottom.undo.isVisible() else "",
        "frame": on_screen(window, window.rect()),
        "marking": window.bottom.marking.text() if window.bottom.marking.isVisible() else "",
        "rows": len(window.office.view.items) if window.office.view else 0,
        "columns": board_of(page) if isinstance(page, AllocationsPage) else [],
    }


class Watched(Window):
    """The program's window, with a timer that says where everything is."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self._looking.start(LOOK_EVERY)

    def _look(self) -> None:
        file = Path(sys.argv[1])
        draft = file.with_suffix(".part")
        draft.write_text(json.dumps(state_of(self)), "utf-8")
        os.replace(draft, file)  # noqa: PTH105 - whole or not at all


if __name__ == "__main__":
    window_module.Window = Watched  # type: ignore[misc]  # the program finds its window by this name
    ended = main(sys.argv[2:])
    assert QApplication.instance() is not None
    sys.exit(ended)
