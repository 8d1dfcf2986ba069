"""The store: one file with everything a prison's key work needs, opened, read, changed and closed here.

All use of a store is on one thread. Nothing here reads the clock: moments come from the caller, and so may the author.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine

from keywork_desktop.domain.changes import ChangeSet
from keywork_desktop.domain.errors import Bug, EnvironmentProblem
from keywork_desktop.domain.people import Establishment
from keywork_desktop.store import change_log, copies, correcting, holder, schema
from keywork_desktop.store.author import Author, default_author
from keywork_desktop.store.checking import Finding, findings
from keywork_desktop.store.engine import engine_for, salt_of
from keywork_desktop.store.keys import CipherKey, StoreKey, cipher_key, forget_cipher_key, new_cipher_key
from keywork_desktop.store.network import refuse_network_share
from keywork_desktop.store.problems import mendable
from keywork_desktop.store.readings import Readings
from keywork_desktop.store.unit_of_work import UnitOfWork

FIRST_POLICY = "key_work_2025_26"
FIRST_POLICY_FROM = date(2025, 4, 1)


class Store(Readings):
    """An open store. Make one with `Store.create` or `Store.open`; close it, or use it as a context manager."""

    def __init__(
        self, path: Path, engine: Engine, author: Author, *, cipher: CipherKey | None, migrated_from: Path | None
    ) -> None:
        self.path = path
        self.author = author
        self.encrypted = cipher is not None
        self._cipher = cipher
        self.migrated_from = migrated_from
        """The copy that was put aside before an older store was brought up to date; None if it was not."""
        self._engine = engine
        self._work: UnitOfWork | None = None
        self._announced = False
        with self._reading() as connection:
            self._version_seen = self._data_version(connection)

    # A store's life -------------------------------------------------------------------------------------------------
    @classmethod
    def create(
        cls,
        path: Path | str,
        establishment: Establishment,
        key: StoreKey,
        *,
        at: datetime,
        author: Author | None = None,
    ) -> Store:
        """Makes a new store with "Key work 2025/26" in force from 1 April 2025, and opens it.

        `author` is whoever is logged in, if nobody else is named.

        Raises `EnvironmentProblem`: `store_exists`, `network_share`, `no_credential_store`, `read_only`, `disk_full`.
        Whatever goes wrong, nothing is left at `path`.
        """
        refuse_network_share(path)
        path = Path(path).absolute()
        author = author or default_author()
        if path.exists():
            raise EnvironmentProblem(
                f"There is a file at {path} already. Open it, or choose another name.",
                code="store_exists",
                details={"path": str(path)},
            )
        with mendable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        cipher = new_cipher_key(key, path)
        # Made under another name first: a store that is there is a whole one.
        draft = path.with_name(f".{path.name}.{uuid4().hex}")
        try:
            with mendable(path):
                engine = engine_for(draft, cipher, create=True)
                try:
                    schema.create(engine)
                    with UnitOfWork(
                        engine, path, author, change_log.INIT, f"New store for {establishment.name}", at
                    ) as work:
                        work.establishment(establishment)
                        work.policy_in_force(FIRST_POLICY, FIRST_POLICY_FROM)
                        work.commit()
                finally:
                    engine.dispose()
                draft.rename(path)
        except BaseException:
            for left in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
                left.unlink(missing_ok=True)
            if cipher is not None:
                forget_cipher_key(cipher)
            raise
        return cls.open(path, key, author)

    @classmethod
    def open(cls, path: Path | str, key: StoreKey, author: Author | None = None) -> Store:
        """Opens a store; one of an older version is copied and brought up to date first.

        An unencrypted store opens with any key. Raises `EnvironmentProblem`: `store_missing`, `not_a_store`,
        `store_newer`, `wrong_passphrase`, `passphrase_needed`, `no_credential_store`, `store_locked`, `network_share`,
        `read_only`, `unreadable`, `disk_full`, `migration_failed`.
        """
        refuse_network_share(path)
        path = Path(path).absolute()
        salt = salt_of(path)
        cipher = None if salt is None else cipher_key(key, path, salt)
        engine = engine_for(path, cipher)
        try:
            copy = schema.bring_up_to_date(engine, path, cipher)
            return cls(path, engine, author or default_author(), cipher=cipher, migrated_from=copy)
        except BaseException:
            engine.dispose()
            raise

    def close(self) -> None:
        """Closes the file; on the thread that used the store. Closing twice does no harm."""
        if self._work is not None:
            self._work.__exit__(None, None, None)
        self._engine.dispose()
        if self._announced:
            holder.withdraw(self.path)
            self._announced = False

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def announce(self, at: datetime) -> None:
        """Says, in a small file beside the store, that a window has it open; `close` takes it back."""
        with mendable(self.path):
            holder.announce(self.path, self.author, at)
        self._announced = True

    def back_up(
        self, to: Path, *, replace: bool = False, progress: copies.Progress | None = None, dry_run: bool = False
    ) -> copies.Backup:
        """Copies the whole store, under the same key, to `to`; see `copies.back_up` for what may go wrong."""
        where = copies.Where(self._engine, self.path, self._cipher)
        return copies.back_up(where, to, replace=replace, progress=progress, dry_run=dry_run)

    def check(self) -> tuple[Finding, ...]:
        """What is wrong in the file, between its rows, and with what must always hold; nothing if all is well."""
        with self._reading() as connection:
            return findings(connection, encrypted=self.encrypted)

    # Changing -------------------------------------------------------------------------------------------------------
    def unit_of_work(self, action: str, summary: str = "", *, at: datetime) -> UnitOfWork:
        """Everything one action writes: use as a context manager, and end it with `commit()` or `dry_run()`.

        While it is open, this store reads what it has written so far. Raises `EnvironmentProblem` (`store_locked`) if
        another process keeps writing.
        """
        return _TrackedWork(self, self._engine, self.path, self.author, action, summary, at)

    def undo(self, at: datetime, *, dry_run: bool = False) -> ChangeSet:
        """Takes back the newest action; `RequestError` (`nothing_to_undo`, `changed_since`)."""
        with self.unit_of_work(change_log.UNDO, at=at) as work:
            return change_log.undo(work, dry_run=dry_run)

    def redo(self, at: datetime, *, dry_run: bool = False) -> ChangeSet:
        """Does again what was undone last; `RequestError` (`nothing_to_redo`, `changed_since`)."""
        with self.unit_of_work(change_log.REDO, at=at) as work:
            return change_log.redo(work, dry_run=dry_run)

    def correct(self, change_id: str, reason: str, at: datetime, *, dry_run: bool = False) -> ChangeSet:
        """Takes back what a change recorded here, for a reason; `RequestError` as `correcting.correct` says."""
        with self.unit_of_work(correcting.CORRECT, at=at) as work:
            return correcting.correct(work, change_id, reason, dry_run=dry_run)

    # Reading --------------------------------------------------------------------------------------------------------
    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection for reading, in one transaction, so that everything read belongs together."""
        if self._work is not None:
            with mendable(self.path):
                yield self._work.connection
        else:
            with mendable(self.path), self._engine.connect() as connection:
                yield connection

    @property
    def schema(self) -> str:
        """The schema version of the store."""
        return schema.head()

    def changed_elsewhere(self) -> bool:
        """True if another process (or connection) has changed the store since this was last asked, or since opening."""
        with self._reading() as connection:
            version = self._data_version(connection)
        changed, self._version_seen = version != self._version_seen, version
        return changed

    @staticmethod
    def _data_version(connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


class _TrackedWork(UnitOfWork):
    """A unit of work that its store knows of, so that there is one at a time and reading sees it."""

    def __init__(self, store: Store, *rest: Any) -> None:
        super().__init__(*rest)
        self._store = store

    def __enter__(self) -> UnitOfWork:
        if self._store._work is not None:
            raise Bug("A unit of work is open already: one action, one change set.", code="work_within_work")
        super().__enter__()
        self._store._work = self
        return self

    def _close(self) -> None:
        self._store._work = None
        super()._close()
