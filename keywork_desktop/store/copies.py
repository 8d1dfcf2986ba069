"""Backups: a whole copy of the store under the same key, read back before it counts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine

from keywork_desktop.domain.errors import EnvironmentProblem, RequestError
from keywork_desktop.store import schema
from keywork_desktop.store.engine import check_application, connect, engine_for, not_a_store
from keywork_desktop.store.keys import CipherKey
from keywork_desktop.store.problems import mendable

PAGES_A_STEP = 1000
Progress = Callable[[float], None]
"""Told how much is copied, 0 to 1; what it raises cancels, and nothing is left behind."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole copy that was read back: where it is, how large (bytes), and its schema version."""

    path: Path
    size: int
    schema: str


@dataclass(frozen=True, slots=True)
class Where:
    """An open store: its engine, its file and its key."""

    engine: Engine
    path: Path
    key: CipherKey | None


def back_up(
    store: Where, to: Path, *, replace: bool = False, progress: Progress | None = None, dry_run: bool = False
) -> Backup:
    """Copies the store to `to`, which may be on another disk or a share; others may go on working meanwhile.

    The copy is made beside the store and read back whole, and only then put where it belongs: a backup that is there is
    a good one. On a dry run it is taken away again. Raises `RequestError` `file_exists` unless `replace`;
    `EnvironmentProblem`: `read_only`, `disk_full`, `unreadable` (the store itself is damaged).
    """
    to = to.absolute()
    if to.exists() and (not replace or to == store.path or not to.is_file()):
        offer = (
            "Choose another name." if to == store.path or not to.is_file() else "Choose another name, or replace it."
        )
        raise RequestError(f"There is a file at {to} already. {offer}", code="file_exists", details={"path": str(to)})
    with draft_beside(store.path) as draft:
        with mendable(draft), store.engine.connect() as connection:
            source = connection.connection.driver_connection
            target = connect(draft, store.key, create=True)
            try:
                source.backup(target, pages=PAGES_A_STEP, progress=_telling(progress))  # type: ignore[union-attr]  # the driver's own
            finally:
                target.close()
        version = verified(draft, store.key, to)
        size = draft.stat().st_size
        if not dry_run:
            with mendable(to):
                to.parent.mkdir(parents=True, exist_ok=True)
                put_whole(draft, to)
    return Backup(to, size, version)


def verified(path: Path, key: CipherKey | None, name: Path) -> str:
    """The schema version of a store file that is whole; `name` is what the user knows it by.

    Raises `EnvironmentProblem`: `not_a_store`, `wrong_passphrase`, `unreadable` where a page of it is damaged.
    """
    engine = engine_for(path, key)
    try:
        with mendable(name), engine.connect() as connection:
            check_application(connection, name)
            damaged = damages(connection, encrypted=key is not None)
            version = schema.version_of(connection)
    finally:
        engine.dispose()
    if damaged:
        raise EnvironmentProblem(
            f"{name} is damaged ({len(damaged)} places) and was not used. Take an older backup.",
            code="unreadable",
            details={"path": str(name), "damaged": damaged[:5]},
        )
    if version is None:
        raise not_a_store(name)
    return version


def damages(connection: Any, *, encrypted: bool) -> list[str]:
    """What SQLite and SQLCipher say is broken in the file; nothing if it is whole."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    found = [] if found == ["ok"] else found
    if encrypted:
        found += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    return found


@contextmanager
def draft_beside(store: Path) -> Iterator[Path]:
    """A name beside the store; whatever is left there is taken away."""
    draft = store.with_name(f".{store.name}.{uuid4().hex}")
    try:
        yield draft
    finally:
        for left in parts_of(draft):
            left.unlink(missing_ok=True)


def parts_of(path: Path) -> tuple[Path, Path, Path]:
    """The file itself, and what SQLite keeps beside it while it is open."""
    return path, Path(f"{path}-wal"), Path(f"{path}-shm")


def put_whole(draft: Path, to: Path) -> None:
    """Moves the file to where it belongs, whole or not at all, also to another disk."""
    beside = to.with_name(f".{to.name}.{uuid4().hex}")
    try:
        shutil.copyfile(draft, beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        if _bytes_differ(draft, beside):
            message = f"{to} does not hold what was written to it. Choose another disk or folder."
            raise EnvironmentProblem(message, code="unreadable", details={"path": str(to)})
        beside.replace(to)
    finally:
        beside.unlink(missing_ok=True)


def _bytes_differ(one: Path, other: Path) -> bool:
    import filecmp

    return not filecmp.cmp(one, other, shallow=False)


def _telling(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    told = progress

    def tell(_status: int, remaining: int, total: int) -> None:
        told(1 - remaining / total if total else 1.0)

    return tell
