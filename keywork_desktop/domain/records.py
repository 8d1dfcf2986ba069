"""What happened, or did not: sessions, entries, wellbeing checks, and sessions that were lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum


class RecordKind(Enum):
    """What a record says. Only a session counts; an entry or a wellbeing check never does (DOMAIN 2, 3.4)."""

    SESSION = "session"
    ENTRY = "entry"
    WELLBEING = "wellbeing"
    MISSED = "missed"
    CANCELLED = "cancelled"


class RecordSource(Enum):
    """Where a record comes from: a case note imported from NOMIS, or typed here (DOMAIN 3.3)."""

    NOMIS = "nomis"
    HERE = "here"


class LostReason(Enum):
    """Why a session was missed (DOMAIN 5)."""

    CROSS_DEPLOYED = "cross_deployed"
    CURTAILED = "curtailed"
    STAFF_SICK = "staff_sick"
    PRISONER_UNAVAILABLE = "prisoner_unavailable"
    REFUSED = "refused"
    OTHER = "other"

    @property
    def words(self) -> str:
        return {
            LostReason.CROSS_DEPLOYED: "Officer cross-deployed",
            LostReason.CURTAILED: "Regime curtailed",
            LostReason.STAFF_SICK: "Officer sick",
            LostReason.PRISONER_UNAVAILABLE: "Prisoner unavailable",
            LostReason.REFUSED: "Prisoner refused",
            LostReason.OTHER: "Other reason",
        }[self]


@dataclass(frozen=True, slots=True)
class KeyWorkRecord:
    """One record about one prisoner on one day. `minutes` are those held, if they were written down.

    `staff_id` is who wrote the note or held the session; it need not be on the staff list (DOMAIN 3.3). `known_since`
    is the day on which the store learned of it, where that was later than the day after it; it makes no other record.
    """

    on: date
    kind: RecordKind
    staff_id: str = ""
    at: time | None = None
    minutes: int | None = None
    source: RecordSource = RecordSource.NOMIS
    reason: str = ""
    known_since: date | None = field(default=None, compare=False)

    @property
    def counts(self) -> bool:
        """True for a key work session; nothing else counts."""
        return self.kind is RecordKind.SESSION
