"""Allocations as row changes: a man has one key worker at a time, and a new one ends the one before him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.store.recording import RowChange
from keywork_desktop.store.stored import Row

TABLE = "allocation"

_Key = tuple[str, str]
"""First day and staff ID: one allocation of a man."""


def allocation_changes(
    existing: Iterable[Row], wanted: Sequence[Row], because: str, ids: Iterator[str]
) -> list[list[RowChange]]:
    """For each wanted allocation the row changes it takes, in order; none if it is there already.

    `existing` are all allocations of the prisoners concerned. An open one ends what it overlaps (for the reason
    `because`) on the day it begins. Raises `RequestError` (`allocated_later`) if somebody else has already been given
    the man from a later day.
    """
    of_each: dict[str, dict[_Key, Row]] = {}
    for row in existing:
        of_each.setdefault(str(row["prison_number"]), {})[_key(row)] = row
    return [_changes(of_each.setdefault(str(row["prison_number"]), {}), row, because, ids) for row in wanted]


def _changes(his: dict[_Key, Row], wanted: Row, because: str, ids: Iterator[str]) -> list[RowChange]:
    """The changes for one allocation; `his` are the man's rows, kept as they become."""
    begins = str(wanted["from_date"])
    changes = []
    if wanted["to_date"] is None:
        for other in list(his.values()):
            if _key(other) == _key(wanted) or not _lasts_beyond(other, begins):
                continue
            if str(other["from_date"]) > begins:
                raise RequestError(
                    f"{wanted['prison_number']} is allocated to {other['staff_id']} from {other['from_date']} already. "
                    "Allocate him from that day or later, or undo that allocation first.",
                    code="allocated_later",
                    details={"prison_number": wanted["prison_number"], "from_date": other["from_date"]},
                )
            if _same_key_worker(other, wanted):
                return []
            changes.append(_replaced(his, other, {**other, "to_date": begins, "ended_because": because}))
    there = his.get(_key(wanted))
    if there is None:
        row: Row = {"id": next(ids), **wanted}
        his[_key(row)] = row
        changes.append(RowChange(TABLE, str(row["id"]), None, row))
    elif any(there[column] != value for column, value in wanted.items()):
        changes.append(_replaced(his, there, {**there, **wanted}))
    return changes


def ended(row: Row, to_date: str, because: str) -> RowChange:
    """The change that ends this allocation; never before it began."""
    last = max(to_date, str(row["from_date"]))
    return RowChange(TABLE, str(row["id"]), row, {**row, "to_date": last, "ended_because": because})


def _key(row: Row) -> _Key:
    return str(row["from_date"]), str(row["staff_id"])


def _replaced(his: dict[_Key, Row], before: Row, after: Row) -> RowChange:
    his[_key(after)] = after
    return RowChange(TABLE, str(before["id"]), before, after)


def _lasts_beyond(row: Row, day: str) -> bool:
    return row["to_date"] is None or str(row["to_date"]) > day


def _same_key_worker(present: Row, wanted: Row) -> bool:
    """True if the man has this key worker already, on the same terms."""
    return present["to_date"] is None and all(
        present[column] == wanted[column] for column in ("staff_id", "second_staff_id", "override_reason")
    )
