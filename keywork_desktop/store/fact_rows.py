"""Facts as rows and back: for each kind of fact its table, its natural key and how its values are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from keywork_desktop.domain.detail import Appointment, Shift, ShiftCode, TimeSpan
from keywork_desktop.domain.facts import (
    AdmissionFact,
    AlertFact,
    Fact,
    PersonFact,
    RecordFact,
    StayFact,
    WhereaboutsFact,
)
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Allocation, KeyWorker, KeyWorkerStatus, checked_prison_number
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.store import stored
from keywork_desktop.store.stored import Row, day_or_none, day_text

_KINDS = {kind.value: kind for kind in RecordKind}
_SOURCES = {source.value: source for source in RecordSource}


@dataclass(frozen=True, slots=True)
class FactTable:
    """Where one kind of fact is written. `key` are the columns of its natural key."""

    fact: type
    table: str
    key: tuple[str, ...]
    to_row: Callable[[Any], Row]
    from_row: Callable[[Any], Any]


def _person_row(fact: PersonFact) -> Row:
    return {
        "prison_number": checked_prison_number(fact.prison_number),
        "last_name": fact.last_name,
        "first_name": fact.first_name,
        "date_of_birth": day_text(fact.date_of_birth),
        "booking_number": fact.booking_number,
        "legal_status": fact.legal_status,
        "release_date": day_text(fact.release_date),
    }


def _person(row: Any) -> PersonFact:
    return PersonFact(
        prison_number=row.prison_number,
        last_name=row.last_name,
        first_name=row.first_name,
        date_of_birth=day_or_none(row.date_of_birth),
        booking_number=row.booking_number,
        legal_status=row.legal_status,
        release_date=day_or_none(row.release_date),
    )


def _stay_row(fact: StayFact) -> Row:
    return {
        "prison_number": fact.prison_number,
        "from_date": day_text(fact.from_date),
        "to_date": day_text(fact.to_date),
        "ended_because": fact.ended_because,
    }


def _stay(row: Any) -> StayFact:
    return StayFact(row.prison_number, stored.day(row.from_date), day_or_none(row.to_date), row.ended_because)


def _whereabouts_row(fact: WhereaboutsFact) -> Row:
    return {
        "prison_number": fact.prison_number,
        "from_date": day_text(fact.from_date),
        "location": Location(fact.location).text,
    }


def _whereabouts(row: Any) -> WhereaboutsFact:
    return WhereaboutsFact(row.prison_number, stored.day(row.from_date), row.location)


def _admission_row(fact: AdmissionFact) -> Row:
    return {
        "prison_number": fact.prison_number,
        "on_date": day_text(fact.on),
        "booking_number": fact.booking_number,
        "source": fact.source,
    }


def _admission(row: Any) -> AdmissionFact:
    return AdmissionFact(row.prison_number, stored.day(row.on_date), row.booking_number, row.source)


def _alert_row(fact: AlertFact) -> Row:
    return {
        "prison_number": fact.prison_number,
        "code": fact.code,
        "effective": stored.key_day_text(fact.effective),
        "expiry": day_text(fact.expiry),
        "first_seen": day_text(fact.first_seen),
        "ended_on": day_text(fact.ended_on),
    }


def _alert(row: Any) -> AlertFact:
    return AlertFact(
        prison_number=row.prison_number,
        code=row.code,
        effective=day_or_none(row.effective),
        expiry=day_or_none(row.expiry),
        first_seen=stored.day(row.first_seen),
        ended_on=day_or_none(row.ended_on),
    )


def _record_row(fact: RecordFact) -> Row:
    record = fact.record
    return {
        "prison_number": fact.prison_number,
        "on_date": day_text(record.on),
        "at": stored.key_time_text(record.at),
        "kind": record.kind.value,
        "staff_id": record.staff_id,
        "source": record.source.value,
        "minutes": record.minutes,
        "reason": record.reason,
    }


def record_in(
    on: str, kind: str, staff_id: str, at: str, minutes: int | None, source: str, reason: str, known_since: date | None
) -> KeyWorkRecord:
    """The key work record with these columns, as they are stored."""
    return KeyWorkRecord(
        stored.day(on),
        _KINDS[kind],
        staff_id,
        stored.time_or_none(at),
        minutes,
        _SOURCES[source],
        reason,
        known_since,
    )


def record_of(row: Any) -> KeyWorkRecord:
    """The key work record in a row with its columns, whoever it is about."""
    return record_in(row.on_date, row.kind, row.staff_id, row.at, row.minutes, row.source, row.reason, None)


def _record(row: Any) -> RecordFact:
    return RecordFact(row.prison_number, record_of(row))


def _key_worker_row(worker: KeyWorker) -> Row:
    return {
        "staff_id": worker.staff_id,
        "last_name": worker.last_name,
        "first_name": worker.first_name,
        "unit": worker.unit,
        "status": worker.status.value,
        "return_date": day_text(worker.return_date),
        "capacity": worker.capacity,
        "specialisms": stored.words_text(worker.specialisms),
        "do_not_allocate": stored.words_text(worker.do_not_allocate),
        "band": worker.band,
        "working_pattern": worker.working_pattern,
    }


def _key_worker(row: Any) -> KeyWorker:
    return KeyWorker(
        staff_id=row.staff_id,
        last_name=row.last_name,
        first_name=row.first_name,
        unit=row.unit,
        status=KeyWorkerStatus(row.status),
        return_date=day_or_none(row.return_date),
        capacity=row.capacity,
        specialisms=stored.words(row.specialisms),
        do_not_allocate=stored.words(row.do_not_allocate),
        band=row.band,
        working_pattern=row.working_pattern,
    )


def _shift_code_row(code: ShiftCode) -> Row:
    return {
        "code": code.code,
        "meaning": code.meaning,
        "start": stored.time_text(code.start),
        "end": stored.time_text(code.end),
    }


def _shift_code(row: Any) -> ShiftCode:
    return ShiftCode(row.code, row.meaning, stored.time_or_none(row.start), stored.time_or_none(row.end))


def _shift_row(shift: Shift) -> Row:
    return {
        "staff_id": shift.staff_id,
        "on_date": day_text(shift.on),
        "code": shift.code,
        "key_work": stored.spans_text(shift.written),
    }


def _shift(row: Any) -> Shift:
    return Shift(row.staff_id, stored.day(row.on_date), row.code, stored.spans(row.key_work))


def _appointment_row(appointment: Appointment) -> Row:
    return {
        "prison_number": appointment.prison_number,
        "on_date": day_text(appointment.on),
        "start": stored.time_text(appointment.span.start),
        "end": stored.time_text(appointment.span.end),
        "kind": appointment.kind,
        "place": appointment.place,
    }


def _appointment(row: Any) -> Appointment:
    span = TimeSpan(stored.time_of_day(row.start), stored.time_of_day(row.end))
    return Appointment(row.prison_number, stored.day(row.on_date), span, row.kind, row.place)


def _allocation_row(allocation: Allocation) -> Row:
    return {
        "prison_number": allocation.prison_number,
        "staff_id": allocation.staff_id,
        "from_date": day_text(allocation.from_date),
        "to_date": day_text(allocation.to_date),
        "began_because": allocation.began_because,
        "ended_because": allocation.ended_because,
        "by_whom": allocation.by,
        "second_staff_id": allocation.second_staff_id,
        "override_reason": allocation.override,
    }


def allocation_of(row: Any) -> Allocation:
    """The allocation in a row of its table."""
    return Allocation(
        prison_number=row.prison_number,
        staff_id=row.staff_id,
        from_date=stored.day(row.from_date),
        to_date=day_or_none(row.to_date),
        began_because=row.began_because,
        ended_because=row.ended_because,
        by=row.by_whom,
        second_staff_id=row.second_staff_id,
        override=row.override_reason,
    )


def planned_row(session: PlannedSession) -> Row:
    """The planned session as a row, without its id."""
    return {
        "prison_number": session.prison_number,
        "staff_id": session.staff_id,
        "on_date": day_text(session.on),
        "start": stored.time_text(session.start),
        "minutes": session.minutes,
        "kind": session.kind.value,
        "rule": session.rule,
        "target": day_text(session.target),
        "due_on": day_text(session.due_on),
        "priority": int(session.priority),
        "cover": int(session.cover),
        "locked": int(session.locked),
        "second_staff_id": session.second_staff_id,
    }


def planned_of(row: Any) -> PlannedSession:
    """The planned session in a row of its table."""
    return PlannedSession(
        prison_number=row.prison_number,
        staff_id=row.staff_id,
        on=stored.day(row.on_date),
        start=stored.time_of_day(row.start),
        minutes=row.minutes,
        kind=PlannedKind(row.kind),
        rule=row.rule,
        target=day_or_none(row.target),
        due_on=day_or_none(row.due_on),
        priority=bool(row.priority),
        cover=bool(row.cover),
        locked=bool(row.locked),
        second_staff_id=row.second_staff_id,
        id=row.id,
    )


_ONE_ALLOCATION = ("prison_number", "from_date", "staff_id")
_ONE_APPOINTMENT = ("prison_number", "on_date", "start", "end", "kind", "place")
_ONE_RECORD = ("prison_number", "on_date", "at", "kind", "staff_id", "source")

FACT_TABLES: dict[type, FactTable] = {
    each.fact: each
    for each in (
        FactTable(PersonFact, "prisoner", ("prison_number",), _person_row, _person),
        FactTable(KeyWorker, "key_worker", ("staff_id",), _key_worker_row, _key_worker),
        FactTable(ShiftCode, "shift_code", ("code",), _shift_code_row, _shift_code),
        FactTable(StayFact, "stay", ("prison_number", "from_date"), _stay_row, _stay),
        FactTable(WhereaboutsFact, "whereabouts", ("prison_number", "from_date"), _whereabouts_row, _whereabouts),
        FactTable(AdmissionFact, "admission", ("prison_number", "on_date"), _admission_row, _admission),
        FactTable(AlertFact, "alert", ("prison_number", "code", "effective"), _alert_row, _alert),
        FactTable(RecordFact, "key_work_record", _ONE_RECORD, _record_row, _record),
        FactTable(Shift, "shift", ("staff_id", "on_date"), _shift_row, _shift),
        FactTable(Appointment, "appointment", _ONE_APPOINTMENT, _appointment_row, _appointment),
        FactTable(Allocation, "allocation", _ONE_ALLOCATION, _allocation_row, allocation_of),
    )
}
"""By kind of fact, in the order in which they must be written: those that others refer to first."""


def fact_table(fact: Fact) -> FactTable:
    """Where this fact is written; `KeyError` if it is no fact at all."""
    return FACT_TABLES[type(fact)]
