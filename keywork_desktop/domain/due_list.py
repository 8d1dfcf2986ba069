"""Who must be seen: one line for each prisoner, ranked (DOMAIN 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from keywork_desktop.domain.obligations import (
    Obligation,
    Status,
    missed_weekends,
    obligations_of,
    session_days,
    status_of,
)
from keywork_desktop.domain.people import KeyWorker, Prisoner
from keywork_desktop.domain.rules import PRIORITY_GROUPS
from keywork_desktop.domain.snapshot import Snapshot


class Heading(Enum):
    """The headings of the ranked list, in their order."""

    OVERDUE_PRIORITY = "Overdue, priority group"
    OVERDUE_NEVER_MET = "Overdue, never met"
    OVERDUE = "Overdue"
    DUE_TODAY = "Due today"
    DUE_LATER = "Due later"
    NO_OBLIGATION = "No obligation"


@dataclass(frozen=True)
class DueItem:
    """One prisoner on the day: what is asked for him, by when, and how things stand with his key worker.

    `obligations` are earliest first; the first one decides. `priority_groups` are those he is in, in the order of the
    table. `never_met_by_key_worker` is None when he has no key worker.
    """

    prisoner: Prisoner
    key_worker: KeyWorker | None
    day: date
    obligations: tuple[Obligation, ...]
    sessions: tuple[date, ...]
    never_met_by_key_worker: bool | None
    missed_weekends: int
    problems: tuple[str, ...]

    @property
    def deciding(self) -> Obligation | None:
        return self.obligations[0] if self.obligations else None

    @property
    def due_on(self) -> date | None:
        return self.obligations[0].due_on if self.obligations else None

    @property
    def status(self) -> Status:
        return status_of(self.due_on, self.day)

    @property
    def days_overdue(self) -> int:
        """Days since the due date; 0 while it has not passed."""
        return max(0, (self.day - self.due_on).days) if self.due_on else 0

    @property
    def priority_groups(self) -> tuple[str, ...]:
        """Ids of the priority groups he is in, in the order of the table."""
        return tuple(o.rule.id for o in sorted(self.obligations, key=_table_order) if o.rule.priority)

    @property
    def never_met(self) -> bool:
        """No counted session since reception."""
        return not self.sessions

    @property
    def last_session(self) -> date | None:
        return self.sessions[0] if self.sessions else None

    @property
    def sessions_28_days(self) -> int:
        """Session days of the last 28 days, today included (D − 27 … D)."""
        return sum(day > self.day - timedelta(days=28) for day in self.sessions)

    @property
    def heading(self) -> Heading:
        status = self.status
        if status is Status.OVERDUE:
            if self.priority_groups:
                return Heading.OVERDUE_PRIORITY
            return Heading.OVERDUE_NEVER_MET if self.never_met else Heading.OVERDUE
        if status is Status.NO_OBLIGATION:
            return Heading.NO_OBLIGATION
        return Heading.DUE_TODAY if status is Status.DUE_TODAY else Heading.DUE_LATER

    @property
    def overdue_priority(self) -> bool:
        return self.heading is Heading.OVERDUE_PRIORITY


_HEADINGS = {heading: place for place, heading in enumerate(Heading)}
_GROUPS = {group: place for place, group in enumerate(PRIORITY_GROUPS)}


def _table_order(obligation: Obligation) -> int:
    return _GROUPS.get(obligation.rule.id, len(_GROUPS))


def _rank(item: DueItem) -> tuple[object, ...]:
    """Heading; then the earliest due (which is most days overdue first); natural cell order; prison number."""
    return (
        _HEADINGS[item.heading],
        item.due_on or date.max,
        item.prisoner.location.sort_key,
        item.prisoner.prison_number,
    )


def due_item(prisoner: Prisoner, snapshot: Snapshot) -> DueItem:
    """How things stand for one prisoner on the snapshot's day."""
    day = snapshot.on
    key_worker = snapshot.key_worker_of(prisoner.prison_number)
    sessions = session_days(prisoner.records, day, prisoner.reception)
    obligations = obligations_of(prisoner, snapshot.policies, day)
    met_by_own = key_worker is not None and any(
        r.counts and r.staff_id == key_worker.staff_id and prisoner.reception <= r.on <= day for r in prisoner.records
    )
    return DueItem(
        prisoner=prisoner,
        key_worker=key_worker,
        day=day,
        obligations=obligations,
        sessions=sessions,
        never_met_by_key_worker=None if key_worker is None else not met_by_own,
        missed_weekends=len(missed_weekends(prisoner, snapshot.policies, day)),
        problems=tuple(_problems(prisoner, day)),
    )


def _problems(prisoner: Prisoner, day: date) -> Iterable[str]:
    if prisoner.reception_problem:
        yield prisoner.reception_problem
    if prisoner.location_problem:
        yield prisoner.location_problem
    if prisoner.release_date and prisoner.release_date < day:
        yield f"Release date {prisoner.release_date:%d/%m/%Y} has passed, still on the roll"
    if prisoner.sessions_before_reception:
        count = prisoner.sessions_before_reception
        yield f"{count} session{'s' if count > 1 else ''} before this reception, not counted"


def due_list(snapshot: Snapshot, unit: str | None = None) -> tuple[DueItem, ...]:
    """Everyone present on the snapshot's day, ranked; `unit` narrows it to one houseblock or unit.

    Overdue in a priority group first, then never met and overdue, other overdue, due today, by due date, no obligation
    last; inside each more days overdue first, then natural cell order, then prison number (DOMAIN 3.1).
    """
    items = (due_item(p, snapshot) for p in snapshot.prisoners.values() if unit is None or p.unit == unit)
    return tuple(sorted(items, key=_rank))
