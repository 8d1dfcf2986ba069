"""Says one thing that would be different: its kind, and the few fields of that kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import time

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from keywork_desktop.domain.curtailments import WHOLE_DAY, Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.people import KeyWorker
from keywork_desktop.domain.rulebook import LEVEL_NAMES, LEVELS
from keywork_desktop.domain.rules import PolicySet
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.what_if import Away, ExtraOfficer, If, OtherLevel, OtherPolicy, OtherTime, RegimeCut
from keywork_desktop.ui.theme import SPACE
from keywork_desktop.ui.units import Units
from keywork_desktop.ui.widgets.buttons import button
from keywork_desktop.ui.widgets.day_field import day_field, day_of, qdate
from keywork_desktop.ui.widgets.labels import ToneLabel, quiet
from keywork_desktop.ui.widgets.officer_ticks import OfficerTicks
from keywork_desktop.ui.widgets.time_field import qtime, time_field, time_in

KINDS = (
    "Officers away",
    "Key work time, more or less",
    "Regime level",
    "Policy",
    "Regime curtailed",
    "One officer more",
)
AWAY, TIME, LEVEL, POLICY, CUT, EXTRA = range(len(KINDS))
MOST_MINUTES = 180


class WhatIfEditor(QWidget):
    """`added` carries an `If`. `mistake` says what is missing when somebody wants to add too early."""

    added = Signal(object)

    def __init__(self, snapshot: Snapshot, period: Period, chosen: Units = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._period, self._everywhere = period, chosen is None
        self.kind, self.pages = QComboBox(self), QStackedWidget(self)
        self.kind.setAccessibleName("What would be different")
        self.kind.addItems(list(KINDS))
        self.add = button("Add", self, icon_name="ph.plus")
        self.mistake = ToneLabel("", self, tone="no", wrap=True)
        self.mistake.hide()
        staff = sorted(snapshot.key_workers.values(), key=lambda officer: officer.name)
        here = [officer for officer in staff if chosen is None or officer.unit in chosen]
        units = tuple(unit for unit in snapshot.units if chosen is None or unit in chosen)
        # The same room whatever is chosen: nothing jumps.
        self.pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        for page in (
            self._away(here, staff),
            self._time(here, units),
            self._level(units),
            self._policy(units),
            self._cut(units),
            self._extra(units),
        ):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.kind)
        column.addWidget(self.pages, 1)
        row = QHBoxLayout()
        row.addWidget(self.mistake, 1)
        row.addStretch(0)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)
        self.pending = False
        """Something was said here and not added yet."""
        self.kind.currentIndexChanged.connect(self._turn)
        self.add.clicked.connect(self._add)
        for changed in self._changes():
            changed.connect(self._touch)

    def _changes(self) -> Iterator[SignalInstance]:
        yield self.officers.list.itemChanged
        for choice in self.findChildren(QComboBox):
            yield choice.activated
        for number in (self.minutes, self.extra_minutes):
            yield number.valueChanged
        for day in (self.since, self.until, self.cut_first, self.cut_last):
            yield day.dateChanged
        for clock in (self.start, self.end):
            yield clock.timeChanged
        yield self.all_day.toggled

    def _touch(self, *_: object) -> None:
        self.pending = True

    # -- the fields of each kind --------------------------------------------------------------------------------------

    def _away(self, here: Sequence[KeyWorker], staff: Sequence[KeyWorker]) -> QWidget:
        self.officers = OfficerTicks([*here, *(k for k in staff if k not in here)], self)
        self.since, self.until = self._days("Away from", "Away to")
        return self._page(("", self.officers), ("From", self.since), ("To", self.until))

    def _time(self, here: Sequence[KeyWorker], units: Iterable[str]) -> QWidget:
        self.minutes, self.whose = QSpinBox(self), QComboBox(self)
        self.minutes.setRange(-MOST_MINUTES, MOST_MINUTES)
        self.minutes.setSingleStep(15)
        self.minutes.setValue(30)
        self.minutes.setPrefix("+")
        self.minutes.setSuffix(" min a day")
        self.minutes.setAccessibleName("Minutes of key work time a day, more or (with a minus) less")
        self.minutes.valueChanged.connect(self._sign)
        self.whose.setAccessibleName("For whom")
        if self._everywhere:
            self.whose.addItem("Everyone who has some that day", ("", ""))
        for unit in units:
            self.whose.addItem(f"Everyone in {unit_name(unit)}", ("", unit))
        for officer in here:
            self.whose.addItem(officer.name, (officer.staff_id, ""))
        hint = quiet("On every day that has key work time, as far as the shift goes.", self, wrap=True)
        return self._page(("Time", self.minutes), ("For", self.whose), ("", hint))

    def _sign(self, minutes: int) -> None:
        self.minutes.setPrefix("+" if minutes > 0 else "")

    def _level(self, units: Iterable[str]) -> QWidget:
        self.level, self.level_unit = QComboBox(self), self._where(units)
        self.level.setAccessibleName("Regime level")
        for level in LEVELS:
            self.level.addItem(f"Level {level} · {LEVEL_NAMES[level]}", level)
        return self._page(("Level", self.level), ("Where", self.level_unit), ("", self._throughout()))

    def _policy(self, units: Iterable[str]) -> QWidget:
        self.policy, self.policy_unit = QComboBox(self), self._where(units)
        self.policy.setAccessibleName("Policy set")
        self.policy.setPlaceholderText("Reading the policy sets…")
        hint = quiet("In force on all these days; regime levels set there are put aside.", self, wrap=True)
        return self._page(("Policy", self.policy), ("Where", self.policy_unit), ("", hint))

    def show_policies(self, policies: Iterable[PolicySet]) -> None:
        """Offer these policy sets."""
        self.policy.clear()
        for policy in policies:
            self.policy.addItem(policy.name, policy)
        self.policy.setPlaceholderText("Choose a policy set")

    def _cut(self, units: Iterable[str]) -> QWidget:
        self.cut_first, self.cut_last = self._days("Curtailed from", "Curtailed to")
        self.cut_last.setDate(self.cut_first.date())
        self.all_day = QCheckBox("All day", self)
        self.all_day.setChecked(True)
        self.start, self.end = time_field("From what time", self), time_field("Until what time", self)
        self.start.setTime(qtime(time(8, 0)))
        self.end.setTime(qtime(time(12, 0)))
        for field in (self.start, self.end):
            field.setEnabled(False)
            self.all_day.toggled.connect(field.setDisabled)
        self.cut_unit = self._where(units)
        return self._page(
            ("From", self.cut_first),
            ("To", self.cut_last),
            ("Hours", self._hours(self.start, self.end)),
            ("Where", self.cut_unit),
        )

    def _extra(self, units: Iterable[str]) -> QWidget:
        self.extra_unit, self.extra_minutes = QComboBox(self), QSpinBox(self)
        self.extra_unit.setAccessibleName("Where he works")
        for unit in units:
            if unit.isdigit():
                self.extra_unit.addItem(unit_name(unit), unit)
        self.extra_minutes.setRange(15, 480)
        self.extra_minutes.setSingleStep(15)
        self.extra_minutes.setValue(90)
        self.extra_minutes.setSuffix(" min")
        self.extra_minutes.setAccessibleName("Key work time from Monday to Friday, minutes a day")
        words = "Monday to Friday. He sees those who have no key worker, and covers for priority groups."
        return self._page(
            ("Where", self.extra_unit), ("Key work", self.extra_minutes), ("", quiet(words, self, wrap=True))
        )

    def _days(self, since: str, until: str) -> tuple[QDateEdit, QDateEdit]:
        fields = day_field(since, self), day_field(until, self)
        for field, day in zip(fields, (self._period.first, self._period.last), strict=True):
            field.setDateRange(qdate(self._period.first), qdate(self._period.last))
            field.setDate(qdate(day))
        return fields

    def _where(self, units: Iterable[str]) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName("Where")
        if self._everywhere:
            made.addItem("The whole establishment", "")
        for unit in units:
            made.addItem(unit_name(unit), unit)
        return made

    def _throughout(self) -> QWidget:
        return quiet("Set on all these days.", self, wrap=True)

    def _hours(self, start: QTimeEdit, end: QTimeEdit) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for widget in (self.all_day, start, quiet("to", holder), end):
            row.addWidget(widget)
        row.addStretch(1)
        return holder

    def _page(self, *rows: tuple[str, QWidget]) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACE)
        for label, widget in rows:
            form.addRow(label, widget) if label else form.addRow(widget)
        return page

    # -- what is said -------------------------------------------------------------------------------------------------

    def _turn(self, kind: int) -> None:
        self.mistake.hide()
        self.pages.setCurrentIndex(kind)

    @property
    def wish(self) -> If | str:
        """What the fields say, or what is missing, in words."""
        say = (self._wish_away, self._wish_time, self._wish_level, self._wish_policy, self._wish_cut, self._wish_extra)
        return say[self.kind.currentIndex()]()

    def _wish_away(self) -> If | str:
        first, last = day_of(self.since), day_of(self.until)
        if not self.officers.ticked:
            return "Tick who is away."
        return Away(self.officers.ticked, first, last) if first <= last else _WRONG_ORDER

    def _wish_time(self) -> If | str:
        minutes = self.minutes.value()
        staff_id, unit = self.whose.currentData()
        return OtherTime(minutes, staff_id or None, unit or None) if minutes else "Say how many minutes."

    def _wish_level(self) -> If | str:
        return OtherLevel(int(self.level.currentData()), str(self.level_unit.currentData()) or None)

    def _wish_policy(self) -> If | str:
        policy = self.policy.currentData()
        if policy is None:
            return "Choose a policy set."
        return OtherPolicy(policy, str(self.policy_unit.currentData()) or None)

    def _wish_cut(self) -> If | str:
        first, last = day_of(self.cut_first), day_of(self.cut_last)
        if first > last:
            return _WRONG_ORDER
        start, end = time_in(self.start), time_in(self.end)
        if not self.all_day.isChecked() and end <= start:
            return "The hours end before they begin."
        span = WHOLE_DAY if self.all_day.isChecked() else TimeSpan(start, end)
        return RegimeCut(Curtailment(first, last, str(self.cut_unit.currentData()) or None, span))

    def _wish_extra(self) -> If | str:
        unit = str(self.extra_unit.currentData() or "")
        return ExtraOfficer(unit, self.extra_minutes.value()) if unit else "There is no houseblock yet."

    def _add(self) -> None:
        self.add_what_is_said()

    def add_what_is_said(self) -> bool:
        """Add it, or say what is missing; True if it was added."""
        wish = self.wish
        missing = wish if isinstance(wish, str) else ""
        self.mistake.setText(f"▲ {missing}" if missing else "")
        self.mistake.setVisible(bool(missing))
        if not missing:
            self.added.emit(wish)
            self.officers.untick()
            self.pending = False
        return not missing


_WRONG_ORDER = "The last day is before the first."
