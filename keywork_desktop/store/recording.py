"""Writing rows: the only way into the tables. What was there before and what is there now goes into the change log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection

from keywork_desktop.store import stored
from keywork_desktop.store.engine import RECORDED
from keywork_desktop.store.stored import Row, Stored
from keywork_desktop.store.tables import LOG_TABLES, table

_RECORDED = {RECORDED: True}

_PRISONER_COLUMNS = ("prison_number",)
_KEY_WORKER_COLUMNS = ("staff_id", "second_staff_id")
_DAY_COLUMNS = ("on_date", "from_date", "to_date")


class Operation(Enum):
    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after, as it is stored; None where there was or is none."""

    table: str
    row_id: str
    before: Row | None
    after: Row | None

    @property
    def operation(self) -> Operation:
        if self.before is None:
            return Operation.INSERT
        return Operation.DELETE if self.after is None else Operation.UPDATE

    @property
    def taken_back(self) -> RowChange:
        """The change that makes this one undone."""
        return RowChange(self.table, self.row_id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Touched:
    """Whom and which days row changes concern, before or after."""

    prisoners: frozenset[str]
    key_workers: frozenset[str]
    days: frozenset[date]


@lru_cache(maxsize=64)
def columns_of(name: str) -> tuple[str, ...]:
    """The columns of a table, in its own order."""
    return tuple(column.name for column in table(name).columns)


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def rows_by_key(
    connection: Connection, name: str, key: Sequence[str], values: Iterable[tuple[Stored, ...]]
) -> Iterator[Row]:
    """The rows of a table whose `key` columns have one of the `values`, as they are stored; found by index."""
    columns = columns_of(name)
    conditions = " AND ".join(f"t.\"{column}\" = json_extract(k.value, '$[{n}]')" for n, column in enumerate(key))
    selected = ", ".join(f"t.{column}" for column in _quoted(columns))
    # CROSS JOIN: SQLite goes through the keys and looks each up, never the other way round.
    found = connection.exec_driver_sql(
        f"SELECT {selected} FROM json_each(?) AS k CROSS JOIN {name} AS t WHERE {conditions}",  # noqa: S608 - our own names
        (stored.json_text([list(value) for value in values]),),
    )
    for row in found:
        yield dict(zip(columns, row, strict=True))


class Recorder:
    """Writes rows in one transaction and remembers each change, in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.changes: list[RowChange] = []

    def apply(self, changes: Sequence[RowChange]) -> None:
        """Writes these changes in their order, runs of the same kind at one stroke."""
        for (name, operation), run in groupby(changes, key=attrgetter("table", "operation")):
            self._write(name, operation, list(run))
        self.changes.extend(changes)

    def _write(self, name: str, operation: Operation, run: list[RowChange]) -> None:
        columns = columns_of(name)
        if operation is Operation.INSERT:
            self._insert(name, columns, [change.after or {} for change in run])
        elif operation is Operation.UPDATE:
            assignments = ", ".join(f"{column} = ?" for column in _quoted(columns[1:]))
            self._many(
                f"UPDATE {name} SET {assignments} WHERE id = ?",  # noqa: S608 - our own names
                [(*[(change.after or {}).get(column) for column in columns[1:]], change.row_id) for change in run],
            )
        else:
            self._many(f"DELETE FROM {name} WHERE id = ?", [(change.row_id,) for change in run])  # noqa: S608 - our own names

    def _insert(self, name: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        marks = ", ".join("?" for _ in columns)
        self._many(
            f"INSERT INTO {name} ({', '.join(_quoted(columns))}) VALUES ({marks})",  # noqa: S608 - our own names
            [tuple(row.get(column) for column in columns) for row in rows],
        )

    def _many(self, statement: str, values: list[tuple[Stored, ...]]) -> None:
        if values:
            self._connection.exec_driver_sql(statement, values, execution_options=_RECORDED)

    def write_log(self, change_set: Row, ids: Iterator[str]) -> None:
        """Writes the change set, its rows and whom they concern."""
        change_set_id = change_set["id"]
        self._insert(LOG_TABLES[0], columns_of(LOG_TABLES[0]), [change_set])
        self._insert(
            LOG_TABLES[1],
            columns_of(LOG_TABLES[1]),
            [
                {
                    "id": next(ids),
                    "change_set_id": change_set_id,
                    "place": place,
                    "table_name": change.table,
                    "row_id": change.row_id,
                    "operation": change.operation.value,
                    "before": "" if change.before is None else stored.json_text(change.before),
                    "after": "" if change.after is None else stored.json_text(change.after),
                }
                for place, change in enumerate(self.changes)
            ],
        )
        touched = self.touched
        subjects = [
            *(("prisoner", number) for number in sorted(touched.prisoners)),
            *(("key_worker", staff_id) for staff_id in sorted(touched.key_workers)),
            *(("day", day.isoformat()) for day in sorted(touched.days)),
            *(("shift_code", code) for code in sorted(self._shift_codes())),
        ]
        self._insert(
            LOG_TABLES[2],
            columns_of(LOG_TABLES[2]),
            [
                {"id": next(ids), "change_set_id": change_set_id, "kind": kind, "subject": subject}
                for kind, subject in subjects
            ],
        )

    @property
    def touched(self) -> Touched:
        """Whom and which days everything written so far concerns."""
        return Touched(
            prisoners=frozenset(self._values(_PRISONER_COLUMNS)),
            key_workers=frozenset(self._values(_KEY_WORKER_COLUMNS)),
            days=frozenset(stored.day(text) for text in self._values(_DAY_COLUMNS)),
        )

    def _shift_codes(self) -> set[str]:
        """The codes of the detail whose meaning is written, changed or forgotten."""
        rows = [row for each in self.changes if each.table == "shift_code" for row in (each.before, each.after)]
        return {str(row["code"]) for row in rows if row is not None}

    def _values(self, columns: tuple[str, ...]) -> set[str]:
        """What these columns hold in any row before or after."""
        found: set[str] = set()
        for change in self.changes:
            for row in (change.before, change.after):
                if row is not None:
                    found.update(str(row[column]) for column in columns if row.get(column))
        return found
