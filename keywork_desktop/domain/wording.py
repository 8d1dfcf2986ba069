"""How the product says things: dates, how often, and why somebody is due, in a sentence a manager would say."""

from __future__ import annotations

from datetime import date

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.obligations import Obligation, Status
from keywork_desktop.domain.rules import BASELINE, NEURODIVERSE_LANDING, WEEKEND, Rule, badge

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_OFTEN = {
    (1, 7): "once a week",
    (1, 14): "once a fortnight",
    (1, 28): "once in four weeks",
    (2, 28): "two in four weeks",
    (3, 28): "three in four weeks",
}

STATUS_SHAPES = {
    Status.OVERDUE: "▲",
    Status.DUE_TODAY: "◆",
    Status.DUE_THIS_WEEK: "◇",
    Status.ON_TRACK: "●",
    Status.NO_OBLIGATION: "–",
}

GROUP_NAMES = {
    "acct_open": "ACCT open",
    "acct_post_closure": "ACCT post-closure",
    "rosh_pre_release": "High risk of serious harm",
    "extremism_pre_release": "TACT",
    "shielding": "Shielding",
    "csip": "CSIP",
    "young_adult": "Young adult",
    "neurodiverse": "Neurodiverse",
    "care_experienced": "Care experienced",
    "debt_victim": "Debt victim",
    "basic_regime": "Basic regime",
    "ipp": "IPP",
}

RULE_NAMES = {
    BASELINE: "Everyone",
    WEEKEND: "Weekend in CSU or IPD",
    NEURODIVERSE_LANDING: "Neurodiverse landing",
    **GROUP_NAMES,
}


def short_date(day: date, near: date | None = None) -> str:
    """`2 Oct`, with the year when it is not that of `near`."""
    year = f" {day.year}" if near is not None and day.year != near.year else ""
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def long_date(day: date) -> str:
    """`Fri 20 Nov 2026`, in English whatever the computer speaks."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday(day: date) -> str:
    """`Fri`."""
    return _DAYS[day.weekday()]


def number(count: int) -> str:
    """Small numbers as words: `one`, `twelve`, `13`."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 session`, `2 sessions`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def how_often(rule: Rule) -> str:
    """`two in four weeks`, `once a week`."""
    return _OFTEN.get((rule.sessions, rule.window_days)) or f"{number(rule.sessions)} in {rule.window_days} days"


def days_ago(day: date, today: date) -> str:
    """`today`, `yesterday`, `49 days ago`."""
    days = (today - day).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def status_words(item: DueItem) -> str:
    """`Overdue 9 d`, `Due today`, `Due Tue 24 Nov`, `On track`, `No obligation`."""
    if item.status is Status.OVERDUE:
        return f"Overdue {item.days_overdue} d"
    if item.status is Status.DUE_TODAY:
        return "Due today"
    if item.status is Status.DUE_THIS_WEEK and item.due_on:
        return f"Due {weekday(item.due_on)} {short_date(item.due_on)}"
    return "On track" if item.status is Status.ON_TRACK else "No obligation"


def status_text(item: DueItem) -> str:
    """Shape and words, never colour alone: `▲ Overdue 9 d`."""
    return f"{STATUS_SHAPES[item.status]} {status_words(item)}"


def badges(item: DueItem) -> tuple[str, ...]:
    """Short names of the priority groups: `ACCT`, `ROSH`."""
    return (*map(badge, item.priority_groups), *(f"was {badge(group)}" for group in item.former_groups))


def spoken(item: DueItem) -> str:
    """How a row begins for those who listen: `SMITH, John, A1234BC, cell 2-1-035, Overdue 9 days, ACCT`."""
    person = item.prisoner
    status = status_words(item)
    if item.status is Status.OVERDUE:
        status = f"Overdue {counted(item.days_overdue, 'day')}"
    where = f"cell {person.location}" if person.unit else f"at {person.location}"
    return ", ".join((person.name, person.prison_number, where, status, *badges(item)))


def why(item: DueItem) -> str:
    """Why this prisoner is due on that day, in one or two sentences."""
    obligation = item.deciding
    held = _on_hold(item)
    if obligation is None:
        return f"No rule in force asks for a session. {held}".rstrip()
    return f"{_asks(obligation, item)} {_seen(obligation, item)} {held}".rstrip()


def was_overdue_words(item: DueItem) -> str:
    """`was overdue 51 d`, of somebody for whom nothing is asked now; empty where it is not so (DOMAIN 3.1)."""
    return f"was overdue {item.days_overdue_before} d" if item.on_hold_overdue else ""


def _on_hold(item: DueItem) -> str:
    """That he was overdue when a spell without a baseline began, and when that was."""
    if not item.on_hold_overdue or item.on_hold_since is None:
        return ""
    was = counted(item.days_overdue_before, "day")
    return f"{was} overdue when suspended, {short_date(item.on_hold_since, item.day)}."


def _asks(obligation: Obligation, item: DueItem) -> str:
    rule, day = obligation.rule, item.day
    if rule.id == BASELINE:
        often = how_often(rule)
        if obligation.carried_from is not None:
            changed = short_date(obligation.carried_from, day)
            return f"{often[0].upper()}{often[1:]} since the change on {changed}; what was due before it stays due."
        if obligation.began_with_arrival and not obligation.counted:
            within = counted((obligation.due_on - obligation.start).days, "day")
            return f"Arrived {short_date(obligation.start, day)}: first session within {within}, then {often}."
        return f"{often[0].upper()}{often[1:]}."
    if rule.id == WEEKEND:
        return f"In {item.prisoner.unit}: one session each weekend."
    since = f"since {short_date(obligation.start, day)}: {how_often(rule)}."
    if obligation.ended and obligation.carried_from:
        ended = short_date(obligation.carried_from, day)
        return f"{GROUP_NAMES.get(rule.id, rule.id)} until {ended}, overdue then: stays due."
    release = item.prisoner.release_date
    if rule.id in ("rosh_pre_release", "extremism_pre_release") and release:
        verb = "was to be released" if obligation.after_release_date else "released"
        return f"{GROUP_NAMES[rule.id]}, {verb} {short_date(release, day)}: {how_often(rule)}."
    return f"{GROUP_NAMES.get(rule.id, rule.id)} {since}"


def _seen(obligation: Obligation, item: DueItem) -> str:
    day = item.day
    if not item.sessions:
        return f"No session since he arrived on {short_date(item.prisoner.reception, day)}."
    last = f"Last session {short_date(item.sessions[0], day)}, {days_ago(item.sessions[0], day)}"
    if obligation.rule.id == "acct_open" and not obligation.counted:
        return f"{last}; none since it was opened."
    if obligation.rule.sessions > 1:
        recent = sum((day - seen).days < obligation.rule.window_days for seen in item.sessions)
        if recent != 1 or (day - item.sessions[0]).days >= obligation.rule.window_days:
            return f"{last}; {number(recent) if recent else 'none'} in the last {obligation.rule.window_days} days."
    return f"{last}."
