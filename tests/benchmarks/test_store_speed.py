"""How long the store takes for a whole prison: 1,000 prisoners with four months of notes, encrypted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.facts import AdmissionFact, Fact, StayFact, WhereaboutsFact
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.records import RecordKind
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.store import Store, StoreKey
from tests.store.prison_facts import AT, ELMLEY, FRIDAY, MANAGER, a_note, a_person, ago, an_officer

PRISONERS, OFFICERS = 1000, 150
KEY = StoreKey.passphrase("boiled kettle")


def a_whole_prison(days_of_notes: int = 120) -> list[Fact]:
    """About 25,000 facts."""
    chance = random.Random(7)
    officers = [f"Q{n:03d}AB" for n in range(OFFICERS)]
    facts: list[Fact] = [an_officer(staff_id, unit=str(n % 6 + 1)) for n, staff_id in enumerate(officers)]
    for n in range(PRISONERS):
        number = f"A{n:04d}BC"
        cell = f"{n % 6 + 1}-1-{n // 6 + 1:03d}"
        facts += [a_person(number), StayFact(number, FRIDAY), WhereaboutsFact(number, FRIDAY, cell)]
        facts += [AdmissionFact(number, ago(days_of_notes)), Allocation(number, officers[n % OFFICERS], FRIDAY)]
        day = ago(days_of_notes)
        while (day := day + timedelta(days=chance.randint(4, 13))) <= FRIDAY:
            kind = chance.choice([RecordKind.SESSION, RecordKind.ENTRY])
            facts.append(a_note(number, day, kind, by=chance.choice(officers)))
    facts += [Shift(staff_id, FRIDAY + timedelta(days=day), "E") for staff_id in officers for day in range(28)]
    return facts


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "keywork.store", ELMLEY, KEY, at=AT, author=MANAGER) as store:
        with store.unit_of_work("import", at=AT) as work:
            work.put_all(a_whole_prison())
            work.commit()
        yield store


def test_writing_a_whole_prison(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """Aim: 15,000 facts within 2 s."""
    facts = a_whole_prison()

    def write() -> None:
        store = Store.create(tmp_path / f"{random.random()}.store", ELMLEY, KEY, at=AT, author=MANAGER)
        with store, store.unit_of_work("import", at=AT) as work:
            work.put_all(facts)
            assert work.commit().rows == len(facts)

    benchmark.pedantic(write, rounds=3)


def test_the_snapshot_of_a_whole_prison(benchmark: BenchmarkFixture, filled: Store) -> None:
    """Aim: well under 150 ms."""
    period = Period(FRIDAY, FRIDAY + timedelta(days=27))
    assert len(benchmark(filled.snapshot, FRIDAY, period).prisoners) == PRISONERS


def test_what_is_known_of_a_whole_prison(benchmark: BenchmarkFixture, filled: Store) -> None:
    """Aim: under 150 ms, once an import."""
    assert len(benchmark(filled.known).people) == PRISONERS


def test_opening_with_a_passphrase(benchmark: BenchmarkFixture, filled: Store) -> None:
    """Aim: under 100 ms, nearly all of it SQLCipher's own derivation."""
    benchmark(lambda: Store.open(filled.path, KEY, author=MANAGER).close())
