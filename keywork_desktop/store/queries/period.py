"""The facts of a period: everybody who was present on a day of it, what was held and lost, who was responsible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.facts import AdmissionFact, AlertFact, PersonFact, StayFact
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Alert, Allocation, Prisoner, Whereabouts
from keywork_desktop.domain.period_facts import PeriodFacts, PersonInPeriod, StayInPeriod
from keywork_desktop.domain.present_days import PresentDays, present_days
from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import FACT_TABLES, allocation_of, record_of
from keywork_desktop.store.queries.rules_in_time import flags_by_prisoner
from keywork_desktop.store.queries.snapshot import snapshot

DAY = timedelta(days=1)
NOT_IN_A_CELL = "OUT"


def period_facts(connection: Connection, period: Period) -> PeriodFacts:
    """Everybody who was present on a day of `period`, in prison number order, and how things stood at its end.

    Those who had gone by then are shown as they were on their last day in the period.
    """
    at_the_end = snapshot(connection, period.last)
    here = _present(connection, period)
    records, allocations = _records(connection, period), _allocations(connection, period)
    planned = _planned_minutes(connection, period)
    people = [
        PersonInPeriod(
            stays, tuple(records.get(number, ())), tuple(allocations.get(number, ())), planned.get(number, {})
        )
        for number, stays in _stays(connection, here, at_the_end, period).items()
    ]
    return PeriodFacts(period, at_the_end, tuple(people))


def _present(connection: Connection, period: Period) -> dict[str, list[PresentDays]]:
    """Who was present on which days; those who left before the period need no look."""
    stays: dict[str, list[StayFact]] = defaultdict(list)
    admissions: dict[str, list[AdmissionFact]] = defaultdict(list)
    not_gone = "(SELECT prison_number FROM stay WHERE to_date IS NULL OR to_date > :first)"
    for fact, found in ((StayFact, stays), (AdmissionFact, admissions)):
        where = FACT_TABLES[fact]
        rows = connection.exec_driver_sql(
            f"SELECT * FROM {where.table} WHERE prison_number IN {not_gone}",  # noqa: S608 - our own names
            {"first": period.first.isoformat()},
        )
        for row in rows:
            found[row.prison_number].append(where.from_row(row))
    runs = {number: present_days(period, admissions.get(number, []), stays[number]) for number in sorted(stays)}
    return {number: of_him for number, of_him in runs.items() if of_him}


def _stays(
    connection: Connection, here: Mapping[str, list[PresentDays]], at_the_end: Snapshot, period: Period
) -> dict[str, tuple[StayInPeriod, ...]]:
    """Each stay with the prisoner as on its last day: as at the end of the period where he was still there."""

    def still_there(number: str, present: PresentDays) -> bool:
        return present.days.end > period.last and number in at_the_end.prisoners

    gone = [number for number, runs in here.items() if not all(still_there(number, present) for present in runs)]
    former = _Former(connection, gone)
    return {
        number: tuple(
            StayInPeriod(
                at_the_end.prisoners[number]
                if still_there(number, present)
                else former.on_the_last_day(number, present),
                present.days,
                present.arrival_known,
            )
            for present in runs
        )
        for number, runs in here.items()
    }


class _Former:
    """What is known about people who left, or came again, within the period."""

    def __init__(self, connection: Connection, numbers: Sequence[str]) -> None:
        def rows(table: str, order: str) -> Iterable[Any]:
            return connection.exec_driver_sql(
                f"SELECT * FROM {table} WHERE prison_number IN (SELECT value FROM json_each(?)) ORDER BY {order}",  # noqa: S608 - our own names
                (stored.json_text(list(numbers)),),
            )

        self._people: dict[str, PersonFact] = {
            row.prison_number: FACT_TABLES[PersonFact].from_row(row) for row in rows("prisoner", "id")
        }
        self._alerts: dict[str, list[AlertFact]] = defaultdict(list)
        for row in rows("alert", "code, effective, first_seen"):
            self._alerts[row.prison_number].append(FACT_TABLES[AlertFact].from_row(row))
        self._seen_at: dict[str, list[Whereabouts]] = defaultdict(list)
        for row in rows("whereabouts", "from_date DESC"):
            self._seen_at[row.prison_number].append(Whereabouts(stored.day(row.from_date), _location(row.location)))

        self._flags = flags_by_prisoner(connection) if numbers else {}

    def on_the_last_day(self, number: str, present: PresentDays) -> Prisoner:
        """He as he was on the last of these days; without records, which the period has."""
        person, last = self._people[number], present.days.end - DAY
        seen_at = [each for each in self._seen_at[number] if each.from_date <= last]
        since = tuple(each for each in seen_at if each.from_date >= present.reception.on)
        if not since and seen_at:
            since = (Whereabouts(present.reception.on, seen_at[0].location),)
        return Prisoner(
            prison_number=number,
            last_name=person.last_name,
            first_name=person.first_name,
            location=since[0].location if since else self._first_location(number),
            reception=present.reception.on,
            booking_number=person.booking_number,
            date_of_birth=person.date_of_birth,
            legal_status=person.legal_status,
            release_date=person.release_date,
            reception_problem=present.reception.problem,
            alerts=tuple(
                Alert(each.code, each.effective, each.expiry, each.first_seen, each.ended_on)
                for each in self._alerts[number]
            ),
            whereabouts=since,
            flags=self._flags.get(number, ()),
        )

    def _first_location(self, number: str) -> Location:
        """Where he was ever seen first, for days before the first roll of all."""
        seen_at = self._seen_at[number]
        return seen_at[-1].location if seen_at else _location(NOT_IN_A_CELL)


@lru_cache(maxsize=4096)
def _location(text: str) -> Location:
    return Location(text)


def _records(connection: Connection, period: Period) -> dict[str, list[KeyWorkRecord]]:
    found: dict[str, list[KeyWorkRecord]] = defaultdict(list)
    rows = connection.exec_driver_sql(
        "SELECT prison_number, on_date, at, kind, staff_id, minutes, source, reason FROM key_work_record "
        "WHERE on_date BETWEEN ? AND ? ORDER BY on_date DESC, at DESC, kind, staff_id",
        (period.first.isoformat(), period.last.isoformat()),
    )
    for row in rows:
        found[row.prison_number].append(record_of(row))
    return found


def _allocations(connection: Connection, period: Period) -> dict[str, list[Allocation]]:
    found: dict[str, list[Allocation]] = defaultdict(list)
    rows = connection.exec_driver_sql(
        "SELECT * FROM allocation WHERE from_date <= ? AND (to_date IS NULL OR to_date > ?) "
        "ORDER BY prison_number, from_date, to_date IS NULL, to_date",
        (period.last.isoformat(), period.first.isoformat()),
    )
    for row in rows:
        found[row.prison_number].append(allocation_of(row))
    return found


def _planned_minutes(connection: Connection, period: Period) -> dict[str, dict[date, int]]:
    found: dict[str, dict[date, int]] = defaultdict(dict)
    rows = connection.exec_driver_sql(
        "SELECT prison_number, on_date, minutes FROM planned_session WHERE on_date BETWEEN ? AND ?",
        (period.first.isoformat(), period.last.isoformat()),
    )
    for row in rows:
        found[row.prison_number][stored.day(row.on_date)] = row.minutes
    return found
