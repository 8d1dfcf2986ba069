"""How a regime level looks: a shape and a word, and a colour besides."""

from __future__ import annotations

from PySide6.QtGui import QColor

from keywork_desktop.ui.theme import Tokens

LEVEL_SHAPES = {4: "▲", 3: "◆", 2: "◇", 1: "●"}

_TONES = {4: "overdue", 3: "due", 2: "week", 1: "ok"}


def level_colours(look: Tokens, level: int) -> tuple[QColor, QColor]:
    """Text colour and pale ground of a regime level; its shape is in `LEVEL_SHAPES`."""
    tone = _TONES[level]
    colours: tuple[QColor, QColor] = getattr(look, tone), getattr(look, f"{tone}_pale")
    return colours
