"""What is still open once the planned sessions are held: the obligations that nobody has planned in time.

A view of the plan, never a fact: the due list itself uses facts alone (DOMAIN 3.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.obligations import Obligation, Status, obligations_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import WEEKEND, Rule
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.domain.weekends import SATURDAY, SUNDAY


class Outcome(Enum):
    """What became of a planned session."""

    PLANNED = "planned"
    DELIVERED = "delivered"
    MISSED = "missed"
    CANCELLED = "cancelled"
    NOT_RECORDED = "not_recorded"
    """Its day has passed and nobody has said whether it was held."""
    PRISONER_GONE = "prisoner_gone"


@dataclass(frozen=True, slots=True)
class OpenObligation:
    """A session is wanted for `item`'s prisoner by `due_on`, and none is planned by then.

    `follows_plan` is true where the date holds only if the sessions planned before it are held. `planned_late_on` is
    the first planned session after it.
    """

    item: DueItem
    rule: Rule
    due_on: date
    follows_plan: bool = False
    planned_late_on: date | None = None


_OUTCOMES = {
    RecordKind.SESSION: Outcome.DELIVERED,
    RecordKind.MISSED: Outcome.MISSED,
    RecordKind.CANCELLED: Outcome.CANCELLED,
}


def outcome_of(session: PlannedSession, prisoner: Prisoner | None, today: date) -> Outcome:
    """What became of `session` by `today`, from that day's records; `prisoner` is None if he is not on the roll."""
    if prisoner is None:
        return Outcome.PRISONER_GONE
    found = {_OUTCOMES[r.kind] for r in prisoner.records if r.on == session.on and r.kind in _OUTCOMES}
    for outcome in (Outcome.DELIVERED, Outcome.MISSED, Outcome.CANCELLED):
        if outcome in found:
            return outcome
    return Outcome.NOT_RECORDED if session.on < today else Outcome.PLANNED


def upcoming_days(snapshot: Snapshot) -> dict[str, list[date]]:
    """By prison number the days, from the snapshot's day on, of planned sessions that are still to be held; sorted."""
    days: dict[str, list[date]] = {}
    for session in snapshot.planned:
        prisoner = snapshot.prisoners.get(session.prison_number)
        if session.on >= snapshot.on and outcome_of(session, prisoner, snapshot.on) is Outcome.PLANNED:
            days.setdefault(session.prison_number, []).append(session.on)
    for of_one in days.values():
        of_one.sort()
    return days


def overdue_and_not_planned(items: Iterable[DueItem], upcoming: dict[str, list[date]]) -> tuple[DueItem, ...]:
    """Those of `items` who are overdue and have no session planned, in the order given (ranked)."""
    return tuple(i for i in items if i.status is Status.OVERDUE and i.prisoner.prison_number not in upcoming)


def open_obligations(
    item: DueItem, book: RuleBook, planned_days: Sequence[date], last: date
) -> Iterator[OpenObligation]:
    """Obligations of `item` that fall due from its day up to `last` with no session planned in time.

    `planned_days` are sorted, none before the item's day. Of what recurs only the first open one is given, because
    those after it depend on when it is met; of weekends each one (DOMAIN 3, weekend rule). What is overdue already is
    not given here: see `overdue_and_not_planned`.
    """
    recurring = _first_open(item, book, planned_days)
    if recurring and recurring.due_on <= last:
        yield recurring
    for weekend in _open_weekends(item, planned_days, last):
        if not recurring or recurring.due_on != weekend.due_on:
            yield weekend


def _first_open(item: DueItem, book: RuleBook, planned_days: Sequence[date]) -> OpenObligation | None:
    prisoner, day = item.prisoner, item.day
    obligation = _recurring(item.obligations)
    held = False
    for planned in planned_days:
        if obligation is None:
            return None
        if day <= obligation.due_on < planned:
            return OpenObligation(item, obligation.rule, obligation.due_on, held, planned)
        prisoner = replace(prisoner, records=(KeyWorkRecord(planned, RecordKind.SESSION), *prisoner.records))
        obligation = _recurring(obligations_of(prisoner, book, planned))
        held = True
    if obligation is None or obligation.due_on < day:
        return None
    return OpenObligation(item, obligation.rule, obligation.due_on, held)


def _recurring(obligations: Iterable[Obligation]) -> Obligation | None:
    return next((o for o in obligations if o.rule.id != WEEKEND), None)


def _open_weekends(item: DueItem, planned_days: Sequence[date], last: date) -> Iterator[OpenObligation]:
    weekend = next((o for o in item.obligations if o.rule.id == WEEKEND), None)
    if weekend is None:
        return
    sunday = weekend.due_on
    while sunday <= last:
        saturday = sunday - timedelta(days=SUNDAY - SATURDAY)
        if saturday not in planned_days and sunday not in planned_days:
            yield OpenObligation(item, weekend.rule, sunday)
        sunday += timedelta(days=7)
