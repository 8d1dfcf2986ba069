"""Rules: how often whom, as they are written in policy sets (DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

BASELINE = "baseline"
WEEKEND = "weekend"
NEURODIVERSE_LANDING = "neurodiverse_landing"
NOT_PRIORITY = frozenset({BASELINE, WEEKEND, NEURODIVERSE_LANDING})

PRIORITY_GROUPS: dict[str, str] = {
    "acct_open": "ACCT",
    "acct_post_closure": "ACCT PC",
    "rosh_pre_release": "ROSH",
    "extremism_pre_release": "TACT",
    "shielding": "SHIELD",
}
"""Priority group ids in the order of DOMAIN 3's table, with the short name on the badge."""


LOCAL_GROUPS: dict[str, str] = {
    "csip": "CSIP",
    "young_adult": "YA",
    "neurodiverse": "ND",
    "care_experienced": "CARE EXP",
    "debt_victim": "DEBT",
    "basic_regime": "BASIC",
    "ipp": "IPP",
}
"""Local groups that a prison may switch on, with the short name on the badge; any other is named by the prison."""

_ORDER = {group: place for place, group in enumerate((*PRIORITY_GROUPS, *LOCAL_GROUPS))}


def group_order(group: str) -> tuple[int, str]:
    """A sort key: the groups of the table, the local groups, others by name, and the neurodiverse landing last."""
    if group == NEURODIVERSE_LANDING:
        return (len(_ORDER) + 1, group)
    return (_ORDER.get(group, len(_ORDER)), group)


def badge(group: str) -> str:
    """The short name on the badge: `ACCT`, `ROSH`, `YA`."""
    return PRIORITY_GROUPS.get(group) or LOCAL_GROUPS.get(group) or group.replace("_", " ").upper()[:10]


class PolicyMistake(ValueError):
    """A policy set that cannot be right; the message names the field."""


@dataclass(frozen=True, slots=True)
class Rule:
    """For this cohort, `sessions` in `window_days`, each of `minutes`.

    `first_within` days of the group's beginning the first session falls due; None for the baseline, whose first session
    depends on whether it began with the reception. `source` is where the rule stands; `local_reading` marks our
    reading of a text that is silent.
    """

    id: str
    sessions: int
    window_days: int
    minutes: int
    first_within: int | None = None
    source: str = ""
    local_reading: bool = False

    def __post_init__(self) -> None:
        for field, least in (("sessions", 1), ("window_days", 1), ("minutes", 1), ("first_within", 0)):
            value = getattr(self, field)
            if value is not None and value < least:
                raise PolicyMistake(f"{self.id}: {field} is {value}; it must be at least {least}")
        if self.sessions > self.window_days:
            raise PolicyMistake(
                f"{self.id}: sessions is {self.sessions} in window_days {self.window_days}; at most one a day can count"
            )

    @property
    def priority(self) -> bool:
        """True for a group rule; the baseline and the rules of a place are not priority."""
        return self.id not in NOT_PRIORITY

    @property
    def step(self) -> int:
        """⌈W / N⌉ days: how far apart the sessions are asked for."""
        return -(-self.window_days // self.sessions)

    @property
    def spacing(self) -> int:
        """⌊W / N / 2⌋ days: nobody is due again the day after he was seen (DOMAIN 3.1)."""
        return self.window_days // (2 * self.sessions)


@dataclass(frozen=True)
class PolicySet:
    """A named collection of rules. `groups` are in the order of DOMAIN 3's table; no `baseline`: nobody else is due.

    `weekend_units` get one session each weekend. `arrival_days` after reception a new arrival's first session is due.
    """

    id: str
    name: str
    source: str
    baseline: Rule | None
    groups: tuple[Rule, ...] = ()
    weekend: Rule | None = None
    weekend_units: tuple[str, ...] = ()
    arrival_days: int = 3

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise PolicyMistake("name is empty")
        if self.arrival_days < 0:
            raise PolicyMistake(f"arrival_days is {self.arrival_days}; it must be at least 0")
        unknown = [rule.id for rule in self.groups if rule.id not in PRIORITY_GROUPS]
        if unknown:
            raise PolicyMistake(f"groups: {unknown[0]!r} is not a cohort; known are {', '.join(PRIORITY_GROUPS)}")
        order = list(PRIORITY_GROUPS)
        if [rule.id for rule in self.groups] != sorted({rule.id for rule in self.groups}, key=order.index):
            raise PolicyMistake("groups: each group once, in the order of the table")


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """A policy set that applies from `from_date` to `to_date` (included; None: no end yet), to one unit or all."""

    policy: PolicySet
    from_date: date
    to_date: date | None = None
    unit: str | None = None

    def applies(self, day: date, unit: str | None) -> bool:
        """True on `day` for someone in `unit`."""
        return (
            self.from_date <= day
            and (self.to_date is None or day <= self.to_date)
            and (self.unit is None or self.unit == unit)
        )


def policy_set_from(document: Mapping[str, Any]) -> PolicySet:
    """The policy set written in a policy file (see `resources/policies/`), read as a mapping.

    Raises `PolicyMistake` naming the field that is missing or wrong.
    """

    def rule(id_: str, fields: Mapping[str, Any]) -> Rule:
        _check_kinds(id_, fields)
        try:
            return Rule(id=id_, **fields)
        except TypeError as mistake:
            raise PolicyMistake(f"{id_}: {mistake}") from mistake

    known = {"id", "name", "source", "arrival_days", "baseline", "groups", "weekend"}
    if unknown := sorted(set(document) - known):
        raise PolicyMistake(f"{unknown[0]}: not a field of a policy set")
    for field in ("id", "name", "source"):
        if not isinstance(document.get(field), str):
            raise PolicyMistake(f"{field}: missing")
    for field in ("baseline", "groups", "weekend"):
        if not isinstance(document.get(field, {}), Mapping):
            raise PolicyMistake(f"{field}: not a table of fields")
    if not _is_number(document.get("arrival_days", 3)):
        raise PolicyMistake(f"arrival_days: {document['arrival_days']!r} is not a whole number")
    weekend = dict(document.get("weekend", {}))
    units = tuple(weekend.pop("units", ()))
    groups: Mapping[str, Mapping[str, Any]] = document.get("groups", {})
    return PolicySet(
        id=document["id"],
        name=document["name"],
        source=document["source"],
        arrival_days=document.get("arrival_days", 3),
        baseline=rule(BASELINE, document["baseline"]) if "baseline" in document else None,
        groups=tuple(rule(id_, groups[id_]) for id_ in groups),
        weekend=rule(WEEKEND, {"sessions": 1, "window_days": 7, **weekend}) if weekend else None,
        weekend_units=units,
    )


_NUMBERS = ("sessions", "window_days", "minutes", "first_within")
_TEXTS = ("source",)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_kinds(id_: str, fields: Mapping[str, Any]) -> None:
    """Numbers are whole numbers and texts are texts, whoever wrote the document."""
    if not isinstance(fields, Mapping):
        raise PolicyMistake(f"{id_}: not a table of fields")
    for field in ("sessions", "window_days", "minutes"):
        if field not in fields:
            raise PolicyMistake(f"{id_}: {field} is missing")
    for field in fields:
        if field not in (*_NUMBERS, *_TEXTS, "local_reading"):
            raise PolicyMistake(f"{id_}: {field} is not a field of a rule")
        if field in _NUMBERS and not _is_number(fields[field]):
            raise PolicyMistake(f"{id_}: {field} is {fields[field]!r}; it must be a whole number")
        if field in _TEXTS and not isinstance(fields[field], str):
            raise PolicyMistake(f"{id_}: {field} is not a text")
        if field == "local_reading" and not isinstance(fields[field], bool):
            raise PolicyMistake(f"{id_}: local_reading is neither true nor false")


def policy_document(policy: PolicySet) -> dict[str, Any]:
    """The policy set as the mapping that `policy_set_from` reads."""
    document: dict[str, Any] = {
        "id": policy.id,
        "name": policy.name,
        "source": policy.source,
        "arrival_days": policy.arrival_days,
    }
    if policy.baseline is not None:
        document["baseline"] = _fields(policy.baseline)
    document["groups"] = {rule.id: _fields(rule) for rule in policy.groups}
    if policy.weekend is not None:
        document["weekend"] = {**_fields(policy.weekend), "units": list(policy.weekend_units)}
    return document


def _fields(rule: Rule) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "sessions": rule.sessions,
        "window_days": rule.window_days,
        "minutes": rule.minutes,
        "source": rule.source,
        "local_reading": rule.local_reading,
    }
    if rule.first_within is not None:
        fields["first_within"] = rule.first_within
    return fields
