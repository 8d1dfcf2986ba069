"""The button of the rota's Detail menu: working patterns for officers who repeat, and the details that were read."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QWidget


class DetailButton(QPushButton):
    """A button with a menu about the detail as a whole; `choices` is filled by whoever does what it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Detail", parent)
        self.setAutoDefault(False)
        self.setToolTip("Fill weeks from a working pattern; see the details that were read (Alt+D)")
        self.setAccessibleName("Detail: patterns and what was read")
        self.choices = QMenu(self)
        self.setMenu(self.choices)
        self._key = QShortcut(QKeySequence("Alt+D"), self)
        self._key.activated.connect(self.drop_down)

    def drop_down(self) -> None:
        """Open the menu, with its first entry chosen."""
        self.choices.popup(self.mapToGlobal(self.rect().bottomLeft()))
        self.choices.setActiveAction(self.choices.actions()[0])
