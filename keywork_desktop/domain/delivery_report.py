"""What the governor is shown for a period: all measures, of everybody and of each part, and since when facts are known.

Nothing is measured here: the numbers are those of `measures.py` and `measure_rows.py`, put together once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from keywork_desktop.domain.locations import natural_key, unit_name
from keywork_desktop.domain.measure_rows import By, MeasureRow
from keywork_desktop.domain.measures import Measures
from keywork_desktop.domain.snapshot import Period
from keywork_desktop.domain.wording import long_date

Units = frozenset[str | None]


class Completeness(Enum):
    """How much of a period is known from case notes."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class KnownFrom:
    """The first day of which a case note or a session recorded here is known, and the date of the first alpha list.

    What was held before the first note is not known to be nothing: it is not known. Who left before the first alpha
    list was never seen, so fewer people are counted before it than there were.
    """

    notes: date | None = None
    rolls: date | None = None

    def completeness(self, period: Period) -> Completeness:
        """How much of `period` case notes tell of."""
        if self.notes is None or period.last < self.notes:
            return Completeness.NONE
        return Completeness.PART if period.first < self.notes else Completeness.WHOLE

    def warnings(self, period: Period) -> tuple[str, ...]:
        """What the numbers of `period` lack, in sentences; none if nothing."""
        said: list[str] = []
        complete = self.completeness(period)
        if complete is Completeness.NONE and self.notes is not None:
            said.append(f"Case notes are known from {long_date(self.notes)} on: nothing is known of this period.")
        elif complete is Completeness.PART and self.notes is not None:
            days = (self.notes - period.first).days
            first = "The first day of this period has" if days == 1 else f"The first {days} days of this period have"
            said.append(f"Case notes are known from {long_date(self.notes)} on. {first} none: the numbers are too low.")
        if complete is not Completeness.NONE and self.rolls is not None and period.first < self.rolls:
            said.append(f"People who left before the first alpha list ({long_date(self.rolls)}) are not counted.")
        return tuple(said)


@dataclass(frozen=True)
class DeliveryReport:
    """A period measured: `total` for everybody asked for, `rows` of each part. `every_weeks` as it was asked for."""

    establishment: str
    period: Period
    units: Units | None
    every_weeks: Fraction | None
    total: Measures
    rows: Mapping[By, tuple[MeasureRow, ...]]
    known: KnownFrom = field(default_factory=KnownFrom)

    @property
    def place(self) -> str:
        """`HMP Saltmarsh`, `HMP Saltmarsh · Houseblock 2, CSU`."""
        where = units_words(self.units)
        return f"{self.establishment} · {where}" if where else self.establishment

    @property
    def completeness(self) -> Completeness:
        return self.known.completeness(self.period)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the numbers lack, in sentences: see `KnownFrom.warnings`; and a gap longer than notes reach back."""
        said = list(self.known.warnings(self.period))
        gap, notes = self.total.longest_gap_days, self.known.notes
        if (
            gap is not None
            and notes is not None
            and notes < self.period.first
            and gap > (self.period.last - notes).days
        ):
            said.append(f"The longest gap reaches back before {long_date(notes)}, where case notes begin.")
        return tuple(said)


@dataclass(frozen=True)
class TrendPoint:
    """One of the periods compared; `measures` is None where no case note tells of it: unknown, not zero."""

    period: Period
    measures: Measures | None
    completeness: Completeness


def units_words(units: Units | None) -> str:
    """`Houseblock 2, CSU`; nothing for the whole establishment."""
    if units is None:
        return ""
    ordered = sorted(units, key=lambda unit: (unit is None, natural_key(unit or "")))
    return ", ".join(unit_name(unit) for unit in ordered)
