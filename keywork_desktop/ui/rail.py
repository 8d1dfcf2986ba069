"""The rail: the pages, by icon and word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from keywork_desktop.ui.icons import draw_icon
from keywork_desktop.ui.places import Place
from keywork_desktop.ui.style import draw_focus, draw_panel
from keywork_desktop.ui.theme import tokens

_GAP = 8
_PAD = 10


class RailButton(QAbstractButton):
    """One page: its icon and its word. Checked while the page is shown."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.setText(place.title)
        self.setCheckable(True)
        self.setToolTip(f"{place.title} ({place.keys})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def _side(self) -> int:
        """The icon grows with the text beside it."""
        return self.fontMetrics().height() + 2

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = _PAD + self._side + _GAP + metrics.horizontalAdvance(self.text()) * 11 // 10 + _PAD
        return QSize(width, max(36, metrics.height() + 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        colour = look.text
        if self.isChecked():
            colour = look.accent
            draw_panel(painter, self.rect(), look.accent_pale, None)
            bar = QRect(0, self.height() // 4, 3, self.height() // 2)
            draw_panel(painter, bar, look.accent, None, 1.5)
        elif self.underMouse():
            draw_panel(painter, self.rect(), look.button_hover, None)
        if self.hasFocus():
            draw_focus(painter, self.rect(), look)
        top = (self.height() - self._side) // 2
        draw_icon(painter, QRect(_PAD, top, self._side, self._side), self.place.icon, colour)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colour)
        left = _PAD + self._side + _GAP
        where = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.end()


class Rail(QWidget):
    """The pages that there are, one above the other; emits the place that was chosen."""

    chosen = Signal(object)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 8)
        column.setSpacing(4)
        for place in places:
            made = RailButton(place, self)
            self._group.addButton(made)
            self._buttons[place.id] = made
            column.addWidget(made)
        column.addStretch(1)
        self._group.buttonClicked.connect(self._choose)

    def _choose(self, chosen: QAbstractButton) -> None:
        assert isinstance(chosen, RailButton)
        self.chosen.emit(chosen.place)

    def mark(self, place: Place) -> None:
        """Show that this page is open."""
        self._buttons[place.id].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.rail)
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), look.line)
        painter.end()
