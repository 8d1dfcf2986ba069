"""Restoring: a backup takes the place of the store, whose present file is kept aside."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from keywork_desktop.domain.changes import LAST_BACKUP, ChangeSet
from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.store import schema
from keywork_desktop.store.author import Author
from keywork_desktop.store.change_log import RESTORE
from keywork_desktop.store.copies import draft_beside, parts_of, put_whole, verified
from keywork_desktop.store.engine import connect, salt_of
from keywork_desktop.store.holder import holder_of
from keywork_desktop.store.keys import StoreKey, cipher_key
from keywork_desktop.store.network import refuse_network_share
from keywork_desktop.store.problems import locked, mendable
from keywork_desktop.store.store import Store

RESTORED = "restored_from"
"""The setting that says which backup the store was last restored from."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The store as restored; `kept_aside` is the one that was there before, None if there was none."""

    path: Path
    backup: Path
    kept_aside: Path | None
    change: ChangeSet | None


def restore(
    store: Path, backup: Path, key: StoreKey, author: Author, at: datetime, *, dry_run: bool = False
) -> Restored:
    """Puts a backup in the place of the store, whose present file is kept aside, whole, beside it.

    The backup is copied and read before anything is touched. Raises `RequestError` (`same_file`) and
    `EnvironmentProblem`: `backup_missing`, `not_a_store`, `store_newer`, `wrong_passphrase`, `store_locked` (a window
    has it open), `unreadable`, `read_only`, `disk_full`.
    """
    refuse_network_share(store)
    store, backup = store.absolute(), backup.absolute()
    if not backup.exists():
        message = f"There is no backup at {backup}. Check the name and the folder."
        raise EnvironmentProblem(message, code="backup_missing", details={"path": str(backup)})
    if store.exists() and backup.samefile(store):
        raise RequestError(f"{backup} is the store itself. Name the backup to restore.", code="same_file")
    if holder_of(store) is not None:
        raise locked(store)
    salt = salt_of(backup)
    cipher = None if salt is None else cipher_key(key, backup, salt)
    with mendable(store):
        store.parent.mkdir(parents=True, exist_ok=True)
    with draft_beside(store) as draft:
        with mendable(store):
            shutil.copyfile(backup, draft)
        version = verified(draft, cipher, backup)
        if version not in schema.REVISIONS:
            raise schema.newer(backup, version)
        if dry_run:
            return Restored(store, backup, None, None)
        aside = _put_aside(store, key, at) if store.exists() else None
        try:
            with mendable(store):
                put_whole(draft, store)
        except BaseException:
            if aside is not None:
                _move(aside, store)
            raise
    written = datetime.fromtimestamp(backup.stat().st_mtime, UTC)
    said = f"Restored from the backup {backup.name}"
    with Store.open(store, key, author) as opened, opened.unit_of_work(RESTORE, said, at=at) as work:
        work.setting(RESTORED, {"file": backup.name, "at": at.isoformat(timespec="seconds")})
        work.setting(LAST_BACKUP, {"file": backup.name, "at": written.isoformat(timespec="seconds")})
        change = work.commit()
    return Restored(store, backup, aside, change)


def _put_aside(store: Path, key: StoreKey, at: datetime) -> Path:
    """Renames the present store, with what it may not have taken in yet."""
    _take_in(store, key)
    stamp = at.strftime("%Y%m%d-%H%M%S")
    number, aside = 1, store.with_name(f"{store.stem}.before-restore-{stamp}{store.suffix}")
    while aside.exists():
        number += 1
        aside = store.with_name(f"{store.stem}.before-restore-{stamp}-{number}{store.suffix}")
    with mendable(store):
        _move(store, aside)
    return aside


def _take_in(store: Path, key: StoreKey) -> None:
    """Writes what lies in the log beside the store into it, if it can be opened: it may be restored because not.

    Raises `EnvironmentProblem` (`store_locked`) if another program is writing to it.
    """
    try:
        salt = salt_of(store)
        connection = connect(store, None if salt is None else cipher_key(key, store, salt))
    except (EnvironmentProblem, dbapi2.Error):
        return  # whatever is wrong with it, its parts are kept aside together
    try:
        with mendable(store):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except EnvironmentProblem as problem:
        if problem.code == "store_locked":
            raise
    finally:
        connection.close()


def _move(store: Path, to: Path) -> None:
    for part, there in zip(parts_of(store)[:2], parts_of(to)[:2], strict=True):
        if part.exists():
            part.rename(there)
    parts_of(store)[2].unlink(missing_ok=True)
