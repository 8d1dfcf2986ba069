"""Writing that somebody has taken on an overdue priority prisoner."""

from __future__ import annotations

from datetime import date, datetime

from keywork_desktop.store import stored
from keywork_desktop.store.author import Author
from keywork_desktop.store.fact_writes import FactWrites, Put, natural_key
from keywork_desktop.store.recording import RowChange, rows_by_key
from keywork_desktop.store.stored import Row

ACKNOWLEDGEMENT = "acknowledgement"
_ONE = ("prison_number", "due_on")


class WatchWrites(FactWrites):
    """The writing of acknowledgements, beside that of facts."""

    _author: Author
    _at: datetime

    def acknowledge(self, prison_number: str, due_on: date, on: date, next_step: str, escalated_to: str) -> Put:
        """Says that this overdue session is known, and what happens next; said again, the new words count."""
        row: Row = {
            "prison_number": prison_number,
            "due_on": due_on.isoformat(),
            "on_date": on.isoformat(),
            "next_step": next_step,
            "escalated_to": escalated_to,
            "by_whom": self._author.actor,
            "at": stored.moment_text(self._at),
        }
        there = next(rows_by_key(self.connection, ACKNOWLEDGEMENT, _ONE, [natural_key(row, _ONE)]), None)
        if there is not None and (there["next_step"], there["escalated_to"]) == (next_step, escalated_to):
            return Put.UNCHANGED
        return self._put_one(ACKNOWLEDGEMENT, _ONE, row)

    def withdraw_acknowledgement(self, prison_number: str, due_on: date) -> bool:
        """Takes it back; False if there is none."""
        key = (prison_number, due_on.isoformat())
        found = list(rows_by_key(self.connection, ACKNOWLEDGEMENT, _ONE, [key]))
        self._apply([RowChange(ACKNOWLEDGEMENT, str(row["id"]), row, None) for row in found])
        return bool(found)
