"""Policy sets: which there are, which is in force where, and a copy of one that this prison makes its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from keywork_desktop.actions.desk import Desk
from keywork_desktop.actions.refusing import days_given, known_unit, mistakes_named, when, where
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.rules import (
    BASELINE,
    WEEKEND,
    PolicyMistake,
    PolicySet,
    group_order,
    policy_document,
    policy_set_from,
)
from keywork_desktop.domain.time_lines import Overlap

if TYPE_CHECKING:
    from keywork_desktop.store import Cut, PolicyEntry, Reading

_RULES = frozenset({BASELINE, WEEKEND})
_FIELDS = frozenset({"name", "source", "arrival_days"})
_NEW_RULE = {"sessions": 1, "window_days": 7, "minutes": 45}


@dataclass(frozen=True)
class ListedPolicy:
    """A policy set as it reads on the desk's day, and when it is in force.

    `shipped` sets cannot be changed. Of the prison's own, `readings` are what it said from which day on, oldest first,
    with who wrote each.
    """

    policy: PolicySet
    shipped: bool
    entries: tuple[PolicyEntry, ...]
    readings: tuple[Reading, ...] = ()

    @property
    def copied_from(self) -> str:
        return self.readings[0].copied_from if self.readings else ""


@dataclass(frozen=True)
class InForce:
    """What gives the rules on a day: a policy set, or the regime level that is set; None as `unit`: everywhere else."""

    unit: str | None
    source: str
    level: int | None


def list_policies(desk: Desk) -> tuple[ListedPolicy, ...]:
    """All policy sets, shipped ones first, each with its entries."""
    rules = desk.store.rules_in_time()
    entries = {policy_id: tuple(e for e in rules.entries if e.policy_id == policy_id) for policy_id in _ids(desk)}
    found = [ListedPolicy(policy, True, entries[policy_id]) for policy_id, policy in rules.shipped.items()]
    found += [
        ListedPolicy(_reads(readings, desk.today).policy, False, entries[policy_id], readings)
        for policy_id, readings in rules.own.items()
    ]
    return tuple(found)


def in_force(desk: Desk, day: date | None = None) -> tuple[InForce, ...]:
    """What gives the rules on a day (default: today), for the establishment and each unit with entries of its own."""
    book = desk.store.snapshot(desk.today).policies
    found = []
    for unit in (None, *sorted(book.units)):
        rules = book.rules_on(day or desk.today, unit)
        if rules is not None:
            found.append(InForce(unit, rules.source, rules.level))
    return tuple(found)


def _ids(desk: Desk) -> tuple[str, ...]:
    rules = desk.store.rules_in_time()
    return (*rules.shipped, *rules.own)


def _reads(readings: tuple[Reading, ...], day: date) -> Reading:
    return next((reading for reading in reversed(readings) if reading.from_date <= day), readings[0])


def policy_named(desk: Desk, name: str) -> ListedPolicy:
    """The policy set with this id or name, in any case; `RequestError` (`unknown_policy`) naming those there are."""
    wanted = " ".join(name.casefold().split())
    known = list_policies(desk)
    for listed in known:
        if wanted in (listed.policy.id.casefold(), " ".join(listed.policy.name.casefold().split())):
            return listed
    ids = [listed.policy.id for listed in known]
    message = f"There is no policy set {name!r}. Use one of: {', '.join(ids)}."
    raise RequestError(message, code="unknown_policy", details={"field": "name", "known": ids})


def use_policy(
    desk: Desk, name: str, from_date: date, to_date: date | None = None, unit: str | None = None
) -> ChangeSet:
    """Put a policy set in force from a day on (or up to `to_date`, included), for a unit or the establishment.

    The set before it ends the day before, and resumes after `to_date`. Raises `RequestError`: `unknown_policy`,
    `unknown_unit`, `policy_mistake`, and `overlaps` where another set is to come into force later.
    """
    policy = policy_named(desk, name).policy
    unit = known_unit(desk, unit)
    with mistakes_named():
        days = days_given(from_date, to_date)
        said = f"“{policy.name}” in force {when(days)}{where(unit)}"
        with desk.work("policy", said) as work:
            laid = work.lay_policy(policy.id, days, unit)
            level = desk.store.snapshot(desk.today).policies.level_on(max(from_date, desk.today), unit)
            warned = f"Regime level {level} is set then: on its days the level gives baseline, priority and minutes."
            return desk.settle(work, (warned,) if level and laid.put else (), said + _told(desk, laid.cut))


def _told(desk: Desk, cut: tuple[Cut, ...]) -> str:
    names = {listed.policy.id: listed.policy.name for listed in list_policies(desk)}
    return "".join(
        f"; {'ends' if each.kept else 'replaces'} “{names.get(each.said, each.said)}” of {each.days}" for each in cut
    )


def copy_policy(desk: Desk, name: str, new_name: str) -> ChangeSet:
    """Make a copy of a policy set, under a new name, that may be changed and put in force.

    Raises `RequestError`: `unknown_policy`, `policy_exists`, `policy_mistake` (an empty name).
    """
    origin = policy_named(desk, name).policy
    new_name = " ".join(new_name.split())
    new_id = re.sub(r"[^a-z0-9]+", "_", new_name.casefold()).strip("_")
    if any(new_id == listed.policy.id or new_name == listed.policy.name for listed in list_policies(desk)):
        message = f"There is a policy set {new_name!r} already. Choose another name."
        raise RequestError(message, code="policy_exists", details={"field": "name"})
    with mistakes_named():
        if not new_id:
            raise PolicyMistake("name is empty; give letters or digits")
        document = {**policy_document(origin), "id": new_id, "name": new_name}
        with desk.work("policy", f"Copy “{origin.name}” as “{new_name}”") as work:
            work.put_policy_set(policy_set_from(document), date.min, origin.id)
            return desk.settle(work)


def edit_policy(desk: Desk, name: str, changes: Mapping[str, Any], from_date: date) -> ChangeSet:
    """Change one of this prison's own policy sets from a day on; due dates of days before it stay what they were.

    `changes` maps fields to values: `name`, `source`, `arrival_days`, `baseline.sessions`, `acct_open.minutes`,
    `weekend.units` …; None as the value of `baseline`, `weekend` or a group leaves that rule out. A changed rule counts
    as this prison's own unless a `source` comes with it. Raises `RequestError`: `unknown_policy`, `shipped`,
    `policy_mistake` and `overlaps` with the field named.
    """
    listed = policy_named(desk, name)
    if listed.shipped:
        message = f"“{listed.policy.name}” ships with the program and stays as it is. Copy it, and change the copy."
        raise RequestError(message, code="shipped", details={"field": "name"})
    with mistakes_named():
        days_given(from_date, None)
        later = [reading for reading in listed.readings if reading.from_date > from_date]
        if later:
            changed = f"{later[0].from_date:%d/%m/%Y}"
            raise Overlap("from", f"the set was changed from {changed} already; change it from that day or later")
        before = _reads(listed.readings, from_date)
        edited = policy_set_from(_edited(policy_document(before.policy), changes))
        _refuse_taken_name(desk, edited)
        used = any(entry.from_date < from_date for entry in listed.entries)
        first = from_date if used else before.from_date
        since = f" from {from_date:%d/%m/%Y}" if used else ""
        with desk.work("policy", f"Change “{edited.name}”{since}: {', '.join(sorted(changes))}") as work:
            if edited != before.policy:
                work.put_policy_set(edited, first, listed.copied_from)
            return desk.settle(work)


def _refuse_taken_name(desk: Desk, edited: PolicySet) -> None:
    others = [listed.policy for listed in list_policies(desk) if listed.policy.id != edited.id]
    if edited.name in {other.name for other in others}:
        raise PolicyMistake(f"name: there is a policy set {edited.name!r} already")


def _edited(document: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The document with these changes; fields that cannot be are refused by whoever reads it."""
    changed: set[str] = set()
    sourced: set[str] = set()
    for path, value in changes.items():
        rule, dot, field = path.partition(".")
        home = document if rule in _RULES else document["groups"]
        if dot:
            home.setdefault(rule, dict(_NEW_RULE))[field] = value
            (sourced if field == "source" else changed).add(rule)
        elif rule in _FIELDS:
            document[rule] = value
        elif rule not in home:
            raise PolicyMistake(f"{rule}: not a field of a policy set that can be changed")
        elif value is not None:
            raise PolicyMistake(f"{rule}: name the field to change, such as {rule}.sessions")
        else:
            del home[rule]
    for rule in changed - sourced:
        home = document if rule in _RULES else document["groups"]
        if rule in home:
            home[rule].update(source=f"Decided here: {document['name']}", local_reading=False)
    groups = document["groups"]
    return {**document, "groups": {group: groups[group] for group in sorted(groups, key=group_order)}}
