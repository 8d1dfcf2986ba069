"""The bar for what went wrong: what, where, what to do next. Calm, not a dialog; it stays until it is dismissed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keywork_desktop.domain.errors import Bug, KeyworkError
from keywork_desktop.ui.announcing import announce
from keywork_desktop.ui.shapes import draw_shape
from keywork_desktop.ui.theme import tokens
from keywork_desktop.ui.widgets.buttons import button, icon_button
from keywork_desktop.ui.widgets.labels import ToneLabel


class _Shape(QWidget):
    """▲ before something to mind, ✕ before what could not be done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(16, 24)
        self.shape, self.tone = "✕", "no"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_shape(painter, QRectF(1, 5, 14, 14), self.shape, getattr(tokens(self), self.tone))
        painter.end()


def details_text(error: KeyworkError) -> str:
    """What somebody who mends it may want to know, as text: the error's code and details, no names."""
    details: Mapping[str, Any] = {"code": error.code, **error.details}
    return json.dumps(details, ensure_ascii=False, indent=2, default=str)


class MessageBar(QWidget):
    """Shows the newest error or note over the page. `dismissed`: it went while it had the focus."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details_text = ""
        self._tone = "no"
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 8, 7)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._shape = _Shape(self)
        self.words = ToneLabel("", self, wrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details_button = button("Details", self, kind="quiet")
        self.copy_button = button("Copy", self, kind="quiet", tip="Copy the details; they hold no names")
        self.close_button = icon_button("ph.x", "Dismiss this message", self, tip="Dismiss (Esc)")
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.details_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.details = ToneLabel("", self, tone="quiet_text", wrap=True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setContentsMargins(24, 0, 0, 0)
        column.addWidget(self.details)
        self.details_button.clicked.connect(self._toggle_details)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.dismiss)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.dismiss)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def show_error(self, error: KeyworkError) -> None:
        """Show what could not be done and what to do about it; a cancelled task is only a note."""
        if error.code == "cancelled":
            self.show_note(error.message)
            return
        self._show(error.message, "no", "✕")
        self._details_text = details_text(error)
        wanted = isinstance(error, Bug) or bool(error.details)
        self.details_button.setVisible(wanted)
        self.copy_button.setVisible(isinstance(error, Bug))

    def show_note(self, text: str) -> None:
        """Show something worth knowing that needs no mending."""
        self._show(text, "warns", "▲")
        self._details_text = ""
        self.details_button.hide()
        self.copy_button.hide()

    def _show(self, text: str, tone: str, shape: str) -> None:
        self._tone = self._shape.tone = tone
        self._shape.shape = shape
        self.words.setText(text)
        self.details.hide()
        self.show()
        self.update()
        announce(self, text, at_once=True)

    def dismiss_note(self) -> None:
        """Take a note away that is no longer so; an error stays until somebody has read it."""
        if self._tone == "warns" and self.isVisible():
            self.dismiss()

    def dismiss(self) -> None:
        """Take the message away."""
        had_focus = any(part.hasFocus() for part in self.findChildren(QWidget))
        self.hide()
        if had_focus:
            self.dismissed.emit()

    def _toggle_details(self) -> None:
        self.details.setText(self._details_text)
        self.details.setVisible(not self.details.isVisible())
        self.details_button.setText("Hide details" if self.details.isVisible() else "Details")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.words.text()}\n{self._details_text}")

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(look, f"{self._tone}_pale"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.line)
        painter.end()
