"""Which delivered sessions to look at more closely: a sample that is random and yet the same for everybody (DOMAIN 7).

Nothing is stored: the same facts, month and seed give the same sample on any machine. Each session has its place in the
draw from what it is, so that a note that comes late takes its own place and moves no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import zip_longest

from keywork_desktop.domain.period_facts import PeriodFacts

FULL_LEVELS = (None, 1)
LOW_LEVELS = (2, 3)
LOW_SHARE = 4
"""At levels 3 and 2 one in so many key workers is looked at (local reading of "a low level", seed 003)."""

LOOKED_AT = (
    "Mood and presentation",
    "Engagement",
    "Concerns",
    "Actions taken",
    "Follow-up of the last actions",
    "Links to the sentence plan",
)
"""What is scored in each session of the sample (seeds 002, 003)."""

FIRST_SEED = "1"


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session that was held. `staff_id` is empty where nobody knows by whom; `level` the regime level of that day."""

    prison_number: str
    on: date
    staff_id: str
    unit: str | None = None
    level: int | None = None


@dataclass(frozen=True)
class QaSample:
    """`sessions` to look at, by key worker and day; `of` is how many were held, by `key_workers` different officers."""

    sessions: tuple[HeldSession, ...]
    of: int
    key_workers: int


def held_sessions(facts: PeriodFacts, unit: str | None = None) -> tuple[HeldSession, ...]:
    """Every session held in the period, one for each prisoner and day, as the measures count them (DOMAIN 6)."""
    found: dict[tuple[str, date], HeldSession] = {}
    policies = facts.at_the_end.policies
    for person in facts.people:
        if unit is not None and person.unit != unit:
            continue
        for _, record in person.records_here():
            key = (person.prison_number, record.on)
            if record.counts and (key not in found or (not found[key].staff_id and record.staff_id)):
                level = policies.level_on(record.on, person.unit)
                found[key] = HeldSession(*key, record.staff_id or "", person.unit, level)
    return tuple(found.values())


def usual_size(sessions: Iterable[HeldSession]) -> int:
    """How many to look at, by regime level (DOMAIN 7; the numbers are a local reading).

    One session of each key worker who held any at level 1 or without a level; of those who held some only at levels 3
    and 2, one in four; none for level 4, where it is "as capacity allows": then ask for a size.
    """
    levels: dict[str, set[int | None]] = {}
    for session in sessions:
        levels.setdefault(session.staff_id, set()).add(session.level)
    full = sum(any(level in FULL_LEVELS for level in of_him) for of_him in levels.values())
    low = sum(
        any(level in LOW_LEVELS for level in of_him) and not any(level in FULL_LEVELS for level in of_him)
        for of_him in levels.values()
    )
    return full + -(-low // LOW_SHARE)


def qa_sample(sessions: Iterable[HeldSession], size: int | None = None, seed: str = FIRST_SEED) -> QaSample:
    """Draw `size` sessions (left out: `usual_size`), spread over key workers: nobody twice before everybody once.

    The order of `sessions` never matters. Without a size nobody is drawn for what he held at level 4 alone.
    Raises `ValueError` for a size below 0.
    """
    if size is not None and size < 0:
        raise ValueError(f"a sample of {size} sessions cannot be drawn")
    held = list(sessions)
    wanted = usual_size(held) if size is None else size
    by_officer: dict[str, list[HeldSession]] = {}
    for session in held:
        if size is not None or session.level in (*FULL_LEVELS, *LOW_LEVELS):
            by_officer.setdefault(session.staff_id, []).append(session)
    drawn = sorted(
        [each for each, _ in zip(_in_rounds(by_officer, seed), range(wanted), strict=False)],
        key=lambda each: (each.staff_id, each.on, each.prison_number),
    )
    return QaSample(tuple(drawn), len(held), len({session.staff_id for session in held}))


def _in_rounds(by_officer: dict[str, list[HeldSession]], seed: str) -> Iterator[HeldSession]:
    """One session of each officer, then a second of each, and so on; who has sessions at a fuller level comes first."""

    def fuller(officer: str) -> int:
        return 0 if any(session.level in FULL_LEVELS for session in by_officer[officer]) else 1

    officers = sorted(by_officer, key=lambda officer: (fuller(officer), _place(seed, officer)))
    draws = [sorted(by_officer[officer], key=lambda each: _place_of(seed, each)) for officer in officers]
    for turn in zip_longest(*draws):
        yield from (session for session in turn if session is not None)


def _place_of(seed: str, session: HeldSession) -> str:
    return _place(seed, session.prison_number, session.on.isoformat(), session.staff_id)


def _place(*parts: str) -> str:
    """A place in the draw that looks random and is always the same for the same parts."""
    return sha256("\x1f".join(parts).encode()).hexdigest()
