"""A large button for a regime level: its shape, its number and word, and under them the colour of the RMP."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from keywork_desktop.domain.rulebook import LEVEL_NAMES
from keywork_desktop.ui.settings.levels import LEVEL_SHAPES, level_colours
from keywork_desktop.ui.settings.lines import shape_side
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.style import draw_focus, draw_panel
from keywork_desktop.ui.theme import scaled, tokens

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class LevelButton(QAbstractButton):
    """Checked while its level is the one to be set; `level` None is for no level at all."""

    def __init__(self, level: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = level
        self.colours = ""
        self.setCheckable(True)
        self.setText(f"{level} {LEVEL_NAMES[level]}" if level else "No level")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(f"Set this level ({level})" if level else "Clear the calendar for these days (Delete)")
        self.show_colours("")

    def show_colours(self, colours: str) -> None:
        """The RMP's colours that stand for this level."""
        self.colours = colours or ("as the policy in force" if self.level is None else "no RMP colour")
        self.setAccessibleName(f"{'Level ' if self.level else ''}{self.text()}, {self.colours}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(scaled(self.font(), 1.0, bold=True))
        small = QFontMetrics(scaled(self.font(), 0.88))
        shape = shape_side(bold) + 7 if self.level else 0
        width = max(int(bold.horizontalAdvance(self.text()) + shape), small.horizontalAdvance(self.colours))
        return QSize(width + 24, bold.height() + small.height() + 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        colour, pale = level_colours(look, self.level) if self.level else (look.text, look.week_pale)
        ground = look.button_hover if self.underMouse() and self.isEnabled() else look.button
        if self.isChecked():
            draw_panel(painter, self.rect(), pale, colour, width=2)
        else:
            draw_panel(painter, self.rect(), ground, look.field_line)
        if self.hasFocus():
            draw_focus(painter, self.rect().adjusted(2, 2, -2, -2), look, 4)
        if not self.isEnabled():
            colour = look.quiet_text
        bold = scaled(self.font(), 1.0, bold=True)
        small = scaled(self.font(), 0.88)
        height = QFontMetrics(bold).height()
        top = QRectF(12, 6, self.width() - 16, height)
        below = QRectF(12, 6 + height, self.width() - 16, QFontMetrics(small).height())
        painter.setFont(bold)
        painter.setPen(colour)
        if self.level:
            side = shape_side(QFontMetrics(bold))
            box = QRectF(top.left(), top.center().y() - side / 2, side, side)
            draw_shape(painter, box, LEVEL_SHAPES[self.level], colour)
            top.setLeft(top.left() + side + 7)
        painter.setPen(colour)
        painter.drawText(top, _LEFT, self.text())
        painter.setFont(small)
        painter.setPen(look.quiet_text)
        painter.drawText(below, _LEFT, self.colours)
        painter.end()
