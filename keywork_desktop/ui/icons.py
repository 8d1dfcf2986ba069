"""Icons that belong together: Phosphor's, drawn from the font that qtawesome ships, in the colour of the moment.

The font is read directly, because importing qtawesome with all its fonts would take a third of the window's start. An
icon takes its colour from the palette when it is painted, so it follows light, dark and high contrast by itself.
"""

from __future__ import annotations

import importlib.util
import json
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from keywork_desktop.paths import ShippedFileMissing
from keywork_desktop.ui.theme import tokens

_FONT, _NAMES = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"


def _shipped(name: str) -> Path:
    library = importlib.util.find_spec("qtawesome")
    folders = list(library.submodule_search_locations or ()) if library else []
    for folder in folders:
        path = Path(folder) / "fonts" / name
        if path.is_file():
            return path
    raise ShippedFileMissing(Path("qtawesome") / "fonts" / name)


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    names: dict[str, str] = json.loads(_shipped(_NAMES).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in names.items()}


@lru_cache(maxsize=1)
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_shipped(_FONT)))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise ShippedFileMissing(_shipped(_FONT))
    return families[0]


def draw_icon(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """Paint the icon `name` (such as `ph.users`) into `rect`. `ValueError` if there is no such icon."""
    character = _characters().get(name.removeprefix("ph."))
    if character is None:
        raise ValueError(f"there is no icon called {name!r}")
    font = QFont(_family())
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, character)
    painter.restore()


class _Engine(QIconEngine):
    """Paints one icon in a token's colour."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        look = tokens()
        colour = self._colour
        if mode is QIcon.Mode.Disabled:
            colour = "field_line"
        elif mode is QIcon.Mode.Selected:
            colour = "on_accent"
        elif state is QIcon.State.On and colour in ("text", "quiet_text"):
            colour = "accent"
        draw_icon(painter, rect, self._name, getattr(look, colour))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon `name` (such as `ph.users`) in the colour of a token of `theme.Tokens`."""
    return QIcon(_Engine(name, colour))
