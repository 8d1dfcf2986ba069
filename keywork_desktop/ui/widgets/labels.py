"""Labels: in the colour of a token, as a heading, or cut short with an ellipsis where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from keywork_desktop.ui.theme import scaled, tokens


class ToneLabel(QLabel):
    """A label in the colour of a token; it follows light and dark, and grows with the font."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        tone: str = "text",
        size: float = 1.0,
        bold: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._tone, self._size, self._bold = tone, size, bold
        self._setting = False
        self.setWordWrap(wrap)
        self._colour()
        self.grow()

    def set_tone(self, tone: str) -> None:
        """Take the colour of another token."""
        if tone != self._tone:
            self._tone = tone
            self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._setting:
            return
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()
        elif event.type() is QEvent.Type.FontChange:
            self.grow()

    def _colour(self) -> None:
        self._setting = True
        # Only these two roles are set, so that all others go on following the parent.
        palette = QPalette()
        colour = getattr(tokens(self), self._tone)
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self._setting = False

    def grow(self) -> None:
        """Take the program's font anew: a label with a font of its own hears nothing of another one."""
        if self._size == 1.0 and not self._bold:
            return
        self._setting = True
        self.setFont(scaled(QApplication.font(self), self._size, bold=self._bold))
        self._setting = False


def heading(text: str, parent: QWidget | None = None) -> ToneLabel:
    """The heading of a page."""
    return ToneLabel(text, parent, size=1.35, bold=True)


def small_heading(text: str, parent: QWidget | None = None) -> ToneLabel:
    """The heading of a part of a page."""
    return ToneLabel(text, parent, tone="quiet_text", size=0.92, bold=True)


def quiet(text: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> ToneLabel:
    """What matters less."""
    return ToneLabel(text, parent, tone="quiet_text", wrap=wrap)


class ElidedLabel(ToneLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is its tool tip then.

    It never becomes narrower than `least` characters.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, tone: str = "text", bold: bool = False, least: int = 4
    ) -> None:
        super().__init__(text, parent, tone=tone, bold=bold)
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * self._least, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()
        self.setToolTip(self.text() if shown != self.text() else "")
