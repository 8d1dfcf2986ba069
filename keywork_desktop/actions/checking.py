"""Looking after those whose session could not be held: wellbeing checks, and what NOMIS does not show yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.checks import (
    ENTRY_SETTING,
    LEVELS_SETTING,
    CheckRules,
    WellbeingCheck,
    check_ledger,
    check_rules_of,
    checks_on,
)
from keywork_desktop.domain.errors import RequestError
from keywork_desktop.domain.not_in_nomis import NotInNomis
from keywork_desktop.domain.snapshot import Period

LEDGER_DAYS = 28
"""The ledger goes back four weeks: of these days the store gives every record."""


def check_rules(desk: Desk) -> CheckRules:
    """When checks are owed and what is accepted as one; raises `RequestError` `bad_setting`."""
    try:
        return check_rules_of(desk.store.settings())
    except (TypeError, ValueError) as mistake:
        raise RequestError(f"Settings, wellbeing checks: {mistake}. Correct it there.", code="bad_setting") from mistake


def set_check_rules(desk: Desk, levels: Collection[int], *, entry_is_a_check: bool = False) -> ChangeSet:
    """Say at which regime levels checks are owed, and whether an imported KE note of the day is accepted as one.

    Raises `RequestError` `bad_setting` for a level that the EDM does not have.
    """
    try:
        rules = CheckRules(frozenset(levels), entry_is_a_check)
    except ValueError as mistake:
        raise RequestError(f"{mistake}.", code="bad_setting") from mistake
    at = ", ".join(str(level) for level in sorted(rules.levels, reverse=True)) or "no level"
    accepted = "a KE note is accepted" if entry_is_a_check else "only a check is accepted"
    with desk.work("settings", f"Wellbeing checks: owed at {at}, {accepted}") as work:
        work.setting(LEVELS_SETTING, sorted(rules.levels, reverse=True))
        work.setting(ENTRY_SETTING, entry_is_a_check)
        return desk.settle(work)


def checks(desk: Desk, on: date | None = None) -> tuple[WellbeingCheck, ...]:
    """The wellbeing checks owed on `on` (default: today), done or not, in the order of the due list (DOMAIN 3.4)."""
    return checks_on(desk.store.snapshot(on or desk.today), check_rules(desk))


def checks_lately(desk: Desk, days: int = 7) -> tuple[WellbeingCheck, ...]:
    """The ledger of the last `days` days, today included, newest first, for those who are present today.

    Raises `RequestError` `not_a_period` for fewer than 1 or more than 28 days.
    """
    if not 1 <= days <= LEDGER_DAYS:
        raise RequestError(f"The ledger shows 1 to {LEDGER_DAYS} days, not {days}.", code="not_a_period")
    period = Period(desk.today - timedelta(days=days - 1), desk.today)
    return check_ledger(desk.store.snapshot(desk.today), period, check_rules(desk))


def not_in_nomis(desk: Desk, on: date | None = None, *, listed_only: bool = True) -> tuple[NotInNomis, ...]:
    """Sessions recorded here for which no KS note has come, three days or longer ago, oldest first (DOMAIN 3.3).

    With `listed_only` false also those of the last days, which are shown as "not yet in NOMIS".
    """
    waiting = desk.store.not_in_nomis(on or desk.today)
    return tuple(each for each in waiting if each.listed or not listed_only)
