"""Small factories: facts about invented people, as an import would bring them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from keywork_desktop.domain.facts import (
    AdmissionFact,
    AlertFact,
    Fact,
    PersonFact,
    RecordFact,
    StayFact,
    WhereaboutsFact,
)
from keywork_desktop.domain.people import Allocation, Establishment, KeyWorker
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.store import Author, Store, StoreKey
from keywork_desktop.store.tables import LOG_TABLES, table_names

FRIDAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
MANAGER = Author("manager", "office-pc")
ELMLEY = Establishment("EYI", "HMP Elmley")
NUMBERS = ("A1234BC", "B2345CD", "C3456DE", "D4567EF")
OFFICERS = ("QAB12C", "QCD34E", "QEF56G")


def ago(days: int) -> date:
    return FRIDAY - timedelta(days=days)


def a_person(number: str, last_name: str = "SMITH", release: date | None = None) -> PersonFact:
    return PersonFact(number, last_name, "John", date(1990, 5, 17), "12345A", "Convicted", release)


def an_officer(staff_id: str, unit: str = "2", **fields: Any) -> KeyWorker:
    return KeyWorker(staff_id, "KHAN", "Omar", unit, **fields)


def a_note(
    number: str, on: date, kind: RecordKind = RecordKind.SESSION, by: str = OFFICERS[0], at: time | None = time(10, 30)
) -> RecordFact:
    return RecordFact(number, KeyWorkRecord(on, kind, by, at, None, RecordSource.NOMIS))


def on_the_roll(number: str, since: date = FRIDAY, cell: str = "2-1-035", admitted: date | None = None) -> list[Fact]:
    """Somebody on the roll of `since`; admitted then, or on an earlier day."""
    return [
        a_person(number),
        StayFact(number, since),
        WhereaboutsFact(number, since, cell),
        AdmissionFact(number, admitted or since, "12345A"),
    ]


def a_small_prison() -> list[Fact]:
    """Four men and three officers; the first man has alerts, notes and a key worker."""
    facts: list[Fact] = [an_officer(staff_id) for staff_id in OFFICERS]
    for place, number in enumerate(NUMBERS):
        facts += on_the_roll(number, cell=f"2-1-{place + 1:03d}", admitted=ago(100))
    first = NUMBERS[0]
    facts += [
        AlertFact(first, "HA", ago(20), None, ago(10)),
        AlertFact(first, "RNO121", None, None, ago(10)),
        a_note(first, ago(30)),
        a_note(first, ago(16), by=OFFICERS[1]),
        a_note(first, ago(3), RecordKind.ENTRY),
        Allocation(first, OFFICERS[0], ago(60), began_because="tracker"),
    ]
    return facts


def a_session(number: str, on: date, by: str = OFFICERS[0], start: time = time(14, 0)) -> PlannedSession:
    return PlannedSession(number, by, on, start, 45, target=on, due_on=on)


def written(store: Store, facts: list[Fact]) -> Store:
    """The store, with these facts imported."""
    with store.unit_of_work("import", at=AT) as work:
        work.put_all(facts)
        work.commit()
    return store


def a_store_file(folder: Path, facts: list[Fact]) -> Path:
    """The path of a store with these facts, closed."""
    path = folder / "keywork.store"
    with Store.create(path, ELMLEY, StoreKey.none(), at=AT, author=MANAGER) as store:
        written(store, facts)
    return path


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the log, for comparing."""
    with store._reading() as connection:
        return {
            name: sorted(tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}"))
            for name in table_names()
            if name not in LOG_TABLES
        }
