"""What an action changed: the answer every action gives, and a line of the change log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

PROPOSAL = "proposal"
"""The action of keeping or forgetting a proposal: it decides nothing, so undo and redo pass over it."""

BACKUP = "backup"
"""The action of noting that a backup was made: it decides nothing either."""

LAST_BACKUP = "last_backup"
"""The setting that says when the store was last backed up (`at`), and under which name (`file`)."""

PASSED_OVER = (PROPOSAL, BACKUP)
"""Actions that undo and redo pass over."""


@dataclass(frozen=True)
class ChangeSet:
    """One action's change, all of it or nothing. Views refresh only for the people and days it names.

    `id` is a UUIDv7. `undone` is true while an undo has taken it back; `undoes` names the one that this one takes back.
    An empty `id` means that nothing had to be changed, or that it was a dry run.
    """

    id: str
    at: datetime
    actor: str
    device: str
    action: str
    summary: str
    prisoners: frozenset[str] = frozenset()
    key_workers: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()
    rows: int = 0
    undone: bool = False
    undoes: str | None = None
    warnings: tuple[str, ...] = field(default=())
