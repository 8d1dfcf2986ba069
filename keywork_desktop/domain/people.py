"""Prisoners, key workers, and who is responsible for whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Any

from keywork_desktop.domain.locations import Location
from keywork_desktop.domain.records import KeyWorkRecord

PRISON_NUMBER = re.compile(r"^[A-Z]\d{4}[A-Z]{2}$")


def checked_prison_number(text: str) -> str:
    """The prison number in its one spelling (`A1234BC`); `ValueError` if it is not one."""
    tidy = text.strip().upper()
    if not PRISON_NUMBER.match(tidy):
        raise ValueError(f"{text!r} is not a prison number like A1234BC")
    return tidy


def full_name(last_name: str, first_name: str) -> str:
    """How a name is written everywhere in the product: `SMITH, John`."""
    first = " ".join(part.capitalize() if part.isupper() else part for part in first_name.split())
    return f"{last_name.upper()}, {first}" if first else last_name.upper()


@dataclass(frozen=True, slots=True)
class Establishment:
    """A prison: its code of three letters and its name."""

    code: str
    name: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{3}", self.code):
            raise ValueError(f"{self.code!r} is not an establishment code of three capital letters, such as EYI")
        if not self.name.strip():
            raise ValueError("the establishment needs a name")


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert of one prisoner.

    `code` is the code of the alert table (`HA`, `ROH` …) or, for descriptions the table does not know, the description.
    `first_seen` is the date of the report that first showed it; `ended_on` the date of the full report from which it
    had gone, or that called it inactive (DOMAIN 8).
    """

    code: str
    effective: date | None
    expiry: date | None
    first_seen: date
    ended_on: date | None = None

    @property
    def begins(self) -> date:
        """The day from which it counts: the effective date, else the report that first showed it."""
        return self.effective or self.first_seen

    def active_on(self, day: date) -> bool:
        """Active if begun by then and neither expired nor ended (DOMAIN 8)."""
        return (
            self.begins <= day
            and (self.expiry is None or self.expiry > day)
            and (self.ended_on is None or self.ended_on > day)
        )


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """From this day on the prisoner was seen at this location."""

    from_date: date
    location: Location


@dataclass(frozen=True, slots=True)
class GroupFlag:
    """Somebody put a prisoner into a group by hand, from `from_date` until `to_date` (exclusive).

    For `rosh_pre_release` it lengthens the window to `days_before_release` (the IRMM decides). For
    `extremism_pre_release` it is the Pathfinder committee's flag, and may lengthen the window to
    `months_before_release` (EDM). `review_on` is the day by which the flag is to be looked at again.
    """

    group: str
    from_date: date
    by: str
    to_date: date | None = None
    review_on: date | None = None
    reason: str = ""
    days_before_release: int | None = None
    months_before_release: int | None = None

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise ValueError("say who put the prisoner into the group")
        if self.to_date is not None and self.to_date < self.from_date:
            raise ValueError(f"a flag cannot end ({self.to_date}) before it begins ({self.from_date})")


def _day_of_record(record: KeyWorkRecord) -> date:
    return record.on


def _day_seen(seen: Whereabouts) -> date:
    return seen.from_date


def _put_newest_first(prisoner: object, field: str, day: Callable[[Any], date]) -> None:
    found = getattr(prisoner, field)
    days = [day(one) for one in found]
    if any(earlier < later for earlier, later in pairwise(days)):
        object.__setattr__(prisoner, field, tuple(sorted(found, key=day, reverse=True)))


@dataclass(frozen=True)
class EarlierStay:
    """A stay that ended at most some weeks before the present one: out and back (DOMAIN 3.1).

    `left_on` is the first day on which he was gone.
    """

    reception: date
    left_on: date
    records: tuple[KeyWorkRecord, ...] = ()
    whereabouts: tuple[Whereabouts, ...] = ()


@dataclass(frozen=True)
class Prisoner:
    """Someone on the roll on the day of the snapshot.

    `reception` is the latest arrival (DOMAIN 3.1); `reception_problem` says why it is uncertain, if it is;
    `location_problem` the same of `location`. `whereabouts` are newest first, back to reception.

    `records` are his key work records since reception up to the day, newest first. Older ones may be left out once they
    can no longer change any answer: every session from `sessions_known_from` on is there, and `more_sessions` says on
    how many days before it, since rules first applied, there were more. `sessions_before_reception` do not count and
    are listed so. `earlier` is the stay before, if he is out and back.
    """

    prison_number: str
    last_name: str
    first_name: str
    location: Location
    reception: date
    booking_number: str = ""
    date_of_birth: date | None = None
    legal_status: str = ""
    release_date: date | None = None
    reception_problem: str | None = None
    alerts: tuple[Alert, ...] = ()
    records: tuple[KeyWorkRecord, ...] = ()
    sessions_before_reception: int = 0
    whereabouts: tuple[Whereabouts, ...] = ()
    location_problem: str | None = None
    flags: tuple[GroupFlag, ...] = ()
    earlier: EarlierStay | None = None
    more_sessions: int = 0
    sessions_known_from: date = date.min

    def __post_init__(self) -> None:
        checked_prison_number(self.prison_number)
        _put_newest_first(self, "records", _day_of_record)
        _put_newest_first(self, "whereabouts", _day_seen)

    @property
    def name(self) -> str:
        return full_name(self.last_name, self.first_name)

    @property
    def unit(self) -> str | None:
        return self.location.unit

    def active_alert_codes(self, day: date) -> frozenset[str]:
        """Codes of the alerts that are active on `day`."""
        return frozenset(alert.code for alert in self.alerts if alert.active_on(day))

    def age_on(self, day: date) -> int | None:
        """Age in whole years, None if the date of birth is unknown."""
        born = self.date_of_birth
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class KeyWorkerStatus(Enum):
    """Whether a key worker can see anybody (DOMAIN 4). The values are what is stored and typed."""

    ACTIVE = "active"
    ANNUAL_LEAVE = "annual_leave"
    LONG_TERM_ABSENCE = "long_term_absence"
    NO_PRISONER_CONTACT = "no_prisoner_contact"
    INACTIVE = "inactive"

    @property
    def words(self) -> str:
        return {
            KeyWorkerStatus.ACTIVE: "active",
            KeyWorkerStatus.ANNUAL_LEAVE: "on annual leave",
            KeyWorkerStatus.LONG_TERM_ABSENCE: "on long-term absence",
            KeyWorkerStatus.NO_PRISONER_CONTACT: "no prisoner contact",
            KeyWorkerStatus.INACTIVE: "inactive",
        }[self]


DEFAULT_CAPACITY = 6
MOST_CAPACITY = 9
"""Places of a key worker and the prison-wide maximum (DOMAIN 2, local reading)."""


@dataclass(frozen=True, slots=True)
class KeyWorker:
    """A band 3 prison officer with a caseload. `return_date` is the first day back (DOMAIN 5)."""

    staff_id: str
    last_name: str
    first_name: str
    unit: str | None = None
    status: KeyWorkerStatus = KeyWorkerStatus.ACTIVE
    return_date: date | None = None
    capacity: int = DEFAULT_CAPACITY
    specialisms: tuple[str, ...] = ()
    do_not_allocate: tuple[str, ...] = ()
    band: int = 3
    working_pattern: str = ""

    def __post_init__(self) -> None:
        if not self.staff_id.strip():
            raise ValueError("a key worker needs a staff user ID")
        if self.capacity < 0:
            raise ValueError(f"the capacity of {self.staff_id} is {self.capacity}; it cannot be less than 0")

    @property
    def name(self) -> str:
        return full_name(self.last_name, self.first_name)

    def status_on(self, day: date) -> KeyWorkerStatus:
        """Coming back is automatic on the return date (DOMAIN 4); the inactive do not come back by a date."""
        if self.return_date is not None and day >= self.return_date and self.status is not KeyWorkerStatus.INACTIVE:
            return KeyWorkerStatus.ACTIVE
        return self.status

    def away_on(self, day: date) -> bool:
        return self.status_on(day) is not KeyWorkerStatus.ACTIVE


class AllocationEnded(Enum):
    """Why an allocation ended (DOMAIN 4)."""

    BY_HAND = "changed_by_hand"
    STATUS = "key_worker_status"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    MERGED = "merged_number"
    GONE = "gone"
    """No longer on the roll: released or transferred, the roll does not say which."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """This key worker is responsible for this prisoner from `from_date` (until `to_date`, exclusive, if it has ended).

    `override` is the reason given for breaking one of the nevers of DOMAIN 4; it stays visible.
    """

    prison_number: str
    staff_id: str
    from_date: date
    to_date: date | None = None
    began_because: str = ""
    ended_because: str = ""
    by: str = ""
    second_staff_id: str | None = None
    override: str = ""


def caseloads(allocations: Mapping[str, Allocation]) -> dict[str, list[str]]:
    """Prison numbers by staff ID, from current allocations keyed by prison number; each list in prison number order."""
    found: dict[str, list[str]] = {}
    for number in sorted(allocations):
        found.setdefault(allocations[number].staff_id, []).append(number)
    return found
