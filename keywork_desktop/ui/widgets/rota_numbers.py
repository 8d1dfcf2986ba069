"""The band of numbers above the rota: strong figures with their words, the hours at the right; it wraps if it must."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from keywork_desktop.planning.rota_capacity import Capacity
from keywork_desktop.ui.models.rota_numbers import Figure
from keywork_desktop.ui.theme import SPACE, tokens
from keywork_desktop.ui.widgets.panel import Panel
from keywork_desktop.ui.widgets.rota_hours import RotaHours

_NO_BREAK = "\u00a0"
_BETWEEN = 4 * _NO_BREAK + " "


class RotaNumbers(Panel):
    """`show_figures` takes what is reached and, for the right, the hours."""

    _reached: Sequence[Figure] = ()
    _hours: Sequence[Figure] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=10, spacing=0)
        self.reached, self.hours = QLabel(self), QLabel(self)
        self.reached.setWordWrap(True)
        self.hours.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (self.reached, self.hours):
            label.setTextFormat(Qt.TextFormat.RichText)
        self.hours.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.reached, 1)
        row.addWidget(self.hours)
        self.by_unit = RotaHours(self)
        row.addWidget(self.by_unit)
        self.column.addLayout(row)
        self.setAccessibleName("The rota in numbers")

    def show_figures(
        self, reached: Sequence[Figure], hours: Sequence[Figure], by_unit: Sequence[Capacity] = ()
    ) -> None:
        """Show these numbers; with hours `by_unit`, a button opens them."""
        self._reached, self._hours = reached, hours
        self.by_unit.show_hours(by_unit)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """As high as the wrapped text needs at this width, and no higher."""
        around = self.column.contentsMargins()
        beside = self.hours.sizeHint().width() + 2 * SPACE if self._hours else 2 * SPACE
        beside += 0 if self.by_unit.isHidden() else self.by_unit.sizeHint().width() + 2 * SPACE
        room = max(1, self.width() - around.left() - around.right() - beside)
        line = 0 if self.by_unit.isHidden() else self.by_unit.sizeHint().height()
        high = max(line, self.reached.heightForWidth(room), self.hours.sizeHint().height(), self.fontMetrics().height())
        self.setFixedHeight(high + around.top() + around.bottom())

    def _write(self) -> None:
        self.reached.setText(_BETWEEN.join(self._html(figure, large=True) for figure in self._reached))
        self.hours.setText(" · ".join(self._html(figure, large=False) for figure in self._hours))
        self.setAccessibleDescription(self.text)
        self._share_height()

    def _html(self, figure: Figure, *, large: bool) -> str:
        look = tokens(self)
        colour = getattr(look, figure.tone).name()
        number = figure.strong.replace(" ", "").isdigit()
        size = "110%" if large and number else "100%"
        strong = f"<span style='color:{colour};font-size:{size};font-weight:600'>{_kept(figure.strong)}</span>"
        quiet = look.quiet_text.name() if figure.tone in ("quiet_text", "accent") else look.text.name()
        if not large and figure.strong:
            quiet = colour
        words = f"<span style='color:{quiet}'>{_kept(figure.words)}</span>"
        return _NO_BREAK.join(part for part, given in ((strong, figure.strong), (words, figure.words)) if given)

    @property
    def text(self) -> str:
        """What the band says."""
        return " · ".join(figure.text for figure in (*self._reached, *self._hours))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._reached:
            self._write()


def _kept(text: str) -> str:
    """On one line: a number and its words belong together."""
    return escape(text).replace(" ", _NO_BREAK)
