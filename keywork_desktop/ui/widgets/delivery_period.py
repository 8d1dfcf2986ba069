"""Which days, and how often sessions are projected: the choice at the head of the Delivery page."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from keywork_desktop.domain.delivery_periods import PeriodChoice, period_of, step
from keywork_desktop.domain.measure_words import every_words
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.ui.widgets.buttons import icon_button
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.flowing_row import FlowingRow
from keywork_desktop.ui.widgets.labels import quiet

_WEEKS = (Fraction(1), Fraction(4, 3), Fraction(2), Fraction(4))


class PeriodChooser(QWidget):
    """A choice by name, arrows to the period before and after, two dates, and the rate. `chosen` when any changed."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._setting = False
        self.named = QComboBox(self)
        self.named.setAccessibleName("Period")
        for known in PeriodChoice:
            self.named.addItem(known.words, known)
        self.before = icon_button("ph.caret-left", "Period before", self)
        self.after = icon_button("ph.caret-right", "Period after", self)
        self.first, self.last = day_field("First day", self), day_field("Last day, included", self)
        for field in (self.first, self.last):
            # Not with every figure that is typed: each would be measured.
            field.setKeyboardTracking(False)
        self.weeks = QComboBox(self)
        self.weeks.setAccessibleName("Sessions projected for the delivery rate")
        self.weeks.setToolTip("How often a session is projected for the delivery rate")
        self.weeks.addItem("Rate: as the policy asks", None)
        for weeks in _WEEKS:
            self.weeks.addItem(f"Rate: {every_words(weeks)}", weeks)
        for combo in (self.named, self.weeks):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._widen()
        row = FlowingRow(self)
        for widget in (self.named, self._days(), self.weeks):
            row.addWidget(widget)
        self.named.currentIndexChanged.connect(self._take_named)
        self.first.dateChanged.connect(self._by_hand)
        self.last.dateChanged.connect(self._by_hand)
        self.before.clicked.connect(self.go_before)
        self.after.clicked.connect(self.go_after)
        self.weeks.currentIndexChanged.connect(self._changed)

    def _days(self) -> QWidget:
        """The two dates between their arrows, which stay together."""
        days = QWidget(self)
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.before, self.first, quiet("to", days), self.last, self.after):
            row.addWidget(widget)
        return days

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._widen()

    def _widen(self) -> None:
        """Room for the longest words beside the arrow, in any size of text."""
        for field in (self.named, self.weeks):
            texts = (field.itemText(row) for row in range(field.count()))
            field.setMinimumWidth(max(map(self.fontMetrics().horizontalAdvance, texts)) + 44)

    @property
    def choice(self) -> PeriodChoice:
        found: PeriodChoice = self.named.currentData()
        return found

    @property
    def period(self) -> Period | None:
        """The days chosen; None while the last is before the first."""
        first, last = day_of(self.first), day_of(self.last)
        return Period(first, last) if first <= last else None

    @property
    def every_weeks(self) -> Fraction | None:
        """How far apart sessions are projected; None: as the policy asks."""
        found: Fraction | None = self.weeks.currentData()
        return found

    def choose(self, choice: PeriodChoice) -> None:
        """Choose this period by its name."""
        self.named.setCurrentIndex(self.named.findData(choice))

    def show_today(self, today: date) -> None:
        """Seen from this day: a period chosen by name moves with it."""
        if today != self._today:
            self._today = today
            if self.choice is not PeriodChoice.BY_HAND or self.first.date().year() < 2001:
                self._set(period_of(self.choice, today))

    def go_before(self) -> None:
        """Show the period before this one."""
        self._step(-1)

    def go_after(self) -> None:
        """Show the period after this one."""
        self._step(1)

    def begin_on(self, first: date) -> None:
        """Leave out the days before `first`."""
        if self.period is not None:
            self._turn_to_hand(Period(first, self.period.last))

    def _step(self, by: int) -> None:
        if self.period is not None:
            self._turn_to_hand(step(self.period, by))

    def _turn_to_hand(self, period: Period) -> None:
        self._setting = True
        self.named.setCurrentIndex(self.named.findData(PeriodChoice.BY_HAND))
        self._setting = False
        self._set(period)
        self.chosen.emit()

    def _set(self, period: Period) -> None:
        self._setting = True
        self.first.setDate(qdate(period.first))
        self.last.setDate(qdate(period.last))
        self._setting = False

    def _take_named(self, _: int) -> None:
        if self._setting or self._today == date.min:
            return  # what day it is comes with the facts, and the period with it
        if self.choice is not PeriodChoice.BY_HAND:
            self._set(period_of(self.choice, self._today))
        self.chosen.emit()

    def _by_hand(self) -> None:
        if self._setting:
            return
        self._setting = True
        self.named.setCurrentIndex(self.named.findData(PeriodChoice.BY_HAND))
        self._setting = False
        self.chosen.emit()

    def _changed(self, _: int) -> None:
        self.chosen.emit()
