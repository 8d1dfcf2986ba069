"""What each rule asks for each prisoner, and by when: the due date of DOMAIN 3.1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from operator import attrgetter

from keywork_desktop.domain.baselines import Baseline, baseline_of
from keywork_desktop.domain.group_rules import BEFORE_RELEASE, GroupRun, group_runs
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.seen import counted_since, newest_sessions
from keywork_desktop.domain.weekends import weekend_due


class Status(Enum):
    """How urgent it is to see someone (DOMAIN 3.1); the values are those of the command line."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_THIS_WEEK = "due_this_week"
    ON_TRACK = "on_track"
    NO_OBLIGATION = "no_obligation"


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one rule asks for one prisoner: a counted session by `due_on`.

    `start` is the day from which the rule applies to him, `counted` the newest session days that can answer it, newest
    first, at most as many as the rule wants. `carried_from` is the day of a change that may neither hide nor hasten
    what was due: the date then still rests on what was before; `ended` says that the rule no longer applies.
    """

    rule: Rule
    start: date
    due_on: date
    counted: tuple[date, ...] = ()
    began_with_arrival: bool = False
    after_release_date: bool = False
    carried_from: date | None = None
    ended: bool = False

    @property
    def prior(self) -> date | None:
        """The day up to which the last N sessions satisfy the rule; None if there were not so many."""
        n = self.rule.sessions
        return self.counted[n - 1] + timedelta(days=self.rule.window_days) if len(self.counted) >= n else None

    @property
    def k(self) -> int:
        """How many of the sessions counted lie on or after `start`; N where it is N or more."""
        return counted_since(self.counted, self.start)


_DUE = attrgetter("due_on")


def obligations_of(prisoner: Prisoner, book: RuleBook, day: date) -> tuple[Obligation, ...]:
    """Everything that is asked for `prisoner` on `day`, earliest due date first.

    On equal dates a group rule is named before the baseline, in the order of the table (DOMAIN 3.1).
    """
    return tuple(sorted(_asked(prisoner, book, day, baseline_of(prisoner, book, day)), key=_DUE))


def obligations_and_baseline(prisoner: Prisoner, book: RuleBook, day: date) -> tuple[tuple[Obligation, ...], Baseline]:
    """`obligations_of`, with the baseline's state behind it: also what is on hold in a spell without one."""
    baseline = baseline_of(prisoner, book, day)
    return tuple(sorted(_asked(prisoner, book, day, baseline), key=_DUE)), baseline


def _asked(prisoner: Prisoner, book: RuleBook, day: date, baseline: Baseline) -> Iterator[Obligation]:
    for run in group_runs(prisoner, book, day):
        yield _of_group(prisoner, run, day)
    unit = prisoner.unit
    rules = book.rules_on(day, unit)
    if rules is not None and rules.weekend is not None and unit in rules.weekend_units:
        seen = newest_sessions(prisoner, day, 1)
        there_since = max([prisoner.reception, *(stay.from_date for stay in prisoner.whereabouts[:1])])
        yield Obligation(rules.weekend, there_since, weekend_due(seen, day), seen)
    if baseline.rule is not None and baseline.start is not None and baseline.due_on is not None:
        yield Obligation(
            baseline.rule,
            baseline.start,
            baseline.due_on,
            baseline.counted,
            began_with_arrival=baseline.began_with_arrival,
            carried_from=baseline.carried_from,
        )


def _of_group(prisoner: Prisoner, run: GroupRun, day: date) -> Obligation:
    release = prisoner.release_date
    passed = run.rule.id in BEFORE_RELEASE and release is not None and release < day
    return Obligation(
        run.rule,
        run.start,
        run.due_on,
        run.seen,
        after_release_date=passed,
        carried_from=run.ended,
        ended=run.ended is not None,
    )


def status_of(due: date | None, day: date) -> Status:
    """Overdue after the due date; due this week up to seven days ahead (DOMAIN 3.1)."""
    if due is None:
        return Status.NO_OBLIGATION
    ahead = (due - day).days
    if ahead < 0:
        return Status.OVERDUE
    if ahead == 0:
        return Status.DUE_TODAY
    return Status.DUE_THIS_WEEK if ahead <= 7 else Status.ON_TRACK
