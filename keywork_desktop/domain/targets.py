"""What a rota has to reach: targets fixed from the facts before anybody plans (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from keywork_desktop.domain.group_rules import runs_of
from keywork_desktop.domain.groups import Run
from keywork_desktop.domain.obligations import Obligation, obligations_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.planned import PlannedKind, PlannedSession
from keywork_desktop.domain.rulebook import RuleBook
from keywork_desktop.domain.rules import BASELINE, WEEKEND, Rule
from keywork_desktop.domain.seen import newest_sessions
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.weekends import SUNDAY

Opening = tuple[date, Rule, date]
"""What may give the first target: the day by which, the rule, and the due date behind it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A session is wanted after day `after` and up to day `by`. It belongs to the rule that gives it.

    `due_on` is the due date behind the first target, which may lie before the plan begins (`late_at_start`).
    """

    prison_number: str
    rule: Rule
    after: date
    by: date
    due_on: date
    kind: PlannedKind = PlannedKind.SESSION
    late_at_start: bool = False

    @property
    def priority(self) -> bool:
        """True if a group rule gives it."""
        return self.rule.priority

    def met_on_time_by(self, day: date) -> bool:
        return self.after < day <= self.by


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """How a plan answers a target: the first session in its window, or a later one, or none."""

    target: Target
    session_on: date | None

    @property
    def on_time(self) -> bool:
        return self.session_on is not None and self.session_on <= self.target.by

    @property
    def late_on(self) -> date | None:
        """The day of the session that meets it late, if one does."""
        return None if self.on_time else self.session_on

    def lateness(self, last: date) -> int:
        """Days late; an unmet target counts to the end of the plan."""
        return 0 if self.on_time else ((self.session_on or last) - self.target.by).days


def targets_of(prisoner: Prisoner, book: RuleBook, period: Period) -> tuple[Target, ...]:
    """The prisoner's targets in `period`, in order; weekend targets after the recurring ones (DOMAIN 5).

    The facts are those up to the day before the period; the rules are those that are known for its days. If the rule of
    the earliest due date is overdue at the start, its new target may lie far ahead; where a priority group asks sooner,
    that comes first (the safer reading). The baseline asks for nothing on days on which none applies, such as those of
    level 4; what another one makes of his due date, when it takes over or resumes, is as in DOMAIN 3.1.
    """
    prisoner = _as_before(prisoner, period.first)
    obligations = obligations_of(prisoner, book, period.first)
    last = period.last
    if prisoner.release_date and prisoner.release_date >= period.first:
        last = min(last, prisoner.release_date)
    recurring = [o for o in obligations if o.rule.id != WEEKEND]
    weekend = next((o.rule for o in obligations if o.rule.id == WEEKEND), None)
    ahead = _Ahead.of(prisoner, book, period.first, last)
    openings = list(_openings(prisoner, book, ahead, recurring, period.first, last))
    return (
        *_recurring(prisoner, ahead, openings, period.first, last),
        *(_weekends(prisoner, weekend, period.first, last) if weekend else ()),
    )


def _as_before(prisoner: Prisoner, first_day: date) -> Prisoner:
    """The prisoner without what has been recorded since the period began."""
    if all(record.on < first_day for record in prisoner.records):
        return prisoner
    return replace(prisoner, records=tuple(record for record in prisoner.records if record.on < first_day))


def _first_within(rule: Rule) -> int:
    return rule.first_within if rule.first_within is not None else rule.step


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The rules that will apply to him, as far as that is known now: group runs, and the baseline by stretches."""

    groups: tuple[tuple[Rule, Run], ...]
    baselines: tuple[tuple[date, Rule | None], ...]

    @classmethod
    def of(cls, prisoner: Prisoner, book: RuleBook, first_day: date, last: date) -> _Ahead:
        runs = (found for found in runs_of(prisoner, book, last) if found[1].end > first_day and found[1].first <= last)
        line = ((s.first, s.rules.baseline if s.rules else None) for s in book.stretches(prisoner.unit))
        return cls(tuple(runs), tuple(line))

    def beginning(self, first_day: date, last: date) -> Iterator[tuple[date, Rule]]:
        """Rules that begin from `first_day` to `last`; a baseline that replaces another goes on, it does not begin."""
        yield from ((run.first, rule) for rule, run in self.groups if first_day <= run.first <= last)
        for (_, before), (begins, rule) in pairwise(self.baselines):
            if rule is not None and before is None and first_day <= begins <= last:
                yield begins, rule

    def changes_of_baseline(self, first_day: date, last: date) -> list[date]:
        """The days after `first_day` and up to `last` on which another baseline applies than before, or none."""
        return [
            begins
            for (_, before), (begins, rule) in pairwise(self.baselines)
            if first_day < begins <= last and rule != before
        ]

    def applying(self, day: date) -> Iterator[Rule]:
        """The rules that apply on `day`."""
        yield from (rule for rule, run in self.groups if day in run)
        baseline = self.baseline_on(day)
        if baseline is not None:
            yield baseline

    def baseline_on(self, day: date) -> Rule | None:
        """The baseline of `day`; None in a spell without one."""
        return next((rule for first, rule in reversed(self.baselines) if first <= day), None)


def _opening(obligation: Obligation, first_day: date) -> date:
    """The due date, or if that has passed the day the rule would give to somebody for whom it begins now."""
    if obligation.due_on >= first_day:
        return obligation.due_on
    return first_day + timedelta(days=_first_within(obligation.rule))


def _openings(
    prisoner: Prisoner, book: RuleBook, ahead: _Ahead, obligations: Sequence[Obligation], first_day: date, last: date
) -> Iterator[Opening]:
    """What may give the first target: the earliest due date, priority groups that ask sooner, the baseline later on."""
    for place, obligation in enumerate(obligations):
        if (place == 0 and obligation.rule.id != BASELINE) or obligation.rule.priority:
            yield _opening(obligation, first_day), obligation.rule, obligation.due_on
    if not obligations or obligations[0].rule.id == BASELINE:
        yield from _baseline_opening(prisoner, book, ahead, first_day, last)


def _baseline_opening(
    prisoner: Prisoner, book: RuleBook, ahead: _Ahead, first_day: date, last: date
) -> Iterator[Opening]:
    """When the baseline would first ask for him, by the one that applies then; nothing if none does by `last`."""
    days = [first_day, *ahead.changes_of_baseline(first_day, last)]
    for begins, ends in zip(days, [*days[1:], date.max], strict=True):
        asked = next((o for o in obligations_of(prisoner, book, begins) if o.rule.id == BASELINE), None)
        if asked is None:
            continue
        # Who is overdue when another one takes over does not wait longer for that.
        before = ahead.baseline_on(begins - timedelta(days=1))
        rule = before if asked.due_on < begins and before and before.step < asked.rule.step else asked.rule
        by = _opening(replace(asked, rule=rule), begins)
        if by < ends:
            yield by, rule, asked.due_on
            return


def _recurring(
    prisoner: Prisoner, ahead: _Ahead, openings: Sequence[Opening], first_day: date, last: date
) -> Iterator[Target]:
    beginning = [
        (begins + timedelta(days=_first_within(rule)), rule) for begins, rule in ahead.beginning(first_day, last)
    ]
    candidates = [*openings, *((by, rule, by) for by, rule in beginning)]
    if not candidates:
        return
    by, rule, due = min(candidates, key=lambda candidate: candidate[0])
    after = first_day - timedelta(days=1)
    while by <= last:
        yield Target(prisoner.prison_number, rule, after, by, due, late_at_start=due < first_day)
        after = by
        following = [(by + timedelta(days=applying.step), applying) for applying in ahead.applying(by)]
        following += [(first, begun) for first, begun in beginning if first > by]
        if not following:
            return
        by, rule = min(following, key=lambda candidate: candidate[0])
        due = by


def _weekends(prisoner: Prisoner, rule: Rule, first_day: date, last: date) -> Iterator[Target]:
    sunday = first_day + timedelta(days=SUNDAY - first_day.weekday())
    seen = newest_sessions(prisoner, first_day - timedelta(days=1), 1)
    while sunday <= last:
        friday = sunday - timedelta(days=2)
        if not any(friday < day <= sunday for day in seen):
            yield Target(prisoner.prison_number, rule, friday, sunday, sunday, kind=PlannedKind.WEEKEND)
        sunday += timedelta(days=7)


def outcomes(targets: Iterable[Target], sessions: Iterable[PlannedSession]) -> tuple[TargetOutcome, ...]:
    """How `sessions` answer `targets`: met on time in its window, else late by the next one after it, else not at all.

    A weekend target that passes is missed, never met late. One session may meet one target of each kind (DOMAIN 5).
    """
    days: dict[str, list[date]] = {}
    for session in sorted(sessions, key=lambda session: session.on):
        days.setdefault(session.prison_number, []).append(session.on)
    found = []
    for target in targets:
        until = target.by if target.kind is PlannedKind.WEEKEND else date.max
        on = next((day for day in days.get(target.prison_number, ()) if target.after < day <= until), None)
        found.append(TargetOutcome(target, on))
    return tuple(found)
