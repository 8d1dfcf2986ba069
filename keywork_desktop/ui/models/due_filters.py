"""The ways to narrow the ranked list: by chip, by an entry of the watch list, by text. Each says whom it leaves."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.obligations import Status
from keywork_desktop.ui.view import View

People = Mapping[str, str]
"""Prison numbers, each with the sentence that the list says about him instead of why he is due; empty: it says that."""


@dataclass(frozen=True)
class DueFilter:
    """One way to narrow the list; `word` is on the chip or in the watch list."""

    id: str
    word: str
    people: Callable[[View], People]


def everybody_who(matches: Callable[[DueItem], bool]) -> Callable[[View], People]:
    """Those whose item matches, without a sentence of their own."""

    def people(view: View) -> People:
        return {item.prisoner.prison_number: "" for item in view.shown if matches(item)}

    return people


def _priority(item: DueItem) -> bool:
    return bool(item.priority_groups)


def _never_met(item: DueItem) -> bool:
    return item.never_met


def _overdue(item: DueItem) -> bool:
    return item.status is Status.OVERDUE


ALL = DueFilter("all", "All", everybody_who(bool))
PRIORITY = DueFilter("priority", "Priority", everybody_who(_priority))
NEVER_MET = DueFilter("never_met", "Never met", everybody_who(_never_met))
OVERDUE = DueFilter("overdue", "Overdue", everybody_who(_overdue))

CHIPS = (ALL, PRIORITY, OVERDUE, NEVER_MET)


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


def counts(view: View, filters: Iterable[DueFilter] = CHIPS) -> dict[str, int]:
    """How many of the shown units each filter would leave, by its id."""
    return {only.id: len(only.people(view)) for only in filters}
