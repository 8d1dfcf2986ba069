"""Who was responsible for whom on which date, by whom that was changed, and why (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from keywork_desktop.domain.people import Allocation


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote it down, when, and by which action; of an import it is whoever accepted it."""

    by: str
    at: datetime
    action: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One allocation with those who began and ended it; `allocation` holds both reasons."""

    allocation: Allocation
    began: Written | None
    ended: Written | None = None

    def holds_on(self, day: date) -> bool:
        """From the first day on, up to the day before the last."""
        to_date = self.allocation.to_date
        return self.allocation.from_date <= day and (to_date is None or day < to_date)


def responsible_on(history: Iterable[Responsibility], day: date) -> tuple[Responsibility, ...]:
    """Those that held on `day`: of one prisoner at most one, of a key worker his or her caseload."""
    return tuple(each for each in history if each.holds_on(day))
