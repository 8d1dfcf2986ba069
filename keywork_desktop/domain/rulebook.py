"""Which rules apply on which day in which unit: policy sets, regime levels and local groups in time (DOMAIN 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from keywork_desktop.domain.rules import PolicyInForce, PolicyMistake, PolicySet, Rule, group_order

LEVELS = (4, 3, 2, 1)
LEVEL_NAMES = {4: "Lockdown", 3: "Restrict", 2: "Reduce", 1: "Prepare"}
LOCKDOWN = 4

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RegimeEntry:
    """A regime level from `from_date` to `to_date` (included; None: no end yet), for one unit or for all.

    Refuses a level that the EDM does not have, and dates in the wrong order, with `PolicyMistake`.
    """

    level: int
    from_date: date
    to_date: date | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise PolicyMistake(f"level: {self.level} is not a regime level; they are 4, 3, 2 and 1")
        _check_dates(self.from_date, self.to_date)

    def applies(self, day: date, unit: str | None) -> bool:
        return _applies(self, day, unit)


@dataclass(frozen=True, slots=True)
class GroupSwitch:
    """A local group that somebody approved, from `from_date` to `to_date` (included; None: no end yet).

    For one unit, or for all. `under_age` is for young adults, `landings` (such as `2-3`) for the neurodiverse
    landing; others leave them out.
    """

    group: str
    rule: Rule
    from_date: date
    approved_by: str
    to_date: date | None = None
    unit: str | None = None
    under_age: int | None = None
    landings: tuple[str, ...] = ()
    approved_on: date | None = None

    def __post_init__(self) -> None:
        if not self.approved_by.strip():
            raise PolicyMistake(f"{self.group}: approved_by is empty; say who agreed to this group and when")
        _check_dates(self.from_date, self.to_date)

    def applies(self, day: date, unit: str | None) -> bool:
        return _applies(self, day, unit)


Dated = PolicyInForce | RegimeEntry | GroupSwitch
_Entry = TypeVar("_Entry", PolicyInForce, RegimeEntry, GroupSwitch)


def _check_dates(from_date: date, to_date: date | None) -> None:
    if to_date is not None and to_date < from_date:
        raise PolicyMistake(f"to: {to_date:%d/%m/%Y} is before {from_date:%d/%m/%Y}, from which it is to apply")


def _applies(entry: Dated, day: date, unit: str | None) -> bool:
    return (
        entry.from_date <= day
        and (entry.to_date is None or day <= entry.to_date)
        and (entry.unit is None or entry.unit == unit)
    )


@dataclass(frozen=True)
class DayRules:
    """The rules that apply on a day in a unit, and where they come from.

    `level` is the regime level if one is set that day; `source` names the set or level that gives the baseline, `cited`
    the text behind it.
    """

    source: str
    level: int | None
    baseline: Rule | None
    groups: tuple[Rule, ...] = ()
    weekend: Rule | None = None
    weekend_units: tuple[str, ...] = ()
    arrival_days: int = 3
    switches: tuple[GroupSwitch, ...] = ()
    cited: str = ""

    @cached_property
    def group_rules(self) -> dict[str, Rule]:
        """The group rules by group id, local ones included."""
        return {rule.id: rule for rule in (*self.groups, *(switch.rule for switch in self.switches))}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` on, until the next stretch begins, these rules apply; None before anything is in force."""

    first: date
    rules: DayRules | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """From `first` up to `end` (exclusive) this rule applies to a group's members."""

    first: date
    end: date
    rule: Rule
    switch: GroupSwitch | None = None


@dataclass(frozen=True)
class RuleBook:
    """Everything that says how often whom, by date and unit.

    On days for which a regime level is set, the EDM row of that level gives baseline, priority rules and minutes; on
    other days the set in force does. A houseblock's entry beats the establishment's, and of two alike the later
    (DOMAIN 3).
    """

    in_force: tuple[PolicyInForce, ...] = ()
    regime: tuple[RegimeEntry, ...] = ()
    levels: Mapping[int, PolicySet] = field(default_factory=dict)
    switches: tuple[GroupSwitch, ...] = ()

    @cached_property
    def _group_lines(self) -> dict[str | None, dict[str, tuple[GroupLine, ...]]]:
        return {unit: dict(_lines(line)) for unit, line in self._stretches.items()}

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Every group that has a rule at any time in any unit, in the order of the table."""
        return tuple(sorted({group for lines in self._group_lines.values() for group in lines}, key=group_order))

    def group_lines(self, unit: str | None) -> Mapping[str, tuple[GroupLine, ...]]:
        """When which group rule applies in a unit, by group id in the order of the table."""
        return self._group_lines[unit if unit in self.units else None]

    @cached_property
    def switched(self) -> frozenset[str]:
        """Groups that somebody switched on at any time."""
        return frozenset(switch.group for switch in self.switches)

    def switch_lines(self, group: str, unit: str | None) -> tuple[tuple[date, date, GroupSwitch], ...]:
        """When which switch of a group applies in a unit: first day, end (exclusive), switch; oldest first."""
        found = []
        line = self.stretches(unit)
        for place, stretch in enumerate(line):
            end = line[place + 1].first if place + 1 < len(line) else date.max
            for switch in stretch.rules.switches if stretch.rules else ():
                if switch.group == group:
                    found.append((stretch.first, end, switch))
        return tuple(found)

    @property
    def entries(self) -> tuple[Dated, ...]:
        return (*self.in_force, *self.regime, *self.switches)

    @cached_property
    def units(self) -> frozenset[str]:
        """Units that have an entry of their own; everybody else lives by the establishment's."""
        return frozenset(entry.unit for entry in self.entries if entry.unit is not None)

    @cached_property
    def _stretches(self) -> dict[str | None, tuple[Stretch, ...]]:
        return {unit: self._time_line(unit) for unit in (None, *self.units)}

    def _time_line(self, unit: str | None) -> tuple[Stretch, ...]:
        entries = [entry for entry in self.entries if entry.unit in (None, unit)]
        turns = {entry.from_date for entry in entries} | {e.to_date + DAY for e in entries if e.to_date}
        found: list[Stretch] = [Stretch(date.min, None)]
        for turn in sorted(turns):
            rules = self._rules_of(turn, unit)
            if rules != found[-1].rules:
                found.append(Stretch(turn, rules))
        return tuple(found)

    def _rules_of(self, day: date, unit: str | None) -> DayRules | None:
        regime = _strongest(self.regime, day, unit)
        in_force = _strongest(self.in_force, day, unit)
        policy = in_force.policy if in_force else None
        giving = self.levels[regime.level] if regime else policy
        if giving is None:
            return None
        switches = {s.group: s for s in sorted(self.switches, key=_strength) if s.applies(day, unit)}
        return DayRules(
            source=giving.name,
            level=regime.level if regime else None,
            baseline=giving.baseline,
            groups=giving.groups,
            weekend=policy.weekend if policy else None,
            weekend_units=policy.weekend_units if policy else (),
            arrival_days=policy.arrival_days if policy else giving.arrival_days,
            switches=tuple(switches[group] for group in sorted(switches)),
            cited=giving.source,
        )

    def stretches(self, unit: str | None) -> tuple[Stretch, ...]:
        """The time line of a unit, oldest first; its first stretch begins with the calendar."""
        return self._stretches[unit if unit in self.units else None]

    def rules_on(self, day: date, unit: str | None) -> DayRules | None:
        """The rules that apply on `day` in `unit`; None before anything is in force."""
        known = self._rules_by_day
        if (day, unit) not in known:
            line = self.stretches(unit)
            known[day, unit] = line[bisect_right(line, day, key=lambda stretch: stretch.first) - 1].rules
        return known[day, unit]

    @cached_property
    def _rules_by_day(self) -> dict[tuple[date, str | None], DayRules | None]:
        """What has been looked up already: a list asks the same for every prisoner of a unit."""
        return {}

    def level_on(self, day: date, unit: str | None) -> int | None:
        """The regime level that is set for the unit on `day`."""
        rules = self.rules_on(day, unit)
        return rules.level if rules else None


def _lines(stretches: tuple[Stretch, ...]) -> Iterator[tuple[str, tuple[GroupLine, ...]]]:
    """Each group with its rules over time; rules with the same N and W in two sets are one rule (DOMAIN 3.1)."""
    found: dict[str, list[GroupLine]] = {}
    for place, stretch in enumerate(stretches):
        end = stretches[place + 1].first if place + 1 < len(stretches) else date.max
        if stretch.rules is None:
            continue
        switched = {switch.group: switch for switch in stretch.rules.switches}
        for group, rule in stretch.rules.group_rules.items():
            lines = found.setdefault(group, [])
            last = lines[-1] if lines else None
            if last and last.end == stretch.first and _asks_the_same(last.rule, rule):
                lines[-1] = GroupLine(last.first, end, rule, switched.get(group))
            else:
                lines.append(GroupLine(stretch.first, end, rule, switched.get(group)))
    for group in sorted(found, key=group_order):
        yield group, tuple(found[group])


def _asks_the_same(one: Rule, other: Rule) -> bool:
    return (one.sessions, one.window_days) == (other.sessions, other.window_days)


def _strength(entry: Dated) -> tuple[bool, date]:
    return (entry.unit is not None, entry.from_date)


def _strongest(entries: Iterable[_Entry], day: date, unit: str | None) -> _Entry | None:
    return max((e for e in entries if _applies(e, day, unit)), key=_strength, default=None)
