"""Gives other places the core day of one; and ends the core day of a place from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_words import place
from keywork_desktop.ui.theme import SMALLEST_TARGET, tokens
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.weekday_ticks import WeekdayTicks

_MOST_SHOWN = 8


@dataclass(frozen=True)
class CoreDayCopy:
    """The core day of `source` for `targets` from `first` on; None is the whole establishment."""

    source: str | None
    targets: tuple[str | None, ...]
    first: date


@dataclass(frozen=True)
class CoreDayEnd:
    """No core day of its own on these weekdays from `first` on."""

    unit: str | None
    weekdays: tuple[int, ...]
    first: date


class CoreDayCopyDialog(SettingsForm):
    """`decided` carries a `CoreDayCopy`."""

    def __init__(self, source: str | None, units: Sequence[str], today: date, parent: QWidget | None = None) -> None:
        super().__init__("Copy the core day", f"Copy the core day of: {place(source)}", "Copy", parent, width=60)
        self._source = source
        self.targets = QListWidget(self)
        self.targets.setAccessibleName("To which places")
        calm = self.targets.palette()
        calm.setColor(QPalette.ColorRole.Highlight, tokens(self).accent_pale)
        calm.setColor(QPalette.ColorRole.HighlightedText, tokens(self).text)
        self.targets.setPalette(calm)
        others: list[str | None] = [unit for unit in (None, *units) if unit != source]
        line = max(SMALLEST_TARGET, self.fontMetrics().height() + 8)
        for unit in others:
            item = QListWidgetItem(place(unit), self.targets)
            item.setData(Qt.ItemDataRole.UserRole, unit)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, line))
        self.targets.setCurrentRow(0)
        self.targets.setFixedHeight(min(len(others), _MOST_SHOWN) * line + 8)
        self.first = day_field("From", self)
        self.first.setDate(qdate(today))
        self.ask("units", "To", self.targets)
        self.ask("from", "From", self.first)
        self.note.setText("All seven weekdays as they stand then. What the places had before stays in the history.")
        self.targets.itemChanged.connect(self.check)
        self.check()
        self.targets.setFocus()

    @property
    def ticked(self) -> tuple[str | None, ...]:
        """The places that are ticked."""
        items = (self.targets.item(row) for row in range(self.targets.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def mistakes(self) -> dict[str, str]:
        return {} if self.ticked else {"units": "Tick at least one place (Space)."}

    def decision(self) -> CoreDayCopy:
        return CoreDayCopy(self._source, self.ticked, day_of(self.first))


class CoreDayEndDialog(SettingsForm):
    """`decided` carries a `CoreDayEnd`."""

    def __init__(self, unit: str | None, weekdays: Sequence[int], today: date, parent: QWidget | None = None) -> None:
        super().__init__("End the core day", f"End the core day of: {place(unit)}", "End it", parent, width=68)
        self._unit = unit
        self.weekdays = WeekdayTicks(weekdays, self)
        self.first = day_field("First day without it", self)
        self.first.setDate(qdate(today))
        self.ask("weekdays", "Weekdays", self.weekdays)
        self.ask("from", "From", self.first)
        after = "nothing restricts sessions" if unit is None else "the core day of the whole establishment counts"
        self.note.setText(f"From that day on {after} on these weekdays. What was before stays in the history.")
        self.weekdays.changed.connect(self.check)
        self.check()
        self.weekdays.setFocus()

    def mistakes(self) -> dict[str, str]:
        return {} if self.weekdays.weekdays else {"weekdays": "Choose at least one weekday."}

    def decision(self) -> CoreDayEnd:
        return CoreDayEnd(self._unit, self.weekdays.weekdays, day_of(self.first))
