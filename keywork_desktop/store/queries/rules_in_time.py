"""The rules as they are written down: policy sets of this prison, what is in force, levels, local groups, flags."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.domain.people import GroupFlag
from keywork_desktop.domain.rulebook import LEVELS, GroupSwitch, RegimeEntry, RuleBook
from keywork_desktop.domain.rules import PolicyInForce, PolicySet, Rule, group_order, policy_set_from
from keywork_desktop.store import stored
from keywork_desktop.store.policies import shipped_policies

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entered:
    """Who wrote an entry down first, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """A policy set of this prison as it reads from `from_date` on; the first reading begins with the calendar."""

    policy: PolicySet
    from_date: date
    copied_from: str
    entered: Entered


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """A policy set is in force from a day to a day (included; None: no end yet), for one unit or for all."""

    policy_id: str
    from_date: date
    to_date: date | None
    unit: str | None


@dataclass(frozen=True)
class RulesInTime:
    """Everything that is written down about rules: by whom and when, where the rule book says only what applies."""

    shipped: Mapping[str, PolicySet]
    own: Mapping[str, tuple[Reading, ...]]
    entries: tuple[PolicyEntry, ...]
    regime: tuple[tuple[RegimeEntry, Entered], ...]
    switches: tuple[tuple[GroupSwitch, Entered], ...]
    flags: tuple[tuple[str, GroupFlag, Entered], ...]


def rules_in_time(connection: Connection) -> RulesInTime:
    """Everything that is written down about rules."""
    return RulesInTime(
        shipped_policies(),
        policy_readings(connection),
        policy_entries(connection),
        regime_calendar(connection),
        group_switches(connection),
        group_flags(connection),
    )


def policy_readings(connection: Connection) -> dict[str, tuple[Reading, ...]]:
    """The policy sets of this prison by id, each with its readings, oldest first."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for row in connection.exec_driver_sql("SELECT * FROM policy_set ORDER BY policy_id, from_date"):
        reading = Reading(
            policy_from_text(row.document), stored.day(row.from_date), row.copied_from, _entered(row, row.entered_at)
        )
        found[row.policy_id].append(reading)
    return {policy_id: tuple(readings) for policy_id, readings in found.items()}


def policy_from_text(document: str) -> PolicySet:
    """The policy set in a document as it is stored; its groups in the order of the table, however they were written."""
    fields: dict[str, Any] = json.loads(document)
    groups = fields.get("groups", {})
    return policy_set_from({**fields, "groups": {group: groups[group] for group in sorted(groups, key=group_order)}})


def policy_entries(connection: Connection) -> tuple[PolicyEntry, ...]:
    """What is in force when and where, oldest first, the establishment's before the units'."""
    rows = connection.exec_driver_sql("SELECT * FROM policy_in_force ORDER BY from_date, unit")
    return tuple(
        PolicyEntry(row.policy_id, stored.day(row.from_date), stored.day_or_none(row.to_date), row.unit or None)
        for row in rows
    )


def policies_in_force(connection: Connection) -> tuple[PolicyInForce, ...]:
    """Every entry with its set as it reads on those days, oldest first, the establishment's before the units'.

    Raises `EnvironmentProblem` (`policy_missing`) where this program does not have a policy set that is in force.
    """
    shipped, own = shipped_policies(), policy_readings(connection)
    found: list[PolicyInForce] = []
    for entry in policy_entries(connection):
        if entry.policy_id in own:
            found += _by_reading(entry, own[entry.policy_id])
        elif entry.policy_id in shipped:
            found.append(PolicyInForce(shipped[entry.policy_id], entry.from_date, entry.to_date, entry.unit))
        else:
            raise EnvironmentProblem(
                f"The policy set {entry.policy_id} is in force but not installed. Install Keywork Desktop again.",
                code="policy_missing",
                details={"missing": [entry.policy_id]},
            )
    return tuple(found)


def _by_reading(entry: PolicyEntry, readings: tuple[Reading, ...]) -> Iterator[PolicyInForce]:
    """The entry in pieces, one for each reading of the set on its days."""
    last = entry.to_date or date.max
    for place, reading in enumerate(readings):
        ends = readings[place + 1].from_date - DAY if place + 1 < len(readings) else date.max
        first, until = max(entry.from_date, reading.from_date), min(last, ends)
        if first <= until:
            yield PolicyInForce(reading.policy, first, None if until == date.max else until, entry.unit)


def regime_calendar(connection: Connection) -> tuple[tuple[RegimeEntry, Entered], ...]:
    """The regime calendar with who wrote each entry, oldest first, the establishment's before the units'."""
    rows = connection.exec_driver_sql("SELECT * FROM regime_entry ORDER BY from_date, unit")
    return tuple((_regime_of(row), _entered(row, row.entered_at)) for row in rows)


def group_switches(connection: Connection) -> tuple[tuple[GroupSwitch, Entered], ...]:
    """Local groups with their rules and who wrote them down, oldest first."""
    rows = connection.exec_driver_sql("SELECT * FROM group_switch ORDER BY from_date, group_id, unit")
    return tuple((_switch_of(row), _entered(row, row.entered_at)) for row in rows)


def group_flags(connection: Connection) -> tuple[tuple[str, GroupFlag, Entered], ...]:
    """Every flag with the prison number and who wrote it down, oldest first."""
    rows = connection.exec_driver_sql("SELECT * FROM group_flag ORDER BY from_date, group_id, prison_number")
    return tuple((row.prison_number, flag_of(row), _entered(row, row.flagged_at)) for row in rows)


def flags_by_prisoner(connection: Connection) -> Mapping[str, tuple[GroupFlag, ...]]:
    """Flags by prison number, oldest first."""
    found: dict[str, list[GroupFlag]] = defaultdict(list)
    for number, flag, _ in group_flags(connection):
        found[number].append(flag)
    return {number: tuple(flags) for number, flags in found.items()}


def rule_book(connection: Connection) -> RuleBook:
    """Everything that says how often whom, by date and unit."""
    shipped = shipped_policies()
    return RuleBook(
        in_force=policies_in_force(connection),
        regime=tuple(entry for entry, _ in regime_calendar(connection)),
        levels={level: shipped[f"edm_level_{level}"] for level in LEVELS},
        switches=tuple(switch for switch, _ in group_switches(connection)),
    )


def _entered(row: Any, at: str) -> Entered:
    return Entered(row.entered_by, stored.moment(at))


def _regime_of(row: Any) -> RegimeEntry:
    return RegimeEntry(row.level, stored.day(row.from_date), stored.day_or_none(row.to_date), row.unit or None)


def _switch_of(row: Any) -> GroupSwitch:
    rule = Rule(
        row.group_id, row.sessions, row.window_days, row.minutes, row.first_within, row.source, local_reading=True
    )
    return GroupSwitch(
        group=row.group_id,
        rule=rule,
        from_date=stored.day(row.from_date),
        approved_by=row.approved_by,
        to_date=stored.day_or_none(row.to_date),
        unit=row.unit or None,
        under_age=row.under_age,
        landings=stored.words(row.landings),
        approved_on=stored.day(row.approved_on),
    )


def flag_of(row: Any) -> GroupFlag:
    """The flag in a row of its table."""
    return GroupFlag(
        group=row.group_id,
        from_date=stored.day(row.from_date),
        by=row.by_whom,
        to_date=stored.day_or_none(row.to_date),
        review_on=stored.day(row.review_on),
        reason=row.reason,
        days_before_release=row.days_before_release,
        months_before_release=row.months_before_release,
    )
