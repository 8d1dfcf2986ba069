"""One prisoner's card on the board, in the words that are painted and spoken."""

from __future__ import annotations

from dataclasses import dataclass

from keywork_desktop.domain.allocation import off_unit
from keywork_desktop.domain.due_list import DueItem
from keywork_desktop.domain.interim import INTERIM
from keywork_desktop.domain.obligations import Status
from keywork_desktop.domain.people import Allocation
from keywork_desktop.domain.wording import badges, spoken, status_words, why

OVERRIDE = "override"
"""The tag of somebody who was allocated against a rule; the reason is in the tool tip."""


@dataclass(frozen=True)
class Card:
    """One prisoner on the board, in the words that are painted and spoken."""

    prison_number: str
    name: str
    cell: str
    status: Status
    status_words: str
    short_status: str
    badges: tuple[str, ...]
    tags: tuple[str, ...]
    alarming: bool
    """Overdue in a priority group: highlighted wherever he appears (UX)."""
    spoken: str
    tip: str

    @property
    def short_name(self) -> str:
        """`SMITH J`, where there is room for no more."""
        last, _, first = self.name.partition(", ")
        return f"{last} {first[:1]}" if first else last


def card_of(item: DueItem, allocation: Allocation | None) -> Card:
    """One prisoner's card; `allocation` is his present one, None if he has none."""
    person = item.prisoner
    tags = []
    if allocation and allocation.override:
        tags.append(OVERRIDE)
    if item.key_worker and off_unit(person, item.key_worker):
        tags.append("off unit")
    if item.never_met:
        tags.append("never met")
    if item.interim:
        tags.append(INTERIM)
    words = status_words(item)
    own = f"Key worker {item.key_worker.name}" if item.key_worker else "No key worker"
    if item.key_worker and item.never_met_by_key_worker:
        own += ", not met yet"
    if item.interim:
        own += ", interim: allocated in induction"
    tip = [spoken(item), why(item), own]
    if allocation and allocation.override:
        tip.append(f"Allocated against a rule: {allocation.override}")
    return Card(
        prison_number=person.prison_number,
        name=person.name,
        cell=str(person.location),
        status=item.status,
        status_words=words,
        short_status=_short_status(item),
        badges=badges(item),
        tags=tuple(tags),
        alarming=item.overdue_priority,
        spoken=", ".join((spoken(item), *(_aloud(tag, allocation) for tag in tags))),
        tip="\n".join(tip),
    )


def _aloud(tag: str, allocation: Allocation | None) -> str:
    """A tag for those who listen: an override with its reason."""
    return f"{tag}: {allocation.override}" if tag == OVERRIDE and allocation else tag


def _short_status(item: DueItem) -> str:
    """The status where there is no room for all of it; its shape stands before it: `9 d`, `Sun 22 Nov`, `Today`."""
    if item.status is Status.OVERDUE:
        return f"{item.days_overdue} d"
    words = status_words(item).removeprefix("Due ")
    return words[0].upper() + words[1:]
