"""Allocations as row changes: a man has one key worker at a time, and a new one ends the one before him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from keywork_desktop.domain.errors import RequestError
from keywork_desktop.store.recording import RowChange
from keywork_desktop.store.stored import Row

TABLE = "allocation"


def allocation_changes(
    existing: Iterable[Row], wanted: Sequence[Row], because: str, ids: Iterator[str]
) -> list[list[RowChange]]:
    """For each wanted allocation the row changes it takes, in order; none if it is there already.

    `existing` are all allocations of the prisoners concerned. An open one ends what it overlaps (for the reason
    `because`) on the day it begins; one that would then have lasted no day at all gives way. Raises `RequestError`
    (`allocated_later`) if somebody else has already been given the man from a later day.
    """
    present: dict[str, dict[str, Row]] = {}
    for row in existing:
        present.setdefault(str(row["prison_number"]), {})[str(row["from_date"])] = row
    found = []
    for row in wanted:
        mine = present.setdefault(str(row["prison_number"]), {})
        found.append(_changes(mine, row, because, ids))
    return found


def _changes(mine: dict[str, Row], wanted: Row, because: str, ids: Iterator[str]) -> list[RowChange]:
    begins = str(wanted["from_date"])
    changes = []
    if wanted["to_date"] is None:
        for other in list(mine.values()):
            if other["from_date"] == begins or not _lasts_beyond(other, begins):
                continue
            if str(other["from_date"]) > begins:
                raise RequestError(
                    f"{wanted['prison_number']} is allocated to {other['staff_id']} from {other['from_date']} already. "
                    f"Allocate him from that day or later, or undo that allocation first.",
                    code="allocated_later",
                    details={"prison_number": wanted["prison_number"], "from_date": other["from_date"]},
                )
            if _same_key_worker(other, wanted):
                return []
            changes.append(_replaced(mine, other, {**other, "to_date": begins, "ended_because": because}))
    there = mine.get(begins)
    if there is None:
        row: Row = {"id": next(ids), **wanted}
        mine[begins] = row
        changes.append(RowChange(TABLE, str(row["id"]), None, row))
    elif any(there[column] != value for column, value in wanted.items()):
        changes.append(_replaced(mine, there, {**there, **wanted}))
    return changes


def ended(row: Row, to_date: str, because: str) -> RowChange:
    """The change that ends this allocation; one that would have lasted no day at all is taken away."""
    row_id = str(row["id"])
    if to_date <= str(row["from_date"]):
        return RowChange(TABLE, row_id, row, None)
    return RowChange(TABLE, row_id, row, {**row, "to_date": to_date, "ended_because": because})


def _replaced(mine: dict[str, Row], before: Row, after: Row) -> RowChange:
    mine[str(after["from_date"])] = after
    return RowChange(TABLE, str(before["id"]), before, after)


def _lasts_beyond(row: Row, day: str) -> bool:
    return row["to_date"] is None or str(row["to_date"]) > day


def _same_key_worker(present: Row, wanted: Row) -> bool:
    """True if the man has this key worker already, on the same terms."""
    return present["to_date"] is None and all(
        present[column] == wanted[column] for column in ("staff_id", "second_staff_id", "override_reason")
    )
