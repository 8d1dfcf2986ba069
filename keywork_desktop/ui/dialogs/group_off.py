"""Switches a local group off: where, and which day is the first without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QWidget

from keywork_desktop.domain.rulebook import GroupSwitch
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_words import place, rule_name, span_words
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate


@dataclass(frozen=True, slots=True)
class GroupOff:
    """`first_without` is the first day on which the group is off in this unit (None: in the establishment)."""

    group: str
    unit: str | None
    first_without: date


class GroupOffDialog(SettingsForm):
    """`decided` carries a `GroupOff`. `switches` are those that apply today or later."""

    def __init__(self, switches: Sequence[GroupSwitch], today: date, parent: QWidget | None = None) -> None:
        name = rule_name(switches[0].group)
        super().__init__("Switch a group off", f"Switch off: {name}", "Switch off", parent, width=60)
        self._switches = tuple(switches)
        self.which = QComboBox(self)
        for switch in self._switches:
            days = span_words(switch.from_date, switch.to_date, today)
            self.which.addItem(f"{place(switch.unit)}, {days}", switch.unit)
        self.first = day_field("First day without it", self)
        self.first.setMinimumDate(qdate(today))
        self.first.setDate(qdate(today + timedelta(days=1)))
        self.ask("unit", "Where", self.which)
        self.ask("from", "First day without it", self.first)
        self.which.currentIndexChanged.connect(self.check)
        self.first.dateChanged.connect(self.check)
        self.check()

    def check(self) -> None:
        self.note.setText(
            f"Whoever is overdue in this group on {long_date(day_of(self.first) - timedelta(days=1))} "
            "stays due until his next session."
        )
        super().check()

    def decision(self) -> GroupOff:
        switch = self._switches[max(0, self.which.currentIndex())]
        return GroupOff(switch.group, switch.unit, day_of(self.first))
