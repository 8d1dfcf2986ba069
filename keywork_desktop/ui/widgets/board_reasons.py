"""A list of what speaks for and against, each line with its shape."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from keywork_desktop.domain.allocation import Fit
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.wording import STATUS_SHAPES
from keywork_desktop.ui.shapes import draw_shape, fit_colours, status_colour
from keywork_desktop.ui.theme import tokens

_SIDE = 16


def fit_icon(fit: Fit, widget: QWidget) -> QIcon:
    """The shape of fits, warns or no in its colour, for item views."""
    colour, _ = fit_colours(tokens(widget), fit)
    return _shape_icon(fit.shape, colour, widget)


def status_icon(status: Status, widget: QWidget) -> QIcon:
    """The shape of a status in its colour, for item views."""
    return _shape_icon(STATUS_SHAPES[status], status_colour(tokens(widget), status), widget)


def _shape_icon(shape: str, colour: QColor, widget: QWidget) -> QIcon:
    ratio = widget.devicePixelRatioF()
    icon = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Selected, tokens(widget).on_accent)):
        pixmap = QPixmap(round(_SIDE * ratio), round(_SIDE * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        draw_shape(painter, QRectF(3, 3, _SIDE - 6, _SIDE - 6), shape, tint)
        painter.end()
        icon.addPixmap(pixmap, mode)
    return icon


class ReasonList(QListWidget):
    """Read only; each line says its word as well for those who listen."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 5) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_reasons(self, reasons: Sequence[tuple[Fit, str]]) -> None:
        """Show these lines; the list is as high as they are, up to a few."""
        self.clear()
        for fit, text in reasons:
            item = QListWidgetItem(fit_icon(fit, self), text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{fit.word}: {text}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.addItem(item)
        line = self.fontMetrics().lineSpacing() + 6
        self.setFixedHeight(line * max(1, min(self._lines, len(reasons))) + 8)
