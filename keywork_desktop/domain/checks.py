"""Wellbeing checks: owed on each day at level 4 on which an overdue priority session could not be held (DOMAIN 3.4).

A ledger of its own: a check is recorded, and never counts as a session.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from keywork_desktop.domain.due_list import DueItem, due_list
from keywork_desktop.domain.obligations import Obligation, obligations_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind, RecordSource
from keywork_desktop.domain.rulebook import LEVELS, LOCKDOWN, RuleBook
from keywork_desktop.domain.snapshot import Period, Snapshot

DAY = timedelta(days=1)

LEVELS_SETTING = "wellbeing_check_levels"
"""Setting: the regime levels at which checks are owed; a list of levels, only 4 if nothing is set."""

ENTRY_SETTING = "wellbeing_check_by_entry"
"""Setting: true if an imported KE note of the day is accepted as the check."""

LOST = frozenset({RecordKind.MISSED, RecordKind.CANCELLED})


@dataclass(frozen=True, slots=True)
class CheckRules:
    """When checks are owed and what is accepted as one: level 4, and only a check (local reading of 003)."""

    levels: frozenset[int] = frozenset({LOCKDOWN})
    entry_is_a_check: bool = False

    def __post_init__(self) -> None:
        if strange := sorted(self.levels - set(LEVELS)):
            raise ValueError(f"{strange[0]} is not a regime level; checks are owed at one or more of 4, 3, 2 and 1")


def check_rules_of(settings: Mapping[str, Any]) -> CheckRules:
    """The rules as the settings say; `ValueError` for a level that the EDM does not have."""
    return CheckRules(frozenset(settings.get(LEVELS_SETTING, (LOCKDOWN,))), bool(settings.get(ENTRY_SETTING, False)))


@dataclass(frozen=True)
class WellbeingCheck:
    """A check owed for one prisoner on day `on`, because the session due on `because_session_due_on` was not held.

    `group` is the priority group whose session it is. `unit` and `cell` are where he was on that day.
    """

    prisoner: Prisoner
    on: date
    level: int
    because_session_due_on: date
    group: str
    unit: str | None
    cell: str
    done: bool


def check_owed(
    prisoner: Prisoner, book: RuleBook, day: date, rules: CheckRules, obligations: Sequence[Obligation] | None = None
) -> WellbeingCheck | None:
    """The check owed for a prisoner present on `day`; None if none is.

    Owed when the regime level is one of those, he is in a priority group, no session was held that day, and its session
    was due before, or is due that very day and was lost (DOMAIN 3.4). `obligations` are his on that day, if they are
    known already.
    """
    unit, cell = _where_on(prisoner, day)
    level = book.level_on(day, unit)
    if level is None or level not in rules.levels or day < prisoner.reception:
        return None
    of_day = [record for record in prisoner.records if record.on == day]
    if any(record.counts for record in of_day):
        return None
    asked_for = obligations_of(prisoner, book, day) if obligations is None else obligations
    priority = [asked for asked in asked_for if asked.rule.priority and not asked.ended]
    if not priority:
        return None
    due = priority[0].due_on
    lost = any(record.kind in LOST for record in of_day)
    if day > due or (day == due and lost):
        done = any(_is_check(record, rules) for record in of_day)
        return WellbeingCheck(prisoner, day, level, due, priority[0].rule.id, unit, cell, done)
    return None


def _is_check(record: KeyWorkRecord, rules: CheckRules) -> bool:
    if record.kind is RecordKind.WELLBEING:
        return True
    return rules.entry_is_a_check and record.kind is RecordKind.ENTRY and record.source is RecordSource.NOMIS


def _where_on(prisoner: Prisoner, day: date) -> tuple[str | None, str]:
    for seen in prisoner.whereabouts:
        if seen.from_date <= day:
            return seen.location.unit, str(seen.location)
    return prisoner.unit, str(prisoner.location)


def checks_on(snapshot: Snapshot, rules: CheckRules) -> tuple[WellbeingCheck, ...]:
    """The checks owed on the snapshot's day, in the order of the due list; those that are done stay, marked."""
    book, day = snapshot.policies, snapshot.on
    owed = {number: check_owed(prisoner, book, day, rules) for number, prisoner in snapshot.prisoners.items()}
    found = {number: check for number, check in owed.items() if check is not None}
    if not found:
        return ()
    ranked = (item.prisoner.prison_number for item in due_list(snapshot))
    return tuple(found[number] for number in ranked if number in found)


def checks_among(items: Iterable[DueItem], rules: CheckRules) -> tuple[WellbeingCheck, ...]:
    """The checks owed for those on a due list, on its day and in its order, without working it out again."""
    owed = (check_owed(item.prisoner, item.book, item.day, rules, item.obligations) for item in items)
    return tuple(check for check in owed if check is not None)


def check_ledger(snapshot: Snapshot, period: Period, rules: CheckRules) -> tuple[WellbeingCheck, ...]:
    """The checks owed on each day of `period` for those present on the snapshot's day, newest day first.

    The snapshot holds everything of the last five weeks, so the period may begin that long before its day.
    """
    return tuple(check for day in _days_back(period) for check in _of_day(snapshot, day, rules))


def _of_day(snapshot: Snapshot, day: date, rules: CheckRules) -> Iterator[WellbeingCheck]:
    for _, prisoner in sorted(snapshot.prisoners.items()):
        check = check_owed(prisoner, snapshot.policies, day, rules)
        if check is not None:
            yield check


def _days_back(period: Period) -> Iterator[date]:
    day = period.last
    while day >= period.first:
        yield day
        day -= DAY
