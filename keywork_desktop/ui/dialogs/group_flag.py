"""Puts one prisoner into a group by hand: whom, from when, by whom, why, and when it is to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QSpinBox, QWidget

from keywork_desktop.domain.groups import EXTREMISM_MONTHS, ROSH_DAYS
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import long_date
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_flags import FlagRow
from keywork_desktop.ui.models.settings_words import rule_name
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate

REVIEW_AFTER = 28
"""Days after which a flag is to be looked at again, unless another day is given."""

ROSH, EXTREMISM = "rosh_pre_release", "extremism_pre_release"


@dataclass(frozen=True, slots=True)
class FlagOn:
    """Put this prisoner into the group from `first` until `end` (the first day without it; None: no end yet)."""

    group: str
    prison_number: str
    first: date
    end: date | None
    by: str
    review: date
    reason: str
    days_before_release: int | None = None
    months_before_release: int | None = None


@dataclass(frozen=True, slots=True)
class FlagOff:
    """End this flag: `end` is the first day without it."""

    group: str
    prison_number: str
    first: date
    end: date


class FlagDialog(SettingsForm):
    """`decided` carries a `FlagOn`."""

    def __init__(self, group: str, snapshot: Snapshot, today: date, parent: QWidget | None = None) -> None:
        super().__init__("Flag a prisoner", f"Flag a prisoner: {rule_name(group)}", "Flag", parent, width=76)
        self._group, self._snapshot, self._today = group, snapshot, today
        self._numbers = {f"{person.name} {number}": number for number, person in sorted(snapshot.prisoners.items())}
        self.who = QLineEdit(self)
        self.who.setPlaceholderText("type a name or a prison number")
        self.who.setCompleter(self._completer())
        self.by, self.reason = QLineEdit(self), QLineEdit(self)
        self.by.setMaxLength(80)
        self.by.setPlaceholderText(_BY.get(group, "name and role"))
        self.reason.setMaxLength(200)
        self.first, self.review = day_field("From", self), day_field("Review on", self)
        self.end = day_field("First day without it", self)
        for field, days in ((self.first, 0), (self.review, REVIEW_AFTER), (self.end, REVIEW_AFTER)):
            field.setMinimumDate(qdate(today))
            field.setDate(qdate(today + timedelta(days=days)))
        self.ends = QCheckBox("ends by itself", self)
        self.days, self.months = QSpinBox(self), QSpinBox(self)
        self.days.setRange(ROSH_DAYS + 1, 366)
        self.days.setValue(ROSH_DAYS + 14)
        self.days.setSuffix(" days before release")
        self.months.setRange(EXTREMISM_MONTHS, 24)
        self.months.setSuffix(" months before release")
        self._rows()
        for line in (self.who, self.by, self.reason):
            line.textChanged.connect(self.check)
        for field in (self.first, self.review, self.end):
            field.dateChanged.connect(self.check)
        self.ends.toggled.connect(self.check)
        self.check()
        self.who.setFocus()

    def _completer(self) -> QCompleter:
        completer = QCompleter(list(self._numbers), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        return completer

    def _rows(self) -> None:
        self.ask("prison_number", "Prisoner", self.who)
        self.ask("by", "Decided by", self.by)
        self.ask("from", "From", self.first)
        self.ask("review", "Review on", self.review, "The EDM keeps groups under review.")
        self.ask("ends", "", self.ends)
        self.ask("to", "First day without it", self.end)
        self.ask("days", "Longer window", self.days, f"{ROSH_DAYS} days is the rule; the IRMM may lengthen it.")
        self.ask(
            "months",
            "Longer window",
            self.months,
            f"{EXTREMISM_MONTHS} months is the rule; the committee may lengthen it.",
        )
        self.ask("reason", "Reason", self.reason, "In a few words, without anything from a case note.")
        self.show_row("days", shown=self._group == ROSH)
        self.show_row("months", shown=self._group == EXTREMISM)

    @property
    def number(self) -> str | None:
        """The prison number that is meant by what was typed; None if it is nobody's, or could be several."""
        typed = " ".join(self.who.text().split()).casefold()
        if not typed:
            return None
        for words, number in self._numbers.items():
            if typed in (words.casefold(), number.casefold()):
                return number
        found = [number for words, number in self._numbers.items() if typed in words.casefold()]
        return found[0] if len(found) == 1 else None

    def check(self) -> None:
        self.show_row("to", shown=self.ends.isChecked())
        person = self._snapshot.prisoners.get(self.number or "")
        said = ""
        if person is not None:
            release = f", release {long_date(person.release_date)}" if person.release_date else ""
            said = f"{person.name}, {person.prison_number}, cell {person.location}{release}."
        self.note.setText(said)
        self.note.setVisible(bool(said))
        super().check()

    def mistakes(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if self.number is None:
            typed = self.who.text().strip()
            wrong["prison_number"] = "This is nobody here, or could be several." if typed else "Say whom."
        if not self.by.text().strip():
            wrong["by"] = "Say who decided it."
        if day_of(self.review) < day_of(self.first):
            wrong["review"] = "The review is before the first day."
        if self.ends.isChecked() and day_of(self.end) <= day_of(self.first):
            wrong["to"] = "It would end before it begins."
        if not self.reason.text().strip():
            wrong["reason"] = "Give the reason."
        return wrong

    def decision(self) -> FlagOn:
        return FlagOn(
            self._group,
            self.number or "",
            day_of(self.first),
            day_of(self.end) if self.ends.isChecked() else None,
            " ".join(self.by.text().split()),
            day_of(self.review),
            " ".join(self.reason.text().split()),
            self.days.value() if self._group == ROSH else None,
            self.months.value() if self._group == EXTREMISM and self.months.value() > EXTREMISM_MONTHS else None,
        )


class FlagEndDialog(SettingsForm):
    """`decided` carries a `FlagOff`."""

    def __init__(self, row: FlagRow, today: date, parent: QWidget | None = None) -> None:
        name = f"{row.prisoner.name} · {rule_name(row.flag.group)}"
        super().__init__("End a flag", f"End the flag: {name}", "End flag", parent, width=60)
        self._row = row
        self.end = day_field("First day without it", self)
        self.end.setMinimumDate(qdate(max(today, row.flag.from_date)))
        self.end.setDate(qdate(max(today, row.flag.from_date)))
        self.ask("to", "First day without it", self.end)
        self.note.setText("If he is overdue in this group then, the date stays until his next session.")
        self.check()

    def decision(self) -> FlagOff:
        flag = self._row.flag
        return FlagOff(flag.group, self._row.prisoner.prison_number, flag.from_date, day_of(self.end))


_BY = {ROSH: "for example: IRMM", EXTREMISM: "for example: Pathfinder committee"}
