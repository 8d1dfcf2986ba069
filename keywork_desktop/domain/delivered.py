"""What one prisoner was given in a period, and what was asked for him: the numbers that measures add up (DOMAIN 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from keywork_desktop.domain.coverage import RuleDays, asked, groups_on, minutes_planned, rules_of
from keywork_desktop.domain.due_list import DueItem, due_item
from keywork_desktop.domain.period_facts import PeriodFacts, PersonInPeriod, StayInPeriod
from keywork_desktop.domain.records import LostReason, RecordKind


@dataclass(frozen=True, slots=True)
class Arrival:
    """One reception in the period: days until he had a key worker and until his first session; None: still open."""

    to_allocation: int | None
    to_first_session: int | None


@dataclass(frozen=True)
class Delivered:
    """One prisoner's part in the measures. Sessions and entries are distinct days, minutes are whole.

    `minutes_estimated` is the part of `minutes` that nobody recorded: then the planned length stands for it. `groups`
    are those of his last day in the period, as unit and key worker are. `at_the_end` is None once he had gone.
    """

    person: PersonInPeriod
    unit: str | None
    key_worker: str | None
    groups: frozenset[str]
    days_present: int
    sessions: int
    entries: int
    asked: int
    minutes: int
    minutes_estimated: int
    sessions_estimated: int
    cancelled: int
    lost: Mapping[LostReason, int] = field(default_factory=dict)
    arrivals: tuple[Arrival, ...] = ()
    at_the_end: DueItem | None = None

    @property
    def covered(self) -> bool:
        """He had at least as many sessions as the most demanding of his rules asked for."""
        return self.sessions >= self.asked


def lost_reason(words: str) -> LostReason:
    """The reason that these words name, in any spelling (`Cross-deployed`); OTHER for words of one's own."""
    tidy = "_".join(words.casefold().replace("-", " ").replace("_", " ").split())
    for reason in LostReason:
        if tidy in (reason.value, "_".join(reason.words.casefold().replace("-", " ").split())):
            return reason
    return LostReason.OTHER


def delivered(facts: PeriodFacts) -> tuple[Delivered, ...]:
    """Everybody's part in the period, in the order of the facts."""
    return tuple(_delivered(person, facts) for person in facts.people)


def _delivered(person: PersonInPeriod, facts: PeriodFacts) -> Delivered:
    rules = rules_of(person, facts.at_the_end.policies)
    here = [record for _, record in person.records_here()]
    held = {record.on for record in here if record.counts}
    minutes, estimated, guesses = _minutes(person, rules, held)
    lost = [r for r in here if r.kind is RecordKind.MISSED and r.on not in held]
    present = facts.at_the_end.prisoners.get(person.prison_number)
    return Delivered(
        person=person,
        unit=person.unit,
        key_worker=person.key_worker,
        groups=groups_on(rules, person.last_day),
        days_present=person.days_present,
        sessions=len(held),
        entries=len({record.on for record in here if record.kind is RecordKind.ENTRY}),
        asked=asked(rules),
        minutes=minutes,
        minutes_estimated=estimated,
        sessions_estimated=guesses,
        cancelled=len({r.on for r in here if r.kind is RecordKind.CANCELLED} - held),
        lost=Counter(lost_reason(record.reason) for record in lost),
        arrivals=tuple(_arrivals(person, facts)),
        at_the_end=due_item(present, facts.at_the_end) if present else None,
    )


def _minutes(person: PersonInPeriod, rules: tuple[RuleDays, ...], held: set[date]) -> tuple[int, int, int]:
    """Minutes of all sessions, those of them that are estimated, and of how many sessions."""
    recorded: dict[date, int] = {}
    for record in person.records:
        if record.counts and record.minutes is not None:
            recorded[record.on] = max(record.minutes, recorded.get(record.on, 0))
    total = estimated = guesses = 0
    for day in held:
        known = recorded.get(day)
        if known is None:
            known = person.planned_minutes.get(day) or minutes_planned(rules, day)
            estimated += known
            guesses += 1
        total += known
    return total, estimated, guesses


def _arrivals(person: PersonInPeriod, facts: PeriodFacts) -> Iterator[Arrival]:
    """His receptions in the period. The first roll that shows somebody is no arrival, so it starts no clock."""
    for stay in person.stays:
        reception = stay.prisoner.reception
        if stay.arrival_known and reception in facts.period:
            yield Arrival(_days_to_allocation(person, stay, reception), _days_to_first_session(person, stay, reception))


def _days_to_allocation(person: PersonInPeriod, stay: StayInPeriod, reception: date) -> int | None:
    """0 where his key worker was kept for him while he was away."""
    days = [
        max(0, (allocation.from_date - reception).days)
        for allocation in person.allocations
        if allocation.from_date < stay.days.end and (allocation.to_date is None or allocation.to_date > reception)
    ]
    return min(days, default=None)


def _days_to_first_session(person: PersonInPeriod, stay: StayInPeriod, reception: date) -> int | None:
    days = [(record.on - reception).days for record in person.records if record.counts and record.on in stay.days]
    return min(days, default=None)
