"""Keeping the store safe: backups that were read back, putting one in its place, and checking what must hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from keywork_desktop.actions.desk import Desk
from keywork_desktop.domain.changes import BACKUP, LAST_BACKUP, ChangeSet

if TYPE_CHECKING:
    from keywork_desktop.store import Backup, Finding, Restored, StoreKey


def backup_name(desk: Desk) -> str:
    """What a backup of this day is best called: `keywork EYI 2026-11-20.store`."""
    return f"keywork {desk.store.establishment.code} {desk.today:%Y-%m-%d}.store"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the store was last backed up, under which name."""

    at: datetime
    file: str


def back_up(
    desk: Desk, to: Path, *, replace: bool = False, progress: Callable[[float], None] | None = None
) -> tuple[Backup, ChangeSet]:
    """A whole copy of the store at `to`, under the same key, read back before it counts; and the note that it was made.

    On a dry run the copy is made and read back, and taken away again. What `progress` raises cancels. Raises
    `RequestError` `file_exists` unless `replace`; `EnvironmentProblem`: `read_only`, `disk_full`, `unreadable`.
    """
    made = desk.store.back_up(to, replace=replace, progress=progress, dry_run=desk.dry_run)
    with desk.work(BACKUP, f"Backed up to {made.path.name}") as work:
        work.setting(LAST_BACKUP, {"at": desk.now().isoformat(timespec="seconds"), "file": made.path.name})
        return made, desk.settle(work)


def last_backup(desk: Desk) -> LastBackup | None:
    """When the store was last backed up from here; None if never."""
    noted = desk.store.settings().get(LAST_BACKUP)
    return LastBackup(datetime.fromisoformat(noted["at"]), noted["file"]) if noted else None


def restore_backup(store: Path, backup: Path, key: StoreKey, now: datetime, *, dry_run: bool = False) -> Restored:
    """Puts a backup in the place of a closed store, which is kept aside whole; `key` opens the backup.

    Raises what `store.copies.restore` names; then the present store is as it was.
    """
    from keywork_desktop.store import default_author, restore

    return restore(store, backup, key, default_author(), now, dry_run=dry_run)


def check_store(desk: Desk) -> tuple[Finding, ...]:
    """What is wrong with the store: its file, references, what must always hold, and the log; nothing if all is well.

    Names nobody: people by prison number, rows by their table.
    """
    return desk.store.check()
