"""A field for a day in British English, and the way between Qt's days and Python's."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QWidget


def qdate(day: date) -> QDate:
    """The same day for Qt."""
    return QDate(day.year, day.month, day.day)


def day_of(field: QDateEdit) -> date:
    """The day in the field."""
    shown = field.date()
    return date(shown.year(), shown.month(), shown.day())


def day_field(name: str, parent: QWidget | None = None) -> QDateEdit:
    """A field that reads `Fri 20 Nov 2026` and opens a calendar."""
    field = QDateEdit(parent)
    field.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    field.setDisplayFormat("ddd d MMM yyyy")
    field.setCalendarPopup(True)
    field.setAccessibleName(name)
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance("Wed 30 Nov 2026") + 48)
    calendar = field.calendarWidget()
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    return field
