"""Paints the blocks of a day: an officer, a session of his, a free stretch of his key work time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.ui.delegates.calendar_look import (
    draw_pin,
    draw_place,
    elided,
    fonts_of,
    place_height,
    shape_side,
    tone_colours,
    width_of,
)
from keywork_desktop.ui.models.calendar_day_model import Block, BlockKind
from keywork_desktop.ui.models.calendar_entries import Tone
from keywork_desktop.ui.models.calendar_placing import Place
from keywork_desktop.ui.shapes import draw_shape, fit_colours
from keywork_desktop.ui.theme import Tokens

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def row_height(font: QFont) -> int:
    """Two lines and the space around them; while carrying, the answer has room in it too."""
    return max(44, place_height(font) + 10)


def draw_block(
    painter: QPainter,
    rect: QRectF,
    block: Block,
    look: Tokens,
    font: QFont,
    *,
    current: bool,
    dim: bool = False,
    place: Place | None = None,
) -> None:
    """One block; `place` is the answer for it while something is carried."""
    painter.save()
    if dim:
        painter.setOpacity(0.45)
    if block.kind is BlockKind.OFFICER:
        _officer(painter, rect, block, look, font, place)
    elif block.kind is BlockKind.SESSION:
        _session(painter, rect.adjusted(1, 4, -1, -5), block, look, font)
    else:
        _free(painter, rect.adjusted(1, 4, -1, -5), block, look, font, place)
    if current:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.accent, 2))
        inset = 2 if block.kind is BlockKind.OFFICER else 4
        painter.drawRoundedRect(rect.adjusted(2, inset, -2, -inset - 1), 4, 4)
    painter.restore()


def _officer(painter: QPainter, rect: QRectF, block: Block, look: Tokens, font: QFont, place: Place | None) -> None:
    key = font.toString()
    regular, bold, _ = fonts_of(key)
    line = QFontMetrics(regular).lineSpacing()
    painter.fillRect(rect, look.surface)
    if place is not None:
        height = place_height(font)
        strip = QRectF(rect.left() + 3, rect.center().y() - height / 2, rect.width() - 6, height)
        named = Place(place.fit, f"{block.name} · {place.text}")
        draw_place(painter, strip, named, look, font, look.surface)
    else:
        box = QRectF(rect.left() + 8, rect.center().y() - line, rect.width() - 14, line)
        painter.setFont(bold)
        painter.setPen(look.text)
        painter.drawText(box, _LEFT, elided(block.name, key, 1, int(box.width())))
        painter.setFont(regular)
        painter.setPen(look.quiet_text)
        painter.drawText(box.translated(0, line), _LEFT, elided(block.note, key, 0, int(box.width())))
    painter.setPen(look.line)
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())


def _session(painter: QPainter, rect: QRectF, block: Block, look: Tokens, font: QFont) -> None:
    entry = block.entry
    assert entry is not None, "a session's block has an entry"
    colour, pale = tone_colours(look, entry.tone)
    key = font.toString()
    regular, bold, _ = fonts_of(key)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(pale)
    painter.setPen(QPen(colour, 1) if entry.tone in (Tone.NOT_RECORDED, Tone.PRIORITY) else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    line = QFontMetrics(regular).lineSpacing()
    x, top = rect.left() + 6, rect.center().y() - line
    side = shape_side(font)
    draw_shape(painter, QRectF(x, top + (line - side) / 2, side, side), entry.tone.shape, colour)
    right = rect.right() - 5
    if entry.locked:
        draw_pin(painter, QRectF(right - 10, top + (line - 10) / 2, 10, 10), look.quiet_text)
        right -= 12
    head = QRectF(x + side + 4, top, right - x - side - 4, line)
    painter.setFont(bold)
    painter.setPen(look.text if entry.tone is Tone.PLANNED else colour)
    said = f"{block.start:%H:%M}" if entry.session_id else entry.lead
    painter.drawText(head, _LEFT, elided(f"{said} cover" if entry.cover else said, key, 1, int(head.width())))
    below = QRectF(x, top + line, rect.right() - 5 - x, line)
    which = 1 if entry.tone is Tone.PRIORITY else 0
    painter.setFont(fonts_of(key)[which])
    painter.setPen(look.text)
    name = entry.name if width_of(entry.name, key, which) <= below.width() else f"{entry.surname} {entry.initials}"
    painter.drawText(below, _LEFT, elided(name, key, which, int(below.width())))


def _free(painter: QPainter, rect: QRectF, block: Block, look: Tokens, font: QFont, place: Place | None) -> None:
    key = font.toString()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = look.quiet_text
    if place is not None and place.fit is not Fit.NO:
        colour, pale = fit_colours(look, place.fit)
        painter.setBrush(pale)
        painter.setPen(QPen(colour, 1))
    else:
        painter.setBrush(look.surface)
        painter.setPen(QPen(look.hatch, 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(colour)
    painter.setFont(fonts_of(key)[0])
    text = f"{block.start:%H:%M} {place.fit.word.lower()}" if place else f"{block.start:%H:%M} free"
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, elided(text, key, 0, int(rect.width()) - 6))
