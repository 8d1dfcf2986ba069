"""A menu of check boxes that stays open while one chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


class ChoosingMenu(QMenu):
    """Checking an entry, by click, Space or Enter, does not close it; Esc or a click elsewhere does."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._check():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in keys or not self._check():
            super().keyPressEvent(event)

    def _check(self) -> bool:
        action: QAction | None = self.activeAction()
        if action is None or not action.isEnabled() or not action.isCheckable():
            return False
        action.trigger()
        return True
