"""What is known about everybody who was here in a period: the facts that measures are made of (DOMAIN 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from keywork_desktop.domain.groups import Run
from keywork_desktop.domain.people import Allocation, Prisoner
from keywork_desktop.domain.records import KeyWorkRecord
from keywork_desktop.domain.snapshot import Period, Snapshot


@dataclass(frozen=True, slots=True)
class StayInPeriod:
    """Days of the period on which somebody was present under one reception; `prisoner` as on the last of them.

    `arrival_known` is false where the reception is only the first roll that shows him.
    """

    prisoner: Prisoner
    days: Run
    arrival_known: bool = True

    @property
    def count(self) -> int:
        return (self.days.end - self.days.first).days


@dataclass(frozen=True)
class PersonInPeriod:
    """Somebody who was present on at least one day of the period.

    `stays` are oldest first. `records` are those of the period, newest first or not; `allocations` those that held on
    any day of it, oldest first; `planned_minutes` what the rota gives him, by day.
    """

    stays: tuple[StayInPeriod, ...]
    records: tuple[KeyWorkRecord, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    planned_minutes: Mapping[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.stays:
            raise ValueError("somebody who was not present has no part in the period")

    @property
    def prisoner(self) -> Prisoner:
        """As on his last day in the period."""
        return self.stays[-1].prisoner

    @property
    def prison_number(self) -> str:
        return self.prisoner.prison_number

    @property
    def unit(self) -> str | None:
        """Where he was on his last day in the period (DOMAIN 6)."""
        return self.prisoner.unit

    @property
    def days_present(self) -> int:
        return sum(stay.count for stay in self.stays)

    @property
    def last_day(self) -> date:
        """The last day of the period on which he was present."""
        return self.stays[-1].days.end.fromordinal(self.stays[-1].days.end.toordinal() - 1)

    @property
    def key_worker(self) -> str | None:
        """The staff ID of his key worker on that day; None if he had none."""
        day = self.last_day
        holding = [a for a in self.allocations if a.from_date <= day and (a.to_date is None or a.to_date > day)]
        return holding[-1].staff_id if holding else None

    def records_here(self) -> Iterator[tuple[StayInPeriod, KeyWorkRecord]]:
        """His records of days on which he was present, each with the stay it belongs to."""
        for record in self.records:
            for stay in self.stays:
                if record.on in stay.days:
                    yield stay, record
                    break


@dataclass(frozen=True)
class PeriodFacts:
    """Everybody who was present in the period, and how things stood at the end of its last day."""

    period: Period
    at_the_end: Snapshot
    people: tuple[PersonInPeriod, ...]

    @property
    def days(self) -> int:
        """Days of the period, both ends included."""
        return (self.period.last - self.period.first).days + 1
