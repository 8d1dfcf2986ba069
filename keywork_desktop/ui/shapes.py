"""The shapes that stand for a status, painted as paths: fonts lack some of them, and a path is crisp at every size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.wording import STATUS_SHAPES
from keywork_desktop.ui.theme import Tokens

SHAPES = ("▲", "◆", "◇", "●", "✕", "–", "+", "→")

STATUS_COLOURS = {
    Status.OVERDUE: "overdue",
    Status.DUE_TODAY: "due",
    Status.DUE_THIS_WEEK: "week",
    Status.ON_TRACK: "ok",
    Status.NO_OBLIGATION: "quiet_text",
}
"""The token that colours each status."""


def status_colour(look: Tokens, status: Status) -> QColor:
    """The colour of a status; its shape is in `wording.STATUS_SHAPES`."""
    colour: QColor = getattr(look, STATUS_COLOURS[status])
    return colour


def fit_colours(look: Tokens, fit: Fit) -> tuple[QColor, QColor]:
    """Text colour and pale ground of fits, warns and no; the shape is `fit.shape`."""
    colours: tuple[QColor, QColor] = getattr(look, fit.value), getattr(look, f"{fit.value}_pale")
    return colours


@lru_cache(maxsize=len(SHAPES))
def _path(shape: str) -> QPainterPath:
    """The shape in a square of side 1."""
    path = QPainterPath()
    if shape == "▲":
        path.addPolygon(QPolygonF([QPointF(0.5, 0.08), QPointF(1.0, 0.94), QPointF(0.0, 0.94)]))
    elif shape in "◆◇":
        path.addPolygon(QPolygonF([QPointF(0.5, 0.0), QPointF(1.0, 0.5), QPointF(0.5, 1.0), QPointF(0.0, 0.5)]))
    elif shape == "●":
        path.addEllipse(QRectF(0.08, 0.08, 0.84, 0.84))
    elif shape == "✕":
        for start, end in ((QPointF(0.12, 0.12), QPointF(0.88, 0.88)), (QPointF(0.88, 0.12), QPointF(0.12, 0.88))):
            path.moveTo(start)
            path.lineTo(end)
        return path
    elif shape == "–":
        path.moveTo(0.1, 0.5)
        path.lineTo(0.9, 0.5)
        return path
    elif shape == "+":
        path.moveTo(0.1, 0.5)
        path.lineTo(0.9, 0.5)
        path.moveTo(0.5, 0.1)
        path.lineTo(0.5, 0.9)
        return path
    elif shape == "→":
        path.moveTo(0.02, 0.5)
        path.lineTo(0.9, 0.5)
        path.moveTo(0.52, 0.14)
        path.lineTo(0.9, 0.5)
        path.lineTo(0.52, 0.86)
        return path
    else:
        raise ValueError(f"{shape!r} is none of the shapes {' '.join(SHAPES)}")
    path.closeSubpath()
    return path


def draw_shape(painter: QPainter, rect: QRectF, shape: str, colour: QColor) -> None:
    """Paint one of ▲ ◆ ◇ ● ✕ – + → into the middle of `rect`, as large as fits. `ValueError` for any other shape."""
    side = min(rect.width(), rect.height())
    path = _path(shape)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side, side)
    if shape in "◇✕–+→":
        inset = 0.12 if shape == "◇" else 0.0
        painter.translate(inset / 2, inset / 2)
        painter.scale(1 - inset, 1 - inset)
        pen = QPen(colour, 0.15 if shape == "◇" else 0.2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    painter.drawPath(path)
    painter.restore()


def draw_status(painter: QPainter, rect: QRectF, status: Status, look: Tokens) -> None:
    """Paint the shape of a status in its colour."""
    draw_shape(painter, rect, STATUS_SHAPES[status], status_colour(look, status))
