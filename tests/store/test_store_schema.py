"""The tables, the migrations and the version number say the same; an older store is brought up to date safely."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from keywork_desktop import paths
from keywork_desktop.domain.errors import EnvironmentProblem
from keywork_desktop.store import Store, StoreKey, schema
from keywork_desktop.store.engine import engine_for
from keywork_desktop.store.tables import metadata
from tests.store.prison_facts import AT, FRIDAY, MANAGER, NUMBERS, a_session, a_small_prison, contents

HEAD = schema.head()
PASSPHRASE = StoreKey.passphrase("boiled kettle")

NEXT = '''
"""A later version: prisoners get a note of their landing."""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("prisoner", recreate="always") as prisoner:
        prisoner.add_column(sa.Column("landing", sa.String(), nullable=True))
    {also}


def downgrade() -> None:
    with op.batch_alter_table("prisoner", recreate="always") as prisoner:
        prisoner.drop_column("landing")
'''


def shape_of(engine: Engine) -> list[tuple[str, ...]]:
    """What the file says its tables and indexes are, whatever the order and ends of the lines."""

    def lines(sql: str | None) -> str:
        return "\n".join(sorted(line.strip(" \t,") for line in (sql or "").splitlines()))

    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    return sorted((kind, name, of, lines(sql)) for kind, name, of, sql in found)


def populated(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.unit_of_work("import", "Import", at=AT) as work:
        work.put_all(a_small_prison())
        work.add_planned(a_session(NUMBERS[0], FRIDAY))
        work.setting("lock_minutes", 10)
        work.commit()
    return contents(store)


@pytest.fixture
def next_version(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the program one version newer than the store."""

    def make(also: str = "") -> None:
        folder = tmp_path_factory.mktemp("newer") / "migrations"
        shutil.copytree(paths.migrations(), folder)
        (folder / "versions" / "next.py").write_text(NEXT.format(also=also, head=HEAD), encoding="utf-8")
        monkeypatch.setattr(paths, "migrations", lambda: folder)
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "next"))

    return make


def test_the_version_number_is_that_of_the_newest_migration() -> None:
    script = ScriptDirectory.from_config(schema.alembic_config())
    assert tuple(each.revision for each in reversed(list(script.walk_revisions()))) == schema.REVISIONS


def test_a_store_made_at_once_equals_one_made_by_the_migrations(tmp_path: Path) -> None:
    at_once, by_steps = engine_for(tmp_path / "a", None, create=True), engine_for(tmp_path / "b", None, create=True)
    schema.create(at_once)
    schema.migrate(by_steps, "head")
    assert shape_of(at_once) == shape_of(by_steps)
    for engine in (at_once, by_steps):
        engine.dispose()


def test_the_migrations_say_what_the_tables_say(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "a", None, create=True)
    schema.migrate(engine, "head")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata()) == []
    engine.dispose()


def test_down_and_up_again_on_an_empty_store_gives_the_same_tables(tmp_path: Path) -> None:
    engine = engine_for(tmp_path / "a", None, create=True)
    schema.create(engine)
    before = shape_of(engine)
    schema.migrate(engine, "base")
    assert [row[1] for row in shape_of(engine) if not row[1].startswith("sqlite_")] == ["alembic_version"]
    schema.migrate(engine, "head")
    assert shape_of(engine) == before
    engine.dispose()


@pytest.mark.parametrize("key", [StoreKey.none(), PASSPHRASE, StoreKey.from_credential_store()], ids=repr)
def test_an_older_store_is_copied_and_brought_up_to_date(
    new_store: Callable[..., Store], next_version: Callable[..., None], key: StoreKey, tmp_path: Path
) -> None:
    old = new_store(key=key)
    before = populated(old)
    old.close()
    next_version()
    with Store.open(old.path, key, author=MANAGER) as store:
        assert store.migrated_from == tmp_path / "keywork.before-next.store"
        after = contents(store)
        assert [row[:-1] for row in after.pop("prisoner")] == before["prisoner"]
        assert after == {name: rows for name, rows in before.items() if name != "prisoner"}
        assert store.undo(AT).prisoners == set(NUMBERS)
        assert store.redo(AT).prisoners == set(NUMBERS)
        with store._reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_the_copy_is_a_whole_store_of_the_older_version(
    new_store: Callable[..., Store], next_version: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = new_store(key=PASSPHRASE)
    before = populated(old)
    old.close()
    with monkeypatch.context() as newer:
        newer.setattr(schema, "REVISIONS", schema.REVISIONS)
        next_version()
        with Store.open(old.path, PASSPHRASE, author=MANAGER) as store:
            copy = store.migrated_from
    monkeypatch.undo()
    assert copy is not None
    with Store.open(copy, PASSPHRASE, author=MANAGER) as store:
        assert store.migrated_from is None
        assert contents(store) == before


def test_down_and_up_on_a_populated_store_loses_nothing(store: Store, next_version: Callable[..., None]) -> None:
    before = populated(store)
    store.close()
    next_version()
    engine = engine_for(store.path, None)
    schema.migrate(engine, "next")
    schema.migrate(engine, HEAD)
    schema.migrate(engine, "next")
    engine.dispose()
    with Store.open(store.path, StoreKey.none(), author=MANAGER) as again:
        after = contents(again)
    assert [row[:-1] for row in after["prisoner"]] == before["prisoner"]
    assert after["key_work_record"] == before["key_work_record"]


@pytest.mark.parametrize(
    ("also", "code"),
    [('op.execute("DELETE FROM prisoner")', "migration_failed"), ('raise OSError(28, "No space left")', "disk_full")],
)
def test_a_migration_that_fails_leaves_the_store_as_it_was(
    store: Store, next_version: Callable[..., None], monkeypatch: pytest.MonkeyPatch, also: str, code: str
) -> None:
    before = populated(store)
    store.close()
    next_version(also)
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(store.path, StoreKey.none(), author=MANAGER)
    assert error.value.code == code
    monkeypatch.undo()
    with Store.open(store.path, StoreKey.none(), author=MANAGER) as again:
        assert contents(again) == before


def test_a_second_copy_gets_a_number(store: Store) -> None:
    store.close()
    names = [schema.copy_beside(store.path, None, "before-0002").name for _ in range(2)]
    assert names == ["keywork.before-0002.store", "keywork.before-0002-2.store"]


def test_a_file_whose_making_was_cut_short_is_not_a_store(store: Store) -> None:
    store.close()
    connection = dbapi2.connect(str(store.path))
    connection.execute("DELETE FROM alembic_version")
    connection.commit()
    connection.close()
    with pytest.raises(EnvironmentProblem) as error:
        Store.open(store.path, StoreKey.none(), author=MANAGER)
    assert error.value.code == "not_a_store"
