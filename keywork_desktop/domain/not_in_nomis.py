"""Recorded here, not yet in NOMIS: a session counts at once, but NOMIS is the record (DOMAIN 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from keywork_desktop.domain.records import KeyWorkRecord, RecordSource

LISTED_AFTER_DAYS = 3
"""After so many days without a KS note the session is listed (DOMAIN 3.3)."""


@dataclass(frozen=True, slots=True)
class NotInNomis:
    """A session recorded here for which no KS note of that prisoner and day has been imported."""

    prison_number: str
    on: date
    staff_id: str
    day: date

    @property
    def days(self) -> int:
        """Days since the session."""
        return (self.day - self.on).days

    @property
    def listed(self) -> bool:
        """Three days have passed: somebody has to write the note."""
        return self.days >= LISTED_AFTER_DAYS


def not_in_nomis(prison_number: str, records: Iterable[KeyWorkRecord], day: date) -> tuple[NotInNomis, ...]:
    """The sessions of one prisoner up to `day` that NOMIS does not show, one a day, oldest first.

    A KS note by anybody answers it; an entry does not, since it would not count either.
    """
    sessions = [record for record in records if record.counts and record.on <= day]
    in_nomis = {record.on for record in sessions if record.source is RecordSource.NOMIS}
    here = {r.on: r.staff_id for r in sessions if r.source is RecordSource.HERE and r.on not in in_nomis}
    return tuple(NotInNomis(prison_number, on, here[on], day) for on in sorted(here))
