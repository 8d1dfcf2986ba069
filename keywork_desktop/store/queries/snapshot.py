"""The snapshot: all facts as they stand at the end of a day, as the domain's values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.capacities import with_places
from keywork_desktop.domain.detail import Appointment, Shift, ShiftCode
from keywork_desktop.domain.groups import ACCT_OPEN, ACCT_POST_CLOSURE
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Alert, Allocation, EarlierStay, KeyWorker, Prisoner, Whereabouts
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.shift_codes import counted_shift
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.store import stored
from keywork_desktop.store.fact_rows import FACT_TABLES, allocation_of
from keywork_desktop.store.queries.decisions import capacities, establishment, kept_apart, newest_reports, planned
from keywork_desktop.store.queries.induction import induction_landings, with_him_since
from keywork_desktop.store.queries.presence import PERHAPS_PRESENT, Presence, present_on
from keywork_desktop.store.queries.records import NEWEST_SESSIONS, RecordsOf, Wanted, records_on
from keywork_desktop.store.queries.rota import core_days, curtailments, not_blocking
from keywork_desktop.store.queries.rules_in_time import flags_by_prisoner, rule_book
from keywork_desktop.store.queries.shift_codes import shift_codes

_UNKNOWN_PLACE = "OUT"
_ACCT = ACCT_OPEN | ACCT_POST_CLOSURE


def snapshot(connection: Connection, on: date, period: Period | None = None) -> Snapshot:
    """Everything known at the end of `on`; shifts, appointments and planned sessions of `period`."""
    present = present_on(connection, on)
    allocations = _allocations(connection, on)
    policies = rule_book(connection)
    codes = shift_codes(connection)
    key_workers = with_places(_key_workers(connection), capacities(connection), policies, on)
    return Snapshot(
        establishment=establishment(connection),
        on=on,
        policies=policies,
        prisoners=_prisoners(connection, on, present, allocations, policies),
        key_workers=key_workers,
        allocations=allocations,
        last_key_worker=_last_key_workers(connection, on),
        period=period,
        shifts=_shifts(connection, period, codes),
        appointments=_appointments(connection, period),
        planned=() if period is None else planned(connection, period),
        reports=newest_reports(connection, on),
        keep_apart=kept_apart(connection, on),
        curtailments=() if period is None else curtailments(connection, period),
        not_blocking=not_blocking(connection),
        induction_landings=induction_landings(connection),
        with_him_since=with_him_since(connection, on),
        core_days=tuple(core_day for core_day, _ in core_days(connection)),
        shift_codes=codes,
    )


def _prisoners(
    connection: Connection,
    on: date,
    present: Mapping[str, Presence],
    allocations: Mapping[str, Allocation],
    policies: RuleBook,
) -> dict[str, Prisoner]:
    alerts: dict[str, list[Alert]] = defaultdict(list)
    for row in _of_those_present(connection, "alert", on, "code, effective, first_seen"):
        alerts[row.prison_number].append(
            Alert(
                row.code,
                stored.day_or_none(row.effective),
                stored.day_or_none(row.expiry),
                stored.day(row.first_seen),
                stored.day_or_none(row.ended_on),
            )
        )
    seen_at: dict[str, list[Whereabouts]] = defaultdict(list)
    for row in _of_those_present(connection, "whereabouts", on, "from_date DESC"):
        seen_at[row.prison_number].append(Whereabouts(stored.day(row.from_date), _location(row.location)))
    weekends = _weekends_from(policies, seen_at)
    wanted = {
        number: Wanted(
            presence.reception.on,
            allocations[number].staff_id if number in allocations else "",
            min(weekends.get(number, date.max), _in_group_since(alerts.get(number, ()), on)),
            presence.before,
        )
        for number, presence in present.items()
    }
    records = records_on(connection, on, wanted, _most_sessions(policies), _first_rules(policies))
    flags = flags_by_prisoner(connection)
    found = {}
    for row in _of_those_present(connection, "prisoner", on, "prison_number"):
        number = row.prison_number
        presence = present.get(number)
        if presence is None:
            continue
        location, whereabouts = _whereabouts_on(on, presence, seen_at.get(number, ()))
        found[number] = Prisoner(
            prison_number=number,
            last_name=row.last_name,
            first_name=row.first_name,
            location=location or _location(_UNKNOWN_PLACE),
            reception=presence.reception.on,
            booking_number=row.booking_number,
            date_of_birth=stored.day_or_none(row.date_of_birth),
            legal_status=row.legal_status,
            release_date=stored.day_or_none(row.release_date),
            reception_problem=presence.reception.problem,
            location_problem=None if location else "No report says where he is. Import the newest alpha list.",
            alerts=tuple(alerts.get(number, ())),
            records=tuple(records[number].records),
            sessions_before_reception=records[number].before_reception,
            whereabouts=whereabouts,
            flags=flags.get(number, ()),
            earlier=_earlier(presence, records[number], seen_at.get(number, ())),
            more_sessions=records[number].more_sessions,
            sessions_known_from=records[number].known_from,
        )
    return found


def _weekends_from(policies: RuleBook, seen_at: Mapping[str, Sequence[Whereabouts]]) -> dict[str, date]:
    """For each prisoner who was ever in a unit with a weekend session: since when (newest first in `seen_at`)."""
    units = {unit for entry in policies.in_force for unit in entry.policy.weekend_units}
    return {
        number: each.from_date for number, places in seen_at.items() for each in places if each.location.unit in units
    }


def _in_group_since(alerts: Sequence[Alert], on: date) -> date:
    """Since when he has had an ACCT, open or after closure: every session since then is one that may answer it."""
    return min((each.begins for each in alerts if each.code in _ACCT and each.active_on(on)), default=date.max)


def _most_sessions(policies: RuleBook) -> int:
    """How many session days of each prisoner are wanted at least: as many as any rule ever asks for."""
    stretches = [stretch.rules for unit in (None, *policies.units) for stretch in policies.stretches(unit)]
    rules = [rule for each in stretches if each for rule in (each.baseline, *each.group_rules.values()) if rule]
    return max([NEWEST_SESSIONS, *(rule.sessions for rule in rules)])


def _first_rules(policies: RuleBook) -> date:
    """The first day on which any rule applied anywhere."""
    return min((entry.from_date for entry in policies.entries), default=date.max)


def _earlier(presence: Presence, records: RecordsOf, seen_at: Sequence[Whereabouts]) -> EarlierStay | None:
    """The stay before, for those who were out and back."""
    if presence.before is None:
        return None
    since, gone = presence.before
    before = [each for each in seen_at if each.from_date < gone]
    there = tuple(each for each in before if each.from_date >= since) or tuple(
        Whereabouts(since, each.location) for each in before[:1]
    )
    return EarlierStay(since, gone, tuple(records.earlier), there)


def _of_those_present(connection: Connection, table: str, on: date, order: str) -> Sequence[Any]:
    return connection.exec_driver_sql(
        f"SELECT * FROM {table} WHERE prison_number IN {PERHAPS_PRESENT} ORDER BY {order}",  # noqa: S608 - our own names
        {"on": on.isoformat()},
    ).all()


_LOCATIONS: dict[str, Location] = {}


def _location(text: str) -> Location:
    """The location; the same value for the same text, so that its parts are worked out once."""
    if text not in _LOCATIONS:
        _LOCATIONS[text] = Location(text)
    return _LOCATIONS[text]


def _whereabouts_on(
    on: date, presence: Presence, seen_at: Sequence[Whereabouts]
) -> tuple[Location | None, tuple[Whereabouts, ...]]:
    """Where he is on the day, and where he was seen since reception, newest first.

    A roll that showed the same cell after an absence adds no new entry: then the last one before it still holds. On a
    day before the first roll of all, the first location that was ever seen is the best that is known.
    """
    by_then = [each for each in seen_at if each.from_date <= on]
    since = tuple(each for each in by_then if each.from_date >= presence.reception.on)
    if since:
        return since[0].location, since
    if by_then:
        before = by_then[0].location
        return before, (Whereabouts(presence.reception.on, before),)
    return (seen_at[-1].location, ()) if seen_at else (None, ())


def _key_workers(connection: Connection) -> dict[str, KeyWorker]:
    rows = connection.exec_driver_sql("SELECT * FROM key_worker ORDER BY staff_id")
    return {row.staff_id: FACT_TABLES[KeyWorker].from_row(row) for row in rows}


def _allocations(connection: Connection, on: date) -> dict[str, Allocation]:
    """The allocation of each prisoner that holds on the day."""
    rows = connection.exec_driver_sql(
        "SELECT * FROM allocation WHERE from_date <= :on AND (to_date IS NULL OR to_date > :on) ORDER BY prison_number",
        {"on": on.isoformat()},
    )
    return {row.prison_number: allocation_of(row) for row in rows}


def _last_key_workers(connection: Connection, on: date) -> dict[str, str]:
    """Of each prisoner perhaps present, who was his key worker last, of those allocations that have ended."""
    rows = connection.exec_driver_sql(
        "SELECT prison_number, staff_id FROM allocation "  # noqa: S608 - our own names
        f"WHERE to_date <= :on AND prison_number IN {PERHAPS_PRESENT} ORDER BY to_date, from_date",
        {"on": on.isoformat()},
    )
    return {row.prison_number: row.staff_id for row in rows}


def _shifts(
    connection: Connection, period: Period | None, codes: Mapping[str, ShiftCode]
) -> dict[tuple[str, date], Shift]:
    found = _of_period(connection, Shift, period, "on_date, staff_id")
    return {(shift.staff_id, shift.on): counted_shift(shift, codes) for shift in found}


def _appointments(connection: Connection, period: Period | None) -> dict[str, tuple[Appointment, ...]]:
    found: dict[str, list[Appointment]] = defaultdict(list)
    for appointment in _of_period(connection, Appointment, period, "prison_number, on_date, start"):
        found[appointment.prison_number].append(appointment)
    return {number: tuple(appointments) for number, appointments in found.items()}


def _of_period(connection: Connection, fact: type, period: Period | None, order: str) -> list[Any]:
    if period is None:
        return []
    where = FACT_TABLES[fact]
    rows = connection.exec_driver_sql(
        f"SELECT * FROM {where.table} WHERE on_date BETWEEN ? AND ? ORDER BY {order}",  # noqa: S608 - our own names
        (period.first.isoformat(), period.last.isoformat()),
    )
    return [where.from_row(row) for row in rows]
