"""What is coming with this rota: who becomes overdue in the next days, and who leaves before his next target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from keywork_desktop.domain.as_planned import OpenObligation, open_obligations, upcoming_days
from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.snapshot import Snapshot

NEXT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Leaving:
    """Released before his next session falls due: `last_session` is the last one planned before that, if any."""

    item: DueItem
    release_date: date
    last_session: date | None


@dataclass(frozen=True)
class Forecast:
    """`overdue` are obligations that pass unmet by `until`, in the order of the due list; `leaving` by release date."""

    until: date
    overdue: tuple[OpenObligation, ...]
    leaving: tuple[Leaving, ...]


def forecast(
    snapshot: Snapshot, planned: Iterable[PlannedSession], days: int = NEXT_DAYS, last: date | None = None
) -> Forecast:
    """What comes of the facts of `snapshot` if the `planned` sessions are held (DOMAIN 5).

    Somebody becomes overdue if an obligation falls due from that day on, and passes before `until`, with no session
    planned in time; not if he has left by then. Who leaves is looked at up to `last`, by default the end of the
    snapshot's period.
    """
    ahead = replace(snapshot, planned=tuple(planned))
    until = snapshot.on + timedelta(days=days)
    if last is None:
        last = snapshot.period.last if snapshot.period else until
    upcoming = upcoming_days(ahead)
    overdue: list[OpenObligation] = []
    leaving: list[Leaving] = []
    for item in due_list(snapshot):
        his = upcoming.get(item.prisoner.prison_number, [])
        # An obligation due on the last day is overdue only the day after.
        found = open_obligations(item, snapshot.policies, his, until - timedelta(days=1))
        release = item.prisoner.release_date
        leaves = release is not None and snapshot.on <= release
        overdue += (each for each in found if release is None or not leaves or each.due_on <= release)
        due = item.deciding.due_on if item.deciding else None
        if release is not None and snapshot.on <= release <= last and (due is None or due > release):
            before = [day for day in his if day <= release]
            leaving.append(Leaving(item, release, before[-1] if before else None))
    return Forecast(until, tuple(overdue), tuple(sorted(leaving, key=lambda one: one.release_date)))
