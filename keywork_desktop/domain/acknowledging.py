"""Overdue priority prisoners whom somebody has taken on: who said so, what comes next, and up to whom it went (UX)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from keywork_desktop.domain.due_list import DueItem

GRADES = (
    "Supervising officer",
    "Custodial manager",
    "Head of residence",
    "Duty governor",
    "Deputy governor",
    "Governor",
)
"""To whom it is usually escalated; any other words may be typed."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """That a prisoner's session due on `due_on` is overdue is known to `by` since `at`.

    `next_step` says what happens next, `escalated_to` the grade or name that was told, empty if nobody was.
    """

    prison_number: str
    due_on: date
    next_step: str
    by: str
    at: datetime
    escalated_to: str = ""

    @property
    def words(self) -> str:
        """`Found time with his key worker on Monday. Escalated to the duty governor.`"""
        told = f" Escalated to {self.escalated_to}." if self.escalated_to else ""
        step = self.next_step if self.next_step.endswith((".", "!", "?")) else f"{self.next_step}."
        return f"{step}{told}"


def acknowledgement_of(item: DueItem, known: Mapping[str, Acknowledgement]) -> Acknowledgement | None:
    """The one that stands: of the session he is overdue for now, in a priority group; one of an older date lapsed."""
    found = known.get(item.prisoner.prison_number)
    return found if found is not None and item.overdue_priority and found.due_on == item.due_on else None


def waits_for_acknowledgement(item: DueItem, known: Mapping[str, Acknowledgement]) -> bool:
    """Overdue in a priority group, and nobody has said yet what happens next."""
    return item.overdue_priority and acknowledgement_of(item, known) is None
