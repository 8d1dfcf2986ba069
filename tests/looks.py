"""How the window may look, for tests: themes and sizes of text, a page on a small screen, pictures to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

T = TypeVar("T", bound=QWidget)

LIGHT_AND_DARK = [pytest.param(("light", 1.0), id="light_100"), pytest.param(("dark", 1.0), id="dark_100")]
LOOKS = [*LIGHT_AND_DARK, pytest.param(("light", 1.5), id="light_150")]
LOOKS_TO_200 = [*LOOKS, pytest.param(("dark", 2.0), id="dark_200")]

ROOM = (1366 - 132, 768 - 44 - 34)
"""What a page has on a screen of 1366 × 768, in pixels: without the rail and the two bands."""


@contextmanager
def looks_kept(application: QApplication) -> Iterator[None]:
    """Afterwards the application looks as before."""
    style, palette, font = application.style().name(), application.palette(), application.font()
    yield
    application.setStyle(style)
    application.setPalette(palette)
    application.setFont(font)


def on_screen(qtbot: QtBot, page: T) -> T:
    """The page, shown with the room it has on a small screen."""
    qtbot.addWidget(page)
    page.resize(*ROOM)
    with qtbot.waitExposed(page):
        page.show()
    return page


@contextmanager
def shown_alone(page: T) -> Iterator[T]:
    """The page, shown with the same room where nobody waits for the window system; freed afterwards."""
    page.resize(*ROOM)
    page.show()
    QApplication.processEvents()
    yield page
    page.close()
    page.deleteLater()
    QApplication.processEvents()


def colours(widget: QWidget, file: Path) -> int:
    """Save a picture of it; how many colours it has: an empty one has hardly any."""
    image = widget.grab().toImage()
    assert image.save(str(file))
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})
