"""Buttons that say what they are: one main action a page, quiet ones, and chips that filter."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from keywork_desktop.ui.icons import icon


def button(
    text: str, parent: QWidget | None = None, *, kind: str | None = None, icon_name: str = "", tip: str = ""
) -> QPushButton:
    """A push button; `kind` as in `style`: "primary", "chip", "quiet" or None. `tip` is its tool tip."""
    made = QPushButton(text, parent)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if icon_name:
        made.setIcon(icon(icon_name, "on_accent" if kind == "primary" else "text"))
    if tip:
        made.setToolTip(tip)
    return made


def icon_button(icon_name: str, accessible_name: str, parent: QWidget | None = None, *, tip: str = "") -> QPushButton:
    """A quiet button with an icon alone; its name is what assistive technology says."""
    made = button("", parent, kind="quiet", icon_name=icon_name, tip=tip or accessible_name)
    made.setAccessibleName(accessible_name)
    return made


class ElidedButton(QPushButton):
    """A button that may become narrower than its text, which then ends in an ellipsis."""

    def minimumSizeHint(self) -> QSize:
        whole = super().sizeHint()
        return QSize(min(whole.width(), self.fontMetrics().averageCharWidth() * 8 + 24), whole.height())


class Chip(QPushButton):
    """A filter with a count: `Never met 7`. Checked while it narrows the list."""

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self.word = word
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def set_count(self, count: int) -> None:
        """Show how many the filter would leave."""
        self.setText(f"{self.word} {count}")
        self.setAccessibleName(f"{self.word}, {count}")
