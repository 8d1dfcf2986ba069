"""What a planned regime level will ask for before it begins: sessions a week, and the time there is for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from keywork_desktop.domain.detail import TimeSpan
from keywork_desktop.domain.group_rules import runs_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.snapshot import Period, Snapshot
from keywork_desktop.domain.time_lines import Span, laid_over
from keywork_desktop.domain.weekends import asked_at_weekends
from keywork_desktop.domain.wording import counted, long_date

CYCLE = 28
"""Key work time is taken from the four-week cycle that begins with the change."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules ask of a week: exact sessions, and the minutes they take."""

    sessions: Fraction
    minutes: Fraction

    @property
    def whole(self) -> int:
        """Sessions a week, rounded up: nobody is seen for a part of a session."""
        return ceil(self.sessions)

    @property
    def length(self) -> Fraction:
        """The mean minutes of a session; 0 where none is asked."""
        return self.minutes / self.sessions if self.sessions else Fraction(0)


@dataclass(frozen=True, slots=True)
class RegimeForecast:
    """A planned level beside what applies without it, for the people present in the unit.

    `before` and `after` are sessions a week asked by the rules on the day the level begins. `time_for` is how many the
    key work time of a week holds, at the lengths asked after the change; None where no detail says so. `time_from` and
    `time_to` are the days that time was taken from.
    """

    level: int
    from_date: date
    to_date: date | None
    unit: str | None
    people: int
    before: int
    after: int
    minutes_a_week: int | None
    time_for: int | None
    time_from: date | None = None
    time_to: date | None = None

    @property
    def more(self) -> int:
        """Sessions a week asked for beyond what applies without the change; negative where fewer are asked."""
        return self.after - self.before

    @property
    def too_many(self) -> int | None:
        """Sessions a week more than there is time for; 0 where the time does; None where no detail says so."""
        return None if self.time_for is None else max(0, self.after - self.time_for)

    @property
    def words(self) -> str:
        """`Level 1 from Mon 23 Nov 2026: 188 more sessions a week than you have time for`."""
        said = f"Level {self.level} from {long_date(self.from_date)}"
        if self.time_for is None:
            return f"{said}: asks for {counted(self.after, 'session')} a week; no detail says how much time there is"
        if self.too_many:
            return f"{said}: {counted(self.too_many, 'more session', 'more sessions')} a week than you have time for"
        return f"{said}: asks for {counted(self.after, 'session')} a week, and there is time for {self.time_for}"


def asked_of_a_week(people: Iterable[Prisoner], book: RuleBook, day: date) -> Asked:
    """Sessions a week that the rules ask on `day`: for each prisoner what his most demanding rule asks (N · 7 / W).

    His other rules are answered by the same sessions.
    """
    sessions = minutes = Fraction(0)
    for prisoner in people:
        rules = tuple(_rules_of(prisoner, book, day))
        if rules:
            most = max(rules, key=lambda rule: (_a_week(rule), rule.minutes))
            sessions += _a_week(most)
            minutes += _a_week(most) * most.minutes
    return Asked(sessions, minutes)


def _a_week(rule: Rule) -> Fraction:
    return Fraction(7 * rule.sessions, rule.window_days)


def _rules_of(prisoner: Prisoner, book: RuleBook, day: date) -> Iterator[Rule]:
    rules = book.rules_on(day, prisoner.unit)
    if rules is None:
        return
    if rules.baseline is not None:
        yield rules.baseline
    if rules.weekend is not None and asked_at_weekends(book, day, prisoner.unit):
        yield rules.weekend
    yield from (rule for rule, run in runs_of(prisoner, book, day) if day in run)


def with_level(book: RuleBook, entry: RegimeEntry) -> RuleBook:
    """The rule book with this entry laid over the calendar; `Overlap` where it fits only by half."""
    same = [each for each in book.regime if each.unit == entry.unit]
    spans = [Span(each.from_date, each.to_date) for each in same]
    touched = laid_over(spans, Span(entry.from_date, entry.to_date), replaces=True)
    regime = [each for each in book.regime if each.unit != entry.unit]
    for place, each in enumerate(same):
        parts = touched.get(place, (spans[place],))
        regime += [replace(each, from_date=part.first, to_date=part.last) for part in parts]
    return replace(book, regime=(*regime, entry))


def regime_forecast(snapshot: Snapshot, entry: RegimeEntry) -> RegimeForecast:
    """What `entry` will ask for, by the people and the detail of the snapshot.

    The time is that of the four weeks from its first day, as far as the snapshot's detail reaches; where it does not,
    of the last four weeks of detail before it.
    """
    people = [p for p in snapshot.prisoners.values() if entry.unit is None or p.unit == entry.unit]
    before = asked_of_a_week(people, snapshot.policies, entry.from_date)
    after = asked_of_a_week(people, with_level(snapshot.policies, entry), entry.from_date)
    days = _days_of_detail(snapshot, entry.from_date)
    forecast = RegimeForecast(
        entry.level, entry.from_date, entry.to_date, entry.unit, len(people), before.whole, after.whole, None, None
    )
    if days is None:
        return forecast
    spans = tuple(_key_work(snapshot, entry.unit, days))
    length = after.length or before.length
    held = sum(floor(span.minutes / length) for span in spans) if length else 0
    weeks = Fraction((days.last - days.first).days + 1, 7)
    return replace(
        forecast,
        minutes_a_week=floor(sum(span.minutes for span in spans) / weeks),
        time_for=floor(held / weeks),
        time_from=days.first,
        time_to=days.last,
    )


def _days_of_detail(snapshot: Snapshot, first: date) -> Period | None:
    known = {day for _, day in snapshot.shifts}
    ahead = [day for day in known if first <= day < first + timedelta(days=CYCLE)]
    if ahead:
        return Period(first, max(ahead))
    past = [day for day in known if day < first]
    if not past:
        return None
    last = max(past)
    return Period(max(min(past), last - timedelta(days=CYCLE - 1)), last)


def _key_work(snapshot: Snapshot, unit: str | None, days: Period) -> Iterator[TimeSpan]:
    """Key work time of officers who are there: what somebody's status says beats the detail (DOMAIN 5)."""
    for (staff_id, day), shift in snapshot.shifts.items():
        officer = snapshot.key_workers.get(staff_id)
        if officer is None or day not in days or officer.away_on(day):
            continue
        if unit is None or officer.unit == unit:
            yield from shift.key_work
