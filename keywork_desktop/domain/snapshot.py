"""Everything that is known on a day, as values: the facts from which due dates, measures and plans are computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property

from keywork_desktop.domain.core_day import CoreDay, CoreDays
from keywork_desktop.domain.curtailments import Curtailment
from keywork_desktop.domain.detail import SHIFT_CODES, Appointment, Shift, ShiftCode, TimeSpan
from keywork_desktop.domain.people import Allocation, Establishment, KeyWorker, Prisoner, caseloads
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.rulebook import RuleBook

NOT_BLOCKING = "unlock_kinds_not_blocking"
"""The setting: kinds of appointment that do not hinder a session; without it all of them do (DOMAIN 5)."""

INDUCTION_LANDINGS = "induction_landings"
"""The setting: the landings of the induction unit; without it nobody is in induction (DOMAIN 4)."""


class ReportKind(Enum):
    """The reports the product reads (DOMAIN 8); the values are those of the command line."""

    ALPHA_LIST = "alpha-list"
    ALERTS = "alerts"
    CASE_NOTES = "case-notes"
    ADMISSIONS = "admissions"
    UNLOCK_LIST = "unlock-list"
    STAFF = "staff"
    DETAIL = "detail"
    TRACKER = "tracker"
    ROTA_RETURN = "rota-return"

    @property
    def words(self) -> str:
        return {
            ReportKind.ALPHA_LIST: "Alpha list",
            ReportKind.ALERTS: "alerts",
            ReportKind.CASE_NOTES: "case notes",
            ReportKind.ADMISSIONS: "admissions",
            ReportKind.UNLOCK_LIST: "unlock list",
            ReportKind.STAFF: "staff list",
            ReportKind.DETAIL: "detail",
            ReportKind.TRACKER: "wing tracker",
            ReportKind.ROTA_RETURN: "rota return",
        }[self]


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A report that was taken in: which day it speaks of and when it was read."""

    kind: ReportKind
    report_date: date
    read_at: datetime
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it begins ({self.first})")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True)
class Snapshot:
    """The facts as they stand at the end of day `on`.

    `prisoners` are those present. `allocations` are the current ones by prison number; `last_key_worker` is the staff
    ID of the most recent ended allocation in this prison, for continuity. `shifts`, `appointments`, `planned` and
    `curtailments` are those of the `period` that was asked for. `keep_apart` are pairs of prison number and staff ID
    that must never meet. `not_blocking` are the kinds of appointment, in small letters, that do not hinder a session.
    `induction_landings` are those on which key workers are interim (DOMAIN 4). `with_him_since` is the day since when
    the present key worker has had the prisoner, where allocations to him followed each other without a break.
    `core_days` say when which unit is unlocked, whenever that is.
    `shift_codes` are all codes of the detail that have a meaning here: those of DOMAIN 5, and what is remembered.
    """

    establishment: Establishment
    on: date
    policies: RuleBook
    prisoners: Mapping[str, Prisoner]
    key_workers: Mapping[str, KeyWorker]
    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    last_key_worker: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None
    shifts: Mapping[tuple[str, date], Shift] = field(default_factory=dict)
    appointments: Mapping[str, tuple[Appointment, ...]] = field(default_factory=dict)
    planned: tuple[PlannedSession, ...] = ()
    reports: Mapping[ReportKind, ReportRead] = field(default_factory=dict)
    keep_apart: frozenset[tuple[str, str]] = frozenset()
    curtailments: tuple[Curtailment, ...] = ()
    not_blocking: frozenset[str] = frozenset()
    induction_landings: frozenset[str] = frozenset()
    with_him_since: Mapping[str, date] = field(default_factory=dict)
    core_days: tuple[CoreDay, ...] = ()
    shift_codes: Mapping[str, ShiftCode] = field(default_factory=lambda: SHIFT_CODES)

    def appointments_in_the_way(self, prison_number: str, day: date) -> list[Appointment]:
        """His appointments of that day that a session cannot overlap: all kinds but those in `not_blocking`."""
        of_day = (each for each in self.appointments.get(prison_number, ()) if each.on == day)
        return [each for each in of_day if self.hinders(each)]

    def hinders(self, appointment: Appointment) -> bool:
        """No session may overlap this appointment: its kind is not one of `not_blocking`."""
        return appointment.kind.casefold() not in self.not_blocking

    def curtailed(self, prison_number: str, day: date) -> list[TimeSpan]:
        """The hours of that day for which the regime of his unit is cut."""
        prisoner = self.prisoners.get(prison_number)
        unit = prisoner.unit if prisoner else None
        return [cut.span for cut in self.curtailments if cut.closes(unit, day)]

    def key_worker_of(self, prison_number: str) -> KeyWorker | None:
        """The prisoner's present key worker, None if he has none."""
        allocation = self.allocations.get(prison_number)
        return self.key_workers.get(allocation.staff_id) if allocation else None

    @cached_property
    def core_hours(self) -> CoreDays:
        """The core days of all units, asked by unit and day (DOMAIN 5)."""
        return CoreDays(self.core_days)

    @cached_property
    def units_seen(self) -> dict[str, frozenset[str | None]]:
        """By staff ID, the units in which an officer may see somebody: his own, those of his caseload and as second."""
        found: dict[str, set[str | None]] = {s: {k.unit} if k.unit else set() for s, k in self.key_workers.items()}
        for number, allocation in self.allocations.items():
            if number in self.prisoners:
                for staff_id in filter(None, (allocation.staff_id, allocation.second_staff_id)):
                    found.setdefault(staff_id, set()).add(self.prisoners[number].unit)
        return {staff_id: frozenset(units) for staff_id, units in found.items()}

    @cached_property
    def caseloads(self) -> dict[str, list[str]]:
        """Prison numbers by staff ID, present prisoners only."""
        return caseloads({number: a for number, a in self.allocations.items() if number in self.prisoners})

    @property
    def units(self) -> tuple[str, ...]:
        """Units in use, houseblocks first in natural order, then CSU, IPD and others."""
        units = {p.unit for p in self.prisoners.values()} | {k.unit for k in self.key_workers.values()}
        found = {unit for unit in units if unit}
        return tuple(sorted(found, key=lambda unit: (not unit.isdigit(), int(unit) if unit.isdigit() else 0, unit)))
