"""Who is meant by a name as somebody typed it: `Louis Jackson`, `Butler S`, `Ofc Shaw`, `CLARKE, Martin`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from keywork_desktop.domain.people import KeyWorker

_TITLES = re.compile(
    r"^(?:prison officer|key worker|officer|offr|ofc|off|po|so|cm|sup|mr|mrs|ms|miss|dr|kw)\b[.:]?\s*", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_NAME = re.compile(r"[^a-z ]")

LEAST_LIKELY = 80.0
LEAST_LIKELY_SAME_HOUSEBLOCK = 74.0
"""Of 100: below this a typed name is nobody's. One wrong letter in a surname of five gives 80, in one of four 75."""
SAME_HOUSEBLOCK = 10.0
"""How much being of the houseblock in question weighs."""
AS_GOOD_AS = 5.0
"""Candidates closer together than this are equal: nobody but the user chooses between them."""
_WRONG_INITIAL = 40.0


class Shape(Enum):
    """How much of a name was typed."""

    SURNAME = "surname"
    SURNAME_AND_INITIAL = "surname and initial"
    FULL = "full name"


@dataclass(frozen=True, slots=True)
class TypedName:
    """A typed name, tidied. `first` may be an initial; `ordered` if it is known which is the last name."""

    shape: Shape
    last: str
    first: str = ""
    ordered: bool = True


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without capitals, accents, apostrophes and hyphens."""
    letters = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o").replace("ł", "l")).casefold()
    return " ".join(_NOT_NAME.sub("", letters.replace("-", " ")).split())


def typed_name(text: str) -> TypedName | None:
    """What was typed, told apart by its shape; None if there is no name in it."""
    tidy = _BRACKETS.sub(" ", text).strip()
    while (shorter := _TITLES.sub("", tidy)) != tidy:
        tidy = shorter
    if "," in tidy:
        last, first = (plain_name(part) for part in tidy.split(",", 1))
        first = plain_name(_TITLES.sub("", first))
        if not last:
            return None
        if not first:
            return TypedName(Shape.SURNAME, last)
        return TypedName(Shape.SURNAME_AND_INITIAL if len(first) == 1 else Shape.FULL, last, first)
    parts = plain_name(tidy.replace(".", " ")).split()
    if not parts:
        return None
    if len(parts) == 1:
        return TypedName(Shape.SURNAME, parts[0]) if len(parts[0]) > 1 else None
    if len(parts[-1]) == 1:
        return TypedName(Shape.SURNAME_AND_INITIAL, " ".join(parts[:-1]), parts[-1])
    if len(parts[0]) == 1:
        return TypedName(Shape.SURNAME_AND_INITIAL, " ".join(parts[1:]), parts[0])
    return TypedName(Shape.FULL, parts[-1], " ".join(parts[:-1]), ordered=False)


def likeness(typed: TypedName, person: KeyWorker) -> float:
    """How like the typed name is to this key worker's, 0 to 100."""
    from rapidfuzz import fuzz

    last, first = plain_name(person.last_name), plain_name(person.first_name)
    if typed.shape is Shape.SURNAME:
        return fuzz.ratio(typed.last, last)
    if typed.shape is Shape.SURNAME_AND_INITIAL:
        return fuzz.ratio(typed.last, last) - (0.0 if first.startswith(typed.first) else _WRONG_INITIAL)
    straight = fuzz.ratio(f"{typed.first} {typed.last}", f"{first} {last}")
    if typed.ordered:
        return straight
    return max(straight, fuzz.ratio(f"{typed.first} {typed.last}", f"{last} {first}"))


def candidates(text: str, unit: str | None, key_workers: Iterable[KeyWorker]) -> tuple[KeyWorker, ...]:
    """Who may be meant: one if it is clear, several if they are as good as each other, none if nobody is called so.

    A key worker of houseblock `unit` is preferred. The order is that of staff IDs, so it never hides a choice.
    """
    typed = typed_name(text)
    if typed is None:
        return ()
    scored = []
    for person in key_workers:
        score = likeness(typed, person)
        near = unit is not None and person.unit == unit
        if score >= (LEAST_LIKELY_SAME_HOUSEBLOCK if near else LEAST_LIKELY):
            scored.append((score + (SAME_HOUSEBLOCK if near else 0.0), person))
    if not scored:
        return ()
    best = max(score for score, _ in scored)
    chosen = [person for score, person in scored if score > best - AS_GOOD_AS]
    return tuple(sorted(chosen, key=lambda person: person.staff_id))
