"""Writing facts and allocations inside a unit of work: new, changed or known already, by their natural keys."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from keywork_desktop.domain.errors import Bug, RequestError
from keywork_desktop.domain.facts import Fact
from keywork_desktop.domain.people import Allocation, AllocationEnded
from keywork_desktop.store import allocating
from keywork_desktop.store.fact_rows import FACT_TABLES, FactTable, allocation_of, fact_table
from keywork_desktop.store.recording import Recorder, RowChange, rows_by_key
from keywork_desktop.store.references import unknown_reference
from keywork_desktop.store.stored import Row, Stored


class Put(Enum):
    """What putting a fact did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Written:
    """How many facts were new, changed, or already known as they are."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def only(self) -> Put:
        """What happened to the one fact that was written."""
        return Put.NEW if self.new else Put.CHANGED if self.changed else Put.UNCHANGED

    def __add__(self, other: Written) -> Written:
        return Written(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


class FactWrites(ABC):
    """The writing of facts; `UnitOfWork` gives it its transaction."""

    _ids: Iterator[str]

    @property
    @abstractmethod
    def connection(self) -> Connection:
        """The transaction's connection, for reading what has been written so far."""

    @property
    @abstractmethod
    def recorder(self) -> Recorder:
        """Where rows are written and remembered."""

    def put(self, fact: Fact) -> Put:
        """Writes one fact; its natural key recognises it again. An open allocation ends the one before it."""
        return self.put_all([fact]).only

    def put_all(self, facts: Iterable[Fact]) -> Written:
        """Writes facts of any kinds in any order. Of two with the same key the later one counts."""
        by_kind: dict[type, list[Fact]] = {}
        for fact in facts:
            by_kind.setdefault(type(fact), []).append(fact)
        if stray := set(by_kind) - set(FACT_TABLES):
            raise Bug(f"Not a fact: {', '.join(sorted(kind.__name__ for kind in stray))}", code="not_a_fact")
        total = Written()
        for kind, where in FACT_TABLES.items():
            if kind in by_kind:
                rows = self._rows(where, by_kind[kind])
                if kind is Allocation:
                    total += self._put_allocations(rows, AllocationEnded.BY_HAND.value)
                else:
                    total += self._put_rows(where.table, where.key, rows)
        return total

    def remove(self, fact: Fact) -> bool:
        """Takes a fact away, recognised by its natural key; False if it was not there."""
        where = fact_table(fact)
        (row,) = self._rows(where, [fact])
        found = list(rows_by_key(self.connection, where.table, where.key, [natural_key(row, where.key)]))
        self._apply([RowChange(where.table, str(each["id"]), each, None) for each in found])
        return bool(found)

    @staticmethod
    def _rows(where: FactTable, facts: Iterable[Fact]) -> list[Row]:
        try:
            return [where.to_row(fact) for fact in facts]
        except ValueError as error:
            raise RequestError(f"{error}. Correct it and try again.", code="bad_value") from error

    def _put_rows(self, table: str, key: Sequence[str], rows: Iterable[Row]) -> Written:
        wanted = {natural_key(row, key): row for row in rows}
        present = {natural_key(row, key): row for row in rows_by_key(self.connection, table, key, wanted)}
        inserts, updates = [], []
        for identity, row in wanted.items():
            there = present.get(identity)
            if there is None:
                full: Row = {"id": next(self._ids), **row}
                inserts.append(RowChange(table, str(full["id"]), None, full))
            elif any(there[column] != value for column, value in row.items()):
                updates.append(RowChange(table, str(there["id"]), there, {**there, **row}))
        self._apply(updates + inserts)
        return Written(len(inserts), len(updates), len(wanted) - len(inserts) - len(updates))

    def _apply(self, changes: Sequence[RowChange]) -> None:
        try:
            self.recorder.apply(changes)
        except IntegrityError as error:
            raise unknown_reference(self.connection, changes) from error

    def allocate(self, allocation: Allocation, because: AllocationEnded | str = AllocationEnded.BY_HAND) -> Put:
        """Makes a key worker responsible from a day; ends the allocation before it, for the reason `because`."""
        rows = self._rows(FACT_TABLES[Allocation], [allocation])
        return self._put_allocations(rows, _reason(because)).only

    def end_allocation(self, prison_number: str, to_date: date, because: AllocationEnded | str) -> Allocation:
        """Ends the present allocation; `to_date` is the first day without it. Gives back what was ended.

        Raises `RequestError` (`no_allocation`) if he has no key worker.
        """
        rows = rows_by_key(self.connection, allocating.TABLE, ("prison_number",), [(prison_number,)])
        present = next((row for row in rows if row["to_date"] is None), None)
        if present is None:
            raise RequestError(
                f"{prison_number} has no key worker, so there is no allocation to end. Check the prison number.",
                code="no_allocation",
                details={"prison_number": prison_number},
            )
        change = allocating.ended(present, to_date.isoformat(), _reason(because))
        self._apply([change])
        return allocation_of(Columns(change.after or present))

    def _put_allocations(self, rows: Sequence[Row], because: str) -> Written:
        numbers = {(row["prison_number"],) for row in rows}
        existing = rows_by_key(self.connection, allocating.TABLE, ("prison_number",), numbers)
        written = Written()
        changes: list[RowChange] = []
        for each in allocating.allocation_changes(existing, rows, because, self._ids):
            changes += each
            if not each:
                written += Written(unchanged=1)
            elif each[-1].before is None:
                written += Written(new=1)
            else:
                written += Written(changed=1)
        self._apply(changes)
        return written

    def _put_one(self, table: str, key: Sequence[str], row: Row) -> Put:
        return self._put_rows(table, key, [row]).only


class Columns:
    """A row whose columns are read as attributes, as a query's row would be."""

    def __init__(self, row: Mapping[str, Stored]) -> None:
        self.__dict__.update(row)


def natural_key(row: Row, key: Sequence[str]) -> tuple[Stored, ...]:
    """What the columns of its natural key hold in this row."""
    return tuple(row[column] for column in key)


def _reason(because: AllocationEnded | str) -> str:
    return because.value if isinstance(because, AllocationEnded) else because
