"""Looking at arrivals: how long until somebody was allocated, seen, and met by his own key worker (DOMAIN 3)."""

from __future__ import annotations

from datetime import date, timedelta

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.clocks import Alarm, ArrivalClocks, alarms, all_clocks
from keywork_desktop.domain.snapshot import Snapshot

RECENT_DAYS = 28


def clocks(
    desk: Desk, on: date | None = None, *, recent_days: int | None = RECENT_DAYS, snapshot: Snapshot | None = None
) -> tuple[ArrivalClocks, ...]:
    """The three clocks of those received in the last `recent_days` days (None: of everybody), newest first.

    `snapshot` are the facts of that day, where somebody has read them already.
    """
    day = on or desk.today
    since = None if recent_days is None else day - timedelta(days=recent_days)
    return all_clocks(snapshot or desk.store.snapshot(day), desk.store.allocation_history(day), since)


def allocation_alarms(desk: Desk, on: date | None = None) -> tuple[Alarm, ...]:
    """Allocated but never met, and allocated to somebody who is away until …; longest first."""
    return alarms(desk.store.snapshot(on or desk.today))
