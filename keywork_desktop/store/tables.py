"""All tables of the store, by name.

They are declared with SQLModel, which takes as long to import as everything else that reading needs: so they are loaded
when something is first written or a schema is made, and a store can be read before that.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import MetaData, Table

LOG_TABLES = ("change_set", "row_change", "change_subject")
"""The change log itself: written with each change, never part of one."""


@cache
def metadata() -> MetaData:
    """The tables as they are declared."""
    # Importing them puts their tables into the metadata.
    from keywork_desktop.store import (
        tables_allocation,
        tables_detail,
        tables_log,
        tables_people,
        tables_rota,
        tables_rules,
        tables_watch,
        tables_work,
    )

    declared = (
        tables_people,
        tables_allocation,
        tables_rules,
        tables_work,
        tables_rota,
        tables_detail,
        tables_watch,
        tables_log,
    )
    assert all(declared)
    return tables_log.ChangeSetRow.metadata


def table(name: str) -> Table:
    """The table called `name`."""
    return metadata().tables[name]


@cache
def table_names() -> tuple[str, ...]:
    """Names of all tables, those that others refer to first."""
    return tuple(each.name for each in metadata().sorted_tables)
