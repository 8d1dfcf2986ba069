"""A field for a time of day, and the way between Qt's times and Python's."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QEvent, QObject, QTime
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QTimeEdit, QWidget


def qtime(moment: time) -> QTime:
    """The same time for Qt."""
    return QTime(moment.hour, moment.minute)


def time_in(field: QTimeEdit) -> time:
    """The time in the field."""
    shown = field.time()
    return time(shown.hour(), shown.minute())


class TimeField(QTimeEdit):
    """A click chooses the hours, a second one what is clicked on: so that `1715` can be typed at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fresh = False
        self.lineEdit().installEventFilter(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fresh = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease and not self.lineEdit().hasSelectedText():
            self.setSelectedSection(self.Section.HourSection if self._fresh else self.currentSection())
            self._fresh = False
        return super().eventFilter(watched, event)


def time_field(name: str, parent: QWidget | None = None) -> TimeField:
    """A field that reads `09:15`; what is typed counts once it is typed out, not digit by digit."""
    field = TimeField(parent)
    field.setDisplayFormat("HH:mm")
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance("00:00") + 44)
    return field
