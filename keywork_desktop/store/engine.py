"""Connections to a store file: encrypted by SQLCipher or plain, foreign keys enforced, writing by turns.

One connection a store (SQLCipher derives a passphrase's key for each), used on one thread. Reading starts an ordinary
transaction, writing one that waits its turn (`BEGIN IMMEDIATE`); nobody holds the store for longer.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from keywork_desktop.domain.errors import Bug, EnvironmentProblem
from keywork_desktop.store.keys import SALT_BYTES, CipherKey
from keywork_desktop.store.problems import mendable, unreadable

APPLICATION_ID = 0x4B574B44
"""Marks the file as a Keywork store ("KWKD")."""

BUSY_SECONDS = 5.0
"""How long to wait for another process that is writing."""

PAGES_KEPT_KIB = 64 * 1024
"""Pages kept in memory once decrypted: those of the due list of a whole prison fit, ten years of records behind it."""

WRITING = "keywork_writing"
RECORDED = "keywork_recorded"
MIGRATING = "keywork_migrating"

_PLAIN_HEADER = b"SQLite format 3\0"
_SMALLEST = 512
_CHANGES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


def not_a_store(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"{path} is not a Keywork store. Check the file's name, or make a new store with init.",
        code="not_a_store",
        details={"path": str(path)},
    )


def salt_of(path: Path) -> str | None:
    """The salt (hex) of an encrypted store; None for an unencrypted one.

    Raises `EnvironmentProblem`: `store_missing`, `not_a_store`, `unreadable`.
    """
    if not path.exists():
        raise EnvironmentProblem(
            f"There is no store at {path}. Make one with init, or look at its demo prison with demo.",
            code="store_missing",
            details={"path": str(path)},
        )
    if not path.is_file():
        raise not_a_store(path)
    try:
        with path.open("rb") as file:
            start = file.read(SALT_BYTES)
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(path, error.strerror or type(error).__name__) from error
    if size < _SMALLEST or size % _SMALLEST:
        raise not_a_store(path)
    return None if start == _PLAIN_HEADER else start.hex()


def connect(path: Path, key: CipherKey | None, *, create: bool = False) -> Any:
    """A bare SQLCipher connection to the file, without a transaction of its own accord."""
    mode = "rwc" if create else "rw"
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    try:
        connection.execute("PRAGMA cipher_log_level = none")  # a wrong key is reported once, by us
        if key is not None:
            connection.execute(f"PRAGMA key = {key.text}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = {-PAGES_KEPT_KIB}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def engine_for(path: Path, key: CipherKey | None, *, create: bool = False) -> Engine:
    """The engine of a store: one connection, opened with the first use on the thread that uses it."""

    def creator() -> Any:
        return connect(path, key, create=create)

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=1,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _refuse_unrecorded)
    return engine


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _refuse_unrecorded(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool
) -> None:
    """The guard of the change log: nothing is written past it, except by a migration."""
    if not _CHANGES.search(statement) or statement.lstrip()[:7].upper() in ("SELECT ", "SELECT\n"):
        return
    if connection.get_execution_options().get(MIGRATING) or (context and context.execution_options.get(RECORDED)):
        return
    which = statement.split("(", maxsplit=1)[0].strip()[:60]  # the part before any value
    raise Bug(
        f"A statement would change the store without being recorded: {which}",
        code="unrecorded_write",
    )


def check_application(connection: Connection, path: Path) -> None:
    """Raises `EnvironmentProblem` (`not_a_store`) if the file is some other database."""
    with mendable(path):
        found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if found != APPLICATION_ID:
        raise not_a_store(path)
