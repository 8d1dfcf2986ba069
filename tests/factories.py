"""Small factories: invented people and facts for tests, each with sensible defaults."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from keywork_desktop import paths
from keywork_desktop.domain.core_day import CoreDay, CoreDayPart, PartKind
from keywork_desktop.domain.detail import Shift, TimeSpan
from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.people import Alert, Allocation, Establishment, KeyWorker, Prisoner
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicySet, policy_set_from
from keywork_desktop.domain.snapshot import Period, Snapshot

TODAY = date(2026, 11, 20)
"""A Friday; every test says which day it is."""


@cache
def key_work_2025_26() -> PolicySet:
    """The shipped policy set."""
    file = paths.resources() / "policies" / "key_work_2025_26.toml"
    return policy_set_from(tomllib.loads(file.read_text("utf-8")))


def in_force(policy: PolicySet | None = None, since: date = date(2025, 4, 1), **entry: Any) -> RuleBook:
    """The set in force everywhere."""
    return RuleBook((PolicyInForce(policy or key_work_2025_26(), since, **entry),))


def a_session(on: date, by: str = "OFF01A", at: time | None = time(10, 0)) -> KeyWorkRecord:
    return KeyWorkRecord(on, RecordKind.SESSION, by, at)


def an_entry(on: date, by: str = "OFF01A") -> KeyWorkRecord:
    return KeyWorkRecord(on, RecordKind.ENTRY, by, time(11, 0))


def an_alert(code: str, since: date | None, until: date | None = None, first_seen: date | None = None) -> Alert:
    return Alert(code, since, until, first_seen or since or TODAY)


def a_prisoner(number: str = "A1234BC", **facts: Any) -> Prisoner:
    """Someone in 2-1-001 who came a year ago. `seen` are days of sessions, newest first or not."""
    seen: Iterable[date] = facts.pop("seen", ())
    location = facts.pop("location", "2-1-001")
    reception = facts.pop("reception", TODAY - timedelta(days=365))
    records = facts.pop("records", None)
    if records is None:
        records = tuple(a_session(day) for day in sorted(seen, reverse=True))
    return Prisoner(
        prison_number=number,
        last_name=facts.pop("last_name", "SMITH"),
        first_name=facts.pop("first_name", "John"),
        location=Location(location),
        reception=reception,
        records=records,
        **facts,
    )


def a_key_worker(staff_id: str = "OFF01A", **facts: Any) -> KeyWorker:
    """An active key worker of houseblock 2 with nine places."""
    return KeyWorker(
        staff_id=staff_id,
        last_name=facts.pop("last_name", "KHAN"),
        first_name=facts.pop("first_name", "Omar"),
        unit=facts.pop("unit", "2"),
        capacity=facts.pop("capacity", 9),
        **facts,
    )


def a_shift(staff_id: str, on: date, code: str = "E", key_work: str = "") -> Shift:
    """`key_work` as on the detail: `0915-1045 1400-1530`."""
    spans = tuple(TimeSpan(*(time(int(end[:2]), int(end[2:])) for end in part.split("-"))) for part in key_work.split())
    return Shift(staff_id, on, code, spans)


def a_core_day(
    unlock: str = "0800-1200 1345-1700", *, unit: str | None = None, weekday: int = 0, since: date = TODAY, **parts: str
) -> CoreDay:
    """A Monday of the whole establishment; `parts` are spans of `meal`, `roll_check`, `lock_up`."""
    found = {PartKind.UNLOCK: unlock, **{PartKind(kind): text for kind, text in parts.items()}}
    made = [
        CoreDayPart(kind, TimeSpan(*(time(int(end[:2]), int(end[2:])) for end in part.split("-"))))
        for kind, text in found.items()
        for part in text.split()
    ]
    return CoreDay(unit, weekday, since, tuple(made))


def core_day_parts(unlock: str = "0800-1200 1345-1700", **parts: str) -> tuple[CoreDayPart, ...]:
    """The parts of such a day alone."""
    return a_core_day(unlock, **parts).parts  # type: ignore[arg-type]  # spans of its parts


def allocated(prison_number: str, staff_id: str, since: date = date(2026, 1, 5), **facts: Any) -> Allocation:
    return Allocation(prison_number, staff_id, since, **facts)


def a_snapshot(
    prisoners: Iterable[Prisoner] = (),
    key_workers: Iterable[KeyWorker] = (),
    allocations: Iterable[Allocation] = (),
    *,
    on: date = TODAY,
    shifts: Iterable[Shift] = (),
    planned: Iterable[PlannedSession] = (),
    period: Period | None = None,
    policies: RuleBook | None = None,
    **facts: Mapping[Any, Any],
) -> Snapshot:
    """The facts of a day, from people and what binds them."""
    return Snapshot(
        establishment=Establishment("SMI", "HMP Saltmarsh"),
        on=on,
        policies=in_force() if policies is None else policies,
        prisoners={p.prison_number: p for p in prisoners},
        key_workers={k.staff_id: k for k in key_workers},
        allocations={a.prison_number: a for a in allocations},
        shifts={(s.staff_id, s.on): s for s in shifts},
        planned=tuple(planned),
        period=period,
        **facts,  # type: ignore[arg-type]  # mappings of the snapshot's own fields
    )
