"""Whose weeks are to be filled: a choice of officers, in words."""

from __future__ import annotations

from dataclasses import dataclass

from keywork_desktop.domain.people import KeyWorker


@dataclass(frozen=True)
class Whom:
    """A choice of officers; `everybody` stands for all who have a pattern of their own."""

    words: str
    officers: tuple[KeyWorker, ...] = ()
    everybody: bool = False
