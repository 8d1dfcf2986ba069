"""A rota that comes back: what somebody filled in about each session of it (UX, on paper and in Excel)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from keywork_desktop.domain.records import LostReason, RecordKind

OUTCOMES = {
    "Delivered": RecordKind.SESSION,
    "Missed": RecordKind.MISSED,
    "Cancelled": RecordKind.CANCELLED,
}
"""What may be chosen as an outcome, and the record it makes."""

REASONS = {reason.words: reason for reason in LostReason}
"""What may be chosen as a reason."""


@dataclass(frozen=True, slots=True)
class ReturnedSession:
    """What the sheet says of one planned session; `kind` is None where nobody has filled in what became of it."""

    session_id: str
    prison_number: str
    on: date
    start: time | None
    kind: RecordKind | None
    reason: LostReason | None = None
    minutes: int | None = None
