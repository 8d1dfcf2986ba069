"""The charts of the Delivery page as plain values: bars with the words written at them, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.delivery_periods import is_month, is_whole_month
from keywork_desktop.domain.delivery_report import Completeness, DeliveryReport, KnownFrom, TrendPoint
from keywork_desktop.domain.measure_rows import By
from keywork_desktop.domain.measure_words import COVERAGE, LONGEST_GAP, MINUTES, RATE, WITHHELD, Measured, lost_total
from keywork_desktop.domain.measures import MINUTES_A_WEEK
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import MONTH_NAMES, counted, long_date, short_date

MOST_BARS = 12
"""No more bars than one can read; of more rows those that most need a look are shown."""

BY_WORDS = {By.UNIT: "houseblock", By.KEY_WORKER: "key worker", By.COHORT: "cohort"}
_MORE_IS_BETTER = (COVERAGE, RATE, MINUTES)
_HUNDRED = (COVERAGE, RATE)
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Bar:
    """One bar: `text` is written at its end. No `value`, no bar, only the text. `partly`: the number is too low."""

    label: str
    value: float | None
    text: str
    partly: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars under a title. `upright` ones stand side by side in time; `line` is a value to compare with, and its words.

    `most` is the least length of the axis, such as 100 for percentages.
    """

    title: str
    axis: str
    bars: tuple[Bar, ...]
    upright: bool = False
    line: tuple[float, str] | None = None
    most: float = 0.0
    note: str = ""
    what: str = ""

    @property
    def spoken(self) -> str:
        """The chart for those who listen: every bar with its number."""
        bars = "; ".join(f"{bar.label}: {bar.text}{', in part' if bar.partly else ''}" for bar in self.bars)
        compared = f" Compare with {self.line[1]}." if self.line else ""
        return f"{self.title}, {self.axis}. {bars or 'Nothing to show'}.{compared}{' ' if self.note else ''}{self.note}"

    @property
    def as_text(self) -> str:
        """The numbers as a table for the clipboard: tabs between the columns, a line for each bar."""
        rows = [f"{self.what}\t{self.axis}"]
        rows += [f"{bar.label}\t{bar.text}{' (in part)' if bar.partly else ''}" for bar in self.bars]
        return "\n".join(rows) + "\n"


def parts_chart(report: DeliveryReport, by: By, measured: Measured) -> Chart:
    """The measure of each part of the prison; of many those that most need a look."""
    rows = list(report.rows[by])
    note = ""
    if len(rows) > MOST_BARS:
        known = [(measured.value(row.measures), row) for row in rows if row.measures is not None]
        ranked = sorted(
            ((value, place) for place, (value, _) in enumerate(known) if value is not None),
            key=lambda each: (each[0] if measured in _MORE_IS_BETTER else -each[0], each[1]),
        )
        rows = [known[place][1] for _, place in ranked[:MOST_BARS]]
        which = "lowest" if measured in _MORE_IS_BETTER else "highest"
        note = f"The {len(rows)} {which} of {len(report.rows[by])}; the table has all."
    bars = []
    for row in rows:
        if row.measures is None:
            bars.append(Bar(row.name, None, WITHHELD))
        else:
            value = measured.value(row.measures)
            bars.append(Bar(row.name, None if value is None else float(value), measured.text(row.measures)))
    what = BY_WORDS[by]
    return Chart(
        f"{measured.title} by {what}", measured.axis, tuple(bars), False, _line(measured), _most(measured), note,
        what.capitalize(),
    )  # fmt: skip


def trend_chart(points: Sequence[TrendPoint], measured: Measured, known: KnownFrom) -> Chart:
    """The measure over the periods compared. A period without case notes is unknown, not zero."""
    bars = []
    months = bool(points) and is_month(points[-1].period)
    for point in points:
        label = _month(point.period) if months else _span(point.period)
        value = None if point.measures is None else measured.value(point.measures)
        if point.measures is None:
            bars.append(Bar(label, None, NOT_KNOWN))
        else:
            partly = point.completeness is Completeness.PART
            bars.append(Bar(label, None if value is None else float(value), measured.text(point.measures), partly))
    notes = []
    if known.notes and any(point.completeness is not Completeness.WHOLE for point in points):
        notes.append(f"Case notes are known from {long_date(known.notes)} on.")
    if known.rolls and any(point.period.last < known.rolls for point in points):
        notes.append(f"Who left before the first alpha list ({long_date(known.rolls)}) is not counted.")
    if measured is LONGEST_GAP and known.notes and any(_reaches_back(point, known.notes) for point in points):
        notes.append(f"Gaps that reach back before {long_date(known.notes)} may have been shorter.")
    every = "month by month" if months else "over four-week periods"
    return Chart(
        f"{measured.title}, {every}", measured.axis, tuple(bars), True, _line(measured), _most(measured),
        " ".join(notes), "Period",
    )  # fmt: skip


def _reaches_back(point: TrendPoint, notes: date) -> bool:
    """The longest gap began before case notes did: a session in it would not be known."""
    gap = point.measures.longest_gap_days if point.measures else None
    return gap is not None and gap > (point.period.last - notes).days


def lost_chart(report: DeliveryReport) -> Chart:
    """Lost sessions by their reason, the most frequent first."""
    ordered = sorted(report.total.lost.items(), key=lambda each: -each[1])
    bars = tuple(Bar(reason.words, float(count), str(count)) for reason, count in ordered)
    total = lost_total(report.total)
    note = f"{counted(total, 'session')} lost in this period." if total else "No lost session was recorded."
    return Chart("Lost sessions by reason", "sessions lost", bars, note=note, what="Reason")


def _line(measured: Measured) -> tuple[float, str] | None:
    return (float(MINUTES_A_WEEK), f"{MINUTES_A_WEEK}, the national model") if measured is MINUTES else None


def _most(measured: Measured) -> float:
    return 100.0 if measured in _HUNDRED else float(MINUTES_A_WEEK) if measured is MINUTES else 1.0


def _month(period: Period) -> str:
    """`Oct` over `2026`; up to some day of it, `to 20 Nov` over the year."""
    name = MONTH_NAMES[period.first.month - 1][:3]
    return f"{name if is_whole_month(period) else f'to {period.last.day} {name}'}\n{period.first.year}"


def _span(period: Period) -> str:
    """`24 Oct –` over `20 Nov`."""
    return f"{short_date(period.first)} –\n{short_date(period.last)}"
