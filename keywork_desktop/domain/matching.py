"""Why a rule applies to a prisoner: the alert, flag, place or entry that matched, in a sentence (DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.groups import ACCT_OPEN, ACCT_POST_CLOSURE, HIDDEN_DISABILITY, HIGH_ROSH, TACT
from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.obligations import Obligation
from keywork_desktop.domain.people import Alert, GroupFlag, Prisoner
from keywork_desktop.domain.rules import BASELINE, NEURODIVERSE_LANDING, WEEKEND
from keywork_desktop.domain.wording import long_date, short_date

ALERTS_OF = {
    "acct_open": ACCT_OPEN,
    "acct_post_closure": ACCT_POST_CLOSURE,
    "rosh_pre_release": HIGH_ROSH,
    "extremism_pre_release": TACT,
    "csip": frozenset({"CSIP"}),
    "neurodiverse": HIDDEN_DISABILITY,
    "care_experienced": frozenset({"LCE"}),
    "debt_victim": frozenset({"XCDV"}),
}


def why_it_applies(obligation: Obligation, item: DueItem) -> tuple[str, ...]:
    """What makes the rule apply to him on the day, each fact a sentence."""
    person, day, rule = item.prisoner, item.day, obligation.rule
    rules = item.book.rules_on(day, person.unit)
    if rule.id in (BASELINE, WEEKEND):
        where = unit_name(person.unit) if person.unit else "everybody"
        given = rules.source if rules else "the rules in force"
        if rule.id == WEEKEND:
            return (f"He is located in {person.unit}: the weekend rule of the set in force applies.",)
        if rules is not None and rules.level is not None:
            return (f"Applies to everyone: regime level {rules.level} is set for {where} ({given}).",)
        return (f"Applies to everyone: {given} is in force.",)
    if obligation.ended and obligation.carried_from:
        return (f"He left the group on {short_date(obligation.carried_from, day)}, overdue by then.",)
    facts = [
        *(_alert_words(alert, day) for alert in _alerts(person, rule.id, day)),
        *(_flag_words(flag, day) for flag in _flags(person, rule.id, day)),
    ]
    if rule.id in ("rosh_pre_release", "extremism_pre_release") and person.release_date is not None:
        facts.append(f"Release date {long_date(person.release_date)}.")
    age = person.age_on(day)
    if rule.id == "young_adult" and age is not None:
        facts.append(f"He is {age}.")
    if rule.id == NEURODIVERSE_LANDING or (rule.id == "neurodiverse" and not facts):
        facts.append(f"He is located on landing {person.location.landing}.")
    if rule.id == "ipp" and not facts:
        facts.append(f"Legal status: {person.legal_status}.")
    switch = next((s for s in rules.switches if s.group == rule.id), None) if rules else None
    if switch is not None:
        facts.append(f"Group switched on, approved by {switch.approved_by}, {short_date(switch.from_date, day)}.")
    return tuple(facts)


def _alerts(person: Prisoner, group: str, day: date) -> Iterable[Alert]:
    codes = ALERTS_OF.get(group, frozenset())
    return (alert for alert in person.alerts if alert.code in codes and alert.active_on(day))


def _alert_words(alert: Alert, day: date) -> str:
    since = short_date(alert.begins, day)
    if alert.effective is None:
        return f"Alert {alert.code}, first reported {since}; no date of its own."
    reported = f", first reported {short_date(alert.first_seen, day)}" if alert.first_seen > day else ""
    return f"Alert {alert.code} since {since}{reported}."


def _flags(person: Prisoner, group: str, day: date) -> Iterable[GroupFlag]:
    for flag in person.flags:
        if flag.group == group and flag.from_date <= day and (flag.to_date is None or day < flag.to_date):
            yield flag


def _flag_words(flag: GroupFlag, day: date) -> str:
    review = f", review by {short_date(flag.review_on, day)}" if flag.review_on else ""
    return f"Flagged by {flag.by} on {short_date(flag.from_date, day)}{review}."
