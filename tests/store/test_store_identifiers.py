"""Rows have names that never clash, and change sets an order that never runs backwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.store.hybrid_clock import next_reading
from keywork_desktop.store.identifiers import uuid7, uuids_at
from tests.store.prison_facts import AT

moments = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


def test_an_id_is_a_uuid_of_version_7_that_carries_its_moment() -> None:
    found = UUID(uuid7(AT))
    assert (found.version, found.variant) == (7, "specified in RFC 4122")
    assert found.int >> 80 == int(AT.timestamp() * 1000)


def test_ids_of_one_moment_sort_in_the_order_they_were_made() -> None:
    made = list(islice(uuids_at(AT), 5000))
    assert made == sorted(set(made))


def test_ids_of_a_later_moment_sort_after_those_of_an_earlier_one() -> None:
    assert uuid7(AT) < uuid7(AT + timedelta(milliseconds=1))


def test_the_highest_random_number_still_makes_an_id() -> None:
    first, second = islice(uuids_at(AT, random_bits=lambda bits: (1 << bits) - 1), 2)
    assert UUID(first).version == UUID(second).version == 7
    assert first < second


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        uuid7(datetime(2026, 11, 20))


@given(st.lists(moments, min_size=2, max_size=20))
def test_readings_of_the_clock_always_go_forward(looked_at: list[datetime]) -> None:
    readings: list[str] = []
    for moment in looked_at:
        readings.append(next_reading(readings[-1] if readings else None, moment, "office-pc"))
    assert readings == sorted(set(readings))
