"""The hours of one officer on one day: how many sessions fit, of which lengths, and at which times (DOMAIN 5).

Times are minutes after midnight, `spans` the key work time that is free, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

Spans = tuple[tuple[int, int], ...]
MOST_ORDERS = 20_000


@lru_cache(maxsize=8192)
def starts(
    spans: Spans, lengths: tuple[int, ...], ends: tuple[int, ...] = (), shortest: int | None = None
) -> tuple[int, ...]:
    """Where a session may begin if sessions of these lengths go back to back from the beginning of a span.

    `ends` are other moments from which a session may follow: the ends of sessions with a second officer. Where less
    than the `shortest` session is left, none begins; by default that is the least of `lengths`.
    """
    found: set[int] = set()
    for first, last in spans:
        reached = {first, *(end for end in ends if first < end < last)}
        while reached:
            found |= reached
            later = {at + minutes for at in reached for minutes in lengths if at + minutes < last}
            reached = later - found
    if shortest is None:
        shortest = min(lengths, default=0)
    return tuple(sorted(at for at in found if any(first <= at and at + shortest <= last for first, last in spans)))


def holds(spans: Spans, start: int, minutes: int) -> bool:
    """True if a session fits into one of the spans."""
    return any(first <= start and start + minutes <= last for first, last in spans)


def clash(start: int, minutes: int, others: Iterable[tuple[int, int]]) -> bool:
    """True if the session overlaps one of the others."""
    return any(start < end and begin < start + minutes for begin, end in others)


@lru_cache(maxsize=8192)
def fillings(spans: Spans, lengths: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """How many sessions of each length the spans hold together: every combination that cannot be added to."""
    total: set[tuple[int, ...]] = {(0,) * len(lengths)}
    for first, last in spans:
        here = _one_span(last - first, lengths)
        total = _largest({tuple(a + b for a, b in zip(x, y, strict=True)) for x, y in product(total, here)})
    return tuple(sorted(total))


@lru_cache(maxsize=8192)
def _one_span(minutes: int, lengths: tuple[int, ...]) -> frozenset[tuple[int, ...]]:
    if not lengths:
        return frozenset({()})
    longest, *rest = lengths
    found = set()
    for number in range(minutes // longest + 1):
        for others in _one_span(minutes - number * longest, tuple(rest)):
            found.add((number, *others))
    return frozenset(_largest(found))


def _largest(combinations: Iterable[tuple[int, ...]]) -> set[tuple[int, ...]]:
    kept: list[tuple[int, ...]] = []
    for one in sorted(set(combinations), reverse=True):
        if not any(all(a <= b for a, b in zip(one, other, strict=True)) for other in kept):
            kept.append(one)
    return set(kept)


def times_for(spans: Spans, wanted: Mapping[str, int], *before: Mapping[str, int]) -> dict[str, int] | None:
    """A start for each of `wanted` (minutes by prison number), back to back; None if they do not fit.

    Who has a start in `before` keeps it where all can be seated around that; the first of several that allows it
    counts. The same input gives the same times.
    """
    for starts_before in (*before, {}):
        stay = {number: at for number, at in starts_before.items() if number in wanted}
        settled = _seated(spans, wanted, stay)
        if settled is not None:
            return settled
    return None


def _seated(spans: Spans, wanted: Mapping[str, int], stay: Mapping[str, int]) -> dict[str, int] | None:
    taken: list[tuple[int, int]] = []
    for number in sorted(stay):
        at, minutes = stay[number], wanted[number]
        if not holds(spans, at, minutes) or clash(at, minutes, taken):
            return None
        taken.append((at, at + minutes))
    free: list[tuple[int, int]] = []
    for first, last in spans:
        for begin, end in sorted(taken):
            if first <= begin < last:
                if begin > first:
                    free.append((first, begin))
                first = end
        if first < last:
            free.append((first, last))
    rest = sorted((number for number in wanted if number not in stay), key=lambda n: (-wanted[n], n))
    placed = _packed([wanted[number] for number in rest], [last - first for first, last in free])
    if placed is None:
        return None
    found = dict(stay)
    at_in = [first for first, _ in free]
    for number, span in zip(rest, placed, strict=True):
        found[number] = at_in[span]
        at_in[span] += wanted[number]
    return found


def _packed(lengths: Sequence[int], rooms: Sequence[int]) -> list[int] | None:
    """Which room each goes into, the longest first; None if they do not fit."""
    left = list(rooms)
    chosen: list[int] = []
    tried = 0

    def place(n: int) -> bool:
        nonlocal tried
        if n == len(lengths):
            return True
        tried += 1
        if tried > MOST_ORDERS:
            return False
        seen = set()
        first = chosen[n - 1] if n and lengths[n] == lengths[n - 1] else 0
        for room in range(first, len(left)):
            if left[room] < lengths[n] or left[room] in seen:
                continue
            seen.add(left[room])
            left[room] -= lengths[n]
            chosen.append(room)
            if place(n + 1):
                return True
            chosen.pop()
            left[room] += lengths[n]
        return False

    return list(chosen) if place(0) else None
