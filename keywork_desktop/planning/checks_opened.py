"""Wellbeing checks that a rota leaves to be done at level 4, if all of it is held (DOMAIN 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from keywork_desktop.domain.checks import CheckRules, WellbeingCheck, check_owed
from keywork_desktop.domain.group_rules import runs_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.planned import PlannedSession
from keywork_desktop.domain.records import KeyWorkRecord, RecordKind
from keywork_desktop.domain.snapshot import Snapshot
from keywork_desktop.planning.rota_plan import Units, chosen_units


def checks_opened(
    snapshot: Snapshot, planned: Iterable[PlannedSession], rules: CheckRules, unit: Units = None
) -> tuple[WellbeingCheck, ...]:
    """The checks that will be owed from the snapshot's day on in its period, by day, if `planned` is held.

    For those in a priority group by what is known now; in all units, or in some.
    """
    period = snapshot.period
    assert period is not None, "checks are opened in a period"
    chosen = chosen_units(unit)
    men = {n: man for n, man in snapshot.prisoners.items() if chosen is None or man.unit in chosen}
    days = {each: _days_at_level(snapshot, each, rules) for each in {man.unit for man in men.values()}}
    ahead: dict[str, list[KeyWorkRecord]] = {}
    for session in planned:
        ahead.setdefault(session.prison_number, []).append(KeyWorkRecord(session.on, RecordKind.SESSION))
    found = [
        check
        for number, man in sorted(men.items())
        for check in _of(man, snapshot, days[man.unit], ahead.get(number, []), rules)
    ]
    return tuple(sorted(found, key=lambda check: check.on))


def _days_at_level(snapshot: Snapshot, unit: str | None, rules: CheckRules) -> list[date]:
    assert snapshot.period is not None
    first = max(snapshot.period.first, snapshot.on)
    ahead = (first + timedelta(days=n) for n in range((snapshot.period.last - first).days + 1))
    return [day for day in ahead if snapshot.policies.level_on(day, unit) in rules.levels]


def _of(
    man: Prisoner, snapshot: Snapshot, days: Sequence[date], ahead: Iterable[KeyWorkRecord], rules: CheckRules
) -> Iterator[WellbeingCheck]:
    if not days or not any(run for _, run in runs_of(man, snapshot.policies, days[-1])):
        return
    records = tuple(sorted((*man.records, *ahead), key=lambda record: record.on, reverse=True))
    then = replace(man, records=records)
    leaves = man.release_date if man.release_date and man.release_date >= snapshot.on else None
    for day in days:
        check = check_owed(then, snapshot.policies, day, rules) if leaves is None or day <= leaves else None
        if check is not None and not check.done:
            yield check
