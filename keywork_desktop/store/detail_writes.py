"""Writing about the detail beside its shifts: working patterns, and details kept whole as they were read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from keywork_desktop.domain.detail_versions import DetailRead
from keywork_desktop.domain.working_patterns import WorkingPattern, same_name
from keywork_desktop.store import stored
from keywork_desktop.store.author import Author
from keywork_desktop.store.fact_writes import FactWrites, Put
from keywork_desktop.store.queries.detail import (
    PATTERN,
    VERSION,
    days_text,
    next_detail_number,
    same_detail,
    shifts_text,
)
from keywork_desktop.store.recording import RowChange, columns_of
from keywork_desktop.store.stored import Row


class DetailWrites(FactWrites):
    """The writing of working patterns and details, beside that of facts."""

    _author: Author
    _at: datetime

    def put_pattern(self, pattern: WorkingPattern, instead_of: str | None = None) -> Put:
        """Writes a working pattern, over the one of its name, or over the one called `instead_of`."""
        there = self._pattern_row(instead_of or pattern.name)
        said: Row = {"name": pattern.name, "days": days_text(pattern)}
        if there is not None and all(there[column] == value for column, value in said.items()):
            return Put.UNCHANGED
        said |= {"entered_by": self._author.actor, "entered_at": stored.moment_text(self._at)}
        row_id = next(self._ids) if there is None else str(there["id"])
        self._apply([RowChange(PATTERN, row_id, there, {"id": row_id, **said})])
        return Put.NEW if there is None else Put.CHANGED

    def remove_pattern(self, name: str) -> bool:
        """Takes a working pattern away; False if there is none of that name."""
        there = self._pattern_row(name)
        if there is not None:
            self._apply([RowChange(PATTERN, str(there["id"]), there, None)])
        return there is not None

    def _pattern_row(self, name: str) -> Row | None:
        columns = columns_of(PATTERN)
        rows = self.connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {PATTERN}")  # noqa: S608 - our own
        found = (dict(zip(columns, row, strict=True)) for row in rows)
        return next((row for row in found if same_name(str(row["name"]), name)), None)

    def keep_details(self, details: Sequence[DetailRead]) -> tuple[int, ...]:
        """Keeps details whole, each as the next version; gives back their numbers.

        The same file again makes none, unless another one of those days was read after it. Nor does one without shifts.
        """
        return tuple(
            self._keep(detail) for detail in details if detail.shifts and not same_detail(self.connection, detail)
        )

    def _keep(self, detail: DetailRead) -> int:
        number = next_detail_number(self.connection)
        row: Row = {
            "id": next(self._ids),
            "number": number,
            "report_date": detail.report_date.isoformat(),
            "read_at": stored.moment_text(self._at),
            "by_whom": self._author.actor,
            "file_name": detail.file_name,
            "sha256": detail.digest,
            "from_date": detail.period.first.isoformat(),
            "to_date": detail.period.last.isoformat(),
            "shifts": shifts_text(detail.shifts),
        }
        self._apply([RowChange(VERSION, str(row["id"]), None, row)])
        return number
