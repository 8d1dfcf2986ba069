"""What Find can find: people, pages and commands, and how well each answers what was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from keywork_desktop.domain.locations import unit_name
from keywork_desktop.domain.wording import spoken, status_text
from keywork_desktop.ui.view import View

MOST_SHOWN = 40


class EntryKind(Enum):
    """What kind of thing was found; the value is the word beside it."""

    PRISONER = "Prisoner"
    KEY_WORKER = "Key worker"
    PAGE = "Page"
    COMMAND = "Command"


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `run` goes there or does it."""

    kind: EntryKind
    title: str
    note: str
    run: Callable[[], None]
    spoken: str = ""
    words: tuple[str, ...] = field(init=False)
    haystack: str = field(init=False)

    def __post_init__(self) -> None:
        plain = folded(f"{self.title} {self.note}")
        object.__setattr__(self, "haystack", plain)
        object.__setattr__(self, "words", tuple(folded(self.title).replace(",", " ").split()))


def folded(text: str) -> str:
    """Without capitals and accents: what is compared with what was typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def score(entry: Entry, wanted: Sequence[str]) -> int:
    """How well the entry answers the words typed, higher is better; 0 if it does not hold all of them."""
    points = 0
    for word in wanted:
        if word in entry.words:
            points += 8
        elif any(own.startswith(word) for own in entry.words):
            points += 5
        elif word in entry.haystack:
            points += 2
        else:
            return 0
    return points + (1 if entry.kind in (EntryKind.PAGE, EntryKind.COMMAND) else 0)


def matches(entries: Iterable[Entry], typed: str) -> tuple[Entry, ...]:
    """The best answers to what was typed, best first; with nothing typed, pages and commands."""
    wanted = folded(typed).replace(",", " ").split()
    if not wanted:
        return tuple(e for e in entries if e.kind in (EntryKind.PAGE, EntryKind.COMMAND))[:MOST_SHOWN]
    scored = [(score(entry, wanted), entry) for entry in entries]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return tuple(entry for _, entry in found[:MOST_SHOWN])


def people(view: View, go_to: Callable[[str, EntryKind], Callable[[], None]]) -> tuple[Entry, ...]:
    """Everybody in the view, all units; `go_to` makes the way to a prison number or staff ID."""
    prisoners = [
        Entry(
            EntryKind.PRISONER,
            item.prisoner.name,
            f"{item.prisoner.prison_number} · {item.prisoner.location} · {status_text(item)}",
            go_to(item.prisoner.prison_number, EntryKind.PRISONER),
            spoken(item),
        )
        for item in view.items
    ]
    loads = view.snapshot.caseloads
    key_workers = [
        Entry(
            EntryKind.KEY_WORKER,
            key_worker.name,
            " · ".join(
                part
                for part in (
                    key_worker.staff_id,
                    unit_name(key_worker.unit) if key_worker.unit else "",
                    f"{len(loads.get(key_worker.staff_id, ()))} of {key_worker.capacity}",
                )
                if part
            ),
            go_to(key_worker.staff_id, EntryKind.KEY_WORKER),
        )
        for key_worker in view.snapshot.key_workers.values()
    ]
    return (*prisoners, *key_workers)
