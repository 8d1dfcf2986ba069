"""Small numbers: a cohort of fewer than five people is not shown, nor what would give it away (DOMAIN 6)."""

from __future__ import annotations

FEWEST_SHOWN = 5


def too_few(people: int, of_all: int) -> bool:
    """True if a cohort of `people` out of `of_all` must be withheld.

    That is a cohort of under five, and one that all but one to four people belong to: what is shown of everybody, less
    what is shown of such a cohort, is what happened to those few.
    """
    return people < FEWEST_SHOWN or 0 < of_all - people < FEWEST_SHOWN
