"""How long the ranked list takes, pure domain, with two years of sessions: linear in prisoners."""

from __future__ import annotations

import gc
import random
from datetime import timedelta
from functools import cache

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from keywork_desktop.domain.due_again import due_again
from keywork_desktop.domain.due_list import due_list
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.snapshot import Snapshot
from tests.factories import TODAY, a_prisoner, a_snapshot, an_alert

SEED = 20261120
DAY = timedelta(days=1)
ALERTS = ("HA", "HA1", "ROH", "ROV", "XTACT", "XRF", "LCE", "CSIP")


def _number(place: int) -> str:
    letters, digits = divmod(place, 10_000)
    return f"{chr(65 + letters // 676)}{digits:04}{chr(65 + letters // 26 % 26)}{chr(65 + letters % 26)}"


def _somebody(rng: random.Random, place: int) -> Prisoner:
    reception = TODAY - rng.randint(1, 730) * DAY
    seen, day = [], TODAY - rng.randint(0, 25) * DAY
    while day >= reception:
        seen.append(day)
        day -= rng.randint(7, 20) * DAY
    codes = rng.sample(ALERTS, rng.choice((0, 0, 1, 2)))
    alerts = [an_alert(code, reception + rng.randint(0, 20) * DAY) for code in codes]
    return a_prisoner(
        _number(place),
        reception=reception,
        seen=seen,
        alerts=tuple(alerts),
        location=f"{place % 6 + 1}-{place % 3 + 1}-{place % 160 + 1:03}",
        release_date=TODAY + rng.randint(1, 900) * DAY if rng.random() < 0.7 else None,
    )


@cache
def a_prison(prisoners: int) -> Snapshot:
    """Made once. What was made stays for the whole run: the garbage collector need not walk through it each time."""
    rng = random.Random(SEED)
    made = a_snapshot([_somebody(rng, place) for place in range(prisoners)])
    gc.collect()
    gc.freeze()
    return made


@pytest.mark.parametrize("prisoners", [1_000, 10_000, 100_000])
def test_the_due_list_of_this_many(benchmark: BenchmarkFixture, prisoners: int) -> None:
    facts = a_prison(prisoners)
    items = benchmark.pedantic(due_list, args=(facts,), rounds=3, warmup_rounds=1)
    benchmark.extra_info["microseconds a prisoner"] = round(benchmark.stats.stats.min / prisoners * 1e6, 1)
    assert len(items) == prisoners


def test_after_one_change_of_a_thousand(benchmark: BenchmarkFixture) -> None:
    facts = a_prison(1_000)
    before = due_list(facts)
    items = benchmark(due_again, before, facts, frozenset({_number(7)}))
    assert items == before
