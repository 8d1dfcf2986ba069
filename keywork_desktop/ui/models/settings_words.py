"""How the Settings page says where and when a rule applies."""

from __future__ import annotations

from datetime import date

from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.rulebook import LEVEL_NAMES
from keywork_desktop.domain.rules import Rule
from keywork_desktop.domain.wording import RULE_NAMES, counted, how_often, long_date, short_date, weekday

EVERYWHERE = "Whole establishment"


def place(unit: str | None) -> str:
    """`Whole establishment`, `Houseblock 2`, `CSU`."""
    return EVERYWHERE if unit is None else unit_name(unit)


def rule_name(rule_id: str) -> str:
    """`Everyone`, `ACCT open`; a prison's own group by its name."""
    words = rule_id.replace("_", " ")
    return RULE_NAMES.get(rule_id) or words[:1].upper() + words[1:]


def level_words(level: int) -> str:
    """`4 Lockdown`."""
    return f"{level} {LEVEL_NAMES[level]}"


def rule_words(rule: Rule) -> str:
    """`Once a week, 45 minutes, the first within 1 day`."""
    often = how_often(rule)
    first = "" if rule.first_within is None else f", the first within {counted(rule.first_within, 'day')}"
    return f"{often[:1].upper()}{often[1:]}, {rule.minutes} minutes{first}"


def near_date(day: date, today: date) -> str:
    """`today`, `tomorrow`, `Mon 23 Nov`, with the year when it is not this year's."""
    away = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(away) or f"{weekday(day)} {short_date(day, today)}"


def span_words(first: date, last: date | None, today: date) -> str:
    """`Sat 21 Nov`, `Sat 21 Nov – Fri 27 Nov`, `since Tue 1 Apr 2025`, `from Mon 23 Nov`."""
    if last is None:
        return f"{'since' if first <= today else 'from'} {weekday(first)} {short_date(first, today)}"
    if first == last:
        return f"{weekday(first)} {short_date(first, today)}"
    return f"{weekday(first)} {short_date(first, today)} – {weekday(last)} {short_date(last, today)}"


def spoken_span(first: date, last: date | None) -> str:
    """The same for those who listen: `from Sat 21 Nov 2026 to Fri 27 Nov 2026`."""
    if last is None:
        return f"from {long_date(first)} on"
    if first == last:
        return f"on {long_date(first)}"
    return f"from {long_date(first)} to {long_date(last)}"
