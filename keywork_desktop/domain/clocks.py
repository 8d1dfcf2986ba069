"""Clocks of arrivals, and the alarms of Today: allocated is not seen (DOMAIN 1, 3).

Three clocks are shown separately: reception to allocated, reception to first session, and allocated to first met by
this very key worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from keywork_desktop.domain.people import Allocation, KeyWorker, Prisoner
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.wording import counted, short_date


@dataclass(frozen=True, slots=True)
class Clock:
    """Whole days from `began` until `stopped`, or until the day looked at while it still runs."""

    began: date
    stopped: date | None
    day: date

    @property
    def running(self) -> bool:
        return self.stopped is None

    @property
    def days(self) -> int:
        """Days so far; 0 where it was answered before it began (a key worker who knew him already)."""
        return max(0, ((self.stopped or self.day) - self.began).days)

    @property
    def text(self) -> str:
        """`after 3 days`, `the same day`, `not yet, 12 days`."""
        if self.running:
            return f"not yet, {counted(self.days, 'day')}"
        return f"after {counted(self.days, 'day')}" if self.days else "the same day"


@dataclass(frozen=True)
class ArrivalClocks:
    """The three clocks of one prisoner. `to_key_worker` is None while he has no key worker."""

    prisoner: Prisoner
    key_worker: KeyWorker | None
    to_allocation: Clock
    to_first_session: Clock
    to_key_worker: Clock | None


def arrival_clocks(
    prisoner: Prisoner, snapshot: Snapshot, allocations: Sequence[Allocation] | None = None
) -> ArrivalClocks:
    """The clocks of one prisoner on the snapshot's day.

    `allocations` are all of his that have begun by then, ended ones too; without them only the present one is known.
    One that was kept for him from before his reception stops the first clock on the day he came.
    """
    day, number = snapshot.on, prisoner.prison_number
    present = snapshot.allocations.get(number)
    known = list(allocations or ()) + ([present] if present else [])
    since = [a.from_date for a in known if a.from_date <= day and (a.to_date is None or a.to_date > prisoner.reception)]
    allocated_on = max(min(since), prisoner.reception) if since else None
    held = [(r.on, r.staff_id) for r in prisoner.records if r.counts and prisoner.reception <= r.on <= day]
    first = min((on for on, _ in held), default=None)
    met_him: Clock | None = None
    if present is not None:
        met = min((on for on, staff_id in held if staff_id == present.staff_id), default=None)
        since_when = snapshot.with_him_since.get(number, present.from_date)
        met_him = Clock(max(since_when, prisoner.reception), met, day)
    return ArrivalClocks(
        prisoner,
        snapshot.key_worker_of(number),
        Clock(prisoner.reception, allocated_on, day),
        Clock(prisoner.reception, first, day),
        met_him,
    )


def all_clocks(
    snapshot: Snapshot, allocations: Mapping[str, Sequence[Allocation]], since: date | None = None
) -> tuple[ArrivalClocks, ...]:
    """The clocks of everybody present, latest reception first; of those received on or after `since`, if given."""
    found = [
        arrival_clocks(prisoner, snapshot, allocations.get(number))
        for number, prisoner in snapshot.prisoners.items()
        if since is None or prisoner.reception >= since
    ]
    return tuple(sorted(found, key=lambda c: (-c.prisoner.reception.toordinal(), c.prisoner.prison_number)))


class AlarmKind(Enum):
    """What is wrong with an allocation."""

    NEVER_MET = "allocated_never_met"
    AWAY = "key_worker_away"


@dataclass(frozen=True)
class Alarm:
    """An allocation that does not do what it is for.

    `since` is the day from which it has been so: of the allocation. `until` is the day the key worker is back, if it
    is known.
    """

    kind: AlarmKind
    prisoner: Prisoner
    key_worker: KeyWorker
    since: date
    day: date
    until: date | None = None

    @property
    def days(self) -> int:
        """Days since he was allocated, or since reception where the allocation is older."""
        return (self.day - self.since).days

    @property
    def text(self) -> str:
        """`Allocated to KHAN, Omar 34 days ago, never met.`; `… who is away: on annual leave, back 29 Nov.`"""
        if self.kind is AlarmKind.NEVER_MET:
            ago = f"{counted(self.days, 'day')} ago" if self.days else "today"
            return f"Allocated to {self.key_worker.name} {ago}, never met."
        status = self.key_worker.status_on(self.day).words
        back = f"back {short_date(self.until, self.day)}" if self.until else "no return date"
        return f"Allocated to {self.key_worker.name}, who is away: {status}, {back}."


def alarms(snapshot: Snapshot) -> tuple[Alarm, ...]:
    """Everybody whose allocation is only on paper: never met by this key worker, or a key worker who is away.

    Those longest without come first; one prisoner may be in both lists.
    """
    found = [alarm for prisoner in snapshot.prisoners.values() for alarm in _alarms(prisoner, snapshot)]
    order = list(AlarmKind)
    return tuple(
        sorted(
            found, key=lambda a: (order.index(a.kind), -a.days, a.prisoner.location.sort_key, a.prisoner.prison_number)
        )
    )


def _alarms(prisoner: Prisoner, snapshot: Snapshot) -> Iterator[Alarm]:
    day = snapshot.on
    allocation = snapshot.allocations.get(prisoner.prison_number)
    key_worker = snapshot.key_worker_of(prisoner.prison_number)
    if allocation is None or key_worker is None:
        return
    clocks = arrival_clocks(prisoner, snapshot)
    if clocks.to_key_worker is not None and clocks.to_key_worker.running:
        yield Alarm(AlarmKind.NEVER_MET, prisoner, key_worker, clocks.to_key_worker.began, day)
    if key_worker.away_on(day):
        began = snapshot.with_him_since.get(prisoner.prison_number, allocation.from_date)
        since = max(began, prisoner.reception)
        yield Alarm(AlarmKind.AWAY, prisoner, key_worker, since, day, key_worker.return_date)
