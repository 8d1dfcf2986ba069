"""How many sessions a prisoner's rules asked for in a period: what coverage is measured against (DOMAIN 6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.baselines import stretches_of
from keywork_desktop.domain.group_rules import runs_of
from keywork_desktop.domain.groups import Run, common, joined
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.period_facts import PersonInPeriod, StayInPeriod
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import BASELINE, WEEKEND, Rule

DAY = timedelta(days=1)
MINUTES_WITHOUT_A_RULE = 45
"""The session the national model plans with (seed 001), where no rule says how long."""


@dataclass(frozen=True, slots=True)
class RuleDays:
    """Days of the period on which one rule applied to one prisoner."""

    rule: Rule
    days: Run


def rules_of(person: PersonInPeriod, book: RuleBook) -> tuple[RuleDays, ...]:
    """Which rules applied to him on which of the days on which he was present."""
    return tuple(found for stay in person.stays for found in _of_stay(stay, book))


def _of_stay(stay: StayInPeriod, book: RuleBook) -> Iterator[RuleDays]:
    prisoner, here = stay.prisoner, stay.days
    last = here.end - DAY
    turns = list(stretches_of(prisoner, book, last))
    for place, (first, rules) in enumerate(turns):
        end = turns[place + 1][0] if place + 1 < len(turns) else here.end
        if rules is not None and rules.baseline is not None:
            yield from _within(rules.baseline, Run(first, end), here)
    for rule, run in runs_of(prisoner, book, last):
        yield from _within(rule, run, here)
    yield from _weekend(prisoner, book, here)


def _within(rule: Rule, run: Run, here: Run) -> Iterator[RuleDays]:
    first, end = max(run.first, here.first), min(run.end, here.end)
    if first < end:
        yield RuleDays(rule, Run(first, end))


def _weekend(prisoner: Prisoner, book: RuleBook, here: Run) -> Iterator[RuleDays]:
    """The weekend rule of CSU and IPD, on the days on which he was located there."""
    units = {unit for entry in book.in_force for unit in entry.policy.weekend_units}
    until = date.max
    places: list[tuple[str | None, Run]] = []
    for seen in prisoner.whereabouts:
        places.append((seen.location.unit, Run(seen.from_date, until)))
        until = seen.from_date
    if not places:
        places = [(prisoner.unit, here)]
    for unit, there in places:
        if unit not in units:
            continue
        line = book.stretches(unit)
        for place, stretch in enumerate(line):
            end = line[place + 1].first if place + 1 < len(line) else date.max
            rules = stretch.rules
            if rules is not None and rules.weekend is not None and unit in rules.weekend_units:
                for run in common([there], [Run(stretch.first, end)]):
                    yield from _within(rules.weekend, run, here)


def asked(rules: Iterable[RuleDays]) -> int:
    """The greatest over his rules of ⌊N·d/W⌋, d = days of the period under the rule (DOMAIN 6).

    Rules for the same cohort with the same N and W are one rule, however often it began again.
    """
    runs: dict[tuple[str, int, int], list[Run]] = defaultdict(list)
    for found in rules:
        rule = found.rule
        runs[rule.id, rule.sessions, rule.window_days].append(found.days)
    return max(
        (sessions * _days(of_rule) // window for (_, sessions, window), of_rule in runs.items()),
        default=0,
    )


def _days(runs: Iterable[Run]) -> int:
    return sum((run.end - run.first).days for run in joined(runs))


def minutes_planned(rules: Iterable[RuleDays], day: date) -> int:
    """How long a session on that day is planned to be: a priority group's length before the baseline's (DOMAIN 3.2)."""
    of_day = [found.rule for found in rules if day in found.days]
    strongest = min(of_day, key=lambda rule: (not rule.priority, rule.id != WEEKEND, -rule.minutes), default=None)
    return strongest.minutes if strongest else MINUTES_WITHOUT_A_RULE


def groups_on(rules: Iterable[RuleDays], day: date) -> frozenset[str]:
    """The groups in which he was on that day, local ones and the neurodiverse landing included."""
    return frozenset(found.rule.id for found in rules if found.rule.id not in (BASELINE, WEEKEND) and day in found.days)
