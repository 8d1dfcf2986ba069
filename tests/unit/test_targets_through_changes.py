"""Targets where the rules change just before or during a plan: what DOMAIN 3.1 makes of a due date holds for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keywork_desktop.domain.obligations import obligations_of
from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.rulebook import RegimeEntry, RuleBook
from keywork_desktop.domain.rules import BASELINE
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.targets import Target, targets_of
from keywork_desktop.store.policies import shipped_policies
from tests.factories import a_prisoner, an_alert, in_force

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
FOUR_WEEKS = Period(MONDAY, MONDAY + 27 * DAY)
DUE_FRIDAY = (MONDAY - 10 * DAY, MONDAY - 24 * DAY)
"""Seen on these days, he is due four days after Monday."""


def levels(*entries: RegimeEntry) -> RuleBook:
    sets = shipped_policies()
    return replace(in_force(), regime=entries, levels={n: sets[f"edm_level_{n}"] for n in (1, 2, 3, 4)})


def days(targets: tuple[Target, ...]) -> list[tuple[str, int]]:
    return [(target.rule.id, (target.by - MONDAY).days) for target in targets]


def first_of(prisoner: Prisoner, book: RuleBook) -> int:
    return days(targets_of(prisoner, book, FOUR_WEEKS))[0][1]


def test_level_4_throughout_asks_for_priority_groups_alone() -> None:
    book = levels(RegimeEntry(4, MONDAY, FOUR_WEEKS.last))
    assert targets_of(a_prisoner(seen=DUE_FRIDAY), book, FOUR_WEEKS) == ()
    acct = a_prisoner(seen=DUE_FRIDAY, alerts=(an_alert("HA", MONDAY - 30 * DAY),))
    assert {rule for rule, _ in days(targets_of(acct, book, FOUR_WEEKS))} == {"acct_open"}


def test_a_spell_of_level_4_moves_a_due_date_by_its_length() -> None:
    book = levels(RegimeEntry(4, MONDAY + 2 * DAY, MONDAY + 8 * DAY))
    assert first_of(a_prisoner(seen=DUE_FRIDAY), book) == 4 + 7


def test_who_is_due_before_level_4_begins_is_wanted_then() -> None:
    book = levels(RegimeEntry(4, MONDAY + 5 * DAY, MONDAY + 11 * DAY))
    assert first_of(a_prisoner(seen=DUE_FRIDAY), book) == 4


def test_a_level_that_takes_over_gives_its_own_due_date() -> None:
    book = levels(RegimeEntry(3, MONDAY, FOUR_WEEKS.last))
    # One in 28 days: 28 days after he was last seen, ten days before Monday.
    assert days(targets_of(a_prisoner(seen=DUE_FRIDAY), book, FOUR_WEEKS)) == [(BASELINE, 18)]


def test_who_is_overdue_when_another_level_takes_over_stays_late_at_start() -> None:
    book = levels(RegimeEntry(3, MONDAY, FOUR_WEEKS.last))
    (first, *_) = targets_of(a_prisoner(seen=[MONDAY - 90 * DAY]), book, FOUR_WEEKS)
    assert (first.late_at_start, first.by) == (True, MONDAY + 14 * DAY)


def test_what_was_recorded_since_the_period_began_fixes_no_target() -> None:
    prisoner = a_prisoner(seen=[*DUE_FRIDAY, MONDAY, MONDAY + 3 * DAY])
    before = a_prisoner(seen=DUE_FRIDAY)
    assert targets_of(prisoner, in_force(), FOUR_WEEKS) == targets_of(before, in_force(), FOUR_WEEKS)


@given(
    seen=st.sets(st.integers(1, 80), max_size=6),
    spells=st.lists(st.tuples(st.integers(-20, 27), st.integers(1, 20), st.sampled_from([1, 2, 3, 4])), max_size=2),
)
def test_a_baseline_asks_for_nobody_on_a_day_on_which_none_applies(
    seen: set[int], spells: list[tuple[int, int, int]]
) -> None:
    entries, free_from = [], -40
    for begins, length, level in sorted(spells):
        start = max(begins, free_from)
        entries.append(RegimeEntry(level, MONDAY + start * DAY, MONDAY + (start + length - 1) * DAY))
        free_from = start + length
    book = levels(*entries)
    prisoner = a_prisoner(seen=[MONDAY - n * DAY for n in sorted(seen)])
    targets = targets_of(prisoner, book, FOUR_WEEKS)
    for target in targets[:1]:
        asked = [o for o in obligations_of(prisoner, book, target.by) if o.rule.id == BASELINE]
        assert asked, (target, entries)
        # Nobody is wanted before the rules of that day would call him due, unless he is overdue already.
        assert asked[0].due_on <= target.by
