"""Core days for hypothesis, and an oracle that asks minute by minute whether a unit is unlocked (DOMAIN 5).

The oracle knows nothing of how the product keeps or joins hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from keywork_desktop.domain.core_day import CoreDay, PartKind
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot
from tests.factories import a_core_day

MONDAY = date(2026, 11, 23)
DAYS = (
    {"unlock": "0800-1700"},
    {"unlock": "0800-1200 1345-1700", "roll_check": "0945-1000"},
    {"unlock": "0930-1030 1400-1530", "meal": "1000-1010"},
    {"unlock": "1000-1100 1415-1700"},
    {"unlock": "", "lock_up": "0800-1700"},
    {},
)


def _core_day(unit: str | None, weekday: int, since: int, parts: dict[str, str]) -> CoreDay:
    begins = MONDAY + timedelta(days=since)
    if not parts:
        return CoreDay(unit, weekday, begins)
    return a_core_day(unit=unit, weekday=weekday, since=begins, **parts)  # type: ignore[arg-type]  # its parts


core_days = st.lists(
    st.builds(
        _core_day,
        st.sampled_from([None, None, "2", "CSU"]),
        st.integers(0, 6),
        st.sampled_from([-14, -14, 7]),
        st.sampled_from(DAYS),
    ),
    max_size=8,
    unique_by=lambda core_day: core_day.key,
).map(tuple)


def unlocked(core_days: Sequence[CoreDay], unit: str | None, day: date, minute: int) -> bool:
    """True if a session may take place in that minute of the day."""
    for place in (unit, None):
        begun = [c for c in core_days if (c.unit, c.weekday) == (place, day.weekday()) and c.from_date <= day]
        newest = max(begun, key=lambda core_day: core_day.from_date, default=None)
        if newest is not None and newest.parts:
            there = [
                p.kind
                for p in newest.parts
                if p.span.start.hour * 60 + p.span.start.minute <= minute < p.span.end.hour * 60 + p.span.end.minute
            ]
            return PartKind.UNLOCK in there and len(there) == there.count(PartKind.UNLOCK)
    return True


def locked_up(snapshot: Snapshot, session: PlannedSession) -> bool:
    """True if the prisoner of the session is not unlocked throughout it."""
    unit = snapshot.prisoners[session.prison_number].unit
    first = session.start.hour * 60 + session.start.minute
    return not all(
        unlocked(snapshot.core_days, unit, session.on, minute) for minute in range(first, first + session.minutes)
    )
