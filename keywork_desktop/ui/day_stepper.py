"""The day that is looked at: a step back or on, any day from a calendar, and back to today."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QMenu, QWidget, QWidgetAction

from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.widgets.buttons import button, icon_button


class DayStepper(QWidget):
    """`‹ Fri 20 Nov 2026 ›`; a past day says "as it was", a coming one "as planned", and one click leads back."""

    stepped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = self._today = date(2000, 1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._back = icon_button("ph.caret-left", "Day before", self, tip="Day before (Alt+Left)")
        self.day_button = button("", self, tip="Choose the day to look at")
        self._on = icon_button("ph.caret-right", "Day after", self, tip="Day after (Alt+Right)")
        self.return_button = button("", self, kind="chip", tip="Back to today (Alt+Home)")
        self.return_button.hide()
        for part in (self._back, self.day_button, self._on, self.return_button):
            row.addWidget(part)
        self._back.clicked.connect(self.step_back)
        self._on.clicked.connect(self.step_on)
        self.return_button.clicked.connect(self.step_to_today)
        self.day_button.clicked.connect(self._open_calendar)
        for keys, step in (("Alt+Left", self.step_back), ("Alt+Right", self.step_on), ("Alt+Home", self.step_to_today)):
            QShortcut(QKeySequence(keys), self, step, context=Qt.ShortcutContext.WindowShortcut)
        self.setEnabled(False)

    def show_day(self, day: date, today: date) -> None:
        """Show which day is looked at, and what it is to today."""
        self._day, self._today = day, today
        self.setEnabled(True)
        self.day_button.setText(long_date(day))
        self.return_button.setVisible(day != today)
        self.return_button.setText("as it was" if day < today else "as planned")
        manner = "" if day == today else f", {self.return_button.text()}"
        self.day_button.setAccessibleName(f"Day looked at: {long_date(day)}{manner}")
        self.return_button.setAccessibleName(f"{self.return_button.text()}: back to today")

    def step_back(self) -> None:
        self._step(self._day - timedelta(days=1))

    def step_on(self) -> None:
        self._step(self._day + timedelta(days=1))

    def step_to_today(self) -> None:
        self._step(self._today)

    def _step(self, day: date) -> None:
        if self.isEnabled() and day != self._day:
            self.show_day(day, self._today)
            self.stepped.emit(day)

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(menu)
        calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.popup(self.day_button.mapToGlobal(self.day_button.rect().bottomLeft()))
        calendar.setFocus()

    def _take(self, chosen: QDate) -> None:
        self._step(date(chosen.year(), chosen.month(), chosen.day()))
