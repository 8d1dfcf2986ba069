"""What is wrong with a row or a file, in words a wing manager can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs; the values are those of the command line."""

    ERROR = "error"
    """The row is not taken."""
    SUGGESTION = "suggestion"
    """Something is proposed that needs a yes."""
    NOTE = "note"
    """The row is taken; somebody should know."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where it is, what was found there, what it means and what would mend it.

    `row` is the number the spreadsheet program shows, None for the file as a whole; `column` is the heading as the file
    spells it. `suggestion` is the proposed value, if there is one. A case note's text is never in a problem (DOMAIN 9).
    """

    row: int | None
    column: str
    value: str
    severity: Severity
    message: str
    suggestion: str | None = None
    sheet: str = ""


def file_note(message: str, *, value: str = "", sheet: str = "") -> Problem:
    """A note about the file as a whole."""
    return Problem(None, "", value, Severity.NOTE, message, sheet=sheet)
