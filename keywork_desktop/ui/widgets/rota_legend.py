"""What the signs of the rota mean: those of the cells, and with a proposal or marked changes those too."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QPen

from keywork_desktop.ui.delegates.calendar_look import draw_pin
from keywork_desktop.ui.delegates.hatch import draw_hatch
from keywork_desktop.ui.delegates.rota_signs import (
    draw_chip,
    draw_corner,
    draw_cover,
    draw_free,
    draw_gone,
)
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import Tokens
from keywork_desktop.ui.widgets.painted_legend import Sign

_CHIP = 2.1


def _chip(box: QRectF) -> QRectF:
    return box.adjusted(0, -2.5, 0, 2.5)


def _planned(painter: QPainter, box: QRectF, look: Tokens, font: QFont) -> None:
    draw_chip(painter, _chip(box), "2", "", (look.accent, look.accent_pale), font.toString())


def _priority(painter: QPainter, box: QRectF, look: Tokens, font: QFont) -> None:
    draw_chip(painter, _chip(box), "2", "▲", (look.overdue, look.overdue_pale), font.toString())


def _proposed(painter: QPainter, box: QRectF, look: Tokens, font: QFont) -> None:
    draw_chip(painter, _chip(box), "2", "", (look.accent, look.accent_pale), font.toString(), dashed=True)


def _taken_off(painter: QPainter, box: QRectF, look: Tokens, font: QFont) -> None:
    draw_gone(painter, _chip(box), "2", look, font.toString())


def _covered(painter: QPainter, box: QRectF, look: Tokens, font: QFont) -> None:
    _planned(painter, box, look, font)
    draw_cover(painter, _chip(box), look)


def _free(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_free(painter, box.adjusted(-4, -4, 4, 4), look)


def _lost(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_shape(painter, box, "✕", look.no)


def _pin(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_pin(painter, box, look.text)


def _weekend(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    painter.fillRect(_chip(box), look.weekend)
    painter.setPen(QPen(look.line, 1))
    painter.drawRect(_chip(box))


def _cut(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_hatch(painter, _chip(box), look)
    painter.setPen(QPen(look.line, 1))
    painter.drawRect(_chip(box))


def _differs(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_corner(painter, box, box.height(), look.due, filled=True)


def _gone_since(painter: QPainter, box: QRectF, look: Tokens, _font: QFont) -> None:
    draw_corner(painter, box, box.height() - 1, look.due, filled=False)


ALWAYS = (
    Sign("sessions", _planned, _CHIP, "number"),
    Sign("with priority", _priority, _CHIP, "▲"),
    Sign("free", _free, 1.0, "○"),
    Sign("has lost its time", _lost, 1.0, "✕"),
    Sign("cover", _covered, _CHIP, "dot"),
    Sign("locked", _pin, 1.0, "pin"),
    Sign("weekend, holiday", _weekend, 1.6, "grey"),
    Sign("regime cut", _cut, 1.6, "hatched"),
)
PROPOSED = (Sign("proposed", _proposed, _CHIP, "dashed"), Sign("taken off", _taken_off, _CHIP, "struck through"))


def signs(*, proposed: bool, version: int | None) -> tuple[Sign, ...]:
    """The signs that may be seen just now; `version` is the one whose changes are marked, None where they are not."""
    found = (*PROPOSED, *ALWAYS) if proposed else ALWAYS
    if version is None:
        return found
    marks = (
        Sign(f"new or moved since version {version}", _differs, 1.0, "corner"),
        Sign("gone since", _gone_since, 1.0, "hollow corner"),
    )
    return (*found[:2], *marks, *found[2:])
