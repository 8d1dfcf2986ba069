"""Names for rows that two machines never give twice: UUIDs of version 7, which sort by the moment they were made."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_COUNTER_BITS = 74
_MOST = (1 << _COUNTER_BITS) - 1


def milliseconds(at: datetime) -> int:
    """Milliseconds from 1970 to the moment `at`, which must carry its time zone (`ValueError` if not)."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return int(at.timestamp() * 1000)


def _text(moment: int, tail: int) -> str:
    """RFC 9562, 5.7: 48 bits of time, version 7, 12 bits, variant 2, 62 bits."""
    number = moment << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | (tail & ((1 << 62) - 1))
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def uuids_at(at: datetime, random_bits: Callable[[int], int] = secrets.randbits) -> Iterator[str]:
    """Endless UUIDv7 texts of the moment `at`; each sorts after the one before it."""
    moment = milliseconds(at)
    # One bit is left free, so that counting up cannot run over.
    tail = random_bits(_COUNTER_BITS - 1)
    while True:
        yield _text(moment, tail & _MOST)
        tail += 1 + random_bits(32)


def uuid7(at: datetime, random_bits: Callable[[int], int] = secrets.randbits) -> str:
    """One UUIDv7 text of the moment `at`."""
    return next(uuids_at(at, random_bits))


def day_of_writing(row_id: str) -> date:
    """The day (UTC) of the moment that a UUIDv7 text carries: when its row was first written down."""
    return _day_of(row_id[:13])


@lru_cache(maxsize=4096)
def _day_of(start: str) -> date:
    moment = int(start.replace("-", ""), 16)
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment)).date()


def first_of_day(day: date) -> str:
    """A text that sorts before every UUIDv7 of `day` (UTC), and after all of the days before it."""
    moment = milliseconds(datetime(day.year, day.month, day.day, tzinfo=UTC))
    digits = f"{moment:012x}"
    return f"{digits[:8]}-{digits[8:]}"
