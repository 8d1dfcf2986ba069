"""The delivery rate, comparable with the national service: sessions held out of sessions projected (DOMAIN 6)."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from keywork_desktop.domain.rules import Rule

TWO_PLACES = Decimal("0.01")


def rounded(value: Fraction) -> Decimal:
    """To two decimals, half to even, exactly."""
    hundredths = value * 100
    return (Decimal(round(hundredths)) / 100).quantize(TWO_PLACES, ROUND_HALF_EVEN)


def percent(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in percent to two decimals, half to even; None where there is nothing to compare with.

    No sessions at all is 0.00, not missing (DOMAIN 6).
    """
    return rounded(Fraction(100 * part, whole)) if whole else None


def eligible(days_present: int, days: int) -> int:
    """The mean daily count, truncated, from the days that everybody was present together (DOMAIN 6)."""
    return days_present // days


def projected(eligible_count: int, days: int, every_weeks: Fraction) -> int:
    """How many sessions are projected: ⌊eligible × days ÷ (7 × weeks)⌋ (DOMAIN 6)."""
    if every_weeks <= 0:
        raise ValueError(f"a session every {every_weeks} weeks cannot be: give a number above 0")
    return int(eligible_count * days / (7 * every_weeks))


def weeks_between(baseline: Rule) -> Fraction:
    """How many weeks apart the baseline asks for sessions: W ÷ 7N (DOMAIN 6). Two in 28 days: every 2 weeks."""
    return Fraction(baseline.window_days, 7 * baseline.sessions)
