"""What priority groups ask for, those that have ended while overdue included (DOMAIN 3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.baselines import stays
from keywork_desktop.domain.groups import Run, common, joined, membership_runs
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.rulebook import GroupLine, RuleBook
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.seen import due_on, newest_sessions

ANSWERED_ONLY_SINCE = frozenset({"acct_open"})
"""Groups for which only sessions since the beginning count: what happened before does not answer it."""

BEFORE_RELEASE = frozenset({"rosh_pre_release", "extremism_pre_release"})


@dataclass(frozen=True, slots=True)
class GroupRun:
    """Days on which a group rule applied to the prisoner, without a break; `seen` are the sessions that answer it.

    `ended` is the first day on which it no longer applied, if he was overdue then and has not been seen since.
    """

    rule: Rule
    start: date
    due_on: date
    seen: tuple[date, ...]
    ended: date | None = None


def runs_of(prisoner: Prisoner, book: RuleBook, until: date) -> Iterator[tuple[Rule, Run]]:
    """Every unbroken run of days on which a group rule applies to him, in the order of the table, then of time.

    By what is known now, also of days to come: `until` bounds the days for which his present unit is taken.
    """
    present = book.group_lines(prisoner.unit)
    for group in book.groups:
        lines = present.get(group, ())
        member = _member(prisoner, book, group)
        if not member:
            continue
        if book.units:
            lines = tuple(_lines_where_he_was(prisoner, book, group, until))
        for line in lines:
            for run in common(member, [Run(line.first, line.end)]):
                yield line.rule, run


def _member(prisoner: Prisoner, book: RuleBook, group: str) -> tuple[Run, ...]:
    """The days on which he is in the group; by the age or the landings that held on each of them."""
    if group not in book.switched:
        return membership_runs(group, prisoner)
    lines = book.switch_lines(group, prisoner.unit)
    if len({(switch.under_age, switch.landings) for _, _, switch in lines}) < 2:
        return membership_runs(group, prisoner, lines[-1][2] if lines else None)
    return joined(
        run
        for first, end, switch in lines
        for run in common(membership_runs(group, prisoner, switch), [Run(first, end)])
    )


def _lines_where_he_was(prisoner: Prisoner, book: RuleBook, group: str, until: date) -> Iterator[GroupLine]:
    """The group's rules in the units where he was, those with the same N and W joined over a change of unit."""
    found: dict[tuple[int, int], list[tuple[Rule, Run]]] = {}
    for first, end, unit in stays(prisoner, book, until):
        for line in book.group_lines(unit).get(group, ()):
            key = (line.rule.sessions, line.rule.window_days)
            last = date.max if end > until else end
            for run in common([Run(line.first, line.end)], [Run(first, last)]):
                found.setdefault(key, []).append((line.rule, run))
    for rules in found.values():
        for run in joined(run for _, run in rules):
            rule = next(rule for rule, part in reversed(rules) if part.first < run.end)
            yield GroupLine(run.first, run.end, rule)


def group_runs(prisoner: Prisoner, book: RuleBook, day: date) -> Iterator[GroupRun]:
    """What each group asks on `day`: of the present run, and of one that ended while overdue, until the next
    session."""
    for rule, run in runs_of(prisoner, book, day):
        if run.first > day:
            continue
        seen = newest_sessions(prisoner, day, rule.sessions)
        if rule.id in ANSWERED_ONLY_SINCE:
            seen = tuple(on for on in seen if on >= run.first)
        first = rule.first_within if rule.first_within is not None else rule.step
        due = due_on(rule, seen, run.first, first)
        if run.end > day:
            yield GroupRun(rule, run.first, due, seen)
            continue
        newest = newest_sessions(prisoner, day, 1)
        overdue_at_the_end = (run.end - due).days > 1
        if overdue_at_the_end and not (newest and newest[0] >= run.end):
            yield GroupRun(rule, run.first, due, seen, run.end)
