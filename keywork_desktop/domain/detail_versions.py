"""Details as they were read: numbered, never changed; compared with each other and with what stands (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property

from keywork_desktop.domain.detail import Shift
from keywork_desktop.domain.snapshot import Period

Cell = tuple[str, date]
"""One officer on one day: staff ID and date."""


@dataclass(frozen=True)
class DetailVersion:
    """A detail as it was read by `by` at `read_at`; `report_date` is the day on which it was drawn up.

    It says nothing of an officer's day on which its cell was blank. `digest` is the SHA-256 of the file.
    """

    number: int
    report_date: date
    read_at: datetime
    by: str
    file_name: str
    digest: str
    period: Period
    shifts: tuple[Shift, ...]

    @cached_property
    def by_cell(self) -> Mapping[Cell, Shift]:
        """Its shifts by officer and day."""
        return {(shift.staff_id, shift.on): shift for shift in self.shifts}


@dataclass(frozen=True, slots=True)
class DetailLine:
    """What a list of versions says of one: everything but its shifts, which are counted."""

    number: int
    report_date: date
    read_at: datetime
    by: str
    file_name: str
    digest: str
    period: Period
    officers: int
    shifts: int


@dataclass(frozen=True, slots=True)
class DetailRead:
    """A detail that an import has read: whole, with the officers found on the staff list. Nothing is kept yet."""

    file_name: str
    digest: str
    report_date: date
    shifts: tuple[Shift, ...]

    @property
    def period(self) -> Period:
        """Its first and last day; `ValueError` where it has no shift at all."""
        days = [shift.on for shift in self.shifts]
        if not days:
            raise ValueError(f"{self.file_name} has no shifts")
        return Period(min(days), max(days))


def said_in(versions: Iterable[DetailVersion]) -> dict[Cell, Shift]:
    """What was last said of each officer's day: by the detail drawn up last, of two of one day by that read last."""
    said: dict[Cell, Shift] = {}
    for version in sorted(versions, key=lambda each: (each.report_date, each.number)):
        said.update(version.by_cell)
    return said


class Merge(Enum):
    """What becomes of one officer's day when a newer detail speaks of it."""

    SAME = "same"
    """It stands so already."""
    TAKEN = "taken"
    """It is taken from the file; nothing was typed there by hand."""
    KEPT = "kept"
    """It was changed by hand, and the file says what the one before it said: the change by hand stays."""
    OVERWRITTEN = "overwritten"
    """It was changed by hand, and the file says something new: the file counts."""


def merged(before: Shift | None, standing: Shift | None, read: Shift) -> Merge:
    """Of an officer's day: `before`, what was last read; `standing`, how it is now; `read`, what the newer file says.

    Nothing typed by hand is lost unless the newer file speaks differently than the one before it.
    """
    if read == standing:
        return Merge.SAME
    if standing == before:
        return Merge.TAKEN
    if read == before:
        return Merge.KEPT
    return Merge.TAKEN if standing is None else Merge.OVERWRITTEN


@dataclass(frozen=True, slots=True)
class DetailDifference:
    """An officer's day that is not as it was; None for no shift. `by_hand`: typed here, as no detail read says it."""

    staff_id: str
    on: date
    was: Shift | None
    now: Shift | None
    by_hand: bool = False


def differences(
    was: Mapping[Cell, Shift],
    now: Mapping[Cell, Shift],
    period: Period,
    said: Mapping[Cell, Shift] | None = None,
    *,
    officers: Set[str] | None = None,
) -> tuple[DetailDifference, ...]:
    """What is not the same in the days of `period`, by officer and day.

    `said` is what was last read; where `now` is how things stand, what differs from it was changed by hand. `officers`
    are those it is about; None: everybody that either speaks of.
    """
    cells = {cell for each in (was, now) for cell in each if cell[1] in period}
    wanted = sorted(cell for cell in cells if officers is None or cell[0] in officers)
    return tuple(
        DetailDifference(*cell, was.get(cell), now.get(cell), said is not None and now.get(cell) != said.get(cell))
        for cell in wanted
        if was.get(cell) != now.get(cell)
    )


def common_days(one: Period, other: Period) -> Period | None:
    """The days that both speak of; None if there are none."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Period(first, last) if first <= last else None
