"""How the pieces of controls are painted: panels, focus, check boxes, bars. Colours come from the tokens alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionProgressBar, QStyleOptionSlider

from keywork_desktop.ui.theme import RADIUS, Tokens

_State = QStyle.StateFlag

SMALLEST_HANDLE = 32
"""Pixels of a scroll bar's handle."""


def draw_panel(
    painter: QPainter, rect: QRect, ground: QColor | None, line: QColor | None, radius: float = RADIUS, width: float = 1
) -> None:
    """A rounded ground with a crisp outline; either may be None."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width) if line else Qt.PenStyle.NoPen)
    painter.setBrush(ground or Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def draw_focus(painter: QPainter, rect: QRect, look: Tokens, radius: float = RADIUS) -> None:
    """The focus ring: two pixels of accent just inside `rect`."""
    draw_panel(painter, rect, None, look.accent, radius, 2)


def draw_chevron(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """The small arrow that says that something opens."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([centre + QPointF(-3.5, -1.75), centre + QPointF(0, 1.75), centre + QPointF(3.5, -1.75)])
    painter.restore()


def draw_check_box(painter: QPainter, option: QStyleOption, look: Tokens) -> None:
    """An edge, a fill and a tick, or a bar where only some are checked."""
    on = bool(option.state & _State.State_On)
    partly = bool(option.state & _State.State_NoChange)
    enabled = bool(option.state & _State.State_Enabled)
    fill = look.accent if enabled else look.field_line
    draw_panel(
        painter, option.rect, fill if on or partly else look.surface, fill if on or partly else look.field_line, 3
    )
    if not (on or partly):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look.on_accent, 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    box = QRectF(option.rect)
    if on:
        tick = QPainterPath(QPointF(box.left() + box.width() * 0.25, box.top() + box.height() * 0.52))
        tick.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.7)
        tick.lineTo(box.left() + box.width() * 0.76, box.top() + box.height() * 0.32)
        painter.drawPath(tick)
    else:
        painter.drawLine(box.center() - QPointF(3.5, 0), box.center() + QPointF(3.5, 0))
    painter.restore()


def draw_radio_button(painter: QPainter, option: QStyleOption, look: Tokens) -> None:
    """A ring, thick where it is the one chosen."""
    on = bool(option.state & _State.State_On)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.accent if on else look.field_line, 5 if on else 1))
    painter.setBrush(look.on_accent if on else look.surface)
    inset = 2.5 if on else 0.5
    painter.drawEllipse(QRectF(option.rect).adjusted(inset, inset, -inset, -inset))
    painter.restore()


def draw_progress_bar(painter: QPainter, option: QStyleOptionProgressBar, look: Tokens) -> None:
    """A flat bar without a text: what it is about stands beside it."""
    bar = option.rect
    radius = min(bar.height() / 2, 4)
    draw_panel(painter, bar, look.track, None, radius)
    span = option.maximum - option.minimum
    if span <= 0:
        # How far it is cannot be known: a piece in the middle, not a bar that seems to be full.
        piece = QRect(bar.left() + bar.width() // 3, bar.top(), bar.width() // 3, bar.height())
        draw_panel(painter, piece, look.accent, None, radius)
    elif option.progress > option.minimum:
        done = max(bar.height(), bar.width() * (option.progress - option.minimum) // span)
        draw_panel(painter, QRect(bar.left(), bar.top(), done, bar.height()), look.accent, None, radius)


def scroll_bar_part(option: QStyleOptionSlider, part: QStyle.SubControl, rect: QRect) -> QRect:
    """Where a part of a scroll bar is, without the arrow buttons of Fusion."""
    vertical = option.orientation == Qt.Orientation.Vertical
    length = option.rect.height() if vertical else option.rect.width()
    span = option.maximum - option.minimum
    least = min(length, SMALLEST_HANDLE)
    handle = max(least, length * option.pageStep // max(1, span + option.pageStep)) if span else length
    at = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown
    )
    pieces = {
        QStyle.SubControl.SC_ScrollBarAddLine: (0, 0),
        QStyle.SubControl.SC_ScrollBarSubLine: (0, 0),
        QStyle.SubControl.SC_ScrollBarGroove: (0, length),
        QStyle.SubControl.SC_ScrollBarSlider: (at, handle),
        QStyle.SubControl.SC_ScrollBarSubPage: (0, at),
        QStyle.SubControl.SC_ScrollBarAddPage: (at + handle, length - at - handle),
    }
    if part not in pieces:
        return rect
    begin, extent = pieces[part]
    bar = option.rect
    if vertical:
        return QRect(bar.left(), bar.top() + begin, bar.width(), extent)
    return QStyle.visualRect(option.direction, bar, QRect(bar.left() + begin, bar.top(), extent, bar.height()))


def shortened(metrics: QFontMetrics, text: str, room: int) -> str:
    """As much of the text as has room, with one ellipsis where something is left out, whatever stands before it."""
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return cut if cut == text else f"{cut.rstrip('… .')}…"
