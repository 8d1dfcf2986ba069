"""A working copy of what is known, to which the facts of an import are put one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from keywork_desktop.domain.detail import Appointment, Shift, ShiftCode
from keywork_desktop.domain.detail_versions import DetailRead
from keywork_desktop.domain.facts import (
    AdmissionFact,
    AlertFact,
    Fact,
    Known,
    PersonFact,
    RecordFact,
    StayFact,
    WhereaboutsFact,
)
from keywork_desktop.domain.people import Allocation, KeyWorker
from keywork_desktop.domain.snapshot import ReportKind
from keywork_desktop.importing.reconciling.coverage import unit_of

_ORDER = (
    PersonFact,
    KeyWorker,
    ShiftCode,
    StayFact,
    WhereaboutsFact,
    AdmissionFact,
    AlertFact,
    RecordFact,
    Shift,
    Appointment,
    Allocation,
)


class Put(Enum):
    """What putting a fact did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def key_of(fact: Fact) -> tuple[object, ...]:
    """What recognises a fact again, apart from its type (see `domain.facts`)."""
    match fact:
        case PersonFact():
            return (fact.prison_number,)
        case KeyWorker():
            return (fact.staff_id,)
        case ShiftCode():
            return (fact.code,)
        case StayFact() | WhereaboutsFact():
            return (fact.prison_number, fact.from_date)
        case AdmissionFact():
            return (fact.prison_number, fact.on)
        case AlertFact():
            return (fact.prison_number, fact.code, fact.effective)
        case RecordFact():
            return fact.key
        case Shift():
            return (fact.staff_id, fact.on)
        case Appointment():
            return (fact.prison_number, fact.on, fact.span.start, fact.span.end, fact.kind, fact.place)
        case Allocation():
            return (fact.prison_number, fact.from_date, fact.staff_id)


def _sort_key(fact: Fact) -> tuple[int, tuple[tuple[bool, str], ...]]:
    return _ORDER.index(type(fact)), tuple((part is not None, str(part)) for part in key_of(fact))


class Ledger:
    """What is known, and what this import adds to it."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.people = dict(known.people)
        self.stays = dict(known.stays)
        self.whereabouts = dict(known.whereabouts)
        self.admissions = dict(known.admissions)
        self.alerts = dict(known.alerts)
        self.records = set(known.records)
        self.key_workers = dict(known.key_workers)
        self.shifts = dict(known.shifts)
        self.shift_codes = dict(known.shift_codes)
        self.appointments = set(known.appointments)
        self.allocations = dict(known.allocations)
        self._before: dict[tuple[type, tuple[object, ...]], Fact | None] = {}
        self._now: dict[tuple[type, tuple[object, ...]], Fact] = {}

    def put(self, fact: Fact) -> Put:
        """Write down a fact in the working copy."""
        old = self._standing(fact)
        if old == fact:
            return Put.UNCHANGED
        key = (type(fact), key_of(fact))
        self._before.setdefault(key, old)
        self._now[key] = fact
        self._store(fact)
        return Put.NEW if old is None else Put.CHANGED

    def facts(self) -> tuple[Fact, ...]:
        """What changed against what was known, each fact once, in an order that does not depend on how it came."""
        changed = [fact for key, fact in self._now.items() if self._before[key] != fact]
        return tuple(sorted(changed, key=_sort_key))

    def _standing(self, fact: Fact) -> Fact | None:
        match fact:
            case PersonFact():
                return self.people.get(fact.prison_number)
            case KeyWorker():
                return self.key_workers.get(fact.staff_id)
            case ShiftCode():
                return self.shift_codes.get(fact.code)
            case StayFact():
                stay = self.stays.get(fact.prison_number)
                return stay if stay and stay.from_date == fact.from_date else None
            case WhereaboutsFact():
                seen = self.whereabouts.get(fact.prison_number)
                return seen if seen and seen.from_date == fact.from_date else None
            case AdmissionFact():
                return self.admissions.get((fact.prison_number, fact.on))
            case AlertFact():
                return self.alerts.get((fact.prison_number, fact.code, fact.effective))
            case RecordFact():
                return fact if fact.key in self.records else None
            case Shift():
                return self.shifts.get((fact.staff_id, fact.on))
            case Appointment():
                return fact if fact in self.appointments else None
            case Allocation():
                current = self.allocations.get(fact.prison_number)
                same = current and (current.from_date, current.staff_id) == (fact.from_date, fact.staff_id)
                return current if same else None

    def _store(self, fact: Fact) -> None:
        match fact:
            case PersonFact():
                self.people[fact.prison_number] = fact
            case KeyWorker():
                self.key_workers[fact.staff_id] = fact
            case ShiftCode():
                self.shift_codes[fact.code] = fact
            case StayFact():
                if self._is_latest(fact, self.stays.get(fact.prison_number)):
                    self.stays[fact.prison_number] = fact
            case WhereaboutsFact():
                if self._is_latest(fact, self.whereabouts.get(fact.prison_number)):
                    self.whereabouts[fact.prison_number] = fact
            case AdmissionFact():
                self.admissions[fact.prison_number, fact.on] = fact
            case AlertFact():
                self.alerts[fact.prison_number, fact.code, fact.effective] = fact
            case RecordFact():
                self.records.add(fact.key)
            case Shift():
                self.shifts[fact.staff_id, fact.on] = fact
            case Appointment():
                self.appointments.add(fact)
            case Allocation():
                if fact.to_date is None:
                    self.allocations[fact.prison_number] = fact
                else:
                    self.allocations.pop(fact.prison_number, None)

    @staticmethod
    def _is_latest(fact: StayFact | WhereaboutsFact, known: StayFact | WhereaboutsFact | None) -> bool:
        """An older stay or place that becomes known later leaves the present one as it is."""
        return known is None or known.from_date <= fact.from_date

    def present(self) -> frozenset[str]:
        """The prison numbers of everyone whose stay is open."""
        return frozenset(number for number, stay in self.stays.items() if stay.to_date is None)

    def units_of_present(self) -> dict[str, str | None]:
        """The unit of everyone present; None for those at court and where nothing is known."""
        seen = self.whereabouts
        return {number: unit_of(seen[number].location if number in seen else None) for number in self.present()}


def known_after(
    known: Known,
    facts: Iterable[Fact],
    newest: Mapping[ReportKind, date] | None = None,
    details: Iterable[DetailRead] = (),
) -> Known:
    """What is known once these facts are written; `newest` are the reports they came from, `details` those kept."""
    ledger = Ledger(known)
    for fact in facts:
        ledger.put(fact)
    dates = dict(known.newest)
    for kind, day in (newest or {}).items():
        dates[kind] = max(dates.get(kind, day), day)
    return Known(
        people=ledger.people,
        stays=ledger.stays,
        whereabouts=ledger.whereabouts,
        admissions=ledger.admissions,
        alerts=ledger.alerts,
        records=frozenset(ledger.records),
        key_workers=ledger.key_workers,
        shifts=ledger.shifts,
        shift_codes=ledger.shift_codes,
        appointments=frozenset(ledger.appointments),
        allocations=ledger.allocations,
        newest=dates,
        said=_said_after(known, details),
    )


def _said_after(known: Known, details: Iterable[DetailRead]) -> dict[tuple[str, date], Shift]:
    """What was last said of each officer's day, once these details are kept: an older one adds, it changes nothing."""
    said, newest = dict(known.said), known.newest.get(ReportKind.DETAIL, date.min)
    for each in details:
        its = {(shift.staff_id, shift.on): shift for shift in each.shifts}
        said = {**its, **said} if each.report_date < newest else {**said, **its}
    return said
