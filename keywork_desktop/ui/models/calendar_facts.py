"""What the calendar derives from one view of the facts: the cells of its days and weeks, and who is not planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from keywork_desktop.domain.as_planned import (
    OpenObligation,
    Outcome,
    open_obligations,
    outcome_of,
    overdue_and_not_planned,
    upcoming_days,
)
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.people import KeyWorkerStatus
from keywork_desktop.domain.placing import Diary
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.ui.models.calendar_entries import (
    DayCell,
    Entry,
    WeekCell,
    in_order,
    obligation_entry,
    record_entry,
    session_entry,
)
from keywork_desktop.ui.models.calendar_regime import RegimeOfDay, regime_of
from keywork_desktop.ui.view import View

WEEK = timedelta(days=7)
LEAVE = "AL"
USUAL_MINUTES = 45
_HELD_OR_LOST = (RecordKind.SESSION, RecordKind.MISSED, RecordKind.CANCELLED)


class CalendarFacts:
    """The calendar's reading of a view: computed when first asked for, never changed.

    Only prisoners of the selected units are shown; key work time is that of the selected units' officers. What is open
    for a prisoner is taken over from the facts `before`, where nothing about him has changed. `ahead` are the sessions
    planned between the day looked at and the period, where that lies later: whoever has one of them is not unplanned.
    """

    def __init__(
        self,
        view: View,
        holidays: dict[date, str] | None = None,
        before: CalendarFacts | None = None,
        ahead: Iterable[PlannedSession] = (),
    ) -> None:
        period = view.snapshot.period
        assert period is not None, "the calendar needs a snapshot with a period"
        self.view = view
        self.period: Period = period
        self.holidays = holidays or {}
        self._ahead = tuple(session for session in ahead if session.on < period.first)
        self._before = before if before is not None and before.period == period else None

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day of the period."""
        return tuple(self.period.first + timedelta(n) for n in range((self.period.last - self.period.first).days + 1))

    @cached_property
    def diary(self) -> Diary:
        """Everything planned in the period, of all units."""
        return Diary(self.view.snapshot, self.view.snapshot.planned)

    @cached_property
    def sessions(self) -> dict[str, PlannedSession]:
        """Planned sessions by id, all units."""
        return {session.id: session for session in self.view.snapshot.planned}

    @cached_property
    def officers(self) -> tuple[str, ...]:
        """Staff IDs of the selected units, by unit and name."""
        units = self.view.units
        found = [k for k in self.view.snapshot.key_workers.values() if units is None or k.unit in units]
        return tuple(k.staff_id for k in sorted(found, key=lambda k: (k.unit or "", k.name, k.staff_id)))

    @cached_property
    def upcoming(self) -> dict[str, list[date]]:
        """Days of sessions still to be held, by prison number."""
        snapshot = self.view.snapshot
        return upcoming_days(replace(snapshot, planned=(*self._ahead, *snapshot.planned)) if self._ahead else snapshot)

    @cached_property
    def overdue(self) -> tuple[DueItem, ...]:
        """Overdue and not planned, ranked."""
        return overdue_and_not_planned(self.view.shown, self.upcoming)

    @cached_property
    def _open_of(self) -> dict[str, tuple[DueItem, list[date], tuple[OpenObligation, ...]]]:
        """By prison number what is open, with what it was computed from."""
        book = self.view.snapshot.policies
        before = self._before
        known = before._open_of if before is not None and before.view.snapshot.policies == book else {}
        self._before = None
        found = {}
        for item in self.view.shown:
            number = item.prisoner.prison_number
            planned = self.upcoming.get(number, [])
            old = known.get(number)
            if old is None or old[1] != planned or (old[0] is not item and old[0] != item):
                old = (item, planned, tuple(open_obligations(item, book, planned, self.period.last)))
            found[number] = old
        return found

    @cached_property
    def open(self) -> dict[date, tuple[OpenObligation, ...]]:
        """Obligations that fall due in the period and have no session by then."""
        found: dict[date, list[OpenObligation]] = {}
        for _, _, obligations in self._open_of.values():
            for obligation in obligations:
                if obligation.due_on in self.period:
                    found.setdefault(obligation.due_on, []).append(obligation)
        return {day: tuple(obligations) for day, obligations in found.items()}

    @cached_property
    def entries(self) -> dict[date, tuple[Entry, ...]]:
        """The entries of each day, in the order shown."""
        found: dict[date, list[Entry]] = {day: [] for day in self.days}
        for session in self.view.snapshot.planned:
            if session.on in found and self._shows(session):
                found[session.on].append(self._session(session))
        planned = {(entry.prison_number, day) for day, entries in found.items() for entry in entries}
        for day, obligations in self.open.items():
            found[day].extend(obligation_entry(obligation) for obligation in obligations)
        for item in self.view.shown:
            person = item.prisoner
            records = {r.on: r for r in reversed(person.records) if r.kind in _HELD_OR_LOST and r.on in found}
            for day, record in records.items():
                if (person.prison_number, day) not in planned and day <= self.view.snapshot.on:
                    found[day].append(record_entry(person, record))
        return {day: in_order(entries) for day, entries in found.items()}

    def _shows(self, session: PlannedSession) -> bool:
        units = self.view.units
        if units is None:
            return True
        prisoner = self.view.snapshot.prisoners.get(session.prison_number)
        if prisoner is None:
            officer = self.view.snapshot.key_workers.get(session.staff_id)
            return officer is not None and officer.unit in units
        return prisoner.unit in units

    def _session(self, session: PlannedSession) -> Entry:
        item = self.view.by_number.get(session.prison_number)
        upcoming = self.upcoming.get(session.prison_number, [])
        next_one = upcoming[:1] == [session.on]
        return session_entry(session, self.outcome(session), item, self.view.snapshot, next_one=next_one)

    def outcome(self, session: PlannedSession) -> Outcome:
        """What became of a planned session by the day looked at."""
        return outcome_of(session, self.view.snapshot.prisoners.get(session.prison_number), self.view.snapshot.on)

    def key_work_time(self, day: date) -> tuple[int, int]:
        """Minutes of key work time used and available on `day` by the selected units' officers.

        Sessions that were held or lost have left the plan; they count as used, at the usual length if none is recorded.
        """
        available = sum(span.minutes for officer in self.officers for span in self.diary.key_work_time(officer, day))
        used = sum(span.minutes for officer in self.officers for span in self.diary.taken(officer, day))
        return used + self._recorded.get(day, 0), available

    @cached_property
    def _recorded(self) -> dict[date, int]:
        officers, minutes = set(self.officers), dict.fromkeys(self.days, 0)
        planned = {(session.prison_number, session.on) for session in self.view.snapshot.planned}
        for person in self.view.snapshot.prisoners.values():
            of_days = {r.on: r for r in person.records if r.kind in _HELD_OR_LOST and r.on in minutes}
            for day, record in of_days.items():
                if record.staff_id in officers and (person.prison_number, day) not in planned:
                    minutes[day] += record.minutes or USUAL_MINUTES
        return minutes

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units shown; those who are in no cell belong to none."""
        chosen = self.view.units
        return tuple(unit for unit in self.view.snapshot.units if chosen is None or unit in chosen)

    @cached_property
    def regime(self) -> dict[date, RegimeOfDay]:
        """The regime of each day in the units shown."""
        return {day: regime_of(self.view.snapshot, self.units, day) for day in self.days}

    def cuts(self, unit: str | None, day: date) -> tuple[Curtailment, ...]:
        """Where the regime of a unit is cut that day."""
        return tuple(cut for cut in self.view.snapshot.curtailments if cut.closes(unit, day))

    def closed(self, unit: str | None, day: date) -> tuple[TimeSpan, ...]:
        """The hours of that day that lie outside the unit's core day."""
        return self.view.snapshot.core_hours.closed_on(unit, day)

    @cached_property
    def cells(self) -> dict[date, DayCell]:
        """One cell for each day of the period."""
        today = self.view.today
        found = {}
        for day in self.days:
            used, available = self.key_work_time(day)
            found[day] = DayCell(
                on=day,
                entries=self.entries[day],
                used=used,
                available=available,
                holiday=self.holidays.get(day, ""),
                today=day == today,
                past=day < today,
                on_leave=sum(self.on_leave(officer, day) for officer in self.officers),
                regime=self.regime[day],
            )
        return found

    def on_leave(self, staff_id: str, day: date) -> bool:
        """On annual leave by the detail or by status."""
        snapshot = self.view.snapshot
        shift = snapshot.shifts.get((staff_id, day))
        by_status = snapshot.key_workers[staff_id].status_on(day) is KeyWorkerStatus.ANNUAL_LEAVE
        return by_status or (shift is not None and shift.code == LEAVE)

    @cached_property
    def weeks(self) -> tuple[WeekCell, ...]:
        """One cell for each week of the period."""
        found = []
        for number, first in enumerate(self.days[::7], start=1):
            cells = [self.cells[day] for day in self.days if first <= day < first + WEEK]
            used, available = sum(cell.used for cell in cells), sum(cell.available for cell in cells)
            found.append(WeekCell(number, first, used, available))
        return tuple(found)
