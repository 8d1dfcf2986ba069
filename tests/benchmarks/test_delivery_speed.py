"""How long the Delivery page measures: a report of four weeks, and six periods of a year of records of 1,000 men."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.exporting_delivery import COMPARED
from keywork_desktop.actions.measuring import delivery_report, measured_over
from keywork_desktop.domain.delivery_periods import PeriodChoice, period_of, periods_until
from keywork_desktop.domain.measure_rows import By
from keywork_desktop.store import StoreKey
from tests.benchmarks.test_years_of_records_speed import OFFICERS, filled
from tests.store.prison_facts import AT, FRIDAY

PERIOD = period_of(PeriodChoice.LAST_28_DAYS, FRIDAY)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A year of records in an encrypted store."""
    with filled(tmp_path_factory.mktemp("year") / "year.store", 366, StoreKey.passphrase("boiled kettle")) as store:
        yield Desk(store, FRIDAY, lambda: AT)


def test_a_report_of_four_weeks_every_way(benchmark: BenchmarkFixture, desk: Desk) -> None:
    """Aim: under a second."""
    report = benchmark(delivery_report, desk, PERIOD.first, PERIOD.last)
    assert (report.total.eligible, len(report.rows[By.KEY_WORKER])) == (1000, OFFICERS)
    if benchmark.stats:
        assert benchmark.stats.stats.median < 1


def test_six_periods_of_a_year(benchmark: BenchmarkFixture, desk: Desk) -> None:
    """Aim: under four seconds, beside the window; it can be cancelled before each period."""
    trend = benchmark(measured_over, desk, periods_until(PERIOD, COMPARED))
    assert [point.measures is not None for point in trend] == [True] * COMPARED
    if benchmark.stats:
        assert benchmark.stats.stats.median < 4
