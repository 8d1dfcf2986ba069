"""How long the measures of a month take: 1,000 prisoners, 28 days."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

from pytest_benchmark.fixture import BenchmarkFixture

from keywork_desktop.domain.measure_rows import By, period_measures
from keywork_desktop.store import Store, StoreKey
from tests.benchmarks.test_store_speed import a_whole_prison
from tests.factories import TODAY, a_key_worker, a_prisoner, allocated, an_alert
from tests.period_facts import FOUR_WEEKS, facts_of, number
from tests.store.prison_facts import AT, ELMLEY, MANAGER


def test_measuring_a_month_of_a_prison(benchmark: BenchmarkFixture) -> None:
    """Aim: well under a second for 1,000 prisoners and 28 days, by key worker, once the facts are read."""
    chance = random.Random(3)
    staff = [a_key_worker(f"OFF{n:03d}", unit=str(n % 6 + 1)) for n in range(150)]
    men = [
        a_prisoner(
            number(n),
            location=f"{n % 6 + 1}-1-{n // 6 + 1:03d}",
            seen=[TODAY - timedelta(days=days) for days in chance.sample(range(40), 4)],
            alerts=(an_alert("HA", TODAY - timedelta(days=20)),) if n % 20 == 0 else (),
        )
        for n in range(1000)
    ]
    bound = [allocated(man.prison_number, staff[n % 150].staff_id) for n, man in enumerate(men)]
    facts = facts_of(men, key_workers=staff, allocations=bound)
    made = benchmark(period_measures, facts, by=By.KEY_WORKER)
    assert (made.total.eligible, len(made.rows)) == (1000, 150)
    if benchmark.stats:
        assert benchmark.stats.stats.median < 1


def test_reading_a_month_of_a_prison(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """Aim: under a second, from an encrypted store."""
    with Store.create(
        tmp_path / "keywork.store", ELMLEY, StoreKey.passphrase("boiled kettle"), at=AT, author=MANAGER
    ) as store:
        with store.unit_of_work("import", at=AT) as work:
            work.put_all(a_whole_prison())
            work.commit()
        facts = benchmark(store.period_facts, FOUR_WEEKS)
        assert len(facts.people) == 1000
    if benchmark.stats:
        assert benchmark.stats.stats.median < 1
