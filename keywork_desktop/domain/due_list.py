"""Who must be seen: one line for each prisoner, ranked (DOMAIN 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from keywork_desktop.domain.interim import is_interim
from keywork_desktop.domain.obligations import Obligation, Status, obligations_and_baseline, status_of
from keywork_desktop.domain.people import KeyWorker, Prisoner
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import group_order
from keywork_desktop.domain.seen import counted_since, newest_sessions, session_days
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.weekends import missed_weekends


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

    `obligations` are earliest first; the first one decides. `was_overdue_since` is the due date that had passed when a
    spell without a baseline began, on `on_hold_since`, if nothing has been held since (DOMAIN 3.1). `interim` says that
    his key worker was given to him in induction (DOMAIN 4).
    """

    prisoner: Prisoner
    key_worker: KeyWorker | None
    day: date
    obligations: tuple[Obligation, ...]
    book: RuleBook = field(compare=False, repr=False)
    was_overdue_since: date | None = None
    on_hold_since: date | None = None
    interim: bool = False

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
    def days_overdue_before(self) -> int:
        """Days he was overdue on the last day before a spell without a baseline; 0 where that is not so."""
        if self.was_overdue_since is None or self.on_hold_since is None:
            return 0
        return (self.on_hold_since - self.was_overdue_since).days - 1

    @property
    def on_hold_overdue(self) -> bool:
        """True if he was overdue when the baseline was suspended and no priority rule asks for him now."""
        return bool(self.days_overdue_before) and not any(asked.rule.priority for asked in self.obligations)

    @property
    def priority_groups(self) -> tuple[str, ...]:
        """Ids of the priority groups he is in, in the order of the table."""
        found = {o.rule.id for o in self.obligations if o.rule.priority and not o.ended}
        return tuple(sorted(found, key=group_order))

    @property
    def former_groups(self) -> tuple[str, ...]:
        """Ids of groups that ended while he was overdue, and have not been answered since ("was ACCT open")."""
        found = {o.rule.id for o in self.obligations if o.ended}
        return tuple(sorted(found - set(self.priority_groups), key=group_order))

    @cached_property
    def sessions(self) -> tuple[date, ...]:
        """Session days since reception that are known here, newest first."""
        return session_days(self.prisoner.records, self.day, self.prisoner.reception)

    def counted_since(self, start: date) -> int:
        """k of DOMAIN 3.1: how many session days lie on or after `start`, those that are left out here included."""
        known = counted_since(self.sessions, start)
        return known if start >= self.prisoner.sessions_known_from else known + self.prisoner.more_sessions

    @property
    def never_met(self) -> bool:
        """No counted session since reception."""
        return not newest_sessions(self.prisoner, self.day, 1)

    @property
    def never_met_by_key_worker(self) -> bool | None:
        """No counted session since reception written by his present key worker; None when he has none."""
        if self.key_worker is None:
            return None
        staff_id, since = self.key_worker.staff_id, self.prisoner.reception
        held = (r for r in self.prisoner.records if r.counts and since <= r.on <= self.day)
        return all(r.staff_id != staff_id for r in held)

    @property
    def last_session(self) -> date | None:
        newest = newest_sessions(self.prisoner, self.day, 1)
        return newest[0] if newest else None

    @property
    def sessions_28_days(self) -> int:
        """Session days of the last 28 days, today included (D − 27 … D)."""
        return sum(day > self.day - timedelta(days=28) for day in self.sessions)

    @cached_property
    def missed_weekends(self) -> int:
        """Weekends in CSU or IPD that passed without a session."""
        return len(missed_weekends(self.prisoner, self.book, self.day))

    @property
    def problems(self) -> tuple[str, ...]:
        """What is uncertain or odd about his data, each in a sentence."""
        return tuple(_problems(self.prisoner, self.day))

    @property
    def heading(self) -> Heading:
        """Under which heading of the ranked list he stands."""
        status = self.status
        if status is Status.OVERDUE:
            if any(obligation.rule.priority for obligation in self.obligations):
                return Heading.OVERDUE_PRIORITY
            return Heading.OVERDUE_NEVER_MET if self.never_met else Heading.OVERDUE
        if status is Status.NO_OBLIGATION:
            return Heading.NO_OBLIGATION
        return Heading.DUE_TODAY if status is Status.DUE_TODAY else Heading.DUE_LATER

    @property
    def overdue_priority(self) -> bool:
        return self.heading is Heading.OVERDUE_PRIORITY


_HEADINGS = {heading: place for place, heading in enumerate(Heading)}


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
    book, day = snapshot.policies, snapshot.on
    obligations, baseline = obligations_and_baseline(prisoner, book, day)
    return DueItem(
        prisoner,
        snapshot.key_worker_of(prisoner.prison_number),
        day,
        obligations,
        book,
        baseline.was_overdue_since,
        baseline.on_hold_since,
        has_interim(prisoner, snapshot),
    )


def has_interim(prisoner: Prisoner, snapshot: Snapshot) -> bool:
    """His present key worker was given to him in induction (DOMAIN 4)."""
    now = snapshot.allocations.get(prisoner.prison_number)
    return is_interim(prisoner, now, snapshot.induction_landings)


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
    return ranked(due_item(p, snapshot) for p in snapshot.prisoners.values() if unit is None or p.unit == unit)


def ranked(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """The items in the order of every list of people (DOMAIN 3.1)."""
    return tuple(sorted(items, key=_rank))
