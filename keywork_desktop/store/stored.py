"""How values are written in the store: days and times as ISO text, lists as JSON, moments as ISO text in UTC."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from keywork_desktop.domain.detail import TimeSpan

Stored = str | int | None
"""What a cell of the store can hold."""

Row = dict[str, Stored]
"""One row as it is stored, by column."""


def day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def key_day_text(day: date | None) -> str:
    """A day that is part of a natural key: empty where it is unknown, because SQL never calls two unknowns equal."""
    return "" if day is None else day.isoformat()


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    return date.fromisoformat(text)


def day_or_none(text: str | None) -> date | None:
    return day(text) if text else None


def time_text(moment: time | None) -> str | None:
    return None if moment is None else moment.isoformat("minutes" if not moment.second else "seconds")


def key_time_text(moment: time | None) -> str:
    """A time that is part of a natural key: empty where it is unknown."""
    return time_text(moment) or ""


@lru_cache(maxsize=4096)
def time_of_day(text: str) -> time:
    return time.fromisoformat(text)


def time_or_none(text: str | None) -> time | None:
    return time_of_day(text) if text else None


def moment_text(moment: datetime) -> str:
    """The moment in UTC to the millisecond; `ValueError` if it carries no time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def words_text(words: Iterable[str]) -> str:
    return json_text(list(words))


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def spans_text(spans: Iterable[TimeSpan]) -> str:
    return json_text([[time_text(span.start), time_text(span.end)] for span in spans])


@lru_cache(maxsize=1024)
def spans(text: str) -> tuple[TimeSpan, ...]:
    return tuple(TimeSpan(time_of_day(start), time_of_day(end)) for start, end in json.loads(text))
