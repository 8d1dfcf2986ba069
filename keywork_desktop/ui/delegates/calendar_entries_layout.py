"""Where the entries of one cell lie, and the line that opens those for which there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont

from keywork_desktop.ui.delegates.calendar_look import entry_height
from keywork_desktop.ui.models.calendar_entries import Entry

MORE = "more"
"""Stands for the line `+3 more` where an entry's key is expected."""


@dataclass(frozen=True)
class EntriesLayout:
    """The entries in sight, each with its place; `more` is the line for the `hidden` others."""

    entries: tuple[tuple[QRect, Entry], ...]
    more: QRect
    hidden: int

    @classmethod
    def of(cls, entries: Sequence[Entry], room: QRect, font: QFont) -> EntriesLayout:
        """As many as fit into `room`, from the top."""
        pitch = entry_height(font)
        lines = max(0, room.height() // pitch)
        shown = len(entries) if len(entries) <= lines else max(0, lines - 1)
        boxes = [QRect(room.left(), room.top() + n * pitch, room.width(), pitch - 2) for n in range(shown + 1)]
        hidden = len(entries) - shown
        return cls(tuple(zip(boxes, entries[:shown], strict=False)), boxes[-1] if hidden else QRect(), hidden)

    def key_at(self, point: QPoint) -> str:
        """The key of the entry under `point`, `MORE`, or nothing."""
        for box, entry in self.entries:
            if box.contains(point):
                return entry.key
        return MORE if self.hidden and self.more.contains(point) else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What the arrow keys step through: entries in sight, then the line that opens the others."""
        return (*(entry.key for _, entry in self.entries), *((MORE,) if self.hidden else ()))
