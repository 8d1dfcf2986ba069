"""A field for a time of day, and the way between Qt's times and Python's."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QTimeEdit, QWidget


def qtime(moment: time) -> QTime:
    """The same time for Qt."""
    return QTime(moment.hour, moment.minute)


def time_in(field: QTimeEdit) -> time:
    """The time in the field."""
    shown = field.time()
    return time(shown.hour(), shown.minute())


def time_field(name: str, parent: QWidget | None = None) -> QTimeEdit:
    """A field that reads `09:15`; what is typed counts once it is typed out, not digit by digit."""
    field = QTimeEdit(parent)
    field.setDisplayFormat("HH:mm")
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance("00:00") + 44)
    return field
