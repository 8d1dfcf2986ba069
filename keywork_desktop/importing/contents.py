"""What a column holds, told by its cells: the heading above it may lie (DOMAIN 8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum

from keywork_desktop.domain.locations import PLACES
from keywork_desktop.importing.cells import Cell, is_blank, location_of, prison_number, words
from keywork_desktop.importing.dates import moment_of

_SENTENCE = re.compile(r"^(?:\d+\s*(?:y|yrs?|years?|m|mths?|months?|w|weeks?|d|days?)[ ,]*)+$|^life$", re.IGNORECASE)


class Holds(Enum):
    """What the cells of a column should be."""

    ANYTHING = "anything"
    PRISON_NUMBER = "prison numbers"
    LOCATION = "cells"
    DATE = "dates"
    WORDS = "words"


def is_sentence_length(cell: Cell) -> bool:
    """`2Y 6M`, `18 months`, `Life`: what the second `Main Legal Status` of the alpha list by location holds."""
    return bool(_SENTENCE.match(words(cell)))


def _is_date(cell: Cell) -> bool:
    return moment_of(cell) is not None


def _is_location(cell: Cell) -> bool:
    if isinstance(cell, str) and cell.strip().upper() in PLACES:
        return True
    return location_of(cell).location is not None


def _is_words(cell: Cell) -> bool:
    text = words(cell)
    return any(letter.isalpha() for letter in text) and not (
        is_sentence_length(cell) or _is_date(cell) or prison_number(cell) or _is_location(cell)
    )


_CHECKS: dict[Holds, Callable[[Cell], bool]] = {
    Holds.PRISON_NUMBER: lambda cell: prison_number(cell) is not None,
    Holds.LOCATION: _is_location,
    Holds.DATE: _is_date,
    Holds.WORDS: _is_words,
}


def share(cells: Iterable[Cell], holds: Holds) -> float | None:
    """How many of the cells that are not blank are such, 0 to 1; None if all are blank."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if not filled:
        return None
    check = _CHECKS.get(holds)
    return 1.0 if check is None else sum(map(check, filled)) / len(filled)
