"""Facts as they come from reports: what is written down once accepted, each with the key that recognises it again.

A fact with a known key and the same values changes nothing; so the same file twice changes nothing (DOMAIN 8).
Key workers, shifts, appointments and allocations are facts too: see `people` and `detail`.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, time

from keywork_desktop.domain.detail import Appointment, Shift, ShiftCode
from keywork_desktop.domain.people import Allocation, KeyWorker
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from keywork_desktop.domain.snapshot import ReportKind


@dataclass(frozen=True, slots=True)
class PersonFact:
    """Who a prisoner is, as the newest roll says. One for each prison number."""

    prison_number: str
    last_name: str
    first_name: str
    date_of_birth: date | None = None
    booking_number: str = ""
    legal_status: str = ""
    release_date: date | None = None


@dataclass(frozen=True, slots=True)
class StayFact:
    """On the roll from the first report that shows him until the first that does not (`to_date`, exclusive).

    One for each prison number and `from_date`. "Gone" is a closed stay; nobody is ever deleted (DOMAIN 8).
    """

    prison_number: str
    from_date: date
    to_date: date | None = None
    ended_because: str = ""


@dataclass(frozen=True, slots=True)
class WhereaboutsFact:
    """Seen at `location` from `from_date`. One for each prison number and day."""

    prison_number: str
    from_date: date
    location: str


@dataclass(frozen=True, slots=True)
class AdmissionFact:
    """Arrived in this establishment on this day, or returned. One for each prison number and day.

    `source` is `admissions`, `alerts` (that report's Admission Date) or `roll` (the first roll that shows him).
    """

    prison_number: str
    on: date
    booking_number: str = ""
    source: str = "admissions"


@dataclass(frozen=True, slots=True)
class AlertFact:
    """An alert of one prisoner; see `Alert`. One for each prison number, code and effective date."""

    prison_number: str
    code: str
    effective: date | None
    expiry: date | None
    first_seen: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordFact:
    """One key work record of one prisoner. One for each prison number, day, time, kind, writer and source."""

    prison_number: str
    record: KeyWorkRecord

    @property
    def key(self) -> tuple[str, date, time | None, RecordKind, str]:
        """What makes two rows the same note."""
        return (self.prison_number, self.record.on, self.record.at, self.record.kind, self.record.staff_id)


Fact = (
    PersonFact
    | StayFact
    | WhereaboutsFact
    | AdmissionFact
    | AlertFact
    | RecordFact
    | KeyWorker
    | Shift
    | ShiftCode
    | Appointment
    | Allocation
)


@dataclass(frozen=True)
class Known:
    """What is written down already: what a new report is compared with. Each mapping is keyed as its fact says.

    `records` holds notes from NOMIS back to the day that was asked for. `newest` is the date of the newest report of
    each kind.
    """

    people: Mapping[str, PersonFact] = field(default_factory=dict)
    stays: Mapping[str, StayFact] = field(default_factory=dict)
    """The latest stay of each prison number."""
    whereabouts: Mapping[str, WhereaboutsFact] = field(default_factory=dict)
    """The latest known location of each prison number."""
    admissions: Mapping[tuple[str, date], AdmissionFact] = field(default_factory=dict)
    alerts: Mapping[tuple[str, str, date | None], AlertFact] = field(default_factory=dict)
    records: Set[tuple[str, date, time | None, RecordKind, str]] = frozenset()
    key_workers: Mapping[str, KeyWorker] = field(default_factory=dict)
    shifts: Mapping[tuple[str, date], Shift] = field(default_factory=dict)
    shift_codes: Mapping[str, ShiftCode] = field(default_factory=dict)
    appointments: Set[Appointment] = frozenset()
    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    """The current allocation of each prison number."""
    planned: Mapping[str, PlannedSession] = field(default_factory=dict)
    """The planned sessions by their ids."""
    recorded_here: Set[tuple[str, date, RecordKind]] = frozenset()
    """What was recorded here rather than in NOMIS: prison number, day and kind."""
    newest: Mapping[ReportKind, date] = field(default_factory=dict)
    said: Mapping[tuple[str, date], Shift] = field(default_factory=dict)
    """What was last read of each officer's day, for the days that were asked for; typed changes are not in it."""
