"""Notes that arrived late: marked "known since", so that a list of a past day explains itself (DOMAIN 3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from keywork_desktop.domain.people import Prisoner
from keywork_desktop.domain.records import KeyWorkRecord

SHOWN_FOR_DAYS = 7
"""So long after it came a late note is listed."""


@dataclass(frozen=True)
class LateNote:
    """A session of `prisoner` that the store learned of on `known_since`, later than the day after it."""

    prisoner: Prisoner
    record: KeyWorkRecord
    known_since: date

    @property
    def days(self) -> int:
        """Days from the session until it was known."""
        return (self.known_since - self.record.on).days


def late_since(record: KeyWorkRecord, began: date | None) -> date | None:
    """The day since which a late record is known; None if it came in the ordinary course.

    `began` is the day on which the first record of all was written down: what lies before it is history that was taken
    over, not late.
    """
    return record.known_since if began is not None and record.on >= began else None


def recorded_after(record: KeyWorkRecord, day: date) -> bool:
    """True if the store learned of it after `day`: nobody could have known it then."""
    return record.known_since is not None and record.known_since > day


def late_notes(prisoners: Iterable[Prisoner], day: date, began: date | None) -> tuple[LateNote, ...]:
    """Sessions that became known late, on `day` or in the six days before it; latest first."""
    found = [note for prisoner in prisoners for note in _of(prisoner, day, began)]
    return tuple(sorted(found, key=lambda n: (-n.known_since.toordinal(), n.record.on, n.prisoner.prison_number)))


def _of(prisoner: Prisoner, day: date, began: date | None) -> Iterator[LateNote]:
    for record in prisoner.records:
        since = late_since(record, began)
        if since is not None and record.counts and day - timedelta(days=SHOWN_FOR_DAYS) < since <= day:
            yield LateNote(prisoner, record, since)


def sessions_recorded_after(prisoner: Prisoner, day: date) -> tuple[KeyWorkRecord, ...]:
    """His sessions up to `day` of which the store learned only after it, newest first."""
    return tuple(r for r in prisoner.records if r.counts and r.on <= day and recorded_after(r, day))
