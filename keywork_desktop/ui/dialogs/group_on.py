"""Switches a local group on: who approved it and when, where, from when, how often, and what narrows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from keywork_desktop.domain.groups import YOUNG_ADULT_AGE
from keywork_desktop.domain.rules import NEURODIVERSE_LANDING, PRIORITY_GROUPS
from keywork_desktop.ui.dialogs.settings_form import SettingsForm
from keywork_desktop.ui.models.settings_words import place, rule_name
from keywork_desktop.ui.theme import SMALLEST_TARGET
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.labels import quiet

YOUNG_ADULT = "young_adult"
WITH_LANDINGS = frozenset({"neurodiverse", NEURODIVERSE_LANDING})
MOST_LANDINGS_SHOWN = 5
YOUNGEST, OLDEST = 18, 40


@dataclass(frozen=True, slots=True)
class GroupOn:
    """Switch this group on: its rule, days and unit, who approved it and when, and what narrows it."""

    group: str
    approved_by: str
    approved_on: date
    first: date
    last: date | None
    unit: str | None
    sessions: int
    window_days: int
    minutes: int
    first_within: int
    under_age: int | None = None
    landings: tuple[str, ...] = ()
    new: bool = False


class GroupOnDialog(SettingsForm):
    """`decided` carries a `GroupOn`. `group` None asks for the name of a group of the prison's own."""

    def __init__(
        self,
        group: str | None,
        units: Sequence[str],
        landings: Sequence[str],
        today: date,
        parent: QWidget | None = None,
        ticked: Sequence[str] = (),
    ) -> None:
        name = rule_name(group) if group else "another group"
        super().__init__("Switch a group on", f"Switch on: {name}", "Switch on", parent, width=80)
        self._group, self._today = group, today
        self.name, self.by = QLineEdit(self), QLineEdit(self)
        self.name.setMaxLength(40)
        self.by.setMaxLength(80)
        self.by.setPlaceholderText("for example: Head of Residence, PGD")
        self.approved = day_field("Approved on", self)
        self.approved.setDate(qdate(today))
        self.approved.setMaximumDate(qdate(today))
        self.first, self.last = day_field("From", self), day_field("Last day", self)
        for field, day in ((self.first, today), (self.last, today + timedelta(days=90))):
            field.setMinimumDate(qdate(today))
            field.setDate(qdate(day))
        self.ends = QCheckBox("only until", self)
        self.unit = QComboBox(self)
        for unit in (None, *units):
            self.unit.addItem(place(unit), unit)
        self.sessions, self.days = self._number(1, 31, ""), self._number(7, 365, "")
        self.minutes, self.within = self._number(45, 240, " min"), self._number(7, 90, " days")
        self.age = self._number(YOUNG_ADULT_AGE, 99, " years")
        self.landings = self._landings(landings, ticked)
        self._rows()
        for line in (self.name, self.by):
            line.textChanged.connect(self.check)
        for box in (self.sessions, self.days, self.minutes, self.within, self.age):
            box.valueChanged.connect(self.check)
        for field in (self.approved, self.first, self.last):
            field.dateChanged.connect(self.check)
        self.ends.toggled.connect(self.check)
        self.landings.itemChanged.connect(self.check)
        self.check()
        (self.by if group else self.name).setFocus()

    def _number(self, value: int, most: int, suffix: str) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(0, most)
        box.setValue(value)
        box.setSuffix(suffix)
        return box

    def _landings(self, landings: Sequence[str], ticked: Sequence[str]) -> QListWidget:
        listed = QListWidget(self)
        listed.setAccessibleName("Landings")
        for landing in landings:
            item = QListWidgetItem(landing, listed)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if landing in ticked else Qt.CheckState.Unchecked)
            item.setSizeHint(listed.fontMetrics().boundingRect(landing).size().expandedTo(_row_of(listed)))
            if landing in ticked:
                listed.scrollToItem(item)
        listed.setUniformItemSizes(True)
        listed.setFixedHeight(_row_of(listed).height() * min(MOST_LANDINGS_SHOWN, max(1, len(landings))) + 6)
        return listed

    def _rows(self) -> None:
        often = QWidget(self)
        row = QHBoxLayout(often)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.sessions, quiet("in", self), self.days, quiet("days, of", self), self.minutes):
            row.addWidget(part)
        row.addStretch(1)
        self.sessions.setAccessibleName("Sessions")
        self.days.setAccessibleName("In days")
        self.minutes.setAccessibleName("Minutes")
        often.setFocusProxy(self.sessions)
        self.ask("name", "Name of the group", self.name)
        self.ask("approved_by", "Approved by", self.by, "The EDM asks for the PGD's agreement.")
        self.ask("approved_on", "Approved on", self.approved)
        self.ask("unit", "Where", self.unit)
        self.ask("from", "From", self.first)
        self.ask("ends", "", self.ends)
        self.ask("to", "Last day", self.last)
        self.ask("often", "How often", often)
        self.ask("first_within", "First one within", self.within)
        self.ask("age", "Under", self.age, "25 is a local reading.")
        self.ask("landing", "Landings", self.landings)
        self.show_row("name", shown=self._group is None)
        self.show_row("age", shown=self._group == YOUNG_ADULT)
        self.show_row("landing", shown=self._group in WITH_LANDINGS)
        self.note.setText("Prisoners who are in it are due from the first day on, as long as it is on.")

    @property
    def ticked(self) -> tuple[str, ...]:
        """The landings that are ticked."""
        items = (self.landings.item(row) for row in range(self.landings.count()))
        return tuple(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)

    @property
    def group(self) -> str:
        """The id of the group: of a named one, its name in small letters."""
        return self._group or "_".join(self.name.text().casefold().split())

    def check(self) -> None:
        self.show_row("to", shown=self.ends.isChecked())
        super().check()

    def mistakes(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if self._group is None:
            if not self.group:
                wrong["name"] = "Give the group a name."
            elif self.group in PRIORITY_GROUPS:
                wrong["name"] = "There is a group of this name already."
        if not self.by.text().strip():
            wrong["approved_by"] = "Say who agreed to this group."
        if self.ends.isChecked() and day_of(self.last) < day_of(self.first):
            wrong["to"] = "The last day is before the first one."
        if min(self.sessions.value(), self.days.value(), self.minutes.value()) < 1:
            wrong["often"] = "Sessions, days and minutes must each be at least 1."
        elif self.sessions.value() > self.days.value():
            wrong["often"] = "At most one session a day can count."
        if self._group == YOUNG_ADULT and not YOUNGEST <= self.age.value() <= OLDEST:
            wrong["age"] = f"Give an age from {YOUNGEST} to {OLDEST}."
        if self._group == NEURODIVERSE_LANDING and not self.ticked:
            wrong["landing"] = "Tick the landing."
        return wrong

    def decision(self) -> GroupOn:
        return GroupOn(
            self.group,
            " ".join(self.by.text().split()),
            day_of(self.approved),
            day_of(self.first),
            day_of(self.last) if self.ends.isChecked() else None,
            self.unit.currentData(),
            self.sessions.value(),
            self.days.value(),
            self.minutes.value(),
            self.within.value(),
            self.age.value() if self._group == YOUNG_ADULT else None,
            self.ticked if self._group in WITH_LANDINGS else (),
            new=self._group is None,
        )


def _row_of(listed: QListWidget) -> QSize:
    return QSize(40, max(SMALLEST_TARGET, listed.fontMetrics().height() + 6))
