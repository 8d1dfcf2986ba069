"""Chance for the demo prison: whole numbers only, so that every machine and Python draws the same people."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Value = TypeVar("Value")


def deal(rng: Random, count: int, shares: Mapping[Value, int]) -> list[Value]:
    """`count` values in the proportions of `shares` (weights), shuffled.

    Dealt like cards and not drawn one by one, so that a small prison has its share of everything too.
    Each value comes within one of its exact share.
    """
    whole = sum(shares.values())
    dealt: list[Value] = []
    weight = 0
    for value, share in shares.items():
        weight += share
        dealt += [value] * ((count * weight + whole // 2) // whole - len(dealt))
    rng.shuffle(dealt)
    return dealt


def from_quantiles(rng: Random, quantiles: Sequence[int]) -> int:
    """A whole number whose quantiles, equally far apart, are the given ones (lowest and highest included)."""
    step = rng.randrange(len(quantiles) - 1)
    return rng.randint(quantiles[step], quantiles[step + 1])


def one_in(rng: Random, chance: int) -> bool:
    """True once in `chance` draws."""
    return rng.randrange(chance) == 0


def share_of(count: int, per_mille: int) -> int:
    """`per_mille` thousandths of `count`, rounded, and at least one: a small prison has one of each."""
    return max(1, (count * per_mille + 500) // 1000)
