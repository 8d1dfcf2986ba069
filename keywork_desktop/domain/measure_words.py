"""The measures in plain words: what each is called, what it says, what is counted, and where the facts come from.

Screen, workbook and paper all say it with these words, in this order: coverage first, since the rate hides the man who
had no session (DOMAIN 6).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from keywork_desktop.domain.measures import MINUTES_A_WEEK, Measures, OverdueGroup, Waited
from keywork_desktop.domain.rules import badge
from keywork_desktop.domain.wording import counted

Number = int | float | Decimal

NOTHING = "–"
"""Where there is nothing to compare with; zero is written 0."""

_NOTES = "Case notes KA - KS, and sessions recorded here"
_ROLLS = "Alpha lists and admissions"


@dataclass(frozen=True)
class Measured:
    """One measure in words. `value` gives the number, None where there is none; `text` the same as it is read.

    `counted` says of these people what the number was made of, `meaning` what it is for, `source` where its facts come
    from. `heading` is its name in a narrow column, `axis` what a chart counts along its axis.
    """

    id: str
    title: str
    heading: str
    axis: str
    meaning: str
    source: str
    value: Callable[[Measures], Number | None]
    text: Callable[[Measures], str]
    counted: Callable[[Measures], str]


def _percent(value: Decimal | None) -> str:
    return NOTHING if value is None else f"{value} %"


def plain(value: Number | None) -> str:
    """`1,020`, `13.59`, `2.5`; a dash for nothing."""
    if value is None:
        return NOTHING
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:,}"


def every_words(weeks: Fraction | None) -> str:
    """`one every 2 weeks`, `one a week`, `three every 4 weeks`; how often sessions are projected."""
    if weeks is None:
        return "no baseline is in force"
    if weeks == 1:
        return "one a week"
    if weeks.denominator == 1:
        return f"one every {weeks} weeks"
    return f"{weeks.denominator} every {counted(weeks.numerator, 'week')}"


def _coverage_counted(made: Measures) -> str:
    if not made.coverable:
        return "Nobody was owed a session in this period."
    missing = made.coverable - made.covered
    return (
        f"{plain(made.covered)} of {plain(made.coverable)} had every session they were owed; {plain(missing)} did not."
    )


def _rate_counted(made: Measures) -> str:
    sessions = f"{plain(made.sessions)} {'session' if made.sessions == 1 else 'sessions'}"
    if made.every_weeks is None:
        return f"{sessions}; nothing is projected: no baseline is in force."
    of = f"{plain(made.eligible)} eligible, {counted(made.days, 'day')}, {every_words(made.every_weeks)}"
    return f"{sessions} of {plain(made.projected)} projected ({of})."


def _met_counted(made: Measures) -> str:
    if not made.with_key_worker:
        return "Nobody had a key worker on the last day."
    return f"{plain(made.met_by_own_key_worker)} of {plain(made.with_key_worker)} with a key worker have met their own."


def _minutes_counted(made: Measures) -> str:
    if not made.minutes_estimated:
        return f"Against {MINUTES_A_WEEK}. All lengths were recorded."
    part = f"{plain(made.sessions_estimated)} of {plain(made.sessions)}"
    return f"Against {MINUTES_A_WEEK}. {part} sessions had no recorded length: the planned one stands for it."


def _overdue_counted(made: Measures) -> str:
    shown = [group_words(group) for group in made.overdue_by_group if group.people]
    if made.withheld_groups:
        shown.append(f"{', '.join(badge(group) for group in made.withheld_groups)}: too few people to be shown")
    return "; ".join(shown) + "." if shown else "Nobody in a priority group was overdue on the last day."


def group_words(group: OverdueGroup) -> str:
    """`ACCT 21, up to 42 d`."""
    return f"{badge(group.group)} {group.people}" + (f", up to {group.most_days} d" if group.people else "")


def lost_total(made: Measures) -> int:
    """All lost sessions, whatever the reason."""
    return sum(made.lost.values())


def _lost_counted(made: Measures) -> str:
    if not made.lost:
        return "No lost session was recorded with a reason."
    return "; ".join(f"{reason.words} {count}" for reason, count in made.lost.items()) + "."


def _waited(waited: Waited) -> str:
    return NOTHING if waited.median is None else f"{waited.median:g} d"


def _waited_counted(waited: Waited) -> str:
    if not waited.receptions:
        return "Nobody was received in this period."
    return f"Median of {counted(waited.receptions, 'reception')}; {waited.open} still open on the last day."


def _spread(made: Measures) -> str:
    return f"{made.caseloads.least} – {made.caseloads.most}" if made.caseloads else NOTHING


def _spread_counted(made: Measures) -> str:
    if made.caseloads is None:
        return "Nobody had a key worker on the last day."
    return f"Smallest and greatest caseload on the last day; half have {made.caseloads.middle:g} or fewer."


COVERAGE = Measured(
    "coverage", "Coverage", "Coverage %", "percent of prisoners covered",
    "How many prisoners had every session their rules asked for. Three sessions with one man do not make up for "
    "two men with none.",
    f"{_NOTES}; rules in force each day",
    lambda made: made.coverage, lambda made: _percent(made.coverage), _coverage_counted,
)  # fmt: skip
RATE = Measured(
    "delivery_rate", "Delivery rate", "Rate %", "percent of projected sessions",
    "Sessions out of those projected, as the national service counts. It does not show who had none.",
    _NOTES,
    lambda made: made.delivery_rate, lambda made: _percent(made.delivery_rate), _rate_counted,
)  # fmt: skip
LONGEST_GAP = Measured(
    "longest_gap_days", "Longest gap", "Longest gap, days", "days without a session",
    "The longest that anybody here on the last day has been without a session.",
    _NOTES,
    lambda made: made.longest_gap_days,
    lambda made: NOTHING if made.longest_gap_days is None else f"{made.longest_gap_days} d",
    lambda _: "Days since his last session, or since reception if he has had none.",
)  # fmt: skip
OVERDUE = Measured(
    "overdue_priority", "Overdue in a priority group", "Overdue, priority", "prisoners overdue",
    "Prisoners of a priority group whose session was overdue on the last day.",
    f"{_NOTES}; alerts",
    lambda made: made.overdue_priority, lambda made: plain(made.overdue_priority), _overdue_counted,
)  # fmt: skip
NEVER_MET = Measured(
    "never_met", "Never met", "Never met", "prisoners never met",
    "Prisoners here on the last day who have had no session since reception. Allocated is not seen.",
    _NOTES,
    lambda made: made.never_met, lambda made: plain(made.never_met),
    _met_counted,
)  # fmt: skip
MINUTES = Measured(
    "minutes_per_prisoner_week", "Minutes a week", "Min a week", "minutes per prisoner per week",
    f"Minutes of key work per prisoner per week. The national model gives {MINUTES_A_WEEK} on average.",
    "Recorded lengths, else the planned ones",
    lambda made: made.minutes_per_prisoner_week, lambda made: plain(made.minutes_per_prisoner_week), _minutes_counted,
)  # fmt: skip
LOST = Measured(
    "lost", "Lost sessions", "Lost", "sessions lost",
    "Sessions that were planned and could not be held, by the reason recorded.",
    "Sessions recorded here as missed",
    lost_total, lambda made: plain(lost_total(made)), _lost_counted,
)  # fmt: skip
SPREAD = Measured(
    "caseloads", "Caseloads", "Caseloads", "prisoners of one key worker",
    "How evenly prisoners are spread over key workers.",
    "Allocations",
    lambda made: made.caseloads.most if made.caseloads else None, _spread, _spread_counted,
)  # fmt: skip
TO_ALLOCATION = Measured(
    "days_to_allocation", "Reception to key worker", "Days to key worker", "days",
    "Days from reception until he had a key worker.",
    f"{_ROLLS}; allocations",
    lambda made: made.to_allocation.median, lambda made: _waited(made.to_allocation),
    lambda made: _waited_counted(made.to_allocation),
)  # fmt: skip
TO_FIRST_SESSION = Measured(
    "days_to_first_session", "Reception to first session", "Days to first session", "days",
    "Days from reception until his first session.",
    f"{_ROLLS}; {_NOTES[0].lower()}{_NOTES[1:]}",
    lambda made: made.to_first_session.median, lambda made: _waited(made.to_first_session),
    lambda made: _waited_counted(made.to_first_session),
)  # fmt: skip

ENTRIES = Measured(
    "entries", "Key work entries", "Entries", "entries",
    "Notes about key work that are no session. They never count as one.",
    "Case notes KA - KE",
    lambda made: made.entries, lambda made: plain(made.entries),
    lambda made: f"Beside {plain(made.sessions)} {'session' if made.sessions == 1 else 'sessions'} in this period.",
)  # fmt: skip

HEADLINES = (
    COVERAGE, RATE, LONGEST_GAP, OVERDUE, NEVER_MET, MINUTES, LOST, SPREAD, TO_ALLOCATION, TO_FIRST_SESSION, ENTRIES,
)  # fmt: skip
"""Every measure that the page shows, in its order."""

CHARTED = (COVERAGE, RATE, LONGEST_GAP, OVERDUE, NEVER_MET, MINUTES, LOST)
"""Those that a chart can compare between parts of the prison or over time."""


@dataclass(frozen=True)
class Figure:
    """One column of the table by houseblock, key worker or cohort."""

    heading: str
    value: Callable[[Measures], Number | None]
    text: Callable[[Measures], str]


FIGURES = (
    Figure("Coverage %", COVERAGE.value, lambda made: plain(made.coverage)),
    Figure("Covered", lambda made: made.covered, lambda made: f"{plain(made.covered)} of {plain(made.coverable)}"),
    Figure("Rate %", RATE.value, lambda made: plain(made.delivery_rate)),
    Figure("Sessions", lambda made: made.sessions, lambda made: plain(made.sessions)),
    Figure("Projected", lambda made: made.projected, lambda made: plain(made.projected)),
    Figure("Eligible", lambda made: made.eligible, lambda made: plain(made.eligible)),
    Figure("Longest gap, d", LONGEST_GAP.value, lambda made: plain(made.longest_gap_days)),
    Figure("Overdue, priority", OVERDUE.value, lambda made: plain(made.overdue_priority)),
    Figure("Never met", NEVER_MET.value, lambda made: plain(made.never_met)),
    Figure("Min a week", MINUTES.value, lambda made: plain(made.minutes_per_prisoner_week)),
    Figure("Lost", LOST.value, lambda made: plain(lost_total(made))),
)
"""The columns after the name, in their order."""

MORE_FIGURES = (
    Figure("Met their own", lambda made: made.met_by_own_key_worker, lambda made: plain(made.met_by_own_key_worker)),
    Figure("With a key worker", lambda made: made.with_key_worker, lambda made: plain(made.with_key_worker)),
    Figure("Smallest caseload", lambda made: made.caseloads.least if made.caseloads else None, _spread),
    Figure("Greatest caseload", SPREAD.value, _spread),
    Figure("Days to key worker, median", TO_ALLOCATION.value, TO_ALLOCATION.text),
    Figure("Days to first session, median", TO_FIRST_SESSION.value, TO_FIRST_SESSION.text),
    Figure("Entries", ENTRIES.value, ENTRIES.text),
    Figure("Minutes estimated", lambda made: made.minutes_estimated, lambda made: plain(made.minutes_estimated)),
)
"""Columns for which only a workbook has room, after `FIGURES`."""

WITHHELD = "too few people to be shown"
