"""All tables of the store, by name."""

from __future__ import annotations

from sqlalchemy import MetaData, Table

from keywork_desktop.store import tables_allocation, tables_log, tables_people, tables_rules, tables_work

METADATA: MetaData = tables_log.ChangeSetRow.metadata

LOG_TABLES = ("change_set", "row_change", "change_subject")
"""The change log itself: written with each change, never part of one."""

# Importing them puts their tables into the metadata.
_DEFINED_IN = (tables_people, tables_allocation, tables_rules, tables_work, tables_log)


def table(name: str) -> Table:
    """The table called `name`."""
    return METADATA.tables[name]


TABLES: tuple[str, ...] = tuple(each.name for each in METADATA.sorted_tables)
"""Names of all tables, those that others refer to first."""
