"""Where everything of one day lies: a row for each officer, hours across, his name at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetrics

from keywork_desktop.ui.delegates.calendar_blocks import row_height
from keywork_desktop.ui.delegates.calendar_look import width_of
from keywork_desktop.ui.delegates.calendar_scale import DayScale
from keywork_desktop.ui.models.calendar_day_model import Block, BlockKind

LEFT = 6
"""Pixels between the names and the first hour; as many again after the last."""

SMALLEST = 24.0


@dataclass(frozen=True)
class DayPlaces:
    """Pixels from the top left corner of the whole day, before any scrolling. `boxes` are those of the blocks."""

    names: int
    axis: int
    row: int
    rows: int
    scale: DayScale
    boxes: tuple[QRectF, ...]

    @classmethod
    def of(cls, blocks: Sequence[Block], font: QFont, room: int) -> DayPlaces:
        """The places of these blocks where the view is `room` pixels wide; above them the day's head and the hours."""
        key, row = font.toString(), row_height(font)
        names = _names_width(blocks, key, room)
        axis = 2 * QFontMetrics(font).height() + 18
        least = width_of("00:00 cover", key, 1) + 28
        scale = DayScale.of(blocks, room - names - 2 * LEFT, least * 60 / 45)
        boxes = []
        for block in blocks:
            y = axis + block.row * row
            if block.kind is BlockKind.OFFICER:
                boxes.append(QRectF(0, y, names, row))
            else:
                left, right = scale.x_of(block.start), scale.x_of(block.end)
                boxes.append(QRectF(names + LEFT + left, y, max(SMALLEST, right - left), row))
        rows = max((block.row + 1 for block in blocks), default=0)
        return cls(names, axis, row, rows, scale, tuple(boxes))

    @property
    def hours(self) -> int:
        """Where the first hour begins."""
        return self.names + LEFT

    @property
    def height(self) -> int:
        """Of the head and all rows."""
        return self.axis + self.rows * self.row

    @property
    def width(self) -> int:
        """Of names and all hours."""
        return int(self.hours + self.scale.width + LEFT)

    def row_at(self, y: int) -> int:
        """The row at this height; negative above the first."""
        return (y - self.axis) // self.row


def _names_width(blocks: Sequence[Block], key: str, room: int) -> int:
    notes = (block for block in blocks if block.kind is BlockKind.OFFICER)
    widest = max((width_of(block.note, key, 0) for block in notes), default=0) + 18
    return min(max(widest, width_of("OKONKWO, Barry", key, 1)), room // 3)
