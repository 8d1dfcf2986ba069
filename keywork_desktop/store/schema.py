"""The shape of the store: made at once for a new store, brought up to date by Alembic for an older one.

Alembic takes longer to import than everything else here, so it is only imported when there is something to migrate:
what version a store has is one row. A test holds `REVISIONS` and the tables equal to what the migrations say.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, Engine, MetaData, PrimaryKeyConstraint, String, Table

from keywork_desktop import paths
from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.store.engine import APPLICATION_ID, MIGRATING, WRITING, check_application, connect, not_a_store
from keywork_desktop.store.keys import CipherKey
from keywork_desktop.store.problems import mendable
from keywork_desktop.store.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

REVISIONS: tuple[str, ...] = ("0001", "0002", "0003", "0004", "0005", "0006")
"""All schema versions, oldest first. A store made by a newer program has another one."""

# As Alembic itself would make it.
_ALEMBIC_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def head() -> str:
    """The schema version of this program."""
    return REVISIONS[-1]


def create(engine: Engine) -> None:
    """Makes all tables in an empty file and marks it as a store of this version."""
    with engine.connect() as connection:
        _pragma(connection, "journal_mode = WAL")
    connection = engine.connect().execution_options(**{WRITING: True, MIGRATING: True})
    with connection, connection.begin():
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        metadata().create_all(connection)
        _ALEMBIC_VERSION.create(connection)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (head(),))


def version_of(connection: Connection) -> str | None:
    """The schema version a store has; None before the first migration."""
    known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    if known is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def bring_up_to_date(engine: Engine, path: Path, key: CipherKey | None) -> Path | None:
    """Migrates an older store, after a copy was put beside it; gives back the copy, None if nothing was to be done.

    Raises `EnvironmentProblem`: `not_a_store`, `store_newer`, `migration_failed` (then the store is as it was).
    """
    with mendable(path):
        with engine.connect() as connection:
            check_application(connection, path)
            version = version_of(connection)
        if version == head():
            return None
        if version is None:
            raise not_a_store(path)
        if version not in REVISIONS:
            raise newer(path, version)
        copy = copy_beside(path, key, f"before-{head()}")
        migrate(engine, head())
        return copy


def newer(path: Path, version: str) -> EnvironmentProblem:
    """The problem of a store that a newer program has made."""
    return EnvironmentProblem(
        f"{path} was made by a newer version of Keywork Desktop. Install that version or a later one.",
        code="store_newer",
        details={"path": str(path), "schema": version, "known": head()},
    )


def copy_beside(path: Path, key: CipherKey | None, why: str) -> Path:
    """A whole copy of the store under the same key, beside it: `NAME.WHY.store`, numbered if that exists."""
    number = 1
    while (copy := path.with_name(f"{path.stem}.{why}{'' if number == 1 else f'-{number}'}{path.suffix}")).exists():
        number += 1
    source = connect(path, key)
    try:
        target = connect(copy, key, create=True)
        try:
            source.backup(target)
        finally:
            target.close()
    finally:
        source.close()
    return copy


def migrate(engine: Engine, to: str) -> None:
    """Brings the store to the version `to`, up or down, all or nothing.

    Foreign keys are off meanwhile: with them on, a table that is rebuilt takes its children with it (ARCHITECTURE,
    traps).
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    script = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        _pragma(connection, "foreign_keys = OFF")
        try:
            connection = connection.execution_options(**{WRITING: True, MIGRATING: True})
            with connection.begin():
                config.attributes["connection"] = connection
                current = version_of(connection)
                downwards = current is not None and _place(script, to) < _place(script, current)
                (command.downgrade if downwards else command.upgrade)(config, to)
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    raise EnvironmentProblem(
                        f"The store could not be brought to version {to}: {len(broken)} rows would refer to nothing. "
                        "It was left as it was. Keep it, and report this.",
                        code="migration_failed",
                        details={"tables": sorted({str(row[0]) for row in broken})},
                    )
        finally:
            _pragma(connection, "foreign_keys = ON")


def _place(script: object, revision: str) -> int:
    """How many migrations lead to the revision; `base` has none."""
    from alembic.script import ScriptDirectory

    assert isinstance(script, ScriptDirectory)
    return 0 if revision == "base" else sum(1 for _ in script.iterate_revisions(revision, "base"))


def _pragma(connection: Connection, setting: str) -> None:
    """These pragmas do nothing inside a transaction, so they are given to the driver directly."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA {setting}").fetchall()


def alembic_config() -> Config:
    """Alembic's configuration, built in code: a frozen program has no ini file and no current folder."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
