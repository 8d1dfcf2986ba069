"""What the window needs to get at a store: given to it by the program, so that the window knows no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from keywork_desktop.actions.desk import Desk
from keywork_desktop.ui.tasks import Task


class Protection(Enum):
    """How a new store is kept from strangers."""

    PASSPHRASE = "passphrase"  # noqa: S105 - a choice, not a secret
    CREDENTIAL_STORE = "credential_store"
    NONE = "none"


@dataclass(frozen=True)
class Opened:
    """An open store: the desk to work at, and what the window must say about it on every screen."""

    desk: Desk
    path: Path
    encrypted: bool
    demo: bool = False
    by_passphrase: bool = False
    """Whether a passphrase opened it, which a locked window then asks for again."""


class Door(Protocol):
    """Opens, makes and closes stores. Everything is called on the worker thread, except `exists` and `path`."""

    path: Path

    def exists(self) -> bool:
        """Whether there is a store to open."""

    def open(self, passphrase: str | None) -> Opened:
        """The store; raises `EnvironmentProblem` `passphrase_needed` or `wrong_passphrase`, among others."""

    def check(self, passphrase: str) -> None:
        """Raises `EnvironmentProblem` `wrong_passphrase` unless it opens the store."""

    def create(self, code: str, name: str, protection: Protection, passphrase: str | None) -> Opened:
        """A new, empty store for this establishment."""

    def restore(self, backup: Path, passphrase: str | None) -> Opened:
        """Put this backup in the place of the store, which is closed first and kept aside, and open it.

        Raises what `open` raises, of the backup; then the store is as it was, and closed.
        """

    def demo(self, task: Task) -> Opened:
        """The invented prison, in a fresh folder."""

    def close_all(self) -> None:
        """Let go of every store it opened, also one that was still being opened when the window closed."""
