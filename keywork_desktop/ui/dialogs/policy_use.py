"""Puts a policy set in force: from which day, where, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import PolicySet
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_words import place
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate


@dataclass(frozen=True, slots=True)
class PolicyUse:
    """Let this set apply from `first` (until `last`; None: until another one does), to a unit or all."""

    policy_id: str
    first: date
    last: date | None
    unit: str | None


class PolicyUseDialog(SettingsForm):
    """`decided` carries a `PolicyUse`."""

    def __init__(
        self, policy: PolicySet, book: RuleBook, units: Sequence[str], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("Put in force", f"Put {policy.name} in force?", "Put in force", parent)
        self._policy, self._book, self._today = policy, book, today
        self.unit = QComboBox(self)
        for unit in (None, *units):
            self.unit.addItem(place(unit), unit)
        self.first, self.last = day_field("From", self), day_field("Last day", self)
        tomorrow = qdate(today + timedelta(days=1))
        for field in (self.first, self.last):
            field.setMinimumDate(qdate(today))
            field.setDate(tomorrow)
        self.ends = QCheckBox("only until", self)
        self.ask("unit", "Where", self.unit)
        self.ask("from", "From", self.first)
        self.ask("ends", "", self.ends)
        self.ask("to", "Last day", self.last)
        self.unit.currentIndexChanged.connect(self.check)
        self.first.dateChanged.connect(self.check)
        self.last.dateChanged.connect(self.check)
        self.ends.toggled.connect(self.check)
        self.check()
        self.first.setFocus()

    def mistakes(self) -> dict[str, str]:
        if self.ends.isChecked() and day_of(self.last) < day_of(self.first):
            return {"to": "The last day is before the first one."}
        return {}

    def check(self) -> None:
        self.show_row("to", shown=self.ends.isChecked())
        self.note.setText(self._what_changes())
        super().check()

    def _what_changes(self) -> str:
        """What applies there now, and that nobody becomes overdue by a change overnight."""
        unit, first = self.unit.currentData(), day_of(self.first)
        rules = self._book.rules_on(first, unit)
        now = f"Without this change {rules.source} applies there on {long_date(first)}. " if rules else ""
        level = "A regime level set in the calendar still comes first. " if rules and rules.level else ""
        return f"{now}{level}Whoever is overdue stays overdue, and nobody becomes overdue overnight by the change."

    def decision(self) -> PolicyUse:
        last = day_of(self.last) if self.ends.isChecked() else None
        return PolicyUse(self._policy.id, day_of(self.first), last, self.unit.currentData())
