"""The ways to narrow the ranked list: by chip, by an entry of the watch list, by text. Each says whom it leaves."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.presence import away_long
from keywork_desktop.ui.view import View

SOON_DAYS = 7


@dataclass(frozen=True)
class DueFilter:
    """One way to narrow the list; `word` is on the chip or in the watch list."""

    id: str
    word: str
    matches: Callable[[DueItem], bool]


def _priority(item: DueItem) -> bool:
    return bool(item.priority_groups)


def _never_met(item: DueItem) -> bool:
    return item.never_met


def _overdue(item: DueItem) -> bool:
    return item.status is Status.OVERDUE


def _allocated_never_met(item: DueItem) -> bool:
    return item.never_met_by_key_worker is True


def _no_key_worker(item: DueItem) -> bool:
    return item.key_worker is None


def _key_worker_away(item: DueItem) -> bool:
    return item.key_worker is not None and away_long(item.key_worker, item.day)


def _problems(item: DueItem) -> bool:
    return bool(item.problems)


def _soon(item: DueItem) -> bool:
    """Overdue within seven days unless seen: due from today on, and before the last of those days."""
    return item.due_on is not None and item.day <= item.due_on < item.day + timedelta(days=SOON_DAYS)


ALL = DueFilter("all", "All", bool)
PRIORITY = DueFilter("priority", "Priority", _priority)
NEVER_MET = DueFilter("never_met", "Never met", _never_met)
OVERDUE = DueFilter("overdue", "Overdue", _overdue)
SOON = DueFilter("soon", "Overdue within 7 days unless seen", _soon)
ALLOCATED_NEVER_MET = DueFilter("allocated_never_met", "Allocated, never met by him", _allocated_never_met)
NO_KEY_WORKER = DueFilter("no_key_worker", "No key worker", _no_key_worker)
KEY_WORKER_AWAY = DueFilter("key_worker_away", "Key worker away over 7 days", _key_worker_away)
PROBLEMS = DueFilter("problems", "Data problems", _problems)

CHIPS = (ALL, PRIORITY, OVERDUE, NEVER_MET)
WATCH = (SOON, ALLOCATED_NEVER_MET, NO_KEY_WORKER, KEY_WORKER_AWAY, PROBLEMS)


def folded(text: str) -> str:
    """Without capitals and accents, for comparing with what was typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def text_of(item: DueItem) -> str:
    """What the text filter looks through: the man, his number, cell, and key worker."""
    person, key_worker = item.prisoner, item.key_worker
    own = f"{key_worker.name} {key_worker.staff_id}" if key_worker else "no key worker"
    return folded(f"{person.name} {person.prison_number} {person.location} {own}")


def holds(item: DueItem, words: tuple[str, ...]) -> bool:
    """True if all the words are found; none typed leaves everybody."""
    return not words or all(word in text_of(item) for word in words)


def counts(view: View) -> dict[str, int]:
    """How many of the shown units each filter would leave, by its id."""
    return {f.id: sum(f.matches(item) for item in view.shown) for f in (*CHIPS, *WATCH)}
